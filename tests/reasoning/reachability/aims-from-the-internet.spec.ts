import assert from "node:assert/strict";
import type { Network, NetworkInterface, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put } from "./documentation/guide";

const why = new Unknown(["somebody's choice"]);
const PUBLIC = "198.51.100.10";
const web = { kind: "interface", interfaceId: "eni-web" } as const;
const at = (address: string): Question["to"] => ({ kind: "address", address });
const addresses = (...own: NetworkInterface["addresses"]): Change =>
  change("networkInterfaces", "eni-web", { addresses: own });
/** An interface that the list does not tell of. */
const untold: Change = (network) => ({
  ...network,
  networkInterfaces: [...network.networkInterfaces, why],
});

function answer(to: Question["to"], more: Partial<Question>, ...changes: readonly Change[]) {
  return reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    { from: { kind: "internet" }, to, ports: [{ first: 443, last: 443 }], ...more },
  );
}

function found(to: Question["to"], more: Partial<Question>, ...changes: readonly Change[]) {
  const { outcome, blockedBy, blockers } = answer(to, more, ...changes);
  return [outcome, ...blockedBy, ...blockers.map(({ code, id }) => `${code} ${id}`)];
}

const NOBODY = ["unreachable", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS internet"];

describe("packets of the internet for a public address", () => {
  const known = { address: "10.0.0.10", publicAddress: PUBLIC } as const;
  const cases: readonly (readonly [string, string, readonly Change[], readonly string[]])[] = [
    ["find its interface", PUBLIC, [], ["reachable"]],
    [
      "find its interface at this address alone, whatever others it has",
      PUBLIC,
      [addresses(known, { address: "10.0.0.11" })],
      ["reachable"],
    ],
    [
      "find its interface, whatever address nobody knows of it is not public",
      PUBLIC,
      [addresses(known, { address: why, isPublic: false })],
      ["reachable"],
    ],
    ["find nobody where nobody has it", "198.51.100.77", [], NOBODY],
    [
      "find nobody where nobody has it, and whether IPv6 addresses are public does not matter",
      "198.51.100.77",
      [addresses(known, { address: "2001:db8:1234:1a00::10", isPublic: why })],
      NOBODY,
    ],
    [
      "may find one of interfaces that nobody tells of",
      "198.51.100.77",
      [untold],
      ["unknown", "somebody's choice"],
    ],
    [
      "may find one with an address that nobody knows to be public",
      "198.51.100.77",
      [addresses(known, { address: "10.0.0.11", isPublic: why })],
      ["unknown", "somebody's choice"],
    ],
    [
      "may find one whose public address nobody knows",
      "198.51.100.77",
      [addresses({ address: "10.0.0.11", publicAddress: why })],
      ["unknown", "somebody's choice"],
    ],
    [
      "may find its interface by an own address that nobody knows",
      PUBLIC,
      [addresses({ address: why, publicAddress: PUBLIC })],
      ["unknown", "somebody's choice"],
    ],
    ["find nobody where it is a private one", "10.9.9.9", [untold], NOBODY],
    ["find nobody where it is one of an interface, but private", "10.0.0.10", [], NOBODY],
    ["find nobody where a number of IPv4 is written as one of IPv6", "::10.0.0.10", [], NOBODY],
    [
      "find nobody where a NAT gateway's number is written as one of IPv6",
      "::198.51.100.4",
      [],
      NOBODY,
    ],
    ["find an interface by its IPv6 address", "2001:db8:1234:1a00::10", [], ["reachable"]],
    [
      "may find an interface by an IPv6 address that nobody knows",
      "2001:db8:1234:1a00::77",
      [addresses(known, { address: why })],
      ["unknown", "somebody's choice"],
    ],
  ];
  for (const [title, address, changes, expected] of cases) {
    it(`${title}: ${address}`, () => {
      for (const quantifier of ["all", "any"] as const) {
        assert.deepEqual(found(at(address), { quantifier }, ...changes), expected);
      }
    });
  }
});

describe("packets of the internet for an interface", () => {
  it("arrive, whichever public address it has", () => {
    const hidden = addresses({ address: why, isPublic: true });
    assert.deepEqual(found(web, {}, hidden), ["reachable"]);
    const half = change("subnets", "subnet-public", { cidrBlocks: ["10.0.0.0/24"] });
    assert.deepEqual(found(web, {}, hidden, half), ["reachable"]);
  });

  it("do not arrive, whichever private address it has", () => {
    const hidden = addresses({ address: why });
    const expected = ["unreachable", "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS eni-web"];
    assert.deepEqual(found(web, {}, hidden), expected);
  });

  it("may find another address than those known", () => {
    const more = addresses({ address: "10.0.0.10", publicAddress: PUBLIC }, { address: why });
    assert.deepEqual(found(web, {}, more), ["unknown", "somebody's choice"]);
    assert.deepEqual(found(web, { quantifier: "any" }, more), ["reachable"]);
  });

  it("are told by its public IPv4 address, and by its own IPv6 address", () => {
    assert.equal(answer(web, {}).witness?.destination, PUBLIC);
    const v6 = answer(web, { family: "ipv6" });
    assert.equal(v6.witness?.destination, "2001:db8:1234:1a00::10");
    const unseen = addresses({ address: "10.0.0.10", isPublic: true });
    assert.equal(answer(web, {}, unseen).witness?.destination, "10.0.0.10");
  });
});

describe("packets of the internet for a NAT gateway", () => {
  const own = put("networkInterfaces", {
    id: "eni-nat",
    subnetId: "subnet-public",
    addresses: [{ address: "10.0.0.5", publicAddress: "198.51.100.4" }],
    securityGroupIds: ["sg-open"],
  });
  const blocker = {
    code: "NO_POSSIBLE_DESTINATION",
    component: "natGateway",
    id: "nat-1",
    pointer: "/natGateways/0",
    path: "forward",
    message: "nat-1 takes no connections from outside, only answers",
  };
  for (const to of [at("198.51.100.4"), { kind: "interface", interfaceId: "eni-nat" } as const]) {
    it(`are refused: asked for by ${to.kind}`, () => {
      const { outcome, blockers } = answer(to, {}, own);
      assert.equal(outcome, "unreachable");
      assert.deepEqual(
        blockers.map(({ witness, ...rest }) => [rest, witness.source]),
        [[blocker, "1.0.0.0"]],
      );
    });
  }

  it("are refused at its further addresses, too", () => {
    const second = change("natGateways", "nat-1", {
      privateAddress: "10.0.0.4",
      secondaryAddresses: [why, "10.0.0.5"],
    });
    const { outcome, blockers } = answer(at("198.51.100.4"), {}, own, second);
    assert.deepEqual([outcome, blockers[0]?.message], ["unreachable", blocker.message]);
  });

  it("are for another interface where only the number of the address is the same", () => {
    for (const changed of [
      change("natGateways", "nat-1", { subnetId: "subnet-app" }),
      change("natGateways", "nat-1", { subnetId: why }),
      change("natGateways", "nat-1", { privateAddress: why }),
    ]) {
      const to = { kind: "interface", interfaceId: "eni-nat" } as const;
      assert.deepEqual(found(to, {}, own, changed), ["reachable"]);
    }
  });
});
