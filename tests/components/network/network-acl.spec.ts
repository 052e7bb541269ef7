import assert from "node:assert/strict";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { Children } from "../../../components/children";
import { createNetworkAcl, namedSubnets } from "../../../components/network/network-acl";
import type { MadeNetworkSettings } from "../../../mwaa/settings/types";
import { record, type Recording } from "../../helpers/mocks";

type AclSettings = Pick<MadeNetworkSettings, "networkAcl" | "ipv6">;

async function aclWith(settings: AclSettings): Promise<Recording> {
  const { recording } = await record(() => {
    const parent = new pulumi.ComponentResource("test:index:Network", "net");
    const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
    const subnets = ["a", "b"].map((name) => new ec2.Subnet(name, { vpcId: vpc.id }));
    createNetworkAcl(new Children(parent, "net"), vpc, namedSubnets("private", subnets), settings);
  });
  return recording;
}

const RULE = "aws:ec2/networkAclRule:NetworkAclRule";

describe("createNetworkAcl", () => {
  it("leaves the subnets to the VPC's default ACL unless it is asked for one", async () => {
    const recording = await aclWith({ networkAcl: "default", ipv6: true });
    assert.deepEqual(recording.counts(), { "aws:ec2/subnet:Subnet": 2, "aws:ec2/vpc:Vpc": 1 });
  });

  it("lets all IPv4 in and out by rule 100", async () => {
    const recording = await aclWith({ networkAcl: "own", ipv6: false });
    const common = {
      networkAclId: "net-network-acl_id",
      ruleNumber: 100,
      ruleAction: "allow",
      protocol: "-1",
      cidrBlock: "0.0.0.0/0",
    };
    assert.deepEqual(
      recording.ofType(RULE).map(({ name, inputs }) => ({ name, ...inputs })),
      [
        { name: "net-network-acl-in-ipv4", ...common, egress: false },
        { name: "net-network-acl-out-ipv4", ...common, egress: true },
      ],
    );
  });

  it("lets all IPv6 in and out by rule 101 where the network has it", async () => {
    const recording = await aclWith({ networkAcl: "own", ipv6: true });
    assert.deepEqual(
      recording
        .ofType(RULE)
        .filter(({ inputs }) => inputs["ruleNumber"] === 101)
        .map(({ inputs }) => [inputs["egress"], inputs["ipv6CidrBlock"]]),
      [
        [false, "::/0"],
        [true, "::/0"],
      ],
    );
    assert.equal(recording.ofType(RULE).length, 4);
  });

  it("puts no subnet under the ACL before its rules let traffic through", async () => {
    const recording = await aclWith({ networkAcl: "own", ipv6: true });
    const associations = recording.ofType("aws:ec2/networkAclAssociation:NetworkAclAssociation");
    assert.deepEqual(
      associations.map(({ name, inputs }) => [name, inputs["subnetId"]]),
      [
        ["net-network-acl-private-1", "a_id"],
        ["net-network-acl-private-2", "b_id"],
      ],
    );
    for (const { dependencies } of associations) {
      assert.deepEqual(
        dependencies.filter((each) => each.includes("-ipv")),
        recording.ofType(RULE).map(({ name }) => name),
      );
    }
  });
});
