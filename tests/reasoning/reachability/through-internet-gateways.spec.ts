import assert from "node:assert/strict";
import { Unknown } from "../../../reasoning/known";
import type { Network, Question } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { ask, change, drop, put, route } from "./documentation/guide";
import { answerOf, hopsOf, itAnswers } from "./guide-answers";

const WHY = new Unknown(["somebody's choice"]);
const V4 = "8.8.8.8";
const V6 = "2606:4700::1";
const IGW = "internetGateway igw-1 /internetGateways/0";
const EIGW = "egressOnlyInternetGateway eigw-1 /egressOnlyInternetGateways/0";

/** The VPC has addresses of its own that are not global, and the web server some of them. */
const withPrivate = (...addresses: readonly string[]): readonly Change[] => [
  change("vpcs", "vpc-1", { cidrBlocks: ["10.0.0.0/16", "2001:db8:1234:1a00::/56", "fd00::/56"] }),
  change("subnets", "subnet-public", {
    cidrBlocks: ["10.0.0.0/24", "2001:db8:1234:1a00::/64", "fd00::/64"],
  }),
  change("subnets", "subnet-app", {
    cidrBlocks: ["10.0.1.0/24", "2001:db8:1234:1a01::/64", "fd00:0:0:1::/64"],
  }),
  ...["eni-web", "eni-app"].map((id) =>
    change("networkInterfaces", id, { addresses: addresses.map((address) => ({ address })) }),
  ),
];

