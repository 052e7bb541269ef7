import type { Stack, Value } from "../../../../preflight/model/resource";
import { HIDDEN, change, endpointStack, itSays, make, natStack, plus } from "../network-stack";

const ALL = { protocol: "-1", fromPort: 0, toPort: 0 };
const SELF = { ...ALL, self: true };
const ingress = (...rules: Value[]): Stack => change(natStack(), "group", { ingress: rules });
const egress = (stack: Stack, ...rules: Value[]): Stack =>
  change(stack, "group", { egress: rules });
const tcp = (
  fromPort: Value,
  toPort: Value,
  more: Record<string, Value> = { self: true },
): Value => ({
  protocol: "tcp",
  fromPort,
  toPort,
  ...more,
});
const olderRule = (inputs: Record<string, Value>) =>
  make("ec2/securityGroupRule:SecurityGroupRule", "rule", {
    securityGroupId: "group-id",
    ...inputs,
  });

describe("security-groups-admit-themselves", () => {
  itSays("security-groups-admit-themselves", [
    {
      when: "no ingress rule",
      stack: () => ingress(),
      says: "fail",
      findings: [
        "group: no ingress rule admits TCP 443 and TCP 5432 from the environment's own security groups",
      ],
    },
    {
      when: "another port, written as text",
      stack: () => ingress(tcp("8080", "8080")),
      says: "fail",
    },
    { when: "both ports, written as text", stack: () => ingress(tcp("443", "5432")), says: "pass" },
    {
      when: "ports that are not known",
      stack: () => ingress(tcp(HIDDEN, HIDDEN)),
      says: "unknown",
      blockedBy: ["group#ingress.0.fromPort", "group#ingress.0.toPort"],
    },
    {
      when: "ports whose known end leaves both out",
      stack: () => ingress(tcp(8080, HIDDEN)),
      says: "fail",
    },
    {
      when: "TCP without ports",
      stack: () => ingress({ protocol: "tcp", self: true }),
      says: "fail",
    },
    {
      when: "a protocol in capitals",
      stack: () => ingress({ protocol: "TCP", fromPort: 0, toPort: 65535, self: true }),
      says: "pass",
    },
    {
      when: "a protocol that is not known",
      stack: () => ingress({ ...SELF, protocol: HIDDEN }),
      says: "unknown",
      blockedBy: ["group#ingress.0.protocol"],
    },
    {
      when: "a self that is not known",
      stack: () => ingress({ ...ALL, self: HIDDEN }),
      says: "unknown",
      blockedBy: ["group#ingress.0.self"],
    },
    {
      when: "groups that are not known",
      stack: () => ingress({ ...ALL, securityGroups: HIDDEN }),
      says: "unknown",
      blockedBy: ["group#ingress.0.securityGroups"],
    },
    {
      when: "a block that holds both subnets",
      stack: () => ingress({ ...ALL, cidrBlocks: ["10.0.0.0/16"] }),
      says: "pass",
    },
    {
      when: "two blocks that hold one subnet each",
      stack: () => ingress({ ...ALL, cidrBlocks: ["10.0.10.0/24", "10.0.11.0/24"] }),
      says: "pass",
    },
    {
      when: "a block that holds one subnet of two",
      stack: () => ingress({ ...ALL, cidrBlocks: ["10.0.10.0/24"] }),
      says: "fail",
    },
    {
      when: "a block of IPv6 alone",
      stack: () => ingress({ ...ALL, ipv6CidrBlocks: ["::/0"] }),
      says: "fail",
    },
    {
      when: "the blocks of subnets that are not known",
      stack: () =>
        change(ingress({ ...ALL, cidrBlocks: ["10.0.0.0/16"] }), "private-1", {
          cidrBlock: HIDDEN,
        }),
      says: "unknown",
      blockedBy: ["private-1#cidrBlock"],
    },
    {
      when: "an older rule of a type that is not known",
      stack: () => plus(ingress(), olderRule({ ...SELF, type: HIDDEN })),
      says: "unknown",
    },
    {
      when: "an older rule",
      stack: () => plus(ingress(), olderRule({ ...SELF, type: "ingress" })),
      says: "pass",
    },
    {
      when: "itself, written with its account's number",
      stack: () => ingress({ ...ALL, securityGroups: ["000000000000/group-id"] }),
      says: "pass",
    },
    {
      when: "hidden rules beside one that admits everything",
      stack: () => plus(natStack(), olderRule({ ...SELF, type: HIDDEN })),
      says: "pass",
    },
    {
      when: "an environment without groups",
      stack: () => change(natStack(), "environment", { networkConfiguration: undefined }),
      says: "notApplicable",
    },
    {
      when: "a group that no stack holds",
      stack: () =>
        change(natStack(), "environment", {
          networkConfiguration: {
            subnetIds: ["private-1-id", "private-2-id"],
            securityGroupIds: ["sg-0a"],
          },
        }),
      says: "unknown",
      blockedBy: ["environment#networkConfiguration.securityGroupIds.0"],
    },
  ]);
});

