import type { Maybe, Truth } from "../known";
import { all, any, both, either, isKnown, not } from "../known";
import type { Caller } from "./caller";
import { hasAccount, isLinkedRole, isServiceLinked } from "./caller";
import type { Inquiry } from "./inquire";
import type { Layer, Whom } from "./layer";
import { hiddenLayer, layerOf, OPEN_LAYER } from "./layer";
import type { Question } from "./match";
import { isResourceControlled } from "./resource-controlled";
import type { DocumentList, PolicyKind, Simulation } from "./simulation";

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
): Layer {
  if (levels === undefined) return OPEN_LAYER;
  const { denied, denials } = levelsOf("resourceControl", levels, question, whom);
  if (denied === false) return OPEN_LAYER;
  if (isLinking(caller, question.resource)) return OPEN_LAYER;
  const linked = isKnown(caller) ? isServiceLinked(caller) : caller;
  const counts = both(isResourceControlled(action), not(linked));
  return {
    ...OPEN_LAYER,
    denied: both(counts, denied),
    denials: counts === true ? denials : [],
  };
}

/** Whether a service takes up a role that is linked to it, which those policies leave alone. */
function isLinking(caller: Maybe<Caller>, resource: Question["resource"]): boolean {
  return (
    isKnown(caller) && caller.kind === "service" && isKnown(resource) && isLinkedRole(resource.text)
  );
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
