import assert from "node:assert/strict";
import type { Question, Route, RouteTable } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, put, route } from "./documentation/guide";
import { answered, passed, told } from "./told";

const WHY = new Unknown(["somebody's choice"]);
const LOCAL = { destination: "10.0.0.0/16", target: { kind: "local" } } as const;
const TO_APPLIANCE = route("10.0.0.0/24", "eni-app");
const IN: Question = { ...ask("app", "web"), from: { kind: "internet" } };
const OUT = ask("web", "203.0.113.9");

const edge = (routes: RouteTable["routes"], more: Partial<RouteTable> = {}): Change =>
  put("routeTables", {
    id: "rtb-edge",
    vpcId: "vpc-1",
    subnetIds: [],
    gatewayIds: ["igw-1"],
    routes,
    ...more,
  });
/** A table that leads what is for the web server elsewhere. */
const leading = (more: Partial<Route>): Change => edge([{ ...TO_APPLIANCE, ...more }]);

const dropped = (path: "forward" | "return"): readonly string[] => [
  "unreachable",
  `ENI_SOURCE_DEST_CHECK_RESTRICTION ${path}: networkInterface eni-app at /networkInterfaces/1: eni-app checks destinations and drops packets that are not for itself`,
];

const ANOTHER: RouteTable = {
  id: "rtb-other",
  vpcId: "vpc-1",
  subnetIds: [],
  gatewayIds: ["igw-9"],
  routes: [TO_APPLIANCE],
};

describe("the route table of an internet gateway", () => {
  const rows: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    ["with the local route alone changes nothing", [edge([LOCAL])], ["reachable"]],
    [
      "may have more routes than the local one",
      [edge([LOCAL, WHY])],
      ["unknown", ...WHY.blockedBy],
    ],
    ["leads to an appliance", [edge([TO_APPLIANCE])], dropped("forward")],
    [
      "leads to an appliance beside the local route",
      [edge([LOCAL, TO_APPLIANCE])],
      dropped("forward"),
    ],
    [
      "leads where nobody follows",
      [leading({ target: { kind: "vpcEndpoint", id: "vpce-1" } })],
      ["unknown", "what lies behind vpce-1"],
    ],
    ["leads nobody knows where", [leading({ target: WHY })], ["unknown", ...WHY.blockedBy]],
    [
      "leads to something that is gone",
      [leading({ state: "blackhole" })],
      [
        "unreachable",
        "BAD_STATE_ROUTE forward: routeTable rtb-edge at /routeTables/2/routes/0: a route of rtb-edge leads to something that is gone",
      ],
    ],
    [
      "leads to something that may be gone",
      [leading({ state: WHY })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "leads addresses that nobody knows",
      [leading({ destination: WHY })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "is one of several: which of them acts is not known",
      [edge([LOCAL]), put("routeTables", { ...ANOTHER, gatewayIds: ["igw-1"] })],
      ["unknown", "igw-1 has several route tables"],
    ],
    ["is not that of another gateway", [put("routeTables", ANOTHER)], ["reachable"]],
    [
      "may be any that leads elsewhere",
      [edge([TO_APPLIANCE], { gatewayIds: [WHY] })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "may be any that leads elsewhere, of whatever VPC",
      [edge([TO_APPLIANCE], { gatewayIds: [WHY], vpcId: new Unknown(["the VPC"]) })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "is none of another VPC's",
      [edge([TO_APPLIANCE], { gatewayIds: [WHY], vpcId: "vpc-9" })],
      ["reachable"],
    ],
    [
      "does not matter if it leads nowhere else",
      [edge([LOCAL], { gatewayIds: [WHY] })],
      ["reachable"],
    ],
    [
      "is its own, whatever others there may be",
      [edge([LOCAL]), put("routeTables", { ...ANOTHER, gatewayIds: [WHY] })],
      ["reachable"],
    ],
  ];
  for (const [title, changes, expected] of rows) {
    it(`${title}, for what comes in`, () => {
      assert.deepEqual(told(IN, changes), expected);
    });
  }

  it("is passed by what comes in and by answers, before the subnet's network ACL", () => {
    assert.deepEqual(passed(answered(IN, [edge([LOCAL])]).forward).slice(0, 3), [
      "internetGateway igw-1 /internetGateways/0",
      "routeTable rtb-edge /routeTables/2",
      "networkAcl acl-default /networkAcls/0/ingress/0",
    ]);
    assert.deepEqual(passed(answered(OUT, [edge([LOCAL])]).return), [
      "internetGateway igw-1 /internetGateways/0",
      "routeTable rtb-edge /routeTables/2",
      "networkAcl acl-default /networkAcls/0/ingress/0",
    ]);
  });

  it("changes nothing for a regional NAT gateway, which has no address in the VPC, with the local route alone", () => {
    const regional = put("natGateways", {
      id: "nat-1",
      availability: "regional",
      vpcId: "vpc-1",
      publicAddresses: ["198.51.100.4"],
    });
    assert.deepEqual(told(ask("app", "203.0.113.9"), [regional, edge([LOCAL])]), ["reachable"]);
  });

  it("leads answers from the internet elsewhere as well", () => {
    assert.deepEqual(told(OUT, [edge([TO_APPLIANCE])]), dropped("return"));
  });

  it("names the route that it takes", () => {
    const other = edge([route("10.0.1.0/24", "eni-app"), LOCAL]);
    assert.deepEqual(
      passed(answered(IN, [other]).forward)[1],
      "routeTable rtb-edge /routeTables/2/routes/1",
    );
  });
});

describe("the route table of a virtual private gateway", () => {
  const SITE = "192.168.0.0/16";
  const joined: readonly Change[] = [
    put("vpnGateways", { id: "vgw-1", vpcId: "vpc-1" }),
    change("routeTables", "rtb-main", { routes: [route(SITE, "vgw-1")] }),
    edge([route("10.0.2.0/24", "eni-app")], { gatewayIds: ["vgw-1"] }),
  ];
  const from = { kind: "vpnGateway", gatewayId: "vgw-1", addresses: [SITE] } as const;

  it("sends what is for others on by the local route", () => {
    assert.deepEqual(told({ ...ask("web", "app"), from }, joined), ["reachable"]);
    assert.deepEqual(told({ ...ask("web", "db"), from }, joined), dropped("forward"));
  });

  it("has no route for addresses beyond its VPC", () => {
    assert.deepEqual(told({ ...ask("web", "10.9.0.1"), from }, joined), [
      "unreachable",
      "NO_ROUTE_TO_DESTINATION forward: routeTable rtb-edge at /routeTables/2: rtb-edge, the table of a gateway, has no route for the address",
    ]);
  });
});
