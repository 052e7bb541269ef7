import type { Network, NetworkAclRule, Question } from "../../../reasoning/reachability";
import { EMPTY_NETWORK } from "../../../reasoning/reachability";

/** A rule that lets everything of both IP versions through. */
export const EVERYTHING: readonly NetworkAclRule[] = [
  { ruleNumber: 100, action: "allow", protocol: "all", cidr: "0.0.0.0/0" },
  { ruleNumber: 101, action: "allow", protocol: "all", cidr: "::/0" },
];

/** Security group rules that let everything out. */
export const ALL_OUT = [
  { protocol: "all", peer: { cidr: "0.0.0.0/0" } },
  { protocol: "all", peer: { cidr: "::/0" } },
] as const;

const FREE = { availabilityZone: "a", vpcId: "vpc-1" } as const;

/**
 * One VPC with a public subnet (internet gateway, NAT gateway), two private subnets, a client and a
 * server. Everything that a test does not change lets packets through.
 */
export function officeNetwork(): Network {
  return {
    ...EMPTY_NETWORK,
    vpcs: [
      {
        id: "vpc-1",
        region: "eu-central-1",
        account: "111111111111",
        cidrBlocks: ["10.0.0.0/16", "2001:db8:1::/56"],
        enableDnsHostnames: true,
      },
    ],
    subnets: [
      { id: "subnet-public", ...FREE, cidrBlocks: ["10.0.0.0/24", "2001:db8:1:0::/64"] },
      { id: "subnet-a", ...FREE, cidrBlocks: ["10.0.1.0/24", "2001:db8:1:1::/64"] },
      {
        id: "subnet-b",
        ...FREE,
        availabilityZone: "b",
        cidrBlocks: ["10.0.2.0/24", "2001:db8:1:2::/64"],
      },
    ],
    routeTables: [
      {
        id: "rtb-main",
        vpcId: "vpc-1",
        isMain: true,
        subnetIds: [],
        routes: [{ destination: "0.0.0.0/0", target: { kind: "natGateway", id: "nat-1" } }],
      },
      {
        id: "rtb-public",
        vpcId: "vpc-1",
        subnetIds: ["subnet-public"],
        routes: [{ destination: "0.0.0.0/0", target: { kind: "internetGateway", id: "igw-1" } }],
      },
    ],
    networkAcls: [
      {
        id: "acl-1",
        vpcId: "vpc-1",
        isDefault: true,
        subnetIds: [],
        ingress: EVERYTHING,
        egress: EVERYTHING,
      },
    ],
    securityGroups: [
      { id: "sg-client", vpcId: "vpc-1", ingress: [], egress: ALL_OUT },
      {
        id: "sg-server",
        vpcId: "vpc-1",
        ingress: [
          {
            protocol: "tcp",
            ports: { first: 443, last: 443 },
            peer: { securityGroup: "sg-client" },
          },
        ],
        egress: [],
      },
    ],
    networkInterfaces: [
      {
        id: "eni-client",
        subnetId: "subnet-a",
        addresses: [{ address: "10.0.1.10" }, { address: "2001:db8:1:1::10" }],
        securityGroupIds: ["sg-client"],
      },
      {
        id: "eni-server",
        subnetId: "subnet-b",
        addresses: [{ address: "10.0.2.20" }, { address: "2001:db8:1:2::20" }],
        securityGroupIds: ["sg-server"],
      },
      {
        id: "eni-bastion",
        subnetId: "subnet-public",
        addresses: [{ address: "10.0.0.30", publicAddress: "203.0.113.30" }],
        securityGroupIds: ["sg-client"],
      },
    ],
    internetGateways: [{ id: "igw-1", vpcId: "vpc-1" }],
    natGateways: [
      {
        id: "nat-1",
        subnetId: "subnet-public",
        privateAddress: "10.0.0.5",
        publicAddresses: ["203.0.113.5"],
      },
    ],
  };
}

/** The client asks the server for HTTPS. */
export const TO_SERVER: Question = {
  from: { kind: "interface", interfaceId: "eni-client" },
  to: { kind: "interface", interfaceId: "eni-server" },
  ports: [{ first: 443, last: 443 }],
};

/** The client asks some host of the internet for HTTPS. */
export const TO_INTERNET: Question = {
  from: { kind: "interface", interfaceId: "eni-client" },
  to: { kind: "address", address: "8.8.8.8" },
  ports: [{ first: 443, last: 443 }],
};
