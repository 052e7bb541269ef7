import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import { faultsOf, networkOf } from "./answers";

const acl = (...Entries: readonly object[]) => ({
  NetworkAcls: [
    {
      NetworkAclId: "acl-1",
      VpcId: "vpc-1",
      IsDefault: true,
      Associations: [{ NetworkAclAssociationId: "aclassoc-1", SubnetId: "subnet-1" }],
      Entries,
    },
  ],
});
const OPEN = { RuleNumber: 100, RuleAction: "allow", Protocol: "-1", CidrBlock: "0.0.0.0/0" };

describe("network ACLs of descriptions", () => {
  it("have rules for each direction, of both families, with ports and ICMP types", () => {
    assert.deepEqual(
      networkOf(
        acl(
          { ...OPEN, Egress: true },
          { ...OPEN, Egress: false, Protocol: "6", PortRange: { From: 1024, To: 65535 } },
          { ...OPEN, Egress: false, Protocol: "1", IcmpTypeCode: { Type: 8, Code: -1 } },
          {
            RuleNumber: 32767,
            RuleAction: "deny",
            Protocol: "-1",
            Ipv6CidrBlock: "::/0",
            Egress: false,
          },
        ),
      ).networkAcls,
      [
        {
          id: "acl-1",
          vpcId: "vpc-1",
          isDefault: true,
          subnetIds: ["subnet-1"],
          ingress: [
            {
              ruleNumber: 100,
              action: "allow",
              protocol: 6,
              cidr: "0.0.0.0/0",
              ports: { first: 1024, last: 65535 },
            },
            {
              ruleNumber: 100,
              action: "allow",
              protocol: 1,
              cidr: "0.0.0.0/0",
              icmp: { type: 8, code: -1 },
            },
            { ruleNumber: 32767, action: "deny", protocol: "all", cidr: "::/0" },
          ],
          egress: [{ ruleNumber: 100, action: "allow", protocol: "all", cidr: "0.0.0.0/0" }],
        },
      ],
    );
  });

  it("end with a rule for each IP version, as those of a VPC with both do", () => {
    const rule = (RuleNumber: number, RuleAction: string, block: object) => ({
      RuleNumber,
      RuleAction,
      Protocol: "-1",
      ...block,
    });
    const v4 = { CidrBlock: "0.0.0.0/0" };
    const v6 = { Ipv6CidrBlock: "::/0" };
    const rules = [
      rule(100, "allow", v4),
      rule(101, "allow", v6),
      rule(32767, "deny", v4),
      rule(32768, "deny", v6),
    ];
    const described = acl(
      ...[true, false].flatMap((Egress) => rules.map((each) => ({ ...each, Egress }))),
    );
    const only = networkOf(described).networkAcls[0];
    assert.ok(only !== undefined && !(only instanceof Unknown));
    const read = [
      { ruleNumber: 100, action: "allow", protocol: "all", cidr: "0.0.0.0/0" },
      { ruleNumber: 101, action: "allow", protocol: "all", cidr: "::/0" },
      { ruleNumber: 32767, action: "deny", protocol: "all", cidr: "0.0.0.0/0" },
      { ruleNumber: 32768, action: "deny", protocol: "all", cidr: "::/0" },
    ];
    assert.deepEqual([only.ingress, only.egress], [read, read]);
  });

  it("take what a rule does not say for unknown, each for itself", () => {
    const at = (name: string) => new Unknown([`/NetworkAcls/0/Entries/0/${name}`]);
    const egressOf = (rule: object) => {
      const only = networkOf(acl({ ...OPEN, Egress: true, ...rule })).networkAcls[0];
      return only instanceof Unknown ? only : only?.egress;
    };
    const open = { ruleNumber: 100, action: "allow", protocol: "all", cidr: "0.0.0.0/0" };
    const HTTPS = { PortRange: { From: 443, To: 443 } };
    const ECHO = { type: 8, code: 0 };
    const icmp = (IcmpTypeCode: object) => ({ Protocol: "1", IcmpTypeCode });
    const cases: readonly (readonly [object, object])[] = [
      [{ RuleNumber: null }, { ...open, ruleNumber: at("RuleNumber") }],
      [{ RuleAction: "ponder" }, { ...open, action: at("RuleAction") }],
      [{ CidrBlock: null }, { ...open, cidr: at("CidrBlock") }],
      [{ Protocol: "255" }, { ...open, protocol: 255 }],
      [icmp({ Type: 3, Code: 4 }), { ...open, protocol: 1, icmp: { type: 3, code: 4 } }],
      [icmp({ Type: 3 }), { ...open, protocol: 1, icmp: { type: 3, code: -1 } }],
      [icmp({ Code: 4 }), { ...open, protocol: 1, icmp: at("IcmpTypeCode/Type") }],
      [icmp({}), { ...open, protocol: 1 }],
      [
        { ...icmp({ Type: 8, Code: 0 }), ...HTTPS },
        { ...open, protocol: 1, icmp: ECHO },
      ],
      [
        { ...icmp({ Type: 8, Code: 0 }), ...HTTPS, Protocol: "6" },
        { ...open, protocol: 6, ports: { first: 443, last: 443 } },
      ],
    ];
    for (const [rule, expected] of cases) assert.deepEqual(egressOf(rule), [expected]);
  });

  it("say what is wrong with a rule", () => {
    const cases: readonly (readonly [object, string, string])[] = [
      [{ ...OPEN }, "/Egress", "is missing"],
      [
        { ...OPEN, Egress: true, Protocol: "300" },
        "/Protocol",
        'is "300"; -1, tcp, udp, icmp, icmpv6 or a number from 0 to 255 is wanted',
      ],
      [
        { ...OPEN, Egress: true, Protocol: "6.5" },
        "/Protocol",
        'is "6.5"; -1, tcp, udp, icmp, icmpv6 or a number from 0 to 255 is wanted',
      ],
      [
        { ...OPEN, Egress: true, Protocol: "6", PortRange: { From: 9, To: 1 } },
        "/PortRange",
        "has ports from 9 to 1; an ascending range is wanted",
      ],
      [
        { ...OPEN, Egress: true, RuleNumber: 0 },
        "/RuleNumber",
        "is 0; a whole number from 1 to 32768 is wanted",
      ],
      [
        { ...OPEN, Egress: true, RuleNumber: 32769 },
        "/RuleNumber",
        "is 32769; a whole number from 1 to 32768 is wanted",
      ],
    ];
    for (const [rule, pointer, message] of cases) {
      assert.deepEqual(faultsOf(acl(rule)), [
        { pointer: `/NetworkAcls/0/Entries/0${pointer}`, message },
      ]);
    }
  });
});