describe("security-groups-reference-themselves", () => {
  itSays("security-groups-reference-themselves", [
    {
      when: "a block of addresses instead of the group",
      stack: () => ingress({ ...ALL, cidrBlocks: ["10.0.0.0/16"] }),
      says: "fail",
      findings: ["group: admits the environment's own traffic by address, not by security group"],
    },
    { when: "the group itself", stack: natStack, says: "pass" },
    { when: "nothing at all", stack: () => ingress(), says: "notApplicable" },
    {
      when: "a block, and a group that is not known",
      stack: () =>
        ingress({ ...ALL, cidrBlocks: ["10.0.0.0/16"] }, { ...ALL, securityGroups: HIDDEN }),
      says: "unknown",
    },
  ]);
});

describe("security-groups-let-own-traffic-out", () => {
  itSays("security-groups-let-own-traffic-out", [
    { when: "the group itself", stack: () => egress(natStack(), SELF), says: "pass" },
    {
      when: "the VPC's block",
      stack: () => egress(natStack(), { ...ALL, cidrBlocks: ["10.0.0.0/16"] }),
      says: "pass",
    },
    {
      when: "TCP 443 alone",
      stack: () => egress(natStack(), tcp(443, 443, { cidrBlocks: ["0.0.0.0/0"] })),
      says: "fail",
      findings: ["group: no egress rule lets TCP 5432 out to the environment itself"],
    },
    {
      when: "every IPv6 address",
      stack: () => egress(natStack(), { ...ALL, ipv6CidrBlocks: ["::/0"] }),
      says: "fail",
    },
    { when: "no rule", stack: () => egress(natStack()), says: "fail" },
    {
      when: "a block that is not known",
      stack: () => egress(natStack(), { ...ALL, cidrBlocks: [HIDDEN] }),
      says: "unknown",
    },
  ]);
});

