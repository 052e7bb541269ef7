import { isKnown, Unknown } from "../../reasoning/known";
import { MalformedDocument } from "../../reasoning/iam";
import { documentAt } from "../model/access";
import { bucketOf, keyOf } from "../model/environment";
import type { Kind } from "../model/kinds";
import type { Resource } from "../model/resource";
import { pointer } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Rule } from "./rule";
import { failIf, notApplicable, pass, undecided } from "./rule";
import { aws, guide } from "./sources";

const own = { subject: "storage", judges: ["environment"], decidedBy: "world" } as const;

const BLOCKS = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** What the bucket with the DAGs has to be. */
export const STORAGE_RULES: readonly Rule[] = [
  {
    ...own,
    id: "bucket-versioning-enabled",
    title: "The environment's bucket keeps versions",
    why: "MWAA refuses a bucket without versioning: requirements, plugins and startup script are pinned by object version.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("mwaa-s3-bucket", "Create the bucket")],
    examples: {
      fails: 'versioningConfiguration: { status: "Suspended" }',
      passes: 'versioningConfiguration: { status: "Enabled" }',
    },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) => {
        const inline = world.value(bucket, "versioning", "enabled");
        if (inline === true) return pass;
        return withCompanion(
          bucket,
          world,
          "bucketVersioning",
          "versioning is not configured",
          'add an aws.s3.BucketVersioning with status "Enabled"',
          (versioning) => {
            const status = world.text(versioning, "versioningConfiguration", "status");
            if (status instanceof Unknown)
              return undecided("the versioning status is not known", status.blockedBy);
            return failIf(
              status === "Enabled"
                ? []
                : [
                    {
                      resource: versioning,
                      related: [bucket],
                      message: `versioningConfiguration.status is ${status ?? "not set"}, and MWAA needs a versioned bucket`,
                      fix: 'set versioningConfiguration.status to "Enabled"',
                    },
                  ],
            );
          },
        );
      }),
  },
  {
    ...own,
    id: "bucket-public-access-blocked",
    title: "All four kinds of public access to the bucket are blocked",
    why: "MWAA verifies the block before it creates an environment, and DAGs are code that runs with the execution role.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "bucket-lacks-public-access-block",
    sources: [guide("mwaa-s3-bucket", "Create the bucket")],
    examples: { fails: "blockPublicPolicy: false", passes: "blockPublicPolicy: true" },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) =>
        withCompanion(
          bucket,
          world,
          "bucketPublicAccessBlock",
          "public access is not blocked",
          "add an aws.s3.BucketPublicAccessBlock with all four settings true",
          (block) => {
            const settings = BLOCKS.map((name) => ({ name, on: world.flag(block, name) }));
            const off = settings.filter(({ on }) => on === false).map(({ name }) => name);
            const hidden = settings.flatMap(({ on }) => (isKnown(on) ? [] : on.blockedBy));
            if (off.length === 0 && hidden.length > 0)
              return undecided("the public access block is not known", hidden);
            return failIf(
              off.length === 0
                ? []
                : [
                    {
                      resource: block,
                      related: [bucket],
                      message: `${off.join(", ")} ${off.length === 1 ? "is" : "are"} not true, so that the bucket can become public`,
                      fix: `set ${off.join(", ")} to true`,
                    },
                  ],
            );
          },
        ),
      ),
  },
  {
    ...own,
    id: "bucket-refuses-plain-http",
    title: "The bucket refuses requests without TLS",
    why: "DAG code and requirements would otherwise be readable and changeable on the way.",
    severity: "warning",
    effect: "insecure",
    sources: [
      aws(
        "AmazonS3/latest/userguide/security-best-practices.html",
        "Enforce encryption of data in transit",
      ),
    ],
    examples: {
      fails: "no bucket policy",
      passes:
        '{ Effect: "Deny", Principal: "*", Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } }',
    },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) =>
        withCompanion(
          bucket,
          world,
          "bucketPolicy",
          "no bucket policy refuses plain HTTP",
          "add a bucket policy that denies s3:* where aws:SecureTransport is false",
          (policy) => {
            const document = documentAt(world, policy, "policy");
            if (document instanceof Unknown)
              return undecided("the bucket policy is not known", document.blockedBy);
            const denies =
              document !== undefined &&
              !(document instanceof MalformedDocument) &&
              document.statements.some(
                (statement) =>
                  statement.effect === "Deny" &&
                  statement.principals?.everyone === true &&
                  statement.actions.some((action) => action === "s3:*" || action === "*") &&
                  statement.conditions.some(
                    ({ operator, key, values }) =>
                      operator === "Bool" &&
                      key.toLowerCase() === "aws:securetransport" &&
                      values.every((value) => value === "false"),
                  ),
              );
            return failIf(
              denies
                ? []
                : [
                    {
                      resource: policy,
                      related: [bucket],
                      message: "policy has no statement that denies everybody s3:* without TLS",
                      fix: "add a Deny for s3:* where aws:SecureTransport is false",
                    },
                  ],
            );
          },
        ),
      ),
  },
  {
    ...own,
    id: "bucket-encrypted-with-environment-key",
    title: "A bucket with a customer's key uses the environment's key",
    why: "MWAA reads the bucket with the environment's key; it has no way to use another one.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      guide("mwaa-s3-bucket", "Create the bucket"),
      guide("encryption-at-rest", "Encryption artifacts"),
    ],
    examples: {
      fails: "kmsMasterKeyId: otherKey.arn",
      passes: "kmsMasterKeyId: environmentKey.arn",
    },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) => {
        const { resources, more } = world.pointingAt(bucket, "bucketEncryption", "bucket");
        const [encryption] = resources;
        if (encryption === undefined)
          return more === undefined
            ? notApplicable("the bucket has no key of its own")
            : undecided("the bucket's encryption is not known", more.blockedBy);
        const path = [
          "rules",
          "0",
          "applyServerSideEncryptionByDefault",
          "kmsMasterKeyId",
        ] as const;
        const bucketKey = world.resolve(encryption, path, world.value(encryption, ...path), "key");
        if (bucketKey.kind === "absent") return notApplicable("the bucket has no customer's key");
        const environmentKey = keyOf(world, environment);
        if (bucketKey.kind === "unknown")
          return undecided("the bucket's key is not known", bucketKey.unknown.blockedBy);
        if (environmentKey.kind === "unknown")
          return undecided("the environment's key is not known", environmentKey.unknown.blockedBy);
        if (bucketKey.kind === "outside" && bucketKey.value.endsWith("alias/aws/s3")) return pass;
        const same =
          bucketKey.kind === "resource"
            ? environmentKey.kind === "resource" && environmentKey.resource === bucketKey.resource
            : environmentKey.kind === "outside" &&
              keyId(environmentKey.value) === keyId(bucketKey.value);
        return failIf(
          same
            ? []
            : [
                {
                  resource: encryption,
                  related: [environment, bucket],
                  message:
                    "rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId is another key than the environment's kmsKey",
                  fix: "use one key for both",
                },
              ],
        );
      }),
  },
  {
    ...own,
    id: "bucket-encrypted-with-customer-key",
    title: "With a customer's key, the bucket uses it too",
    why: "DAGs, requirements and plugins are data of the environment like its logs and its queue.",
    severity: "warning",
    effect: "insecure",
    sources: [guide("encryption-at-rest", "Encryption artifacts")],
    examples: {
      fails: 'sseAlgorithm: "AES256"',
      passes: 'sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn',
    },
    check: (environment, world) => {
      const key = keyOf(world, environment);
      if (key.kind === "absent") return notApplicable("AWS owns the key");
      const bucket = bucketOf(world, environment);
      if (bucket.kind === "unknown")
        return undecided("which bucket it is cannot be told", bucket.unknown.blockedBy);
      if (bucket.kind !== "resource") return notApplicable("the bucket is in none of these stacks");
      const { resources, more } = world.pointingAt(bucket.resource, "bucketEncryption", "bucket");
      const [encryption] = resources;
      if (encryption === undefined && more !== undefined)
        return undecided("the bucket's encryption is not known", more.blockedBy);
      const used =
        encryption === undefined
          ? undefined
          : world.value(
              encryption,
              "rules",
              0,
              "applyServerSideEncryptionByDefault",
              "kmsMasterKeyId",
            );
      return failIf(
        used === undefined || used === null
          ? [
              {
                resource: encryption ?? bucket.resource,
                related: [environment],
                message:
                  "the bucket is not encrypted with a customer's key although the environment is",
                fix: "encrypt the bucket with the environment's key",
              },
            ]
          : [],
      );
    },
  },
  {
    ...own,
    id: "bucket-in-environment-region",
    title: "The bucket is in the environment's Region",
    why: "MWAA reads DAGs from a bucket of its own Region only.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("mwaa-s3-bucket", "Before you begin")],
    examples: {
      fails: 'region: "us-east-1" on the bucket of an environment in eu-west-1',
      passes: "both in one Region",
    },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) => {
        const [here, there] = [world.region(environment), world.region(bucket)];
        if (!isKnown(here))
          return undecided("the environment's Region is not known", here.blockedBy);
        if (!isKnown(there)) return undecided("the bucket's Region is not known", there.blockedBy);
        return failIf(
          here === there
            ? []
            : [
                {
                  resource: bucket,
                  message: `region is ${there}, and the environment's is ${here}`,
                  fix: `create the bucket in ${here}`,
                },
              ],
        );
      }),
  },
  {
    ...own,
    id: "dag-folder-filled",
    title: "Something lies in the DAG folder before the environment is created",
    why: "MWAA looks for the folder when it creates the environment, and a folder in S3 exists only through its objects.",
    severity: "warning",
    effect: "will-not-come-up",
    predicts: "role-lacks-bucket-access",
    sources: [guide("configuring-dag-folder", "Adding or updating DAGs")],
    examples: {
      fails: "no object under dags/",
      passes: 'new aws.s3.BucketObjectv2("dag", { key: "dags/hello.py", … })',
    },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) => {
        const folder = world.text(environment, "dagS3Path");
        if (folder instanceof Unknown) return undecided("dagS3Path is not known", folder.blockedBy);
        const prefix = `${(folder ?? "").replace(/\/+$/, "")}/`;
        const { resources, more } = world.pointingAt(bucket, "bucketObject", "bucket");
        const keys = resources.map((object) => world.text(object, "key"));
        if (keys.some((key) => typeof key === "string" && key.startsWith(prefix))) return pass;
        const hidden = [
          ...keys.filter((key) => key instanceof Unknown),
          ...(more === undefined ? [] : [more]),
        ];
        if (hidden.length > 0)
          return undecided(
            "the bucket's objects are not all known",
            hidden.flatMap((each) => each.blockedBy),
          );
        return failIf([
          {
            message: `dagS3Path is "${folder ?? ""}", and no object of these stacks lies there`,
            fix: "upload at least one DAG in the same program, or before it",
          },
        ]);
      }),
  },
];

/** Judges the environment's bucket; one that no stack holds cannot be judged. */
function withBucket(
  environment: Resource,
  world: World,
  check: (bucket: Resource) => Outcome,
): Outcome {
  const bucket = bucketOf(world, environment);
  switch (bucket.kind) {
    case "resource":
      return check(bucket.resource);
    case "absent":
      return notApplicable("sourceBucketArn is not set");
    case "outside":
      return undecided(`the bucket ${bucket.value} is in none of these stacks`, [
        pointer(environment, ["sourceBucketArn"]),
      ]);
    case "unknown":
      return undecided("which bucket it is cannot be told", bucket.unknown.blockedBy);
  }
}

/** Judges the resource that configures one side of the bucket; its absence is a violation. */
function withCompanion(
  bucket: Resource,
  world: World,
  kind: Kind,
  missing: string,
  fix: string,
  check: (companion: Resource) => Outcome,
): Outcome {
  const { resources, more } = world.pointingAt(bucket, kind, "bucket");
  const [companion] = resources;
  if (companion !== undefined) return check(companion);
  if (more !== undefined)
    return undecided(`whether the bucket has a ${kind} cannot be told`, more.blockedBy);
  return failIf([{ resource: bucket, message: missing, fix }]);
}

function keyId(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}
