import type { Maybe, Truth } from "../known";
import { isKnown, Unknown } from "../known";
import type { ArnPattern } from "./arn";

/**
 * Whether the resource's own policy has to allow, in the caller's account too: without it, IAM
 * policies count for nothing. So it is with KMS keys and with roles that are assumed.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html,
 * "How AWS enforcement code logic evaluates requests to allow or deny access", read 2026-11-22.
 */
export function mustAllowItself(action: string, resource: Maybe<ArnPattern>): Truth {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  const kind = KINDS.get(service);
  if (kind === undefined || (service === "sts" && !ON_ROLES.test(name))) return false;
  if (!isKnown(resource)) return resource;
  const [, , of = "", , , path = ""] = resource.parts;
  if (resource.text === "*") return false;
  if (path.startsWith(`${kind.type}/`) && of === kind.service) return true;
  return resource.everything || WILD.test(path.slice(0, kind.type.length + 1)) || WILD.test(of)
    ? new Unknown([`whether ${resource.text} means a ${kind.name}`])
    : false;
}

/**
 * Whether an action is open to everybody with credentials, even against a statement that denies it.
 *
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html,
 * "GetCallerIdentity", read 2026-11-22.
 */
export function needsNoPermission(action: string): boolean {
  return action.toLowerCase() === "sts:getcalleridentity";
}

/**
 * Actions that a service takes from its resource's own account alone, whatever policies allow.
 *
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html,
 * "Cross-account access", and
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html,
 * "Allowing users in other accounts to use a KMS key", with "Cross-account use" on the page of each
 * operation of the KMS API, read 2026-11-22.
 */
const WITHIN_ACCOUNT: ReadonlySet<string> = new Set(
  [
    ...["AddPermission", "CancelMessageMoveTask", "CreateQueue", "DeleteQueue"],
    ...["ListMessageMoveTasks", "ListQueues", "ListQueueTags", "RemovePermission"],
    ...["SetQueueAttributes", "StartMessageMoveTask", "TagQueue", "UntagQueue"],
  ]
    .map((name) => `sqs:${name}`)
    .concat(
      [
        ...["CancelKeyDeletion", "CreateAlias", "DeleteAlias", "DeleteImportedKeyMaterial"],
        ...["DisableKey", "DisableKeyRotation", "EnableKey", "EnableKeyRotation", "GetKeyPolicy"],
        ...["GetParametersForImport", "ImportKeyMaterial", "ListKeyPolicies", "ListKeyRotations"],
        ...["ListResourceTags", "PutKeyPolicy", "ScheduleKeyDeletion", "TagResource"],
        ...["UntagResource", "UpdateAlias", "UpdateKeyDescription"],
      ].map((name) => `kms:${name}`),
    )
    .map((action) => action.toLowerCase()),
);

/** The actions on keys that other accounts are documented to be able to use. */
const ACROSS_ACCOUNTS: ReadonlySet<string> = new Set(
  [
    ...["CreateGrant", "Decrypt", "DeriveSharedSecret", "DescribeKey", "Encrypt", "GenerateMac"],
    ...["GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"],
    ...["GenerateDataKeyWithoutPlaintext", "GetKeyRotationStatus", "GetPublicKey", "ListGrants"],
    ...[
      "ReEncryptFrom",
      "ReEncryptTo",
      "RetireGrant",
      "RevokeGrant",
      "Sign",
      "Verify",
      "VerifyMac",
    ],
  ].map((name) => `kms:${name}`.toLowerCase()),
);

/** Whether an action of a principal counts in another account, if both sides allow it. */
export function worksAcrossAccounts(action: string): Truth {
  const name = action.toLowerCase();
  if (WITHIN_ACCOUNT.has(name)) return false;
  if (!name.startsWith("kms:") || ACROSS_ACCOUNTS.has(name)) return true;
  return new Unknown([`whether ${action} is taken from other accounts`]);
}

const WILD = /[*?]/;
const ON_ROLES = /^(assumerole|tagsession|setsourceidentity|setcontext)/;

const KINDS: ReadonlyMap<
  string,
  { readonly service: string; readonly type: string; readonly name: string }
> = new Map([
  ["kms", { service: "kms", type: "key", name: "key" }],
  ["sts", { service: "iam", type: "role", name: "role" }],
]);

/**
 * The services whose resources are subject to resource control policies. AWS adds to them: for another
 * one it is open whether a denial counts.
 *
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html,
 * "List of AWS services that support RCPs", read 2026-11-22.
 */
const RESOURCE_CONTROLLED: ReadonlySet<string> = new Set([
  "s3",
  "sts",
  "kms",
  "sqs",
  "secretsmanager",
]);

/** Whether resource control policies count for an action. */
export function isResourceControlled(action: string): Truth {
  const [service = ""] = action.toLowerCase().split(":");
  if (RESOURCE_CONTROLLED.has(service)) return true;
  return new Unknown([`whether resource control policies count for ${service}`]);
}

/** Services with gateway endpoints besides interface endpoints. */
const WITH_GATEWAY: ReadonlySet<string> = new Set(["s3", "dynamodb"]);

/**
 * Whether an endpoint's policy that names an account allows everybody in it. A gateway endpoint's
 * allows its root user alone, and which of the two an endpoint of these services is, nobody says.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html, "Principals
 * for gateway endpoints", read 2026-11-22.
 */
export function endpointReadsAccount(action: string): Truth {
  const [service = ""] = action.toLowerCase().split(":");
  if (!WITH_GATEWAY.has(service)) return true;
  return new Unknown(["whether the endpoint is a gateway, for which an account is its root user"]);
}