describe("security-groups-let-service-calls-out", () => {
  const rule = "security-groups-let-service-calls-out";
  const s3List = { ...ALL, prefixListIds: ["pl-s3"] };
  const listed = (): Stack =>
    change(endpointStack(), "s3", {}, { outputs: { id: "s3-id", prefixListId: "pl-s3" } });
  const all = "s3, logs, monitoring, sqs, kms";
  itSays(rule, [
    {
      when: "the group alone, in front of a NAT gateway",
      stack: () => egress(natStack(), SELF),
      says: "fail",
      findings: [`group: no egress rule lets TCP 443 out to ${all}`],
    },
    {
      when: "the VPC's block, in front of a NAT gateway",
      stack: () => egress(natStack(), { ...ALL, cidrBlocks: ["10.0.0.0/16"] }),
      says: "fail",
    },
    {
      when: "everything in two halves",
      stack: () => egress(natStack(), { ...ALL, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }),
      says: "pass",
    },
    {
      when: "some public addresses, in front of a NAT gateway",
      stack: () => egress(natStack(), { ...ALL, cidrBlocks: ["52.0.0.0/8"] }),
      says: "unknown",
    },
    {
      when: "itself, the S3 prefix list and the VPC's block, with endpoints",
      stack: () => egress(listed(), SELF, s3List, { ...ALL, cidrBlocks: ["10.0.0.0/16"] }),
      says: "pass",
    },
    {
      when: "itself and the S3 prefix list, with endpoints in the same group",
      stack: () => egress(listed(), SELF, s3List),
      says: "pass",
    },
    {
      when: "the S3 prefix list before its id is known",
      stack: () =>
        change(
          egress(endpointStack(), SELF, { ...ALL, prefixListIds: [HIDDEN] }),
          "group",
          {},
          { propertyDependencies: { egress: ["s3"] } },
        ),
      says: "pass",
    },
    {
      when: "a prefix list that nobody tells, with endpoints",
      stack: () => egress(endpointStack(), SELF, { ...ALL, prefixListIds: ["pl-0a"] }),
      says: "unknown",
    },
    {
      when: "itself alone, with endpoints",
      stack: () => egress(endpointStack(), SELF),
      says: "fail",
      findings: ["group: no egress rule lets TCP 443 out to s3"],
    },
    {
      when: "the S3 prefix list of an endpoint that another VPC has too",
      stack: () =>
        plus(
          egress(endpointStack(), SELF, s3List),
          make(
            "ec2/vpcEndpoint:VpcEndpoint",
            "s3-elsewhere",
            { vpcId: "vpc-0a", serviceName: "com.amazonaws.eu-west-1.s3" },
            { outputs: { id: "s3-elsewhere-id", prefixListId: "pl-s3" } },
          ),
        ),
      says: "pass",
    },
    {
      when: "the S3 prefix list, in front of a NAT gateway, and endpoints for the rest",
      stack: () =>
        change(
          egress(
            change(listed(), "private-table", {
              routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-0a" }],
            }),
            SELF,
            s3List,
          ),
          "s3",
          { routeTableIds: ["public-table-id"] },
        ),
      says: "pass",
    },
    {
      when: "the prefix list of another service",
      stack: () =>
        plus(
          egress(endpointStack(), SELF, { ...ALL, prefixListIds: ["pl-tables"] }),
          make(
            "ec2/vpcEndpoint:VpcEndpoint",
            "dynamodb",
            { vpcId: "vpc-id", serviceName: "com.amazonaws.eu-west-1.dynamodb" },
            { outputs: { id: "dynamodb-id", prefixListId: "pl-tables" } },
          ),
        ),
      says: "fail",
      findings: ["group: no egress rule lets TCP 443 out to s3"],
    },
    {
      when: "the VPC's block alone, with an interface endpoint for S3",
      stack: () =>
        change(egress(endpointStack(), { ...ALL, cidrBlocks: ["10.0.0.0/16"] }), "s3", {
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: ["private-1-id", "private-2-id"],
          securityGroupIds: ["group-id"],
        }),
      says: "pass",
    },
    {
      when: "443 to itself, the S3 prefix list and the VPC's block, as narrow as the guide allows",
      stack: () =>
        egress(
          listed(),
          tcp(443, 443),
          tcp(5432, 5432),
          tcp(443, 443, { prefixListIds: ["pl-s3"] }),
          tcp(443, 443, { cidrBlocks: ["10.0.0.0/16"] }),
        ),
      says: "pass",
    },
    {
      when: "no rule, where there is no way to a service either",
      stack: () => egress(change(natStack(), "private-table", { routes: [] })),
      says: "pass",
    },
  ]);
});

describe("security-groups-closed-to-the-world", () => {
  const open = (more: Record<string, Value>): Stack => ingress(SELF, { ...ALL, ...more });
  itSays("security-groups-closed-to-the-world", [
    { when: "the group itself", stack: natStack, says: "pass" },
    { when: "0.0.0.0/0", stack: () => open({ cidrBlocks: ["0.0.0.0/0"] }), says: "fail" },
    { when: "::/0", stack: () => open({ ipv6CidrBlocks: ["::/0"] }), says: "fail" },
    {
      when: "the world in two halves",
      stack: () => open({ cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] }),
      says: "fail",
      findings: ["group: admits traffic from every address"],
    },
    { when: "half of IPv6", stack: () => open({ ipv6CidrBlocks: ["8000::/1"] }), says: "fail" },
    { when: "the VPC's block", stack: () => open({ cidrBlocks: ["10.0.0.0/16"] }), says: "pass" },
    {
      when: "a block that is not known",
      stack: () => open({ cidrBlocks: [HIDDEN] }),
      says: "unknown",
      blockedBy: ["group#ingress.1.cidrBlocks"],
    },
    {
      when: "blocks that are not known",
      stack: () => open({ cidrBlocks: HIDDEN }),
      says: "unknown",
    },
    { when: "a prefix list", stack: () => open({ prefixListIds: ["pl-0a"] }), says: "unknown" },
    {
      when: "an older rule of a type that is not known",
      stack: () => plus(natStack(), olderRule({ ...ALL, cidrBlocks: ["0.0.0.0/0"], type: HIDDEN })),
      says: "unknown",
    },
  ]);
});
