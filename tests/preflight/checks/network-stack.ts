import assert from "node:assert/strict";
import { ruleOf } from "../../../preflight/checks/catalogue";
import { applyRule } from "../../../preflight/checks/run";
import type { Properties, Resource, Stack, Value } from "../../../preflight/model/resource";
import { buildWorld } from "../../../preflight/model/world";
import { Unknown } from "../../../reasoning/known";
import { contradictionsIn, RULES_OF_PACKETS } from "./second-opinion";

/** What a program may hide: an output of something that does not exist yet. */
export const HIDDEN = new Unknown(["what only the provider knows"]);

/** A resource of a small hand-made stack: its URN is its name, so that findings read well. */
export function make(
  type: string,
  name: string,
  inputs: Properties,
  more: Partial<Resource> = {},
): Resource {
  return {
    urn: name,
    type: `aws:${type}`,
    name,
    custom: true,
    inputs,
    outputs: { id: `${name}-id` },
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    customTimeouts: {},
    ignoreChanges: [],
    ...more,
  };
}

/** A stack of resources, as the symbolic plan would give it. */
export function stackOf(resources: readonly Resource[]): Stack {
  return {
    name: "etl/dev",
    door: "symbolic-plan",
    region: "eu-west-1",
    account: "000000000000",
    resources,
    assumptions: [],
    incomplete: [],
  };
}

/** The same stack with some inputs of one resource changed; `undefined` takes one away. */
export function change(
  stack: Stack,
  name: string,
  inputs: Readonly<Record<string, Value | undefined>>,
  more: Partial<Resource> = {},
): Stack {
  assert.ok(
    stack.resources.some((each) => each.name === name),
    `the stack holds no ${name}`,
  );
  const edit = (each: Resource): Resource => ({
    ...each,
    inputs: Object.fromEntries(
      Object.entries({ ...each.inputs, ...inputs }).filter(
        (entry): entry is [string, Value] => entry[1] !== undefined,
      ),
    ),
    ...more,
  });
  return {
    ...stack,
    resources: stack.resources.map((each) => (each.name === name ? edit(each) : each)),
  };
}

/** The same stack with resources more, before the environment, which waits for them. */
export function plus(stack: Stack, ...resources: readonly Resource[]): Stack {
  const wait = (each: Resource): Resource =>
    each.name === "environment"
      ? { ...each, dependencies: [...each.dependencies, ...resources.map(({ urn }) => urn)] }
      : each;
  return { ...stack, resources: [...stack.resources.map(wait), ...resources] };
}

/** The same stack without some resources. */
export function without(stack: Stack, ...names: readonly string[]): Stack {
  return { ...stack, resources: stack.resources.filter((each) => !names.includes(each.name)) };
}

/** An environment in two private subnets; one NAT gateway in a public subnet serves both. */
export function natStack(): Stack {
  const parts = [
    make(
      "ec2/vpc:Vpc",
      "vpc",
      { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true },
      {
        outputs: {
          id: "vpc-id",
          mainRouteTableId: "rtb-main",
          defaultRouteTableId: "rtb-main",
          defaultNetworkAclId: "acl-default",
        },
      },
    ),
    make("ec2/internetGateway:InternetGateway", "igw", { vpcId: "vpc-id" }),
    subnet("public", "10.0.0.0/24", "eu-west-1a"),
    make("ec2/routeTable:RouteTable", "public-table", {
      vpcId: "vpc-id",
      routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-id" }],
    }),
    associate("public", "public-table"),
    make("ec2/natGateway:NatGateway", "nat", { subnetId: "public-id", allocationId: "eipalloc-1" }),
    subnet("private-1", "10.0.10.0/24", "eu-west-1a"),
    subnet("private-2", "10.0.11.0/24", "eu-west-1b"),
    make("ec2/routeTable:RouteTable", "private-table", {
      vpcId: "vpc-id",
      routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-id" }],
    }),
    associate("private-1", "private-table"),
    associate("private-2", "private-table"),
    make("ec2/securityGroup:SecurityGroup", "group", {
      vpcId: "vpc-id",
      ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }],
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
    }),
  ];
  const environment = make(
    "mwaa/environment:Environment",
    "environment",
    {
      name: "etl",
      airflowVersion: "2.10.3",
      networkConfiguration: {
        subnetIds: ["private-1-id", "private-2-id"],
        securityGroupIds: ["group-id"],
      },
    },
    { dependencies: parts.map(({ urn }) => urn) },
  );
  return stackOf([...parts, environment]);
}

