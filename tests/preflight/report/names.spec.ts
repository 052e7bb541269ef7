import assert from "node:assert/strict";
import { symbolNames, withNames } from "../../../preflight/report/names";
import { finding, report, resource, stack } from "./reports";

const subnet = resource("aws:ec2/subnet:Subnet", "private-1", {
  inputs: { vpcId: "vpc-00000000000000001", cidrBlock: "10.0.0.0/24" },
  outputs: {
    id: "subnet-00000000000000002",
    vpcId: "vpc-00000000000000001",
    arn: "arn:aws:ec2:eu-central-1:000000000000:subnet/subnet-00000000000000002",
    networkAclId: "acl-00000000000000003",
    ownerId: "000000000000",
    assignedName: "private-1-3fa9c21",
  },
});
const vpc = resource("aws:ec2/vpc:Vpc", "network", {
  inputs: { cidrBlock: "10.0.0.0/16" },
  outputs: { id: "vpc-00000000000000001", cidrBlock: "10.0.0.0/16" },
});

describe("symbolNames", () => {
  it("names made-up ids after their resource and leaves names, accounts and inputs alone", () => {
    assert.deepEqual(
      [...symbolNames([stack([vpc, subnet])])],
      [
        ["vpc-00000000000000001", "network"],
        ["subnet-00000000000000002", "private-1"],
        ["arn:aws:ec2:eu-central-1:000000000000:subnet/subnet-00000000000000002", "private-1"],
        ["acl-00000000000000003", "private-1.networkAclId"],
      ],
    );
  });

  it("names the members of lists, and leaves naming to whoever makes a thing", () => {
    const arn = "arn:aws:ec2:eu-central-1:000000000000:vpc-endpoint/vpce-00000000000000004";
    const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", {
      inputs: { serviceName: "com.amazonaws.eu-central-1.s3" },
      outputs: { arn, networkInterfaceIds: ["eni-00000000000000005"], prefixListId: "pl-0a1b2c3d" },
    });
    const reference = resource("pulumi:pulumi:StackReference", "network", {
      outputs: { outputs: { endpointArn: arn } },
      change: "read",
    });
    const component = resource("mwaa:index:Network", "lent", {
      outputs: { endpointArn: arn },
      custom: false,
    });
    assert.deepEqual(
      [...symbolNames([stack([component, reference, endpoint])])],
      [
        [arn, "s3"],
        ["eni-00000000000000005", "s3.networkInterfaceIds"],
        ["pl-0a1b2c3d", "s3.prefixListId"],
      ],
    );
  });

  it("leaves the real ids of other doors alone", () => {
    assert.equal(symbolNames([stack([vpc, subnet], { door: "stack-export" })]).size, 0);
  });
});

describe("withNames", () => {
  it("replaces symbols in every sentence and leaves URNs alone", () => {
    const before = report([
      finding({
        resource: subnet.urn,
        message: "subnet-00000000000000002 has no route",
        witness: "tcp to 10.0.0.9:5432 leaves subnet-00000000000000002 of vpc-00000000000000001",
        fix: "add a route to subnet-00000000000000002",
        blockedBy: [`${subnet.urn}#id`],
      }),
    ]);
    const [after] = withNames(before, [stack([vpc, subnet])]).findings;
    assert.deepEqual(after, {
      ...before.findings[0],
      message: "private-1 has no route",
      witness: "tcp to 10.0.0.9:5432 leaves private-1 of network",
      fix: "add a route to private-1",
    });
  });

  it("replaces the longer of two symbols where one starts with the other", () => {
    const short = resource("aws:ec2/vpc:Vpc", "short", {
      outputs: { id: "rtb-00000000000000001" },
    });
    const long = resource("aws:ec2/vpc:Vpc", "long", {
      outputs: { id: "r-rtb-000000000000000012" },
    });
    const before = report([
      finding({ message: "r-rtb-000000000000000012 and rtb-00000000000000001" }),
    ]);
    assert.equal(withNames(before, [stack([short, long])]).findings[0]?.message, "long and short");
  });
});
