import assert from "node:assert/strict";
import type { Network, Question } from "../../../../reasoning/reachability";
import { reach } from "../../../../reasoning/reachability";
import { networkOf } from "../describe/answers";

/**
 * The filters of Batfish's own unit tests, around interfaces of one VPC: an interface with the peer's
 * address speaks to one that is behind the filter.
 */
function networkAround(groups: readonly object[], acl: object = OPEN_ACL): Network {
  const named = (id: string, SubnetId: string, address: string, group: string) => ({
    NetworkInterfaceId: id,
    SubnetId,
    PrivateIpAddresses: [{ PrivateIpAddress: address, Primary: true }],
    Groups: [{ GroupId: group }],
  });
  const subnet = (SubnetId: string, CidrBlock: string) => ({
    SubnetId,
    VpcId: "vpc-1",
    CidrBlock,
  });
  const lists = {
    Vpcs: [
      {
        VpcId: "vpc-1",
        CidrBlockAssociationSet: [{ CidrBlock: PEERS }, { CidrBlock: "10.0.0.0/16" }].map(
          (each) => ({ ...each, CidrBlockState: { State: "associated" } }),
        ),
      },
    ],
    Subnets: [subnet("subnet-peers", PEERS), subnet("subnet-1", "10.0.0.0/24")],
    RouteTables: [{ RouteTableId: "rtb-1", VpcId: "vpc-1", Associations: [{ Main: true }] }],
    NetworkAcls: [
      { ...OPEN_ACL, NetworkAclId: "acl-peers", Associations: [{ SubnetId: "subnet-peers" }] },
      { ...acl, NetworkAclId: "acl-1", Associations: [{ SubnetId: "subnet-1" }] },
    ],
    SecurityGroups: [...groups, { ...group(), GroupId: "sg-peers" }],
    NetworkInterfaces: [
      named("eni-1", "subnet-1", "10.0.0.4", "sg-1"),
      named("eni-2", "subnet-1", "10.0.0.5", "sg-2"),
      named("eni-1.2.3.4", "subnet-peers", "1.2.3.4", "sg-peers"),
      named("eni-1.2.3.5", "subnet-peers", "1.2.3.5", "sg-peers"),
      named("eni-1.2.3.80", "subnet-peers", "1.2.3.80", "sg-peers"),
    ],
    VpcEndpoints: [],
  };
  return networkOf(lists);
}

const PEERS = "1.2.3.0/24";
const ANY = [{ CidrIp: "0.0.0.0/0" }];
const open = (Egress: boolean) => ({
  RuleNumber: 100,
  RuleAction: "allow",
  Protocol: "-1",
  CidrBlock: "0.0.0.0/0",
  Egress,
});
const OPEN_ACL = { NetworkAclId: "acl-1", VpcId: "vpc-1", Entries: [open(true), open(false)] };
const group = (
  IpPermissions: readonly object[] = [{ IpProtocol: "-1", IpRanges: ANY }],
  IpPermissionsEgress: readonly object[] = [{ IpProtocol: "-1", IpRanges: ANY }],
) => ({ GroupId: "sg-1", VpcId: "vpc-1", IpPermissions, IpPermissionsEgress });
const tcp = (FromPort: number, ToPort: number, CidrIp = "1.2.3.4/32") => ({
  IpProtocol: "tcp",
  FromPort,
  ToPort,
  IpRanges: [{ CidrIp }],
});

function outcome(network: Network, from: string, to: string, more: Partial<Question>): string {
  const question: Question = {
    from: { kind: "interface", interfaceId: from },
    to: { kind: "interface", interfaceId: to },
    ...more,
  };
  return reach(network, question).outcome;
}
const ports = (first: number, last = first) => ({ ports: [{ first, last }] });

