import type { Maybe, Truth } from "../known";
import { any, isKnown, not, Unknown } from "../known";
import type { Caller } from "./caller";
import type { Principals, Statement } from "./document";

/** Who makes a request, as policies of a resource name it, where no more is asked than that. */
export type Principal =
  | { readonly kind: "service"; readonly name: string }
  /** Somebody who acts as a role: a session of it. */
  | { readonly kind: "role"; readonly arn: Maybe<string>; readonly account: Maybe<string> }
  /** An account as a whole: whatever its IAM policies allow. */
  | { readonly kind: "account"; readonly account: string };

/**
 * How a statement names a caller, which decides what else has to allow. `direct`: as the one who
 * calls, or as everybody; `behind`: as the role of a session, or the user of a federated one;
 * `account`: as somebody of an account, which hands the decision over to that account.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html,
 * "Determining whether a request is allowed or denied within an account", read 2026-11-22.
 */
export interface Naming {
  readonly direct: Truth;
  readonly behind: Truth;
  readonly account: Truth;
}

const NOT_NAMED: Naming = { direct: false, behind: false, account: false };
const EVERYBODY: Naming = { direct: true, behind: false, account: false };

/**
 * Whether a statement of a resource's policy speaks of somebody. To allow an account allows nobody in
 * it by itself, while to deny it denies everybody in it.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
 * "AWS JSON policy elements: Principal", read 2026-11-22.
 */
export function speaksOf(statement: Statement, principal: Principal): Truth {
  const caller = callerOf(principal);
  if (statement.effect === "Deny") return deniesCaller(statement, caller, false);
  const { direct, behind } = namingOf(statement, caller);
  return any([direct, behind]);
}

/** The caller that a principal stands for: what nobody asked is unknown. */
export function callerOf(principal: Principal): Caller {
  if (principal.kind === "service") return principal;
  if (principal.kind === "account")
    return { kind: "root", account: principal.account, partition: "aws" };
  return { ...principal, session: new Unknown(["the session's name"]) };
}

/** How a statement that allows names a caller. */
export function namingOf(statement: Statement, caller: Maybe<Caller>): Naming {
  const { principals, principalsInverted } = statement;
  if (principals === undefined) return NOT_NAMED;
  if (principals.everyone) return principalsInverted ? NOT_NAMED : EVERYBODY;
  const hidden = statement.hidden?.principals;
  const unsure = hidden ?? (isKnown(caller) ? undefined : caller);
  if (!isKnown(caller)) return { ...NOT_NAMED, direct: caller };
  const named = namesIn(principals, caller);
  if (!principalsInverted)
    return unsure === undefined ? named : { ...named, direct: any([named.direct, unsure]) };
  // Everybody but those named; whether an account stands for those in it here, AWS does not say.
  const exempt = any([
    named.direct,
    named.behind,
    named.account === false ? false : new Unknown(["NotPrincipal names the caller's account"]),
    unsure ?? false,
  ]);
  return { ...NOT_NAMED, direct: not(exempt) };
}

/**
 * Whether a statement that denies speaks of a caller.
 *
 * `NotPrincipal` spares only who is named together with the account, and nobody who has a permissions
 * boundary. Whether naming less may do, AWS leaves open.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html,
 * "AWS JSON policy elements: NotPrincipal", read 2026-11-22.
 *
 * @param bounded whether the caller has a permissions boundary.
 */
export function deniesCaller(statement: Statement, caller: Maybe<Caller>, bounded: Truth): Truth {
  const { principals, principalsInverted } = statement;
  if (principals === undefined) return false;
  if (principals.everyone && !principalsInverted) return true;
  if (!isKnown(caller)) return caller;
  const named = namesIn(principals, caller);
  const hidden = statement.hidden?.principals ?? false;
  if (!principalsInverted) return any([named.direct, named.behind, named.account, hidden]);
  return any([hasBoundary(caller) && bounded, isNotSpared(principals, named, caller, hidden)]);
}

function isNotSpared(principals: Principals, named: Naming, caller: Caller, hidden: Truth): Truth {
  if (principals.everyone) return false;
  const self = any([named.direct, named.behind, hidden]);
  if (self === false) return true;
  return spares(caller, named)
    ? false
    : new Unknown(["NotPrincipal names the caller, but not all it needs"]);
}

