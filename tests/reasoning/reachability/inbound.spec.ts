import assert from "node:assert/strict";
import { Unknown } from "../../../reasoning/known";
import type { Question } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { change, put, route } from "./documentation/guide";
import { answerOf, hopsOf, itAnswers } from "./guide-answers";

const WHY = new Unknown(["somebody's choice"]);
const SITE = "192.168.0.0/16";
const PORTS = [{ first: 443, last: 443 }];
const WEB: Question["to"] = { kind: "interface", interfaceId: "eni-web" };
const APP: Question["to"] = { kind: "interface", interfaceId: "eni-app" };

/** A question of the internet. */
const come = (to: Question["to"], more: Partial<Question> = {}): Question => ({
  from: { kind: "internet" },
  to,
  ports: PORTS,
  ...more,
});
const from = (...addresses: readonly string[]) => ({ kind: "internet", addresses }) as const;

/** A question of a customer's network. */
const call = (to: Question["to"], more: Partial<Question> = {}): Question => ({
  from: { kind: "vpnGateway", gatewayId: "vgw-1", addresses: [SITE] },
  to,
  ports: PORTS,
  ...more,
});
const VPN: readonly Change[] = [
  put("vpnGateways", { id: "vgw-1", vpcId: "vpc-1" }),
  change("routeTables", "rtb-main", { routes: [route(SITE, "vgw-1")] }),
  change("routeTables", "rtb-public", { routes: [route(SITE, "vgw-1")] }),
];

describe("hosts outside that have no address to send from", () => {
  itAnswers([
    [
      "because they are said to be in the internet with private addresses",
      come(WEB, { from: from("10.0.0.0/8", "192.168.1.0/24") }),
      [],
      "unreachable",
      [
        "forward IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS at internet internet : addresses of RFC 1918 are not in the internet",
      ],
    ],
    [
      "because they are said to be in the internet with shared addresses",
      come(WEB, { from: from("100.64.1.0/24") }),
      [],
      "unreachable",
      [
        "forward IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS at internet internet : addresses of RFC 6598 are not in the internet",
      ],
    ],
    [
      "because the internet has none of their addresses",
      come(WEB, { from: from("240.0.0.0/4", "10.0.0.0/8") }),
      [],
      "unreachable",
      [
        "forward NO_SOURCE_OR_DESTINATION at internet internet : internet has no ipv4 address to send packets from",
      ],
    ],
    [
      "because all are of the other IP version",
      come(WEB, { from: from("10.0.0.0/8"), family: "ipv6" }),
      [],
      "unreachable",
      [
        "forward NO_SOURCE_OR_DESTINATION at internet internet : internet has no ipv6 address to send packets from",
      ],
    ],
    [
      "because all behind their gateway are of the other IP version",
      call(WEB, { family: "ipv6" }),
      VPN,
      "unreachable",
      [
        "forward NO_SOURCE_OR_DESTINATION at vpnGateway vpnGateway : vpnGateway has no ipv6 address to send packets from",
      ],
    ],
  ]);
});

describe("hosts outside that have nobody to send to", () => {
  const app2: Question["to"] = { kind: "interface", interfaceId: "eni-app-2" };
  const elsewhere: Question["to"] = {
    kind: "subnet",
    subnetId: "subnet-app",
    addresses: ["10.0.2.0/24"],
  };
  const nobody = (component: string, id: string, family: string) => [
    `forward NO_SOURCE_OR_DESTINATION at ${component} ${id} : ${id} has no ${family} address to send packets to`,
  ];
  itAnswers([
    [
      "because the interface has no address of the IP version",
      come(app2, { family: "ipv6" }),
      [],
      "unreachable",
      nobody("interface", "eni-app-2", "ipv6"),
    ],
    [
      "because the interface behind the gateway has none",
      call(app2, {
        from: { kind: "vpnGateway", gatewayId: "vgw-1", addresses: ["fd00::/8"] },
      }),
      VPN,
      "unreachable",
      nobody("interface", "eni-app-2", "ipv6"),
    ],
    [
      "because the subnet holds none of the addresses",
      call(elsewhere),
      VPN,
      "unreachable",
      nobody("subnet", "subnet-app", "ipv4"),
    ],
    [
      "because what they are given is no address",
      come({ kind: "address", address: "nowhere" }),
      [],
      "unreachable",
      nobody("address", "address", "ipv4"),
    ],
    [
      "because the interface is in no internet",
      come(APP),
      [],
      "unreachable",
      [
        "forward IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at networkInterface eni-app /networkInterfaces/1: eni-app has no public IPv4 address for the internet to send packets to",
      ],
    ],
    [
      "because the VPC has no internet gateway",
      come(WEB),
      [put("internetGateways", { id: "igw-1" })],
      "unreachable",
      [
        "forward NO_SOURCE_OR_DESTINATION at vpc vpc-1 /vpcs/0: vpc-1 has no internet gateway for anything to come in by",
      ],
    ],
    [
      "because the gateway is not attached",
      call(APP),
      [...VPN, put("vpnGateways", { id: "vgw-1" })],
      "unreachable",
      [
        "forward BAD_STATE_ATTACHMENT at vpnGateway vgw-1 /vpnGateways/0: vgw-1 is not attached to a VPC",
      ],
    ],
  ]);
});

