import assert from "node:assert/strict";
import type { Question, VpcEndpoint } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, NEIGHBOUR, put, route } from "./documentation/guide";

const REGIONAL = "vpce-0a1b-c2d3.sqs.us-east-1.vpce.amazonaws.com";
const zonal = (zone: string) => `vpce-0a1b-c2d3-${zone}.sqs.us-east-1.vpce.amazonaws.com`;
const why = new Unknown(["somebody's choice"]);

/** An endpoint without private DNS in a VPC without DNS host names, and no way out of the VPC. */
const ENDPOINT: VpcEndpoint = {
  id: "vpce-0a1b",
  type: "interface",
  vpcId: "vpc-1",
  serviceName: "com.amazonaws.us-east-1.sqs",
  subnetIds: ["subnet-app", "subnet-db"],
  securityGroupIds: ["sg-open"],
};
const COMPLIANT: readonly Change[] = [
  put("vpcEndpoints", ENDPOINT),
  change("vpcs", "vpc-1", { enableDnsHostnames: false }),
  change("routeTables", "rtb-main", { routes: [] }),
];
const endpoint = (more: Partial<VpcEndpoint>): Change => change("vpcEndpoints", ENDPOINT.id, more);
/** The client may speak to the addresses of one subnet only. */
const only = (cidr: string): Change =>
  change("securityGroups", "sg-open", { egress: [{ protocol: "tcp", peer: { cidr } }] });
const untold: Change = (network) => ({ ...network, vpcEndpoints: [] });
const hidden: Change = (network) => ({ ...network, vpcEndpoints: [why] });
const beside: Change = (network) => ({ ...network, vpcEndpoints: [...network.vpcEndpoints, why] });

function found(name: string, changes: readonly Change[], more: Partial<Question> = {}) {
  const network = [...COMPLIANT, ...changes].reduce((before, each) => each(before), GUIDE);
  const { outcome, blockedBy, blockers } = reach(network, {
    from: { kind: "interface", interfaceId: "eni-app" },
    to: { kind: "name", name },
    ports: [{ first: 443, last: 443 }],
    ...more,
  });
  return [outcome, ...blockedBy, ...blockers.map(({ code, id }) => `${code} ${id}`)];
}

const open = (name: string) => ["unknown", `what ${name} resolves to`];

