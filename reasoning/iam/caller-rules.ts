import type { Maybe, Truth } from "../known";
import { isKnown, not, Unknown } from "../known";
import type { Action } from "./action";
import type { Caller } from "./caller";

/**
 * Whether an action needs no permission of this caller, not even against a statement that denies it:
 * who asks who it is, and who authenticates with credentials that last.
 *
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html,
 * "GetCallerIdentity", and
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html, "GetSessionToken", read
 * 2026-11-23.
 */
export function needsNoPermission({ folded }: Action, caller: Maybe<Caller>): Truth {
  const kinds = WITHOUT_PERMISSION.get(folded);
  if (kinds === undefined) return false;
  return isKnown(caller) ? kinds.has(caller.kind) : caller;
}

type Kind = Caller["kind"];

const LASTING: readonly Kind[] = ["user", "root"];

const WITHOUT_PERMISSION: ReadonlyMap<string, ReadonlySet<Kind>> = new Map([
  ["sts:getcalleridentity", new Set<Kind>([...LASTING, "role", "federated-user", "service"])],
  ["sts:getsessiontoken", new Set(LASTING)],
]);

/**
 * Whether AWS takes an action from such a caller at all, whatever policies allow.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html, "Compare
 * AWS STS credentials";
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, "AssumeRole", and
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html, "AssumeRoot", of the root user;
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html,
 * "AssumeRoleWithWebIdentity", and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sts_vpc_endpoint_policies.html, "Important
 * considerations for AWS STS VPC endpoint policies", of tokens;
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html, "Principal key
 * values", of requests that nobody signs, read 2026-11-23.
 *
 * @param onRole whether the action is asked on a role that is assumed.
 */
export function isTakenFrom(action: Action, caller: Maybe<Caller>, onRole: Truth): Truth {
  if (!isKnown(caller)) return caller;
  const { folded, service, written } = action;
  if (SHOWN_TOKENS.has(folded) && caller.kind !== "provider")
    return new Unknown([
      `which provider's token is shown for ${written}, which asks no AWS caller`,
    ]);
  switch (caller.kind) {
    case "root":
      if (NOT_FOR_ROOT.has(folded)) return false;
      return !WITH_ASSUMING.has(folded) || not(onRole);
    case "role":
      return !FOR_LASTING.has(folded);
    case "federated-user":
      // To pass a role is a permission, and no call of IAM.
      if (service === "iam" && folded !== "iam:passrole")
        return new Unknown([`whether ${written} is called in the console, which alone takes it`]);
      return service !== "sts" || folded === "sts:getcalleridentity";
    case "provider":
      return service === "sts" && WITH_TOKEN.test(folded) && issues(caller.name, folded);
    case "anonymous":
      if (service === "sts") return false;
      return UNSIGNED.has(service) || new Unknown([`whether ${service} takes unsigned requests`]);
    default:
      return true;
  }
}

/** Calls that the root user of an account cannot make. */
const NOT_FOR_ROOT: ReadonlySet<string> = new Set(["sts:assumerole", "sts:assumeroot"]);

/** What is asked for in the call that assumes a role, and is a permission of its own. */
const WITH_ASSUMING: ReadonlySet<string> = new Set([
  ...["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"],
]);

/** Calls that only lasting credentials can make, of a user or the root user. */
const FOR_LASTING: ReadonlySet<string> = new Set(["sts:getfederationtoken", "sts:getsessiontoken"]);

/** Calls for which a token alone is asked: no AWS credentials sign them. */
const SHOWN_TOKENS: ReadonlySet<string> = new Set([
  ...["sts:assumerolewithsaml", "sts:assumerolewithwebidentity"],
]);

/** Calls that show the token of an identity provider, and what such a call may ask for besides. */
const WITH_TOKEN = /^sts:(assumerolewith|tagsession$|setsourceidentity$|setcontext$)/;

/** Whether a provider issues what a call shows: SAML's alone, which have an ARN, make assertions of SAML. */
function issues(provider: string, folded: string): boolean {
  if (!SHOWN_TOKENS.has(folded)) return true;
  return (folded === "sts:assumerolewithsaml") === provider.includes(":saml-provider/");
}

/** Services that AWS names as taking unsigned requests. */
const UNSIGNED: ReadonlySet<string> = new Set(["s3", "sns", "sqs"]);
