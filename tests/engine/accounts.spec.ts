import assert from "node:assert/strict";

import { show } from "./provider/wire";
import { TestCloud } from "./test-cloud";
import type { TestAccount } from "./test-cloud";

const OWNER = "111122223333";
const PARTICIPANT = "444455556666";
const STRANGER = "777788889999";
const ORGANIZATION = "arn:aws:organizations::111122223333:organization/o-abcdefghij";
const UNIT = "arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678";

describe("accounts of the test cloud", () => {
  let cloud: TestCloud;
  let owner: TestAccount;
  let participant: TestAccount;
  let stranger: TestAccount;

  beforeEach(() => {
    cloud = new TestCloud();
    owner = cloud.account(OWNER);
    participant = cloud.account(PARTICIPANT);
    stranger = cloud.account(STRANGER);
  });

  afterEach(() => {
    cloud.dispose();
  });

  describe("a provider", () => {
    const caller = (configuration: Parameters<typeof owner.provider.configure>[0]): unknown => {
      owner.provider.configure({ region: "eu-central-1", ...configuration });
      return owner.ask("index.getCallerIdentity", {})["accountId"];
    };

    it("calls from the account of its credentials", () => {
      assert.equal(caller({}), OWNER);
    });

    it("calls from the account of the last role that it assumes", () => {
      const assumeRoles = [
        { roleArn: `arn:aws:iam::${STRANGER}:role/hop` },
        { roleArn: `arn:aws:iam::${PARTICIPANT}:role/deployer` },
      ];
      assert.equal(caller({ assumeRoles, allowedAccountIds: [PARTICIPANT] }), PARTICIPANT);
    });

    it("calls from the account of its profile, and refuses one that nobody set up", () => {
      cloud.set({ profiles: { network: PARTICIPANT } });
      assert.equal(caller({ profile: "network" }), PARTICIPANT);
      assert.throws(() => caller({ profile: "networks" }), {
        message: "failed to get shared config profile, networks",
      });
    });

    it("refuses an account that is not allowed", () => {
      assert.throws(() => caller({ allowedAccountIds: [PARTICIPANT] }), {
        message: `AWS account ID not allowed: ${OWNER}`,
      });
    });

    it("names the zones of its account", () => {
      const names = (account: TestAccount): unknown =>
        account.ask("index.getAvailabilityZones", {})["zoneIds"];
      assert.deepEqual(names(participant), ["euc1-az2", "euc1-az3", "euc1-az1"]);
      assert.deepEqual(names(owner), ["euc1-az3", "euc1-az1", "euc1-az2"]);
    });
  });

  it("keep things of one name apart", async () => {
    const document = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const inputs = { name: "deployer", assumeRolePolicy: document };
    const ours = await owner.make("iam.Role", inputs);
    const theirs = await participant.make("iam.Role", inputs);
    assert.equal(ours.id, theirs.id);
    assert.equal(
      owner.look("iam.Role", "deployer")?.["arn"],
      `arn:aws:iam::${OWNER}:role/deployer`,
    );
    await owner.remove("iam.Role", "deployer");
    assert.notEqual(participant.look("iam.Role", "deployer"), undefined);
    assert.equal(owner.look("iam.Role", "deployer"), undefined);
  });

  it("share the names of buckets", async () => {
    await owner.make("s3.Bucket", { bucket: "one-name" });
    await assert.rejects(participant.make("s3.Bucket", { bucket: "one-name" }), {
      message: "BucketAlreadyExists: The requested bucket name is not available: one-name",
    });
  });

  it("do not see each other's networks", async () => {
    const vpc = await owner.make("ec2.Vpc", { cidrBlock: "10.0.0.0/16" });
    assert.equal(participant.look("ec2.Vpc", vpc.id), undefined);
    assert.throws(() => participant.ask("ec2.getVpc", { id: vpc.id }), {
      message: "no matching EC2 VPC found",
    });
    await assert.rejects(
      participant.make("ec2.Subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" }),
      { message: `InvalidID.NotFound: The ID '${vpc.id}' does not exist` },
    );
  });

  describe("a resource share", () => {
    let vpcId: string;
    let subnetId: string;
    let subnetArn: string;
    let shareArn: string;
    let subnetEdge: string;

    beforeEach(async () => {
      vpcId = (await owner.make("ec2.Vpc", { cidrBlock: "10.0.0.0/16" })).id;
      const subnet = await owner.make("ec2.Subnet", {
        vpcId,
        cidrBlock: "10.0.0.0/24",
        availabilityZoneId: "euc1-az1",
      });
      subnetId = subnet.id;
      subnetArn = show(subnet.state["arn"]);
      shareArn = (await owner.make("ram.ResourceShare", { name: "subnets" })).id;
      subnetEdge = (
        await owner.make("ram.ResourceAssociation", {
          resourceArn: subnetArn,
          resourceShareArn: shareArn,
        })
      ).id;
    });

    const shareWith = async (principal: string): Promise<string> =>
      (await owner.make("ram.PrincipalAssociation", { principal, resourceShareArn: shareArn })).id;

    const seenBy = (account: TestAccount): boolean =>
      account.look("ec2.Subnet", subnetId) !== undefined;

    it("lets nobody see anything without a principal", () => {
      assert.deepEqual([seenBy(participant), seenBy(stranger)], [false, false]);
    });

    const principals: readonly (readonly [string, string])[] = [
      ["an account", PARTICIPANT],
      ["an organizational unit", UNIT],
    ];
    for (const [what, principal] of principals) {
      it(`lets ${what} see subnet and VPC, and nobody else`, async () => {
        cloud.set({
          organization: {
            arn: ORGANIZATION,
            accounts: [OWNER, PARTICIPANT, STRANGER],
            units: { [UNIT]: [PARTICIPANT] },
          },
        });
        await shareWith(principal);
        assert.deepEqual([seenBy(participant), seenBy(stranger)], [true, false]);
        assert.equal(participant.ask("ec2.getVpc", { id: vpcId })["ownerId"], OWNER);
      });
    }

    it("lets a whole organization see it", async () => {
      cloud.set({
        organization: { arn: ORGANIZATION, accounts: [OWNER, PARTICIPANT], units: {} },
      });
      await shareWith(ORGANIZATION);
      assert.deepEqual([seenBy(participant), seenBy(stranger)], [true, false]);
    });

    it("refuses accounts outside of the organization", async () => {
      cloud.set({
        organization: { arn: ORGANIZATION, accounts: [OWNER, PARTICIPANT], units: {} },
      });
      await assert.rejects(shareWith(STRANGER), {
        message:
          "OperationNotPermittedException: The resource you are attempting to share can only be shared within your AWS Organization.",
      });
    });

    it("has nothing to accept within an organization", async () => {
      await shareWith(PARTICIPANT);
      await assert.rejects(
        participant.make("ram.ResourceShareAccepter", { shareArn }),
        /invitation found\n\nNOTE: If both AWS accounts are in the same AWS Organization/,
      );
    });

    it("of others cannot be filled", async () => {
      await assert.rejects(
        participant.make("ram.PrincipalAssociation", {
          principal: STRANGER,
          resourceShareArn: shareArn,
        }),
        { message: `UnknownResourceException: ResourceShare ${shareArn} could not be found.` },
      );
    });

    describe("in use", () => {
      let edge: string;

      beforeEach(async () => {
        edge = await shareWith(PARTICIPANT);
      });

      it("shows a subnet under the participant's own name of the zone", () => {
        const zone = (account: TestAccount): unknown =>
          account.look("ec2.Subnet", subnetId)?.["availabilityZone"];
        assert.deepEqual([zone(owner), zone(participant)], ["eu-central-1b", "eu-central-1c"]);
      });

      it("lets the participant make security groups", async () => {
        const group = await participant.make("ec2.SecurityGroup", { vpcId });
        assert.equal(group.state["ownerId"], PARTICIPANT);
        assert.equal(owner.look("ec2.SecurityGroup", group.id), undefined);
      });

      it("lets the participant make no endpoints", async () => {
        const endpoint = {
          vpcId,
          vpcEndpointType: "Interface",
          serviceName: "com.amazonaws.eu-central-1.logs",
        };
        await assert.rejects(participant.make("ec2.VpcEndpoint", endpoint), {
          message: "OperationNotPermitted: This operation does not support shared VPCs.",
        });
      });

      it("lets the participant neither change nor delete what is the owner's", async () => {
        await assert.rejects(
          participant.make("ec2.Subnet", { vpcId, cidrBlock: "10.0.1.0/24" }),
          /^Error: UnauthorizedOperation: .* only its owner may do this\.$/,
        );
        await assert.rejects(
          participant.remove("ec2.Subnet", subnetId),
          new RegExp(`UnauthorizedOperation: .*${subnetId} belongs to ${OWNER}`),
        );
      });

      it("cannot be taken back while a participant's resource stands in it", async () => {
        const group = await participant.make("ec2.SecurityGroup", { vpcId });
        const nic = await participant.make("ec2.NetworkInterface", {
          subnetId,
          securityGroups: [group.id],
        });
        const stands = new RegExp(
          `the share of ${subnetId} is taken back while aws:ec2/networkInterface:NetworkInterface ${nic.id} of account ${PARTICIPANT} stands in it`,
        );
        await assert.rejects(owner.remove("ram.PrincipalAssociation", edge), stands);
        await assert.rejects(owner.remove("ram.ResourceAssociation", subnetEdge), stands);
        await participant.remove("ec2.NetworkInterface", nic.id);
        await owner.remove("ram.PrincipalAssociation", edge);
        assert.equal(seenBy(participant), false);
      });

      it("leaves the VPC to its owner only after the participant's groups are gone", async () => {
        const group = await participant.make("ec2.SecurityGroup", { vpcId });
        await owner.remove("ram.ResourceAssociation", subnetEdge);
        await owner.remove("ec2.Subnet", subnetId);
        await assert.rejects(owner.remove("ec2.Vpc", vpcId), /DependencyViolation/);
        await participant.remove("ec2.SecurityGroup", group.id);
        await owner.remove("ec2.Vpc", vpcId);
      });

      it("lets the owner's rules name the participant's groups, if they exist", async () => {
        const theirs = await participant.make("ec2.SecurityGroup", { vpcId });
        const ours = await owner.make("ec2.SecurityGroup", { vpcId });
        const rule = (reference: string): Promise<unknown> =>
          owner.make("vpc.SecurityGroupIngressRule", {
            securityGroupId: ours.id,
            ipProtocol: "-1",
            referencedSecurityGroupId: reference,
          });
        await assert.rejects(rule(theirs.id), /InvalidID\.NotFound/);
        await assert.rejects(rule(`${STRANGER}/${theirs.id}`), /InvalidGroup\.NotFound/);
        await rule(`${PARTICIPANT}/${theirs.id}`);
      });
    });

    it("across the organization's border works only after it was accepted", async () => {
      cloud.set({
        organization: { arn: ORGANIZATION, accounts: [OWNER, PARTICIPANT], units: {} },
      });
      const open = await owner.make("ram.ResourceShare", {
        name: "open",
        allowExternalPrincipals: true,
      });
      for (const [type, key, value] of [
        ["ram.ResourceAssociation", "resourceArn", subnetArn],
        ["ram.PrincipalAssociation", "principal", STRANGER],
      ] as const) {
        await owner.make(type, { [key]: value, resourceShareArn: open.id });
      }
      assert.equal(seenBy(stranger), false);
      await stranger.make("ram.ResourceShareAccepter", { shareArn: open.id });
      assert.equal(seenBy(stranger), true);
    });
  });
});
