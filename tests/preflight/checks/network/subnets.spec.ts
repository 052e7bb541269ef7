import assert from "node:assert/strict";
import type { Stack } from "../../../../preflight/model/resource";
import { HIDDEN, ask, change, itSays, make, natStack, plus } from "../network-stack";
import { byOwner, sharedStack } from "../shared-stack";

describe("network-in-one-vpc", () => {
  const lent = (): Stack => change(natStack(), "group", { vpcId: "vpc-0a" });
  itSays("network-in-one-vpc", [
    { when: "subnets and groups of one VPC", stack: natStack, says: "pass" },
    {
      when: "a group of another VPC",
      stack: lent,
      says: "fail",
      findings: ["group: is in another VPC than private-1"],
    },
    {
      when: "a group of another account than the environment's, in a shared VPC",
      stack: () => {
        const { resources, ...stack } = sharedStack();
        return {
          ...stack,
          resources: resources.map((each) => (each.name === "group" ? byOwner(each) : each)),
        };
      },
      says: "fail",
      findings: ["group: is of another account than the environment"],
    },
    {
      when: "a route table of another VPC",
      stack: () => change(natStack(), "private-table", { vpcId: "vpc-0a" }),
      says: "fail",
      findings: [
        "private-table: is the route table of private-1, and of another VPC",
        "private-table: is the route table of private-2, and of another VPC",
      ],
    },
    {
      when: "a subnet of another VPC",
      stack: () => change(natStack(), "private-2", { vpcId: "vpc-0a" }),
      says: "fail",
      findings: [
        "private-2: is in another VPC than private-1",
        "private-table: is the route table of private-2, and of another VPC",
      ],
    },
    {
      when: "a group that is associated with the VPC too",
      stack: () =>
        plus(
          lent(),
          make("vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation", "tie", {
            securityGroupId: "group-id",
            vpcId: "vpc-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "a group whose VPC is not known",
      stack: () => change(natStack(), "group", { vpcId: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a group in the account's default VPC",
      stack: () => change(natStack(), "group", { vpcId: undefined }),
      says: "unknown",
      blockedBy: ["group#vpcId"],
    },
    {
      when: "an environment without a network",
      stack: () => change(natStack(), "environment", { networkConfiguration: undefined }),
      says: "notApplicable",
    },
  ]);
});

describe("subnets-in-two-zones", () => {
  itSays("subnets-in-two-zones", [
    {
      when: "two subnets of one zone",
      stack: () => change(natStack(), "private-2", { availabilityZone: "eu-west-1a" }),
      says: "fail",
      findings: ["private-2: is in the same zone as private-1"],
    },
    {
      when: "one subnet named twice",
      stack: () =>
        change(natStack(), "environment", {
          networkConfiguration: {
            subnetIds: ["private-1-id", "private-1-id"],
            securityGroupIds: ["group-id"],
          },
        }),
      says: "notApplicable",
    },
    {
      when: "a zone that is not known",
      stack: () => change(natStack(), "private-2", { availabilityZone: HIDDEN }),
      says: "unknown",
    },
  ]);
});

describe("subnets-in-supported-zones", () => {
  const zone = (availabilityZone: string | undefined, more = {}): Stack =>
    change(natStack(), "private-1", { availabilityZone, ...more });
  itSays("subnets-in-supported-zones", [
    { when: "zones of the Region", stack: natStack, says: "pass" },
    {
      when: "the name of a zone of another Region",
      stack: () => zone("us-east-1a"),
      says: "fail",
      findings: [
        "private-1: availabilityZone us-east-1a is not of the environment's Region eu-west-1",
      ],
    },
    {
      when: "the id of a zone of another Region",
      stack: () => zone(undefined, { availabilityZoneId: "use1-az1" }),
      says: "fail",
    },
    {
      when: "the id of a zone of the Region",
      stack: () => zone(undefined, { availabilityZoneId: "euw1-az1" }),
      says: "pass",
    },
    {
      when: "a subnet of another Region",
      stack: () => zone(undefined, { region: "eu-west-2" }),
      says: "fail",
    },
    { when: "a local zone", stack: () => zone("eu-west-1-dub-1a"), says: "unknown" },
    { when: "the zone that EC2 chooses", stack: () => zone(undefined), says: "pass" },
    {
      when: "a zone that is not known",
      stack: () => change(natStack(), "private-1", { availabilityZone: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a zone name in us-east-1, which differs from account to account",
      stack: () => {
        const stack = { ...natStack(), region: "us-east-1" };
        return ["private-1", "private-2"].reduce<Stack>(
          (each, name) => change(each, name, { availabilityZone: "us-east-1a" }),
          stack,
        );
      },
      says: "unknown",
    },
  ]);
});

describe("subnet-fits-vpc", () => {
  const placed = (cidrBlock: string): Stack => change(natStack(), "private-2", { cidrBlock });
  const second = (cidrBlock: typeof HIDDEN | string) =>
    make("ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "second", {
      vpcId: "vpc-id",
      cidrBlock,
    });
  itSays("subnet-fits-vpc", [
    {
      when: "a subnet outside its VPC",
      stack: () => placed("10.7.0.0/24"),
      says: "fail",
      findings: ["private-2: cidrBlock 10.7.0.0/24 is not inside 10.0.0.0/16 of the VPC"],
    },
    {
      when: "a subnet in the VPC's second block",
      stack: () => plus(placed("10.7.0.0/24"), second("10.7.0.0/16")),
      says: "pass",
    },
    {
      when: "a subnet outside both blocks",
      stack: () => plus(placed("10.8.0.0/24"), second("10.7.0.0/16")),
      says: "fail",
    },
    {
      when: "a subnet that may be in a block that is not known",
      stack: () => plus(placed("10.8.0.0/24"), second(HIDDEN)),
      says: "unknown",
    },
    {
      when: "a subnet within another one, once for the pair",
      stack: () => placed("10.0.10.128/25"),
      says: "fail",
      findings: ["private-2: cidrBlock 10.0.10.128/25 overlaps 10.0.10.0/24 of private-1"],
    },
    {
      when: "a subnet like another one, once for the pair",
      stack: () => placed("10.0.10.0/24"),
      says: "fail",
      findings: ["private-2: cidrBlock 10.0.10.0/24 overlaps 10.0.10.0/24 of private-1"],
    },
  ]);

  it("judges thousands of subnets in a moment", function () {
    this.timeout(5_000);
    const many = Array.from({ length: 3000 }, (_, i) =>
      make("ec2/subnet:Subnet", `many-${i}`, {
        vpcId: "vpc-id",
        cidrBlock: `10.0.${128 + Math.floor(i / 32)}.${(i % 32) * 8}/29`,
      }),
    );
    const stack = { ...natStack(), resources: [...natStack().resources, ...many] };
    assert.equal(ask(stack, "subnet-fits-vpc").outcome, "pass");
  });
});
