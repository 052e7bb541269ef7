/** One condition: an operator on a key, satisfied by any of its values. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Who a statement speaks of: the kind of principal and its names. */
export interface Principals {
  readonly everyone: boolean;
  readonly services: readonly string[];
  readonly aws: readonly string[];
}

/** A policy statement with every one-or-many element as a list. */
export interface Statement {
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** True if the list names what the statement does not speak of (`NotAction`). */
  readonly actionsInverted: boolean;
  /** Absent in trust policies. */
  readonly resources?: readonly string[];
  readonly resourcesInverted: boolean;
  readonly principals?: Principals;
  readonly principalsInverted: boolean;
  readonly conditions: readonly Condition[];
}

/** A policy document that could be read. */
export interface Document {
  readonly version: string | undefined;
  readonly statements: readonly Statement[];
}

/** Why a text or an object is no policy document. */
export class MalformedDocument {
  /** @param pointer the JSON pointer to the offending element. */
  constructor(
    readonly pointer: string,
    readonly reason: string,
  ) {}

  /** The fault in words, with its place unless it is the whole document. */
  toString(): string {
    return this.pointer === "" ? this.reason : `${this.pointer} ${this.reason}`;
  }
}

/**
 * What a document is for, which decides what its statements have to hold: `identity` policies name
 * resources and nobody, `trust` policies name principals and no resource, policies of a `resource`
 * name both.
 */
export type DocumentForm = "identity" | "trust" | "resource";

/** The only version with policy variables; AWS's older default is `2008-10-17`. */
export const POLICY_VERSION = "2012-10-17";

/** The version that AWS takes a document without one for; it reads variables as plain text. */
export const OLDER_POLICY_VERSION = "2008-10-17";

/**
 * Reads a policy document from its JSON text or from an object.
 *
 * @param form what the document is for; absent, only what all documents have in common is asked.
 */
export function parseDocument(source: unknown, form?: DocumentForm): Document | MalformedDocument {
  let value = source;
  if (typeof source === "string") {
    try {
      value = JSON.parse(source);
    } catch {
      return new MalformedDocument("", "is not JSON");
    }
  }
  if (!isObject(value)) return new MalformedDocument("", "is not an object");
  const list = value["Statement"];
  if (list === undefined) return new MalformedDocument("/Statement", "is missing");
  const statements: Statement[] = [];
  for (const [index, each] of (Array.isArray(list) ? list : [list]).entries()) {
    const statement = parseStatement(each, index);
    const fault =
      statement instanceof MalformedDocument || form === undefined
        ? statement
        : (misfitOf(statement, form) ?? statement);
    if (fault instanceof MalformedDocument) return fault;
    statements.push(fault);
  }
  const version = value["Version"];
  if (version !== undefined && typeof version !== "string")
    return new MalformedDocument("/Version", "is not text");
  return { version, statements };
}

function parseStatement(value: unknown, index: number): Statement | MalformedDocument {
  const at = `/Statement/${index}`;
  if (!isObject(value)) return new MalformedDocument(at, "is not an object");
  const effect = value["Effect"];
  if (effect !== "Allow" && effect !== "Deny") {
    return new MalformedDocument(`${at}/Effect`, "is neither Allow nor Deny");
  }
  for (const element of ["Action", "Resource", "Principal"]) {
    if (element in value && `Not${element}` in value)
      return new MalformedDocument(`${at}/Not${element}`, `stands beside ${element}`);
  }
  const actions = texts(value["Action"] ?? value["NotAction"]);
  if (actions === undefined)
    return new MalformedDocument(`${at}/Action`, "is neither text nor a list of texts");
  if (actions.length === 0 || actions.includes(""))
    return new MalformedDocument(`${at}/Action`, "is empty");
  const resource = value["Resource"] ?? value["NotResource"];
  const resources = texts(resource);
  if (resource !== undefined && resources === undefined)
    return new MalformedDocument(`${at}/Resource`, "is neither text nor a list of texts");
  if (resources?.length === 0) return new MalformedDocument(`${at}/Resource`, "is empty");
  const principals = parsePrincipals(value["Principal"] ?? value["NotPrincipal"]);
  const conditions = parseConditions(value["Condition"]);
  if (conditions === undefined)
    return new MalformedDocument(`${at}/Condition`, "is not an object of operators");
  const sid = value["Sid"];
  return {
    index,
    ...(typeof sid === "string" ? { sid } : {}),
    effect,
    actions,
    actionsInverted: "NotAction" in value,
    ...(resources === undefined ? {} : { resources }),
    resourcesInverted: "NotResource" in value,
    ...(principals === undefined ? {} : { principals }),
    principalsInverted: "NotPrincipal" in value,
    conditions,
  };
}

/** Which elements a form asks for (true) or forbids (false). */
const ELEMENTS: Readonly<
  Record<DocumentForm, { readonly resources: boolean; readonly principals: boolean }>
> = {
  identity: { resources: true, principals: false },
  trust: { resources: false, principals: true },
  resource: { resources: true, principals: true },
};

function misfitOf(statement: Statement, form: DocumentForm): MalformedDocument | undefined {
  for (const [element, name] of [
    ["resources", "Resource"],
    ["principals", "Principal"],
  ] as const) {
    const wanted = ELEMENTS[form][element];
    if ((statement[element] !== undefined) === wanted) continue;
    return new MalformedDocument(
      `/Statement/${statement.index}/${name}`,
      wanted ? "is missing" : `does not belong into a ${NAMES[form]}`,
    );
  }
  return undefined;
}

const NAMES: Readonly<Record<DocumentForm, string>> = {
  identity: "policy of a role",
  trust: "trust policy",
  resource: "policy of a resource",
};

function parsePrincipals(value: unknown): Principals | undefined {
  if (value === undefined) return undefined;
  if (value === "*") return { everyone: true, services: [], aws: [] };
  if (!isObject(value)) return { everyone: false, services: [], aws: [] };
  const aws = texts(value["AWS"]) ?? [];
  return { everyone: aws.includes("*"), services: texts(value["Service"]) ?? [], aws };
}

function parseConditions(value: unknown): Condition[] | undefined {
  if (value === undefined) return [];
  if (!isObject(value)) return undefined;
  const conditions: Condition[] = [];
  for (const [operator, block] of Object.entries(value)) {
    if (!isObject(block)) return undefined;
    for (const [key, wanted] of Object.entries(block)) {
      const values = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
      conditions.push({ operator, key, values });
    }
  }
  return conditions;
}

function texts(value: unknown): string[] | undefined {
  if (typeof value === "string") return [value];
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