describe("what cannot be asked from outside", () => {
  itAnswers([
    [
      "is a service, which resolves inside",
      call({ kind: "service", serviceName: "com.amazonaws.us-east-1.s3" }),
      VPN,
      "unknown",
      ["what service is from outside"],
    ],
    [
      "is a name, which resolves inside",
      call({ kind: "name", name: "example.com" }),
      VPN,
      "unknown",
      ["what name is from outside"],
    ],
    [
      "is the internet",
      call({ kind: "internet" }),
      VPN,
      "unknown",
      ["what internet is from outside"],
    ],
    ["is nothing", come(WEB, { ports: [] }), [], "unknown", ["an empty question"]],
  ]);
});

describe("hosts behind a gateway", () => {
  itAnswers([
    [
      "reach a block as far as its addresses are somebody's",
      call({ kind: "cidr", cidr: "10.0.1.10/31" }),
      VPN,
      "reachable",
      [],
    ],
    [
      "reach no address of a block that is nobody's",
      call({ kind: "cidr", cidr: "10.0.1.8/30" }),
      VPN,
      "unreachable",
      [
        "forward NO_POSSIBLE_DESTINATION at subnet subnet-app /subnets/1: no interface in subnet-app has the address",
      ],
    ],
  ]);

  it("write the private address of an interface that has a public one", () => {
    const { outcome, witness } = answerOf(call(WEB), ...VPN);
    assert.deepEqual([outcome, witness?.destination], ["reachable", "10.0.0.10"]);
  });

  // Half of the subnet is shut: whether the interface is in it, nobody knows.
  const hidden: readonly Change[] = [
    ...VPN,
    change("networkInterfaces", "eni-app", { addresses: [{ address: WHY }] }),
    change("networkAcls", "acl-default", {
      ingress: [
        { ruleNumber: 90, action: "deny", protocol: "all", cidr: SITE },
        { ruleNumber: 100, action: "allow", protocol: "all", cidr: "0.0.0.0/0" },
      ],
    }),
  ];
  const half: readonly Change[] = [
    ...VPN,
    change("networkInterfaces", "eni-app", { addresses: [{ address: WHY }] }),
    put("routeTables", {
      id: "rtb-edge",
      vpcId: "vpc-1",
      subnetIds: [],
      gatewayIds: ["vgw-1"],
      routes: [route("10.0.1.0/25", "eni-db")],
    }),
  ];
  itAnswers([
    ["may reach an address that nobody knows", call(APP), half, "unknown", WHY.blockedBy],
    [
      "may reach any address that nobody knows",
      call(APP, { quantifier: "any" }),
      half,
      "unknown",
      WHY.blockedBy,
    ],
    [
      "do not reach an address that nobody knows if none can be reached",
      call(APP),
      hidden,
      "unreachable",
      [
        "forward SUBNET_ACL_RESTRICTION at networkAcl acl-default /networkAcls/0/ingress/0: acl-default denies it by ingress rule 90",
      ],
    ],
  ]);
});

describe("hosts of the internet", () => {
  it("are sent by the gateway's own table, by the private address", () => {
    const edge = put("routeTables", {
      id: "rtb-edge",
      vpcId: "vpc-1",
      subnetIds: [],
      gatewayIds: ["igw-1"],
      routes: [
        route("10.0.1.0/24", "eni-app"),
        { destination: "10.0.0.0/16", target: { kind: "local" } },
      ],
    });
    const { outcome, witness, forward } = answerOf(come(WEB), edge);
    assert.deepEqual([outcome, witness?.destination], ["reachable", "198.51.100.10"]);
    assert.deepEqual(hopsOf(forward), [
      "internetGateway igw-1 /internetGateways/0",
      "routeTable rtb-edge /routeTables/2/routes/1",
      "networkAcl acl-default /networkAcls/0/ingress/0",
      "securityGroups sg-open /securityGroups/0/ingress/0",
      "networkInterface eni-web /networkInterfaces/0",
    ]);
  });

  // Answers to a service's own addresses go by its endpoint; those to the internet do not.
  const served: readonly Change[] = [
    put("vpcEndpoints", {
      id: "vpce-1",
      type: "gateway",
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.us-east-1.s3",
      prefixListId: "pl-1",
      routeTableIds: ["rtb-public"],
    }),
    put("prefixLists", { id: "pl-1", entries: [WHY] }),
  ];
  for (const [title, question, outcome] of [
    ["are answered, whatever addresses services have", come(WEB), "reachable"],
    [
      "may not be answered if their addresses may be a service's",
      come(WEB, { from: from("52.216.0.0/16") }),
      "unknown",
    ],
  ] as const) {
    it(title, () => {
      assert.equal(answerOf(question, ...served).outcome, outcome);
    });
  }
});
