import assert from "node:assert/strict";
import { reachabilityNetwork } from "../../../../preflight/model/network/reachability-network";
import type { Goal } from "../../../../preflight/model/network/reachability/questions";
import { askReach } from "../../../../preflight/model/network/reachability/questions";
import type { Origin } from "../../../../preflight/model/network/reachability/origins";
import type { Resource, Stack, Value } from "../../../../preflight/model/resource";
import { pointer as pointerTo } from "../../../../preflight/model/resource";
import type { World } from "../../../../preflight/model/world";
import { buildWorld } from "../../../../preflight/model/world";
import { isKnown, Unknown } from "../../../../reasoning/known";
import type { Answer } from "../../../../reasoning/reachability/answer";
import { NETWORK_EDITS } from "../../checks/network-edits";
import {
  change,
  endpointStack,
  HIDDEN,
  interfaceEndpoint,
  make,
  natStack,
  plus,
  without,
} from "../../checks/network-stack";

const SQS: Goal = { kind: "service", service: "sqs" };
const S3: Goal = { kind: "service", service: "s3" };
const INTERNET: Goal = { kind: "internet" };

function partOf(world: World, urn: string): Resource {
  const part = world.at(urn);
  assert.ok(part, `the stack holds no ${urn}`);
  return part;
}

const NOTHING = { blockers: [], failing: [] } as const;

/** What becomes of HTTPS from the first private subnet. */
function answerOf(stack: Stack, to: Goal, port = 443): Answer {
  const world = buildWorld([stack]);
  const [environment, from] = ["environment", "private-1"].map((each) => partOf(world, each));
  assert.ok(environment && from);
  const answer = askReach(world, { environment, from, to, port });
  return isKnown(answer) ? answer : { outcome: "unknown", ...NOTHING, blockedBy: answer.blockedBy };
}

function neighbour(stack: Stack, port: number): Answer {
  const world = buildWorld([stack]);
  const [environment, from, subnet] = ["environment", "private-1", "private-2"].map((each) =>
    partOf(world, each),
  );
  assert.ok(environment && from && subnet);
  const answer = askReach(world, { environment, from, to: { kind: "subnet", subnet }, port });
  assert.ok(isKnown(answer), "the groups are known");
  return answer;
}

const placeOf = (origin: Origin | undefined): string =>
  origin === undefined ? "" : pointerTo(origin.resource, origin.path);

const entry = (ruleNo: Value, action: string, more: Record<string, Value> = {}): Value => ({
  ruleNo,
  action,
  protocol: "-1",
  cidrBlock: "0.0.0.0/0",
  ...more,
});
const ALLOW = entry(100, "allow");
const withAcl = (ingress: Value, egress: Value): Stack =>
  plus(
    natStack(),
    make("ec2/networkAcl:NetworkAcl", "acl", {
      vpcId: "vpc-id",
      subnetIds: ["private-1-id"],
      ingress,
      egress,
    }),
  );
const rule = (more: Record<string, Value>): Value => [
  { protocol: "tcp", fromPort: 443, toPort: 443, ...more },
];
const apartFromSubnets = (inputs: Record<string, Value>): Stack =>
  change(natStack(), "group", { egress: rule(inputs) });

interface Told {
  readonly when: string;
  readonly stack: () => Stack;
  readonly to: Goal;
  readonly outcome: Answer["outcome"];
  /** Codes and places of what stops packets. */
  readonly blockers?: readonly string[];
  readonly blockedBy?: readonly string[];
}

