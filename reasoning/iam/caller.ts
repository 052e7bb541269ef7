import type { Maybe } from "../known";
import { isKnown, Unknown } from "../known";

/**
 * Who makes a request. `account` is the twelve digits of the account that the caller belongs to.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
 * "AWS JSON policy elements: Principal", read 2026-11-22.
 */
export type Caller =
  | { readonly kind: "user"; readonly arn: string; readonly account: string }
  | RoleSession
  | FederatedUser
  /** The root user of an account. */
  | { readonly kind: "root"; readonly account: string; readonly partition: string }
  /** Somebody who shows a token of an identity provider and has no AWS identity yet. */
  | { readonly kind: "provider"; readonly name: string }
  /** A service that calls in its own name, such as `sqs.amazonaws.com`. */
  | { readonly kind: "service"; readonly name: string }
  /** Somebody whose request is not signed. */
  | { readonly kind: "anonymous" };

/** Somebody who acts as a role. */
export interface RoleSession {
  readonly kind: "role";
  /** The role's own ARN, with its path. */
  readonly arn: Maybe<string>;
  readonly account: Maybe<string>;
  /** The name that the session was given; a question about the role as such leaves it unknown. */
  readonly session: Maybe<string>;
  /**
   * The identity provider whose token gave the session, as `aws:FederatedProvider` has it; `none` if the
   * request certainly does not hold that key. Absent, nothing is known of it.
   */
  readonly issuer?: Maybe<string>;
  /** True if the path is taken for `/`, since all that is known is the ARN of a session. */
  readonly pathless?: true;
}

/** Somebody with credentials of `GetFederationToken`, which an IAM user asked for. */
export interface FederatedUser {
  readonly kind: "federated-user";
  readonly arn: string;
  readonly account: string;
  /** The user who asked for the credentials. */
  readonly user: Maybe<string>;
}

const IAM_ARN =
  /^arn:([^:]+):iam::(\d{12}|cloudfront):(user\/|role\/|root$|oidc-provider\/|saml-provider\/)/;
const STS_ARN = /^arn:([^:]+):sts::(\d{12}):(assumed-role|federated-user)\/([^/]+)(?:\/(.+))?$/;

/** The path of roles that a service owns and that organisation policies do not limit. */
const SERVICE_LINKED = /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//;

/**
 * Reads a caller from an ARN or an account's number.
 *
 * @param role the ARN of the role behind an assumed-role session, whose own ARN leaves out the role's
 * path; absent, the path is `/`, and unknown for names that AWS gives to roles with another one.
 * @returns undefined if the text names nobody who could call.
 */
export function callerFromArn(text: string, role?: string): Caller | undefined {
  if (text === "*") return { kind: "anonymous" };
  if (/^\d{12}$/.test(text)) return { kind: "root", account: text, partition: "aws" };
  const [, partition = "", account = "", type = ""] = IAM_ARN.exec(text) ?? [];
  if (type === "user/") return { kind: "user", arn: text, account };
  if (type === "role/") {
    return { kind: "role", arn: text, account, session: new Unknown(["the session's name"]) };
  }
  if (type === "root") return { kind: "root", account, partition };
  if (type !== "") return { kind: "provider", name: text };
  return sessionFromArn(text, role);
}

function sessionFromArn(text: string, role: string | undefined): Caller | undefined {
  const [, partition = "", account = "", type, name = "", session] = STS_ARN.exec(text) ?? [];
  if (type === "federated-user" && session === undefined) {
    const user = new Unknown([`the user who asked for the credentials of ${text}`]);
    return { kind: "federated-user", arn: text, account, user };
  }
  if (type !== "assumed-role" || session === undefined) return undefined;
  if (role !== undefined) return { kind: "role", arn: role, account, session };
  return { kind: "role", arn: roleOf(partition, account, name), account, session, pathless: true };
}

function roleOf(partition: string, account: string, name: string): Maybe<string> {
  if (!WITH_PATH.test(name)) return `arn:${partition}:iam::${account}:role/${name}`;
  return new Unknown([`the path of the role ${name}`]);
}

/** Roles that AWS makes never have the path `/`: of services, and of IAM Identity Center. */
const WITH_PATH = /^(AWSServiceRoleFor|AWSReservedSSO_)/;

/**
 * Whether a caller belongs to an account with policies of its own. The origin access identities of
 * CloudFront are written as users, and have none.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html,
 * "Use an origin access identity (legacy, not recommended)", read 2026-11-23.
 */
export function hasAccount(caller: Caller): boolean {
  return "account" in caller && caller.account !== "cloudfront";
}

/** Whether an ARN is a service-linked role's. */
export function isLinkedRole(arn: string): boolean {
  return SERVICE_LINKED.test(arn);
}

/** Whether a caller acts as a service-linked role. */
export function isServiceLinked(caller: Caller): Maybe<boolean> {
  if (caller.kind !== "role") return false;
  if (isKnown(caller.arn)) return isLinkedRole(caller.arn);
  return caller.arn;
}
