import type { Maybe, Truth } from "../known";
import { all, any, isKnown, mapKnown, not, Unknown } from "../known";
import type { ArnPattern } from "./arn";
import { accountInArn } from "./arn";
import { worksAcrossAccounts } from "./across-accounts";
import type { Caller } from "./caller";
import { hasAccount } from "./caller";
import { isTakenFrom, needsNoPermission } from "./caller-rules";
import type { Circumstances, Layers } from "./combine";
import type { KeyLookup } from "./context";
import { lookupOf } from "./derived-keys";
import { grantLayer } from "./grants";
import type { Layer, Whom } from "./layer";
import { EMPTY_LAYER, hiddenLayer, layerOf, OPEN_LAYER } from "./layer";
import type { Question } from "./match";
import { requestedAction } from "./match";
import { exempted, resourceControl, serviceControl } from "./organisation";
import { cannotLockOut, endpointReadsNames, isAllThereIs, mustAllowItself } from "./service-rules";
import type { DocumentList, Simulation, SimulatedRequest } from "./simulation";

/** A simulation with the one resource, or pattern, that is asked about. */
export interface Inquiry {
  readonly question: Question;
  readonly circumstances: Circumstances;
  readonly whom: Whom;
}

/** Works out what has to be known before any policy is asked. */
export function inquire({ request, policies }: Simulation, resource: Maybe<ArnPattern>): Inquiry {
  const { caller, action } = request;
  const account = resourceAccountOf(request, resource);
  const name = action.toLowerCase();
  const service = name.slice(0, name.indexOf(":"));
  const origin = { caller, service, action: name, resourceAccount: account };
  const lookup = lookupOf(request, origin);
  return {
    question: { action: requestedAction(action), resource, lookup },
    circumstances: {
      hasIdentity: mapKnown<Caller, boolean>(caller, hasAccount),
      sameAccount: isSameAccount(caller, account),
      resourceMustAllow: mustAllowItself(action, resource),
      acrossAccounts: worksAcrossAccounts(action),
      taken: all([isTakenFrom(action, caller), isAllThereIs(action, resource)]),
    },
    whom: { caller: withIssuer(caller, lookup), bounded: hasPolicies(policies.boundary) },
  };
}

/** The caller with the provider whose token gave the session. */
function withIssuer(caller: Maybe<Caller>, lookup: KeyLookup): Maybe<Caller> {
  if (!isKnown(caller) || caller.kind !== "role") return caller;
  const found = lookup("aws:federatedprovider", "aws:FederatedProvider");
  const issuer = mapKnown(found, (known): Maybe<string> => known?.values[0] ?? "none");
  return { ...caller, issuer };
}

/** The resource's account; undefined for an action without resources. */
function resourceAccountOf(
  { resourceAccount, resource: asked }: SimulatedRequest,
  resource: Maybe<ArnPattern>,
): Maybe<string> | undefined {
  if (resourceAccount !== undefined) return resourceAccount;
  if (!isKnown(resource)) return resource;
  if (resource.text === "*") return undefined;
  const text = isKnown(asked) ? asked : resource.text;
  return accountInArn(resource) ?? new Unknown([`resourceAccount, the account of ${text}`]);
}

function isSameAccount(caller: Maybe<Caller>, account: Maybe<string> | undefined): Truth {
  // What has no resource happens in the caller's account, and what AWS owns is open to every account.
  if (account === undefined || account === "aws") return true;
  return mapKnown<Caller, boolean>(caller, (known) =>
    "account" in known
      ? mapKnown<string, boolean>(known.account, (own) => mapKnown(account, (its) => own === its))
      : false,
  );
}

/** Whether policies of a kind exist: an empty list is none. */
function hasPolicies(list: DocumentList | undefined): Truth {
  return mapKnown(list ?? [], (documents) => documents.length > 0);
}

/** Asks the policies of all kinds. */
export function assemble({ request, policies }: Simulation, inquiry: Inquiry): Layers {
  const { question, whom, circumstances } = inquiry;
  const own = (kind: "boundary" | "session"): Layer => {
    const list = policies[kind];
    const there = hasPolicies(list);
    if (list === undefined || there === false) return OPEN_LAYER;
    const layer = layerOf(kind, list, question);
    // A service or somebody without credentials would not be subject to it.
    return isKnown(request.caller) ? layer : exempted(layer, request.caller);
  };
  const belongsTo = circumstances.hasIdentity;
  const free = needsNoPermission(request.action, request.caller);
  if (free !== false)
    return withoutPermission(endpoint(policies.endpoint, request, question, whom), free);
  return {
    resourceControl: resourceControl(policies.resourceControl, request, question, whom),
    serviceControl: serviceControl(policies.serviceControl, request.caller, question),
    endpoint: endpoint(policies.endpoint, request, question, whom),
    boundary: belongsTo === false ? OPEN_LAYER : own("boundary"),
    session: belongsTo === false ? OPEN_LAYER : sessionLayer(own("session"), request.caller),
    identity: identityLayer(policies.identity, request.caller, question),
    resource: resourceLayer(policies.resource, request, question, whom, circumstances),
    grant: grantLayer(policies.grants, request, question.lookup),
  };
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
    denied: all([open, layer.denied]),
    granted: any([all([open, layer.granted]), open]),
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
  { action, caller }: SimulatedRequest,
  question: Question,
  whom: Whom,
  { resourceMustAllow, sameAccount }: Circumstances,
): Layer {
  if (list !== undefined && hasPolicies(list) !== false) {
    const layer = layerOf("resource", list, question, whom);
    const owns = mapKnown<Caller, boolean>(caller, ({ kind }) => kind === "root");
    return cannotLockOut(action) ? undeniable(layer, all([owns, sameAccount])) : layer;
  }
  // Every key and every role has a policy: one that is left out is not known.
  if (resourceMustAllow === false) return EMPTY_LAYER;
  return hiddenLayer(new Unknown(["policies.resource, which every key and every role has"]));
}

/** A layer whose denials some callers need not heed. */
function undeniable(layer: Layer, exempt: Truth): Layer {
  if (exempt === false) return layer;
  return { ...layer, denied: all([not(exempt), layer.denied]), denials: [] };
}

function endpoint(
  list: DocumentList | undefined,
  { action }: SimulatedRequest,
  question: Question,
  whom: Whom,
): Layer {
  if (list === undefined || hasPolicies(list) === false) return OPEN_LAYER;
  const layer = layerOf("endpoint", list, question, whom);
  const { direct, behind, account } = layer.naming;
  const readsNames = endpointReadsNames(action);
  const named = any([direct, behind, account]);
  if (readsNames === true || named === false || !namesSomebody(list)) return layer;
  const everybody = layerOf("endpoint", list, question, NOBODY).naming.direct;
  return { ...layer, granted: any([everybody, all([named, readsNames])]) };
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
