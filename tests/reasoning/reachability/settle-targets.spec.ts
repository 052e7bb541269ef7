import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, GUIDE, NEIGHBOUR, put, route } from "./documentation/guide";

function answer(question: Question, ...changes: readonly Change[]) {
  return reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    question,
  );
}

/** The outcome, and who stops packets on which way, in words. */
function told(question: Question, ...changes: readonly Change[]) {
  const { outcome, blockers } = answer(question, ...changes);
  return [
    outcome,
    ...blockers.map(
      ({ path, code, component, pointer, message }) =>
        `${path} ${code} ${component} ${pointer}: ${message}`,
    ),
  ];
}

const peering = put("peeringConnections", {
  id: "pcx-1",
  requesterVpcId: "vpc-1",
  accepterVpcId: "vpc-2",
});
const neighbour = (cidr: string, address: string): readonly Change[] => [
  ...NEIGHBOUR,
  change("vpcs", "vpc-2", { cidrBlocks: [cidr] }),
  change("subnets", "subnet-2", { cidrBlocks: [cidr] }),
  change("networkInterfaces", "eni-2", { addresses: [{ address }] }),
];

const attachment = (number: number) => ({
  id: `tgw-attach-${number}`,
  transitGatewayId: "tgw-1",
  vpcId: `vpc-${number}`,
  subnetIds: [number === 1 ? "subnet-public" : "subnet-2"],
  routeTableId: "tgw-rtb-1",
  securityGroupReferencingSupport: true,
});
/** Two VPCs at a transit gateway; a private NAT gateway for the private subnets of the first. */
const JOINED: readonly Change[] = [
  ...NEIGHBOUR,
  put("transitGateways", { id: "tgw-1", securityGroupReferencingSupport: true }),
  put("transitGatewayAttachments", attachment(1), attachment(2)),
  put("transitGatewayRouteTables", {
    id: "tgw-rtb-1",
    transitGatewayId: "tgw-1",
    routes: [
      { destination: "10.0.0.0/16", attachmentId: "tgw-attach-1" },
      { destination: "10.1.0.0/16", attachmentId: "tgw-attach-2" },
    ],
  }),
  change("natGateways", "nat-1", { connectivity: "private", publicAddresses: [] }),
  change("routeTables", "rtb-main", { routes: [route("10.1.0.0/16", "nat-1")] }),
  change("routeTables", "rtb-public", { routes: [route("10.1.0.0/16", "tgw-1")] }),
  change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "tgw-1")] }),
];

describe("an interface that is asked for by name", () => {
  it("is not reached in the internet, where it has an address that others may have, too", () => {
    assert.deepEqual(told(ask("app", "2"), ...neighbour("52.0.0.0/24", "52.0.0.10")), [
      "unreachable",
      "forward NO_POSSIBLE_DESTINATION networkInterface /networkInterfaces/4: " +
        "packets for the address of eni-2 go to the internet",
    ]);
  });

  it("is not reached where another interface with its address is", () => {
    assert.deepEqual(told(ask("db", "2"), ...neighbour("10.0.1.0/24", "10.0.1.11")), [
      "unreachable",
      "forward NO_POSSIBLE_DESTINATION networkInterface /networkInterfaces/4: " +
        "packets for the address of eni-2 go to eni-app-2",
    ]);
  });

  it("is reached at its address by those beside it", () => {
    const changes = neighbour("10.0.1.0/24", "10.0.1.11");
    assert.deepEqual(told(ask("db", "app-2"), ...changes), ["reachable"]);
  });
});

describe("answers", () => {
  it("do not come back to the sender from a VPC that is peered with two alike", () => {
    const changes: readonly Change[] = [
      ...NEIGHBOUR,
      peering,
      put("peeringConnections", {
        id: "pcx-3",
        requesterVpcId: "vpc-2",
        accepterVpcId: "vpc-3",
      }),
      put("vpcs", { id: "vpc-3", cidrBlocks: ["10.0.0.0/16"] }),
      put("subnets", { id: "subnet-3", vpcId: "vpc-3", cidrBlocks: ["10.0.1.0/24"] }),
      put("networkAcls", {
        id: "acl-3",
        vpcId: "vpc-3",
        isDefault: true,
        subnetIds: [],
        ingress: [],
        egress: [],
      }),
      put("networkInterfaces", {
        id: "eni-3",
        subnetId: "subnet-3",
        addresses: [{ address: "10.0.1.10" }],
        securityGroupIds: ["sg-2"],
      }),
      change("routeTables", "rtb-main", { routes: [route("10.1.0.0/16", "pcx-1")] }),
      change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "pcx-3")] }),
    ];
    assert.deepEqual(told(ask("app", "2"), ...changes), [
      "unreachable",
      "return NO_POSSIBLE_DESTINATION networkInterface /networkInterfaces/1: " +
        "answers to eni-app from eni-2 do not come back to it",
    ]);
  });

  it("do not come back to the sender through the internet", () => {
    const changes: readonly Change[] = [
      ...neighbour("52.0.0.0/24", "52.0.0.10"),
      peering,
      change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "pcx-1")] }),
    ];
    const { outcome, blockers } = answer(ask("2", "10.0.0.10"), ...changes);
    assert.equal(outcome, "unreachable");
    assert.deepEqual(
      blockers.map(({ path, witness }) => [path, witness.destination]),
      [["return", "10.0.0.10"]],
    );
    assert.deepEqual(told(ask("2", "web"), ...changes), [
      "unreachable",
      "return NO_POSSIBLE_DESTINATION networkInterface /networkInterfaces/4: " +
        "answers to eni-2 from eni-web do not come back to it",
    ]);
  });
});

