import { z } from "zod";
import { accountNumber } from "../../../mwaa/settings/accounts";
import { choice, flag, text } from "../../../mwaa/settings/leaf";
import { arn, ec2Id, name, policy } from "./leaves";

const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-zA-Z-]+$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;
const POLICY_ARN = /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/.+$/;
const SHARE_ARN = /^arn:aws[a-z-]*:ram:[a-z0-9-]+:\d{12}:resource-share\/.+$/;

const KEY_EXAMPLE = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** The key that AWS makes for S3 in every account. */
export const AWS_KEY = "aws/s3";

function keyArn() {
  return arn("a KMS key", KEY_EXAMPLE, KEY_ARN);
}

function policyArn() {
  return arn("a managed policy", "arn:aws:iam::123456789012:policy/airflow", POLICY_ARN);
}

/** A key of KMS. */
export const keySchema = z.strictObject({
  arn: keyArn().describe("The key's ARN."),
  enabled: flag(true).exactOptional().describe("Whether it can be used."),
  rotation: flag(true).exactOptional().describe("Whether it is rotated every year."),
  spec: name("the spec of a key", "SYMMETRIC_DEFAULT")
    .exactOptional()
    .describe("Its key spec, such as SYMMETRIC_DEFAULT."),
  usage: choice("what a key is for", [
    "ENCRYPT_DECRYPT",
    "SIGN_VERIFY",
    "GENERATE_VERIFY_MAC",
    "KEY_AGREEMENT",
  ])
    .exactOptional()
    .describe("What it is for."),
  policy: policy("default")
    .exactOptional()
    .describe("Its key policy; default where that only delegates to its account."),
});

const publicAccessBlock = z.strictObject({
  blockPublicAcls: flag(true).exactOptional().describe("New public ACLs are refused."),
  blockPublicPolicy: flag(true).exactOptional().describe("New public policies are refused."),
  ignorePublicAcls: flag(true).exactOptional().describe("Public ACLs count for nothing."),
  restrictPublicBuckets: flag(true)
    .exactOptional()
    .describe("A public policy admits the account and AWS services alone."),
});

const encryption = z.strictObject({
  algorithm: choice("how a bucket is encrypted", ["AES256", "aws:kms", "aws:kms:dsse"]).describe(
    "AES256 is S3's own key.",
  ),
  key: text({
    what: `the ARN of a KMS key, or ${AWS_KEY}`,
    example: KEY_EXAMPLE,
    pattern: new RegExp(`^${AWS_KEY}$|${KEY_ARN.source}`),
    secret: "refused",
  })
    .exactOptional()
    .describe(`The key of KMS: the customer's, or ${AWS_KEY}, which is AWS's own.`),
  bucketKey: flag(true).exactOptional().describe("Whether S3 asks KMS once for many objects."),
});

/** A bucket. */
export const bucketSchema = z.strictObject({
  name: name("the name of a bucket", "my-airflow-bucket").describe("The bucket's name."),
  ownerAccount: accountNumber("refused")
    .exactOptional()
    .describe("Who owns it. Default: the file's account."),
  region: text({
    what: "the code of an AWS Region",
    example: "eu-west-1",
    secret: "refused",
  })
    .exactOptional()
    .describe("Its Region. Default: the file's Region."),
  versioning: choice("the versioning of a bucket", ["Enabled", "Suspended", "Off"])
    .exactOptional()
    .describe("Whether it keeps versions; Off if that was never switched on."),
  publicAccessBlock: publicAccessBlock
    .exactOptional()
    .describe("Its own block, not the account's."),
  encryption: encryption.exactOptional().describe("Its default encryption."),
  policy: policy("none").exactOptional().describe("Its policy; none if it has none."),
  objects: z
    .array(name("the key of an object", "dags/hello.py"))
    .exactOptional()
    .describe("Keys of objects that lie in it; there may be others."),
});

/** A role of IAM. */
export const roleSchema = z.strictObject({
  arn: arn("a role", "arn:aws:iam::123456789012:role/airflow", ROLE_ARN).describe(
    "The role's ARN.",
  ),
  trust: policy().exactOptional().describe("Its trust policy."),
  inlinePolicies: z
    .record(z.string(), policy())
    .exactOptional()
    .describe("All of its inline policies by name; {} if it has none."),
  managedPolicies: z
    .array(policyArn())
    .exactOptional()
    .describe("The ARNs of all managed policies that are attached; [] if none is."),
  permissionsBoundary: text({
    what: "the ARN of a managed policy, or none",
    example: "none",
    pattern: new RegExp(`^none$|${POLICY_ARN.source}`),
    secret: "refused",
  })
    .exactOptional()
    .describe("The ARN of its permissions boundary; none if it has none."),
});

/** A managed policy. */
export const managedPolicySchema = z.strictObject({
  arn: policyArn().describe("The policy's ARN."),
  document: policy().exactOptional().describe("What it says."),
});

/** A share of AWS Resource Access Manager. */
export const shareSchema = z.strictObject({
  arn: arn(
    "a resource share",
    "arn:aws:ram:eu-west-1:123456789012:resource-share/1234abcd-12ab-34cd-56ef-1234567890ab",
    SHARE_ARN,
  ).describe("The share's ARN, which names its owner."),
  allowExternalPrincipals: flag(false)
    .exactOptional()
    .describe("Whether accounts outside of the organization may take part."),
  principals: z
    .array(name("an account, or the ARN of an organization or a part of it", '"123456789012"'))
    .exactOptional()
    .describe("All whom it is shared with; accounts in quotes."),
  subnets: z.array(ec2Id("subnet")).exactOptional().describe("All subnets that are shared."),
});

/** What a context file says of a key. */
export type KeyFacts = z.infer<typeof keySchema>;
/** What a context file says of a bucket. */
export type BucketFacts = z.infer<typeof bucketSchema>;
/** What a context file says of a role. */
export type RoleFacts = z.infer<typeof roleSchema>;
/** What a context file says of a managed policy. */
export type ManagedPolicyFacts = z.infer<typeof managedPolicySchema>;
/** What a context file says of a share. */
export type ShareFacts = z.infer<typeof shareSchema>;

/** Endpoints that the owner of a VPC makes for an environment, by itself or on request. */
export const customerEndpointsSchema = z.strictObject({
  account: accountNumber("refused").describe("The environment's account."),
  environment: name("the name of an environment", "my-airflow").describe("The environment's name."),
});

/** What the owner of a VPC promises to an environment. */
export type CustomerEndpointsFacts = z.infer<typeof customerEndpointsSchema>;
