import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, OPEN_PEERS, put } from "./documentation/guide";

const SQS = "com.amazonaws.us-east-1.sqs";
const why = new Unknown(["somebody's choice"]);

/** An endpoint with one interface, in a subnet with others that have the same groups. */
const COMPLIANT: readonly Change[] = [
  put("networkInterfaces", {
    id: "eni-endpoint",
    subnetId: "subnet-db",
    addresses: [{ address: "10.0.2.11" }],
    securityGroupIds: ["sg-open"],
  }),
  put("vpcEndpoints", {
    id: "vpce-1",
    type: "interface",
    vpcId: "vpc-1",
    serviceName: SQS,
    subnetIds: ["subnet-db"],
    networkInterfaceIds: ["eni-endpoint"],
    securityGroupIds: ["sg-open"],
    privateDnsEnabled: true,
    privateDnsNames: ["sqs.us-east-1.amazonaws.com"],
  }),
];
const endpoint = (more: Parameters<typeof change<"vpcEndpoints">>[2]): Change =>
  change("vpcEndpoints", "vpce-1", more);
/** A group that no other interface has. */
const own = put("securityGroups", {
  id: "sg-own",
  vpcId: "vpc-1",
  ingress: OPEN_PEERS,
  egress: OPEN_PEERS,
});
/** Nobody tells of the endpoint's own interface. */
const untold: Change = (network) => ({
  ...network,
  networkInterfaces: network.networkInterfaces.filter(
    (each) => each instanceof Unknown || each.id !== "eni-endpoint",
  ),
});

function found(more: Partial<Question> & Pick<Question, "to">, ...changes: readonly Change[]) {
  const network = [...COMPLIANT, ...changes].reduce<Network>((before, each) => each(before), GUIDE);
  const { outcome, blockedBy, blockers } = reach(network, {
    from: { kind: "interface", interfaceId: "eni-app" },
    ...more,
  });
  return [outcome, ...blockedBy, ...blockers.map(({ code, id }) => `${code} ${id}`)];
}

const OPEN = ["unknown", "whether vpce-1 takes anything but TCP"];
const ADDRESS = { kind: "address", address: "10.0.2.11" } as const;

describe("an interface endpoint", () => {
  const ways: readonly (readonly [string, Question["to"], readonly Change[]])[] = [
    ["its service", { kind: "service", serviceName: SQS }, []],
    [
      "its service, where its interface is not told of",
      { kind: "service", serviceName: SQS },
      [untold],
    ],
    ["its private name", { kind: "name", name: "sqs.us-east-1.amazonaws.com" }, []],
    ["its own name", { kind: "name", name: "vpce-1-a.sqs.us-east-1.vpce.amazonaws.com" }, []],
    ["its interface", { kind: "interface", interfaceId: "eni-endpoint" }, []],
    ["the address of its interface", ADDRESS, []],
    [
      "the address of its interface, which has groups of its own",
      ADDRESS,
      [own, change("networkInterfaces", "eni-endpoint", { securityGroupIds: ["sg-own"] })],
    ],
  ];
  for (const [title, to, changes] of ways) {
    it(`takes TCP, and nobody knows what else, by ${title}`, () => {
      assert.deepEqual(found({ to, protocol: "tcp" }, ...changes), ["reachable"]);
      for (const protocol of ["udp", "icmp", 47] as const) {
        assert.deepEqual(found({ to, protocol }, ...changes), OPEN);
        assert.deepEqual(found({ to, protocol, quantifier: "any" }, ...changes), OPEN);
      }
    });
  }

  it("is not like the others in its subnet with the same groups, and they not like it", () => {
    const both = { kind: "cidr", cidr: "10.0.2.10/31" } as const;
    assert.deepEqual(found({ to: both, protocol: "udp" }), OPEN);
    assert.deepEqual(found({ to: both, protocol: "udp", quantifier: "any" }), ["reachable"]);
    const other = { kind: "address", address: "10.0.2.10" } as const;
    assert.deepEqual(found({ to: other, protocol: "udp" }), ["reachable"]);
    assert.deepEqual(found({ to: other, protocol: "icmp" }), ["reachable"]);
  });

  it("does surely not take what its groups keep out", () => {
    const rule = { protocol: "tcp", peer: { cidr: "0.0.0.0/0" } } as const;
    const https = put("securityGroups", {
      id: "sg-tcp",
      vpcId: "vpc-1",
      ingress: [rule],
      egress: [],
    });
    const guarded = change("networkInterfaces", "eni-endpoint", { securityGroupIds: ["sg-tcp"] });
    assert.deepEqual(found({ to: ADDRESS, protocol: "tcp" }, https, guarded), ["reachable"]);
    for (const protocol of ["udp", "icmp"] as const) {
      assert.deepEqual(found({ to: ADDRESS, protocol }, https, guarded), [
        "unreachable",
        "ENI_SG_RULES_MISMATCH sg-tcp",
      ]);
    }
  });

  for (const [title, more, expected] of [
    ["is of an unknown type", { type: why }, ["unknown", ...why.blockedBy]],
    ["is of another type", { type: "other" }, ["unknown", "what kind of endpoint vpce-1 is"]],
    ["is a gateway endpoint", { type: "gateway" }, ["reachable"]],
    ["has other interfaces", { networkInterfaceIds: ["eni-9"] }, ["reachable"]],
    ["has interfaces that nobody knows, too", { networkInterfaceIds: [why, "eni-endpoint"] }, OPEN],
  ] as const) {
    it(`limits what its interfaces take, if it ${title}: ${expected[0]}`, () => {
      assert.deepEqual(found({ to: ADDRESS, protocol: "udp" }, endpoint(more)), expected);
      assert.deepEqual(found({ to: ADDRESS, protocol: "tcp" }, endpoint(more)), ["reachable"]);
    });
  }
});