const TOLD: readonly Told[] = [
  { when: "a NAT gateway leads out", stack: natStack, to: SQS, outcome: "reachable" },
  { when: "endpoints take the calls", stack: endpointStack, to: SQS, outcome: "reachable" },
  { when: "a gateway takes the calls", stack: endpointStack, to: S3, outcome: "reachable" },
  {
    when: "there is no way out",
    stack: endpointStack,
    to: INTERNET,
    outcome: "unreachable",
    blockers: ["NO_ROUTE_TO_DESTINATION private-table#"],
  },
  {
    when: "an endpoint has no private name",
    stack: () => change(endpointStack(), "sqs", { privateDnsEnabled: false }),
    to: SQS,
    outcome: "unreachable",
    blockers: ["NO_ROUTE_TO_DESTINATION private-table#"],
  },
  {
    when: "the VPC gives no names",
    stack: () => change(endpointStack(), "vpc", { enableDnsHostnames: false }),
    to: SQS,
    outcome: "unreachable",
    blockers: ["NO_ROUTE_TO_DESTINATION private-table#"],
  },
  {
    when: "an endpoint has IPv6 addresses alone",
    stack: () => change(endpointStack(), "sqs", { ipAddressType: "ipv6" }),
    to: SQS,
    outcome: "unreachable",
    blockers: ["NO_SOURCE_OR_DESTINATION sqs#"],
  },
  {
    when: "a gateway endpoint writes no IPv4 route",
    stack: () => change(endpointStack(), "s3", { ipAddressType: "ipv6" }),
    to: S3,
    outcome: "unreachable",
    blockers: ["NO_ROUTE_TO_DESTINATION private-table#"],
  },
  {
    when: "the table is not the gateway's",
    stack: () => change(endpointStack(), "s3", { routeTableIds: ["public-table-id"] }),
    to: S3,
    outcome: "unreachable",
    blockers: ["NO_ROUTE_TO_DESTINATION private-table#"],
  },
  {
    when: "a route's target is hidden",
    stack: () =>
      change(natStack(), "private-table", {
        routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: HIDDEN }],
      }),
    to: SQS,
    outcome: "unknown",
    blockedBy: ["private-table#routes.0.natGatewayId"],
  },
  {
    when: "a route leads into a network that no stack shows",
    stack: () =>
      change(natStack(), "private-table", {
        routes: [{ cidrBlock: "0.0.0.0/0", transitGatewayId: "tgw-1" }],
      }),
    to: SQS,
    outcome: "unknown",
    blockedBy: ["private-table#routes.0.transitGatewayId"],
  },
  {
    when: "routes are hidden",
    stack: () => change(natStack(), "private-table", { routes: HIDDEN }),
    to: SQS,
    outcome: "unknown",
    blockedBy: ["private-table#routes"],
  },
  {
    when: "a NAT gateway has no address",
    stack: () => change(natStack(), "nat", { allocationId: undefined }),
    to: INTERNET,
    outcome: "unreachable",
    blockers: ["IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw#"],
  },
  {
    when: "a NAT gateway stands in the subnet that it serves",
    stack: () => change(natStack(), "nat", { subnetId: "private-1-id" }),
    to: INTERNET,
    outcome: "unreachable",
    blockers: ["CANNOT_ROUTE nat#"],
  },
  {
    when: "a NAT gateway may be private",
    stack: () => change(natStack(), "nat", { connectivityType: HIDDEN }),
    to: INTERNET,
    outcome: "unknown",
    blockedBy: HIDDEN.blockedBy,
  },
  {
    when: "the internet gateway is another VPC's",
    stack: () => change(natStack(), "igw", { vpcId: "vpc-0a" }),
    to: INTERNET,
    outcome: "unreachable",
    blockers: ["BAD_STATE_ATTACHMENT igw#"],
  },
  {
    when: "the account blocks public access",
    stack: () =>
      plus(
        natStack(),
        make("ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions", "block", {
          internetGatewayBlockMode: "block-bidirectional",
        }),
      ),
    to: INTERNET,
    outcome: "unreachable",
    blockers: ["VPC_BLOCK_PUBLIC_ACCESS_ENABLED block#"],
  },
  {
    when: "an ACL lets no answers in",
    stack: () =>
      withAcl([entry(100, "allow", { protocol: "6", fromPort: 0, toPort: 443 })], [ALLOW]),
    to: INTERNET,
    outcome: "unreachable",
    blockers: ["SUBNET_ACL_RESTRICTION acl#"],
  },
  {
    when: "an ACL denies by an entry",
    stack: () => withAcl([ALLOW], [entry(50, "deny"), ALLOW]),
    to: INTERNET,
    outcome: "unreachable",
    blockers: ["SUBNET_ACL_RESTRICTION acl#egress.0"],
  },
  {
    when: "the number of an ACL's entry is hidden",
    stack: () => withAcl([ALLOW], [ALLOW, entry(HIDDEN, "deny")]),
    to: INTERNET,
    outcome: "unknown",
    blockedBy: ["acl#egress.1.ruleNo"],
  },
  {
    when: "a group names the prefix list of a service",
    stack: () =>
      change(
        change(endpointStack(), "s3", {}, { outputs: { id: "s3-id", prefixListId: "pl-7" } }),
        "group",
        {
          egress: rule({ prefixListIds: ["pl-7"] }),
        },
      ),
    to: S3,
    outcome: "reachable",
  },
  {
    when: "a group names a prefix list that nobody told of",
    stack: () => apartFromSubnets({ prefixListIds: ["pl-8"] }),
    to: SQS,
    outcome: "unknown",
    blockedBy: ["group#egress.0.prefixListIds"],
  },
  {
    when: "a group lets nothing out",
    stack: () => change(natStack(), "group", { egress: [] }),
    to: SQS,
    outcome: "unreachable",
    blockers: ["SG_HAS_NO_RULES group#"],
  },
  {
    when: "a zone answers for the names of AWS",
    stack: () =>
      plus(
        endpointStack(),
        make("route53/zone:Zone", "zone", { name: "amazonaws.com", vpcs: [{ vpcId: "vpc-id" }] }),
      ),
    to: SQS,
    outcome: "unknown",
  },
  {
    when: "an endpoint's service is hidden, and nothing else serves",
    stack: () =>
      plus(without(endpointStack(), "sqs"), interfaceEndpoint("hidden", { serviceName: HIDDEN })),
    to: SQS,
    outcome: "unknown",
  },
  {
    when: "the stack may hold more than was read",
    stack: () => ({ ...without(endpointStack(), "sqs"), incomplete: ["what was left out"] }),
    to: SQS,
    outcome: "unknown",
    blockedBy: ["what was left out"],
  },
];

