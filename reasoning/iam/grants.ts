import type { Maybe, Truth } from "../known";
import { all, any, isKnown } from "../known";
import type { Caller } from "./caller";
import type { KeyLookup } from "./context";
import type { StatementRef } from "./evaluation";
import type { GrantQuestion } from "./grant-terms";
import { termsOf } from "./grant-terms";
import type { Layer } from "./layer";
import { EMPTY_LAYER, hiddenLayer } from "./layer";
import type { Naming } from "./principal";
import { namingIn } from "./principal";
import type { KeyGrant, SimulatedRequest } from "./simulation";

const WAYS = ["direct", "behind", "account"] as const;

/** What the grants of a key allow: they never deny. */
export function grantLayer(
  grants: Maybe<readonly Maybe<KeyGrant>[]> | undefined,
  request: SimulatedRequest,
  lookup: KeyLookup,
): Layer {
  if (grants === undefined) return EMPTY_LAYER;
  const operation = operationOf(request.action);
  if (operation === undefined) return EMPTY_LAYER;
  if (!isKnown(grants)) return { ...hiddenLayer(grants), denied: false };
  const ways: Record<keyof Naming, Truth[]> = { direct: [], behind: [], account: [] };
  const certain: StatementRef[] = [];
  for (const grant of grants) {
    if (!isKnown(grant)) {
      ways.direct.push(grant);
      continue;
    }
    for (const { names, permits } of permissionsOf(grant, { operation, request, lookup })) {
      const naming = namesGrantee(names, request.caller);
      for (const way of WAYS) ways[way].push(all([naming[way], permits]));
      if (permits === true && WAYS.some((way) => naming[way] === true))
        certain.push(refOfGrant(grant));
    }
  }
  const naming = { direct: any(ways.direct), behind: any(ways.behind), account: any(ways.account) };
  const granted = any([naming.direct, naming.behind, naming.account]);
  return { denied: false, granted, naming, denials: [], grants: certain };
}

/** The operation of KMS that an action stands for; undefined for another service's. */
export function operationOf(action: string): string | undefined {
  return /^kms:(.+)$/i.exec(action)?.[1];
}

/** Refers to a grant for those who read the answer. */
export function refOfGrant({ name }: KeyGrant): StatementRef {
  return { kind: "grant", document: name, pointer: "", effect: "Allow" };
}

/** How the name in a grant names a caller. */
export function namesGrantee(names: Maybe<string>, caller: Maybe<Caller>): Naming {
  if (isKnown(names)) return namingIn([names], caller);
  return { direct: names, behind: false, account: false };
}

/** What a grant permits to whom. */
interface Permission {
  readonly names: Maybe<string>;
  readonly permits: Truth;
}

/** The grantee has the operations; who may retire the grant needs no operation for that. */
function permissionsOf(grant: KeyGrant, question: GrantQuestion): readonly Permission[] {
  const permits = all(termsOf(grant, question).map(({ fits }) => fits));
  const permission = { names: grant.grantee, permits };
  if (grant.retiringPrincipal === undefined || !retires(question.operation)) return [permission];
  return [permission, { names: grant.retiringPrincipal, permits: true }];
}

/** Whether an operation is to retire a grant. */
export function retires(operation: string): boolean {
  return operation.toLowerCase() === "retiregrant";
}
