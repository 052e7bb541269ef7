import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { NetworkIndex, reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import { ATTACHED, attach, attachment, inside, main, TO_1, TO_2 } from "./attached";
import type { Change } from "./documentation/guide";
import { ask, change, GUIDE, OPEN_RULES, put, route, tcpRule } from "./documentation/guide";
import { answered, passed, told } from "./told";

const WHY = new Unknown(["somebody's choice"]);
const TO_NEIGHBOUR = ask("app", "2");
const table = "transitGatewayRouteTable tgw-rtb-1 at /transitGatewayRouteTables/0";
const noRoute = `TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT forward: ${table}: tgw-rtb-1 has no route for the address`;
const CHOICE = "which route of tgw-rtb-1 applies";
const dropped = (at: number): string =>
  `TGW_RTB_BAD_STATE_ROUTE forward: ${table}/routes/${at}: a route of tgw-rtb-1 drops packets for the address`;

describe("a route table of a transit gateway", () => {
  const list = (...entries: readonly (string | Unknown)[]): Change =>
    put("prefixLists", { id: "pl-1", entries });
  const LISTED = { ...TO_2, destination: "pl-1" };
  const GONE = { destination: "10.1.0.0/16", state: "blackhole" } as const;

  const rows: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    ["has to have a route", [inside(TO_1)], ["unreachable", noRoute]],
    ["may have more routes", [inside(TO_1, WHY)], ["unknown", ...WHY.blockedBy]],
    ["drops packets by a blackhole route", [inside(TO_1, GONE)], ["unreachable", dropped(1)]],
    [
      "drops packets by a blackhole route, even if it still names an attachment",
      [inside(TO_1, { ...TO_2, state: "blackhole" })],
      ["unreachable", dropped(1)],
    ],
    [
      "drops packets by a route without an attachment",
      [inside(TO_1, { destination: "10.1.0.0/16" })],
      ["unreachable", dropped(1)],
    ],
    [
      "may drop packets by a route that may be a blackhole",
      [inside(TO_1, { ...TO_2, state: WHY })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "leads to an attachment that nobody knows",
      [inside(TO_1, { ...TO_2, attachmentId: WHY })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "may have a route for the address, or not",
      [inside(TO_1, { ...TO_2, destination: WHY })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "may have another route to the same attachment: it does not matter",
      [
        inside(TO_2, { ...TO_2, destination: WHY }),
        attach(2, { routeTableId: "tgw-rtb-2" }),
        put("transitGatewayRouteTables", {
          id: "tgw-rtb-2",
          transitGatewayId: "tgw-1",
          routes: [TO_1],
        }),
      ],
      ["reachable"],
    ],
    [
      "prefers static routes to propagated ones",
      [inside(TO_1, { ...TO_2, origin: "propagated" }, GONE)],
      ["unreachable", dropped(2)],
    ],
    [
      "prefers static routes to propagated ones, in whatever order they are told",
      [inside(TO_1, TO_2, { ...GONE, origin: "propagated" })],
      ["reachable"],
    ],
    [
      "prefers the longer prefix to everything else",
      [inside(TO_1, GONE, { ...TO_2, destination: "10.1.0.0/24", origin: "propagated" })],
      ["reachable"],
    ],
    ["has routes to prefix lists", [list("10.1.0.0/16"), inside(TO_1, LISTED)], ["reachable"]],
    [
      "has routes to what prefix lists hold, and to nothing else",
      [list("10.2.0.0/16"), inside(TO_1, LISTED)],
      ["unreachable", noRoute],
    ],
    [
      "has routes to prefix lists that may hold more",
      [list("10.2.0.0/16", WHY), inside(TO_1, LISTED)],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "has routes to prefix lists that are not told of",
      [inside(TO_1, LISTED)],
      ["unknown", "pl-1"],
    ],
    [
      "has routes to two prefix lists that overlap: which of them acts is not told",
      [
        list("10.1.0.0/16"),
        put("prefixLists", { id: "pl-2", entries: ["10.1.0.0/16"] }),
        inside(TO_1, LISTED, { ...GONE, destination: "pl-2" }),
      ],
      ["unknown", CHOICE],
    ],
  ];
  for (const [title, changes, expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(TO_NEIGHBOUR, [...ATTACHED, ...changes]), expected);
    });
  }

  it("decides by itself about each block of a question", () => {
    const question: Question = {
      ...TO_NEIGHBOUR,
      to: { kind: "cidr", cidr: "10.2.0.0/15" },
    };
    const found = answered(question, [
      ...ATTACHED,
      main(route("10.2.0.0/15", "tgw-1")),
      put("transitGatewayAttachments", { ...attachment(2), id: "tgw-attach-3", state: "failed" }),
      inside(
        TO_1,
        { destination: "10.2.0.0/17", state: "blackhole" },
        { destination: "10.3.0.0/16", attachmentId: "tgw-attach-3" },
      ),
    ]);
    assert.deepEqual(
      found.blockers.map(({ code, id, witness }) => [code, id, witness.destination]),
      [
        ["TGW_RTB_BAD_STATE_ROUTE", "tgw-rtb-1", "10.2.0.0"],
        ["BAD_STATE_ATTACHMENT", "tgw-attach-3", "10.3.0.0"],
        ["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", "tgw-rtb-1", "10.2.128.0"],
      ],
    );
    assert.deepEqual(
      found.failing.map(({ destinations }) => destinations.join("-")),
      ["10.2.0.0-10.2.127.255", "10.3.0.0-10.3.255.255", "10.2.128.0-10.2.255.255"],
    );
  });

  it("leads to the internet by the NAT gateway of another VPC", () => {
    const central: readonly Change[] = [
      ...ATTACHED,
      inside({ destination: "0.0.0.0/0", attachmentId: "tgw-attach-1" }, TO_2),
      main(route("0.0.0.0/0", "nat-1"), route("10.1.0.0/16", "tgw-1")),
      change("routeTables", "rtb-2", { routes: [route("0.0.0.0/0", "tgw-1")] }),
      change("routeTables", "rtb-public", {
        routes: [route("0.0.0.0/0", "igw-1"), route("10.1.0.0/16", "tgw-1")],
      }),
    ];
    const question: Question = {
      ...ask("2", "app"),
      to: { kind: "internet" },
      quantifier: "any",
    };
    const found = answered(question, central);
    assert.equal(found.outcome, "reachable");
    assert.deepEqual(
      passed(found.forward).filter((each) => /^(transitGatewayRoute|nat|internet)/.test(each)),
      [
        "transitGatewayRouteTable tgw-rtb-1 /transitGatewayRouteTables/0/routes/0",
        "natGateway nat-1 /natGateways/0",
        "internetGateway igw-1 /internetGateways/0",
      ],
    );
  });

  it("keeps the routes of the IP versions apart, whichever is asked about first", () => {
    const dual: readonly Change[] = [
      ...ATTACHED,
      change("vpcs", "vpc-2", { cidrBlocks: ["10.1.0.0/16", "2001:db8:2::/56"] }),
      change("subnets", "subnet-2", { cidrBlocks: ["10.1.0.0/24", "2001:db8:2::/64"] }),
      change("networkInterfaces", "eni-2", {
        addresses: [{ address: "10.1.0.10" }, { address: "2001:db8:2::10" }],
      }),
      main(route("10.1.0.0/16", "tgw-1"), route("2001:db8:2::/56", "tgw-1")),
      change("routeTables", "rtb-2", {
        routes: [route("::/0", "tgw-1"), route("0.0.0.0/0", "tgw-1")],
      }),
      inside(
        TO_1,
        TO_2,
        { destination: "2001:db8:1234:1a00::/56", attachmentId: "tgw-attach-1" },
        { destination: "2001:db8:2::/56", attachmentId: "tgw-attach-2" },
      ),
    ];
    const network = dual.reduce<Network>((one, each) => each(one), GUIDE);
    for (const families of [["ipv4", "ipv6"] as const, ["ipv6", "ipv4"] as const]) {
      const index = new NetworkIndex(network);
      for (const family of families) {
        assert.equal(reach(index, { ...TO_NEIGHBOUR, family }).outcome, "reachable", family);
      }
    }
  });
});

describe("the network ACL of the subnet that a transit gateway is attached in", () => {
  const acl = (subnet: string, vpcId: string, direction: "ingress" | "egress"): Change =>
    put("networkAcls", {
      id: "acl-attached",
      vpcId,
      subnetIds: [subnet],
      ingress: direction === "ingress" ? [] : OPEN_RULES,
      egress: direction === "egress" ? [] : OPEN_RULES,
    });
  /** The attachment's own subnet, in the zone of the database. */
  const apart: readonly Change[] = [
    put("subnets", {
      id: "subnet-tgw",
      vpcId: "vpc-1",
      availabilityZone: "us-east-1b",
      cidrBlocks: ["10.0.9.0/28"],
    }),
    attach(1, { subnetIds: ["subnet-tgw"] }),
  ];
  const FROM_DB = ask("db", "2");
  const denied = (direction: string, path: string): readonly string[] => [
    "unreachable",
    `SUBNET_ACL_RESTRICTION ${path}: networkAcl acl-attached at /networkAcls/2/${direction}: acl-attached denies it by ${direction} rule *`,
  ];

  const rows: readonly (readonly [string, Question, readonly Change[], readonly string[]])[] = [
    [
      "admits what goes into the gateway from other subnets",
      FROM_DB,
      [...apart, acl("subnet-tgw", "vpc-1", "ingress")],
      denied("ingress", "forward"),
    ],
    [
      "lets what comes out of the gateway go on to other subnets",
      FROM_DB,
      [...apart, acl("subnet-tgw", "vpc-1", "egress")],
      denied("egress", "return"),
    ],
    [
      "admits what goes into the gateway from its own subnet",
      TO_NEIGHBOUR,
      [acl("subnet-app", "vpc-1", "ingress")],
      denied("ingress", "forward"),
    ],
    [
      "is not asked about what comes out of the gateway for its own subnet",
      TO_NEIGHBOUR,
      [
        put("networkAcls", {
          id: "acl-attached",
          vpcId: "vpc-2",
          subnetIds: ["subnet-2"],
          // For the answers only, on their way into the gateway.
          ingress: [tcpRule(100, 1024, 65535, "10.1.0.0/16")],
          egress: [tcpRule(100, 1024, 65535)],
        }),
      ],
      ["reachable"],
    ],
  ];
  for (const [title, question, changes, expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(question, [...ATTACHED, ...changes]), expected);
    });
  }
});
