import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  PrivateRoutingNetwork,
  type PrivateRoutingNetworkArgs,
} from "../../../components/network/private-routing";
import { record, type Recording } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";

async function networkWith(args: PrivateRoutingNetworkArgs = {}): Promise<Recording> {
  const { recording } = await record(() => new PrivateRoutingNetwork("net", args));
  return recording;
}

/** The rules of the environment's own group, by the end of their names. */
function ownRules(recording: Recording, type: string): Readonly<Record<string, object>> {
  const prefix = "net-security-group-";
  return Object.fromEntries(
    recording
      .ofType(type)
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, inputs }) => {
        const { securityGroupId, description, tags, ...allowed } = inputs;
        assert.equal(securityGroupId, "net-security-group_id");
        assert.ok(typeof description === "string" && typeof tags === "object");
        return [name.slice(prefix.length), allowed];
      }),
  );
}

const COUNTS = {
  "aws:ec2/routeTable:RouteTable": 2,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": 2,
  "aws:ec2/securityGroup:SecurityGroup": 2,
  "aws:ec2/subnet:Subnet": 2,
  "aws:ec2/vpc:Vpc": 1,
  "aws:ec2/vpcEndpoint:VpcEndpoint": 9,
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": 2,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 2,
};

describe("PrivateRoutingNetwork", () => {
  it("makes subnets and endpoints, and nothing that leads to the internet", async () => {
    assert.deepEqual((await networkWith()).counts(), COUNTS);
  });

  it("has no way out with IPv6 either: no gateway, no route, no address from EC2", async () => {
    const network = await networkWith({ ipv6: true });
    assert.deepEqual(network.counts(), {
      ...COUNTS,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 2,
    });
    for (const { inputs } of network.ofType("aws:ec2/subnet:Subnet")) {
      assert.equal(inputs["mapPublicIpOnLaunch"], false);
    }
  });

  it("gives the VPC the DNS that endpoints are found by", async () => {
    assert.deepEqual((await networkWith()).only("aws:ec2/vpc:Vpc").inputs, {
      cidrBlock: "10.192.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: "net VPC" },
    });
  });

  it("puts a subnet and a route table with local routes alone into each zone", async () => {
    const network = await networkWith({
      vpcCidr: "10.50.0.0/16",
      zoneIds: ["euw1-az3", "euw1-az2"],
    });
    assert.deepEqual(
      network.ofType("aws:ec2/subnet:Subnet").map(({ name, inputs }) => ({
        name,
        cidr: inputs["cidrBlock"],
        zone: inputs["availabilityZoneId"],
      })),
      [
        { name: "net-private-1", cidr: "10.50.20.0/24", zone: "euw1-az3" },
        { name: "net-private-2", cidr: "10.50.21.0/24", zone: "euw1-az2" },
      ],
    );
    assert.deepEqual(
      network
        .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
        .map(({ inputs }) => [inputs["subnetId"], inputs["routeTableId"]]),
      [
        ["net-private-1_id", "net-private-1-routes_id"],
        ["net-private-2_id", "net-private-2-routes_id"],
      ],
    );
    assert.deepEqual(network.ofType("aws:ec2/route:Route"), []);
    for (const { inputs } of network.ofType("aws:ec2/routeTable:RouteTable")) {
      assert.deepEqual(Object.keys(inputs).sort(), ["tags", "vpcId"]);
    }
  });

  it("gives both subnets a range of IPv6 and an address to all that starts in them", async () => {
    const network = await networkWith({ ipv6: true });
    assert.deepEqual(
      network
        .ofType("aws:ec2/subnet:Subnet")
        .map(({ inputs }) => [inputs["ipv6CidrBlock"], inputs["assignIpv6AddressOnCreation"]]),
      [
        ["2600:1f18:abcd:ef02::/64", true],
        ["2600:1f18:abcd:ef03::/64", true],
      ],
    );
  });

  it("lets members reach each other and anything there is a way to, by default", async () => {
    const network = await networkWith();
    assert.deepEqual(ownRules(network, INGRESS), {
      "from-itself": { referencedSecurityGroupId: "net-security-group_id", ipProtocol: "-1" },
    });
    assert.deepEqual(ownRules(network, EGRESS), {
      "to-ipv4": { cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
    });
    assert.deepEqual(network.calls, ["aws:index/getRegion:getRegion"]);
  });

  const tcp = (port: number): object => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
  const itself = { referencedSecurityGroupId: "net-security-group_id" };

  it("restricts members to each other, the VPC and S3 on request", async () => {
    const network = await networkWith({ securityGroupRules: "restricted", region: "eu-west-1" });
    assert.deepEqual(ownRules(network, INGRESS), {
      "from-itself-443": { ...itself, ...tcp(443) },
      "from-itself-5432": { ...itself, ...tcp(5432) },
    });
    assert.deepEqual(ownRules(network, EGRESS), {
      "to-itself-443": { ...itself, ...tcp(443) },
      "to-itself-5432": { ...itself, ...tcp(5432) },
      "to-s3": { prefixListId: "pl-6da54004", ...tcp(443) },
      "to-vpc-ipv4": { cidrIpv4: "10.192.0.0/16", ...tcp(443) },
    });
    assert.deepEqual(network.calls, ["aws:ec2/getPrefixList:getPrefixList"]);
  });

  it("lets restricted members reach the VPC by IPv6 too, and each gateway", async () => {
    const network = await networkWith({
      securityGroupRules: "restricted",
      ipv6: true,
      serviceEndpoints: { features: ["dynamodb"] },
    });
    assert.deepEqual(Object.keys(ownRules(network, EGRESS)), [
      "to-dynamodb",
      "to-itself-443",
      "to-itself-5432",
      "to-s3",
      "to-vpc-ipv4",
      "to-vpc-ipv6",
    ]);
    assert.deepEqual(ownRules(network, EGRESS)["to-vpc-ipv6"], {
      cidrIpv6: "2600:1f18:abcd:ef00::/56",
      ...tcp(443),
    });
  });

  it("needs no rule for S3 where S3 has an interface in the VPC", async () => {
    const network = await networkWith({
      securityGroupRules: "restricted",
      serviceEndpoints: { s3: "interface" },
    });
    assert.deepEqual(Object.keys(ownRules(network, EGRESS)), [
      "to-itself-443",
      "to-itself-5432",
      "to-vpc-ipv4",
    ]);
    assert.equal(network.calls.includes("aws:ec2/getPrefixList:getPrefixList"), false);
  });

  it("keeps the group itself whatever its rules, since EC2 would replace it", async () => {
    const groupWith = async (args: PrivateRoutingNetworkArgs): Promise<object> =>
      (await networkWith(args)).only(GROUP, "net-security-group").inputs;
    const all = await groupWith({ securityGroupRules: "all" });
    assert.deepEqual(await groupWith({ securityGroupRules: "restricted" }), all);
  });

  it("admits the environment's group to the endpoints, by reference", async () => {
    const network = await networkWith();
    const rule = network.only(INGRESS, "net-endpoints-from-group-1").inputs;
    assert.equal(rule["securityGroupId"], "net-endpoints-security-group_id");
    assert.equal(rule["referencedSecurityGroupId"], "net-security-group_id");
    assert.equal(rule["fromPort"], 443);
  });

  it("admits the subnets to the endpoints where others bring their groups", async () => {
    const { recording, result } = await record(
      () => new PrivateRoutingNetwork("net", { securityGroupRules: "none" }),
    );
    assert.deepEqual(result.securityGroupIds, []);
    assert.deepEqual(
      recording.ofType(GROUP).map(({ name }) => name),
      ["net-endpoints-security-group"],
    );
    assert.deepEqual(
      recording.ofType(INGRESS).map(({ inputs }) => inputs["cidrIpv4"]),
      ["10.192.20.0/24", "10.192.21.0/24"],
    );
  });

  it("puts every endpoint into its own subnets and route tables", async () => {
    const network = await networkWith();
    for (const { inputs } of network.ofType("aws:ec2/vpcEndpoint:VpcEndpoint")) {
      assert.equal(inputs["vpcId"], "net-vpc_id");
      if (inputs["vpcEndpointType"] === "Gateway") continue;
      assert.deepEqual(inputs["subnetIds"], ["net-private-1_id", "net-private-2_id"]);
      assert.deepEqual(inputs["securityGroupIds"], ["net-endpoints-security-group_id"]);
    }
    assert.deepEqual(
      network
        .ofType("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation")
        .map(({ inputs }) => inputs["routeTableId"]),
      ["net-private-1-routes_id", "net-private-2-routes_id"],
    );
  });

  it("scopes policies to the environments and buckets it is told of", async () => {
    const network = await networkWith({
      serviceEndpoints: { policies: "scoped" },
      environments: ["orders"],
      buckets: ["orders-dags"],
    });
    const policy = String(
      network.only("aws:ec2/vpcEndpoint:VpcEndpoint", "net-endpoints-s3").inputs["policy"],
    );
    assert.match(policy, /"arn:aws:s3:::orders-dags\/\*"/);
    assert.match(policy, /prod-eu-west-1-starport-layer-bucket/);
  });

  it("has a network ACL and flow logs as public routing has, if asked to", async () => {
    const network = await networkWith({ networkAcl: "own", flowLogs: { retentionDays: 7 } });
    assert.deepEqual(
      network
        .ofType("aws:ec2/networkAclAssociation:NetworkAclAssociation")
        .map(({ inputs }) => inputs["subnetId"]),
      ["net-private-1_id", "net-private-2_id"],
    );
    assert.equal(
      network.only("aws:ec2/flowLog:FlowLog").inputs["logDestination"],
      "arn:aws:logs:eu-west-1:123456789012:log-group:/mwaa/net/flow-logs",
    );
  });

  it("hands the environment its subnets, its group and every edge to wait for", async () => {
    const { result } = await record(() => new PrivateRoutingNetwork("net", { networkAcl: "own" }));
    assert.deepEqual(await valueOf(pulumi.all([...result.subnetIds])), [
      "net-private-1_id",
      "net-private-2_id",
    ]);
    assert.deepEqual(await valueOf(pulumi.all([...result.securityGroupIds])), [
      "net-security-group_id",
    ]);
    assert.deepEqual(await valueOf(pulumi.all([...result.routeTableIds])), [
      "net-private-1-routes_id",
      "net-private-2-routes_id",
    ]);
    const ready = await valueOf(pulumi.all(result.ready.map((each) => each.urn)));
    assert.deepEqual(ready.map((urn) => urn.split("::").at(-1)).sort(), [
      "net-endpoints-airflow-api",
      "net-endpoints-airflow-env",
      "net-endpoints-ecr-api",
      "net-endpoints-ecr-dkr",
      "net-endpoints-from-group-1",
      "net-endpoints-kms",
      "net-endpoints-logs",
      "net-endpoints-monitoring",
      "net-endpoints-s3",
      "net-endpoints-s3-table-1",
      "net-endpoints-s3-table-2",
      "net-endpoints-sqs",
      "net-network-acl-in-ipv4",
      "net-network-acl-out-ipv4",
      "net-network-acl-private-1",
      "net-network-acl-private-2",
      "net-private-1-association",
      "net-private-2-association",
      "net-security-group-from-itself",
      "net-security-group-to-ipv4",
    ]);
  });

  it("refuses all bad arguments at once, before anything is made", async () => {
    const bad = {
      vpcCidr: "10.0.0.0/16",
      privateSubnetCidrs: ["10.1.0.0/24", "10.0.2.0/29"],
      zoneIds: ["use1-az3", "use1-az1"],
      region: "us-east-1",
      serviceEndpoints: { features: ["sqs"], policies: "scoped" },
      buckets: ["dags"],
    } as unknown as PrivateRoutingNetworkArgs;
    await assert.rejects(networkWith(bad), (error) => {
      assert.ok(pulumi.InputPropertiesError.isInstance(error));
      assert.deepEqual(
        error.errors.map(({ propertyPath }) => propertyPath),
        [
          "privateSubnetCidrs[1]",
          "privateSubnetCidrs[0]",
          "zoneIds[0]",
          "serviceEndpoints.features[0]",
          "environments",
        ],
      );
      assert.match(error.message, /PrivateRoutingNetwork "net"/);
      return true;
    });
  });
});
