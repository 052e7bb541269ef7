import assert from "node:assert/strict";
import type { Family, Network, VpcEndpoint } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put } from "./documentation/guide";

const SQS = "com.amazonaws.us-east-1.sqs";
const why = new Unknown(["somebody's choice"]);

/** An endpoint with private DNS, and what is told of its interfaces. */
const endpoint = (more: Partial<VpcEndpoint>): Change =>
  put("vpcEndpoints", {
    id: "vpce-1",
    type: "interface",
    vpcId: "vpc-1",
    serviceName: SQS,
    privateDnsEnabled: true,
    securityGroupIds: ["sg-open"],
    ...more,
  });
/** Its interface in the subnet of the client, as the network holds it. */
const own = put("networkInterfaces", {
  id: "eni-endpoint",
  subnetId: "subnet-app",
  addresses: [{ address: "10.0.1.20" }],
  securityGroupIds: ["sg-open"],
});
/** The client may speak to these addresses only. */
const allow = (...cidrs: readonly string[]): Change =>
  change("securityGroups", "sg-open", {
    egress: cidrs.map((cidr) => ({ protocol: "tcp", peer: { cidr } })),
  });

function answer(changes: readonly Change[], family: Family = "ipv4") {
  return reach(
    changes.reduce<Network>((before, each) => each(before), GUIDE),
    {
      from: { kind: "interface", interfaceId: "eni-app" },
      to: { kind: "service", serviceName: SQS },
      ports: [{ first: 443, last: 443 }],
      family,
    },
  );
}

