import type { Unknown } from "../known";
import { joined } from "../known";
import type {
  Condition,
  Document,
  DocumentForm,
  HiddenParts,
  Principals,
  Statement,
} from "./document";
import { MalformedDocument, POLICY_VERSION } from "./document";
import { misfitOf } from "./document-form";
import type { JsonObject } from "./json";
import { isObject, member, scalarText, step, unknownIn } from "./json";

/**
 * Reads a policy document from its JSON text or from an object.
 *
 * @param form what the document is for; absent, only what all documents have in common is asked.
 * @param unknowns whether `{ "unknown": "<why>" }` may stand for a statement or a value; otherwise it
 * is a fault as any other object is.
 */
export function parseDocument(
  source: unknown,
  form?: DocumentForm,
  unknowns: "allowed" | "refused" = "refused",
): Document | MalformedDocument {
  let value = source;
  if (typeof source === "string") {
    try {
      value = JSON.parse(source);
    } catch {
      return new MalformedDocument("", "is not JSON");
    }
  }
  if (!isObject(value)) return new MalformedDocument("", "is not an object");
  const stranger = strangerIn(value, DOCUMENT_ELEMENTS, "");
  if (stranger !== undefined) return stranger;
  const version = member(value, "Version");
  if (version !== undefined && typeof version !== "string")
    return new MalformedDocument("/Version", "is not text");
  const list = member(value, "Statement");
  if (list === undefined) return new MalformedDocument("/Statement", "is missing");
  const reader = new StatementReader(
    unknowns === "allowed" ? unknownIn : () => undefined,
    version === POLICY_VERSION,
  );
  const statements: Statement[] = [];
  const hidden: Unknown[] = [];
  for (const [index, each] of (Array.isArray(list) ? list : [list]).entries()) {
    const pointer = Array.isArray(list) ? `/Statement/${index}` : "/Statement";
    const statement = reader.statement(each, index, pointer);
    if (statement instanceof MalformedDocument) return statement;
    if (!("effect" in statement)) {
      hidden.push(statement);
      continue;
    }
    const fault = form === undefined ? undefined : misfitOf(statement, form);
    if (fault !== undefined) return fault;
    statements.push(statement);
  }
  return { version, statements, ...(hidden.length === 0 ? {} : { hidden: joined(hidden) }) };
}

/** One-or-many texts, and what of them is hidden. */
interface Texts {
  readonly texts: readonly string[];
  readonly hidden?: Unknown;
}

class StatementReader {
  constructor(
    private readonly unknownIn: (value: unknown) => Unknown | undefined,
    private readonly variables: boolean,
  ) {}

  statement(
    value: unknown,
    index: number,
    pointer: string,
  ): Statement | Unknown | MalformedDocument {
    const whole = this.unknownIn(value);
    if (whole !== undefined) return whole;
    if (!isObject(value)) return new MalformedDocument(pointer, "is not an object");
    const stranger = strangerIn(value, STATEMENT_ELEMENTS, pointer);
    if (stranger !== undefined) return stranger;
    const effect = member(value, "Effect");
    const unknownEffect = this.unknownIn(effect);
    if (unknownEffect !== undefined) return unknownEffect;
    if (effect !== "Allow" && effect !== "Deny")
      return new MalformedDocument(`${pointer}/Effect`, "is neither Allow nor Deny");
    for (const [element, opposite] of OPPOSITES) {
      if (Object.hasOwn(value, element) && Object.hasOwn(value, opposite))
        return new MalformedDocument(`${pointer}/${opposite}`, `stands beside ${element}`);
    }
    const actions = this.list(value, "Action", pointer);
    if (actions instanceof MalformedDocument) return actions;
    if (actions === undefined || actions.texts.includes(""))
      return new MalformedDocument(
        `${pointer}/Action`,
        actions === undefined ? "is neither text nor a list of texts" : "is empty",
      );
    const resources = this.list(value, "Resource", pointer);
    if (resources instanceof MalformedDocument) return resources;
    const principals = this.principals(value, pointer);
    if (principals instanceof MalformedDocument) return principals;
    const conditions = this.conditions(value, pointer);
    if (conditions instanceof MalformedDocument) return conditions;
    const statement: Writable<Statement> = {
      index,
      pointer,
      effect,
      actions: actions.texts,
      actionsInverted: Object.hasOwn(value, "NotAction"),
      resourcesInverted: Object.hasOwn(value, "NotResource"),
      principalsInverted: Object.hasOwn(value, "NotPrincipal"),
      conditions: conditions.list,
      variables: this.variables,
    };
    const sid = member(value, "Sid");
    if (typeof sid === "string") statement.sid = sid;
    if (resources !== undefined) statement.resources = resources.texts;
    if (principals !== undefined) statement.principals = principals.named;
    const hidden = hiddenParts({ actions, resources, principals, conditions });
    if (hidden !== undefined) statement.hidden = hidden;
    return statement;
  }

  /** `Action` or `Resource`, or the same with `Not`. */
  private list(
    statement: JsonObject,
    element: "Action" | "Resource",
    pointer: string,
  ): Texts | MalformedDocument | undefined {
    const value = member(statement, element) ?? member(statement, OPPOSITE[element]);
    if (value === undefined) return undefined;
    const read = this.texts(value);
    if (read === undefined)
      return new MalformedDocument(`${pointer}/${element}`, "is neither text nor a list of texts");
    if (read.texts.length === 0 && read.hidden === undefined)
      return new MalformedDocument(`${pointer}/${element}`, "is empty");
    return read;
  }

