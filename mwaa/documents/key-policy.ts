import { accountRootArn, logGroupPattern } from "../service/arns";
import { callsOf } from "../service/calls";
import type { CallSubject } from "../service/calls";
import { regionalServiceName } from "../service/partitions";
import type { Place } from "../service/partitions";
import { grantedStatements } from "./granted";
import { policyDocument } from "./statement";
import type { PolicyDocument, Principal, Statement } from "./statement";

/** What the policy of an environment's key is computed from. */
export interface KeyPolicyArgs {
  readonly place: Place;
  readonly environmentName: string;
  /** ARNs of who manages the key besides the account, without using it. They must exist. */
  readonly administrators?: readonly string[];
  /** The execution role. It must exist before the key: KMS refuses principals that do not. */
  readonly executionRoleArn?: string;
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

/**
 * The policy of an environment's own key: the account decides by IAM, CloudWatch Logs encrypts the
 * environment's log groups and no others, and the execution role uses the key through the queue and
 * the bucket. What MWAA does with the key it does by grants, which it makes with the rights of
 * whoever creates the environment.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html, "Sample policy for
 * a customer-managed key", read 2026-11-22.
 */
export function keyPolicy(args: KeyPolicyArgs): PolicyDocument {
  const { place, environmentName, administrators = [], executionRoleArn } = args;
  const subject: CallSubject = { place, environmentName, bucketName: "" };
  const actionsOf = (caller: "cloudwatch-logs" | "execution-role") =>
    grantedStatements(
      callsOf(caller, "customer-key").filter((each) => each.when === "customer-key"),
      subject,
    );
  const ofAccount = { AWS: accountRootArn(place) };
  const ofLogs = { Service: regionalServiceName(place, "logs") };
  return policyDocument([
    allow("AccountDelegation", ofAccount, { Action: "kms:*" }),
    ...(administrators.length === 0
      ? []
      : [allow("Administration", { AWS: administrators }, { Action: ADMINISTRATION })]),
    ...actionsOf("cloudwatch-logs").map(({ Action = [] }) =>
      allow("LogGroups", ofLogs, {
        Action,
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": logGroupPattern(place, environmentName),
          },
        },
      }),
    ),
    ...(executionRoleArn === undefined
      ? []
      : actionsOf("execution-role").map(({ Action = [], Condition = {} }) =>
          allow("ExecutionRole", { AWS: executionRoleArn }, { Action, Condition }),
        )),
  ]);
}
