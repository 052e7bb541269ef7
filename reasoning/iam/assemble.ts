import type { Maybe, Truth } from "../known";
import { both, either, isKnown, mapKnown, not, Unknown } from "../known";
import { hasNoResource } from "./action";
import type { Caller } from "./caller";
import { hasAccount } from "./caller";
import { needsNoPermission } from "./caller-rules";
import type { Layers } from "./combine";
import { grantLayer } from "./grants";
import type { Inquiry } from "./inquire";
import type { Layer, Whom } from "./layer";
import { EMPTY_LAYER, hiddenLayer, layerOf, OPEN_LAYER } from "./layer";
import type { Question } from "./match";
import { whomAsked } from "./principal-endpoint";
import { exempted, resourceControl, serviceControl } from "./organisation";
import {
  cannotLockOut,
  endpointReadsNames,
  isOfGrants,
  resourceMayAllow,
  resourceMayDeny,
} from "./service-rules";
import type { DocumentList, Simulation } from "./simulation";
import { hasPolicies } from "./simulation";

/** Asks the policies of all kinds. */
export function assemble({ request, policies }: Simulation, inquiry: Inquiry): Layers {
  const { action, caller, question, circumstances } = inquiry;
  const free = needsNoPermission(action, caller);
  const passed = endpoint(policies.endpoint, inquiry);
  if (free !== false) return withoutPermission(passed, free);
  const belongs = circumstances.hasIdentity !== false;
  return {
    resourceControl: resourceControl(policies.resourceControl, inquiry, request.context),
    serviceControl: serviceControl(policies.serviceControl, caller, question),
    endpoint: passed,
    boundary: belongs ? limit("boundary", policies.boundary, inquiry) : OPEN_LAYER,
    session: belongs
      ? sessionLayer(limit("session", policies.session, inquiry), caller)
      : OPEN_LAYER,
    identity: identityOf(policies.identity, inquiry),
    resource: resourceLayer(policies.resource, inquiry),
    grant: grantLayer(policies.grants, request, question.lookup),
  };
}

/** What limits the caller's own policies, if it is there. */
function limit(
  kind: "boundary" | "session",
  list: DocumentList | undefined,
  { caller, question }: Inquiry,
): Layer {
  if (list === undefined || hasPolicies(list) === false) return OPEN_LAYER;
  const layer = layerOf(kind, list, question);
  // A service or somebody without credentials would not be subject to it.
  return isKnown(caller) ? layer : exempted(layer, caller);
}

/** Nothing is asked, but perhaps of an endpoint on the way: AWS does not say. */
function withoutPermission(passed: Layer, free: Truth): Layers {
  const unsure = new Unknown(["whether an endpoint's policy limits what needs no permission"]);
  const passes = passed.granted === true && passed.denied === false;
  return {
    resourceControl: OPEN_LAYER,
    serviceControl: OPEN_LAYER,
    endpoint: passes ? passed : { ...EMPTY_LAYER, granted: unsure },
    boundary: OPEN_LAYER,
    session: OPEN_LAYER,
    identity: { ...OPEN_LAYER, granted: free },
    resource: { ...EMPTY_LAYER, naming: { direct: free, behind: false, account: false } },
    grant: EMPTY_LAYER,
  };
}

/** Grants are retired by whom they name; what a permission to retire them adds to that is not said. */
function identityOf(list: DocumentList, { action, caller, question }: Inquiry): Layer {
  const layer = identityLayer(list, caller, question);
  return isOfGrants(action) ? doubted(layer, RETIRING) : layer;
}

const RETIRING = new Unknown(["whether policies bear on who retires a grant"]);

/** A layer of which it is open whether it counts, though it cannot allow what it does not. */
function doubted(layer: Layer, open: Truth): Layer {
  return {
    ...layer,
    denied: both(open, layer.denied),
    granted: both(open, layer.granted),
    denials: [],
    grants: [],
  };
}