function hasBoundary({ kind }: Caller): boolean {
  return kind === "user" || kind === "role" || kind === "federated-user";
}

/** Whether everything is named that AWS may compare: the caller, the one behind, and the account. */
function spares(caller: Caller, { direct, behind, account }: Naming): boolean {
  if (direct !== true) return false;
  if (caller.kind === "user") return account === true;
  if (caller.kind === "role" || caller.kind === "federated-user")
    return behind === true && account === true;
  return true;
}

/** The account that a principal stands for as a whole. */
export function accountOf(principal: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
}

/** How a list of principals names a caller, regardless of `everyone`. */
function namesIn(principals: Principals, caller: Caller): Naming {
  const { aws, canonicalUsers } = principals;
  switch (caller.kind) {
    case "anonymous":
      return NOT_NAMED;
    case "service":
      return { ...NOT_NAMED, direct: principals.services.includes(caller.name) };
    case "provider":
      return { ...NOT_NAMED, direct: principals.federated.includes(caller.name) };
    case "root": {
      const named = aws.some((each) => accountOf(each) === caller.account);
      return { ...NOT_NAMED, direct: any([named, canonical(canonicalUsers)]) };
    }
    default:
      return {
        ...namesEntity(aws, caller),
        account: any([
          ...aws.map((each) => isAccount(each, caller.account)),
          canonical(canonicalUsers),
        ]),
      };
  }
}

function canonical(users: readonly string[]): Truth {
  return users.length > 0 && new Unknown(["which account a canonical user id stands for"]);
}

type Entity = Extract<Caller, { readonly kind: "user" | "role" | "federated-user" }>;

function namesEntity(aws: readonly string[], caller: Entity): Omit<Naming, "account"> {
  switch (caller.kind) {
    case "user":
      return { direct: any(aws.map((each) => namesUser(each, caller.arn))), behind: false };
    case "federated-user":
      return {
        direct: aws.includes(caller.arn),
        behind: any(aws.map((each) => namesUserBehind(each, caller.user, caller.account))),
      };
    case "role":
      return {
        direct: any(aws.map((each) => namesSession(each, caller))),
        behind: any(aws.map((each) => namesRole(each, caller))),
      };
  }
}

function isAccount(text: string, account: Maybe<string>): Truth {
  const named = accountOf(text);
  if (named === undefined) return false;
  return isKnown(account) ? named === account : account;
}

/** The id that a user gets when it is made stands in a policy whose user was deleted. */
function namesUser(text: string, arn: string): Truth {
  return text.startsWith("AIDA") ? new Unknown([`the user with the id ${text}`]) : text === arn;
}

function namesUserBehind(text: string, user: Maybe<string>, account: string): Truth {
  if (isKnown(user)) return namesUser(text, user);
  return new RegExp(`^AIDA|^arn:[^:]+:iam::${account}:user/`).test(text) ? user : false;
}

type Role = Extract<Caller, { readonly kind: "role" }>;

function namesRole(text: string, { arn, account }: Role): Truth {
  // A role's unique id is chosen when the role is made.
  if (text.startsWith("AROA")) return new Unknown([`the role with the id ${text}`]);
  const [, named] = /^arn:[^:]+:iam::(\d{12}):role\//.exec(text) ?? [];
  if (named === undefined || (isKnown(account) && named !== account)) return false;
  return isKnown(arn) ? text === arn : arn;
}

function namesSession(text: string, { arn, account, session }: Role): Truth {
  const [, named, role, name] =
    /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(text) ?? [];
  if (named === undefined || (isKnown(account) && named !== account)) return false;
  if (isKnown(session) && session !== name) return false;
  if (!isKnown(arn)) return arn;
  if (!arn.endsWith(`/${role ?? ""}`)) return false;
  return isKnown(session) ? true : new Unknown([`the session that ${text} names`]);
}

/** How a list of ARNs, account numbers and service names, such as grantees, names a caller. */
export function namingIn(names: readonly string[], caller: Maybe<Caller>): Naming {
  if (!isKnown(caller)) return names.length === 0 ? NOT_NAMED : { ...NOT_NAMED, direct: caller };
  return namesIn(
    { everyone: false, services: names, aws: names, federated: [], canonicalUsers: [] },
    caller,
  );
}
