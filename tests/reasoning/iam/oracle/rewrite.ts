import type { Case, CasePolicies, DocumentJson, StatementJson } from "./case";

/** Changes every document of a case; undefined if none changes. */
function rewriteDocuments(
  given: Case,
  change: (document: DocumentJson, kind: string) => DocumentJson,
): Case | undefined {
  const rewritten = Object.entries<unknown>({ ...given.policies }).map(([kind, value]) => [
    kind,
    rewriteAll(value, (document) => change(document, kind)),
  ]);
  const policies = Object.fromEntries(rewritten) as unknown as CasePolicies;
  const unchanged = JSON.stringify(policies) === JSON.stringify(given.policies);
  return unchanged ? undefined : { ...given, policies };
}

/** One document, a list of them, or lists by level. */
function rewriteAll(value: unknown, change: (document: DocumentJson) => DocumentJson): unknown {
  return Array.isArray(value)
    ? value.map((each) => rewriteAll(each, change))
    : change(value as DocumentJson);
}

/** Changes every statement of a case; undefined if none changes. */
export function rewriteStatements(
  given: Case,
  change: (statement: StatementJson, document: DocumentJson, kind: string) => StatementJson,
): Case | undefined {
  return rewriteDocuments(given, (document, kind) => ({
    ...document,
    Statement: statementsOf(document).map((each) => change(each, document, kind)),
  }));
}

/** The statements of a document, as a list. */
export function statementsOf({ Statement: statement }: DocumentJson): readonly StatementJson[] {
  return Array.isArray(statement)
    ? (statement as readonly StatementJson[])
    : [statement as StatementJson];
}

/** A document that allows everything besides. */
export function opened(document: DocumentJson): DocumentJson {
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  return { ...document, Statement: [everything, ...statementsOf(document)] };
}

/** A document of which only the denials are left. */
export function denialsOf(document: DocumentJson): DocumentJson {
  const denials = statementsOf(document).filter(({ Effect: effect }) => effect === "Deny");
  return { ...document, Statement: denials };
}

/** Policies but for some kinds. */
export function withoutKinds(policies: CasePolicies, kinds: readonly string[]): CasePolicies {
  const rest = Object.entries(policies).filter(([kind]) => !kinds.includes(kind));
  return Object.fromEntries(rest) as unknown as CasePolicies;
}

/** Names other principals, by their type and name. */
export function renamePrincipals(
  statement: StatementJson,
  rename: (type: string, name: string) => readonly [string, string],
): StatementJson {
  const changed: Record<string, unknown> = { ...statement };
  for (const element of ["Principal", "NotPrincipal"]) {
    const principals = statement[element];
    if (typeof principals !== "object" || principals === null) continue;
    const renamed: Record<string, string[]> = {};
    for (const [type, names] of Object.entries(principals as Record<string, readonly string[]>)) {
      for (const each of names) {
        const [newType, newName] = rename(type, each);
        (renamed[newType] ??= []).push(newName);
      }
    }
    changed[element] = renamed;
  }
  return changed;
}

/** Changes the values of conditions, by operator and key. */
export function changeValues(
  statement: StatementJson,
  change: (value: unknown, operator: string, key: string) => unknown,
): StatementJson {
  const conditions = statement["Condition"];
  if (conditions === undefined) return statement;
  const changed = Object.entries(
    conditions as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ).map(([operator, block]) => [
    operator,
    Object.fromEntries(
      Object.entries(block).map(([key, values]) => [
        key,
        [values].flat().flatMap((each) => change(each, operator, key)),
      ]),
    ),
  ]);
  return { ...statement, Condition: Object.fromEntries(changed) as unknown };
}