function identityLayer(list: DocumentList, caller: Maybe<Caller>, question: Question): Layer {
  if (!isKnown(caller)) return maybe(layerOf("identity", list, question), caller);
  if (!hasAccount(caller)) return EMPTY_LAYER;
  // A root user has every permission of its account without policies.
  return caller.kind === "root" ? OPEN_LAYER : layerOf("identity", list, question);
}

/** A layer of which it is open whether it counts. */
function maybe(layer: Layer, open: Truth): Layer {
  return {
    ...layer,
    denied: both(open, layer.denied),
    granted: open,
    denials: [],
    grants: [],
  };
}

/** Credentials of `GetFederationToken` have no permissions of the user's unless policies say which. */
function sessionLayer(layer: Layer, caller: Maybe<Caller>): Layer {
  if (layer !== OPEN_LAYER) return layer;
  if (!isKnown(caller)) return { ...OPEN_LAYER, granted: caller };
  return caller.kind === "federated-user" ? EMPTY_LAYER : layer;
}

function resourceLayer(
  list: DocumentList | undefined,
  { action, caller, question, whom, circumstances }: Inquiry,
): Layer {
  const { resourceMustAllow, sameAccount } = circumstances;
  // It speaks of its resource alone.
  if (hasNoResource(action)) return EMPTY_LAYER;
  if (list !== undefined && hasPolicies(list) !== false) {
    const layer = layerOf("resource", list, question, whom);
    if (isOfGrants(action)) return EMPTY_LAYER;
    const counts = { allows: resourceMayAllow(action), denies: resourceMayDeny(action) };
    if (counts.allows !== true) return asFarAs(counts, layer);
    if (!cannotLockOut(action)) return layer;
    const owns = mapKnown<Caller, boolean>(caller, ({ kind }) => kind === "root");
    return undeniable(layer, both(owns, sameAccount));
  }
  // Every key and every role has a policy: one that is left out is not known.
  if (resourceMustAllow === false) return EMPTY_LAYER;
  return hiddenLayer(new Unknown(["policies.resource, which every key and every role has"]));
}

/** What is left of a layer whose grants, or denials, may not count for the action. */
function asFarAs(
  { allows, denies }: { readonly allows: Truth; readonly denies: Truth },
  { denied, denials, granted, naming: { direct, behind, account } }: Layer,
): Layer {
  return {
    denied: both(denies, denied),
    granted: both(allows, granted),
    naming: {
      direct: both(allows, direct),
      behind: both(allows, behind),
      account: both(allows, account),
    },
    denials: denies === true ? denials : [],
    grants: [],
  };
}

/** A layer whose denials some callers need not heed. */
function undeniable(layer: Layer, exempt: Truth): Layer {
  if (exempt === false) return layer;
  return { ...layer, denied: both(not(exempt), layer.denied), denials: [] };
}

function endpoint(list: DocumentList | undefined, inquiry: Inquiry): Layer {
  if (list === undefined || hasPolicies(list) === false) return OPEN_LAYER;
  const { action, question } = inquiry;
  const layer = layerOf("endpoint", list, question, whomAsked("endpoint", inquiry));
  const { granted: named } = layer;
  const readsNames = endpointReadsNames(action);
  if (readsNames === true || named === false || !namesSomebody(list)) return layer;
  const everybody = layerOf("endpoint", list, question, NOBODY).naming.direct;
  return { ...layer, granted: either(everybody, both(named, readsNames)) };
}

/** Whether policies allow somebody in particular. */
function namesSomebody(list: DocumentList): boolean {
  if (!isKnown(list)) return false;
  return list.some(
    ({ document }) =>
      isKnown(document) &&
      document.statements.some(
        ({ effect, principals, principalsInverted }) =>
          effect === "Allow" && principals?.everyone === false && !principalsInverted,
      ),
  );
}

/** Whom only a statement about everybody names. */
const NOBODY: Whom = { caller: { kind: "anonymous" }, bounded: false };
