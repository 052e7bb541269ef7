import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import { networkOf } from "./answers";

const UNSAID = (name: string) =>
  new Unknown([`the answer of describe-vpc-attribute for ${name} of vpc-1`]);

describe("VPCs of descriptions", () => {
  it("have the blocks that are associated, and may have those that come or go", () => {
    const state = (CidrBlock: string, State: string) => ({ CidrBlock, CidrBlockState: { State } });
    const { vpcs } = networkOf({
      Vpcs: [
        {
          VpcId: "vpc-1",
          OwnerId: "123456789012",
          CidrBlock: "10.0.0.0/16",
          CidrBlockAssociationSet: [
            state("10.0.0.0/16", "associated"),
            state("10.1.0.0/16", "associating"),
            state("10.2.0.0/16", "disassociated"),
            state("10.3.0.0/16", "failed"),
          ],
          Ipv6CidrBlockAssociationSet: [
            { Ipv6CidrBlock: "2001:db8::/56", Ipv6CidrBlockState: { State: "associated" } },
          ],
          DhcpOptionsId: "dopt-1",
        },
      ],
    });
    assert.deepEqual(vpcs, [
      {
        id: "vpc-1",
        account: "123456789012",
        cidrBlocks: ["10.0.0.0/16", new Unknown(["10.1.0.0/16 is associating"]), "2001:db8::/56"],
        enableDnsSupport: UNSAID("EnableDnsSupport"),
        enableDnsHostnames: UNSAID("EnableDnsHostnames"),
        dhcpOptionsId: "dopt-1",
      },
    ]);
  });

  it("have a block whose state is not told, and none where no block is told", () => {
    const blocks = (CidrBlockAssociationSet: readonly object[]) =>
      networkOf({ Vpcs: [{ VpcId: "vpc-1", CidrBlockAssociationSet }] }).vpcs.map((each) =>
        each instanceof Unknown ? each : each.cidrBlocks,
      );
    assert.deepEqual(blocks([{ CidrBlock: "10.0.0.0/16" }]), [["10.0.0.0/16"]]);
    assert.deepEqual(blocks([{ AssociationId: "vpc-cidr-assoc-1" }]), [[]]);
    const leaving = { CidrBlock: "10.0.0.0/16", CidrBlockState: { State: "disassociating" } };
    assert.deepEqual(blocks([leaving]), [[new Unknown(["10.0.0.0/16 is disassociating"])]]);
  });

  it("take their DNS attributes from describe-vpc-attribute, one answer each or a list", () => {
    const vpc = { Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" }] };
    const support = { VpcId: "vpc-1", EnableDnsSupport: { Value: true } };
    const hostnames = { VpcId: "vpc-1", EnableDnsHostnames: { Value: false } };
    for (const answers of [
      [vpc, support, hostnames],
      { ...vpc, VpcAttributes: [support, hostnames] },
    ]) {
      assert.deepEqual(networkOf(answers).vpcs, [
        {
          id: "vpc-1",
          cidrBlocks: ["10.0.0.0/16"],
          enableDnsSupport: true,
          enableDnsHostnames: false,
        },
      ]);
    }
  });

  it("are in the Region of their subnets, those of Local Zones too", () => {
    const Vpcs = [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" }];
    for (const [zone, region] of [
      ["us-west-2b", "us-west-2"],
      ["us-west-2-lax-1a", "us-west-2"],
      ["us-gov-east-1a", "us-gov-east-1"],
      ["ap-southeast-12a", "ap-southeast-12"],
      ["rack-7.us-west-2b", undefined],
    ] as const) {
      const Subnets = [
        { SubnetId: "subnet-1", VpcId: "vpc-1", CidrBlock: "10.0.0.0/24", AvailabilityZone: zone },
        { SubnetId: "subnet-2", VpcId: "vpc-1", CidrBlock: "10.0.1.0/24" },
      ];
      const vpc = networkOf({ Vpcs, Subnets }).vpcs[0];
      assert.equal(vpc instanceof Unknown ? vpc : vpc?.region, region);
    }
  });

  it("without a DHCP option set leave it open which name servers are asked", () => {
    const Vpcs = [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/16", DhcpOptionsId: "default" }];
    const vpc = networkOf({ Vpcs }).vpcs[0];
    assert.deepEqual(
      vpc instanceof Unknown ? vpc : vpc?.dhcpOptionsId,
      new Unknown(["the name servers of vpc-1, which has no DHCP option set"]),
    );
  });
});

describe("subnets of descriptions", () => {
  const subnet = (id: string, zone: object) => ({
    SubnetId: id,
    VpcId: "vpc-1",
    CidrBlock: "10.0.0.0/24",
    ...zone,
  });

  it("are in zones by id, or by name if one of them has no id", () => {
    const both = { AvailabilityZone: "us-east-1a", AvailabilityZoneId: "use1-az2" };
    const named = { AvailabilityZone: "us-east-1b" };
    const zonesOf = (Subnets: readonly object[]) =>
      networkOf({ Subnets }).subnets.map((each) =>
        each instanceof Unknown ? each : each.availabilityZone,
      );
    assert.deepEqual(zonesOf([subnet("subnet-1", both)]), ["use1-az2"]);
    assert.deepEqual(zonesOf([subnet("subnet-1", both), subnet("subnet-2", named)]), [
      "us-east-1a",
      "us-east-1b",
    ]);
  });

  it("have their owner's account, which in a shared VPC is not everyone's, and their block", () => {
    const Subnets = [{ ...subnet("subnet-1", {}), OwnerId: "123456789012" }];
    assert.deepEqual(networkOf({ Subnets }).subnets, [
      { id: "subnet-1", vpcId: "vpc-1", account: "123456789012", cidrBlocks: ["10.0.0.0/24"] },
    ]);
  });

  it("may have IPv6 blocks only", () => {
    const Ipv6CidrBlockAssociationSet = [
      { Ipv6CidrBlock: "2001:db8::/64", Ipv6CidrBlockState: { State: "associated" } },
    ];
    assert.deepEqual(
      networkOf({
        Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-1", Ipv6CidrBlockAssociationSet }],
      }).subnets,
      [{ id: "subnet-1", vpcId: "vpc-1", cidrBlocks: ["2001:db8::/64"] }],
    );
  });
});

describe("DHCP options of descriptions", () => {
  it("say which name servers are told", () => {
    const configuration = (Key: string, value: string) => ({ Key, Values: [{ Value: value }] });
    const DhcpConfigurations = [
      configuration("domain-name", "ec2.internal"),
      configuration("domain-name-servers", "AmazonProvidedDNS"),
    ];
    assert.deepEqual(
      networkOf({ DhcpOptions: [{ DhcpOptionsId: "dopt-1", DhcpConfigurations }] }).dhcpOptions,
      [{ id: "dopt-1", domainNameServers: ["AmazonProvidedDNS"] }],
    );
  });
});

describe("VPC Block Public Access of descriptions", () => {
  const options = (more: object) => ({
    VpcBlockPublicAccessOptions: {
      AwsAccountId: "123456789012",
      AwsRegion: "eu-central-1",
      State: "update-complete",
      ...more,
    },
  });
  const exclusion = (ResourceArn: string, State: string, mode = "allow-egress") => ({
    ExclusionId: "vpcbpa-exclude-1",
    InternetGatewayExclusionMode: mode,
    ResourceArn,
    State,
  });
  const ARN = "arn:aws:ec2:eu-central-1:123456789012:";

  it("is off, or on with the exclusions that are in force", () => {
    assert.deepEqual(networkOf(options({ InternetGatewayBlockMode: "off" })).blockPublicAccess, [
      { account: "123456789012", region: "eu-central-1", mode: "off" },
    ]);
    const VpcBlockPublicAccessExclusions = [
      exclusion(`${ARN}vpc/vpc-1`, "create-complete"),
      exclusion(`${ARN}subnet/subnet-1`, "update-complete", "allow-bidirectional"),
      exclusion(`${ARN}subnet/subnet-2`, "delete-complete"),
      exclusion(`${ARN}subnet/subnet-3`, "create-failed"),
      exclusion(`${ARN}subnet/subnet-4`, "delete-in-progress"),
    ];
    assert.deepEqual(
      networkOf({
        ...options({ InternetGatewayBlockMode: "block-bidirectional" }),
        VpcBlockPublicAccessExclusions,
      }).blockPublicAccess,
      [
        {
          account: "123456789012",
          region: "eu-central-1",
          mode: "block-bidirectional",
          exclusions: [
            { resourceId: "vpc-1", mode: "allow-egress" },
            { resourceId: "subnet-1", mode: "allow-bidirectional" },
            new Unknown(["subnet-4 is delete-in-progress"]),
          ],
        },
      ],
    );
  });

  it("may have exclusions that come, change or go, or whose mode is a new word", () => {
    const exclusionsOf = (...VpcBlockPublicAccessExclusions: readonly object[]) =>
      networkOf({
        ...options({ InternetGatewayBlockMode: "block-ingress" }),
        VpcBlockPublicAccessExclusions,
      }).blockPublicAccess.flatMap((each) => (each instanceof Unknown ? each : each.exclusions));
    for (const state of [
      "create-in-progress",
      "update-in-progress",
      "update-failed",
      "delete-in-progress",
    ]) {
      assert.deepEqual(exclusionsOf(exclusion(`${ARN}vpc/vpc-1`, state)), [
        new Unknown([`vpc-1 is ${state}`]),
      ]);
    }
    const newer = exclusion(`${ARN}vpc/vpc-1`, "create-complete", "allow-ingress");
    assert.deepEqual(exclusionsOf(newer), [
      { resourceId: "vpc-1", mode: new Unknown(["the mode of the exclusion of vpc-1"]) },
    ]);
  });

  it("is not known if its mode is a new word", () => {
    const newer = options({ InternetGatewayBlockMode: "block-egress" });
    const [access] = networkOf(newer).blockPublicAccess;
    assert.deepEqual(
      access instanceof Unknown ? access : access?.mode,
      new Unknown(["the mode of VPC Block Public Access, now block-egress"]),
    );
  });

  it("is not known while it changes, and neither are exclusions that were not asked for", () => {
    const changing = options({
      InternetGatewayBlockMode: "block-ingress",
      State: "update-in-progress",
    });
    assert.deepEqual(networkOf(changing).blockPublicAccess, [
      {
        account: "123456789012",
        region: "eu-central-1",
        mode: new Unknown(["the mode of VPC Block Public Access, now block-ingress"]),
        exclusions: [new Unknown(["the answer of describe-vpc-block-public-access-exclusions"])],
      },
    ]);
  });
});
