import assert from "node:assert/strict";
import fc from "fast-check";
import { Unknown, isKnown } from "../../../../reasoning/known";
import {
  DESCRIBE_CALLS,
  jsonOfNetwork,
  networkOfDescriptions,
} from "../../../../reasoning/reachability/describe";
import { readNetwork } from "../../../../reasoning/reachability/read-network";
import { faultsOf, networkOf } from "./answers";

const VPC = { VpcId: "vpc-1", CidrBlock: "10.0.0.0/16" };
const OTHER = { VpcId: "vpc-2", CidrBlock: "10.1.0.0/16" };
const idsOf = (descriptions: unknown) =>
  networkOf(descriptions)
    .vpcs.filter(isKnown)
    .map((each) => each.id);

describe("networkOfDescriptions", () => {
  it("reads one answer, several lists in one object, and a list of answers", () => {
    assert.deepEqual(idsOf({ Vpcs: [VPC] }), ["vpc-1"]);
    assert.deepEqual(idsOf({ Vpcs: [VPC, OTHER], Subnets: [] }), ["vpc-1", "vpc-2"]);
    assert.deepEqual(idsOf([{ Vpcs: [VPC] }, { Subnets: [] }, { Vpcs: [OTHER] }]), [
      "vpc-1",
      "vpc-2",
    ]);
  });

  it("takes a list that was not given for one that may hold anything", () => {
    const network = networkOf({ Vpcs: [VPC] });
    assert.deepEqual(network.subnets, [new Unknown(["the answer of describe-subnets"])]);
    assert.deepEqual(networkOf({ Subnets: [] }).subnets, []);
    assert.equal(
      Object.values(network).filter((list: readonly unknown[]) =>
        list.some((each) => each instanceof Unknown),
      ).length,
      Object.keys(network).length - 1,
    );
  });

  it("takes a list with a further page for one that may hold more", () => {
    const { vpcs } = networkOf({ Vpcs: [VPC], NextToken: "eyJ2" });
    assert.deepEqual(vpcs.at(-1), new Unknown(["further pages of describe-vpcs"]));
    assert.equal(vpcs.length, 2);
  });

  it("ignores fields and lists that reachability does not ask for", () => {
    const described = { ...VPC, InstanceTenancy: "default", Tags: [{ Key: "a", Value: "b" }] };
    assert.deepEqual(idsOf({ Vpcs: [described], Reservations: 3 }), ["vpc-1"]);
  });

  it("takes what two accounts describe alike for one thing, and faults what they do not", () => {
    assert.deepEqual(idsOf([{ Vpcs: [VPC] }, { Vpcs: [VPC] }]), ["vpc-1"]);
    assert.deepEqual(faultsOf([{ Vpcs: [VPC] }, { Vpcs: [{ ...OTHER, VpcId: "vpc-1" }] }]), [
      { pointer: "", message: "describes vpc-1 of vpcs twice, not alike" },
    ]);
  });

  it("keeps what holds of each account and Region for itself", () => {
    const options = (AwsRegion: string, InternetGatewayBlockMode: string) => ({
      VpcBlockPublicAccessOptions: { AwsRegion, InternetGatewayBlockMode },
    });
    assert.deepEqual(
      networkOf([
        options("eu-central-1", "off"),
        options("us-east-1", "block-ingress"),
        { VpcBlockPublicAccessExclusions: [] },
      ]).blockPublicAccess,
      [
        { region: "eu-central-1", mode: "off" },
        { region: "us-east-1", mode: "block-ingress", exclusions: [] },
      ],
    );
  });

  it("takes null for nothing said", () => {
    const { subnets } = networkOf({
      Subnets: [{ SubnetId: "subnet-1", VpcId: "vpc-1", OwnerId: null, CidrBlock: null }],
      NextToken: null,
    });
    assert.deepEqual(subnets, [{ id: "subnet-1", vpcId: "vpc-1", cidrBlocks: [] }]);
  });

  it("puts one mistake down once", () => {
    const group = (permission: object) => ({
      SecurityGroups: [{ GroupId: "sg-1", VpcId: "vpc-1", IpPermissions: [permission] }],
    });
    const permission = "/SecurityGroups/0/IpPermissions/0";
    const text = "a text of 1 to 1024 characters is wanted";
    const cases: readonly (readonly [unknown, string, string])[] = [
      [{ Subnets: [{}] }, "/Subnets/0/SubnetId", "is missing"],
      [{ Vpcs: [{ VpcId: 7 }] }, "/Vpcs/0/VpcId", `is 7; ${text}`],
      [group({ IpRanges: [] }), `${permission}/IpProtocol`, "is missing"],
      [
        group({ IpProtocol: "-1", IpRanges: [{ CidrIp: 7 }] }),
        `${permission}/IpRanges/0/CidrIp`,
        `is 7; ${text}`,
      ],
      [
        { VpcAttributes: [{ EnableDnsSupport: { Value: true } }] },
        "/VpcAttributes/0/VpcId",
        "is missing",
      ],
      [
        {
          NetworkInterfaces: [
            { NetworkInterfaceId: "eni-1", SubnetId: "subnet-1", PrivateIpAddress: "10.0.0" },
          ],
        },
        "/NetworkInterfaces/0/PrivateIpAddress",
        'is "10.0.0"; an IP address is wanted',
      ],
      [
        {
          VpcBlockPublicAccessExclusions: [{}],
          VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: "block-ingress" },
        },
        "/VpcBlockPublicAccessExclusions/0/ResourceArn",
        "is missing",
      ],
    ];
    for (const [descriptions, pointer, message] of cases) {
      assert.deepEqual(faultsOf(descriptions), [{ pointer, message }]);
    }
  });

  it("does not take an attribute of no VPC for an answer", () => {
    const [fault] = faultsOf({ EnableDnsSupport: { Value: true } });
    assert.match(fault?.message ?? "", /^is no answer that is read here/);
  });

  it("says where an answer does not fit, what stands there and what is wanted", () => {
    const cases: readonly (readonly [unknown, string, RegExp])[] = [
      [null, "", /^is null; an object is wanted$/],
      ["{}", "", /^is "\{\}"; an object is wanted$/],
      [{}, "", /^is no answer that is read here; one of Vpcs, .* is wanted$/],
      [[{ Instances: [] }], "/0", /^is no answer that is read here/],
      [{ Vpcs: {} }, "/Vpcs", /^is an object; a list is wanted$/],
      [{ Vpcs: [4] }, "/Vpcs/0", /^is 4; an object is wanted$/],
      [{ Vpcs: [{}] }, "/Vpcs/0/VpcId", /^is missing$/],
      [{ Vpcs: [{ VpcId: 7 }] }, "/Vpcs/0/VpcId", /^is 7; a text of 1 to 1024 characters/],
      [
        { Vpcs: [{ VpcId: "vpc-1", CidrBlock: "10.0.0.0/33" }] },
        "/Vpcs/0/CidrBlock",
        /^is "10\.0\.0\.0\/33"; a CIDR block is wanted$/,
      ],
      [
        { SecurityGroups: [{ GroupId: "sg-1", VpcId: "vpc-1", IpPermissions: [{}] }] },
        "/SecurityGroups/0/IpPermissions/0/IpProtocol",
        /^is missing$/,
      ],
      [[{ Vpcs: [VPC] }, { Subnets: [{}] }], "/1/Subnets/0/SubnetId", /^is missing$/],
    ];
    for (const [descriptions, pointer, message] of cases) {
      const fault = faultsOf(descriptions)[0];
      assert.equal(fault?.pointer, pointer, JSON.stringify(descriptions));
      assert.match(fault.message, message);
    }
  });

  it("never throws, and gives only networks that its own reader accepts", () => {
    const names = fc.constantFrom(
      ...Object.keys(DESCRIBE_CALLS),
      ...["VpcId", "SubnetId", "GroupId", "CidrBlock", "Entries", "Routes", "Associations"],
      ...["IpPermissions", "IpRanges", "FromPort", "ToPort", "IpProtocol", "State", "__proto__"],
      ...["NatGatewayAddresses", "PrivateIpAddresses", "Attachments", "NextToken", "constructor"],
    );
    const words = fc.constantFrom("vpc-1", "10.0.0.0/8", "tcp", "-1", "local", "available", "");
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 6 },
        fc.oneof(words, fc.jsonValue({ maxDepth: 1 }), fc.integer({ min: -2, max: 70000 })),
        fc.array(tie("json"), { maxLength: 4 }),
        fc.dictionary(names, tie("json"), { maxKeys: 8 }),
      ),
    }));
    fc.assert(
      fc.property(json, (descriptions) => {
        const reading = networkOfDescriptions(descriptions);
        if (reading.kind === "faults") return reading.faults.length > 0;
        return readNetwork(jsonOfNetwork(reading.network)).kind === "network";
      }),
      { numRuns: 2000, seed: 5 },
    );
  });

  it("reads hostile answers in bounded time", () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 100_000; depth += 1) deep = { Vpcs: [deep] };
    assert.equal(networkOfDescriptions(deep).kind, "faults");
    assert.equal(faultsOf({ Vpcs: [{ VpcId: "v".repeat(10_000_000) }] }).length, 1);
    const many = Array.from({ length: 100_000 }, () => ({}));
    assert.equal(faultsOf({ Subnets: many }).length, 100);
    assert.equal(faultsOf(JSON.parse('{"__proto__": {"Vpcs": []}}')).length, 1);
    assert.deepEqual(faultsOf(new Array(1_000_001)), [
      { pointer: "", message: "is a list of 1000001; at most 1000000 are read" },
    ]);
  });
});

describe("jsonOfNetwork", () => {
  it("writes what the reader of networks reads back, unknowns and all", () => {
    const network = networkOf({ Vpcs: [VPC], Subnets: [], NatGateways: [] });
    assert.deepEqual(readNetwork(jsonOfNetwork(network)), { kind: "network", network });
  });
});
