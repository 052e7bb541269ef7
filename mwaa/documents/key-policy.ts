import { accountRootArn, logGroupPattern } from "../service/arns";
import { callsOf } from "../service/calls";
import type { CallSubject } from "../service/calls";
import { GRANT_FOR_SERVICE } from "../service/key-grants";
import { regionalServiceName } from "../service/partitions";
import type { Place } from "../service/partitions";
import { grantedStatements } from "./granted";
import { listOf, policyDocument } from "./statement";
import type { OneOrMany, PolicyDocument, Principal, Statement } from "./statement";

/** What the policy of a key for environments is computed from. */
export interface KeyPolicyArgs {
  /** Where the key is, and in whose account. */
  readonly place: Place;
  /** The environment that the key encrypts, or all that share it. */
  readonly environmentName: OneOrMany;
  /**
   * The accounts of the environments, 12 digits each: every one of the names may be in any of them.
   *
   * @default - the key's own account.
   */
  readonly environmentAccounts?: readonly string[];
  /** ARNs of who manages the key besides the account, without using it. They must exist. */
  readonly administrators?: readonly string[];
  /** The execution roles. They must exist before the key: KMS refuses principals that do not. */
  readonly executionRoleArn?: OneOrMany;
}

/**
 * What an administrator of a key does with it.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html, "Allows key
 * administrators to administer the KMS key", read 2026-11-22.
 */
const ADMINISTRATION = [
  "kms:Create*",
  "kms:Describe*",
  "kms:Enable*",
  "kms:List*",
  "kms:Put*",
  "kms:Update*",
  "kms:Revoke*",
  "kms:Disable*",
  "kms:Get*",
  "kms:Delete*",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
  "kms:RotateKeyOnDemand",
];

function allow(
  sid: string,
  principal: Principal,
  rest: Pick<Statement, "Action" | "Condition">,
): Statement {
  // In a key's policy, `*` is this key.
  return { Sid: sid, Effect: "Allow", Principal: principal, ...rest, Resource: "*" };
}

/** The actions of CloudWatch Logs or of an execution role with a customer's key. */
function statementsOf(caller: "cloudwatch-logs" | "execution-role", place: Place) {
  // Neither name occurs in what the calls with a key are allowed on.
  const subject: CallSubject = { place, environmentName: "", bucketName: "" };
  return grantedStatements(
    callsOf(caller, "customer-key").filter((each) => each.when === "customer-key"),
    subject,
  );
}

/** What somebody who creates an environment does with the key, as `id` of the table of calls. */
function deployerActions(id: string): readonly string[] {
  return callsOf("deployer", "customer-key")
    .filter((each) => each.id === id)
    .flatMap((each) => each.grant.actions);
}

/**
 * What another account may do with the key by its own IAM policies: use it, and have services make
 * grants. Its use cannot be limited to some services by `kms:ViaService`: whoever creates an
 * environment there calls KMS by themselves too. The limit stands on the execution roles instead.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html,
 * "Allowing users in other accounts to use a KMS key", read 2026-11-22.
 */
function otherAccounts(place: Place, accounts: readonly string[]): readonly Statement[] {
  const others = accounts.filter((account) => account !== place.account);
  if (others.length === 0) return [];
  const principal = {
    AWS: shortest(others.map((account) => accountRootArn({ ...place, account }))),
  };
  return [
    allow("AccountUse", principal, { Action: deployerActions("use-key") }),
    allow("AccountGrants", principal, {
      Action: deployerActions("grant-key"),
      Condition: { Bool: { [GRANT_FOR_SERVICE]: "true" } },
    }),
  ];
}

/** One value as text, several as a list. */
function shortest(values: readonly string[]): OneOrMany {
  const [only, ...more] = values;
  return only !== undefined && more.length === 0 ? only : values;
}

/**
 * The policy of a key that encrypts an environment, or several: the key's account decides by IAM,
 * CloudWatch Logs encrypts the environments' log groups and no others, and their execution roles
 * use the key through queue and bucket. What MWAA does with the key it does by grants, which it
 * makes with the rights of whoever creates the environment; where that is another account, the key
 * admits it.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html, "Sample policy for
 * a customer-managed key", read 2026-11-22.
 */
export function keyPolicy(args: KeyPolicyArgs): PolicyDocument {
  const { place, administrators = [], environmentAccounts = [place.account] } = args;
  const executionRoles = listOf(args.executionRoleArn);
  const logGroups = environmentAccounts.flatMap((account) =>
    listOf(args.environmentName).map((name) => logGroupPattern({ ...place, account }, name)),
  );
  return policyDocument([
    allow("AccountDelegation", { AWS: accountRootArn(place) }, { Action: "kms:*" }),
    ...(administrators.length === 0
      ? []
      : [allow("Administration", { AWS: administrators }, { Action: ADMINISTRATION })]),
    ...statementsOf("cloudwatch-logs", place).map(({ Action = [] }) =>
      allow(
        "LogGroups",
        { Service: regionalServiceName(place, "logs") },
        {
          Action,
          Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": shortest(logGroups) } },
        },
      ),
    ),
    ...(executionRoles.length === 0
      ? []
      : statementsOf("execution-role", place).map(({ Action = [], Condition = {} }) =>
          allow("ExecutionRole", { AWS: shortest(executionRoles) }, { Action, Condition }),
        )),
    ...otherAccounts(place, environmentAccounts),
  ]);
}
