import type { Properties, Resource, Stack } from "../../../../preflight/model/resource";
import {
  HIDDEN,
  change,
  endpointStack,
  interfaceEndpoint,
  itSays,
  make,
  natStack,
  plus,
} from "../network-stack";
import { byParticipant } from "../shared-stack";

const elsewhere = (type: string, name: string, inputs: Properties = {}): Resource =>
  make(`ec2/${type}`, name, { vpcId: "vpc-0a", ...inputs });
const otherSubnet = elsewhere("subnet:Subnet", "abroad", { cidrBlock: "10.9.0.0/24" });
const otherGroup = elsewhere("securityGroup:SecurityGroup", "strangers");
const otherTable = elsewhere("routeTable:RouteTable", "foreign-table");

describe("endpoints-in-one-vpc-and-region", () => {
  itSays("endpoints-in-one-vpc-and-region", [
    { when: "endpoints of the VPC", stack: endpointStack, says: "pass" },
    { when: "no endpoint", stack: natStack, says: "notApplicable" },
    {
      when: "a subnet of another VPC",
      stack: () => plus(change(endpointStack(), "sqs", { subnetIds: ["abroad-id"] }), otherSubnet),
      says: "fail",
      findings: ["sqs: names the subnet abroad, which is of another VPC"],
    },
    {
      when: "a subnet of another VPC by an association",
      stack: () =>
        plus(
          endpointStack(),
          otherSubnet,
          make("ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation", "tie", {
            vpcEndpointId: "sqs-id",
            subnetId: "abroad-id",
          }),
        ),
      says: "fail",
    },
    {
      when: "a group of another VPC",
      stack: () =>
        plus(change(endpointStack(), "sqs", { securityGroupIds: ["strangers-id"] }), otherGroup),
      says: "fail",
      findings: ["sqs: names the security group strangers, which is of another VPC"],
    },
    {
      when: "a group that is lent to the VPC",
      stack: () =>
        plus(
          change(endpointStack(), "sqs", { securityGroupIds: ["strangers-id"] }),
          otherGroup,
          make("vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation", "tie", {
            securityGroupId: "strangers-id",
            vpcId: "vpc-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "a group of another account in a shared VPC",
      stack: () => byParticipant("endpoint-group"),
      says: "fail",
      findings: [
        "database-endpoint: names the security group endpoint-group, which is of another account",
        "webserver-endpoint: names the security group endpoint-group, which is of another account",
      ],
    },
    {
      when: "a route table of another VPC",
      stack: () =>
        plus(change(endpointStack(), "s3", { routeTableIds: ["foreign-table-id"] }), otherTable),
      says: "fail",
    },
    {
      when: "the VPC's own main table",
      stack: () => change(endpointStack(), "s3", { routeTableIds: ["rtb-main"] }),
      says: "pass",
    },
    {
      when: "subnets that are not known",
      stack: () => change(endpointStack(), "sqs", { subnetIds: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a service of another Region",
      stack: () => change(endpointStack(), "sqs", { serviceName: "com.amazonaws.us-west-2.sqs" }),
      says: "fail",
      findings: ["sqs: serviceName names a service of us-west-2, and the endpoint is in eu-west-1"],
    },
    {
      when: "a service of another Region that is said to be there",
      stack: () =>
        change(endpointStack(), "sqs", {
          serviceName: "com.amazonaws.us-west-2.sqs",
          serviceRegion: "us-west-2",
        }),
      says: "pass",
    },
    {
      when: "a service in China",
      stack: () => ({
        ...plus(
          natStack(),
          interfaceEndpoint("sqs", { serviceName: "cn.com.amazonaws.cn-north-1.sqs" }),
        ),
        region: "cn-north-1",
      }),
      says: "pass",
    },
    {
      when: "a service that is not AWS's own",
      stack: () =>
        plus(
          natStack(),
          interfaceEndpoint("partner", { serviceName: "com.amazonaws.vpce.us-west-2.vpce-svc-0a" }),
        ),
      says: "pass",
    },
    {
      when: "a service that is not known",
      stack: () => change(endpointStack(), "sqs", { serviceName: HIDDEN }),
      says: "unknown",
    },
  ]);
});

describe("endpoint-services-not-taken-twice", () => {
  const twin = (inputs: Properties = {}): Stack =>
    plus(endpointStack(), {
      ...interfaceEndpoint("sqs", inputs),
      urn: "sqs-2",
      name: "sqs-2",
      outputs: { id: "sqs-2-id" },
    });
  const gateway = (inputs: Properties): Stack =>
    plus(
      endpointStack(),
      make("ec2/vpcEndpoint:VpcEndpoint", "s3-2", {
        vpcId: "vpc-id",
        serviceName: "com.amazonaws.eu-west-1.s3",
        vpcEndpointType: "Gateway",
        ...inputs,
      }),
    );
  itSays("endpoint-services-not-taken-twice", [
    { when: "one endpoint for each service", stack: endpointStack, says: "pass" },
    {
      when: "two with private DNS",
      stack: () => twin(),
      says: "fail",
      findings: [
        "sqs-2: is a second endpoint beside sqs with private DNS for its service in the VPC",
      ],
    },
    {
      when: "two, one without private DNS",
      stack: () => twin({ privateDnsEnabled: false }),
      says: "pass",
    },
    { when: "two in two VPCs", stack: () => twin({ vpcId: "vpc-0a" }), says: "pass" },
    {
      when: "two, one of which may have private DNS",
      stack: () => twin({ privateDnsEnabled: HIDDEN }),
      says: "unknown",
    },
    {
      when: "two, one of which may be in the VPC",
      stack: () => twin({ vpcId: HIDDEN }),
      says: "unknown",
    },
    {
      when: "two gateways on one table",
      stack: () => gateway({ routeTableIds: ["private-table-id"] }),
      says: "fail",
      findings: ["s3-2: is a second gateway beside s3 for its service on one route table"],
    },
    {
      when: "two gateways on one table by an association",
      stack: () =>
        plus(
          gateway({}),
          make("ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", "tie", {
            vpcEndpointId: "s3-2-id",
            routeTableId: "private-table-id",
          }),
        ),
      says: "fail",
    },
    {
      when: "two gateways on two tables",
      stack: () => gateway({ routeTableIds: ["public-table-id"] }),
      says: "pass",
    },
    {
      when: "two gateways, one on tables that are not known",
      stack: () => gateway({ routeTableIds: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a gateway and an interface for S3",
      stack: () =>
        plus(endpointStack(), {
          ...interfaceEndpoint("s3"),
          urn: "s3-interface",
          name: "s3-interface",
          outputs: { id: "s3-interface-id" },
        }),
      says: "pass",
    },
  ]);
});

describe("endpoints-in-every-subnet-zone", () => {
  itSays("endpoints-in-every-subnet-zone", [
    { when: "endpoints in both subnets", stack: endpointStack, says: "pass" },
    { when: "no endpoint", stack: natStack, says: "notApplicable" },
    {
      when: "an endpoint in one subnet",
      stack: () => change(endpointStack(), "sqs", { subnetIds: ["private-1-id"] }),
      says: "fail",
      findings: ["private-2: is in a zone without an interface of sqs"],
    },
    {
      when: "an endpoint in another subnet of the zone",
      stack: () =>
        plus(
          change(endpointStack(), "sqs", { subnetIds: ["private-1-id", "endpoints-id"] }),
          make("ec2/subnet:Subnet", "endpoints", {
            vpcId: "vpc-id",
            cidrBlock: "10.0.20.0/24",
            availabilityZone: "eu-west-1b",
          }),
        ),
      says: "pass",
    },
    {
      when: "an endpoint in one subnet, and in another by an association",
      stack: () =>
        plus(
          change(endpointStack(), "sqs", { subnetIds: ["private-1-id"] }),
          make("ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation", "tie", {
            vpcEndpointId: "sqs-id",
            subnetId: "private-2-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "an endpoint whose subnets are configured one by one",
      stack: () =>
        change(endpointStack(), "sqs", {
          subnetIds: undefined,
          subnetConfigurations: [{ subnetId: "private-1-id", ipv4: "10.0.10.9" }],
        }),
      says: "fail",
    },
    {
      when: "an endpoint in subnets that are not known",
      stack: () => change(endpointStack(), "sqs", { subnetIds: HIDDEN }),
      says: "unknown",
    },
    {
      when: "an endpoint in a subnet that no stack holds",
      stack: () => change(endpointStack(), "sqs", { subnetIds: ["private-1-id", "subnet-0a"] }),
      says: "unknown",
      blockedBy: ["sqs#subnetIds"],
    },
    {
      when: "an endpoint in one subnet that takes no calls",
      stack: () =>
        change(endpointStack(), "sqs", { subnetIds: ["private-1-id"], privateDnsEnabled: false }),
      says: "pass",
    },
    {
      when: "an endpoint of a customer's own service",
      stack: () =>
        plus(
          natStack(),
          interfaceEndpoint("database", {
            serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0a",
            subnetIds: ["private-1-id"],
          }),
        ),
      says: "notApplicable",
    },
  ]);
});
