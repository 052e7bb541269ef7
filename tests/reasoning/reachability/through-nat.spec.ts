import assert from "node:assert/strict";
import type { NatGateway } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, NEIGHBOUR, OPEN_RULES, put, route, tcpRule } from "./documentation/guide";
import type { LeavingOut } from "./left-out";
import { changeOrLeaveOut } from "./left-out";
import { answered, passed, told } from "./told";

const HOST = "203.0.113.9";
const WHY = new Unknown(["somebody's choice"]);
const nat = (more: LeavingOut<Partial<NatGateway>>): Change =>
  changeOrLeaveOut("natGateways", "nat-1", more);
/** A gateway with exactly these properties. */
const only = (more: Partial<NatGateway>): Change => put("natGateways", { id: "nat-1", ...more });
const main = (...routes: readonly ReturnType<typeof route>[]): Change =>
  change("routeTables", "rtb-main", { routes });
const ofPublic = (...routes: readonly ReturnType<typeof route>[]): Change =>
  change("routeTables", "rtb-public", { routes });
const acl = (
  subnet: string,
  ingress: readonly ReturnType<typeof tcpRule>[],
  egress = OPEN_RULES,
): Change =>
  put("networkAcls", {
    id: `acl-${subnet}`,
    vpcId: "vpc-1",
    subnetIds: [`subnet-${subnet}`],
    ingress,
    egress,
  });

const attached = (number: number, subnet: string) => ({
  id: `tgw-attach-${number}`,
  transitGatewayId: "tgw-1",
  vpcId: `vpc-${number}`,
  subnetIds: [subnet],
  routeTableId: "tgw-rtb-1",
});
/** The neighbour goes to the internet by a transit gateway and the NAT gateway of the guide's VPC. */
const CENTRAL: readonly Change[] = [
  ...NEIGHBOUR,
  put("transitGateways", { id: "tgw-1" }),
  put("transitGatewayAttachments", attached(1, "subnet-app"), attached(2, "subnet-2")),
  put("transitGatewayRouteTables", {
    id: "tgw-rtb-1",
    transitGatewayId: "tgw-1",
    routes: [
      { destination: "0.0.0.0/0", attachmentId: "tgw-attach-1" },
      { destination: "10.1.0.0/16", attachmentId: "tgw-attach-2" },
    ],
  }),
  change("routeTables", "rtb-2", { routes: [route("0.0.0.0/0", "tgw-1")] }),
  ofPublic(route("0.0.0.0/0", "igw-1"), route("10.1.0.0/16", "tgw-1")),
];

type Row = readonly [string, readonly Change[], ...(readonly string[])];

