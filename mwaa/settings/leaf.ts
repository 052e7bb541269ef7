import { z } from "zod";
import type { Fault } from "../fault";
import { nearest } from "./nearest";
import { containsUnknownText } from "./unknown-text";

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a schema looks like to an editor; a leaf's own decoding cannot be read off it. */
export const JSON_SCHEMAS = z.registry<{
  readonly json: () => JsonSchema;
  readonly leaf?: true;
}>();

/** Whether a schema, optional or not, stands for values without parts. */
export function isLeaf(schema: z.ZodType): boolean {
  const inner = schema instanceof z.ZodExactOptional ? (schema.unwrap() as z.ZodType) : schema;
  return JSON_SCHEMAS.get(inner)?.leaf === true;
}

/** How Pulumi writes an encrypted value into a stack file; leaves refer to it by name. */
export const SECRET_DEFINITION: JsonSchema = {
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
  description: "A secret, as `pulumi config set --secret` writes it. It is unknown offline.",
};

const SECRET: JsonSchema = { $ref: "#/definitions/secret" };

/**
 * What a leaf has to say of a value it does not take. It does not know its own name, so it gives
 * what the key could be set to, as one would write it, or a whole fix.
 */
export type Complaint = Pick<Fault, "problem" | "allowed"> &
  ({ readonly example: string } | { readonly fix: string });

/** A kind of value without parts. */
export interface LeafRule<T> {
  /** What a value has to be, with its article: `a whole number from 1 to 25`. */
  readonly what: string;
  /** What was accepted, if `what` does not say it all. */
  readonly allowed?: string;
  /** A good value, as one would write it; the nearest one to a bad value where that makes sense. */
  readonly example: string | ((got: unknown) => string);
  /** Whether a secret may stand here. It must not where the value decides which resources exist. */
  readonly secret: "unknown offline" | "refused";
  readonly json: JsonSchema;
  /** The value, or nothing if it is not one of the kind. */
  readonly decode: (value: unknown) => T | undefined;
  /** What is wrong beyond the kind, once decoded. */
  readonly check?: (value: T) => Complaint | undefined;
}

/** A schema that decodes to `T` whatever it is given, or complains. */
export type Leaf<T> = z.ZodPipe<z.ZodUnknown, z.ZodTransform<T>>;

function complaintAbout<T>(rule: LeafRule<T>, value: unknown): Complaint {
  const allowed = rule.allowed ?? rule.what;
  const example = typeof rule.example === "string" ? rule.example : rule.example(value);
  if (value === undefined) return { problem: "is missing", allowed, example };
  if (value === null || value === "") return { problem: "is empty", allowed, example };
  if (typeof value === "string" && containsUnknownText(value)) {
    const problem = "cannot be a secret, because it decides which resources exist and how";
    return { problem, allowed: `${allowed}, in plain text`, example };
  }
  return { problem: `is not ${rule.what}`, allowed, example };
}

/** Makes a schema of a kind of leaf. */
export function leaf<T>(rule: LeafRule<T>): Leaf<T> {
  const schema = z.unknown().transform((value, context): T => {
    const isSecret = typeof value === "string" && containsUnknownText(value);
    const decoded = isSecret && rule.secret === "refused" ? undefined : rule.decode(value);
    const complaint =
      decoded === undefined
        ? complaintAbout(rule, value)
        : isSecret
          ? undefined
          : rule.check?.(decoded);
    if (complaint !== undefined) {
      context.addIssue({ code: "custom", params: complaint });
      return z.NEVER;
    }
    return decoded as T;
  });
  const json = rule.secret === "refused" ? rule.json : { anyOf: [rule.json, SECRET] };
  JSON_SCHEMAS.add(schema, { json: () => json, leaf: true });
  return schema;
}

/** Text as YAML gives it: what looks like a number or a boolean is text that was not quoted. */
function decodeText(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What narrows a text. */
export interface TextRule {
  readonly what: string;
  readonly example: string;
  readonly allowed?: string;
  readonly pattern?: RegExp;
  readonly secret?: "unknown offline" | "refused";
  readonly check?: (text: string) => Complaint | undefined;
  /** Values to propose in an editor; others are allowed. */
  readonly suggestions?: readonly string[];
}

/** Text, of any form or of a given one. */
export function text(rule: TextRule): Leaf<string> {
  const { pattern, check, suggestions } = rule;
  const isFree = pattern === undefined && rule.secret !== "refused";
  const json = {
    // An editor may ask for quotes where a number would most likely be a mistake.
    type: isFree ? ["string", "number", "boolean"] : "string",
    ...(pattern === undefined ? {} : { pattern: pattern.source }),
    ...(suggestions === undefined ? {} : { examples: suggestions }),
  };
  return leaf<string>({
    what: rule.what,
    ...(rule.allowed === undefined ? {} : { allowed: rule.allowed }),
    example: rule.example,
    secret: rule.secret ?? "unknown offline",
    json,
    decode: (value) => {
      const decoded = decodeText(value);
      if (decoded === undefined || pattern === undefined) return decoded;
      return containsUnknownText(decoded) || pattern.test(decoded) ? decoded : undefined;
    },
    ...(check === undefined ? {} : { check }),
  });
}

/** The bounds of a whole number, both included. */
export interface Range {
  readonly min: number;
  readonly max?: number;
}

/** A whole number, also written as text: the Pulumi CLI puts numbers in quotes. */
export function wholeNumber(range: Range, example: number): Leaf<number> {
  const { min, max } = range;
  const bounds = max !== undefined ? `from ${min} to ${max}` : min === 0 ? "" : `of ${min} or more`;
  return leaf<number>({
    what: `a whole number ${bounds}`.trim(),
    example: String(example),
    secret: "refused",
    json: {
      anyOf: [
        { type: "integer", minimum: min, ...(max === undefined ? {} : { maximum: max }) },
        { type: "string", pattern: "^[0-9]+$" },
      ],
    },
    decode: (value) => {
      const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
      if (typeof number !== "number" || !Number.isSafeInteger(number)) return undefined;
      return number >= min && (max === undefined || number <= max) ? number : undefined;
    },
  });
}

/** One of a few whole numbers. */
export function numberOf(what: string, choices: readonly number[], example: number): Leaf<number> {
  return leaf<number>({
    what,
    allowed: choices.join(", "),
    example: String(example),
    secret: "refused",
    json: { enum: [...choices, ...choices.map(String)] },
    decode: (value) => choices.find((each) => each === value || String(each) === value),
  });
}

/** True or false, also written as text. */
export function flag(example: boolean): Leaf<boolean> {
  return leaf<boolean>({
    what: "true or false",
    example: String(example),
    secret: "refused",
    json: { enum: [true, false, "true", "false"] },
    decode: (value) => {
      if (value === true || value === "true") return true;
      return value === false || value === "false" ? false : undefined;
    },
  });
}

function isPlain(value: unknown): value is string {
  return typeof value === "string" && !containsUnknownText(value);
}

/** One of a closed set of words. */
export function choice<const T extends string>(what: string, choices: readonly T[]): Leaf<T> {
  return leaf<T>({
    what,
    allowed: choices.join(", "),
    example: (got) =>
      JSON.stringify((isPlain(got) ? nearest(got, choices) : undefined) ?? choices[0]),
    secret: "refused",
    json: { enum: choices },
    decode: (value) => choices.find((each) => each === value),
  });
}