describe("the security groups of Batfish's SecurityGroupsTest", () => {
  const cases: readonly (readonly [string, readonly object[], Partial<Question>, string])[] = [
    ["a single port: that one", [tcp(22, 22)], ports(22), "reachable"],
    ["a single port: the next one", [tcp(22, 22)], ports(23), "unreachable"],
    ["ports from the first on: both ends", [tcp(0, 22)], ports(0, 22), "reachable"],
    ["ports from the first on: one behind", [tcp(0, 22)], ports(22, 23), "unreachable"],
    ["ports to the last: both ends", [tcp(65530, 65535)], ports(65530, 65535), "reachable"],
    ["ports to the last: one before", [tcp(65530, 65535)], ports(65529), "unreachable"],
    ["all ports: all of TCP", [tcp(0, 65535)], ports(0, 65535), "reachable"],
    ["all ports of TCP: not UDP", [tcp(0, 65535)], { protocol: "udp" }, "unreachable"],
    ["all traffic: UDP", [{ IpProtocol: "-1", IpRanges: ANY }], { protocol: "udp" }, "reachable"],
    [
      "all traffic: any protocol",
      [{ IpProtocol: "-1", IpRanges: ANY }],
      { protocol: 107 },
      "reachable",
    ],
    ["a closed interval: all of it", [tcp(45, 50)], ports(45, 50), "reachable"],
    ["a closed interval: one before", [tcp(45, 50)], ports(44), "unreachable"],
    ["a closed interval: one behind", [tcp(45, 50)], ports(51), "unreachable"],
  ];
  for (const [title, permissions, packets, expected] of cases) {
    it(title, () => {
      const network = networkAround([group(permissions)]);
      assert.equal(outcome(network, "eni-1.2.3.4", "eni-1", packets), expected);
    });
  }

  const stateful = networkAround([group([tcp(22, 22)], [tcp(80, 80, "1.2.3.80/32")])]);

  it("answers to what was let in go out, whatever the rules for going out", () => {
    assert.equal(outcome(stateful, "eni-1.2.3.4", "eni-1", ports(22)), "reachable");
  });

  it("what nobody asked for does not go out to the same address", () => {
    const answerless = { ...ports(1024), sourcePorts: [{ first: 22, last: 22 }] };
    assert.equal(outcome(stateful, "eni-1", "eni-1.2.3.4", answerless), "unreachable");
  });

  it("another address is not let in, and the allowed one is let out to", () => {
    assert.equal(outcome(stateful, "eni-1.2.3.5", "eni-1", ports(22)), "unreachable");
    assert.equal(outcome(stateful, "eni-1", "eni-1.2.3.80", ports(80)), "reachable");
  });
});

describe("the two interfaces of Batfish's InstanceWithMultipleInterfacesTest", () => {
  it("each have their own groups: one takes SSH, the other HTTP", () => {
    const network = networkAround([
      group([tcp(22, 22, "0.0.0.0/0")]),
      { ...group([tcp(80, 80, "0.0.0.0/0")]), GroupId: "sg-2" },
    ]);
    const asked = (to: string, port: number) => outcome(network, "eni-1.2.3.4", to, ports(port));
    assert.deepEqual(
      [asked("eni-1", 22), asked("eni-1", 80), asked("eni-2", 80), asked("eni-2", 22)],
      ["reachable", "unreachable", "reachable", "unreachable"],
    );
  });
});

describe("the network ACLs of Batfish's NetworkAclTest", () => {
  const deny3306 = {
    RuleNumber: 100,
    RuleAction: "deny",
    Protocol: "6",
    CidrBlock: "1.2.3.4/32",
    PortRange: { From: 3306, To: 3306 },
    Egress: false,
  };
  const rest = { ...open(false), RuleNumber: 200 };
  const around = (...Entries: readonly object[]) =>
    networkAround([group()], { ...OPEN_ACL, Entries });

  it("deny one port to one address, as the lower number says, wherever it stands", () => {
    for (const network of [
      around(deny3306, rest, open(true)),
      around(rest, open(true), deny3306),
    ]) {
      assert.equal(outcome(network, "eni-1.2.3.4", "eni-1", ports(3306)), "unreachable");
      assert.equal(outcome(network, "eni-1.2.3.4", "eni-1", ports(3307)), "reachable");
      assert.equal(outcome(network, "eni-1.2.3.5", "eni-1", ports(3306)), "reachable");
    }
  });

  it("of ICMP mean one type, or all of them with -1", () => {
    const icmp = (Type: number, Code: number) => ({
      ...open(false),
      Protocol: "1",
      IcmpTypeCode: { Type, Code },
    });
    const ping = (network: Network) =>
      outcome(network, "eni-1.2.3.4", "eni-1", { protocol: "icmp" });
    assert.equal(ping(around(icmp(-1, -1), open(true))), "reachable");
    assert.equal(ping(around(icmp(0, 1), open(true))), "unreachable");
    assert.equal(ping(around(icmp(8, 0), open(true))), "reachable");
  });
});