describe("packets that leave by an internet gateway", () => {
  itAnswers([
    [
      "are not told of if its VPC is not",
      ask("web", V4),
      [put("internetGateways", { id: "igw-1", vpcId: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "are stopped if it is another VPC's",
      ask("web", V4),
      [put("internetGateways", { id: "igw-1", vpcId: "vpc-9" })],
      "unreachable",
      [`forward BAD_STATE_ATTACHMENT at ${IGW}: igw-1 is not attached to vpc-1`],
    ],
    [
      "may be blocked with all public access",
      ask("web", V4),
      [put("blockPublicAccess", { mode: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "need a public IPv4 address",
      { ...ask("web", V4), from: { kind: "subnet", subnetId: "subnet-public" } },
      [],
      "unreachable",
      [
        `forward IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at ${IGW}: igw-1 drops packets of subnet-public, which has no public IPv4 address`,
      ],
    ],
    [
      "may have a public IPv4 address",
      ask("web", V4),
      [
        change("networkInterfaces", "eni-web", {
          addresses: [{ address: "10.0.0.10", isPublic: WHY }],
        }),
      ],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "are dropped if they are for private addresses",
      ask("web", "192.168.1.1"),
      [],
      "unreachable",
      [
        `forward IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS at ${IGW}: igw-1 drops packets for addresses of RFC 1918`,
      ],
    ],
    [
      "are dropped if they are for shared addresses",
      ask("web", "100.64.0.1"),
      [],
      "unreachable",
      [
        `forward IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS at ${IGW}: igw-1 drops packets for addresses of RFC 6598`,
      ],
    ],
    ...["240.0.0.1", "::a00:1"].map(
      (address) =>
        [
          `are for nobody at ${address}`,
          ask("web", address),
          [],
          "unreachable",
          [`forward NO_POSSIBLE_DESTINATION at ${IGW}: igw-1 leads to no such address`],
        ] as const,
    ),
    [
      "may come back in if they are for the network's own public addresses",
      ask("web", "198.51.100.4"),
      [],
      "unknown",
      ["what becomes of packets that come back in through igw-1"],
    ],
    [
      "need a global IPv6 address",
      ask("web", V6),
      withPrivate("fd00::10"),
      "unreachable",
      [
        `forward IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at ${IGW}: igw-1 drops packets from IPv6 addresses that are not global`,
      ],
    ],
  ]);

  for (const [title, to, changes, lost] of [
    [
      "no public one",
      V4,
      [
        change("networkInterfaces", "eni-web", {
          addresses: [
            { address: "10.0.0.10", publicAddress: "198.51.100.10" },
            { address: "10.0.0.11" },
          ],
        }),
      ],
      "10.0.0.11",
    ],
    ["no global one", V6, withPrivate("fd00::10", "2001:db8:1234:1a00::10"), "fd00::10"],
  ] as const) {
    it(`are dropped from those of a sender's addresses that have ${title}`, () => {
      const { outcome, failing } = answerOf(ask("web", to), ...changes);
      assert.equal(outcome, "unreachable");
      assert.deepEqual(
        failing.map(({ sources }) => sources),
        [[lost, lost]],
      );
      const any = answerOf({ ...ask("web", to), quantifier: "any" }, ...changes);
      assert.equal(any.outcome, "reachable");
    });
  }

  it("come back in past the network ACL, by the gateway", () => {
    const { forward, return: back } = answerOf(ask("web", V4));
    assert.deepEqual(hopsOf(forward), [
      "networkInterface eni-web /networkInterfaces/0",
      "securityGroups sg-open /securityGroups/0/egress/0",
      "networkAcl acl-default /networkAcls/0/egress/0",
      "routeTable rtb-public /routeTables/0/routes/0",
      IGW,
    ]);
    assert.deepEqual(hopsOf(back), [IGW, "networkAcl acl-default /networkAcls/0/ingress/0"]);
  });

  it("come back to a regional NAT gateway, which is in no subnet", () => {
    const regional = put("natGateways", {
      id: "nat-1",
      availability: "regional",
      vpcId: "vpc-1",
      publicAddresses: ["198.51.100.4"],
      availabilityZones: ["us-east-1a", "us-east-1b"],
    });
    const { outcome, return: back } = answerOf(ask("app", V4), regional);
    assert.equal(outcome, "reachable");
    assert.deepEqual(hopsOf(back), [
      IGW,
      "natGateway nat-1 /natGateways/0",
      "networkAcl acl-default /networkAcls/0/ingress/0",
    ]);
  });
});

describe("packets that leave by an egress-only internet gateway", () => {
  const toApp: Question = {
    from: { kind: "internet" },
    to: { kind: "interface", interfaceId: "eni-app" },
    family: "ipv6",
  };
  itAnswers([
    [
      "are not told of if the gateway is not",
      ask("app", V6),
      [drop("egressOnlyInternetGateways", "eigw-1")],
      "unknown",
      ["eigw-1"],
    ],
    [
      "are not told of if its VPC is not",
      ask("app", V6),
      [put("egressOnlyInternetGateways", { id: "eigw-1", vpcId: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "are stopped if it is another VPC's",
      ask("app", V6),
      [put("egressOnlyInternetGateways", { id: "eigw-1", vpcId: "vpc-9" })],
      "unreachable",
      [`forward BAD_STATE_ATTACHMENT at ${EIGW}: eigw-1 is not attached to vpc-1`],
    ],
    [
      "are not IPv4's",
      ask("app", V4),
      [change("routeTables", "rtb-main", { routes: [route("0.0.0.0/0", "eigw-1")] })],
      "unreachable",
      [`forward CANNOT_ROUTE at ${EIGW}: eigw-1 takes IPv6 packets only`],
    ],
    [
      "may be blocked with all public access",
      ask("app", V6),
      [put("blockPublicAccess", { mode: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "need a global address",
      ask("app", V6),
      withPrivate("fd00:0:0:1::10"),
      "unreachable",
      [
        `forward IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at ${EIGW}: eigw-1 drops packets from IPv6 addresses that are not global`,
      ],
    ],
    [
      "are for nobody at an address that does not exist",
      ask("app", "::a00:1"),
      [],
      "unreachable",
      [`forward NO_POSSIBLE_DESTINATION at ${EIGW}: eigw-1 leads to no such address`],
    ],
    [
      "are no answers to what came in by another gateway",
      toApp,
      [],
      "unreachable",
      [
        `return NO_POSSIBLE_DESTINATION at ${EIGW}: eigw-1 keeps the internet from starting connections: answers to what came in by igw-1 do not pass it`,
      ],
    ],
  ]);

  it("are seen on their way", () => {
    const { outcome, forward, return: back } = answerOf(ask("app", V6));
    assert.equal(outcome, "reachable");
    assert.equal(hopsOf(forward).at(-1), EIGW);
    assert.equal(hopsOf(back)[0], EIGW);
  });
});

describe("the internet gateway of a VPC", () => {
  const come: Question = {
    from: { kind: "internet" },
    to: { kind: "interface", interfaceId: "eni-web" },
  };
  const gateways = (...internetGateways: Network["internetGateways"]): Change => {
    return (network) => ({ ...network, internetGateways });
  };
  const astray = { id: "igw-0", vpcId: WHY };
  itAnswers([
    [
      "is known, whatever others are attached to",
      come,
      [gateways(astray, { id: "igw-1", vpcId: "vpc-1" })],
      "reachable",
      [],
    ],
    ["may be one that nobody tells of", come, [gateways(WHY)], "unknown", ["somebody's choice"]],
    ["may be one of another VPC", come, [gateways(astray)], "unknown", ["somebody's choice"]],
  ]);
});
