import type { Maybe, Truth } from "../known";
import { all, either, isKnown, mapKnown, not, Unknown } from "../known";
import { reachesMembers, worksAcrossAccounts } from "./across-accounts";
import type { Action } from "./action";
import { actionOf } from "./action";
import type { ArnPattern } from "./arn";
import { accountInArn } from "./arn";
import type { Caller, RoleSession } from "./caller";
import { hasAccount } from "./caller";
import { isTakenFrom } from "./caller-rules";
import type { Circumstances } from "./combine";
import type { KeyLookup } from "./context";
import { lookupOf } from "./derived-keys";
import type { Whom } from "./layer";
import type { Question } from "./match";
import { passesPublicAccessBlock } from "./public-access";
import { isAllThereIs, isDoneTo, mustAllowItself } from "./service-rules";
import type { SimulatedRequest, Simulation } from "./simulation";
import { hasPolicies } from "./simulation";

/** A simulation with the one resource, or pattern, that is asked about. */
export interface Inquiry {
  readonly action: Action;
  readonly caller: Maybe<Caller>;
  readonly question: Question;
  readonly circumstances: Circumstances;
  readonly whom: Whom;
}

/** Works out what has to be known before any policy is asked. */
export function inquire({ request, policies }: Simulation, resource: Maybe<ArnPattern>): Inquiry {
  const { caller } = request;
  const action = actionOf(request.action);
  const account = resourceAccountOf(request, resource);
  const lookup = lookupOf(request, { caller, action, resourceAccount: account });
  const resourceMustAllow = mustAllowItself(action, resource);
  const sameAccount = either(isSameAccount(caller, account), reachesMembers(action));
  return {
    action,
    caller,
    question: { action: action.pattern, resource, lookup, shortArns: "open" },
    circumstances: {
      hasIdentity: mapKnown<Caller, boolean>(caller, hasAccount),
      sameAccount,
      resourceMustAllow,
      acrossAccounts: isOpenTo(caller, action),
      taken: all([
        isDoneTo(action, resource),
        not(reachesMembers(action)),
        // Of the actions of STS, those on roles are the ones that the resource itself has to allow.
        isTakenFrom(action, caller, resourceMustAllow),
        isAllThereIs(action, resource),
        passesPublicAccessBlock(action, resource, caller, sameAccount, policies),
      ]),
    },
    whom: { caller: withIssuer(caller, lookup), bounded: hasPolicies(policies.boundary) },
  };
}

/** Whether the action counts for who is of no account, or of another one. */
function isOpenTo(caller: Maybe<Caller>, action: Action): Truth {
  const works = worksAcrossAccounts(action);
  if (works !== false || !isKnown(caller) || caller.kind !== "service") return works;
  return new Unknown([`whether a service takes ${action.written} for its own`]);
}

/** The caller with the provider whose token gave the session. */
function withIssuer(caller: Maybe<Caller>, lookup: KeyLookup): Maybe<Caller> {
  if (!isKnown(caller) || caller.kind !== "role") return caller;
  const found = lookup("aws:federatedprovider", "aws:FederatedProvider");
  const issuer = isKnown(found) ? (found?.values[0] ?? "none") : found;
  const { kind, arn, account, session, pathless } = caller;
  const role: RoleSession = { kind, arn, account, session, issuer };
  return pathless === undefined ? role : { ...role, pathless };
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
