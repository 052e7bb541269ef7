import type { Maybe, Truth } from "../known";
import { all, any, both, either, isKnown, mapKnown, not, Unknown } from "../known";
import { arnOverlaps } from "./arn";
import type { Caller } from "./caller";
import { hasAccount, isLinkedRole, isServiceLinked } from "./caller";
import type { Inquiry } from "./inquire";
import type { Layer, Whom } from "./layer";
import { hiddenLayer, layerOf, OPEN_LAYER } from "./layer";
import type { Question } from "./match";
import { isResourceControlled } from "./resource-controlled";
import type {
  ContextValue,
  DocumentList,
  GivenContext,
  PolicyKind,
  Simulation,
} from "./simulation";

/** Every level has to allow: the root, each unit, and the account. */
export function serviceControl(
  levels: Simulation["policies"]["serviceControl"],
  caller: Maybe<Caller>,
  question: Question,
): Layer {
  if (levels === undefined || (isKnown(caller) && !hasAccount(caller))) return OPEN_LAYER;
  const layer = levelsOf("serviceControl", levels, question);
  const exempt = isKnown(caller) ? isServiceLinked(caller) : caller;
  return exempted(layer, exempt);
}

/**
 * Resource control policies only deny; AWS attaches one that allows everything to every level.
 *
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html,
 * "Resource control policies (RCPs)", read 2026-11-22.
 */
export function resourceControl(
  levels: Simulation["policies"]["resourceControl"],
  { action, caller, question, whom }: Inquiry,
  context: GivenContext,
): Layer {
  if (levels === undefined) return OPEN_LAYER;
  const { denied, denials } = levelsOf("resourceControl", levels, question, whom);
  if (denied === false) return OPEN_LAYER;
  const linked = isKnown(caller) ? isServiceLinked(caller) : caller;
  const spared = any([
    linked,
    isLinking(caller, question.resource),
    action.service === "kms" && isManagedKey(context),
  ]);
  const counts = both(isResourceControlled(action), not(spared));
  return {
    ...OPEN_LAYER,
    denied: both(counts, denied),
    denials: counts === true ? denials : [],
  };
}

/** Whether a service takes up a role that is linked to it, which those policies leave alone. */
function isLinking(caller: Maybe<Caller>, resource: Question["resource"]): Truth {
  if (!isKnown(caller) || caller.kind !== "service") return false;
  if (!isKnown(resource)) return resource;
  if (isLinkedRole(resource.text)) return true;
  return (
    arnOverlaps(LINKED_ROLES, resource.text) &&
    new Unknown([`whether ${resource.text} means a role that is linked to a service`])
  );
}

const LINKED_ROLES = "arn:*:iam::*:role/aws-service-role/*";

/**
 * Whether a key is one that AWS manages, which those policies leave alone, by the aliases that the request
 * tells of it. A key of which it tells none is taken for a customer's.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html, "Resource
 * control policies in AWS KMS", and
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-create.html, "Create aliases", read 2026-11-23.
 */
function isManagedKey(context: GivenContext): Truth {
  for (const [key, given] of context)
    if (key.toLowerCase() === "kms:resourcealiases")
      return mapKnown<ContextValue, boolean>(given, (aliases) =>
        any([aliases].flat().map((each) => mapKnown(each, isManagedAlias))),
      );
  return false;
}

function isManagedAlias(alias: string): boolean {
  return alias.startsWith("alias/aws/");
}

function levelsOf(
  kind: PolicyKind,
  levels: Maybe<readonly DocumentList[]>,
  question: Question,
  whom?: Whom,
): Layer {
  if (!isKnown(levels)) return hiddenLayer(levels);
  const layers = levels.map((list, level) => layerOf(kind, list, question, whom, level));
  return {
    ...OPEN_LAYER,
    denied: any(layers.map((layer) => layer.denied)),
    granted: all(layers.map((layer) => layer.granted)),
    denials: layers.flatMap((layer) => layer.denials),
    grants: layers.flatMap((layer) => layer.grants),
  };
}

/** A layer that some callers are not subject to. */
export function exempted(layer: Layer, exempt: Truth): Layer {
  if (exempt === false) return layer;
  return {
    ...layer,
    denied: both(not(exempt), layer.denied),
    granted: either(exempt, layer.granted),
    denials: [],
    grants: [],
  };
}
