import assert from "node:assert/strict";
import type { Network, Question, SecurityGroupRule } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put } from "./documentation/guide";

const given = new Unknown(["the client's address"]);
const open = new Unknown(["another rule"]);
/** The client has some address of its subnet, nobody knows which. */
const hidden = change("networkInterfaces", "eni-app", { addresses: [{ address: given }] });
const from = (cidr: string, first = 443, last = first): SecurityGroupRule => ({
  protocol: "tcp",
  peer: { cidr },
  ports: { first, last },
});
/** The server's own group. */
const admit = (...ingress: readonly (SecurityGroupRule | Unknown)[]): readonly Change[] => [
  put("securityGroups", { id: "sg-db", vpcId: "vpc-1", ingress, egress: [] }),
  change("networkInterfaces", "eni-db", { securityGroupIds: ["sg-db"] }),
];
const DB = { kind: "interface", interfaceId: "eni-db" } as const;
const APP = { kind: "interface", interfaceId: "eni-app" } as const;

function found(question: Partial<Question>, ...changes: readonly Change[]) {
  const network = changes.reduce<Network>((before, each) => each(before), GUIDE);
  const ports = [{ first: 443, last: 443 }];
  const { outcome, blockedBy } = reach(network, { from: APP, to: DB, ports, ...question });
  return [outcome, ...blockedBy];
}

const LOW = from("10.0.1.0/25");
const HIGH = from("10.0.1.128/25");

describe("what holds for a client whose address nobody knows", () => {
  const cases: readonly (readonly [string, Partial<Question>, readonly Change[], string[]])[] = [
    ["is what holds for all that it may be", {}, admit(LOW, HIGH), ["reachable"]],
    ["is not what holds for some", {}, admit(LOW), ["unknown", "the client's address"]],
    [
      "is not what holds for some, if one packet is enough",
      { quantifier: "any" },
      admit(LOW),
      ["unknown", "the client's address"],
    ],
    ["is not what holds for none", {}, admit(from("10.0.2.0/24")), ["unreachable"]],
    [
      "is open for some only by a rule that nobody knows",
      {},
      admit(LOW, open),
      ["unknown", "another rule"],
    ],
    [
      "is open for some by a rule that nobody knows, and the others fail",
      {},
      admit(LOW, { protocol: open, peer: { cidr: "10.0.1.128/26" } }),
      ["unknown", "another rule", "the client's address"],
    ],
    [
      "is what holds for one port, whatever its address is",
      { quantifier: "any", ports: [80, 443].map((port) => ({ first: port, last: port })) },
      admit(from("10.0.1.0/24", 443)),
      ["reachable"],
    ],
    [
      "is what holds for another port, whatever its address is",
      { quantifier: "any", ports: [443, 80].map((port) => ({ first: port, last: port })) },
      admit(from("10.0.1.0/24", 80)),
      ["reachable"],
    ],
    [
      "is what fails at one port, whatever its address is",
      { ports: [80, 443].map((port) => ({ first: port, last: port })) },
      admit(LOW, HIGH),
      ["unreachable"],
    ],
    [
      "is what holds for one port or another, as its address is",
      { quantifier: "any", ports: [{ first: 80, last: 443 }] },
      admit(from("10.0.1.0/25", 80), from("10.0.1.128/25", 443)),
      ["reachable"],
    ],
    [
      "is not what holds for one port, for some of them",
      { quantifier: "any", ports: [{ first: 80, last: 443 }] },
      admit(from("10.0.1.0/25", 80)),
      ["unknown", "the client's address"],
    ],
  ];
  for (const [title, question, changes, expected] of cases) {
    it(title, () => {
      assert.deepEqual(found(question, hidden, ...changes), expected);
    });
  }

  it("is what holds for one block of several of the senders' subnet", () => {
    const blocks = ["2001:db8:1234:1a01::/64", "2001:db8:1234:1a11::/64"];
    const subnet = change("subnets", "subnet-app", { cidrBlocks: blocks });
    const server = change("networkInterfaces", "eni-db", { addresses: [{ address: open }] });
    const alone = change("subnets", "subnet-db", { cidrBlocks: ["2001:db8:1234:1a02::/64"] });
    const question = {
      from: { kind: "subnet", subnetId: "subnet-app", securityGroupIds: ["sg-open"] },
      family: "ipv6",
      quantifier: "any",
    } as const;
    for (const cidr of blocks) {
      assert.deepEqual(found(question, subnet, ...admit(from(cidr)), server, alone), ["reachable"]);
    }
  });
});

