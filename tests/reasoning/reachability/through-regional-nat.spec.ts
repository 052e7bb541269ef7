import assert from "node:assert/strict";
import type { NatGateway, RouteTable } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, OPEN_RULES, put, route, tcpRule } from "./documentation/guide";
import type { LeavingOut } from "./left-out";
import { changeOrLeaveOut, withWhatIsSet } from "./left-out";
import { answered, passed, told } from "./told";

const HOST = "203.0.113.9";
const WHY = new Unknown(["somebody's choice"]);
const regional = (more: LeavingOut<Partial<NatGateway>> = {}): Change =>
  put(
    "natGateways",
    withWhatIsSet<NatGateway>({
      id: "nat-1",
      availability: "regional",
      vpcId: "vpc-1",
      availabilityZones: ["us-east-1a"],
      publicAddresses: ["198.51.100.4"],
      ...more,
    }),
  );
const zone = (availabilityZone: string | Unknown | undefined): Change =>
  changeOrLeaveOut("subnets", "subnet-app", { availabilityZone });

describe("a regional NAT gateway", () => {
  const at = "natGateway nat-1 at /natGateways/0";
  const rows: readonly (readonly [string, readonly Change[], ...(readonly string[])])[] = [
    ["serves subnets of its zones", [regional()], "reachable"],
    [
      "serves all zones if none is named",
      [regional({ availabilityZones: undefined })],
      "reachable",
    ],
    [
      "serves no other zone",
      [regional({ availabilityZones: ["us-east-1b"] })],
      "unreachable",
      `REGIONAL_NGW_ROUTE_AZ_RESTRICTION forward: ${at}: nat-1 is not in us-east-1a, where subnet-app is`,
    ],
    [
      "may be in more zones than are told",
      [regional({ availabilityZones: ["us-east-1b", WHY] })],
      "unknown",
      "somebody's choice",
    ],
    [
      "is in a zone, whatever other zones it may be in",
      [regional({ availabilityZones: [WHY, "us-east-1a"] })],
      "reachable",
    ],
    [
      "serves a subnet of some zone",
      [regional(), zone(undefined)],
      "unknown",
      "subnet-app#availabilityZone",
    ],
    ["may serve a subnet of any zone", [regional(), zone(WHY)], "unknown", "somebody's choice"],
    ["is of some VPC", [regional({ vpcId: undefined })], "unknown", "nat-1#vpcId"],
    ["may be of any VPC", [regional({ vpcId: WHY })], "unknown", "somebody's choice"],
    [
      "of another VPC takes nothing",
      [regional({ vpcId: "vpc-9" })],
      "unreachable",
      `NGW_REQUIRES_SOURCE_IN_VPC forward: ${at}: nat-1 is not in vpc-1`,
    ],
    [
      "needs its VPC's internet gateway",
      [regional(), put("internetGateways", { id: "igw-1" })],
      "unreachable",
      `NO_ROUTE_TO_DESTINATION forward: ${at}: vpc-1 has no internet gateway for nat-1 to send packets to`,
    ],
    [
      "may have its VPC's internet gateway",
      [regional(), put("internetGateways", { id: "igw-1", vpcId: WHY })],
      "unknown",
      "somebody's choice",
    ],
    [
      "needs an Elastic IP address",
      [regional({ publicAddresses: [] })],
      "unreachable",
      "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS forward: internetGateway igw-1 at /internetGateways/0: igw-1 drops packets of nat-1, which has no public IPv4 address",
    ],
    [
      "goes on where ingress is blocked",
      [regional(), put("blockPublicAccess", { mode: "block-ingress" })],
      "reachable",
    ],
    [
      "is blocked in both directions unless something is excluded",
      [regional(), put("blockPublicAccess", { mode: "block-bidirectional" })],
      "unreachable",
      "VPC_BLOCK_PUBLIC_ACCESS_ENABLED forward: blockPublicAccess block-bidirectional at /blockPublicAccess/0: public access is blocked (block-bidirectional), and nothing excludes nat-1 in vpc-1 from it",
    ],
    [
      "is in no subnet that might be excluded",
      [
        regional(),
        put("blockPublicAccess", {
          mode: "block-bidirectional",
          exclusions: [{ resourceId: "subnet-public", mode: "allow-bidirectional" }],
        }),
      ],
      "unreachable",
      "VPC_BLOCK_PUBLIC_ACCESS_ENABLED forward: blockPublicAccess block-bidirectional at /blockPublicAccess/0: public access is blocked (block-bidirectional), and nothing excludes nat-1 in vpc-1 from it",
    ],
    [
      "sends answers past the network ACL of the subnet that asked",
      [
        regional(),
        put("networkAcls", {
          id: "acl-app",
          vpcId: "vpc-1",
          subnetIds: ["subnet-app"],
          ingress: [tcpRule(100, 443)],
          egress: OPEN_RULES,
        }),
      ],
      "unreachable",
      "SUBNET_ACL_RESTRICTION return: networkAcl acl-app at /networkAcls/1/ingress: acl-app denies it by ingress rule *",
    ],
  ];
  for (const [title, changes, ...expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(ask("app", HOST), changes), expected);
    });
  }

  it("is passed on the way to the internet gateway and back, without a subnet of its own", () => {
    const found = answered(ask("app", HOST), [regional()]);
    assert.deepEqual(passed(found.forward), [
      "networkInterface eni-app /networkInterfaces/1",
      "securityGroups sg-open /securityGroups/0/egress/0",
      "networkAcl acl-default /networkAcls/0/egress/0",
      "routeTable rtb-main /routeTables/1/routes/0",
      "natGateway nat-1 /natGateways/0",
      "internetGateway igw-1 /internetGateways/0",
    ]);
    assert.deepEqual(passed(found.return), [
      "internetGateway igw-1 /internetGateways/0",
      "natGateway nat-1 /natGateways/0",
      "networkAcl acl-default /networkAcls/0/ingress/0",
    ]);
  });
});