describe("a NAT gateway", () => {
  const at = "natGateway nat-1 at /natGateways/0";
  const noAddress =
    "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS forward: internetGateway igw-1 at /internetGateways/0: igw-1 drops packets of nat-1, which has no public IPv4 address";
  const rows: readonly Row[] = [
    ["works", [], "reachable"],
    [
      "has to be there",
      [nat({ state: "deleting" })],
      "unreachable",
      `BAD_STATE forward: ${at}: nat-1 is deleting`,
    ],
    ["may be in any state", [nat({ state: WHY })], "unknown", "somebody's choice"],
    [
      "may be a zonal or a regional one",
      [nat({ availability: WHY })],
      "unknown",
      "somebody's choice",
    ],
    [
      "is in a subnet that is told of",
      [only({ publicAddresses: ["198.51.100.4"] })],
      "unknown",
      "nat-1#subnetId",
    ],
    [
      "of another VPC takes nothing",
      [...NEIGHBOUR, nat({ subnetId: "subnet-2" })],
      "unreachable",
      `NGW_REQUIRES_SOURCE_IN_VPC forward: ${at}: nat-1 is not in vpc-1`,
    ],
    ["may be public or private", [nat({ connectivity: WHY })], "unknown", "somebody's choice"],
    ["needs an Elastic IP address", [nat({ publicAddresses: [] })], "unreachable", noAddress],
    [
      "may have an Elastic IP address",
      [nat({ publicAddresses: [WHY] })],
      "unknown",
      "somebody's choice",
    ],
    [
      "has one even if others may be added",
      [nat({ publicAddresses: ["198.51.100.4", WHY] })],
      "reachable",
    ],
    ["may be told to have one or not", [nat({ isPublic: WHY })], "unknown", "somebody's choice"],
    [
      "may have one that nobody knows yet",
      [nat({ isPublic: true, publicAddresses: [] })],
      "reachable",
    ],
    [
      "has none if it is told so",
      [nat({ isPublic: false, publicAddresses: [WHY] })],
      "unreachable",
      noAddress,
    ],
  ];
  for (const [title, changes, ...expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(ask("app", HOST), changes), expected);
    });
  }

  it("takes TCP, UDP and ICMP only", () => {
    const esp = { ...ask("app", HOST), protocol: 50 };
    assert.deepEqual(told(esp, []), [
      "unreachable",
      `PROTOCOL_RESTRICTION forward: ${at}: nat-1 takes TCP, UDP and ICMP only`,
    ]);
  });

  it("does not serve its own subnet, whatever the subnet's network ACL admits", () => {
    const loop = ofPublic(route("0.0.0.0/0", "nat-1"));
    assert.deepEqual(told(ask("web", HOST), [loop, acl("public", [])]), [
      "unreachable",
      `CANNOT_ROUTE forward: ${at}: the route table of its own subnet leads nat-1 to itself`,
    ]);
  });

  it("is behind the network ACL of its subnet", () => {
    assert.deepEqual(told(ask("app", HOST), [acl("public", [tcpRule(100, 1024, 65535)])]), [
      "unreachable",
      "SUBNET_ACL_RESTRICTION forward: networkAcl acl-public at /networkAcls/1/ingress: acl-public denies it by ingress rule *",
    ]);
  });

  it("sends to another one what nobody follows", () => {
    const second = put("natGateways", {
      id: "nat-2",
      subnetId: "subnet-db",
      publicAddresses: ["198.51.100.5"],
    });
    const changes = [second, ofPublic(route("0.0.0.0/0", "nat-2"))];
    assert.deepEqual(told(ask("app", HOST), changes), [
      "unknown",
      "packets that nat-2 gets from another NAT",
    ]);
  });

  it("serves VPCs behind a transit gateway that a route of its own subnet leads back to", () => {
    const found = answered(ask("2", HOST), CENTRAL);
    assert.equal(found.outcome, "reachable");
    assert.ok(passed(found.forward).includes("natGateway nat-1 /natGateways/0"));
    const astray = [...CENTRAL, ofPublic(route("0.0.0.0/0", "igw-1"))];
    assert.deepEqual(told(ask("2", HOST), astray), [
      "unreachable",
      "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS return: internetGateway igw-1 at /internetGateways/0: igw-1 drops packets for addresses of RFC 1918",
    ]);
  });

  it("that is regional sends answers back by a transit gateway in a way that nobody tells", () => {
    const regional = put("natGateways", {
      id: "nat-1",
      availability: "regional",
      vpcId: "vpc-1",
      publicAddresses: ["198.51.100.4"],
    });
    assert.deepEqual(told(ask("2", HOST), [...CENTRAL, regional]), [
      "unknown",
      "how nat-1 sends answers back by a transit gateway",
    ]);
  });

  describe("for IPv6", () => {
    const mapped = main(route("64:ff9b::/96", "nat-1"), route("2600::/16", "nat-1"));

    it("translates addresses of NAT64, which is not followed", () => {
      assert.deepEqual(told(ask("app", "64:ff9b::cb00:7109"), [mapped]), [
        "unknown",
        "what nat-1 makes of NAT64 addresses",
      ]);
    });

    it("takes no others", () => {
      assert.deepEqual(told(ask("app", "2600::1"), [mapped]), [
        "unreachable",
        `PROTOCOL_RESTRICTION forward: ${at}: nat-1 takes IPv6 packets for 64:ff9b::/96 only`,
      ]);
    });
  });
});

