import { bucketArn, objectArn } from "../../../mwaa/service/arns";
import { partitionOf } from "../../../mwaa/service/partitions";
import type { Document } from "../../../reasoning/iam";
import { contextOf, decide, MalformedDocument } from "../../../reasoning/iam";
import type { Truth } from "../../../reasoning/known";
import { all, isKnown, Unknown } from "../../../reasoning/known";
import { documentAt } from "../../model/access/role-policies";
import { bucketOf } from "../../model/environment";
import type { Kind } from "../../model/kinds";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule } from "../rule";
import { failIf, notApplicable, pass, undecided } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "storage", judges: ["environment"], decidedBy: "world" } as const;

const BLOCKS = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** What the bucket with the DAGs has to be. */
export const BUCKET_RULES: readonly Rule[] = [
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
        if (inline === true || inline === "true") return pass;
        if (inline instanceof Unknown)
          return undecided("versioning.enabled is not known", inline.blockedBy);
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
      withBucket(environment, world, (bucket) => {
        const name = world.text(bucket, "bucket");
        const region = world.region(bucket);
        if (typeof name !== "string")
          return undecided("the bucket's name is not known", [pointer(bucket, ["bucket"])]);
        if (!isKnown(region))
          return undecided("the bucket's Region is not known", region.blockedBy);
        const judgePolicy = (holder: Resource): Outcome => {
          const document = documentAt(world, holder, "policy");
          if (document instanceof Unknown)
            return undecided("the bucket policy is not known", document.blockedBy);
          const readable = document === undefined || document instanceof MalformedDocument;
          const refuses = readable ? false : refusesPlainHttp(document, name, region);
          if (refuses instanceof Unknown)
            return undecided("the bucket policy cannot be decided", refuses.blockedBy);
          return failIf(
            refuses
              ? []
              : [
                  {
                    resource: holder,
                    related: [bucket],
                    message: "policy does not deny everybody every request without TLS",
                    fix: "add a Deny for s3:* on the bucket and its objects where aws:SecureTransport is false",
                  },
                ],
          );
        };
        if (bucket.inputs["policy"] !== undefined) return judgePolicy(bucket);
        return withCompanion(
          bucket,
          world,
          "bucketPolicy",
          "no bucket policy refuses plain HTTP",
          "add a bucket policy that denies s3:* where aws:SecureTransport is false",
          judgePolicy,
        );
      }),
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
    title: "Something lies in the DAG folder",
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

const PLAIN_HTTP = contextOf({ "aws:SecureTransport": ["false"] });

/** Whether the policy denies everybody whatever comes without TLS. */
function refusesPlainHttp(document: Document, bucket: string, region: string): Truth {
  const { id } = partitionOf(region);
  // "Is it always denied?" asks of denials what "is it always allowed?" asks of grants.
  const denials = document.statements
    .filter(
      ({ effect, principals, principalsInverted }) =>
        effect === "Deny" && principals?.everyone === true && !principalsInverted,
    )
    .map((statement) => ({ ...statement, effect: "Allow" as const }));
  const policies = [{ origin: bucket, document: { ...document, statements: denials } }];
  return all(
    [objectArn({ partition: id }, bucket, "*"), bucketArn({ partition: id }, bucket)].map(
      (resource) => decide(policies, { action: "s3:*", resource, context: PLAIN_HTTP }).allowed,
    ),
  );
}

/** Judges the environment's bucket; one that no stack holds cannot be judged. */
export function withBucket(
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
