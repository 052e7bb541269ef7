import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  PublicRoutingNetwork,
  type PublicRoutingNetworkArgs,
} from "../../../components/network/public-routing";
import { record, type Recording } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

async function networkWith(args: PublicRoutingNetworkArgs = {}): Promise<Recording> {
  const { recording } = await record(() => new PublicRoutingNetwork("net", args));
  return recording;
}

const QUICK_START_COUNTS = {
  "aws:ec2/eip:Eip": 2,
  "aws:ec2/internetGateway:InternetGateway": 1,
  "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": 1,
  "aws:ec2/natGateway:NatGateway": 2,
  "aws:ec2/route:Route": 3,
  "aws:ec2/routeTable:RouteTable": 3,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": 4,
  "aws:ec2/securityGroup:SecurityGroup": 1,
  "aws:ec2/subnet:Subnet": 4,
  "aws:ec2/vpc:Vpc": 1,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
};

describe("PublicRoutingNetwork", () => {
  it("makes what the quick start's template makes, and the egress rule it takes for granted", async () => {
    const network = await networkWith();
    assert.deepEqual(network.counts(), QUICK_START_COUNTS);
  });

  it("gives the VPC the guide's range and DNS names", async () => {
    const network = await networkWith();
    assert.deepEqual(network.only("aws:ec2/vpc:Vpc").inputs, {
      cidrBlock: "10.192.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: "net VPC" },
    });
  });

  it("puts a public and a private subnet into each of the region's first two zones", async () => {
    const network = await networkWith();
    const subnets = network.ofType("aws:ec2/subnet:Subnet").map(({ name, inputs }) => ({
      name,
      cidr: inputs["cidrBlock"],
      zone: inputs["availabilityZoneId"],
      publicAddresses: inputs["mapPublicIpOnLaunch"],
    }));
    assert.deepEqual(subnets, [
      { name: "net-private-1", cidr: "10.192.20.0/24", zone: "euw1-az1", publicAddresses: false },
      { name: "net-private-2", cidr: "10.192.21.0/24", zone: "euw1-az2", publicAddresses: false },
      { name: "net-public-1", cidr: "10.192.10.0/24", zone: "euw1-az1", publicAddresses: true },
      { name: "net-public-2", cidr: "10.192.11.0/24", zone: "euw1-az2", publicAddresses: true },
    ]);
  });

  it("never chooses the zone of us-east-1 that MWAA cannot use", async () => {
    const network = await networkWith({ region: "us-east-1" });
    const zones = network
      .ofType("aws:ec2/subnet:Subnet")
      .map((each) => each.inputs["availabilityZoneId"]);
    assert.deepEqual([...new Set(zones)], ["use1-az1", "use1-az2"]);
  });

  it("takes the zones that are given", async () => {
    const network = await networkWith({ zoneIds: ["euw1-az3", "euw1-az1"] });
    assert.equal(
      network.only("aws:ec2/subnet:Subnet", "net-private-1").inputs["availabilityZoneId"],
      "euw1-az3",
    );
  });

  it("sends each private subnet to the NAT gateway of its own zone", async () => {
    const network = await networkWith();
    for (const zone of ["1", "2"]) {
      assert.deepEqual(network.only("aws:ec2/natGateway:NatGateway", `net-nat-${zone}`).inputs, {
        allocationId: "eipalloc-1",
        subnetId: `net-public-${zone}_id`,
        tags: { Name: `net NAT gateway ${zone}` },
      });
      assert.deepEqual(
        network.only("aws:ec2/route:Route", `net-private-${zone}-default-route`).inputs,
        {
          routeTableId: `net-private-${zone}-routes_id`,
          destinationCidrBlock: "0.0.0.0/0",
          natGatewayId: `net-nat-${zone}_id`,
        },
      );
      assert.deepEqual(
        network.only(
          "aws:ec2/routeTableAssociation:RouteTableAssociation",
          `net-private-${zone}-association`,
        ).inputs,
        { routeTableId: `net-private-${zone}-routes_id`, subnetId: `net-private-${zone}_id` },
      );
    }
  });

  it("shares one NAT gateway in the first zone if asked to", async () => {
    const network = await networkWith({ natGateways: "single" });
    assert.deepEqual(network.counts(), {
      ...QUICK_START_COUNTS,
      "aws:ec2/eip:Eip": 1,
      "aws:ec2/natGateway:NatGateway": 1,
    });
    const hops = ["net-private-1-default-route", "net-private-2-default-route"].map(
      (name) => network.only("aws:ec2/route:Route", name).inputs["natGatewayId"],
    );
    assert.deepEqual(hops, ["net-nat-1_id", "net-nat-1_id"]);
  });

  it("sends the public subnets to the internet gateway once it is attached", async () => {
    const network = await networkWith();
    const route = network.only("aws:ec2/route:Route", "net-public-default-route");
    assert.deepEqual(route.inputs, {
      routeTableId: "net-public-routes_id",
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: "net-internet-gateway_id",
    });
    for (const each of [
      route,
      network.only("aws:ec2/eip:Eip", "net-nat-1-address"),
      network.only("aws:ec2/natGateway:NatGateway", "net-nat-2"),
    ]) {
      assert.ok(each.dependencies.includes("net-internet-gateway-attachment"), each.name);
    }
  });

  it("opens the security group to itself and outwards, by rules of their own", async () => {
    const network = await networkWith();
    assert.deepEqual(
      network.only("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs,
      {
        securityGroupId: "net-security-group_id",
        referencedSecurityGroupId: "net-security-group_id",
        ipProtocol: "-1",
        description: "Everything from members of this group",
        tags: { Name: "net from itself" },
      },
    );
    assert.deepEqual(
      network.only("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs,
      {
        securityGroupId: "net-security-group_id",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "-1",
        description: "Everything to any ipv4 address",
        tags: { Name: "net to ipv4" },
      },
    );
    const group = network.only("aws:ec2/securityGroup:SecurityGroup").inputs;
    assert.deepEqual(Object.keys(group).sort(), ["description", "tags", "vpcId"]);
  });

  it("narrows what members reach of each other to HTTPS and the database if asked to", async () => {
    const network = await networkWith({ securityGroupRules: "restricted" });
    const ingress = network.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.deepEqual(
      ingress.map(({ name, inputs }) => [name, inputs["fromPort"], inputs["toPort"]]),
      [
        ["net-security-group-from-itself-443", 443, 443],
        ["net-security-group-from-itself-5432", 5432, 5432],
      ],
    );
    for (const { inputs } of ingress) {
      assert.equal(inputs["ipProtocol"], "tcp");
      assert.equal(inputs["referencedSecurityGroupId"], "net-security-group_id");
    }
    assert.deepEqual(
      network
        .ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
        .map(({ inputs }) => [inputs["cidrIpv4"], inputs["ipProtocol"]]),
      [["0.0.0.0/0", "-1"]],
    );
  });

  it("keeps the group itself whatever its rules, since EC2 would replace it", async () => {
    const groupWith = async (args: PublicRoutingNetworkArgs): Promise<object> =>
      (await networkWith(args)).only("aws:ec2/securityGroup:SecurityGroup").inputs;
    const all = await groupWith({ securityGroupRules: "all" });
    const restricted = await groupWith({ securityGroupRules: "restricted" });
    assert.deepEqual(restricted, all);
  });

  it("makes no group for a network that others put theirs in", async () => {
    const { recording, result } = await record(
      () => new PublicRoutingNetwork("net", { securityGroupRules: "none" }),
    );
    assert.deepEqual(recording.ofType("aws:ec2/securityGroup:SecurityGroup"), []);
    assert.deepEqual(
      recording.ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
      [],
    );
    assert.deepEqual(result.securityGroupIds, []);
  });

  it("gives all four subnets one network ACL of their own if asked to", async () => {
    const network = await networkWith({ networkAcl: "own" });
    assert.equal(network.ofType("aws:ec2/networkAcl:NetworkAcl").length, 1);
    assert.deepEqual(
      network
        .ofType("aws:ec2/networkAclAssociation:NetworkAclAssociation")
        .map((each) => each.inputs["subnetId"]),
      ["net-private-1_id", "net-private-2_id", "net-public-1_id", "net-public-2_id"],
    );
  });

  it("cuts the subnets out of another range of the VPC", async () => {
    const network = await networkWith({ vpcCidr: "10.50.0.0/16" });
    assert.deepEqual(
      network.ofType("aws:ec2/subnet:Subnet").map((each) => each.inputs["cidrBlock"]),
      ["10.50.20.0/24", "10.50.21.0/24", "10.50.10.0/24", "10.50.11.0/24"],
    );
  });

  it("adds an endpoint for S3 to the private route tables if asked to", async () => {
    const network = await networkWith({ s3GatewayEndpoint: true });
    assert.deepEqual(network.only("aws:ec2/vpcEndpoint:VpcEndpoint").inputs, {
      vpcId: "net-vpc_id",
      serviceName: "com.amazonaws.eu-west-1.s3",
      vpcEndpointType: "Gateway",
      tags: { Name: "net S3 endpoint" },
    });
    const tables = network
      .ofType("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation")
      .map((each) => each.inputs["routeTableId"]);
    assert.deepEqual(tables, ["net-private-1-routes_id", "net-private-2-routes_id"]);
  });

  it("gives every subnet a range of IPv6 and the private ones a way out only", async () => {
    const network = await networkWith({ ipv6: true });
    assert.equal(network.only("aws:ec2/vpc:Vpc").inputs["assignGeneratedIpv6CidrBlock"], true);
    const subnets = network.ofType("aws:ec2/subnet:Subnet");
    assert.deepEqual(
      subnets.map((each) => [each.name, each.inputs["ipv6CidrBlock"]]),
      [
        ["net-private-1", "2600:1f18:abcd:ef02::/64"],
        ["net-private-2", "2600:1f18:abcd:ef03::/64"],
        ["net-public-1", "2600:1f18:abcd:ef00::/64"],
        ["net-public-2", "2600:1f18:abcd:ef01::/64"],
      ],
    );
    assert.ok(subnets.every((each) => each.inputs["assignIpv6AddressOnCreation"] === true));
    assert.deepEqual(
      network.only("aws:ec2/route:Route", "net-private-2-default-route-ipv6").inputs,
      {
        routeTableId: "net-private-2-routes_id",
        destinationIpv6CidrBlock: "::/0",
        egressOnlyGatewayId: "net-egress-only-gateway_id",
      },
    );
    assert.equal(
      network.only("aws:ec2/route:Route", "net-public-default-route-ipv6").inputs["gatewayId"],
      "net-internet-gateway_id",
    );
    assert.equal(
      network.only(
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "net-security-group-to-ipv6",
      ).inputs["cidrIpv6"],
      "::/0",
    );
  });

  it("records traffic in a log group that only this account's flow logs may write to", async () => {
    const network = await networkWith({ flowLogs: { retentionDays: 7 } });
    assert.equal(network.only("aws:cloudwatch/logGroup:LogGroup").inputs["retentionInDays"], 7);
    const flowLog = network.only("aws:ec2/flowLog:FlowLog");
    assert.equal(flowLog.inputs["trafficType"], "ALL");
    assert.equal(
      flowLog.inputs["logDestination"],
      "arn:aws:logs:eu-west-1:123456789012:log-group:/mwaa/net/flow-logs",
    );
    assert.deepEqual(flowLog.propertyDependencies["logDestination"], ["net-flow-logs-group"]);
    assert.ok(flowLog.dependencies.includes("net-flow-logs-policy"));
    const trust = String(network.only("aws:iam/role:Role").inputs["assumeRolePolicy"]);
    assert.deepEqual(JSON.parse(trust), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-west-1:123456789012:vpc-flow-log/*" },
            StringEquals: { "aws:SourceAccount": "123456789012" },
          },
        },
      ],
    });
  });

  it("hands the environment two subnets, its group and what to wait for", async () => {
    const { result } = await record(
      () => new PublicRoutingNetwork("net", { s3GatewayEndpoint: true }),
    );
    assert.deepEqual(await valueOf(pulumi.all([...result.subnetIds])), [
      "net-private-1_id",
      "net-private-2_id",
    ]);
    assert.deepEqual(await valueOf(pulumi.all([...result.securityGroupIds])), [
      "net-security-group_id",
    ]);
    const ready = await valueOf(pulumi.all(result.ready.map((each) => each.urn)));
    assert.deepEqual(ready.map((urn) => urn.split("::").at(-1)).sort(), [
      "net-private-1-association",
      "net-private-1-default-route",
      "net-private-2-association",
      "net-private-2-default-route",
      "net-public-1-association",
      "net-public-2-association",
      "net-public-default-route",
      "net-s3-endpoint-private-1",
      "net-s3-endpoint-private-2",
      "net-security-group-from-itself",
      "net-security-group-to-ipv4",
    ]);
  });

  it("refuses all bad arguments at once, with the argument, the value and the fix", async () => {
    const bad: PublicRoutingNetworkArgs = {
      vpcCidr: "10.0.0.0/16",
      publicSubnetCidrs: ["10.0.0.0/24", "10.0.0.128/25"],
      privateSubnetCidrs: ["10.1.0.0/24", "10.0.2.0/29"],
      zoneIds: ["use1-az3", "use1-az3"],
      region: "us-east-1",
    };
    await assert.rejects(networkWith(bad), (error) => {
      assert.ok(pulumi.InputPropertiesError.isInstance(error));
      assert.deepEqual(
        error.errors.map((each) => each.propertyPath),
        [
          "privateSubnetCidrs[1]",
          "privateSubnetCidrs[0]",
          "publicSubnetCidrs[1]",
          "zoneIds[0]",
          "zoneIds[1]",
        ],
      );
      assert.match(error.message, /PublicRoutingNetwork "net"/);
      assert.match(
        error.message,
        /zoneIds\[0\]: is a zone in which MWAA cannot run: got "use1-az3"/,
      );
      return true;
    });
  });

  it("asks for zones where it knows none of the region", async () => {
    await assert.rejects(
      networkWith({ region: "ap-southeast-7" }),
      /zoneIds: is missing, and no zones of ap-southeast-7 are known here/,
    );
  });
});