describe("a private NAT gateway", () => {
  /** Hides the guide's VPC from its peer behind one address. */
  const hiding: readonly Change[] = [
    ...NEIGHBOUR,
    nat({ connectivity: "private", publicAddresses: [] }),
    put("peeringConnections", { id: "pcx-1", requesterVpcId: "vpc-1", accepterVpcId: "vpc-2" }),
    main(route("10.1.0.0/16", "nat-1")),
    ofPublic(route("10.1.0.0/16", "pcx-1")),
    change("routeTables", "rtb-2", { routes: [route("10.0.0.0/24", "pcx-1")] }),
  ];
  const admit = (cidr: string): Change =>
    change("securityGroups", "sg-2", { ingress: [{ protocol: "tcp", peer: { cidr } }] });
  const rule = "securityGroups sg-2 at /securityGroups/1/ingress";

  const rows: readonly Row[] = [
    ["puts its own address in the place of others'", [admit("10.0.0.5/32")], "reachable"],
    [
      "hides the addresses of those who send",
      [admit("10.0.1.0/24")],
      "unreachable",
      `ENI_SG_RULES_MISMATCH forward: ${rule}: no ingress rule of sg-2 at eni-2 allows it`,
    ],
    [
      "has some address of its subnet",
      [admit("10.0.0.5/32"), nat({ privateAddress: undefined })],
      "unknown",
      "nat-1#privateAddress",
    ],
    [
      "has some address of its subnet: all of which may be admitted",
      [admit("10.0.0.0/24"), nat({ privateAddress: undefined })],
      "reachable",
    ],
    [
      "may have any of them",
      [admit("10.0.0.5/32"), nat({ privateAddress: WHY })],
      "unknown",
      "somebody's choice",
    ],
    [
      "may have any address at all where nobody knows the block of its subnet",
      [
        admit("10.0.0.0/8"),
        nat({ privateAddress: undefined }),
        change("subnets", "subnet-public", { cidrBlocks: [WHY] }),
      ],
      "unknown",
      "somebody's choice",
    ],
    [
      "sends with any of its addresses: all of which are admitted",
      [admit("10.0.0.4/31"), nat({ secondaryAddresses: ["10.0.0.4"] })],
      "reachable",
    ],
    [
      "sends with any of its addresses: only one of which is admitted",
      [admit("10.0.0.5/32"), nat({ secondaryAddresses: ["10.0.0.4"] })],
      "unknown",
      "which of its addresses nat-1 sends packets with",
    ],
    [
      "sends with any of its addresses: only the second of which is admitted",
      [admit("10.0.0.4/32"), nat({ secondaryAddresses: ["10.0.0.4"] })],
      "unknown",
      "which of its addresses nat-1 sends packets with",
    ],
    [
      "sends with any of its addresses: none of which is admitted",
      [admit("10.0.0.6/32"), nat({ secondaryAddresses: ["10.0.0.4"] })],
      "unreachable",
      `ENI_SG_RULES_MISMATCH forward: ${rule}: no ingress rule of sg-2 at eni-2 allows it`,
    ],
    [
      "has one address, however often it is told",
      [admit("10.0.0.5/32"), nat({ secondaryAddresses: ["10.0.0.5"] })],
      "reachable",
    ],
    [
      "may have further addresses",
      [admit("10.0.0.5/32"), nat({ secondaryAddresses: [WHY] })],
      "unknown",
      "somebody's choice",
    ],
    [
      "may have further addresses in its subnet: all of which may be admitted",
      [admit("10.0.0.0/24"), nat({ secondaryAddresses: [WHY] })],
      "reachable",
    ],
    [
      "gets answers for any of its addresses, where a route leads back for one alone",
      [
        nat({ secondaryAddresses: ["10.0.0.4"] }),
        admit("10.0.0.0/24"),
        change("routeTables", "rtb-2", { routes: [route("10.0.0.5/32", "pcx-1")] }),
      ],
      "unknown",
      "which of its addresses nat-1 sends packets with",
    ],
    [
      "hides security groups",
      [
        change("securityGroups", "sg-2", {
          ingress: [{ protocol: "tcp", peer: { securityGroup: "sg-open" } }],
        }),
      ],
      "unreachable",
      `SG_REFERENCES_NOT_PRESERVED forward: ${rule}: a rule of sg-2 names a security group, and nat-1 does not tell which groups packets come from`,
    ],
    [
      "needs a route in its own subnet",
      [ofPublic()],
      "unreachable",
      "NO_ROUTE_TO_DESTINATION forward: routeTable rtb-public at /routeTables/0: rtb-public, which subnet-public uses, has no route for the address",
    ],
  ];
  for (const [title, changes, ...expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(ask("app", "2"), [...hiding, ...changes]), expected);
    });
  }
});
