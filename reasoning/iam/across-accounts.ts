import type { Truth } from "../known";
import { Unknown } from "../known";
import type { Action } from "./action";
import { tablePolicyReach } from "./table-policies";

function named(service: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${service}:${name}`.toLowerCase());
}

/**
 * Actions that a service takes from its resource's own account alone, whatever policies allow.
 *
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html,
 * "Cross-account access";
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html,
 * "Allowing users in other accounts to use a KMS key", with "Cross-account use" on the page of each
 * operation of the KMS API; and
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html, "Permissions", with the same
 * on the pages of PutBucketPolicy, DeleteBucketPolicy and, of who is nobody, CreateBucket, read 2026-11-23.
 */
const WITHIN_ACCOUNT: ReadonlySet<string> = new Set([
  ...named("sqs", [
    ...["AddPermission", "CancelMessageMoveTask", "CreateQueue", "DeleteQueue"],
    ...["ListMessageMoveTasks", "ListQueues", "ListQueueTags", "RemovePermission"],
    ...["SetQueueAttributes", "StartMessageMoveTask", "TagQueue", "UntagQueue"],
  ]),
  ...named("kms", [
    ...["CancelKeyDeletion", "CreateAlias", "DeleteAlias", "DeleteImportedKeyMaterial"],
    ...["DisableKey", "DisableKeyRotation", "EnableKey", "EnableKeyRotation", "GetKeyPolicy"],
    ...["GetParametersForImport", "ImportKeyMaterial", "ListKeyPolicies", "ListKeyRotations"],
    ...["ListResourceTags", "PutKeyPolicy", "ScheduleKeyDeletion", "TagResource"],
    ...["UntagResource", "UpdateAlias", "UpdateKeyDescription"],
  ]),
  ...named("s3", ["CreateBucket", "DeleteBucketPolicy", "GetBucketPolicy", "PutBucketPolicy"]),
]);

/** The actions on keys that other accounts are documented to be able to use. */
const ACROSS_ACCOUNTS: ReadonlySet<string> = new Set(
  named("kms", [
    ...["CreateGrant", "Decrypt", "DeriveSharedSecret", "DescribeKey", "Encrypt", "GenerateMac"],
    ...["GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"],
    ...["GenerateDataKeyWithoutPlaintext", "GetKeyRotationStatus", "GetPublicKey", "ListGrants"],
    ...["ReEncryptFrom", "ReEncryptTo", "RetireGrant", "RevokeGrant"],
    ...["Sign", "Verify", "VerifyMac"],
  ]),
);

/**
 * Whether the policies of the caller's account alone decide in another account: the management account of an
 * organisation, or who acts for it, takes root sessions in its member accounts. Whether the two accounts
 * stand to each other like that, no policy says.
 *
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html, "AssumeRoot", read
 * 2026-11-23.
 */
export function reachesMembers({ folded, written }: Action): Truth {
  return (
    folded === "sts:assumeroot" &&
    new Unknown([`whether ${written} is asked of a member account with centralized root access`])
  );
}

/** Whether an action of a principal counts in another account, if both sides allow it. */
export function worksAcrossAccounts({ folded, service, name, written }: Action): Truth {
  if (WITHIN_ACCOUNT.has(folded)) return false;
  // What is done to a directory bucket itself, as the same pages say.
  if (service === "s3express") return name === "createsession";
  const reach = service === "dynamodb" ? tablePolicyReach(name) : undefined;
  if (reach !== undefined) return reach === "across";
  if (!LISTED.has(service) || ACROSS_ACCOUNTS.has(folded)) return true;
  return new Unknown([`whether ${written} is taken from other accounts`]);
}

/** Services that tell of each action whether other accounts can use it. */
const LISTED: ReadonlySet<string> = new Set(["kms", "dynamodb"]);
