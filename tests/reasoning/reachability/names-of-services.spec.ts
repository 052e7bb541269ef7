import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put } from "./documentation/guide";

const SQS = "com.amazonaws.us-east-1.sqs";
const KMS = "com.amazonaws.us-east-1.kms";
const why = new Unknown(["somebody's choice"]);

const services = put(
  "services",
  { name: KMS, dnsNames: ["kms.us-east-1.amazonaws.com"] },
  {
    name: SQS,
    dnsNames: ["sqs.us-east-1.amazonaws.com", "*.queue.amazonaws.com"],
    addresses: ["3.208.0.0/12"],
  },
);
const SILENT = {
  id: "vpce-1",
  type: "interface",
  vpcId: "vpc-1",
  serviceName: SQS,
  subnetIds: ["subnet-db"],
  securityGroupIds: ["sg-open"],
} as const;
const ENDPOINT = { ...SILENT, privateDnsEnabled: true } as const;
const endpoint = put("vpcEndpoints", ENDPOINT);
const other = (more: object) => change("vpcEndpoints", "vpce-1", more);
/** No way out: only the endpoint is reached. */
const isolated = change("routeTables", "rtb-main", { routes: [] });
const closed = put("securityGroups", {
  id: "sg-closed",
  vpcId: "vpc-1",
  ingress: [],
  egress: [],
});
const uncertain: Change = (network) => ({
  ...network,
  vpcEndpoints: [...network.vpcEndpoints, why],
});

const SERVICE = { kind: "service", serviceName: SQS } as const;
const named = (name: string) => ({ kind: "name", name }) as const;
const options = (...domainNameServers: readonly (string | Unknown)[]): readonly Change[] => [
  change("vpcs", "vpc-1", { dhcpOptionsId: "dopt-1" }),
  put("dhcpOptions", { id: "dopt-1", domainNameServers }),
];

function answer(to: Question["to"], ...changes: readonly Change[]) {
  const network = [services, ...changes].reduce<Network>((before, each) => each(before), GUIDE);
  return reach(network, {
    from: { kind: "interface", interfaceId: "eni-app" },
    to,
    ports: [{ first: 443, last: 443 }],
  });
}

/** The outcome, with what it is not known for or who stops packets. */
function found(to: Question["to"], ...changes: readonly Change[]) {
  const { outcome, blockedBy, blockers } = answer(to, ...changes);
  return [outcome, ...blockedBy, ...blockers.map(({ code, id }) => `${code} ${id}`)];
}

const NO_ENDPOINT = ["unreachable", "NO_ROUTE_TO_DESTINATION rtb-main"];

