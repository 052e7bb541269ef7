import assert from "node:assert/strict";
import Module from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type { AwsxNetworkArgs } from "../../../components/network/awsx";
import { AwsxNetwork } from "../../../components/network/awsx";
import type { Recording } from "../../helpers/mocks";
import { record } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const OUTPUTS = {
  vpcId: "vpc-1",
  privateSubnetIds: ["subnet-1", "subnet-2"],
};

async function made(
  args?: AwsxNetworkArgs,
  outputs: Readonly<Record<string, unknown>> = OUTPUTS,
): Promise<{ readonly recording: Recording; readonly result: AwsxNetwork }> {
  return record(() => new AwsxNetwork("net", args), { computed: { "awsx:ec2:Vpc": outputs } });
}

describe("AwsxNetwork", () => {
  it("asks awsx for a VPC of two zones with a NAT gateway in each", async () => {
    const { recording } = await made({ tags: { Team: "data" } });
    const vpc = recording.only("awsx:ec2:Vpc");
    assert.equal(vpc.name, "net-vpc");
    assert.equal(vpc.parent, "net");
    assert.deepEqual(vpc.inputs, {
      cidrBlock: "10.192.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: true,
      natGateways: { strategy: "OnePerAz" },
      subnetStrategy: "Auto",
      numberOfAvailabilityZones: 2,
      tags: { Team: "data", Name: "net VPC" },
    });
  });

  it("takes its size, its zones and a single NAT gateway from the arguments", async () => {
    const { recording } = await made({
      vpcCidr: "10.20.0.0/16",
      natGateways: "single",
      availabilityZoneNames: ["us-east-1a", "us-east-1c"],
    });
    const { inputs } = recording.only("awsx:ec2:Vpc");
    assert.equal(inputs["cidrBlock"], "10.20.0.0/16");
    assert.deepEqual(inputs["natGateways"], { strategy: "Single" });
    assert.deepEqual(inputs["availabilityZoneNames"], ["us-east-1a", "us-east-1c"]);
    assert.equal(inputs["numberOfAvailabilityZones"], undefined);
  });

  it("puts the environment's security group into that VPC and has environments wait for both", async () => {
    const { recording, result } = await made();
    const group = recording.only("aws:ec2/securityGroup:SecurityGroup");
    assert.equal(group.inputs["vpcId"], "vpc-1");
    assert.deepEqual(recording.counts(), {
      "aws:ec2/securityGroup:SecurityGroup": 1,
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": 1,
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": 1,
    });
    assert.deepEqual(await valueOf(pulumi.all([...result.subnetIds])), ["subnet-1", "subnet-2"]);
    assert.deepEqual(await valueOf(pulumi.all([...result.securityGroupIds])), [
      "net-security-group_id",
    ]);
    assert.equal(await valueOf(result.vpcId), "vpc-1");
    assert.equal(result.ready.length, 3);
  });

  it("makes no security group if none is asked for", async () => {
    const { recording, result } = await made({ securityGroupRules: "none" });
    assert.deepEqual(recording.counts(), {});
    assert.deepEqual(result.securityGroupIds, []);
  });

  it("refuses a VPC that does not have the two subnets of an environment", async () => {
    const { result } = await made(
      { securityGroupRules: "none" },
      { vpcId: "vpc-1", privateSubnetIds: ["subnet-1"] },
    );
    await assert.rejects(
      valueOf(pulumi.all([...result.subnetIds])),
      /privateSubnetIds: has 1 subnets: got \["subnet-1"\]/,
    );
  });

  const FAULTS: readonly (readonly [string, AwsxNetworkArgs, RegExp])[] = [
    ["a range that is none", { vpcCidr: "10.0.0.0" }, /vpcCidr: is not a range of IPv4 addresses/],
    [
      "one zone twice",
      { availabilityZoneNames: ["eu-west-1a", "eu-west-1a"] },
      /availabilityZoneNames: are not two different zones/,
    ],
    [
      "the id of a zone",
      { availabilityZoneNames: ["euw1-az1", "eu-west-1a"] },
      /availabilityZoneNames\[0\]: is not the name of an availability zone: got "euw1-az1"/,
    ],
  ];
  for (const [what, args, expected] of FAULTS) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(made(args), expected);
    });
  }

  it("says what to install where awsx is missing", async () => {
    const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
    const load = loader._load;
    loader._load = (request, ...rest) => {
      if (request !== "@pulumi/awsx/ec2") return load.call(loader, request, ...rest);
      const error = new Error("Cannot find module '@pulumi/awsx/ec2'") as NodeJS.ErrnoException;
      error.code = "MODULE_NOT_FOUND";
      throw error;
    };
    try {
      await assert.rejects(made(), (error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.match(error.message, /run `npm install @pulumi\/awsx`/);
        return true;
      });
    } finally {
      loader._load = load;
    }
  });
});
