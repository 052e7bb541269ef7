import { type Unknown, unknownOf } from "../../../reasoning/known";
import { policiesOf } from "../../model/access/role-policies";
import { bucketOf, executionRoleOf } from "../../model/environment";
import { isExisting } from "../../model/existing";
import type { Kind } from "../../model/kinds";
import { networkPartsOf } from "../../model/network/network-parts";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule } from "../rule";
import { conclude, notApplicable, undecided } from "../rule";
import { guide } from "../sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "world" } as const;
const ORDER = guide(
  "t-cloudwatch-cloudtrail-logs",
  "I see a 'Invalid request' error in CloudTrail",
);

const BUCKET_SETTINGS = [
  "bucketVersioning",
  "bucketPublicAccessBlock",
] as const satisfies readonly Kind[];

/** What has to exist before the environment starts. */
export const ORDER_RULES: readonly Rule[] = [
  {
    ...own,
    id: "environment-waits-for-role-policies",
    title: "The environment waits until its role has its policies",
    why: "MWAA tries the role while it creates the environment; one that depends on the role's ARN alone starts before the role is allowed anything.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "role-lacks-bucket-access",
    sources: [ORDER],
    examples: {
      fails: "executionRoleArn: role.arn",
      passes: "executionRoleArn: role.arn, { dependsOn: [attachment] }",
    },
    check: (environment, world) => {
      const role = executionRoleOf(world, environment);
      if (role.kind === "unknown")
        return undecided("which role it is cannot be told", role.unknown.blockedBy);
      if (role.kind !== "resource") return notApplicable("the role is in none of these stacks");
      const { parts, more } = policiesOf(world, role.resource);
      return waitsFor(
        environment,
        world,
        parts,
        "is not waited for by the environment, which needs what it allows",
        more,
      );
    },
  },
  {
    ...own,
    id: "environment-waits-for-bucket-settings",
    title: "The environment waits until its bucket is versioned and closed",
    why: "MWAA verifies both while it creates the environment.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "bucket-lacks-public-access-block",
    sources: [guide("mwaa-s3-bucket", "Before you begin"), ORDER],
    examples: {
      fails: "sourceBucketArn: bucket.arn",
      passes: "sourceBucketArn: bucket.arn, { dependsOn: [versioning, publicAccessBlock] }",
    },
    check: (environment, world) => {
      const bucket = bucketOf(world, environment);
      if (bucket.kind === "unknown")
        return undecided("which bucket it is cannot be told", bucket.unknown.blockedBy);
      if (bucket.kind !== "resource") return notApplicable("the bucket is in none of these stacks");
      const pointing = BUCKET_SETTINGS.map((kind) =>
        world.pointingAt(bucket.resource, kind, "bucket"),
      );
      const settings = pointing.flatMap(({ resources }) => resources);
      const more = pointing.flatMap((each) => (each.more === undefined ? [] : [each.more]));
      return waitsFor(
        environment,
        world,
        settings,
        "is not waited for by the environment, which is refused before it is set",
        more.length === 0 ? undefined : unknownOf(...more),
      );
    },
  },
  {
    ...own,
    id: "environment-waits-for-network",
    title: "The environment waits until its subnets have their routes and its groups their rules",
    why: "Containers that start before a route, an endpoint or a rule exists find nothing, and creation fails after half an hour.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [guide("networking-about", "VPC infrastructure overview")],
    examples: {
      fails: "subnetIds: [a.id, b.id]",
      passes: "subnetIds: [a.id, b.id], { dependsOn: [routeA, routeB, ingressRule] }",
    },
    check: (environment, world) => {
      const { parts, more } = networkPartsOf(world, environment);
      return waitsFor(
        environment,
        world,
        parts,
        "is not waited for by the environment, which needs it to come up",
        more,
      );
    },
  },
];

/** Everything in the list has to be finished before the environment starts. */
function waitsFor(
  environment: Resource,
  world: World,
  needed: readonly Resource[],
  reason: string,
  more?: Unknown,
): Outcome {
  const before = world.before(environment);
  const gaps = world.whatIsMissing(environment);
  // What is left out of a stack may be what the environment waits through.
  const broken = gaps !== undefined && [...before].some((urn) => world.at(urn) === undefined);
  // What another stack makes is there when this one starts: no program can wait across stacks.
  const home = world.stack(environment);
  const missed = broken
    ? []
    : needed.filter(
        (each) =>
          world.stack(each) === home && !isExisting(each) && !isFinished(each, before, world),
      );
  return conclude(
    missed.map((each) => ({
      resource: each,
      related: [environment],
      message: reason,
      fix: "add it to the environment's dependsOn",
    })),
    [more, gaps].filter((each) => each !== undefined),
    "what the environment has to wait for is not known in full",
  );
}

/**
 * Whether a resource is there when everything in `before` is. A component of which a dependency names the URN was
 * constructed in another process, which answers only when all that it registered exists; for the components of a
 * program itself the SDKs name their children instead.
 */
function isFinished(resource: Resource, before: ReadonlySet<string>, world: World): boolean {
  if (before.has(resource.urn)) return true;
  let parent = parentOf(resource, world);
  while (parent !== undefined && (parent.custom || !before.has(parent.urn))) {
    parent = parentOf(parent, world);
  }
  return parent !== undefined;
}

function parentOf({ parent }: Resource, world: World): Resource | undefined {
  return parent === undefined ? undefined : world.at(parent);
}
