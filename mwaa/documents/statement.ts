/** One text or several; IAM reads both alike. */
export type OneOrMany = string | readonly string[];

/** Who a statement of a resource policy or a trust policy speaks of. */
export type Principal =
  "*" | Readonly<Partial<Record<"AWS" | "Service" | "Federated" | "CanonicalUser", OneOrMany>>>;

/** Condition operators, each with condition keys and the values that satisfy it. */
export type Condition = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

/** One statement of an IAM policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  readonly Condition?: Condition;
}

/** The version of the policy language that every document of ours is written in. */
export const POLICY_VERSION = "2012-10-17";

/** A whole IAM policy: of an identity, a resource or a role's trust. */
export interface PolicyDocument {
  readonly Version: typeof POLICY_VERSION;
  readonly Statement: readonly Statement[];
}

/** A document of these statements. */
export function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return { Version: POLICY_VERSION, Statement: statements };
}

/** A value, or several, as a list. */
export function listOf(value: OneOrMany | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const satisfies readonly (keyof Statement)[];

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ordered(statement: Statement): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const element of ELEMENTS) {
    const value = statement[element];
    if (value !== undefined) result[element] = value;
  }
  if (statement.Condition !== undefined) {
    const operators = Object.entries(statement.Condition);
    result["Condition"] = sorted(
      Object.fromEntries(operators.map(([operator, keys]) => [operator, sorted(keys)])),
    );
  }
  return result;
}

/**
 * The document as compact JSON. The same document gives the same text however its objects were put
 * together: elements stand in IAM's usual order, conditions by the alphabet, lists as given.
 */
export function toJson(document: PolicyDocument): string {
  return JSON.stringify({
    Version: document.Version,
    Statement: document.Statement.map(ordered),
  });
}
