import type { Maybe, Truth } from "../known";
import { any, isKnown, Unknown } from "../known";
import type { Statement } from "./document";

/** Who makes a request, as policies of a resource name it. */
export type Principal =
  | { readonly kind: "service"; readonly name: string }
  /** Somebody who acts as a role: a session of it. */
  | { readonly kind: "role"; readonly arn: Maybe<string>; readonly account: Maybe<string> }
  /** An account as a whole: whatever its IAM policies allow. */
  | { readonly kind: "account"; readonly account: string };

/**
 * Whether a statement of a resource's policy speaks of somebody. To allow an account allows nobody in
 * it by itself, while to deny it denies everybody in it.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
 * "AWS JSON policy elements: Principal", read 2026-11-22.
 */
export function speaksOf(statement: Statement, principal: Principal): Truth {
  const { principals, effect } = statement;
  if (principals === undefined) return false;
  if (principals.everyone) return !statement.principalsInverted;
  if (principal.kind === "service") {
    return principals.services.includes(principal.name) !== statement.principalsInverted;
  }
  if (principal.kind === "account") {
    const named = principals.aws.some((each) => accountOf(each) === principal.account);
    return named !== statement.principalsInverted;
  }
  const role = any(principals.aws.map((each) => namesRole(each, principal)));
  if (statement.principalsInverted) {
    // Only the session's own ARN beside the role's and the account's is an exception for certain,
    // and nobody knows the name of the sessions that MWAA begins.
    return role === false ? true : new Unknown(["NotPrincipal names the role"]);
  }
  if (role === true || effect === "Allow") return role;
  return any([role, ...principals.aws.map((each) => isAccount(each, principal.account))]);
}

/** The account that a principal stands for as a whole. */
export function accountOf(principal: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
}

function isAccount(text: string, account: Maybe<string>): Truth {
  const named = accountOf(text);
  if (named === undefined) return false;
  return isKnown(account) ? named === account : account;
}

function namesRole(
  text: string,
  { arn, account }: Extract<Principal, { readonly kind: "role" }>,
): Truth {
  // A role's unique id is chosen when the role is made.
  if (text.startsWith("AROA")) return new Unknown([`the role with the id ${text}`]);
  const named = /^arn:[^:]+:(?:iam::(\d{12}):role\/.*?|sts::(\d{12}):assumed-role\/)/.exec(text);
  if (named === null) return false;
  if (isKnown(account) && (named[1] ?? named[2]) !== account) return false;
  if (!isKnown(arn)) return arn;
  if (named[1] !== undefined) return text === arn;
  const [, , name] = /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)/.exec(text) ?? [];
  return arn.endsWith(`/${name}`) ? new Unknown([`the session that ${text} names`]) : false;
}