  private texts(value: unknown): Texts | undefined {
    const texts: string[] = [];
    const hidden: Unknown[] = [];
    for (const each of (Array.isArray(value) ? value : [value]) as readonly unknown[]) {
      const unknown = this.unknownIn(each);
      if (unknown !== undefined) hidden.push(unknown);
      else if (typeof each === "string") texts.push(each);
      else return undefined;
    }
    return hidden.length === 0 ? { texts } : { texts, hidden: joined(hidden) };
  }

  private principals(
    statement: JsonObject,
    pointer: string,
  ): { named: Principals; hidden?: Unknown } | MalformedDocument | undefined {
    const value = member(statement, "Principal") ?? member(statement, "NotPrincipal");
    if (value === undefined) return undefined;
    const nobody = { everyone: false, services: [], aws: [], federated: [], canonicalUsers: [] };
    if (value === "*") return { named: { ...nobody, everyone: true } };
    const whole = this.unknownIn(value);
    if (whole !== undefined) return { named: nobody, hidden: whole };
    if (!isObject(value))
      return new MalformedDocument(`${pointer}/Principal`, "is neither * nor an object");
    const element = Object.hasOwn(statement, "Principal") ? "Principal" : "NotPrincipal";
    const named: Record<PrincipalType, readonly string[]> = {
      AWS: [],
      Service: [],
      Federated: [],
      CanonicalUser: [],
    };
    const hidden: Unknown[] = [];
    for (const [type, names] of Object.entries(value)) {
      const at = `${pointer}/${element}${step(type)}`;
      if (!isPrincipalType(type))
        return new MalformedDocument(at, `is not one of ${PRINCIPAL_TYPES.join(", ")}`);
      const read = this.texts(names);
      if (read === undefined)
        return new MalformedDocument(at, "is neither text nor a list of texts");
      named[type] = read.texts;
      if (read.hidden !== undefined) hidden.push(read.hidden);
    }
    const principals = {
      everyone: named.AWS.includes("*"),
      services: named.Service,
      aws: named.AWS,
      federated: named.Federated,
      canonicalUsers: named.CanonicalUser,
    };
    return hidden.length === 0
      ? { named: principals }
      : { named: principals, hidden: joined(hidden) };
  }

  private conditions(
    statement: JsonObject,
    at: string,
  ): { list: readonly Condition[]; hidden?: Unknown } | MalformedDocument {
    const value = member(statement, "Condition");
    if (value === undefined) return NO_CONDITIONS;
    const pointer = `${at}/Condition`;
    const whole = this.unknownIn(value);
    if (whole !== undefined) return { list: [], hidden: whole };
    if (!isObject(value)) return new MalformedDocument(pointer, "is not an object of operators");
    const list: Condition[] = [];
    const hidden: Unknown[] = [];
    for (const [operator, block] of Object.entries(value)) {
      const unknownBlock = this.unknownIn(block);
      if (unknownBlock !== undefined) hidden.push(unknownBlock);
      else if (!isObject(block))
        return new MalformedDocument(pointer, "is not an object of operators");
      else
        for (const [key, wanted] of Object.entries(block)) {
          const condition = this.condition(operator, key, wanted);
          if (condition === undefined)
            return new MalformedDocument(
              `${pointer}${step(operator)}${step(key)}`,
              "is neither text, number, true, false nor a list; numbers beyond 2^53 have to be written as text",
            );
          list.push(condition);
        }
    }
    return hidden.length === 0 ? { list } : { list, hidden: joined(hidden) };
  }

  private condition(operator: string, key: string, wanted: unknown): Condition | undefined {
    const values: string[] = [];
    const hidden: Unknown[] = [];
    for (const each of (Array.isArray(wanted) ? wanted : [wanted]) as readonly unknown[]) {
      const unknown = this.unknownIn(each);
      if (unknown !== undefined) hidden.push(unknown);
      else {
        const text = textOf(each);
        if (text === undefined) return undefined;
        values.push(text);
      }
    }
    if (hidden.length === 0) return { operator, key, values };
    return { operator, key, values, hidden: joined(hidden) };
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? scalarText(value) : undefined;
}

/** What each element may be turned into; one statement has one of the two. */
const OPPOSITE = {
  Action: "NotAction",
  Resource: "NotResource",
  Principal: "NotPrincipal",
} as const;

const OPPOSITES = Object.entries(OPPOSITE);

const NO_CONDITIONS = { list: [] } as const;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function hiddenParts(
  read: Readonly<Record<keyof HiddenParts, { readonly hidden?: Unknown } | undefined>>,
): HiddenParts | undefined {
  let hidden: Writable<HiddenParts> | undefined;
  for (const part of HIDDEN_PARTS) {
    const unknown = read[part]?.hidden;
    if (unknown !== undefined) (hidden ??= {})[part] = unknown;
  }
  return hidden;
}

const HIDDEN_PARTS = ["actions", "resources", "principals", "conditions"] as const;

/** The types of principals; one that is written otherwise must not count as left out. */
const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser"] as const;
type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

function isPrincipalType(name: string): name is PrincipalType {
  return (PRINCIPAL_TYPES as readonly string[]).includes(name);
}

/**
 * What a document and its statements may hold. AWS refuses anything else, and a condition that is
 * misspelt must not count as left out.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html, "Grammar of
 * the IAM JSON policy language", read 2026-11-23.
 */
const DOCUMENT_ELEMENTS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);
const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set([
  ...["Sid", "Effect", "Condition"],
  ...OPPOSITES.flat(),
]);

function strangerIn(
  object: JsonObject,
  elements: ReadonlySet<string>,
  pointer: string,
): MalformedDocument | undefined {
  for (const name of Object.keys(object))
    if (!elements.has(name))
      return new MalformedDocument(
        `${pointer}${step(name.slice(0, 100))}`,
        `is not one of ${[...elements].join(", ")}`,
      );
  return undefined;
}