/** Route tables of which nobody tells. */
const untold: Change = (before) => ({ ...before, routeTables: [...before.routeTables, WHY] });

describe("the route table of a regional NAT gateway", () => {
  const IGW = route("0.0.0.0/0", "igw-1");
  const table =
    (id: string, more: Partial<RouteTable>): Change =>
    (network) => ({
      ...network,
      routeTables: [
        ...network.routeTables,
        { id, vpcId: "vpc-1", subnetIds: [], routes: [IGW], ...more },
      ],
    });
  const own = (...routes: RouteTable["routes"]) => table("rtb-nat", { routes });
  const named = regional({ routeTableId: "rtb-nat" });
  const at = "routeTable rtb-nat at /routeTables/2";
  const none = `NO_ROUTE_TO_DESTINATION forward: ${at}: rtb-nat, the table of nat-1, has no route for the address`;
  const rows: readonly (readonly [string, readonly Change[], ...(readonly string[])])[] = [
    ["leads to the internet", [named, own(IGW)], "reachable"],
    ["leads nowhere without a route", [named, own()], "unreachable", none],
    [
      "is found by the gateways that it names",
      [regional(), table("rtb-nat", { gatewayIds: ["nat-1"], routes: [] })],
      "unreachable",
      none,
    ],
    ["is one, told by both", [named, table("rtb-nat", { gatewayIds: ["nat-1"] })], "reachable"],
    [
      "is none that names another gateway",
      [regional(), table("rtb-2", { gatewayIds: ["nat-2"], routes: [] })],
      "reachable",
    ],
    ["is unknown where it is not told of", [named], "unknown", "rtb-nat"],
    [
      "may be one of which nobody knows what it is for",
      [regional(), table("rtb-2", { gatewayIds: [WHY], routes: [] })],
      "unknown",
      "somebody's choice",
    ],
    [
      "may be one of which nobody tells",
      [regional(), change("routeTables", "rtb-main", { subnetIds: ["subnet-app"] }), untold],
      "unknown",
      "somebody's choice",
    ],
    [
      "is not one of which nobody knows what it is for where another is named",
      [named, own(IGW), table("rtb-2", { gatewayIds: [WHY], routes: [] })],
      "reachable",
    ],
    ["may be any", [regional({ routeTableId: WHY }), own(IGW)], "unknown", "somebody's choice"],
    [
      "is one of several",
      [named, own(IGW), table("rtb-2", { gatewayIds: ["nat-1"] })],
      "unknown",
      "nat-1 has several route tables",
    ],
    ["may have a route that nobody knows", [named, own(WHY)], "unknown", "somebody's choice"],
    [
      "may have a route in any state",
      [named, own({ ...IGW, state: WHY })],
      "unknown",
      "somebody's choice",
    ],
    ["may lead anywhere", [named, own({ ...IGW, target: WHY })], "unknown", "somebody's choice"],
    [
      "drops what a route to something gone matches",
      [named, own({ ...IGW, state: "blackhole" })],
      "unreachable",
      "BAD_STATE_ROUTE forward: routeTable rtb-nat at /routeTables/2/routes/0: a route of rtb-nat leads to something that is gone",
    ],
    [
      "leads to what is not followed",
      [named, own(route("0.0.0.0/0", "tgw-1"))],
      "unknown",
      "what becomes of packets that nat-1 sends to tgw-1",
    ],
    [
      "may send answers to an appliance",
      [named, own(IGW, route("10.0.1.0/24", "eni-web"))],
      "unknown",
      "what becomes of packets that nat-1 sends to eni-web",
    ],
    [
      "sends answers of its VPC where they belong, whatever other routes it has",
      [named, own(IGW, route("10.0.2.0/24", "eni-web"))],
      "reachable",
    ],
  ];
  for (const [title, changes, ...expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(ask("app", HOST), changes), expected);
    });
  }
});

