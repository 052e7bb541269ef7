import { isKnown } from "../known";
import type { Statement } from "./document";
import type { DocumentList, PolicyKind, SimulatedPolicies } from "./simulation";

/** A statement and where it stands. */
export interface PlacedStatement {
  readonly kind: PolicyKind;
  /** The name of its document. */
  readonly document: string;
  readonly level?: number;
  readonly statement: Statement;
}

/** Every statement that can be read, kind by kind. */
export function* statementsOf(policies: SimulatedPolicies): Iterable<PlacedStatement> {
  for (const kind of ["resourceControl", "serviceControl"] as const) {
    const levels = policies[kind];
    if (levels === undefined || !isKnown(levels)) continue;
    for (const [level, list] of levels.entries()) yield* inList(kind, list, level);
  }
  for (const kind of ["endpoint", "boundary", "session", "identity", "resource"] as const)
    yield* inList(kind, policies[kind] ?? []);
}

function* inList(kind: PolicyKind, list: DocumentList, level?: number): Iterable<PlacedStatement> {
  if (!isKnown(list)) return;
  for (const { name, document } of list)
    if (isKnown(document))
      for (const statement of document.statements)
        yield { kind, document: name, ...(level === undefined ? {} : { level }), statement };
}