describe("a name of a service", () => {
  const cases: readonly (readonly [string, string, readonly Change[]])[] = [
    ["its own", "sqs.us-east-1.amazonaws.com", [endpoint]],
    ["one with one label of a letter before its own", "a.queue.amazonaws.com", [endpoint]],
    ["one with several labels before its own", "b.a.queue.amazonaws.com.", [endpoint]],
    [
      "one that the endpoint has itself",
      "queues.example.com",
      [endpoint, other({ privateDnsNames: ["Queues.Example.com."] })],
    ],
    [
      "one of those that the endpoint has itself",
      "eu.queues.example.com",
      [endpoint, other({ privateDnsNames: ["example.org", "*.queues.example.com"] })],
    ],
    [
      "one that the endpoint has itself, whatever other names it has",
      "queues.example.com",
      [endpoint, other({ privateDnsNames: [why, "queues.example.com"] })],
    ],
  ];
  for (const [title, name, changes] of cases) {
    it(`leads to the endpoint: ${title}`, () => {
      assert.deepEqual(found(named(name), isolated, ...changes), ["reachable"]);
    });
  }

  it("does not lead to the endpoint: another service's", () => {
    const name = "kms.us-east-1.amazonaws.com";
    assert.deepEqual(found(named(name), isolated, endpoint), NO_ENDPOINT);
  });

  for (const [title, name] of [
    ["one that only ends alike", "xqs.us-east-1.amazonaws.com"],
    ["one below its own", "a.sqs.us-east-1.amazonaws.com"],
    ["one without a label where a wildcard stands", "queue.amazonaws.com"],
    ["one with an empty label where a wildcard stands", ".queue.amazonaws.com"],
    ["one that ends otherwise", "a-very-long-name.of.another.example.com"],
  ] as const) {
    it(`is none of the service's, and may lead anywhere: ${title}`, () => {
      const expected = ["unknown", `what ${name} resolves to`];
      assert.deepEqual(found(named(name), isolated, endpoint), expected);
      assert.deepEqual(found(named(name), endpoint), expected);
    });
  }

  it("may be one that nobody knows of an endpoint", () => {
    const hidden = other({ privateDnsNames: [why] });
    assert.deepEqual(found(named("kms.us-east-1.amazonaws.com"), isolated, endpoint, hidden), [
      "unknown",
      "somebody's choice",
    ]);
    assert.deepEqual(found(named("queues.example.com"), isolated, endpoint, hidden), [
      "unknown",
      "somebody's choice",
      "what queues.example.com resolves to",
    ]);
  });

  const hosted = "com.amazonaws.vpce.us-east-1.vpce-svc-0123";
  const QUEUES = { privateDnsNames: ["queues.example.com"] };
  const ofEndpoints: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    [
      "one of Amazon's leads to its public addresses",
      [other({ ...QUEUES, privateDnsEnabled: false }), services],
      ["reachable"],
    ],
    [
      "one of Amazon's leads to its public addresses, also where the endpoint is in another VPC",
      [other({ ...QUEUES, vpcId: "vpc-9" }), services],
      ["reachable"],
    ],
    [
      "one of somebody else's may lead anywhere",
      [other({ ...QUEUES, privateDnsEnabled: false, serviceName: hosted })],
      ["unknown", "what queues.example.com resolves to"],
    ],
    [
      "one of somebody else's leads to the endpoint where private DNS acts",
      [other({ ...QUEUES, serviceName: hosted })],
      ["reachable"],
    ],
    [
      "one that nobody knows may lead anywhere",
      [other({ ...QUEUES, privateDnsEnabled: false, serviceName: why })],
      ["unknown", "what queues.example.com resolves to"],
    ],
  ];
  for (const [title, changes, expected] of ofEndpoints) {
    it(`that an endpoint tells of a service: ${title}`, () => {
      assert.deepEqual(found(named("queues.example.com"), endpoint, ...changes), expected);
    });
  }

  it("may lead to an endpoint of a service that nobody knows", () => {
    const hidden = other({ serviceName: why });
    for (const to of [named("sqs.us-east-1.amazonaws.com"), SERVICE]) {
      assert.deepEqual(found(to, isolated, endpoint, hidden), ["unknown", "somebody's choice"]);
    }
  });

  it("is not decided beside a private hosted zone by names that nobody tells", () => {
    const zone = change("vpcs", "vpc-1", { privateHostedZones: ["example.com"] });
    const untold: Change = (network) => ({ ...network, services: [] });
    assert.deepEqual(found(SERVICE, zone, untold), ["unknown", `the DNS names of ${SQS}`]);
  });

  it("is held by a zone behind a wildcard at its start, and not behind one elsewhere", () => {
    const zone = change("vpcs", "vpc-1", { privateHostedZones: ["sqs.example.com"] });
    const names = (dnsName: string) => put("services", { name: SQS, dnsNames: [dnsName] });
    assert.deepEqual(found(SERVICE, endpoint, zone, names("sqs.*.example.com")), ["reachable"]);
    assert.deepEqual(found(SERVICE, endpoint, zone, names("*.sqs.example.com")), [
      "unknown",
      "what the private hosted zone sqs.example.com of vpc-1 answers",
    ]);
  });
});