describe("the security groups at both ends", () => {
  it("are left out where the question leaves them out", () => {
    const subnet = (name: string) => ({ kind: "subnet", subnetId: `subnet-${name}` }) as const;
    const { outcome, forward } = answer({ from: subnet("app"), to: subnet("db") });
    assert.equal(outcome, "reachable");
    assert.deepEqual(
      forward?.map(({ component }) => component),
      ["subnet", "networkAcl", "routeTable", "networkAcl", "subnet"],
    );
  });

  it("are shown together, with the rule that lets the packet through", () => {
    const { forward } = answer(
      ask("app", "db"),
      put("securityGroups", { id: "sg-closed", vpcId: "vpc-1", ingress: [], egress: [] }),
      change("networkInterfaces", "eni-app", { securityGroupIds: ["sg-closed", "sg-open"] }),
    );
    assert.deepEqual(forward?.[1], {
      component: "securityGroups",
      id: "sg-closed, sg-open",
      pointer: "/securityGroups/0/egress/0",
      direction: "egress",
    });
  });

  it("are not decided by groups of a destination that nobody knows", () => {
    const { outcome, blockedBy } = answer(
      ask("app", "203.0.113.9"),
      change("securityGroups", "sg-open", {
        egress: [{ protocol: "all", peer: { securityGroup: "sg-open" } }],
      }),
      change("routeTables", "rtb-main", { routes: [route("0.0.0.0/0", "vgw-9")] }),
    );
    assert.deepEqual([outcome, blockedBy], ["unknown", ["the destination"]]);
  });
});

describe("behind a private NAT gateway", () => {
  const admit = (cidr: string) =>
    change("securityGroups", "sg-2", { ingress: [{ protocol: "tcp", peer: { cidr } }] });

  it("packets have the gateway's address", () => {
    assert.deepEqual(told(ask("app", "2"), ...JOINED), ["reachable"]);
    assert.deepEqual(told(ask("app", "2"), ...JOINED, admit("10.0.0.5/32")), ["reachable"]);
    assert.deepEqual(told(ask("app", "2"), ...JOINED, admit("10.0.1.0/24")), [
      "unreachable",
      "forward ENI_SG_RULES_MISMATCH securityGroups /securityGroups/1/ingress: " +
        "no ingress rule of sg-2 at eni-2 allows it",
    ]);
  });

  describe("answers go to the gateway's address", () => {
    const why = new Unknown(["the gateway's address"]);
    const at = (privateAddress: string | Unknown) =>
      change("natGateways", "nat-1", { privateAddress });
    const half = change("routeTables", "rtb-2", { routes: [route("10.0.0.0/25", "tgw-1")] });
    const none = change("routeTables", "rtb-2", {
      routes: [route("10.0.0.0/25", "tgw-1", { state: "blackhole" })],
    });
    const cases: readonly (readonly [string, readonly Change[], string, readonly string[]])[] = [
      ["one that a route leads to", [half, at("10.0.0.5")], "reachable", []],
      ["one that no route leads to", [half, at("10.0.0.200")], "unreachable", []],
      ["one of some to which routes lead, or not", [half, at(why)], "unknown", why.blockedBy],
      ["one of some to which no route leads", [none, at(why)], "unreachable", []],
      ["one of some to which a route leads", [at(why)], "reachable", []],
    ];
    for (const [title, changes, outcome, blockedBy] of cases) {
      it(`${title}: ${outcome}`, () => {
        const found = answer(ask("app", "2"), ...JOINED, ...changes);
        assert.deepEqual([found.outcome, found.blockedBy], [outcome, blockedBy]);
      });
    }
  });

  it("packets are no answers to those who came without it", () => {
    assert.deepEqual(told(ask("2", "app"), ...JOINED), [
      "unreachable",
      "return NGW_SOURCE_ADDRESS_REASSIGN networkInterface /networkInterfaces/4: " +
        "answers to eni-2 go through nat-1, which changes their source",
    ]);
  });
});

describe("across a transit gateway", () => {
  const named = (id: string, direction: "ingress" | "egress", securityGroup: string) =>
    change("securityGroups", id, {
      [direction]: [{ protocol: "all", peer: { securityGroup } }],
    });

  it("groups are known to rules for what comes in", () => {
    const rule = named("sg-2", "ingress", "sg-open");
    assert.deepEqual(told(ask("web", "2"), ...JOINED, rule), ["reachable"]);
  });

  it("groups are not known to rules for what goes out", () => {
    const rule = named("sg-open", "egress", "sg-2");
    assert.deepEqual(told(ask("web", "2"), ...JOINED, rule), [
      "unreachable",
      "forward SG_REFERENCES_NOT_PRESERVED securityGroups /securityGroups/0/egress: " +
        "a rule of sg-open names a security group, and tgw-1 does not tell which groups packets come from",
    ]);
  });
});