/** The same without a NAT gateway, and with the endpoints that stand in for it. */
export function endpointStack(): Stack {
  const routeless = change(without(natStack(), "nat"), "private-table", { routes: [] });
  return plus(
    routeless,
    make("ec2/vpcEndpoint:VpcEndpoint", "s3", {
      vpcId: "vpc-id",
      serviceName: "com.amazonaws.eu-west-1.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: ["private-table-id"],
    }),
    ...["logs", "monitoring", "sqs", "kms"].map((service) => interfaceEndpoint(service)),
    ...["ecr.api", "ecr.dkr", "airflow.api", "airflow.env"].map((service) =>
      interfaceEndpoint(service),
    ),
  );
}

/** An interface endpoint in both private subnets, by the name of its service. */
export function interfaceEndpoint(service: string, inputs: Properties = {}): Resource {
  return make("ec2/vpcEndpoint:VpcEndpoint", service, {
    vpcId: "vpc-id",
    serviceName: `com.amazonaws.eu-west-1.${service}`,
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds: ["private-1-id", "private-2-id"],
    securityGroupIds: ["group-id"],
    ...inputs,
  });
}

/** The stack with one NAT gateway for each zone, and a table for each subnet. */
export function zonalStack(): Stack {
  const second = make("ec2/natGateway:NatGateway", "nat-2", {
    subnetId: "public-2-id",
    allocationId: "eipalloc-2",
  });
  return plus(
    without(natStack(), "private-2-association"),
    subnet("public-2", "10.0.1.0/24", "eu-west-1b"),
    associate("public-2", "public-table"),
    second,
    make("ec2/routeTable:RouteTable", "private-table-2", {
      vpcId: "vpc-id",
      routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-2-id" }],
    }),
    associate("private-2", "private-table-2"),
  );
}

function subnet(name: string, cidrBlock: string, availabilityZone: string): Resource {
  return make("ec2/subnet:Subnet", name, { vpcId: "vpc-id", cidrBlock, availabilityZone });
}

/** Ties a subnet to a route table. */
function associate(subnetName: string, table: string): Resource {
  return make("ec2/routeTableAssociation:RouteTableAssociation", `${subnetName}-association`, {
    subnetId: `${subnetName}-id`,
    routeTableId: `${table}-id`,
  });
}

/** What a rule says of a stack: its outcome, and each finding as "resource: message". */
export interface Said {
  readonly outcome: string;
  readonly findings: readonly string[];
  readonly blockedBy: readonly string[];
}

/** Runs one rule on a stack and puts what it says of all its subjects together. */
export function ask(stack: Stack, id: string): Said {
  const rule = ruleOf(id);
  assert.ok(rule, `no rule ${id}`);
  const judged = applyRule(rule, buildWorld([stack]));
  const kinds = judged.map(({ outcome }) => outcome.kind);
  const findings = judged.flatMap((each) => each.findings);
  return {
    outcome:
      ["fail", "unknown", "pass"].find((each) => kinds.includes(each as "pass")) ?? "notApplicable",
    findings: findings.map(({ resource, message }) => `${resource}: ${message}`),
    blockedBy: findings.flatMap((each) => each.blockedBy ?? []),
  };
}

/** One way to change a good stack, and what a rule then says. */
export interface Case {
  readonly when: string;
  readonly stack: () => Stack;
  readonly says: "pass" | "fail" | "unknown" | "notApplicable";
  /** Exactly these findings, if given. */
  readonly findings?: readonly string[];
  readonly blockedBy?: readonly string[];
}

/** Makes a test of each case. */
export function itSays(rule: string, cases: readonly Case[]): void {
  for (const { when, stack, says, findings, blockedBy } of cases) {
    it(`says ${says} of ${when}`, () => {
      const said = ask(stack(), rule);
      assert.equal(said.outcome, says, JSON.stringify(said));
      if (findings !== undefined) assert.deepEqual(said.findings, findings);
      if (blockedBy !== undefined) assert.deepEqual(said.blockedBy, blockedBy);
    });
  }
  if (!RULES_OF_PACKETS.has(rule)) return;
  it("is of one opinion with the reachability engine on all of these", function () {
    this.timeout(20_000);
    const told = cases.flatMap(({ when, stack }) =>
      contradictionsIn(stack()).map((each) => `${when}: ${each}`),
    );
    assert.deepEqual(told, []);
  });
}
