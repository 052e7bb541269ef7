/** Whether statements of a kind of policy must, may or must not have an element. */
export type Presence = "required" | "optional" | "forbidden";

/** How long a policy may be. */
export interface SizeLimit {
  readonly most: number;
  readonly unit: "characters" | "bytes";
  /** Whether white space counts. */
  readonly whitespace: boolean;
  /** The AWS page and section, read 2026-11-22. */
  readonly source: string;
}

/** What a kind of policy asks of its documents. */
export interface PolicyForm {
  /** In a message: `a <name>`. */
  readonly name: string;
  readonly principal: Presence;
  readonly resource: Presence;
  /** Absent where AWS documents no limit. */
  readonly size?: SizeLimit;
  /** Whether IAM's rules for statement identifiers and characters hold, not a service's own. */
  readonly iam: boolean;
}

const IAM_QUOTAS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, "IAM and STS character quotas", read 2026-11-22';
const ORGANIZATIONS =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html, "Maximum and minimum values", read 2026-11-22';

function characters(most: number, source: string, whitespace = false): SizeLimit {
  return { most, unit: "characters", whitespace, source };
}

function bytes(most: number, source: string): SizeLimit {
  return { most, unit: "bytes", whitespace: true, source };
}

function identity(name: string, size: SizeLimit): PolicyForm {
  return { name, principal: "forbidden", resource: "required", size, iam: true };
}

function ofResource(name: string, size?: SizeLimit): PolicyForm {
  return {
    name,
    principal: "required",
    resource: "required",
    iam: false,
    ...(size === undefined ? {} : { size }),
  };
}

/**
 * The kinds of policies that differ in what they may hold or how long they may be. The quotas of inline
 * policies hold for all of an identity's together, so that a single one within them may still be too
 * much; the quota of trust policies can be raised to 8,192. Organizations counts every character, but its console
 * leaves out white space before it saves.
 */
export const POLICY_FORMS = {
  managed: identity("managed policy", characters(6144, IAM_QUOTAS)),
  boundary: identity("permissions boundary", characters(6144, IAM_QUOTAS)),
  "inline-user": identity("inline policy of a user", characters(2048, IAM_QUOTAS)),
  "inline-group": identity("inline policy of a group", characters(5120, IAM_QUOTAS)),
  "inline-role": identity("inline policy of a role", characters(10_240, IAM_QUOTAS)),
  session: identity(
    "session policy",
    characters(
      2048,
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, "Policy", read 2026-11-22',
      true,
    ),
  ),
  trust: {
    name: "trust policy",
    principal: "required",
    resource: "forbidden",
    size: characters(2048, IAM_QUOTAS),
    iam: true,
  },
  "service-control": {
    name: "service control policy",
    principal: "forbidden",
    resource: "required",
    size: characters(5120, ORGANIZATIONS, true),
    iam: true,
  },
  "resource-control": {
    name: "resource control policy",
    principal: "required",
    resource: "required",
    size: characters(5120, ORGANIZATIONS, true),
    iam: true,
  },
  endpoint: ofResource(
    "policy of a VPC endpoint",
    characters(
      20_480,
      'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html, "Considerations", read 2026-11-22',
      true,
    ),
  ),
  bucket: ofResource(
    "bucket policy",
    bytes(
      20_480,
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-iam-policies.html, "Bucket policies and user policies", read 2026-11-22',
    ),
  ),
  key: ofResource(
    "key policy",
    bytes(
      32_768,
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html, "Key policy format", read 2026-11-22',
    ),
  ),
  queue: ofResource(
    "queue policy",
    bytes(
      8192,
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html, "Amazon SQS policy quotas", read 2026-11-22',
    ),
  ),
  /** A policy of any other resource, whose quota is its service's matter. */
  resource: ofResource("policy of a resource"),
} as const satisfies Readonly<Record<string, PolicyForm>>;

/** One of the kinds of policies. */
export type PolicyFormName = keyof typeof POLICY_FORMS;