describe("an endpoint's private DNS", () => {
  for (const [title, more] of [
    ["that is available", { state: "available" }],
    ["that is available, in capitals", { state: "Available" }],
    [
      "that is told to be for other queries, too",
      { privateDnsOnlyForInboundResolverEndpoint: false },
    ],
  ] as const) {
    it(`acts at one ${title}`, () => {
      assert.deepEqual(found(SERVICE, isolated, endpoint, other(more)), ["reachable"]);
    });
  }

  it("does not act unless it is enabled", () => {
    assert.deepEqual(found(SERVICE, isolated, put("vpcEndpoints", SILENT)), NO_ENDPOINT);
  });

  for (const [title, more] of [
    ["it is enabled", { privateDnsEnabled: why }],
    ["it is available", { state: why }],
    ["it is for queries from outside only", { privateDnsOnlyForInboundResolverEndpoint: why }],
    ["it is in the VPC", { vpcId: why }],
    ["it is an interface endpoint", { type: why }],
  ] as const) {
    it(`may act if nobody knows whether ${title}`, () => {
      const expected = ["unknown", "somebody's choice"];
      assert.deepEqual(found(SERVICE, isolated, endpoint, other(more)), expected);
      assert.deepEqual(found(SERVICE, endpoint, other(more)), ["reachable"]);
    });
  }

  it("that surely acts leaves nothing to others", () => {
    const perhaps = put("vpcEndpoints", {
      ...ENDPOINT,
      id: "vpce-0",
      privateDnsEnabled: why,
      securityGroupIds: ["sg-closed"],
    });
    for (const changes of [
      [perhaps, endpoint],
      [endpoint, perhaps],
      [endpoint, uncertain],
    ]) {
      assert.deepEqual(found(SERVICE, isolated, closed, ...changes), ["reachable"]);
    }
  });

  it("that surely acts is not decided by others, even where it is not decided", () => {
    const guarded = other({ securityGroupIds: ["sg-lost"] });
    assert.deepEqual(found(SERVICE, endpoint, guarded, uncertain), ["unknown", "sg-lost"]);
  });

  it("may act at an endpoint that nobody tells of", () => {
    const inside = change("securityGroups", "sg-open", {
      egress: [{ protocol: "all", peer: { cidr: "10.0.0.0/16" } }],
    });
    assert.deepEqual(found(SERVICE, inside), ["unreachable", "ENI_SG_RULES_MISMATCH sg-open"]);
    for (const changes of [[uncertain], [inside, uncertain]]) {
      assert.deepEqual(found(SERVICE, ...changes), ["unknown", "somebody's choice"]);
    }
  });
});

