import { createHash } from "node:crypto";
import type { WireProperties, WireValue } from "../protocol";
import { UNKNOWN_SENTINEL } from "../sentinels";

/** The resource that symbols are made for. */
export interface Subject {
  readonly urn: string;
  /** The logical name. */
  readonly name: string;
  /** What the program asked for; sentinels and secrets are still in it. */
  readonly inputs: WireProperties;
  readonly partition: string;
  readonly dnsSuffix: string;
  /** Absent if the provider works in an account that it does not name. */
  readonly account?: string;
  /** Absent if nobody configured one: then nothing that holds a region is known. */
  readonly region?: string;
  /** The outputs of a resource that is known by its id: what comes with a VPC is found there. */
  readonly byId: (id: string) => WireProperties | undefined;
  /**
   * Set for what exists already: it has ids and names of its own, and none may be made up for it.
   * What is only read may also differ in every input, and belong to another account.
   */
  readonly existing?: { readonly id: string; readonly change: "read" | "import" };
}

/** What is known of the result so far: later templates build on it. */
export type Made = Record<string, WireValue>;

/**
 * How a provider's value looks: a text with placeholders, or a function where a condition decides.
 *
 * Placeholders: `{partition}` `{region}` `{account}` `{dnsSuffix}`; `{hexN}` `{charsN}` `{digitsN}`
 * `{uuid}` for N random-looking characters that always are the same for the same URN and property;
 * `{autoname}` for the name that Pulumi gives; `{property}` for an output made before or an input;
 * `{property=default}` where the default holds if the program says nothing. A template with a part
 * that is not known gives nothing.
 */
type Template = string | ((subject: Subject, made: Made) => WireValue | undefined);

/** The values that the provider computes for a type, in the order in which they build on each other. */
export interface TypeSymbols {
  /** The physical name's property, made up from the logical name if the program gives none. */
  readonly named?: string;
  readonly id: Template;
  readonly [output: string]: Template | undefined;
}

/** Rows by type token. */
export type SymbolTable = Readonly<Record<string, TypeSymbols>>;

const ALPHABETS: Readonly<Record<string, string>> = {
  hex: "0123456789abcdef",
  chars: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  caps: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  digits: "0123456789",
};

/** Characters that look random and depend on the URN and the property alone. */
export function draw(urn: string, property: string, alphabet: string, length: number): string {
  const letters = ALPHABETS[alphabet] ?? "";
  let text = "";
  for (let block = 0; text.length < length; block++) {
    const digest = createHash("sha256").update(`${urn}\0${property}\0${block}`).digest();
    for (const byte of digest) text += letters.charAt(byte % letters.length);
  }
  return text.slice(0, length);
}

/** A version 4 UUID that depends on the URN and the property alone. */
export function drawUuid(urn: string, property: string): string {
  const hex = draw(urn, property, "hex", 32);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20)].join("-");
}

/** Fills a template in; `undefined` if a part is not known. */
export function fill(
  template: string,
  property: string,
  subject: Subject,
  made: Made,
): string | undefined {
  const parts = template.split(/(\{[^}]+\})/).map((part) => {
    const [, key, fallback] = /^\{([^}=]+)(?:=(.*))?\}$/.exec(part) ?? [];
    return key === undefined ? part : placeholder(key, fallback, property, subject, made);
  });
  return parts.includes(undefined) ? undefined : parts.join("");
}

function placeholder(
  key: string,
  fallback: string | undefined,
  property: string,
  subject: Subject,
  made: Made,
): string | undefined {
  switch (key) {
    case "partition":
    case "dnsSuffix":
    case "account":
    case "region":
      return subject[key];
    case "uuid":
      return isNew(subject) ? drawUuid(subject.urn, property) : undefined;
    case "autoname":
      return isNew(subject) ? autoname(subject, property) : undefined;
  }
  const [, alphabet, length] = /^(hex|chars|caps|digits)(\d+)$/.exec(key) ?? [];
  if (alphabet !== undefined) {
    return isNew(subject) ? draw(subject.urn, property, alphabet, Number(length)) : undefined;
  }
  const value = Object.hasOwn(made, key) ? made[key] : subject.inputs[key];
  if (value === undefined || value === null) {
    // What a program reads was made with inputs that it does not say.
    return subject.existing?.change === "read" ? undefined : fallback;
  }
  return knownText(value);
}

/** Whether the plan makes the resource, so that its ids are symbols. */
export function isNew(subject: Subject): boolean {
  return subject.existing === undefined;
}

/** The name Pulumi gives to a resource that the program leaves unnamed: `<logical name>-<7 hex>`. */
export function autoname(subject: Subject, property: string): string {
  return `${subject.name}-${draw(subject.urn, property, "hex", 7)}`;
}

/** A text that is known and no secret; numbers count as text. */
export function knownText(value: WireValue | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== UNKNOWN_SENTINEL ? value : undefined;
}
