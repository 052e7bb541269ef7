import type { Truth } from "../../../reasoning/known";
import { all, isKnown, Unknown } from "../../../reasoning/known";
import {
  type AutomationVariable,
  isEndpointAutomation,
  variablesOf,
} from "../../model/endpoints/endpoint-automation";
import { owns } from "../../model/network/shared-subnets";
import { inOneVpc } from "../../model/network/vpc-membership";
import type { Reference } from "../../model/reference";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, notApplicable } from "../rule";
import { guide } from "../sources";

/** What the function that makes endpoints is told of the network. */
export const AUTOMATION_GROUP_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["lambdaFunction"],
    decidedBy: "world",
    id: "endpoint-automation-names-one-network",
    title:
      "The function that makes endpoints is told subnets and a group of one VPC of its account",
    why: "EC2 refuses an endpoint whose security group is of another VPC than its subnets, and one in a VPC of another account. The function would fail on every environment that waits.",
    severity: "error",
    effect: "will-misbehave",
    sources: [guide("vpc-endpoint-management", "Create the Amazon VPC endpoints")],
    examples: {
      fails: "SECURITY_GROUP_ID: groupOfAnotherVpc.id",
      passes: "SECURITY_GROUP_ID: group.id, of the VPC of SUBNET_IDS",
    },
    check: (handler, world) =>
      isEndpointAutomation(handler)
        ? judge(handler, world)
        : notApplicable("the function is not the one that makes endpoints"),
  },
];

function judge(handler: Resource, world: World): Outcome {
  const reference = groupTold(handler, world);
  const subnets = subnetsTold(handler, world);
  const group = reference.kind === "resource" ? reference.resource : undefined;
  const found = subnets.flatMap((each) => (each.kind === "resource" ? [each.resource] : []));
  const strange = [...found, ...(group === undefined ? [] : [group])].map((each) => ({
    each,
    own: owns(world, handler, each),
  }));
  const apart = found.map((subnet) => ({
    subnet,
    together: group === undefined ? hiddenOf(handler, reference) : inOneVpc(world, subnet, group),
  }));
  const violations: readonly Violation[] = [
    ...apart
      .filter(({ together }) => together === false)
      .map(({ subnet }) => ({
        related: [subnet, ...(group === undefined ? [] : [group])],
        message: `SECURITY_GROUP_ID is a group of another VPC than the subnet ${subnet.name}`,
        fix: "name a security group of the VPC that the subnets are in",
      })),
    ...strange
      .filter(({ own }) => own === false)
      .map(({ each }) => ({
        related: [each],
        message: `is told of ${each.name}, which belongs to another account`,
        fix: "let the owner of the VPC have the function",
      })),
  ];
  const truths: readonly Truth[] = [
    ...apart.map(({ together }) => together),
    ...strange.map(({ own }) => own),
    ...subnets.map((each) => (each.kind === "resource" ? true : hiddenOf(handler, each))),
  ];
  const holds = all(truths);
  return conclude(
    violations,
    isKnown(holds) ? [] : [holds],
    "in which VPC the endpoints would be made cannot be told",
  );
}

/** The subnets of the variable, which is one text. */
function subnetsTold(handler: Resource, world: World): readonly Reference[] {
  const text = variablesOf(handler)["SUBNET_IDS"];
  if (typeof text !== "string")
    return [{ kind: "unknown", unknown: new Unknown([variable(handler, "SUBNET_IDS")]) }];
  return text
    .split(",")
    .map((id) =>
      world.resolve(handler, ["environment", "variables", "SUBNET_IDS"], id.trim(), "subnet"),
    );
}

function groupTold(handler: Resource, world: World): Reference {
  const id = variablesOf(handler)["SECURITY_GROUP_ID"];
  const path = ["environment", "variables", "SECURITY_GROUP_ID"];
  return world.resolve(handler, path, id, "securityGroup");
}

function variable(handler: Resource, name: AutomationVariable): string {
  return pointer(handler, ["environment", "variables", name]);
}

function hiddenOf(handler: Resource, reference: Reference): Unknown {
  return reference.kind === "unknown" && reference.unknown.blockedBy.length > 0
    ? reference.unknown
    : new Unknown([pointer(handler, ["environment", "variables"])]);
}
