import type { CallerForm } from "./callers";

/** What the values of a condition key are. */
export const KEY_TYPES = [
  "String",
  "Numeric",
  "Date",
  "Bool",
  "IPAddress",
  "ARN",
  "Binary",
] as const;

export type KeyType = (typeof KEY_TYPES)[number];

/** A condition key with values that requests carry. */
export interface ContextKey {
  readonly name: string;
  readonly type: KeyType;
  readonly values: readonly string[];
  /** `several`: a request can carry a list of values. */
  readonly count: "one" | "several";
  /** What AWS sends of its own accord; undefined: whoever asks decides. */
  readonly sent?: "the first value" | "nothing";
}

export function key(
  name: string,
  type: KeyType,
  values: readonly string[],
  count: ContextKey["count"] = "one",
): ContextKey {
  return { name, type, values, count };
}

/** Text in base 64: no service has a key of bytes, and operators on bytes take any. */
const BINARY_KEY: ContextKey = {
  name: "aws:SourceIdentity",
  type: "Binary",
  values: ["QWlyZmxvdw==", "TVdBQQ==", "UHVsdW1p"],
  count: "one",
};

/** Keys that AWS sends with requests of any service. */
export const GLOBAL_KEYS: readonly ContextKey[] = [
  key("aws:PrincipalTag/team", "String", ["team-a", "team-b", "Team-A"]),
  key("aws:PrincipalOrgID", "String", ["o-a1b2c3d4e5", "o-zzzzzzzzzz"]),
  key("aws:RequestedRegion", "String", ["eu-central-1", "us-east-1"]),
  key("aws:SourceVpce", "String", ["vpce-0a", "vpce-0b"]),
  key("aws:UserAgent", "String", ["aws-cli/2", "a*b?c", "boto3"]),
  key("aws:referer", "String", ["https://example.com/a", "https://example.com/A"]),
  BINARY_KEY,
  key("aws:CalledVia", "String", ["athena.amazonaws.com", "s3.amazonaws.com"], "several"),
  key("aws:TagKeys", "String", ["team", "stage", "Team"], "several"),
  key(
    "aws:PrincipalOrgPaths",
    "String",
    ["o-a1b2c3d4e5/r-ab12/ou-ab12-1/", "o-a1b2c3d4e5/r-ab12/ou-ab12-2/"],
    "several",
  ),
  key("aws:MultiFactorAuthAge", "Numeric", ["0", "299", "300", "301", "3600", "12.5"]),
  key("aws:CurrentTime", "Date", ["2026-11-22T12:00:00Z", "2026-11-22T13:30:00Z"]),
  key("aws:TokenIssueTime", "Date", ["2026-11-22T11:59:59Z", "2026-11-22T12:00:00Z"]),
  key("aws:EpochTime", "Date", ["1795348800", "1795348801"]),
  key("aws:SecureTransport", "Bool", ["true", "false"]),
  key("aws:MultiFactorAuthPresent", "Bool", ["true", "false"]),
  key("aws:SourceIp", "IPAddress", ["203.0.113.7", "198.51.100.200", "2001:db8::7"]),
  key("aws:VpcSourceIp", "IPAddress", ["10.1.2.3", "10.2.0.1"]),
  key("aws:SourceArn", "ARN", [
    "arn:aws:airflow:eu-central-1:111122223333:environment/team-a",
    "arn:aws:s3:::lake",
    "arn:aws:logs:eu-central-1:111122223333:log-group:airflow-team-a-Task:log-stream:x",
  ]),
];

/**
 * Keys that AWS fills in from who calls and what is called.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
 * "AWS global condition context keys", read 2026-11-22.
 */
export function derivedKeys(
  { name, arn, account, type, username }: CallerForm,
  resource: string,
  resourceAccount: string,
): readonly ContextKey[] {
  const sent = (
    keyName: string,
    keyType: KeyType,
    value: string | undefined,
    others: readonly string[],
  ): ContextKey => ({
    name: keyName,
    type: keyType,
    values: value === undefined ? others : [value, ...others.filter((each) => each !== value)],
    count: "one",
    sent: value === undefined ? "nothing" : "the first value",
  });
  const signs = name !== "anonymous" && name !== "provider";
  const isService = signs ? String(name === "service") : undefined;
  return [
    sent("aws:PrincipalArn", "ARN", arn, ["arn:aws:iam::111122223333:role/other"]),
    sent("aws:PrincipalAccount", "String", signs ? account : undefined, [
      "777788889999",
      "111122223333",
    ]),
    sent("aws:PrincipalType", "String", type, ["User", "AssumedRole"]),
    sent("aws:username", "String", username, ["alice", "bob"]),
    sent("aws:PrincipalIsAWSService", "Bool", isService, ["true", "false"]),
    sent("aws:ResourceAccount", "String", resource === "*" ? undefined : resourceAccount, [
      "777788889999",
    ]),
  ];
}
