import { CALLER_ACCOUNT } from "./scenes";

/** Somebody who calls, as both engines name it. */
export interface CallerForm {
  readonly name: string;
  /** ARN, service principal, or `*` for a request that nobody signed. */
  readonly principal: string;
  /** The role of a session, the user of a federated one. */
  readonly behind?: string;
  /** Undefined: of no account. */
  readonly account?: string;
  /** The value of `aws:PrincipalArn`. */
  readonly arn?: string;
  /** The value of `aws:PrincipalType`. */
  readonly type?: string;
  /** The value of `aws:username`. */
  readonly username?: string;
  /** Whether identity policies, boundary and session policy can be attached. */
  readonly policies: "none" | "identity" | "session";
}

const iam = `arn:aws:iam::${CALLER_ACCOUNT}`;
const sts = `arn:aws:sts::${CALLER_ACCOUNT}`;
const account = CALLER_ACCOUNT;

export const USER_ARN = `${iam}:user/team-a/alice`;
export const ROLE_ARN = `${iam}:role/worker`;
export const SESSION_ARN = `${sts}:assumed-role/worker/run`;
const FEDERATED_ARN = `${sts}:federated-user/bob`;
export const ROOT_ARN = `${iam}:root`;
export const SERVICE = "airflow.amazonaws.com";
export const PROVIDER_ARN = `${iam}:oidc-provider/token.example.com`;
const LINKED_ROLE_ARN = `${iam}:role/aws-service-role/sqs.amazonaws.com/AWSServiceRoleForSqs`;

const session: CallerForm = {
  name: "session",
  principal: SESSION_ARN,
  behind: ROLE_ARN,
  account,
  arn: ROLE_ARN,
  type: "AssumedRole",
  policies: "session",
};

const user: CallerForm = {
  name: "user",
  principal: USER_ARN,
  account,
  arn: USER_ARN,
  type: "User",
  username: "alice",
  policies: "identity",
};

/** Everybody, the most usual ones more often. */
export const CALLERS: readonly CallerForm[] = [
  session,
  session,
  user,
  user,
  {
    name: "role",
    principal: ROLE_ARN,
    account,
    arn: ROLE_ARN,
    type: "AssumedRole",
    policies: "session",
  },
  {
    name: "federated user",
    principal: FEDERATED_ARN,
    behind: `${iam}:user/bob`,
    account,
    arn: FEDERATED_ARN,
    type: "FederatedUser",
    policies: "session",
  },
  { name: "service", principal: SERVICE, policies: "none" },
  {
    name: "service-linked role",
    principal: LINKED_ROLE_ARN,
    account,
    arn: LINKED_ROLE_ARN,
    type: "AssumedRole",
    policies: "identity",
  },
  {
    name: "root user",
    principal: ROOT_ARN,
    account,
    arn: ROOT_ARN,
    type: "Account",
    policies: "none",
  },
  { name: "anonymous", principal: "*", type: "Anonymous", policies: "none" },
];

/** Who shows the token of a provider; only some calls of STS take one. */
export const PROVIDERS: readonly CallerForm[] = [
  { name: "provider", principal: PROVIDER_ARN, account, policies: "none" },
];