describe("what holds for one of several answers of a resolver", () => {
  const SQS = "com.amazonaws.us-east-1.sqs";
  const foreign: readonly Change[] = [
    change("vpcs", "vpc-1", { dhcpOptionsId: "dopt-1" }),
    put("dhcpOptions", { id: "dopt-1", domainNameServers: ["10.0.0.53"] }),
    put("services", { name: SQS, addresses: ["3.208.0.0/12"] }),
    put("vpcEndpoints", {
      id: "vpce-1",
      type: "interface",
      vpcId: "vpc-1",
      serviceName: SQS,
      privateDnsEnabled: true,
      subnetIds: ["subnet-db"],
      securityGroupIds: ["sg-db"],
    }),
  ];
  const to = { kind: "service", serviceName: SQS } as const;
  const words = "what the name servers 10.0.0.53 answer";
  const blind = change("networkInterfaces", "eni-app", { securityGroupIds: [] });

  it("is open, if each is for reasons of its own, and names all", () => {
    assert.deepEqual(found({ to }, ...foreign, ...admit(open)), ["unknown", "another rule", words]);
    assert.deepEqual(found({ to }, ...foreign, ...admit(HIGH, LOW), blind), [
      "unknown",
      "the security groups of eni-app",
      words,
    ]);
  });

  it("is open, even if the endpoint and the service agree: it may answer anything", () => {
    assert.deepEqual(found({ to }, ...foreign, ...admit(LOW)), ["unknown", words]);
  });

  it("is open, if they do not", () => {
    assert.deepEqual(found({ to }, ...foreign, ...admit(HIGH)), ["unknown", words]);
    // The endpoint has no IPv6 address, and the service has.
    const only = change("subnets", "subnet-db", { cidrBlocks: ["10.0.2.0/24"] });
    const both = put("services", { name: SQS, addresses: ["2600::/24"] });
    assert.deepEqual(found({ to, family: "ipv6" }, ...foreign, only, both), ["unknown", words]);
  });
});

describe("the internet as a whole, beside a service whose addresses are not known", () => {
  const endpoint = put("vpcEndpoints", {
    id: "vpce-1",
    type: "gateway",
    vpcId: "vpc-9",
    serviceName: "com.amazonaws.us-east-1.s3",
  });
  const OUT: Partial<Question> = {
    from: { kind: "interface", interfaceId: "eni-web" },
    to: { kind: "internet" },
    quantifier: "any",
  };
  const allow = (...cidrs: readonly string[]) =>
    change("securityGroups", "sg-open", {
      egress: cidrs.map((cidr) => ({ protocol: "tcp", peer: { cidr } })),
    });
  const some = ["unknown", "vpce-1#prefixListId"];
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["a sixty-fourth of IPv4 may all be the service's", ["64.0.0.0/6"], some],
    ["one address more is not", ["64.0.0.0/6", "80.0.0.1/32"], ["reachable"]],
    ["a sixteen-millionth of IPv6 may all be the service's", ["2600::/24"], some],
    ["one address more of IPv6 is not", ["2600::/24", "2a00::1/128"], ["reachable"]],
  ];
  for (const [title, cidrs, expected] of cases) {
    it(title, () => {
      const family = cidrs[0]?.includes(":") === true ? "ipv6" : "ipv4";
      assert.deepEqual(found({ ...OUT, family }, endpoint, allow(...cidrs)), expected);
    });
  }

  it("who asks for some addresses means these", () => {
    const to = { kind: "cidr", cidr: "64.0.0.0/5" } as const;
    assert.deepEqual(found({ ...OUT, to }, endpoint, allow("64.0.0.0/6")), ["reachable"]);
  });
});
