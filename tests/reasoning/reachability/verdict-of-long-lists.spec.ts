import assert from "node:assert/strict";
import type { Network, Outcome, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, drop, GUIDE, put, route } from "./documentation/guide";

/** More than a call can have arguments. */
const MANY = 200_000;
const many = <T>(item: (at: number) => T): readonly T[] =>
  Array.from({ length: MANY }, (_, at) => item(at));
const gap = new Unknown(["somebody's choice"]);
const gaps = many(() => gap);
/** The same thousand single addresses of 52.0.0.0/8, none beside another, again and again. */
const hosts = many((at) => `52.0.${(at >> 7) & 7}.${(at & 127) * 2}/32`);
const address = (at: number) => `10.16.${(at >> 8) & 3}.${at & 255}`;

const S3 = "com.amazonaws.us-east-1.s3";
const toS3: Question = {
  from: { kind: "interface", interfaceId: "eni-app" },
  to: { kind: "service", serviceName: S3 },
  ports: [{ first: 443, last: 443 }],
};
const interfaceEndpoint = (more: object): Change =>
  put("vpcEndpoints", {
    id: "vpce-1",
    type: "interface",
    vpcId: "vpc-1",
    serviceName: S3,
    privateDnsEnabled: true,
    securityGroupIds: ["sg-open"],
    ...more,
  });
const wideSubnet: readonly Change[] = [
  change("vpcs", "vpc-1", { cidrBlocks: ["10.0.0.0/8"] }),
  put("subnets", {
    id: "subnet-wide",
    vpcId: "vpc-1",
    availabilityZone: "us-east-1a",
    cidrBlocks: ["10.16.0.0/12"],
  }),
];
const fromInternet = (to: Question["to"]): Question => ({
  from: { kind: "internet" },
  to,
  ports: [{ first: 443, last: 443 }],
  quantifier: "any",
});

const CASES: readonly (readonly [string, Question, readonly Change[], Outcome])[] = [
  [
    "rules of a security group",
    ask("app", "db"),
    [
      change("securityGroups", "sg-open", {
        ingress: hosts.map((cidr) => ({ protocol: "tcp", peer: { cidr } })),
      }),
    ],
    "unreachable",
  ],
  [
    "rules of a security group that nobody knows",
    ask("app", "db"),
    [change("securityGroups", "sg-open", { ingress: gaps })],
    "unknown",
  ],
  [
    "entries of a prefix list that a security group admits",
    ask("app", "db"),
    [
      change("securityGroups", "sg-open", {
        ingress: [{ protocol: "tcp", peer: { prefixList: "pl-1" } }],
      }),
      put("prefixLists", { id: "pl-1", entries: [...hosts, "10.0.1.0/24"] }),
    ],
    "reachable",
  ],
  [
    "entries of a prefix list that a route leads to",
    ask("app", "52.0.0.2"),
    [
      change("routeTables", "rtb-main", { routes: [route("pl-1", "nat-1")] }),
      put("prefixLists", { id: "pl-1", entries: hosts }),
    ],
    "reachable",
  ],
  [
    "entries of a prefix list that are a service's addresses",
    toS3,
    [
      put("services", { name: S3, addresses: hosts }),
      change("networkAcls", "acl-default", { egress: gaps }),
    ],
    "unknown",
  ],
  [
    "rules of a network ACL that nobody knows",
    ask("app", "db"),
    [change("networkAcls", "acl-default", { ingress: gaps })],
    "unknown",
  ],
  [
    "routes of a table that nobody knows",
    ask("app", "203.0.113.9"),
    [change("routeTables", "rtb-main", { routes: gaps })],
    "unknown",
  ],
  [
    "blocks of a subnet that nobody knows",
    ask("app", "10.0.77.7"),
    [change("subnets", "subnet-db", { cidrBlocks: ["10.0.2.0/24", ...gaps] })],
    "unknown",
  ],
  [
    "interfaces that nobody knows",
    ask("app", "10.0.2.77"),
    [(network) => ({ ...network, networkInterfaces: [...network.networkInterfaces, ...gaps] })],
    "unknown",
  ],
  [
    "addresses of interfaces with the same security groups",
    ask("app", address(1)),
    [
      ...wideSubnet,
      put(
        "networkInterfaces",
        ...[0, 1].map((turn) => ({
          id: `eni-wide-${turn}`,
          subnetId: "subnet-wide",
          securityGroupIds: ["sg-open"],
          addresses: many((at) => ({ address: address(2 * at + turn) })),
        })),
      ),
    ],
    "reachable",
  ],
  [
    "subnets of an endpoint that nobody knows",
    toS3,
    [interfaceEndpoint({ subnetIds: gaps })],
    "unknown",
  ],
  [
    "interfaces of an endpoint that are told of, and have an address that nobody knows",
    toS3,
    [
      interfaceEndpoint({ networkInterfaceIds: ["eni-endpoint"] }),
      put("networkInterfaces", {
        id: "eni-endpoint",
        subnetId: "subnet-app",
        addresses: gaps,
        securityGroupIds: ["sg-open"],
      }),
    ],
    "reachable",
  ],
  [
    "blocks of a peer that nobody knows",
    ask("app", "10.9.0.1"),
    [
      put("vpcs", { id: "vpc-2", cidrBlocks: gaps }),
      put("peeringConnections", { id: "pcx-1", requesterVpcId: "vpc-1", accepterVpcId: "vpc-2" }),
      change("vpcs", "vpc-1", { cidrBlocks: ["10.0.0.0/21"] }),
      change("routeTables", "rtb-main", { routes: [route("10.9.0.0/16", "pcx-1")] }),
    ],
    "unknown",
  ],
  [
    "exclusions from the block of public access that nobody knows",
    ask("web", "203.0.113.9"),
    [put("blockPublicAccess", { mode: "block-bidirectional", exclusions: gaps })],
    "unknown",
  ],
  [
    "exclusions that nobody knows, from the internet",
    fromInternet({ kind: "interface", interfaceId: "eni-web" }),
    [put("blockPublicAccess", { mode: "block-ingress", exclusions: gaps })],
    "unknown",
  ],
  [
    "interfaces that may have a public address",
    fromInternet({ kind: "address", address: "52.0.0.1" }),
    [(network) => ({ ...network, networkInterfaces: gaps })],
    "unknown",
  ],
  [
    "internet gateways that nobody knows",
    fromInternet({ kind: "interface", interfaceId: "eni-web" }),
    [drop("internetGateways", "igw-1"), (network) => ({ ...network, internetGateways: gaps })],
    "unknown",
  ],
];

describe("lists that are longer than a call can have arguments", () => {
  for (const [title, question, changes, outcome] of CASES) {
    it(`do not stop the answer: ${title}`, () => {
      const network = changes.reduce<Network>((before, each) => each(before), GUIDE);
      assert.equal(reach(network, question).outcome, outcome);
    }).timeout(20_000);
  }
});
