import type { Truth } from "../known";
import { all, any, both, choose, either, not, Unknown } from "../known";
import type { Layer } from "./layer";
import type { PolicyKind } from "./simulation";
import { POLICY_KINDS } from "./simulation";

/** What the policies of each kind say. */
export type Layers = Readonly<Record<PolicyKind, Layer>>;

/** What decides how the kinds are put together. */
export interface Circumstances {
  /** Whether the caller has policies of its own: a user, a role, a root user. */
  readonly hasIdentity: Truth;
  /** Whether caller and resource belong to one account. */
  readonly sameAccount: Truth;
  /** Whether the resource's own policy has to allow, as a key's has. */
  readonly resourceMustAllow: Truth;
  /** Whether the service takes the action from outside its account at all, whatever policies allow. */
  readonly acrossAccounts: Truth;
  /** Whether the service takes such a request from such a caller, whatever policies allow. */
  readonly taken: Truth;
}

/** Whether a request is refused by a statement, and whether enough allows it. */
export interface Verdict {
  readonly denied: Truth;
  readonly granted: Truth;
  /** The kinds that would have to change for a request that is refused for certain. */
  readonly blockedBy: readonly PolicyKind[];
}

/**
 * Puts together what the policies of all kinds say.
 *
 * Within one account, the caller's policies or the resource's have to allow, and the boundary and the
 * session's policies as well, unless the resource's policy names the very caller. Across accounts both
 * sides have to allow. Organisation and endpoint limit all of that, and a denial always wins.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html,
 * "Policy evaluation logic", and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html,
 * "Cross-account policy evaluation logic", read 2026-11-22.
 */
export function combine(layers: Layers, circumstances: Circumstances): Verdict {
  let denied: Truth = false;
  for (const kind of POLICY_KINDS) denied = either(denied, layers[kind].denied);
  const sides = sidesOf(layers, circumstances);
  const granted = all([
    circumstances.taken,
    layers.resourceControl.granted,
    layers.serviceControl.granted,
    layers.endpoint.granted,
    choose(
      circumstances.hasIdentity,
      choose(circumstances.sameAccount, sides.sameAccount, sides.acrossAccounts),
      both(circumstances.acrossAccounts, sides.direct),
    ),
  ]);
  return { denied, granted, blockedBy: blockersOf(layers, circumstances, sides, denied, granted) };
}

/** The answers under each of the circumstances. */
interface Sides {
  /** The resource's policy, or a grant, names the very caller. */
  readonly direct: Truth;
  readonly resource: Truth;
  /** The caller's own policies within one account, or the resource's naming the role behind. */
  readonly base: Truth;
  /** What boundary and session leave over. */
  readonly limits: Truth;
  readonly sameAccount: Truth;
  readonly acrossAccounts: Truth;
}

function sidesOf(
  { identity, boundary, session, resource, grant }: Layers,
  { resourceMustAllow, acrossAccounts }: Circumstances,
): Sides {
  const { direct, behind } = resource.naming;
  const account = either(resource.naming.account, grant.naming.account);
  const granted = either(grant.naming.direct, grant.naming.behind);
  const handedOver = both(identity.granted, either(not(resourceMustAllow), account));
  const base = either(behind, handedOver);
  const limits = both(boundary.granted, session.granted);
  const anyNaming = any([direct, behind, account, granted]);
  return {
    direct: either(direct, grant.naming.direct),
    resource: anyNaming,
    base: either(base, granted),
    limits,
    sameAccount: any([direct, both(base, limits), both(granted, either(limits, LIMITS_GRANTS))]),
    acrossAccounts: both(
      acrossAccounts,
      either(all([identity.granted, limits, anyNaming]), both(granted, GRANTS_ALONE)),
    ),
  };
}

/**
 * A grant allows its grantee the operations, in another account too, as roles that are linked to services
 * use keys of other accounts. No page says what else has to allow.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html, "Grants in AWS KMS", and
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html, "Key
 * policy sections that allow cross-account access to the customer managed key", read 2026-11-23.
 */
const LIMITS_GRANTS = new Unknown(["whether boundary and session policies limit a grant"]);
const GRANTS_ALONE = new Unknown(["whether the grant of another account's key is enough alone"]);

function blockersOf(
  layers: Layers,
  { hasIdentity, sameAccount, resourceMustAllow, acrossAccounts, taken }: Circumstances,
  sides: Sides,
  denied: Truth,
  granted: Truth,
): readonly PolicyKind[] {
  const kinds = Object.keys(layers) as PolicyKind[];
  if (denied === true) return kinds.filter((kind) => layers[kind].denied === true);
  if (granted !== false) return [];
  // What AWS does not take from such a caller, no policy makes it take.
  if (taken === false) return [];
  if (acrossAccounts === false && (sameAccount === false || hasIdentity === false)) return [];
  const around = (["resourceControl", "serviceControl", "endpoint"] as const).filter(
    (kind) => layers[kind].granted === false,
  );
  if (hasIdentity === false) return sides.direct === false ? [...around, "resource"] : around;
  const limits = (["boundary", "session"] as const).filter(
    // Only within the account does a policy that names the very caller pass them by.
    (kind) => layers[kind].granted === false && (sides.direct !== true || sameAccount === false),
  );
  const needsResource =
    sides.resource === false && (sameAccount === false || resourceMustAllow === true);
  const lacksIdentity =
    layers.identity.granted === false && (sameAccount === false || sides.base === false);
  const lacks =
    sides.direct === true && sameAccount !== false
      ? []
      : [
          ...(lacksIdentity && !(needsResource && sameAccount === true)
            ? (["identity"] as const)
            : []),
          ...(needsResource ? (["resource"] as const) : []),
        ];
  return [...around, ...limits, ...lacks];
}
