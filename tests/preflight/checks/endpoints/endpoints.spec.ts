import type { Resource, Stack, Value } from "../../../../preflight/model/resource";
import {
  HIDDEN,
  change,
  endpointStack,
  itSays,
  make,
  natStack,
  plus,
  without,
} from "../network-stack";

const missing = (...services: string[]): readonly string[] =>
  ["private-1", "private-2"].map(
    (name) =>
      `${name}: has neither a default route nor working endpoints for ${services.join(", ")}`,
  );
const otherGroup = (ingress: readonly { readonly [key: string]: string | number | string[] }[]) =>
  make("ec2/securityGroup:SecurityGroup", "other", { vpcId: "vpc-id", ingress, egress: [] });
const behindOther = (ingress: Parameters<typeof otherGroup>[0]): Stack =>
  plus(change(endpointStack(), "sqs", { securityGroupIds: ["other-id"] }), otherGroup(ingress));
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };

describe("subnets-reach-aws-services by endpoints", () => {
  itSays("subnets-reach-aws-services", [
    {
      when: "an endpoint without private DNS",
      stack: () => change(endpointStack(), "sqs", { privateDnsEnabled: false }),
      says: "fail",
      findings: missing("sqs"),
    },
    {
      when: "an endpoint of another type",
      stack: () => change(endpointStack(), "sqs", { vpcEndpointType: "GatewayLoadBalancer" }),
      says: "fail",
    },
    {
      when: "an endpoint with IPv6 addresses alone, in subnets without any",
      stack: () => change(endpointStack(), "sqs", { ipAddressType: "ipv6" }),
      says: "fail",
      findings: missing("sqs"),
    },
    {
      when: "an endpoint whose names lead to IPv6 addresses alone",
      stack: () => change(endpointStack(), "sqs", { dnsOptions: { dnsRecordIpType: "ipv6" } }),
      says: "fail",
      findings: missing("sqs"),
    },
    {
      when: "an endpoint whose family is hidden, in subnets without IPv6 addresses",
      stack: () => change(endpointStack(), "sqs", { ipAddressType: HIDDEN }),
      says: "pass",
    },
    {
      when: "an endpoint with IPv6 addresses alone, in subnets that have them",
      stack: () =>
        ["private-1", "private-2"].reduce(
          (stack, subnet) => change(stack, subnet, { ipv6CidrBlock: "2001:db8::/64" }),
          change(endpointStack(), "sqs", { ipAddressType: "ipv6" }),
        ),
      says: "unknown",
    },
    {
      when: "an endpoint whose private DNS is not known",
      stack: () => change(endpointStack(), "sqs", { privateDnsEnabled: HIDDEN }),
      says: "unknown",
    },
    {
      when: "an endpoint in no subnet",
      stack: () => change(endpointStack(), "kms", { subnetIds: [] }),
      says: "fail",
      findings: missing("kms"),
    },
    {
      when: "an endpoint whose subnet is an association of its own",
      stack: () =>
        plus(
          change(endpointStack(), "kms", { subnetIds: undefined }),
          make("ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation", "tie", {
            vpcEndpointId: "kms-id",
            subnetId: "private-1-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "an endpoint whose group admits nothing",
      stack: () => behindOther([]),
      says: "fail",
      findings: missing("sqs"),
    },
    {
      when: "an endpoint whose group admits the environment's",
      stack: () => behindOther([{ ...https, securityGroups: ["group-id"] }]),
      says: "pass",
    },
    {
      when: "an endpoint whose group admits the VPC's addresses",
      stack: () => behindOther([{ ...https, cidrBlocks: ["10.0.0.0/16"] }]),
      says: "pass",
    },
    {
      when: "an endpoint whose group admits another port",
      stack: () =>
        behindOther([{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["10.0.0.0/16"] }]),
      says: "fail",
    },
    {
      when: "an endpoint whose group no stack holds",
      stack: () => change(endpointStack(), "sqs", { securityGroupIds: ["sg-0a"] }),
      says: "unknown",
    },
    {
      when: "an endpoint with the VPC's default group",
      stack: () => change(endpointStack(), "sqs", { securityGroupIds: undefined }),
      says: "unknown",
      blockedBy: ["sqs#securityGroupIds"],
    },
    {
      when: "a gateway endpoint on no table",
      stack: () => change(endpointStack(), "s3", { routeTableIds: undefined }),
      says: "fail",
      findings: missing("s3"),
    },
    {
      when: "a gateway endpoint on another table",
      stack: () => change(endpointStack(), "s3", { routeTableIds: ["public-table-id"] }),
      says: "fail",
    },
    {
      when: "a gateway endpoint tied to the table by a resource of its own",
      stack: () =>
        plus(
          change(endpointStack(), "s3", { routeTableIds: undefined }),
          make("ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", "tie", {
            vpcEndpointId: "s3-id",
            routeTableId: "private-table-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "a gateway endpoint on the main table, which the subnets use",
      stack: () =>
        change(without(endpointStack(), "private-1-association", "private-2-association"), "s3", {
          routeTableIds: ["rtb-main"],
        }),
      says: "pass",
    },
    {
      when: "a gateway endpoint on tables that are not known",
      stack: () => change(endpointStack(), "s3", { routeTableIds: HIDDEN }),
      says: "unknown",
    },
    {
      when: "an interface endpoint for S3 with private DNS",
      stack: () =>
        change(endpointStack(), "s3", {
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds: ["private-1-id"],
          securityGroupIds: ["group-id"],
        }),
      says: "pass",
    },
    {
      when: "an interface endpoint for S3 without private DNS",
      stack: () =>
        change(endpointStack(), "s3", {
          vpcEndpointType: "Interface",
          subnetIds: ["private-1-id"],
          securityGroupIds: ["group-id"],
        }),
      says: "unknown",
    },
    {
      when: "an interface endpoint for S3 whose names serve other networks alone",
      stack: () =>
        change(endpointStack(), "s3", {
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          dnsOptions: { privateDnsOnlyForInboundResolverEndpoint: true },
          subnetIds: ["private-1-id"],
          securityGroupIds: ["group-id"],
        }),
      says: "unknown",
    },
    {
      when: "a policy that denies everything, which is another rule's",
      stack: () =>
        change(endpointStack(), "sqs", {
          policy: JSON.stringify({
            Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }],
          }),
        }),
      says: "pass",
    },
    {
      when: "an endpoint for a service that is not known",
      stack: () => change(endpointStack(), "sqs", { serviceName: HIDDEN }),
      says: "unknown",
    },
    {
      when: "every endpoint, whatever the routes turn out to be",
      stack: () => change(endpointStack(), "private-table", { routes: HIDDEN }),
      says: "pass",
    },
    {
      when: "an endpoint that takes the calls from a NAT gateway and admits none",
      stack: () =>
        plus(
          natStack(),
          otherGroup([]),
          make("ec2/vpcEndpoint:VpcEndpoint", "sqs", {
            vpcId: "vpc-id",
            serviceName: "com.amazonaws.eu-west-1.sqs",
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: ["private-1-id"],
            securityGroupIds: ["other-id"],
          }),
        ),
      says: "fail",
      findings: [
        "sqs: takes the calls to sqs by its private DNS name, and has no security group that admits them",
      ],
    },
  ]);
});

describe("an S3 endpoint that a hosted zone leads to", () => {
  const NAME = "s3.eu-west-1.amazonaws.com";
  const alias = (name: string, target: Value = "vpce-0a-1b2c.s3.eu-west-1.vpce.amazonaws.com") =>
    make("route53/record:Record", name, {
      zoneId: "zone-id",
      name,
      type: "A",
      aliases: [{ name: target, zoneId: "Z7K1066E3PUKB", evaluateTargetHealth: false }],
    });
  const zoned = (vpcs: Value, ...records: readonly Resource[]): Stack =>
    plus(
      change(
        endpointStack(),
        "s3",
        {
          vpcEndpointType: "Interface",
          subnetIds: ["private-1-id"],
          securityGroupIds: ["group-id"],
        },
        { outputs: { id: "vpce-0a" } },
      ),
      make("route53/zone:Zone", "zone", { name: NAME, vpcs }),
      ...records,
    );
  const inVpc = [{ vpcId: "vpc-id" }];
  itSays("subnets-reach-aws-services", [
    {
      when: "the name of S3 and those of all buckets",
      stack: () => zoned(inVpc, alias(NAME), alias(`*.${NAME}`)),
      says: "pass",
    },
    {
      when: "an alias that is not known, but of the endpoint",
      stack: () =>
        zoned(inVpc, alias(NAME), {
          ...alias(`*.${NAME}`, HIDDEN),
          propertyDependencies: { aliases: ["s3"] },
        }),
      says: "pass",
    },
    {
      when: "a zone that is tied to the VPC by a resource of its own",
      stack: () =>
        plus(
          zoned([{ vpcId: "vpc-0a" }], alias(NAME), alias(`*.${NAME}.`)),
          make("route53/zoneAssociation:ZoneAssociation", "tie", {
            zoneId: "zone-id",
            vpcId: "vpc-id",
          }),
        ),
      says: "pass",
    },
    { when: "no name of a bucket", stack: () => zoned(inVpc, alias(NAME)), says: "unknown" },
    {
      when: "a zone of another VPC",
      stack: () => zoned([{ vpcId: "vpc-0a" }], alias(NAME), alias(`*.${NAME}`)),
      says: "unknown",
    },
    {
      when: "aliases of another endpoint",
      stack: () => zoned(inVpc, alias(NAME, "vpce-0b-1.x"), alias(`*.${NAME}`, "vpce-0b-1.x")),
      says: "unknown",
    },
  ]);
});

describe("environment-waits-for-network", () => {
  const unawaited = (stack: Stack, ...urns: string[]): Stack => {
    const environment = stack.resources.find(({ name }) => name === "environment");
    const dependencies = (environment?.dependencies ?? []).filter((urn) => !urns.includes(urn));
    return change(stack, "environment", {}, { dependencies });
  };
  const message = "is not waited for by the environment, which needs it to come up";
  itSays("environment-waits-for-network", [
    {
      when: "endpoints that the subnets depend on",
      stack: () => unawaited(endpointStack(), "sqs", "s3"),
      says: "fail",
      findings: [`s3: ${message}`, `sqs: ${message}`],
    },
    {
      when: "endpoints beside a NAT gateway",
      stack: () =>
        unawaited(
          plus(
            natStack(),
            make("ec2/vpcEndpoint:VpcEndpoint", "s3", {
              vpcId: "vpc-id",
              serviceName: "com.amazonaws.eu-west-1.s3",
              routeTableIds: ["private-table-id"],
            }),
          ),
          "s3",
        ),
      says: "pass",
    },
    {
      when: "an association",
      stack: () => unawaited(natStack(), "private-1-association"),
      says: "fail",
      findings: [`private-1-association: ${message}`],
    },
    {
      when: "hidden routes",
      stack: () => change(natStack(), "private-table", { routes: HIDDEN }),
      says: "unknown",
    },
  ]);
});
