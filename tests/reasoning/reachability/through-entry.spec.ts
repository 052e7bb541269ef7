import assert from "node:assert/strict";
import { Unknown } from "../../../reasoning/known";
import type { Network, Question } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { change, NEIGHBOUR, put, route } from "./documentation/guide";
import { answerOf, hopsOf, itAnswers } from "./guide-answers";

const WHY = new Unknown(["somebody's choice"]);
const PORTS = [{ first: 443, last: 443 }];

describe("packets that come in by an internet gateway", () => {
  const come: Question = {
    from: { kind: "internet" },
    to: { kind: "interface", interfaceId: "eni-web" },
    ports: PORTS,
  };
  const comeByIpv6: Question = { ...come, family: "ipv6" };
  itAnswers([
    [
      "may be blocked with all public access",
      come,
      [put("blockPublicAccess", { mode: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "may be denied by the interface",
      comeByIpv6,
      [change("networkInterfaces", "eni-web", { denyAllIgwTraffic: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "need an IPv6 address that is global",
      comeByIpv6,
      [
        change("networkInterfaces", "eni-web", { addresses: [{ address: "fd00::10" }] }),
        change("vpcs", "vpc-1", { cidrBlocks: ["10.0.0.0/16", "fd00::/56"] }),
        change("subnets", "subnet-public", { cidrBlocks: ["10.0.0.0/24", "fd00::/64"] }),
      ],
      "unreachable",
      [
        "forward IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS at internetGateway igw-1 /internetGateways/0: igw-1 lets nothing in to eni-web, which has no public address",
      ],
    ],
  ]);
});

type Attachment = Exclude<Network["transitGatewayAttachments"][number], Unknown>;

const SITE = "192.168.0.0/16";
const attached = (more: Partial<Attachment> = {}): Change =>
  put("transitGatewayAttachments", {
    id: "tgw-attach-vpn",
    transitGatewayId: "tgw-1",
    routeTableId: "tgw-rtb-1",
    ...more,
  });
const into2 = (routeTableId: string): Attachment => ({
  id: "tgw-attach-2",
  transitGatewayId: "tgw-1",
  vpcId: "vpc-2",
  subnetIds: ["subnet-2"],
  routeTableId,
});
const towards = (id: string, attachmentId: string) => ({
  id,
  transitGatewayId: "tgw-1",
  routes: [{ destination: "0.0.0.0/0", attachmentId }],
});
const ATTACHED: readonly Change[] = [
  ...NEIGHBOUR,
  put("transitGateways", { id: "tgw-1" }),
  attached(),
  put("transitGatewayAttachments", into2("tgw-rtb-1")),
  put("transitGatewayRouteTables", {
    id: "tgw-rtb-1",
    transitGatewayId: "tgw-1",
    routes: [
      { destination: "10.1.0.0/16", attachmentId: "tgw-attach-2" },
      { destination: SITE, attachmentId: "tgw-attach-vpn" },
    ],
  }),
  change("routeTables", "rtb-2", { routes: [route(SITE, "tgw-1")] }),
];

describe("packets that come in by an attachment of a transit gateway", () => {
  const come: Question = {
    from: { kind: "transitGatewayAttachment", attachmentId: "tgw-attach-vpn", addresses: [SITE] },
    to: { kind: "interface", interfaceId: "eni-2" },
    ports: PORTS,
  };

  it("pass the gateway by the attachment's table", () => {
    const { outcome, forward, return: back } = answerOf(come, ...ATTACHED);
    assert.equal(outcome, "reachable");
    assert.deepEqual(hopsOf(forward), [
      "transitGatewayAttachment tgw-attach-vpn /transitGatewayAttachments/0",
      "transitGateway tgw-1 /transitGateways/0",
      "transitGatewayRouteTable tgw-rtb-1 /transitGatewayRouteTables/0/routes/0",
      "transitGatewayAttachment tgw-attach-2 /transitGatewayAttachments/1",
      "securityGroups sg-2 /securityGroups/1/ingress/0",
      "networkInterface eni-2 /networkInterfaces/4",
    ]);
    assert.deepEqual(hopsOf(back).slice(-4), [
      "transitGatewayAttachment tgw-attach-2 /transitGatewayAttachments/1",
      "transitGateway tgw-1 /transitGateways/0",
      "transitGatewayRouteTable tgw-rtb-1 /transitGatewayRouteTables/0/routes/1",
      "transitGatewayAttachment tgw-attach-vpn /transitGatewayAttachments/0",
    ]);
  });

  itAnswers([
    [
      "may come if nobody knows its state",
      come,
      [...ATTACHED, attached({ state: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "may come while it is modified",
      come,
      [...ATTACHED, attached({ state: "modifying" })],
      "unknown",
      ["whether tgw-attach-vpn carries packets while it is modifying"],
    ],
    [
      "do not come while it waits for acceptance",
      come,
      [...ATTACHED, attached({ state: "pendingAcceptance" })],
      "unreachable",
      [
        "forward BAD_STATE_ATTACHMENT at transitGatewayAttachment tgw-attach-vpn /transitGatewayAttachments/1: tgw-attach-vpn is pendingAcceptance",
      ],
    ],
    [
      "may come if nobody knows its gateway",
      come,
      [...ATTACHED, attached({ transitGatewayId: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "may go back into the gateway that they came out of",
      { ...come, to: { kind: "address", address: "10.3.0.10" } },
      [
        ...ATTACHED,
        put("vpcs", { id: "vpc-3", cidrBlocks: ["10.3.0.0/16"] }),
        put("transitGatewayAttachments", into2("tgw-rtb-2")),
        put(
          "transitGatewayRouteTables",
          towards("tgw-rtb-1", "tgw-attach-2"),
          towards("tgw-rtb-2", "tgw-attach-3"),
        ),
        change("routeTables", "rtb-2", { routes: [route("0.0.0.0/0", "tgw-1")] }),
      ],
      "unknown",
      ["tgw-attach-3", "whether tgw-1 takes packets back from tgw-attach-2"],
    ],
    [
      "do not go round by the gateway that they came out of",
      { ...come, to: { kind: "address", address: "10.3.0.10" } },
      [
        ...ATTACHED,
        put("vpcs", { id: "vpc-3", cidrBlocks: ["10.3.0.0/16"] }),
        put("transitGatewayAttachments", into2("tgw-rtb-2")),
        put(
          "transitGatewayRouteTables",
          towards("tgw-rtb-1", "tgw-attach-2"),
          towards("tgw-rtb-2", "tgw-attach-2"),
        ),
        change("routeTables", "rtb-2", { routes: [route("0.0.0.0/0", "tgw-1")] }),
      ],
      "unreachable",
      [
        "forward CANNOT_ROUTE at transitGateway tgw-1 /transitGateways/0: packets that come out of tgw-1 are sent into it again",
      ],
    ],
    [
      "do not reach another interface with the address, in the network that the gateway leads to",
      { ...come, to: { kind: "interface", interfaceId: "eni-twin" } },
      [
        ...ATTACHED,
        put("vpcs", { id: "vpc-twin", cidrBlocks: ["10.1.0.0/16"] }),
        put("subnets", { id: "subnet-twin", vpcId: "vpc-twin", cidrBlocks: ["10.1.0.0/24"] }),
        put("networkInterfaces", {
          id: "eni-twin",
          subnetId: "subnet-twin",
          addresses: [{ address: "10.1.0.10" }],
          securityGroupIds: ["sg-2"],
        }),
      ],
      "unreachable",
      [
        "forward NO_POSSIBLE_DESTINATION at networkInterface eni-twin /networkInterfaces/5: packets for the address of eni-twin go to eni-2",
      ],
    ],
  ]);
});
