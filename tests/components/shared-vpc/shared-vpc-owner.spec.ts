import assert from "node:assert/strict";
import { Provider } from "@pulumi/aws/provider";
import type { SharedVpcOwnerArgs } from "../../../components/shared-vpc/owner-arguments";
import { SharedVpcOwner } from "../../../components/shared-vpc/shared-vpc-owner";
import { record, type RecordOptions, type Recording } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const SHARE = "aws:ram/resourceShare:ResourceShare";
const SUBNET = "aws:ram/resourceAssociation:ResourceAssociation";
const PRINCIPAL = "aws:ram/principalAssociation:PrincipalAssociation";
const UNIT = "arn:aws:organizations::111111111111:ou/o-a1b2c3d4e5/ou-ab12-c3d4e5f6";
const ORGANIZATION = "arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5";

async function ownerWith(
  args: Partial<SharedVpcOwnerArgs> = {},
  options: RecordOptions = {},
): Promise<{ readonly recording: Recording; readonly result: SharedVpcOwner }> {
  return record(
    () =>
      new SharedVpcOwner("owner", {
        network: {},
        shareWith: ["222222222222"],
        account: "111111111111",
        ...args,
      }),
    options,
  );
}

describe("SharedVpcOwner", () => {
  it("shares the two private subnets, and no other, inside the organization", async () => {
    const { recording } = await ownerWith({ tags: { team: "network" } });
    assert.deepEqual(recording.only(SHARE).inputs, {
      name: "owner",
      allowExternalPrincipals: false,
      tags: { team: "network", Name: "owner share" },
    });
    assert.deepEqual(
      recording.ofType(SUBNET).map(({ name, inputs }) => [name, inputs]),
      ([1, 2] as const).map((zone) => [
        `owner-share-subnet-${zone}`,
        {
          resourceShareArn: "arn:made-up:owner-share",
          resourceArn: `arn:aws:ec2:eu-west-1:111111111111:subnet/owner-network-private-${zone}_id`,
        },
      ]),
    );
  });

  it("shares them with each principal by an association of its own", async () => {
    const { recording } = await ownerWith({ shareWith: ["222222222222", UNIT, ORGANIZATION] });
    assert.deepEqual(
      recording.ofType(PRINCIPAL).map(({ name, inputs }) => [name, inputs["principal"]]),
      [
        ["owner-share-with-222222222222", "222222222222"],
        ["owner-share-with-o-a1b2c3d4e5", ORGANIZATION],
        ["owner-share-with-ou-ab12-c3d4e5f6", UNIT],
      ],
    );
  });

  for (const kind of ["public-routing", "private-routing"] as const) {
    it(`makes a network of kind ${kind} without a security group for environments`, async () => {
      const { recording } = await ownerWith({
        network: { kind, vpcCidr: "10.20.0.0/16", securityGroupRules: "restricted" },
      });
      const groups = recording.ofType("aws:ec2/securityGroup:SecurityGroup");
      assert.ok(groups.every(({ parent }) => parent === "owner-network-endpoints"));
      assert.equal(groups.length, kind === "public-routing" ? 0 : 1);
      assert.equal(recording.only("aws:ec2/vpc:Vpc").inputs["cidrBlock"], "10.20.0.0/16");
      const gateways = recording.ofType("aws:ec2/natGateway:NatGateway").length;
      assert.equal(gateways, kind === "public-routing" ? 2 : 0);
    });
  }

  it("shares a subnet once everything is there that leads out of it", async () => {
    const { recording } = await ownerWith();
    const { dependencies } = recording.only(SUBNET, "owner-share-subnet-1");
    for (const edge of recording.ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")) {
      assert.ok(dependencies.includes(edge.name), edge.name);
    }
    for (const route of recording.ofType("aws:ec2/route:Route")) {
      assert.ok(dependencies.includes(route.name), route.name);
    }
  });

  it("tells participants what they need, and lets them wait for the share", async () => {
    const { recording, result } = await record(() => {
      const owner = new SharedVpcOwner("owner", {
        network: { kind: "private-routing" },
        shareWith: ["222222222222"],
        account: "111111111111",
      });
      new Provider("user", { region: owner.vpcId, profile: owner.subnetIds[1] });
      return owner;
    });
    assert.equal(await valueOf(result.vpcId), "owner-network-vpc_id");
    assert.deepEqual(await Promise.all(result.subnetIds.map(valueOf)), [
      "owner-network-private-1_id",
      "owner-network-private-2_id",
    ]);
    assert.equal(await valueOf(result.vpcCidr), "10.192.0.0/16");
    assert.equal(await valueOf(result.resourceShareArn), "arn:made-up:owner-share");
    assert.equal(await valueOf(result.ownerAccount), "111111111111");
    const shared = [
      "owner-share-subnet-1",
      "owner-share-subnet-2",
      "owner-share-with-222222222222",
    ];
    const { propertyDependencies } = recording.only("pulumi:providers:aws", "user");
    assert.deepEqual(propertyDependencies["region"], ["owner-network-vpc", ...shared]);
    assert.deepEqual(propertyDependencies["profile"], ["owner-network-private-2", ...shared]);
    const ready = await Promise.all(result.ready.map((each) => valueOf(each.urn)));
    for (const name of shared)
      assert.ok(
        ready.some((urn) => urn.endsWith(`::${name}`)),
        name,
      );
  });

  it("makes everything with its own provider", async () => {
    const { recording } = await record(
      () =>
        new SharedVpcOwner(
          "owner",
          { network: {}, shareWith: ["222222222222"] },
          { provider: new Provider("owners", { region: "eu-west-1" }) },
        ),
    );
    const children = recording.registrations.filter(
      ({ custom, type }) => custom && !type.startsWith("pulumi:"),
    );
    assert.ok(children.length > 20);
    for (const { name, provider } of children) assert.match(provider, /::owners::owners_id$/, name);
  });

  for (const [fault, args] of [
    [/shareWith: shares the network with nobody/, { shareWith: [] }],
    [/shareWith\[0\]: is nobody that subnets can be shared with: got "22"/, { shareWith: ["22"] }],
    [
      /shareWith\[0\]: is nobody that subnets can be shared with: got "arn:aws:iam::2/,
      { shareWith: ["arn:aws:iam::222222222222:root"] },
    ],
    [/shareWith\[0\]: is the owner itself/, { shareWith: ["111111111111"] }],
    [
      /shareWith\[1\]: names a participant a second time/,
      { shareWith: ["222222222222", "222222222222"] },
    ],
    [
      /network\.kind: is not a network that is made here and so can be shared/,
      { network: { kind: "existing" } as never },
    ],
    [/account: is not the number of an AWS account/, { account: "1" }],
    [
      /shareWith\[0\]: is an ARN of the partition aws-cn, and eu-west-1 is in aws/,
      { region: "eu-west-1", shareWith: [ORGANIZATION.replace("aws", "aws-cn")] },
    ],
  ] as readonly (readonly [RegExp, Partial<SharedVpcOwnerArgs>])[]) {
    it(`refuses ${JSON.stringify(args)}`, async () => {
      await assert.rejects(ownerWith(args), fault);
    });
  }
});
