import type { Case, DocumentJson, StatementJson } from "./case";

/** A way in which the oracle differs from AWS, and how to tell it the rule. */
export interface Explanation {
  readonly id: string;
  /** What AWS does, in a sentence. */
  readonly rule: string;
  /** The page and section that say so. */
  readonly source: string;
  /** The case with the rule written out, so that the oracle follows it; undefined: does not apply. */
  readonly rewrite: (given: Case) => Case | undefined;
}

/** A kind of case that our engine leaves open on purpose, though the oracle decides. */
export interface Abstention {
  readonly id: string;
  readonly reason: string;
  readonly source: string;
  readonly applies: (given: Case) => boolean;
}

/** Changes every document of a case; undefined if none changes. */
export function rewriteDocuments(
  given: Case,
  change: (document: DocumentJson) => DocumentJson | undefined,
): Case | undefined {
  let changed = false;
  const one = (document: DocumentJson): DocumentJson => {
    const result = change(document);
    changed ||= result !== undefined;
    return result ?? document;
  };
  const { policies } = given;
  const { identity, resource, boundary, session, endpoint } = policies;
  const { serviceControl, resourceControl } = policies;
  const rewritten = {
    ...given,
    policies: {
      identity: identity.map(one),
      ...(resource === undefined ? {} : { resource: one(resource) }),
      ...(boundary === undefined ? {} : { boundary: one(boundary) }),
      ...(session === undefined ? {} : { session: one(session) }),
      ...(endpoint === undefined ? {} : { endpoint: one(endpoint) }),
      ...(serviceControl === undefined
        ? {}
        : { serviceControl: serviceControl.map((level) => level.map(one)) }),
      ...(resourceControl === undefined
        ? {}
        : { resourceControl: resourceControl.map((level) => level.map(one)) }),
    },
  };
  return changed ? rewritten : undefined;
}

/** The statements of a document, as a list. */
export function statementsOf({ Statement: statement }: DocumentJson): readonly StatementJson[] {
  return Array.isArray(statement)
    ? (statement as readonly StatementJson[])
    : [statement as StatementJson];
}

export const EXPLANATIONS: readonly Explanation[] = [];

export const ABSTENTIONS: readonly Abstention[] = [];