describe("the interfaces that a name of an endpoint leads to", () => {
  const cases: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
    [
      "are those told of, at their addresses",
      [own, allow("10.0.1.20/32"), endpoint({ networkInterfaceIds: ["eni-endpoint"] })],
      ["reachable"],
    ],
    [
      "are those told of, whatever subnets nobody knows",
      [
        own,
        allow("10.0.1.20/32"),
        endpoint({ networkInterfaceIds: ["eni-endpoint"], subnetIds: ["subnet-app", why] }),
      ],
      ["reachable"],
    ],
    [
      "are some in its other subnets, where not all are told of",
      [
        own,
        allow("10.0.1.20/32", "10.0.2.0/24"),
        endpoint({
          networkInterfaceIds: ["eni-endpoint", why],
          subnetIds: ["subnet-app", "subnet-db"],
        }),
      ],
      ["reachable"],
    ],
    [
      "are to be reached in its other subnets, too, where not all are told of",
      [
        own,
        allow("10.0.1.20/32"),
        endpoint({
          networkInterfaceIds: ["eni-endpoint", why],
          subnetIds: ["subnet-app", "subnet-db"],
        }),
      ],
      ["unreachable"],
    ],
    [
      "are some in its subnets, where those that are named are not told of",
      [
        allow("10.0.1.0/24"),
        endpoint({ networkInterfaceIds: ["eni-lost"], subnetIds: ["subnet-app"] }),
      ],
      ["reachable"],
    ],
    [
      "are not all in its subnets, where more are named than subnets are",
      [
        own,
        endpoint({ networkInterfaceIds: ["eni-endpoint", "eni-lost"], subnetIds: ["subnet-app"] }),
      ],
      ["unknown", "eni-lost"],
    ],
    [
      "are all in its subnets, where as many are named as subnets are",
      [
        own,
        allow("10.0.1.20/32", "10.0.2.0/24"),
        endpoint({
          networkInterfaceIds: ["eni-endpoint", "eni-lost"],
          subnetIds: ["subnet-app", "subnet-db"],
        }),
      ],
      ["reachable"],
    ],
    [
      "are no others than those in its subnets, where there may be ones",
      [
        own,
        allow("10.0.1.20/32"),
        endpoint({ networkInterfaceIds: ["eni-endpoint", why], subnetIds: ["subnet-app"] }),
      ],
      ["reachable"],
    ],
    [
      "have some address of its subnets, nobody knows which",
      [allow("10.0.1.0/25"), endpoint({ subnetIds: ["subnet-app"] })],
      ["unknown", "address of vpce-1 in subnet-app"],
    ],
    [
      "are in subnets that nobody knows",
      [endpoint({ subnetIds: ["subnet-app", why] })],
      ["unknown", "somebody's choice"],
    ],
    [
      "are in subnets that nobody tells of",
      [endpoint({ subnetIds: ["subnet-app", "subnet-lost"] })],
      ["unknown", "subnet-lost"],
    ],
    [
      "have security groups that nobody tells of",
      [endpoint({ subnetIds: ["subnet-app"], securityGroupIds: [] })],
      ["unknown", "the security groups of vpce-1"],
    ],
  ];
  for (const [title, changes, expected] of cases) {
    it(title, () => {
      const { outcome, blockedBy } = answer(changes);
      assert.deepEqual([outcome, ...blockedBy], expected);
    });
  }

  it("have security groups that nobody tells of, where they are left out", () => {
    const bare = put("vpcEndpoints", {
      id: "vpce-1",
      type: "interface",
      vpcId: "vpc-1",
      serviceName: SQS,
      privateDnsEnabled: true,
      subnetIds: ["subnet-app"],
    });
    const { outcome, blockedBy } = answer([bare]);
    assert.deepEqual([outcome, blockedBy], ["unknown", ["the security groups of vpce-1"]]);
  });

  it("are the end of the way, with the endpoint's name where they are not told of", () => {
    const last = (changes: readonly Change[]) => answer(changes).forward?.at(-1);
    assert.deepEqual(last([endpoint({ subnetIds: ["subnet-db"] })]), {
      component: "networkInterface",
      id: "vpce-1",
      pointer: "/vpcEndpoints/0",
    });
    assert.deepEqual(last([own, endpoint({ networkInterfaceIds: ["eni-endpoint"] })]), {
      component: "networkInterface",
      id: "eni-endpoint",
      pointer: "/networkInterfaces/4",
    });
  });

  it("have no IPv6 address in subnets without one", () => {
    const only = change("subnets", "subnet-db", { cidrBlocks: ["10.0.2.0/24"] });
    const { outcome, blockers } = answer([only, endpoint({ subnetIds: ["subnet-db"] })], "ipv6");
    assert.equal(outcome, "unreachable");
    assert.deepEqual(
      blockers.map(({ witness, ...rest }) => [rest, witness.source]),
      [
        [
          {
            code: "NO_SOURCE_OR_DESTINATION",
            component: "vpcEndpoint",
            id: "vpce-1",
            pointer: "/vpcEndpoints/0",
            path: "forward",
            message: "vpce-1 has no ipv6 address",
          },
          "2001:db8:1234:1a01::10",
        ],
      ],
    );
  });

  const subnets = { subnetIds: ["subnet-db"] };
  for (const [title, more, family, expected] of [
    [
      "nobody tells their version",
      subnets,
      "ipv6",
      ["unknown", "whether vpce-1 has IPv6 addresses"],
    ],
    ["they are of both", { ...subnets, ipAddressType: "dualstack" }, "ipv6", ["reachable"]],
    ["they are of IPv6", { ...subnets, ipAddressType: "ipv6" }, "ipv6", ["reachable"]],
    ["they are of IPv4", { ...subnets, ipAddressType: "ipv4" }, "ipv6", ["unreachable"]],
    [
      "it is not known",
      { ...subnets, ipAddressType: why },
      "ipv6",
      ["unknown", "somebody's choice"],
    ],
    ["nobody tells, and IPv4 is asked", subnets, "ipv4", ["reachable"]],
    [
      "they are of IPv6, and IPv4 is asked",
      { ...subnets, ipAddressType: "ipv6" },
      "ipv4",
      ["unreachable"],
    ],
    ["nobody tells where they are", {}, "ipv4", ["unknown", "the interfaces of vpce-1"]],
    [
      "one of them is not known",
      { networkInterfaceIds: [why] },
      "ipv4",
      ["unknown", "somebody's choice"],
    ],
    ["one of them is not told", { networkInterfaceIds: ["eni-9"] }, "ipv4", ["unknown", "eni-9"]],
    [
      "one of them is not told, and no subnet",
      { networkInterfaceIds: ["eni-9"], subnetIds: [] },
      "ipv4",
      ["unknown", "eni-9"],
    ],
    [
      "one of them is not known, and no subnet told",
      { networkInterfaceIds: [why], subnetIds: [] },
      "ipv4",
      ["unknown", "somebody's choice"],
    ],
    ["there are none", { subnetIds: [] }, "ipv4", ["unreachable"]],
  ] as const) {
    it(`are reached as they are, where ${title}: ${expected[0]}`, () => {
      const { outcome, blockedBy } = answer([endpoint(more)], family);
      assert.deepEqual([outcome, ...blockedBy], expected);
    });
  }
});