describe("the internet beside services, behind a regional NAT gateway", () => {
  const endpoint = put("vpcEndpoints", {
    id: "vpce-s3",
    type: "gateway",
    vpcId: "vpc-1",
    serviceName: "com.amazonaws.us-east-1.s3",
    routeTableIds: ["rtb-nat"],
  });
  const list = put("prefixLists", { id: "pl-s3", entries: ["52.216.0.0/15"] });
  const table = put("routeTables", {
    id: "rtb-nat",
    vpcId: "vpc-1",
    subnetIds: [],
    gatewayIds: ["nat-1"],
    routes: [route("0.0.0.0/0", "igw-1"), route("pl-s3", "vpce-s3")],
  });
  const changes = [regional(), table, endpoint, list];

  const all = { ...ask("app", HOST), to: { kind: "internet" }, quantifier: "all" } as const;

  it("is reached whatever endpoint its table leads to, which is asked for by the service's addresses alone", () => {
    assert.deepEqual(told(all, changes), ["reachable"]);
    assert.deepEqual(told(ask("app", "52.216.0.1"), changes), [
      "unknown",
      "what becomes of packets that nat-1 sends to vpce-s3",
    ]);
  });

  it("is reached whatever addresses the service has, one of which a host may have", () => {
    const unlisted = [regional(), table, endpoint];
    assert.deepEqual(told(all, unlisted), ["reachable"]);
    assert.deepEqual(told(ask("app", HOST), unlisted), [
      "unknown",
      "pl-s3",
      "what becomes of packets that nat-1 sends to vpce-s3",
    ]);
  });

  it("is reached whatever endpoints there may be of which nobody tells", () => {
    const untoldEndpoints: Change = (network) => ({ ...network, vpcEndpoints: [WHY] });
    const plain = change("routeTables", "rtb-nat", { routes: [route("0.0.0.0/0", "igw-1")] });
    const perhaps = [regional(), table, plain, untoldEndpoints];
    assert.deepEqual(told(all, perhaps), ["reachable"]);
    assert.deepEqual(told(ask("app", HOST), perhaps), ["unknown", "somebody's choice"]);
  });
});

describe("packets for its own VPC, at a regional NAT gateway", () => {
  const detour = change("routeTables", "rtb-main", { routes: [route("10.0.0.0/24", "nat-1")] });
  const doubt = "what nat-1 does with packets for its own VPC";
  const table = put("routeTables", {
    id: "rtb-nat",
    vpcId: "vpc-1",
    subnetIds: [],
    gatewayIds: ["nat-1"],
    routes: [route("0.0.0.0/0", "igw-1")],
  });
  for (const [title, changes] of [
    ["without a table that is told of", []],
    ["with one", [table]],
  ] as const) {
    it(`are not followed ${title}`, () => {
      assert.deepEqual(told(ask("app", "10.0.0.10"), [regional(), detour, ...changes]), [
        "unknown",
        doubt,
      ]);
    });
  }
});

describe("appliances at a NAT gateway", () => {
  const doubt = "what arn-1, attached to nat-1, lets through";
  const rows: readonly (readonly [string, Partial<NatGateway>, ...(readonly string[])])[] = [
    ["decide what nobody knows", { appliances: ["arn-1"] }, "unknown", doubt],
    ["may be there", { appliances: [WHY] }, "unknown", "somebody's choice"],
    ["may be none", { appliances: [] }, "reachable"],
    [
      "do not matter where packets stop anyway",
      { appliances: ["arn-1"], publicAddresses: [] },
      "unreachable",
      "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS forward: internetGateway igw-1 at /internetGateways/0: igw-1 drops packets of nat-1, which has no public IPv4 address",
    ],
  ];
  for (const [title, more, ...expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(ask("app", HOST), [regional(more)]), expected);
      const zonal = change("natGateways", "nat-1", more);
      assert.deepEqual(told(ask("app", HOST), [zonal]), expected);
    });
  }
});
