import { bucketArn, parseArn } from "../../../mwaa/service/arns";
import { partitionOf } from "../../../mwaa/service/partitions";
import { Unknown } from "../../../reasoning/known";
import type { Properties } from "../../model/resource";
import { AWS_KEY } from "./account-schema";
import type {
  CustomerEndpointsFacts,
  BucketFacts,
  KeyFacts,
  ManagedPolicyFacts,
  RoleFacts,
  ShareFacts,
} from "./account-schema";
import type { Maker, Whereabouts } from "./maker";

/** A key of KMS. */
export function addKey(maker: Maker, key: KeyFacts): void {
  const id = key.arn.slice(key.arn.lastIndexOf("/") + 1);
  maker.add({
    kind: "key",
    name: key.arn,
    ...whereabouts(key.arn),
    inputs: {
      isEnabled: key.enabled,
      enableKeyRotation: key.rotation,
      // The ids of multi-Region keys begin so, and no others.
      multiRegion: id.startsWith("mrk-"),
      customerMasterKeySpec: key.spec,
      keyUsage: key.usage,
      policy: key.policy === "default" ? null : key.policy,
    },
    outputs: { id, keyId: id, arn: key.arn },
  });
}

/** A role of IAM with its policies. */
export function addRole(maker: Maker, role: RoleFacts): void {
  const [, path = "/", name = ""] = /:role(\/|\/.*\/)([^/]+)$/.exec(role.arn) ?? [];
  const { inlinePolicies } = role;
  maker.add({
    kind: "role",
    name: role.arn,
    // IAM has no Regions: a role is wherever its account is.
    account: parseArn(role.arn)?.account,
    inputs: {
      path,
      assumeRolePolicy: role.trust,
      inlinePolicies:
        inlinePolicies === undefined
          ? undefined
          : Object.entries(inlinePolicies).map(([each, policy]) => ({ name: each, policy })),
      managedPolicyArns: role.managedPolicies,
      permissionsBoundary: role.permissionsBoundary === "none" ? null : role.permissionsBoundary,
    },
    outputs: { id: name, name, arn: role.arn },
  });
}

/** A managed policy. */
export function addManagedPolicy(maker: Maker, policy: ManagedPolicyFacts): void {
  const account = parseArn(policy.arn)?.account;
  maker.add({
    kind: "policy",
    name: policy.arn,
    // AWS's own belong to no account.
    account: account === "aws" ? undefined : account,
    inputs: { policy: policy.document },
    outputs: { id: policy.arn, arn: policy.arn },
  });
}

/** A share, what it shares, and with whom. */
export function addShare(maker: Maker, share: ShareFacts): void {
  const where = whereabouts(share.arn);
  maker.add({
    kind: "resourceShare",
    name: share.arn,
    ...where,
    inputs: { allowExternalPrincipals: share.allowExternalPrincipals },
    outputs: { id: share.arn, arn: share.arn },
    complete: [
      ...(share.subnets === undefined ? [] : (["resourceShareResource"] as const)),
      ...(share.principals === undefined ? [] : (["resourceSharePrincipal"] as const)),
    ],
  });
  for (const subnet of share.subnets ?? [])
    maker.add({
      kind: "resourceShareResource",
      name: `${share.arn} ${subnet}`,
      ...where,
      inputs: {
        resourceShareArn: share.arn,
        resourceArn: maker.ec2Arn(where, `subnet/${subnet}`),
      },
    });
  for (const principal of share.principals ?? [])
    maker.add({
      kind: "resourceSharePrincipal",
      name: `${share.arn} ${principal}`,
      ...where,
      inputs: { resourceShareArn: share.arn, principal },
    });
}

/** The owner's word for the endpoints of an environment, which no resource here can prove. */
export function addCustomerEndpoints(maker: Maker, promise: CustomerEndpointsFacts): void {
  const { account, environment } = promise;
  maker.add({
    kind: "customerEndpointsPromise",
    name: `${account} ${environment}`,
    inputs: { account, environment },
  });
}

function whereabouts(arn: string): Whereabouts {
  const parsed = parseArn(arn);
  return { account: parsed?.account, region: parsed?.region };
}

/** A bucket and what is configured on it. */
export function addBucket(maker: Maker, bucket: BucketFacts): void {
  const { name, publicAccessBlock, encryption, policy } = bucket;
  const where = { account: bucket.ownerAccount, region: bucket.region };
  const region = bucket.region ?? maker.region;
  maker.add({
    kind: "bucket",
    name,
    ...where,
    inputs: { bucket: name },
    outputs: {
      id: name,
      bucket: name,
      arn:
        region === undefined ? undefined : bucketArn({ partition: partitionOf(region).id }, name),
    },
    complete: [
      ...(bucket.versioning === undefined ? [] : (["bucketVersioning"] as const)),
      ...(publicAccessBlock === undefined ? [] : (["bucketPublicAccessBlock"] as const)),
      ...(encryption === undefined ? [] : (["bucketEncryption"] as const)),
      ...(policy === undefined ? [] : (["bucketPolicy"] as const)),
    ],
  });
  const named = { name, ...where };
  if (bucket.versioning !== undefined)
    maker.add({
      ...named,
      kind: "bucketVersioning",
      inputs: { bucket: name, versioningConfiguration: { status: STATUS[bucket.versioning] } },
    });
  if (publicAccessBlock !== undefined)
    maker.add({
      ...named,
      kind: "bucketPublicAccessBlock",
      inputs: { bucket: name, ...publicAccessBlock },
    });
  if (encryption !== undefined)
    maker.add({
      ...named,
      kind: "bucketEncryption",
      inputs: { bucket: name, rules: [encryptionRule(name, encryption)] },
    });
  if (policy !== undefined && policy !== "none")
    maker.add({ ...named, kind: "bucketPolicy", inputs: { bucket: name, policy } });
  for (const key of bucket.objects ?? [])
    maker.add({
      ...where,
      name: `${name} ${key}`,
      kind: "bucketObject",
      inputs: { bucket: name, key },
    });
}

function encryptionRule(
  bucket: string,
  { algorithm, key, bucketKey }: Exclude<BucketFacts["encryption"], undefined>,
): Properties {
  const unnamed = algorithm === "AES256" ? null : new Unknown([`the key that encrypts ${bucket}`]);
  return {
    applyServerSideEncryptionByDefault: {
      sseAlgorithm: algorithm,
      kmsMasterKeyId: key === AWS_KEY ? "alias/aws/s3" : (key ?? unnamed),
    },
    bucketKeyEnabled: bucketKey ?? new Unknown([`whether ${bucket} uses a bucket key`]),
  };
}

/** What S3 answers for the versioning of a bucket, in the provider's words. */
const STATUS = { Enabled: "Enabled", Suspended: "Suspended", Off: "Disabled" } as const;
