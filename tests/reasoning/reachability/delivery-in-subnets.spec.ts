import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, GUIDE, NEIGHBOUR, put, route } from "./documentation/guide";

const why = new Unknown(["somebody's choice"]);

function answer(question: Question, ...changes: readonly Change[]) {
  return reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    question,
  );
}

describe("packets for an address of a VPC", () => {
  it("arrive at the interface that has it", () => {
    const { outcome, forward } = answer(ask("app", "10.0.2.10"));
    assert.equal(outcome, "reachable");
    assert.deepEqual(forward?.at(-1), {
      component: "networkInterface",
      id: "eni-db",
      pointer: "/networkInterfaces/3",
    });
  });

  for (const [title, address, blocker] of [
    [
      "no subnet holds",
      "10.0.9.9",
      {
        component: "vpc",
        id: "vpc-1",
        pointer: "/vpcs/0",
        message: "no subnet of vpc-1 holds the address",
      },
    ],
    [
      "no interface has",
      "10.0.2.99",
      {
        component: "subnet",
        id: "subnet-db",
        pointer: "/subnets/2",
        message: "no interface in subnet-db has the address",
      },
    ],
  ] as const) {
    it(`arrive nowhere if ${title} it`, () => {
      const { outcome, blockers } = answer(ask("app", address));
      assert.equal(outcome, "unreachable");
      assert.deepEqual(
        blockers.map(({ witness, ...rest }) => [rest, witness.destination]),
        [[{ ...blocker, code: "NO_POSSIBLE_DESTINATION", path: "forward" }, address]],
      );
    });
  }

  const cases: readonly (readonly [string, string, Change, readonly string[]])[] = [
    [
      "a subnet that the list does not tell of",
      "10.0.9.9",
      (network) => ({ ...network, subnets: [...network.subnets, why] }),
      why.blockedBy,
    ],
    [
      "a subnet of which nobody knows the VPC",
      "10.0.9.9",
      put("subnets", { id: "subnet-9", vpcId: why, cidrBlocks: ["10.0.9.0/24"] }),
      why.blockedBy,
    ],
    [
      "a block of a subnet that nobody knows",
      "10.0.9.9",
      change("subnets", "subnet-db", { cidrBlocks: ["10.0.2.0/24", why] }),
      why.blockedBy,
    ],
    [
      "an interface of which nobody knows the subnet",
      "10.0.2.99",
      put("networkInterfaces", {
        id: "eni-9",
        subnetId: why,
        addresses: [{ address: "10.0.2.99" }],
        securityGroupIds: ["sg-open"],
      }),
      why.blockedBy,
    ],
    [
      "an address of an interface that nobody knows",
      "10.0.2.99",
      change("networkInterfaces", "eni-db", { addresses: [{ address: "10.0.2.10" }, why] }),
      why.blockedBy,
    ],
  ];
  for (const [title, address, changed, blockedBy] of cases) {
    it(`may arrive at ${title}`, () => {
      const found = answer(ask("app", address), changed);
      assert.deepEqual([found.outcome, found.blockedBy], ["unknown", blockedBy]);
    });
  }

  it("ask for the security groups of the very interface that has it", () => {
    const ungrouped = (id: string, address: string): Change =>
      put("networkInterfaces", {
        id,
        subnetId: "subnet-db",
        addresses: [{ address }],
        securityGroupIds: [],
      });
    const two = [ungrouped("eni-8", "10.0.2.8"), ungrouped("eni-9", "10.0.2.9")];
    for (const number of [8, 9]) {
      const { outcome, blockedBy } = answer(ask("app", `10.0.2.${number}`), ...two);
      assert.deepEqual([outcome, blockedBy], ["unknown", [`the security groups of eni-${number}`]]);
    }
  });

  it("are told apart by the security groups of the interfaces", () => {
    const closed = put("securityGroups", {
      id: "sg-closed",
      vpcId: "vpc-1",
      ingress: [],
      egress: [],
    });
    const groups = (...securityGroupIds: readonly (string | Unknown)[]) =>
      change("networkInterfaces", "eni-app-2", { securityGroupIds });
    const outcomes = [
      groups("sg-closed"),
      groups("sg-closed", "sg-open"),
      groups("sg-closed", why),
      groups("sg-open", why),
      groups(why),
    ].map((changed) =>
      ["10.0.1.10", "10.0.1.11"].map(
        (address) => answer(ask("db", address), closed, changed).outcome,
      ),
    );
    assert.deepEqual(outcomes, [
      ["reachable", "unreachable"],
      ["reachable", "reachable"],
      ["reachable", "unknown"],
      ["reachable", "reachable"],
      ["reachable", "unknown"],
    ]);
  });

  it("are not answered through an internet gateway, public or not", () => {
    const changes: readonly Change[] = [
      ...NEIGHBOUR,
      change("vpcs", "vpc-2", { cidrBlocks: ["52.0.0.0/24"] }),
      change("subnets", "subnet-2", { cidrBlocks: ["52.0.0.0/24"] }),
      change("networkInterfaces", "eni-2", { addresses: [{ address: "52.0.0.10" }] }),
      put("peeringConnections", {
        id: "pcx-1",
        requesterVpcId: "vpc-1",
        accepterVpcId: "vpc-2",
      }),
      change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "pcx-1")] }),
    ];
    for (const address of ["10.0.0.10", "10.0.0.11"]) {
      const other = put("networkInterfaces", {
        id: "eni-other",
        subnetId: "subnet-public",
        addresses: [{ address: "10.0.0.11" }],
        securityGroupIds: ["sg-open"],
      });
      const { outcome, blockedBy, failing } = answer(ask("2", address), ...changes, other);
      assert.deepEqual([outcome, blockedBy, failing.length], ["unreachable", [], 1]);
    }
  });
});
