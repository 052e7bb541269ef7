import assert from "node:assert/strict";
import type { Fault } from "../../../reasoning/reachability/json";
import type { Network } from "../../../reasoning/reachability";
import { EMPTY_NETWORK, readNetwork } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";

/** One of each thing, with all that can be said of it. */
const COMPLETE: Network = {
  vpcs: [
    {
      id: "vpc-1",
      account: "111111111111",
      region: "eu-central-1",
      cidrBlocks: ["10.0.0.0/16"],
      enableDnsSupport: true,
      enableDnsHostnames: false,
      dhcpOptionsId: "dopt-1",
    },
  ],
  subnets: [
    {
      id: "subnet-1",
      vpcId: "vpc-1",
      account: "111111111111",
      availabilityZone: "euc1-az1",
      cidrBlocks: ["10.0.0.0/24"],
    },
  ],
  routeTables: [
    {
      id: "rtb-1",
      vpcId: "vpc-1",
      isMain: true,
      subnetIds: ["subnet-1"],
      gatewayIds: ["igw-1"],
      routes: [
        { destination: "10.0.0.0/16", target: { kind: "local" } },
        {
          destination: "pl-1",
          target: { kind: "natGateway", id: "nat-1" },
          origin: "propagated",
          state: "blackhole",
        },
      ],
    },
  ],
  networkAcls: [
    {
      id: "acl-1",
      vpcId: "vpc-1",
      isDefault: true,
      subnetIds: ["subnet-1"],
      ingress: [
        {
          ruleNumber: 32768,
          action: "deny",
          protocol: "tcp",
          cidr: "0.0.0.0/0",
          ports: { first: 0, last: 65535 },
        },
      ],
      egress: [
        {
          ruleNumber: 1,
          action: "allow",
          protocol: "icmp",
          cidr: "::/0",
          icmp: { type: 255, code: -1 },
        },
      ],
    },
  ],
  securityGroups: [
    {
      id: "sg-1",
      vpcId: "vpc-1",
      account: "111111111111",
      ingress: [
        { protocol: "udp", ports: { first: 53, last: 53 }, peer: { cidr: "10.0.0.1" } },
        { protocol: "all", peer: { prefixList: "pl-1" } },
      ],
      egress: [{ protocol: "icmpv6", icmp: { type: -1 }, peer: { securityGroup: "sg-1" } }],
    },
  ],
  networkInterfaces: [
    {
      id: "eni-1",
      account: "111111111111",
      subnetId: "subnet-1",
      addresses: [{ address: "10.0.0.4", isPublic: true, publicAddress: "203.0.113.4" }],
      securityGroupIds: ["sg-1"],
      sourceDestCheck: false,
    },
  ],
  internetGateways: [{ id: "igw-1", vpcId: "vpc-1" }],
  egressOnlyInternetGateways: [{ id: "eigw-1", vpcId: "vpc-1" }],
  natGateways: [
    {
      id: "nat-1",
      connectivity: "private",
      availability: "regional",
      vpcId: "vpc-1",
      subnetId: "subnet-1",
      privateAddress: "10.0.0.5",
      secondaryAddresses: ["10.0.0.6"],
      isPublic: false,
      publicAddresses: ["203.0.113.5"],
      availabilityZones: ["euc1-az1"],
      routeTableId: "rtb-1",
      appliances: ["arn:aws:network-firewall:eu-central-1:111111111111:proxy/one"],
      state: "available",
    },
  ],
  vpcEndpoints: [
    {
      id: "vpce-1",
      type: "interface",
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.eu-central-1.s3",
      state: "available",
      routeTableIds: ["rtb-1"],
      prefixListId: "pl-1",
      subnetIds: ["subnet-1"],
      networkInterfaceIds: ["eni-1"],
      securityGroupIds: ["sg-1"],
      privateDnsEnabled: true,
      privateDnsOnlyForInboundResolverEndpoint: false,
      privateDnsNames: ["s3.eu-central-1.amazonaws.com"],
    },
  ],
  peeringConnections: [
    { id: "pcx-1", requesterVpcId: "vpc-1", accepterVpcId: "vpc-2", state: "active" },
  ],
  transitGateways: [{ id: "tgw-1", securityGroupReferencingSupport: true }],
  transitGatewayAttachments: [
    {
      id: "tgw-attach-1",
      transitGatewayId: "tgw-1",
      vpcId: "vpc-1",
      subnetIds: ["subnet-1"],
      routeTableId: "tgw-rtb-1",
      securityGroupReferencingSupport: false,
      state: "available",
    },
  ],
  transitGatewayRouteTables: [
    {
      id: "tgw-rtb-1",
      transitGatewayId: "tgw-1",
      routes: [
        {
          destination: "10.0.0.0/16",
          attachmentId: "tgw-attach-1",
          origin: "static",
          state: "active",
        },
      ],
    },
  ],
  vpnGateways: [{ id: "vgw-1", vpcId: "vpc-1" }],
  prefixLists: [{ id: "pl-1", entries: ["192.0.2.0/24"] }],
  dhcpOptions: [{ id: "dopt-1", domainNameServers: ["AmazonProvidedDNS"] }],
  blockPublicAccess: [
    {
      account: "111111111111",
      region: "eu-central-1",
      mode: "block-ingress",
      exclusions: [{ resourceId: "vpc-1", mode: "allow-egress" }],
    },
    { region: "us-east-1", mode: "off" },
  ],
  services: [
    {
      name: "com.amazonaws.eu-central-1.s3",
      dnsNames: ["s3.eu-central-1.amazonaws.com"],
      prefixListId: "pl-1",
      addresses: ["3.5.0.0/20"],
    },
  ],
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const faultsOf = (json: unknown): readonly Fault[] => {
  const reading = readNetwork(json);
  return reading.kind === "faults" ? reading.faults : [];
};
const vpcs = (...more: readonly object[]) => ({
  vpcs: more.map((each, at) => ({ id: `vpc-${at}`, cidrBlocks: [], ...each })),
});
const rules = (rule: object) => ({
  securityGroups: [
    {
      id: "sg-1",
      vpcId: "vpc-1",
      egress: [],
      ingress: [{ protocol: "all", peer: { cidr: "10.0.0.0/8" }, ...rule }],
    },
  ],
});
const RULE = "/securityGroups/0/ingress/0";
const aclRules = (rule: object) => ({
  networkAcls: [
    {
      id: "acl-1",
      vpcId: "vpc-1",
      subnetIds: [],
      egress: [],
      ingress: [{ ruleNumber: 100, action: "allow", protocol: "all", cidr: "10.0.0.0/8", ...rule }],
    },
  ],
});
const ACL_RULE = "/networkAcls/0/ingress/0";
const HTTPS = { first: 443, last: 443 };
const ECHO = { type: 8, code: 0 };
const noPorts = (protocol: string | number, told = '{"first":443,"last":443}') =>
  `is ${told}, which a rule for the protocol ${protocol} cannot have; icmp, a type and a code, or nothing is wanted here`;
const noMessage = (protocol: string | number) =>
  `is {"type":8,"code":0}, which a rule for the protocol ${protocol} cannot have; ports, or nothing is wanted here`;
/** What rules of groups and of network ACLs cannot have, and what is said of it. */
const MISFITS: readonly (readonly [object, string, string])[] = [
  ...["icmp", "icmpv6", 1, 58].map(
    (protocol) => [{ protocol, ports: HTTPS }, "ports", noPorts(protocol)] as const,
  ),
  ...["tcp", "udp", 6, 17].map(
    (protocol) => [{ protocol, icmp: ECHO }, "icmp", noMessage(protocol)] as const,
  ),
  [{ protocol: "icmp", ports: HTTPS, icmp: ECHO }, "ports", noPorts("icmp")],
  [{ protocol: "tcp", ports: HTTPS, icmp: ECHO }, "icmp", noMessage("tcp")],
  [{ protocol: "icmp", ports: { unknown: "why" } }, "ports", noPorts("icmp", "unknown")],
];

describe("reading a network", () => {
  it("keeps all that can be said, and takes lists that are left out for empty", () => {
    assert.deepEqual(readNetwork(plain(COMPLETE)), { kind: "network", network: COMPLETE });
    assert.deepEqual(readNetwork({}), { kind: "network", network: EMPTY_NETWORK });
  });

  it("takes an unknown for a value, for a list and for what a list may hold besides", () => {
    const why = (...blockedBy: readonly string[]) => new Unknown(blockedBy);
    const reading = readNetwork({
      vpcs: [
        {
          id: "vpc-1",
          account: { unknown: "the account" },
          cidrBlocks: ["10.0.0.0/16", { unknown: ["a block", "another"] }],
        },
        { unknown: "a VPC" },
      ],
      subnets: { unknown: "the subnets" },
    });
    assert.deepEqual(reading, {
      kind: "network",
      network: {
        ...EMPTY_NETWORK,
        vpcs: [
          {
            id: "vpc-1",
            account: why("the account"),
            cidrBlocks: ["10.0.0.0/16", why("a block", "another")],
          },
          why("a VPC"),
        ],
        subnets: [why("the subnets")],
      },
    });
  });

  const longest = "v".repeat(1024);
  const unknown = 'has "unknown" beside other properties; only one of both is wanted';
  const protocols = "all, tcp, udp, icmp, icmpv6 or a number from -1 to 255 is wanted";
  const ports = (first: unknown, last: unknown, more: object = {}) =>
    rules({ ports: { first, last, ...more } });
  const route = (destination: string) => ({
    transitGatewayRouteTables: [
      { id: "tgw-rtb-1", transitGatewayId: "tgw-1", routes: [{ destination }] },
    ],
  });
  const refused: readonly (readonly [unknown, string, string])[] = [
    [null, "", "is null; an object is wanted"],
    [[1, 2], "", "is a list of 2; an object is wanted"],
    [{ vpcs: 7 }, "/vpcs", "is 7; a list is wanted"],
    [{ vpcs: ["vpc-1"] }, "/vpcs/0", 'is "vpc-1"; an object is wanted'],
    [vpcs({ id: {} }), "/vpcs/0/id", "is an object; a text of 1 to 1024 characters is wanted"],
    [
      vpcs({ id: `${longest}v` }),
      "/vpcs/0/id",
      `is "${"v".repeat(60)}"…; a text of 1 to 1024 characters is wanted`,
    ],
    [
      vpcs({ cidrBlocks: ["b".repeat(60)] }),
      "/vpcs/0/cidrBlocks/0",
      `is "${"b".repeat(60)}"; a CIDR block is wanted`,
    ],
    [
      vpcs({ enableDnsSupport: "true" }),
      "/vpcs/0/enableDnsSupport",
      'is "true"; true or false is wanted',
    ],
    [
      vpcs({ "a/b~c": 1 }),
      "/vpcs/0/a~1b~0c",
      "is not known; the properties here are id, account, region, cidrBlocks, enableDnsSupport, enableDnsHostnames, dhcpOptionsId, privateHostedZones",
    ],
    [vpcs({ region: { unknown: "why", id: 1 } }), "/vpcs/0/region", unknown],
    [
      vpcs({ region: { unknown: [] } }),
      "/vpcs/0/region/unknown",
      "is an empty list; what blocks the value is wanted",
    ],
    [{ vpcs: { unknown: "why", id: 1 } }, "/vpcs", unknown],
    [
      { ...vpcs({}, { id: "vpc-0" }) },
      "/vpcs/1",
      'is "vpc-0", and so is /vpcs/0; one of each id is wanted',
    ],
    [
      { services: [{ name: "s3" }, { name: "s3" }] },
      "/services/1",
      'is "s3", and so is /services/0; one of each id is wanted',
    ],
    [rules({ protocol: "TCP" }), `${RULE}/protocol`, `is "TCP"; ${protocols}`],
    ...[-2, 256, 1.5].map(
      (protocol) =>
        [rules({ protocol }), `${RULE}/protocol`, `is ${protocol}; ${protocols}`] as const,
    ),
    ...["-2", "256", "1.5", "6x", "1e1", "0x6"].map(
      (protocol) =>
        [rules({ protocol }), `${RULE}/protocol`, `is "${protocol}"; ${protocols}`] as const,
    ),
    [rules({ protocol: [6] }), `${RULE}/protocol`, `is a list of 1; ${protocols}`],
    [rules({ protocol: null }), `${RULE}/protocol`, `is null; ${protocols}`],
    [ports(9, 8), `${RULE}/ports`, "is empty: first 9 is above last 8"],
    [
      ports(9, 8, { step: 1 }),
      `${RULE}/ports/step`,
      "is not known; the properties here are first, last",
    ],
    [ports(-1, 8), `${RULE}/ports/first`, "is -1; a whole number from 0 to 65535 is wanted"],
    [ports(1, 65536), `${RULE}/ports/last`, "is 65536; a whole number from 0 to 65535 is wanted"],
    [ports(1.5, 8), `${RULE}/ports/first`, "is 1.5; a whole number from 0 to 65535 is wanted"],
    [ports("1", 8), `${RULE}/ports/first`, 'is "1"; a whole number from 0 to 65535 is wanted'],
    [rules({ ports: { first: 9 } }), `${RULE}/ports/last`, "is missing"],
    [rules({ peer: null }), `${RULE}/peer`, "is null; an object is wanted"],
    [
      rules({ peer: { prefixList: 1 } }),
      `${RULE}/peer/prefixList`,
      "is 1; a text of 1 to 1024 characters is wanted",
    ],
    [rules({ peer: {} }), `${RULE}/peer/cidr`, "is missing"],
    ...["pl-", "x-pl-1", "nowhere"].map(
      (destination) =>
        [
          route(destination),
          "/transitGatewayRouteTables/0/routes/0/destination",
          `is "${destination}"; a CIDR block or the id of a prefix list (pl-…) is wanted`,
        ] as const,
    ),
    [
      { vpcEndpoints: [{ id: "vpce-1", type: "resource", vpcId: "vpc-1", serviceName: "s3" }] },
      "/vpcEndpoints/0/type",
      'is "resource"; one of gateway, interface, other is wanted',
    ],
    [
      {
        networkInterfaces: [
          {
            id: "eni-1",
            subnetId: "subnet-1",
            securityGroupIds: [],
            addresses: [{ address: "10.0.0.0/24" }],
          },
        ],
      },
      "/networkInterfaces/0/addresses/0/address",
      'is "10.0.0.0/24"; an IP address is wanted',
    ],
    ...([rules, aclRules] as const).flatMap((of) =>
      MISFITS.map(([rule, name, message]) => {
        const at = of === rules ? RULE : ACL_RULE;
        return [of(rule), `${at}/${name}`, message] as const;
      }),
    ),
    ...[0, 32769].map(
      (ruleNumber) =>
        [
          aclRules({ ruleNumber }),
          `${ACL_RULE}/ruleNumber`,
          `is ${ruleNumber}; a whole number from 1 to 32768 is wanted`,
        ] as const,
    ),
    [{ vpcs: new Array(1_000_001) }, "/vpcs", "is a list of 1000001; at most 1000000 are read"],
  ];
  for (const [json, pointer, message] of refused) {
    it(`says once that ${pointer === "" ? "the whole" : pointer} ${message.slice(0, 80)}`, () => {
      assert.deepEqual(faultsOf(json), [{ pointer, message }]);
    });
  }

  it("reads names and ids up to 1024 characters, and lists up to a million items", () => {
    assert.deepEqual(faultsOf(vpcs({ id: longest })), []);
    assert.equal(faultsOf({ vpcs: new Array(1_000_000) })[0]?.pointer, "/vpcs/0");
  });

  it("reads protocols by name, by number and by number as text, -1 as all", () => {
    for (const [protocol, read] of [
      ["icmpv6", "icmpv6"],
      [0, 0],
      [255, 255],
      ["50", 50],
      ["6", 6],
      [-1, "all"],
      ["-1", "all"],
      [1, 1],
    ] as const) {
      const reading = readNetwork(rules({ protocol }));
      assert.ok(reading.kind === "network");
      const [group] = reading.network.securityGroups;
      assert.ok(group !== undefined && !(group instanceof Unknown));
      assert.deepEqual(group.ingress, [{ protocol: read, peer: { cidr: "10.0.0.0/8" } }]);
    }
  });

  it("takes ports and ICMP messages where they fit, and where they do not matter", () => {
    const fitting = [
      { protocol: "tcp", ports: HTTPS },
      { protocol: 17, ports: HTTPS },
      { protocol: "icmp", icmp: ECHO },
      { protocol: 58, icmp: ECHO },
      { protocol: "all", ports: HTTPS, icmp: ECHO },
      { protocol: 50, ports: HTTPS, icmp: ECHO },
      { protocol: { unknown: "why" }, ports: HTTPS, icmp: ECHO },
    ];
    for (const rule of fitting) {
      assert.deepEqual([faultsOf(rules(rule)), faultsOf(aclRules(rule))], [[], []]);
    }
  });

  it("tells the first hundred faults, and keeps pointers short", () => {
    const bad = Array.from({ length: 150 }, () => 7);
    const faults = faultsOf({ vpcs: bad, subnets: bad });
    assert.equal(faults.length, 100);
    assert.equal(faults.at(-1)?.pointer, "/vpcs/99");
    assert.equal(faultsOf({ ["x".repeat(10_000)]: [] })[0]?.pointer, `/${"x".repeat(1024)}`);
  });
});
