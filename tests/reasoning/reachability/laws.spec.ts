import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Answer, Network, Protocol, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { isKnown } from "../../../reasoning/known";
import {
  aclRule,
  dualQuestion,
  groupRule,
  hide,
  network,
  question,
  twofoldNetwork,
} from "./arbitraries";

const RUNS = { numRuns: 80 };

/** Where a law speaks of better and worse: what is not known is between. */
const RANK = { unreachable: 0, unknown: 1, reachable: 2 } as const;

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  return [...items]
    .map((item, index) => ({ item, key: (index * 7919 + seed * 104729) % 1013 }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}

/** Questions about packets that have ports. */
const portQuestion = fc
  .tuple(question, fc.constantFrom("tcp" as const, "udp" as const))
  .map(([asked, protocol]) => ({ ...asked, protocol }));

describe("laws of reachability", () => {
  it("never lets what was hidden flip an answer: it is the same or unknown", () => {
    let decided = 0;
    fc.assert(
      fc.property(
        twofoldNetwork,
        dualQuestion,
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 50, maxLength: 50 }),
        (whole, asked, dice) => {
          let at = 0;
          const random = () => dice[at++ % dice.length] === 0;
          const part = reach(hide(whole, random), asked);
          if (part.outcome === "unknown") {
            assert.ok(part.blockedBy.length > 0);
            return;
          }
          decided += 1;
          assert.equal(part.outcome, reach(whole, asked).outcome);
        },
      ),
      { numRuns: Number(process.env.N ?? 350) },
    );
    assert.ok(decided > 35, `only ${decided} decided`);
  });

  it("answers the same whatever the order of things is", () => {
    fc.assert(
      fc.property(network, question, fc.nat(1000), (given, asked, seed) => {
        const turned: Network = {
          ...given,
          subnets: shuffled(given.subnets, seed),
          networkAcls: given.networkAcls.map((acl) =>
            isKnown(acl)
              ? { ...acl, ingress: shuffled(acl.ingress, seed), egress: shuffled(acl.egress, seed) }
              : acl,
          ),
          securityGroups: given.securityGroups.map((group) =>
            isKnown(group)
              ? {
                  ...group,
                  ingress: shuffled(group.ingress, seed),
                  egress: shuffled(group.egress, seed),
                }
              : group,
          ),
          routeTables: given.routeTables.map((table) =>
            isKnown(table) ? { ...table, routes: shuffled(table.routes, seed) } : table,
          ),
        };
        assert.equal(reach(turned, asked).outcome, reach(given, asked).outcome);
      }),
      RUNS,
    );
  });

  it("never blocks anything when a security group allows more", () => {
    fc.assert(
      fc.property(network, question, groupRule, fc.boolean(), (given, asked, rule, out) => {
        const wider: Network = {
          ...given,
          securityGroups: given.securityGroups.map((group) => {
            if (!isKnown(group)) return group;
            return out
              ? { ...group, egress: [...group.egress, rule] }
              : { ...group, ingress: [...group.ingress, rule] };
          }),
        };
        assert.ok(RANK[reach(wider, asked).outcome] >= RANK[reach(given, asked).outcome]);
      }),
      RUNS,
    );
  });

  it("never blocks anything when a network ACL allows more before everything else", () => {
    fc.assert(
      fc.property(network, question, aclRule, (given, asked, rule) => {
        const first = { ...rule, ruleNumber: 1, action: "allow" as const };
        const wider: Network = {
          ...given,
          networkAcls: given.networkAcls.map((acl) =>
            isKnown(acl)
              ? {
                  ...acl,
                  ingress: [
                    first,
                    ...acl.ingress.filter((each) => isKnown(each) && each.ruleNumber !== 1),
                  ],
                  egress: [
                    first,
                    ...acl.egress.filter((each) => isKnown(each) && each.ruleNumber !== 1),
                  ],
                }
              : acl,
          ),
        };
        const without: Network = {
          ...given,
          networkAcls: given.networkAcls.map((acl) =>
            isKnown(acl)
              ? {
                  ...acl,
                  ingress: acl.ingress.filter((each) => isKnown(each) && each.ruleNumber !== 1),
                  egress: acl.egress.filter((each) => isKnown(each) && each.ruleNumber !== 1),
                }
              : acl,
          ),
        };
        assert.ok(RANK[reach(wider, asked).outcome] >= RANK[reach(without, asked).outcome]);
      }),
      RUNS,
    );
  });

  it("never finds a way to one address after the route that it took is gone, unless by another route", () => {
    fc.assert(
      fc.property(network, fc.nat(3), (given, at) => {
        const asked: Question = {
          from: { kind: "interface", interfaceId: "eni-client" },
          to: { kind: "address", address: "8.8.8.8" },
          ports: [{ first: 443, last: 443 }],
        };
        const fewer: Network = {
          ...given,
          // Without the less specific routes that could take over, nothing may take over.
          routeTables: given.routeTables.map((table) =>
            isKnown(table)
              ? { ...table, routes: table.routes.filter((_, index) => index === at) }
              : table,
          ),
        };
        const none: Network = {
          ...given,
          routeTables: given.routeTables.map((table) =>
            isKnown(table) ? { ...table, routes: [] } : table,
          ),
        };
        assert.ok(RANK[reach(none, asked).outcome] <= RANK[reach(fewer, asked).outcome]);
        assert.equal(reach(none, asked).outcome, "unreachable");
      }),
      RUNS,
    );
  });

  it("says of all packets what it says of each: the failing set is exact", () => {
    const seen = { fails: 0, passes: 0 };
    fc.assert(
      fc.property(
        network,
        portQuestion,
        fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
        (given, asked, dice) => {
          const all = reach(given, { ...asked, quantifier: "all" });
          if (all.outcome === "unknown" || asked.to.kind === "service") return;
          const [one = 0, two = 0, three = 0, four = 0] = dice;
          const pick = <T>(items: readonly T[], die: number) => items[die % items.length] as T;
          const packet: Concrete = {
            source: pick(SOURCES[key(asked.from)] ?? [], one),
            destination: pick(DESTINATIONS[key(asked.to)] ?? [], two),
            sourcePort: pick([1024, 32767, 32768, 40000, 40001, 60000, 65535], three),
            destinationPort:
              asked.ports?.[0]?.first === 443
                ? 443
                : pick([0, 80, 443, 1023, 1024, 40000, 65535], four),
          };
          const alone = reach(given, single(asked, packet, asked.protocol));
          const fails = all.failing.some((range) =>
            isIn(packet, asked.protocol === "tcp" ? 6 : 17, range),
          );
          // Beside packets that surely fail there may be some of which nobody knows.
          if (alone.outcome === "unknown") {
            assert.ok(!fails && all.outcome === "unreachable");
            return;
          }
          assert.equal(alone.outcome, fails ? "unreachable" : "reachable");
          seen[fails ? "fails" : "passes"] += 1;
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(seen.fails > 30 && seen.passes > 5, JSON.stringify(seen));
  });

  it("gives a witness that is answered as it says", () => {
    fc.assert(
      fc.property(network, question, (given, asked) => {
        const { outcome, witness } = reach(given, asked);
        if (outcome === "unknown" || witness?.destinationPort === undefined) return;
        if (asked.to.kind === "service") return;
        const { source, destination, sourcePort = 0, destinationPort, protocol } = witness;
        const packet = { source, destination, sourcePort, destinationPort };
        const one = single(asked, packet, protocol);
        const quantifier = outcome === "reachable" ? "any" : "all";
        assert.equal(reach(given, { ...one, quantifier }).outcome, outcome);
      }),
      RUNS,
    );
  });

  it("finds any packet where all of them pass, and none where no packet does", () => {
    fc.assert(
      fc.property(network, question, (given, asked) => {
        const any = reach(given, { ...asked, quantifier: "any" }).outcome;
        const all = reach(given, { ...asked, quantifier: "all" }).outcome;
        assert.ok(RANK[any] >= RANK[all]);
      }),
      RUNS,
    );
  });
});

interface Concrete {
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** Names the place of a question. */
function key(place: Question["from"] | Question["to"]): string {
  switch (place.kind) {
    case "interface":
      return place.interfaceId;
    case "subnet":
      return place.subnetId;
    case "cidr":
      return place.cidr;
    default:
      return place.kind;
  }
}

/** Addresses that the places of questions have. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  "eni-client": ["10.0.1.10"],
  "eni-bastion": ["10.0.0.30"],
  "eni-far": ["10.1.0.9"],
  "subnet-a": ["10.0.1.4", "10.0.1.10", "10.0.1.254"],
};
const DESTINATIONS: Readonly<Record<string, readonly string[]>> = {
  "eni-server": ["10.0.2.20"],
  "eni-far": ["10.1.0.9"],
  "subnet-b": ["10.0.2.4", "10.0.2.20", "10.0.2.254"],
  "10.0.2.16/28": ["10.0.2.16", "10.0.2.20", "10.0.2.31"],
  "8.8.8.0/23": ["8.8.8.0", "8.8.8.8", "8.8.8.255", "8.8.9.1"],
  address: ["8.8.8.8"],
  internet: ["1.1.1.1", "8.8.9.1", "127.255.0.1", "172.32.0.1", "223.1.1.1"].filter(
    (each) => !each.startsWith("127."),
  ),
};

function valueOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Whether a range holds a packet, whatever port a NAT gateway chooses for it. */
function isIn(packet: Concrete, protocol: number, range: Answer["failing"][number]): boolean {
  const lies = (value: number, [first, last]: readonly [number, number]) =>
    first <= value && value <= last;
  const inBlock = (address: string, [first, last]: readonly [string, string]) =>
    lies(valueOf(address), [valueOf(first), valueOf(last)]);
  return (
    inBlock(packet.source, range.sources) &&
    inBlock(packet.destination, range.destinations) &&
    lies(protocol, range.protocols) &&
    lies(packet.sourcePort, range.sourcePorts) &&
    lies(packet.destinationPort, range.destinationPorts)
  );
}

/** A question about one packet. */
function single(asked: Question, packet: Concrete, protocol: Protocol): Question {
  const { from, to } = asked;
  const { source, destination, sourcePort, destinationPort } = packet;
  return {
    from: from.kind === "subnet" ? { ...from, addresses: [source] } : from,
    to:
      to.kind === "subnet"
        ? { ...to, addresses: [destination] }
        : to.kind === "interface"
          ? to
          : { kind: "address", address: destination },
    protocol,
    ports: [{ first: destinationPort, last: destinationPort }],
    sourcePorts: [{ first: sourcePort, last: sourcePort }],
    quantifier: "all",
  };
}