describe("the World's network", () => {
  for (const { when, stack, to, outcome, blockers, blockedBy } of TOLD) {
    it(`answers ${outcome} where ${when}`, () => {
      const made = stack();
      const answer = answerOf(made, to);
      assert.equal(answer.outcome, outcome, JSON.stringify(answer));
      const { originOf } = reachabilityNetwork(buildWorld([made]));
      if (blockers !== undefined) {
        const told = answer.blockers.map(
          (each) => `${each.code} ${placeOf(originOf(each.pointer))}`,
        );
        assert.deepEqual([...new Set(told)], blockers);
      }
      if (blockedBy !== undefined) assert.deepEqual(answer.blockedBy, blockedBy);
    });
  }

  it("never answers about what is hidden as another value of it would refute", () => {
    const goals: readonly Goal[] = [SQS, S3, INTERNET];
    const outcomes = (stack: Stack): readonly string[] =>
      goals.map((goal) => answerOf(stack, goal).outcome);
    const refuted = [natStack, endpointStack].flatMap((base) =>
      NETWORK_EDITS.flatMap(({ named, edit, sets }) => {
        const stack = base();
        // EC2 makes no endpoint of IPv6 alone in subnets that have none of its addresses.
        if (sets === undefined || "ipAddressType" in sets.inputs) return [];
        if (!stack.resources.some(({ name }) => name === sets.name)) return [];
        const hides = Object.keys(sets.inputs).map((property) => [property, HIDDEN] as const);
        const hidden = outcomes(change(stack, sets.name, Object.fromEntries(hides)));
        const [before, after] = [outcomes(stack), outcomes(edit(stack))];
        return hidden.flatMap((answer, i) =>
          answer === "unknown" || (answer === before[i] && answer === after[i])
            ? []
            : [`${named}: ${answer}, but ${before[i] ?? ""} and ${after[i] ?? ""}`],
        );
      }),
    );
    assert.deepEqual(refuted, []);
  }).timeout(20_000);

  it("lets an environment's own traffic through by its group", () => {
    assert.deepEqual(
      [443, 5432].map((port) => neighbour(natStack(), port).outcome),
      ["reachable", "reachable"],
    );
    const closed = change(natStack(), "group", { ingress: rule({ self: true }) });
    assert.deepEqual(
      [443, 5432].map((port) => neighbour(closed, port).outcome),
      ["reachable", "unreachable"],
    );
  });

  it("tells the way of a packet by resources and properties", () => {
    const stack = natStack();
    const { forward = [] } = answerOf(stack, INTERNET);
    const { originOf } = reachabilityNetwork(buildWorld([stack]));
    const way = forward.map(
      ({ component, pointer }) => `${component} ${placeOf(originOf(pointer ?? ""))}`,
    );
    assert.deepEqual(way, [
      "subnet private-1#",
      "securityGroups group#",
      "networkAcl private-1#",
      "routeTable private-table#routes.0.natGatewayId",
      "networkAcl public#",
      "natGateway nat#",
      "networkAcl public#",
      "routeTable public-table#routes.0.gatewayId",
      "internetGateway igw#",
    ]);
  });

  it("gives NAT gateways the further addresses that the program asks for", () => {
    const cases: readonly (readonly [Record<string, Value>, readonly unknown[] | undefined])[] = [
      [{}, undefined],
      [{ secondaryPrivateIpAddressCount: 0, secondaryAllocationIds: [] }, undefined],
      [
        { secondaryPrivateIpAddresses: ["10.0.0.7", HIDDEN] },
        ["10.0.0.7", "secondaryPrivateIpAddresses"],
      ],
      [{ secondaryPrivateIpAddresses: HIDDEN }, ["secondaryPrivateIpAddresses"]],
      [{ secondaryPrivateIpAddressCount: 2 }, ["secondaryPrivateIpAddressCount"]],
      [{ secondaryAllocationIds: ["eipalloc-1"] }, ["secondaryAllocationIds"]],
    ];
    for (const [more, wanted] of cases) {
      const { index } = reachabilityNetwork(buildWorld([change(natStack(), "nat", more)]));
      const [nat] = index.all("natGateways");
      assert.deepEqual(
        nat?.value.secondaryAddresses?.map((each) =>
          isKnown(each) ? each : each.blockedBy.join().replace("nat#", ""),
        ),
        wanted,
      );
    }
  });

  it("holds what is hidden of one IP version in the network of that version alone", () => {
    const stack = change(natStack(), "private-1", { ipv6CidrBlock: HIDDEN });
    const world = buildWorld([stack]);
    const blocks = (["ipv4", "ipv6"] as const).map(
      (family) =>
        reachabilityNetwork(world, family)
          .index.all("subnets")
          .find(({ value }) => value.id === "private-1")?.value.cidrBlocks,
    );
    assert.deepEqual(blocks, [["10.0.10.0/24"], [HIDDEN]]);
  });

  it("keeps groups of one name apart that two stacks make", () => {
    const world = buildWorld([]);
    const { idOf } = reachabilityNetwork(world);
    const urns = ["one", "other"].map(
      (project) => `urn:pulumi:dev::${project}::aws:ec2/x:X::group`,
    );
    const ids = urns.map((urn) => idOf(make("ec2/x:X", "group", {}, { urn })));
    assert.equal(new Set(ids.map((id) => id.slice(id.indexOf("/") + 1))).size, 2);
  });

  it("is made once for each World", () => {
    const world = buildWorld([natStack()]);
    assert.equal(reachabilityNetwork(world), reachabilityNetwork(world));
    assert.notEqual(reachabilityNetwork(world), reachabilityNetwork(world, "ipv6"));
  });

  it("asks nothing about groups that nobody knows", () => {
    const stack = change(natStack(), "environment", {
      networkConfiguration: { subnetIds: ["private-1-id"], securityGroupIds: HIDDEN },
    });
    const world = buildWorld([stack]);
    const [environment, from] = ["environment", "private-1"].map((each) => partOf(world, each));
    assert.ok(environment && from);
    assert.ok(askReach(world, { environment, from, to: SQS, port: 443 }) instanceof Unknown);
  });
});
