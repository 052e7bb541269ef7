import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingNetworkArgs } from "../../../components/network/existing";
import { ExistingNetwork } from "../../../components/network/existing";
import type { RecordOptions } from "../../helpers/mocks";
import { record, UNKNOWN } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const ARGS: ExistingNetworkArgs = {
  subnetIds: ["subnet-1", "subnet-2"],
  securityGroupIds: ["sg-1", "sg-2"],
};

/** What AWS answers: the first subnet has a table of its own, the second follows the main one. */
const AWS: RecordOptions = {
  answers: {
    "aws:ec2/getRouteTables:getRouteTables": ({ filters }) => ({
      ids: JSON.stringify(filters).includes('"subnet-1"') ? ["rtb-1"] : [],
    }),
    "aws:ec2/getNetworkAcls:getNetworkAcls": () => ({ ids: ["acl-1"] }),
    "aws:ec2/getVpcEndpoint:getVpcEndpoint": ({ vpcId, serviceName }) => ({
      id: `${String(vpcId)} ${String(serviceName)}`,
    }),
  },
  computed: {
    "aws:ec2/subnet:Subnet": { vpcId: "vpc-1" },
    "aws:ec2/vpc:Vpc": { mainRouteTableId: "rtb-main", dhcpOptionsId: "dopt-1" },
  },
};

function made(args: ExistingNetworkArgs, options: RecordOptions = AWS) {
  return record(() => new ExistingNetwork("net", args), options);
}

/** The arguments at fault. */
async function faultsOf(args: ExistingNetworkArgs): Promise<readonly string[]> {
  const error: unknown = await made(args).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(pulumi.InputPropertiesError.isInstance(error), String(error));
  return error.errors.map((each) => `${each.propertyPath} ${each.reason}`);
}

/** Something whose id a preview does not know. */
class Other extends pulumi.CustomResource {}

