import type { Truth, Unknown } from "../known";
import { all, any, not } from "../known";
import type { Circumstances, Layers, Verdict } from "./combine";
import { combine } from "./combine";
import type { Decision, Held, Request, Weighed } from "./decide";
import { weigh } from "./decide";
import type { Layer } from "./layer";
import { EMPTY_LAYER, OPEN_LAYER } from "./layer";
import type { Naming } from "./principal";

/** Policies of one kind, as far as they can be read. */
export interface PolicySet<D> {
  readonly documents: readonly Held<D>[];
  /** What cannot be read: it may grant what is missed, and deny what seems allowed. */
  readonly hidden: readonly Unknown[];
}

/** Everything that has a say in what a role may do within one account. */
export interface Policies<D> {
  readonly identity: PolicySet<D>;
  /** The permissions boundary; absent, nothing limits the role. */
  readonly boundary?: PolicySet<D>;
  /** The policies of the resource itself. */
  readonly resource?: PolicySet<D>;
  /** Whether the resource's policies may grant without the role's: true within one account. */
  readonly resourceGrants?: Truth;
}

/** A decision, and who stands in the way if it is a refusal. */
export interface JointDecision<D> extends Decision<D> {
  /** `denial`: a statement; `missing`: nothing grants it; `boundary`: the boundary does not. */
  readonly refusedBy?: "denial" | "missing" | "boundary";
}

/**
 * Decides a request of a role against all policies that take part.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html,
 * "Policy evaluation logic", read 2026-11-22.
 */
export function decideTogether<D>(policies: Policies<D>, request: Request): JointDecision<D> {
  const { identity, boundary, resource, resourceGrants = true } = policies;
  const own = weighSet(identity, request);
  const limit = boundary === undefined ? undefined : weighSet(boundary, request);
  const other = resource === undefined ? undefined : weighSet(resource, request);
  // The role is named as the one behind its sessions, so that its boundary limits that too.
  const behind = all([resourceGrants, other?.granted ?? false]);
  const layers: Layers = {
    ...WITHOUT_LIMITS,
    identity: layer(own.denied, own.granted),
    boundary: limit === undefined ? OPEN_LAYER : layer(limit.denied, limit.granted),
    resource: layer(other?.denied ?? false, behind, { direct: false, behind, account: false }),
  };
  const verdict = combine(layers, WITHIN_ACCOUNT);
  const allowed = all([not(verdict.denied), verdict.granted]);
  const deniedBy = own.deniedBy ?? limit?.deniedBy ?? other?.deniedBy;
  return {
    allowed,
    ...(deniedBy === undefined ? {} : { deniedBy }),
    ...(own.grantedBy === undefined ? {} : { allowedBy: own.grantedBy }),
    ...(allowed === false ? { refusedBy: refusalOf(verdict) } : {}),
  };
}

function refusalOf({ denied, blockedBy }: Verdict): "denial" | "missing" | "boundary" {
  if (denied === true) return "denial";
  return blockedBy.includes("identity") ? "missing" : "boundary";
}

const WITHIN_ACCOUNT: Circumstances = {
  hasIdentity: true,
  sameAccount: true,
  resourceMustAllow: false,
  acrossAccounts: true,
  taken: true,
};

/** Kinds of policies that are not asked here. */
const WITHOUT_LIMITS = {
  resourceControl: OPEN_LAYER,
  serviceControl: OPEN_LAYER,
  endpoint: OPEN_LAYER,
  session: OPEN_LAYER,
  grant: EMPTY_LAYER,
} as const;

function layer(denied: Truth, granted: Truth, naming: Naming = EMPTY_LAYER.naming): Layer {
  return { ...EMPTY_LAYER, denied, granted, naming };
}

function weighSet<D>({ documents, hidden }: PolicySet<D>, request: Request): Weighed<D> {
  const weighed = weigh(documents, request);
  return {
    ...weighed,
    denied: any([weighed.denied, ...hidden]),
    granted: any([weighed.granted, ...hidden]),
  };
}