describe("a resolver", () => {
  const off = change("vpcs", "vpc-1", { enableDnsSupport: false });

  it("that is off says nothing", () => {
    const { outcome, blockers } = answer(SERVICE, endpoint, off);
    assert.equal(outcome, "unreachable");
    assert.deepEqual(
      blockers.map(({ witness, ...rest }) => ({ ...rest, from: witness.source })),
      [
        {
          code: "NO_SOURCE_OR_DESTINATION",
          component: "vpc",
          id: "vpc-1",
          pointer: "/vpcs/0",
          path: "forward",
          message: "vpc-1 has no resolver: enableDnsSupport is off",
          from: "10.0.1.10",
        },
      ],
    );
  });

  it("may be off", () => {
    const perhaps = change("vpcs", "vpc-1", { enableDnsSupport: why });
    assert.deepEqual(found(SERVICE, endpoint, perhaps), ["unknown", "somebody's choice"]);
  });

  const cases: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    ["Amazon's", options("AmazonProvidedDNS"), ["reachable"]],
    ["Amazon's, by its address in every VPC", options("169.254.169.253"), ["reachable"]],
    ["Amazon's, by its IPv6 address", options("FD00:EC2:0::253"), ["reachable"]],
    ["Amazon's, by its address in the VPC", options("10.0.0.2"), ["reachable"]],
    [
      "Amazon's, by all its names",
      options("10.0.0.2", "169.254.169.253", "AmazonProvidedDNS"),
      ["reachable"],
    ],
    [
      "Amazon's where it is off",
      [...options("10.0.0.2"), off],
      ["unreachable", "NO_SOURCE_OR_DESTINATION vpc-1"],
    ],
    [
      "Amazon's and another's",
      options("10.0.0.2", "10.0.0.3"),
      ["unknown", "what the name servers 10.0.0.3 answer"],
    ],
    [
      "one that is like the address of another VPC's",
      options("10.1.0.2"),
      ["unknown", "what the name servers 10.1.0.2 answer"],
    ],
    [
      "one at the place in the VPC's IPv6 block",
      options("2001:db8:1234:1a00::2"),
      ["unknown", "what the name servers 2001:db8:1234:1a00::2 answer"],
    ],
    [
      "that of a name",
      options("dns.example.com"),
      ["unknown", "what the name servers dns.example.com answer"],
    ],
    [
      "that of one of two blocks, and nobody tells which is the primary one",
      [
        ...options("10.0.0.2"),
        change("vpcs", "vpc-1", { cidrBlocks: ["10.0.0.0/16", "10.9.0.0/16"] }),
      ],
      ["unknown", "what the name servers 10.0.0.2 answer"],
    ],
    [
      "that of a block that is perhaps not the primary one",
      [...options("10.0.0.2"), change("vpcs", "vpc-1", { cidrBlocks: ["10.0.0.0/16", why] })],
      ["unknown", "somebody's choice", "what the name servers 10.0.0.2 answer"],
    ],
    [
      "that of the only IPv4 block",
      [
        ...options("10.0.0.2"),
        change("vpcs", "vpc-1", { cidrBlocks: ["2001:db8:1234:1a00::/56", "10.0.0.0/16"] }),
      ],
      ["reachable"],
    ],
    ["nobody's", options(), ["unknown", "which name servers hosts ask, as dopt-1 has none"]],
    [
      "another's",
      options("10.0.0.53", "10.0.0.54"),
      ["unknown", "what the name servers 10.0.0.53, 10.0.0.54 answer"],
    ],
    [
      "another's where Amazon's is off",
      [...options("10.0.0.53"), off],
      ["unknown", "what the name servers 10.0.0.53 answer"],
    ],
    [
      "Amazon's or another's",
      options("AmazonProvidedDNS", "10.0.0.53"),
      ["unknown", "what the name servers 10.0.0.53 answer"],
    ],
    ["nobody knows whose", options("AmazonProvidedDNS", why), ["unknown", "somebody's choice"]],
    [
      "that of options that nobody knows",
      [change("vpcs", "vpc-1", { dhcpOptionsId: why })],
      ["unknown", "somebody's choice"],
    ],
    [
      "that of options that nobody tells of",
      [change("vpcs", "vpc-1", { dhcpOptionsId: "dopt-9" })],
      ["unknown", "dopt-9"],
    ],
  ];
  for (const [title, changes, expected] of cases) {
    it(`decides whether the name leads to the endpoint: ${title}`, () => {
      assert.deepEqual(found(SERVICE, isolated, endpoint, ...changes), expected);
    });
  }

  it("of somebody else is asked what it answers, whatever endpoint and service are worth", () => {
    const told = put("services", { name: SERVICE.serviceName, addresses: ["203.0.113.0/24"] });
    const open = ["unknown", "what the name servers 10.0.0.53 answer"];
    assert.deepEqual(found(SERVICE, told, ...options("10.0.0.53")), open);
    assert.deepEqual(found(SERVICE, endpoint, told, ...options("10.0.0.53")), open);
  });
});
