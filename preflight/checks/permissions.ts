import type { ServiceCall } from "../../mwaa/service/calls";
import { callsOf } from "../../mwaa/service/calls";
import { contextOf, decide } from "../../reasoning/iam";
import { isKnown, Unknown } from "../../reasoning/known";
import { policiesOf } from "../model/access";
import { bucketOf, keyOf } from "../model/environment";
import type { Resource } from "../model/resource";
import { pointer } from "../model/resource";
import type { World } from "../model/world";
import { withRole } from "./access";
import type { Outcome, Rule, Violation } from "./rule";
import { conclude, notApplicable, undecided } from "./rule";
import { guide } from "./sources";

/** What the execution role has to be allowed. */
export const PERMISSION_RULES: readonly Rule[] = [
  {
    id: "execution-role-permits-required-calls",
    title: "The execution role is allowed every call that MWAA makes with it",
    why: "MWAA tries some of these calls before it creates an environment, and the rest when tasks run; a missing one ends in a vague sentence or in silence.",
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [guide("mwaa-create-role", "Sample JSON policies for an execution role")],
    examples: {
      fails: "a role without airflow:PublishMetrics on its environment",
      passes: "executionRolePolicy({ place, environmentName, bucketName, encryption })",
    },
    check: (environment, world) =>
      withRole(environment, world, (role) => judgeCalls(environment, role, world)),
  },
];

function judgeCalls(environment: Resource, role: Resource, world: World): Outcome {
  const place = world.place(environment);
  const name = world.text(environment, "name");
  const bucket = bucketName(environment, world);
  const key = keyArn(environment, world);
  if (!isKnown(place))
    return undecided("the environment's account or Region is not known", place.blockedBy);
  if (name instanceof Unknown)
    return undecided("the environment's name is not known", name.blockedBy);
  if (bucket instanceof Unknown)
    return undecided("the bucket's name is not known", bucket.blockedBy);
  if (name === undefined || bucket === undefined)
    return notApplicable("the environment has no name or no bucket yet");

  const policies = policiesOf(world, role);
  // A policy that cannot be read may grant what is missed, and deny what seems allowed.
  const hidden = [
    policies.more,
    ...policies.outside.map(
      ({ arn, resource }) => new Unknown([`${pointer(resource, ["policyArn"])} (${arn})`]),
    ),
  ].filter((each) => each !== undefined);
  const blocked: Unknown[] = [...hidden];
  const violations: Violation[] = [];
  const encryption =
    world.value(environment, "kmsKey") === undefined ? "aws-owned-key" : "customer-key";
  for (const call of callsOf("execution-role", encryption)) {
    if (call.when === "customer-key" && key instanceof Unknown) {
      blocked.push(key);
      continue;
    }
    const subject = {
      place,
      environmentName: name,
      bucketName: bucket,
      ...(typeof key === "string" ? { keyArn: key } : {}),
    };
    const missing = missingFrom(call, subject, policies.documents);
    if (missing.denied.length > 0)
      violations.push(violationOf(call, role, missing.denied, "denied"));
    else if (missing.lacking.length > 0 && hidden.length === 0)
      violations.push(violationOf(call, role, missing.lacking, "not allowed"));
    blocked.push(...missing.unknown);
  }
  return conclude(violations, blocked, "a policy of the role is not known in full");
}

interface Missing {
  readonly denied: readonly string[];
  readonly lacking: readonly string[];
  readonly unknown: readonly Unknown[];
}

function missingFrom(
  call: ServiceCall,
  subject: Parameters<ServiceCall["resources"]>[0],
  documents: ReturnType<typeof policiesOf>["documents"],
): Missing {
  const denied = new Set<string>();
  const lacking = new Set<string>();
  const unknown: Unknown[] = [];
  for (const values of call.contexts(subject)) {
    const context = contextOf(
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]])),
    );
    for (const resource of call.resources(subject)) {
      for (const action of call.actions) {
        const { allowed, deniedBy } = decide(documents, { action, resource, context });
        const request = `${action} on ${resource}`;
        if (allowed instanceof Unknown) unknown.push(allowed);
        else if (!allowed) (deniedBy === undefined ? lacking : denied).add(request);
      }
    }
  }
  return { denied: [...denied], lacking: [...lacking], unknown };
}

function violationOf(
  call: ServiceCall,
  role: Resource,
  requests: readonly string[],
  how: string,
): Violation {
  const actions = [...new Set(requests.map((request) => request.split(" on ")[0] ?? request))];
  const [witness = ""] = requests;
  return {
    resource: role,
    message: `is ${how} ${actions.join(", ")}, with which MWAA ${call.purpose}`,
    witness: requests.length === 1 ? witness : `${witness}, and ${requests.length - 1} more`,
    predicts: call.predicts,
    fix:
      how === "denied"
        ? `remove the denial of ${actions.join(", ")}`
        : `allow ${actions.join(", ")} on ${resourcesIn(requests)}`,
  };
}

function resourcesIn(requests: readonly string[]): string {
  const resources = [
    ...new Set(requests.map((request) => request.slice(request.indexOf(" on ") + 4))),
  ];
  const [first = "*", ...others] = resources;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function bucketName(environment: Resource, world: World): string | Unknown | undefined {
  const bucket = bucketOf(world, environment);
  switch (bucket.kind) {
    case "resource":
      return world.text(bucket.resource, "bucket");
    case "outside":
      return bucket.value.slice(bucket.value.lastIndexOf(":") + 1);
    case "absent":
      return undefined;
    case "unknown":
      return bucket.unknown;
  }
}

function keyArn(environment: Resource, world: World): string | Unknown | undefined {
  const key = keyOf(world, environment);
  switch (key.kind) {
    case "resource": {
      const arn = world.text(key.resource, "arn");
      return arn ?? new Unknown([pointer(key.resource, ["arn"])]);
    }
    case "outside":
      return key.value;
    case "absent":
      return undefined;
    case "unknown":
      return key.unknown;
  }
}