describe("ExistingNetwork", () => {
  it("creates nothing, looks at what is there and hands the ids on", async () => {
    const { recording, result } = await made(ARGS);
    assert.deepEqual(recording.counts(), {});
    assert.deepEqual(
      recording.readings
        .map(({ type, name, parent, id }) => [name, type.split(":").at(-1), parent, id])
        .sort(),
      [
        ["net-dhcp-options", "VpcDhcpOptions", "net-vpc", "dopt-1"],
        ["net-security-group-1", "SecurityGroup", "net", "sg-1"],
        ["net-security-group-2", "SecurityGroup", "net", "sg-2"],
        ["net-subnet-1", "Subnet", "net", "subnet-1"],
        ["net-subnet-1-network-acl", "DefaultNetworkAcl", "net-subnet-1", "acl-1"],
        ["net-subnet-1-route-table", "RouteTable", "net-subnet-1", "rtb-1"],
        ["net-subnet-2", "Subnet", "net", "subnet-2"],
        ["net-subnet-2-network-acl", "DefaultNetworkAcl", "net-subnet-2", "acl-1"],
        ["net-subnet-2-route-table", "RouteTable", "net-subnet-2", "rtb-main"],
        ["net-vpc", "Vpc", "net-subnet-1", "vpc-1"],
      ],
    );
    assert.deepEqual(await valueOf(pulumi.all([...result.subnetIds])), ["subnet-1", "subnet-2"]);
    assert.deepEqual(await valueOf(pulumi.all([...result.securityGroupIds])), ["sg-1", "sg-2"]);
    assert.deepEqual(await valueOf(pulumi.all([...(result.routeTableIds ?? [])])), [
      "rtb-1",
      "rtb-main",
    ]);
    assert.equal(await valueOf(pulumi.output(result.vpcId)), "vpc-1");
    assert.deepEqual(result.ready, []);
  });

  it("looks at nothing if it is told not to", async () => {
    const { recording, result } = await made({ ...ARGS, vpcId: "vpc-9", lookUp: false }, {});
    assert.deepEqual(recording.readings, []);
    assert.deepEqual(recording.calls, []);
    assert.deepEqual(await valueOf(pulumi.all([...result.subnetIds])), ["subnet-1", "subnet-2"]);
    assert.equal(await valueOf(pulumi.output(result.vpcId)), "vpc-9");
    assert.equal(result.routeTableIds, undefined);
  });

  it("takes the VPC that it is given", async () => {
    const { recording } = await made({ ...ARGS, vpcId: "vpc-9" });
    assert.equal(recording.readings.find(({ name }) => name === "net-vpc")?.id, "vpc-9");
  });

  it("looks for the endpoints of the services that it is told of, by their full names", async () => {
    const { recording } = await made({
      ...ARGS,
      region: "cn-north-1",
      serviceEndpoints: ["s3", "ecr.api", "some.thing"],
    });
    assert.deepEqual(
      recording.readings
        .filter(({ type }) => type.endsWith(":VpcEndpoint"))
        .map(({ name, parent, id }) => [name, parent, id])
        .sort(),
      [
        ["net-endpoint-ecr-api", "net-vpc", "vpc-1 cn.com.amazonaws.cn-north-1.ecr.api"],
        ["net-endpoint-s3", "net-vpc", "vpc-1 com.amazonaws.cn-north-1.s3"],
        ["net-endpoint-some-thing", "net-vpc", "vpc-1 com.amazonaws.cn-north-1.some.thing"],
      ],
    );
  });

  it("takes the first two subnets and the one group of lists that are outputs", async () => {
    const { recording, result } = await made({
      subnetIds: pulumi.output(["subnet-1", "subnet-2", "subnet-3"]),
      securityGroupIds: pulumi.output(["sg-1"]),
    });
    assert.deepEqual(await valueOf(pulumi.all([...result.subnetIds])), ["subnet-1", "subnet-2"]);
    assert.equal(recording.readings.filter(({ type }) => type.endsWith(":Subnet")).length, 2);
  });

  it("reads what it cannot name yet, so that a preview knows that there is a network", async () => {
    const { recording } = await record(
      () => {
        const other = new Other("test:index:Other", "other");
        return new ExistingNetwork("net", {
          subnetIds: [other.id, other.id],
          securityGroupIds: [other.id],
        });
      },
      { ...AWS, preview: true },
    );
    const ids = recording.readings
      .filter(({ parent }) => parent === "net")
      .map(({ name, id }) => [name, id]);
    assert.deepEqual(ids.sort(), [
      ["net-security-group-1", UNKNOWN],
      ["net-subnet-1", UNKNOWN],
      ["net-subnet-2", UNKNOWN],
    ]);
    assert.equal(recording.readings.length, 9);
  });

  it("hands on what there is to wait for", async () => {
    const { result } = await record(() => {
      const route = new pulumi.ComponentResource("test:index:Routes", "routes");
      return new ExistingNetwork("net", { ...ARGS, lookUp: false, ready: [route] });
    });
    assert.equal(result.ready.length, 1);
  });

  const FAULTS: readonly (readonly [string, ExistingNetworkArgs, readonly RegExp[]])[] = [
    [
      "subnets and groups that no environment can take, all at once",
      {
        subnetIds: ["subnet-1", "subnet-1"],
        securityGroupIds: ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "web"],
      },
      [/^subnetIds\[1\] /, /^securityGroupIds has 6/, /^securityGroupIds\[5\] /],
    ],
    [
      "endpoints where nothing is looked up",
      { ...ARGS, lookUp: false, serviceEndpoints: ["s3"] },
      [/^serviceEndpoints\[0\] is not looked up, because lookUp is false: got "s3"/],
    ],
    [
      "full names of services, and one named twice",
      { ...ARGS, serviceEndpoints: ["com.amazonaws.eu-west-1.s3", "sqs", "sqs"] },
      [
        /^serviceEndpoints\[0\] is not a service in short: got "com.amazonaws.eu-west-1.s3"/,
        /^serviceEndpoints\[2\] names a service a second time: got "sqs"/,
      ],
    ],
  ];
  for (const [what, args, expected] of FAULTS) {
    it(`refuses ${what}`, async () => {
      const faults = await faultsOf(args);
      assert.equal(faults.length, expected.length, faults.join("\n"));
      faults.forEach((fault, i) => {
        assert.match(fault, expected[i] ?? /^$/);
      });
    });
  }

  const LATER: readonly (readonly [string, ExistingNetworkArgs, RegExp])[] = [
    [
      "one subnet",
      { ...ARGS, subnetIds: pulumi.output(["subnet-1"]) },
      /subnetIds: has 1 subnets: got \["subnet-1"\]/,
    ],
    [
      "several groups",
      { ...ARGS, securityGroupIds: pulumi.output(["sg-1", "sg-2"]) },
      /securityGroupIds: has 2 security groups, and how many there are must not be an output/,
    ],
  ];
  for (const [what, args, expected] of LATER) {
    it(`holds back a list known later that has ${what}`, async () => {
      const { result } = await made({ ...args, lookUp: false }, {});
      const ids = pulumi.all([...result.subnetIds, ...result.securityGroupIds]);
      await assert.rejects(valueOf(ids), expected);
    });
  }
});
