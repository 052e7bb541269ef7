import { operationTimeouts } from "../../mwaa/service/lifecycle";
import { AIRFLOW_VERSIONS_SOURCE } from "../../mwaa/service/versions";
import { planVersionChange } from "../../mwaa/service/version-change";
import { isWorkerReplacementStrategy } from "../../mwaa/service/worker-replacement";
import { isKnown, Unknown, unknownOf } from "../../reasoning/known";
import { policiesOf } from "../model/access";
import { bucketOf, executionRoleOf, shareAPlace } from "../model/environment";
import type { Kind } from "../model/kinds";
import { networkPartsOf } from "../model/network-parts";
import type { Resource } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Rule, Violation } from "./rule";
import { conclude, concludeAll, failIf, notApplicable, pass, undecided } from "./rule";
import { aws, guide } from "./sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "world" } as const;
const alone = { subject: "environment", judges: ["environment"], decidedBy: "resource" } as const;
const ORDER = guide(
  "t-cloudwatch-cloudtrail-logs",
  "I see a 'Invalid request' error in CloudTrail",
);

const BUCKET_SETTINGS = [
  "bucketVersioning",
  "bucketPublicAccessBlock",
] as const satisfies readonly Kind[];

/** What has to exist first, how long it may take, and what an update may do. */
export const LIFECYCLE_RULES: readonly Rule[] = [
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
  {
    ...own,
    id: "environment-names-unique",
    title: "No two environments of a Region have one name",
    why: "The name is the environment's identity in its account and Region; log groups and queue belong to it.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("create-environment", "Step one: Specify details")],
    examples: {
      fails: 'name: "etl" (twice in eu-west-1)',
      passes: 'name: "etl" and "etl-reports"',
    },
    check: (environment, world) =>
      withNeighbours(
        environment,
        world,
        (name, other) => other === name,
        (name, twin) => ({
          related: [twin],
          message: `name "${name}" is also the name of ${twin.name}`,
          fix: "give each environment of the account and Region a name of its own",
        }),
      ),
  },
  {
    ...own,
    id: "log-groups-told-apart",
    title: "No environment's log groups fall under another one's pattern",
    why: "An execution role for airflow-etl-* may also read and write the logs of an environment named etl-reports.",
    severity: "warning",
    effect: "insecure",
    sources: [guide("mwaa-create-role", "Permissions attached by default")],
    examples: {
      fails: 'name: "etl" beside name: "etl-reports"',
      passes: 'name: "etl-loads" beside name: "etl-reports"',
    },
    check: (environment, world) =>
      withNeighbours(
        environment,
        world,
        (name, other) => other.startsWith(`${name}-`),
        (name, other) => ({
          related: [other],
          message: `name "${name}" makes the pattern airflow-${name}-*, which also covers the log groups of ${other.name}`,
          fix: "rename one of the two, or list the five log groups in the role (hardened)",
        }),
      ),
  },
  {
    ...alone,
    id: "timeouts-long-enough",
    title: "Pulumi waits as long as MWAA may take",
    why: "A creation that outlasts the time limit is left tainted while MWAA goes on; a graceful update may drain workers for twelve hours.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [
      guide("update-environment", "Updating an Amazon MWAA environment"),
      aws(
        "AWSCloudFormation/latest/UserGuide/aws-resource-mwaa-environment.html",
        "AWS::MWAA::Environment",
      ),
    ],
    examples: {
      fails: "no customTimeouts",
      passes: '{ customTimeouts: { create: "3h", update: "3h", delete: "2h" } }',
    },
    check: (environment, world) => {
      const strategy = world.text(environment, "workerReplacementStrategy");
      const needed = operationTimeouts(
        typeof strategy === "string" && isWorkerReplacementStrategy(strategy)
          ? strategy
          : undefined,
      );
      const short = (["create", "update", "delete"] as const)
        .map((operation) => ({
          operation,
          given: environment.customTimeouts[operation] ?? PROVIDER_TIMEOUTS[operation],
          takes: needed[operation],
        }))
        .filter(({ given, takes }) => given < takes);
      if (short.length === 0) return pass;
      const each = short.map(
        ({ operation, given, takes }) =>
          `${operation} ${duration(given)} where MWAA may take ${duration(takes)}`,
      );
      const wanted = short.map(({ operation, takes }) => `${operation}: "${duration(takes)}"`);
      return failIf([
        {
          message: `customTimeouts are too short: ${each.join(", ")}`,
          fix: `set customTimeouts to { ${wanted.join(", ")} }`,
        },
      ]);
    },
  },
  {
    ...alone,
    id: "environment-protected",
    title: "The environment is protected from deletion",
    why: "Deleting or replacing an environment deletes its metadata: connections, variables and the history of every run.",
    severity: "note",
    effect: "will-misbehave",
    sources: [
      {
        url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
        section: "protect",
        read: "2026-11-22",
      },
    ],
    examples: { fails: "{}", passes: "{ protect: true }" },
    check: (environment) =>
      failIf(
        environment.protect
          ? []
          : [{ message: "protect is not set", fix: "set the option protect to true" }],
      ),
  },
  {
    ...alone,
    id: "protected-environment-kept",
    title: "A protected environment is not replaced",
    why: "A new name, key, subnet, endpoint management or major version makes another environment, and the old one's metadata is gone.",
    severity: "error",
    effect: "will-misbehave",
    sources: [aws("mwaa/latest/API/API_UpdateEnvironment.html", "Request Body")],
    examples: {
      fails: "kmsKey: otherKey.arn on a protected environment",
      passes: "a second environment beside the first",
    },
    check: (environment) => {
      if (environment.change !== "replace") return notApplicable("nothing is replaced");
      return failIf(
        environment.protect
          ? [
              {
                message: "would be replaced although it is protected",
                fix: "undo the change, or make a second environment and move to it",
              },
            ]
          : [],
      );
    },
  },
  {
    ...alone,
    id: "version-change-possible",
    title: "A change of the Airflow version is one that MWAA makes in place",
    why: "MWAA moves environments between supported minor versions of one major version; everything else needs a new environment.",
    severity: "error",
    effect: "will-misbehave",
    predicts: "version-change-unsupported",
    sources: [
      guide("upgrading-environment", "Changing the Apache Airflow version"),
      guide("airflow-versions", "Upgrading Apache Airflow"),
    ],
    examples: {
      fails: 'airflowVersion: "2.11.0" to "3.0.6"',
      passes: 'airflowVersion: "2.10.3" to "2.11.0"',
    },
    check: (environment, world) => {
      const from = environment.previousInputs?.["airflowVersion"];
      const to = world.text(environment, "airflowVersion");
      if (typeof from !== "string" || typeof to !== "string" || from === to)
        return notApplicable("the version does not change");
      const plan = planVersionChange({ from, to, today: AIRFLOW_VERSIONS_SOURCE.read });
      if (plan.decision !== "refused") return pass;
      return failIf([
        {
          message: `airflowVersion would change from ${from} to ${to}: ${plan.reasons.join("; ")}`,
          fix: "make a new environment with the new version and move to it",
        },
      ]);
    },
  },
];

/** What the AWS provider waits at most if a program says nothing, in seconds. */
const PROVIDER_TIMEOUTS = { create: 120 * 60, update: 90 * 60, delete: 90 * 60 } as const;

function duration(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${Math.round(seconds / 60)}m`;
}

/** Judges the other environments that `concerns` picks, if they are in the same place. */
function withNeighbours(
  environment: Resource,
  world: World,
  concerns: (name: string, other: string) => boolean,
  violationOf: (name: string, neighbour: Resource) => Violation,
): Outcome {
  const name = world.text(environment, "name");
  if (name === undefined) return notApplicable("the environment has no name yet");
  if (name instanceof Unknown)
    return undecided("the environment's name is not known", name.blockedBy);
  return concludeAll(
    world.of("environment").map((other): Violation | Unknown | undefined => {
      const theirs = world.text(other, "name");
      if (other === environment || typeof theirs !== "string" || !concerns(name, theirs))
        return undefined;
      const together = shareAPlace(environment, other, world);
      if (!isKnown(together)) return together;
      return together ? violationOf(name, other) : undefined;
    }),
    "whether two environments are in one account and Region cannot be told",
  );
}

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
  const missed = broken ? [] : needed.filter((each) => !before.has(each.urn));
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