describe("the Regional name of an endpoint", () => {
  const cases: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    ["all its interfaces, without private DNS", [], ["reachable"]],
    ["all its interfaces, whatever other endpoints there may be", [beside], ["reachable"]],
    [
      "all its interfaces, and each has to be reached",
      [only("10.0.1.0/24")],
      ["unreachable", "ENI_SG_RULES_MISMATCH sg-open"],
    ],
    [
      "its interfaces, not to public addresses",
      [
        change("routeTables", "rtb-main", { routes: [route("0.0.0.0/0", "nat-1")] }),
        put("securityGroups", { id: "sg-none", vpcId: "vpc-1", ingress: [], egress: [] }),
        endpoint({ securityGroupIds: ["sg-none"] }),
      ],
      ["unreachable", "SG_HAS_NO_RULES sg-none"],
    ],
    ["an endpoint that nobody tells of", [untold], ["unknown", "vpce-0a1b"]],
    ["an endpoint that is hidden", [hidden], ["unknown", "vpce-0a1b"]],
    [
      "an endpoint in an unknown state",
      [endpoint({ state: why })],
      ["unknown", String(why.blockedBy)],
    ],
    [
      "an endpoint of an unknown type",
      [endpoint({ type: why })],
      ["unknown", String(why.blockedBy)],
    ],
    ["one that is available", [endpoint({ state: "Available" })], ["reachable"]],
    ["one that is pending", [endpoint({ state: "pending" })], open(REGIONAL)],
    ["one that is no interface endpoint", [endpoint({ type: "other" })], open(REGIONAL)],
    [
      "nothing, where the resolver is off",
      [change("vpcs", "vpc-1", { enableDnsSupport: false })],
      ["unreachable", "NO_SOURCE_OR_DESTINATION vpc-1"],
    ],
    [
      "what other name servers say",
      [
        change("vpcs", "vpc-1", { dhcpOptionsId: "dopt-1" }),
        put("dhcpOptions", { id: "dopt-1", domainNameServers: ["10.0.0.53"] }),
      ],
      ["unknown", "what the name servers 10.0.0.53 answer"],
    ],
    [
      "what a private hosted zone says that holds it",
      [change("vpcs", "vpc-1", { privateHostedZones: ["vpce.amazonaws.com"] })],
      ["unknown", "what the private hosted zone vpce.amazonaws.com of vpc-1 answers"],
    ],
  ];
  for (const [title, changes, expected] of cases) {
    it(`leads to ${title}: ${expected[0] ?? ""}`, () => {
      assert.deepEqual(found(REGIONAL, changes), expected);
    });
  }

  it("is the same in capitals, and with the dot at its end", () => {
    assert.deepEqual(found(`${REGIONAL.toUpperCase()}.`, []), ["reachable"]);
  });

  it("leads to the endpoint's interfaces from other VPCs, too", () => {
    const from = { kind: "interface", interfaceId: "eni-2" } as const;
    const peered: readonly Change[] = [
      ...NEIGHBOUR,
      put("peeringConnections", { id: "pcx-1", requesterVpcId: "vpc-2", accepterVpcId: "vpc-1" }),
      change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "pcx-1")] }),
      change("routeTables", "rtb-main", { routes: [route("10.1.0.0/16", "pcx-1")] }),
    ];
    assert.deepEqual(found(REGIONAL, peered, { from }), ["reachable"]);
    assert.deepEqual(found(REGIONAL, NEIGHBOUR, { from }), [
      "unreachable",
      "NO_ROUTE_TO_DESTINATION rtb-2",
    ]);
  });

  for (const name of [
    `bucket.${REGIONAL}`,
    "vpce-0a1b.sqs.us-east-1.vpce.amazonaws.com",
    "vpce-0a1b-c2d3.us-east-1.vpce.amazonaws.com",
    "vpce-svc-0a1b.us-east-1.vpce.amazonaws.com",
    `${REGIONAL}.example.com`,
    "vpce-0a1b-c2d3.sqs.us-east-1.vpce-amazonaws.com",
  ]) {
    it(`is not taken for what only looks like it: ${name}`, () => {
      assert.deepEqual(found(name, []), open(name));
    });
  }
});

describe("the zonal name of an endpoint", () => {
  const none = (zone: string) => ["unknown", `which interface of vpce-0a1b is in ${zone}`];
  const zoneOf = (id: string, availabilityZone: string | Unknown) =>
    change("subnets", id, { availabilityZone });
  const zoneless: Change = put("subnets", {
    id: "subnet-db",
    vpcId: "vpc-1",
    cidrBlocks: ["10.0.2.0/24"],
  });
  const cases: readonly (readonly [string, string, readonly Change[], readonly string[]])[] = [
    ["the interface in its zone alone", "us-east-1a", [only("10.0.1.0/24")], ["reachable"]],
    [
      "no interface in another zone",
      "us-east-1b",
      [only("10.0.1.0/24")],
      ["unreachable", "ENI_SG_RULES_MISMATCH sg-open"],
    ],
    ["an interface that is not found", "us-east-1c", [], none("us-east-1c")],
    [
      "an interface that ids of zones do not tell",
      "us-east-1a",
      [zoneOf("subnet-app", "use1-az1"), zoneOf("subnet-db", "use1-az2")],
      none("us-east-1a"),
    ],
    [
      "an interface that is told by the id of a zone",
      "use1-az1",
      [zoneOf("subnet-app", "use1-az1"), zoneOf("subnet-db", "use1-az2"), only("10.0.1.0/24")],
      ["reachable"],
    ],
    [
      "an interface that is perhaps in an unknown zone",
      "us-east-1a",
      [zoneOf("subnet-db", why)],
      ["unknown", "somebody's choice"],
    ],
    [
      "an interface that is perhaps in a zone that nobody tells",
      "us-east-1a",
      [zoneless],
      none("us-east-1a"),
    ],
    [
      "interfaces that nobody knows",
      "us-east-1a",
      [endpoint({ subnetIds: ["subnet-app", why] })],
      ["unknown", "somebody's choice"],
    ],
  ];
  for (const [title, zone, changes, expected] of cases) {
    it(`leads to ${title}: ${expected[0] ?? ""}`, () => {
      assert.deepEqual(found(zonal(zone), changes), expected);
    });
  }
});
