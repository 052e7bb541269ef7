import type { Maybe, Truth } from "../known";
import { any, isKnown, mapKnown, not, Unknown } from "../known";
import type { Caller, FederatedUser, RoleSession } from "./caller";
import { hasAccount } from "./caller";
import type { Principals, Statement } from "./document";
import type { PrincipalName } from "./principal-name";
import { principalName } from "./principal-name";
import { namesIssuer } from "./principal-provider";
import { mayName, namesExactly } from "./principal-service";

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
/** Trust policies name the providers whose tokens they take; of a star in their place no page tells. */
const ANY_PROVIDER: Naming = {
  ...NOT_NAMED,
  direct: new Unknown(["whether the principal * means an identity provider"]),
};
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
function callerOf(principal: Principal): Caller {
  if (principal.kind === "service") return principal;
  if (principal.kind === "account")
    return { kind: "root", account: principal.account, partition: "aws" };
  return { ...principal, session: new Unknown(["the session's name"]) };
}

/** How a statement that allows names a caller. */
export function namingOf(statement: Statement, caller: Maybe<Caller>): Naming {
  const { principals, principalsInverted } = statement;
  if (principals === undefined) return NOT_NAMED;
  if (principals.everyone) {
    if (principalsInverted) return NOT_NAMED;
    return isKnown(caller) && caller.kind === "provider" ? ANY_PROVIDER : EVERYBODY;
  }
  if (!isKnown(caller)) return { ...NOT_NAMED, direct: caller };
  const hidden = statement.hidden?.principals ?? false;
  const named = namesIn(principals, caller);
  if (!principalsInverted) return { ...named, direct: any([named.direct, hidden]) };
  // Everybody but those named; whether an account stands for those in it here, AWS does not say.
  const exempt = any([
    named.direct,
    named.behind,
    named.account === false ? false : new Unknown(["NotPrincipal names the caller's account"]),
    hidden,
  ]);
  const granted = not(exempt);
  if (!hasBoundary(caller)) return { ...NOT_NAMED, direct: granted };
  // Nobody is named, so whether boundary and session policies are passed by as for a name is open.
  const past = granted === false ? false : new Unknown(["whether NotPrincipal passes limits by"]);
  return { ...NOT_NAMED, direct: past, behind: granted };
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
  if (!principalsInverted) {
    const alias = caller.kind === "service" && mayName(principals.services, caller.name);
    return any([named.direct, named.behind, named.account, hidden, alias]);
  }
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
  const name = principalName(principal);
  return name.kind === "account" ? name.of : undefined;
}

/** How a list of ARNs, account numbers and service names, such as grantees, names a caller. */
export function namingIn(names: readonly string[], caller: Maybe<Caller>): Naming {
  if (!isKnown(caller)) return names.length === 0 ? NOT_NAMED : { ...NOT_NAMED, direct: caller };
  return namesIn(
    { everyone: false, services: names, aws: names, federated: [], canonicalUsers: [] },
    caller,
  );
}

/** How a list of principals names a caller, regardless of `everyone`. */
function namesIn(principals: Principals, caller: Caller): Naming {
  switch (caller.kind) {
    case "anonymous":
      return NOT_NAMED;
    case "service":
      return { ...NOT_NAMED, direct: namesExactly(principals.services, caller.name) };
    case "provider":
      return { ...NOT_NAMED, direct: namesExactly(principals.federated, caller.name) };
    default:
      return namesEntity(principals, caller);
  }
}

type Entity = Extract<Caller, { readonly account: unknown }>;

function namesEntity({ aws, federated, canonicalUsers }: Principals, caller: Entity): Naming {
  const direct: Truth[] = [];
  const behind: Truth[] = [];
  const account: Truth[] = [];
  for (const text of aws) {
    const name = principalName(text);
    if (name.kind === "account") {
      const is = mapKnown<string, boolean>(caller.account, (own) => own === name.of);
      (caller.kind === "root" ? direct : account).push(is);
    } else if (caller.kind === "user") direct.push(namesUser(text, name, caller.arn));
    else if (caller.kind === "role") {
      direct.push(namesSession(text, name, caller));
      behind.push(namesRole(text, name, caller));
    } else if (caller.kind === "federated-user") {
      direct.push(text === caller.arn);
      behind.push(namesUserBehind(text, name, caller));
    }
  }
  if (federated.length > 0 && caller.kind === "role") {
    const named = namesIssuer(federated, caller.issuer);
    direct.push(named.direct);
    behind.push(named.behind);
  }
  if (canonicalUsers.length > 0) {
    const unsure = new Unknown(["which account a canonical user id stands for"]);
    (caller.kind === "root" || !hasAccount(caller) ? direct : account).push(unsure);
  }
  return { direct: any(direct), behind: any(behind), account: any(account) };
}

function namesUser(text: string, name: PrincipalName, arn: string): Truth {
  return name.kind === "id" && name.entity === "user"
    ? new Unknown([`the user with the id ${text}`])
    : text === arn;
}

function namesUserBehind(text: string, name: PrincipalName, caller: FederatedUser): Truth {
  if (isKnown(caller.user)) return namesUser(text, name, caller.user);
  const isUser = name.kind === "id" || text.includes(`:iam::${caller.account}:user/`);
  return isUser ? caller.user : false;
}

function namesRole(
  text: string,
  name: PrincipalName,
  { arn, account, pathless }: RoleSession,
): Truth {
  if (name.kind === "id" && name.entity === "role")
    return new Unknown([`the role with the id ${text}`]);
  if (name.kind !== "role" || (isKnown(account) && name.of !== account)) return false;
  if (!isKnown(arn)) return arn;
  // No two roles of an account have one name, whatever their paths.
  return pathless === true ? arn.endsWith(`/${name.name}`) : text === arn;
}

function namesSession(
  text: string,
  name: PrincipalName,
  { arn, account, session }: RoleSession,
): Truth {
  if (name.kind !== "session" || (isKnown(account) && name.of !== account)) return false;
  if (isKnown(session) && session !== name.name) return false;
  if (!isKnown(arn)) return arn;
  if (!arn.endsWith(`/${name.role}`)) return false;
  return isKnown(session) ? true : new Unknown([`the session that ${text} names`]);
}