const group = (...IpPermissions: readonly object[]) => ({
  SecurityGroups: [
    {
      GroupId: "sg-1",
      VpcId: "vpc-1",
      OwnerId: "123456789012",
      IpPermissions,
      IpPermissionsEgress: [],
    },
  ],
});
const ingressOf = (...permissions: readonly object[]) => {
  const only = networkOf(group(...permissions)).securityGroups[0];
  return only instanceof Unknown ? only : only?.ingress;
};

describe("security groups of descriptions", () => {
  it("have a rule for each peer of a permission, foreign groups with their account", () => {
    assert.deepEqual(
      ingressOf({
        IpProtocol: "tcp",
        FromPort: 443,
        ToPort: 443,
        IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "all of us" }],
        Ipv6Ranges: [{ CidrIpv6: "::/0" }],
        PrefixListIds: [{ PrefixListId: "pl-1" }],
        UserIdGroupPairs: [
          { GroupId: "sg-1", UserId: "123456789012" },
          { GroupId: "sg-2", UserId: "210987654321", VpcPeeringConnectionId: "pcx-1" },
        ],
      }),
      [
        { cidr: "10.0.0.0/8" },
        { cidr: "::/0" },
        { prefixList: "pl-1" },
        { securityGroup: "sg-1" },
        { securityGroup: "210987654321/sg-2" },
      ].map((peer) => ({ protocol: "tcp", ports: { first: 443, last: 443 }, peer })),
    );
  });

  it("belong to their owner's account, to which a group named alone belongs too", () => {
    const permission = { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: "sg-2" }] };
    assert.deepEqual(networkOf(group(permission)).securityGroups, [
      {
        id: "sg-1",
        vpcId: "vpc-1",
        account: "123456789012",
        ingress: [{ protocol: "all", peer: { securityGroup: "sg-2" } }],
        egress: [],
      },
    ]);
  });

  it("do not guess the ports of a range of which one end is not told", () => {
    const ports = new Unknown(["/SecurityGroups/0/IpPermissions/0/FromPort"]);
    for (const end of [{ FromPort: 443 }, { ToPort: 443 }]) {
      const permission = { IpProtocol: "tcp", ...end, IpRanges: [{ CidrIp: "10.0.0.0/8" }] };
      assert.deepEqual(ingressOf(permission), [
        { protocol: "tcp", ports, peer: { cidr: "10.0.0.0/8" } },
      ]);
    }
  });

  it("refuse ranges that begin with -1 or end with it", () => {
    for (const [FromPort, ToPort] of [
      [-1, 443],
      [443, -1],
    ]) {
      assert.deepEqual(faultsOf(group({ IpProtocol: "tcp", FromPort, ToPort })), [
        {
          pointer: "/SecurityGroups/0/IpPermissions/0",
          message: `has ports from ${FromPort} to ${ToPort}; an ascending range is wanted`,
        },
      ]);
    }
  });

  it("read -1 as every port, type and code, and numbers as protocols", () => {
    const cases: readonly (readonly [object, object])[] = [
      [{ IpProtocol: "-1" }, { protocol: "all" }],
      [{ IpProtocol: "udp", FromPort: -1, ToPort: -1 }, { protocol: "udp" }],
      [{ IpProtocol: "50" }, { protocol: 50 }],
      [
        { IpProtocol: "icmp", FromPort: -1, ToPort: -1 },
        { protocol: "icmp", icmp: { type: -1, code: -1 } },
      ],
      [
        { IpProtocol: "icmp", FromPort: 8, ToPort: 0 },
        { protocol: "icmp", icmp: { type: 8, code: 0 } },
      ],
      [
        { IpProtocol: "icmpv6", FromPort: 128, ToPort: -1 },
        { protocol: "icmpv6", icmp: { type: 128, code: -1 } },
      ],
      [{ IpProtocol: "58" }, { protocol: 58 }],
      [
        { IpProtocol: "tcp", FromPort: 1, ToPort: 9 },
        { protocol: "tcp", ports: { first: 1, last: 9 } },
      ],
      [
        { IpProtocol: "1", FromPort: 8, ToPort: 0 },
        { protocol: 1, icmp: { type: 8, code: 0 } },
      ],
      [
        { IpProtocol: "58", FromPort: 128 },
        { protocol: 58, icmp: { type: 128, code: -1 } },
      ],
    ];
    for (const [permission, filter] of cases) {
      assert.deepEqual(ingressOf({ ...permission, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }), [
        { ...filter, peer: { cidr: "0.0.0.0/0" } },
      ]);
    }
  });

  it("may allow anything in a direction that was left out", () => {
    const SecurityGroups = [{ GroupId: "sg-1", VpcId: "vpc-1", IpPermissions: [] }];
    assert.deepEqual(networkOf({ SecurityGroups }).securityGroups, [
      {
        id: "sg-1",
        vpcId: "vpc-1",
        ingress: [],
        egress: [new Unknown(["IpPermissionsEgress of /SecurityGroups/0"])],
      },
    ]);
  });
});
