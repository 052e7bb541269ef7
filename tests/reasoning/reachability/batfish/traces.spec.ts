import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Destination, Origin, Question } from "../../../../reasoning/reachability";
import { reach } from "../../../../reasoning/reachability";
import { DIFFERENCES } from "./differences";
import { interfaceOf, listsOf, snapshotOf } from "./snapshots";

/**
 * A place of a trace: an instance by its one interface, an address, any address of a subnet, the
 * internet, or addresses behind a VPN gateway.
 */
interface Place {
  readonly internet?: true;
  readonly vpnGateway?: string;
  readonly instance?: string;
  readonly address?: string;
  readonly subnet?: string;
  readonly addresses?: readonly string[];
}

interface Trace {
  readonly title: string;
  readonly snapshot: string;
  readonly from: Place;
  readonly to: Place;
  readonly protocol: "tcp" | number;
  readonly ports?: readonly number[];
  readonly quantifier?: "any";
  /** The snapshot has no network ACLs; its VPCs get those that VPCs have by default. */
  readonly defaultAcls?: true;
  /** Both ends are in one subnet, so that neither network ACLs nor routes may be asked. */
  readonly insideSubnet?: true;
  /** The disposition that Batfish's own test asserts. */
  readonly batfish: string;
  readonly expected: {
    readonly outcome: string;
    readonly blocker?: { readonly code: string; readonly id?: string };
    /** The gateways that the witness passes, in order. */
    readonly through?: readonly string[];
  };
  /** A key of `DIFFERENCES`, where the answer is not Batfish's. */
  readonly difference?: string;
  readonly source: string;
}

interface Published {
  readonly traces: readonly Trace[];
  readonly notAsked: readonly { readonly source: string; readonly why: string }[];
}

const { traces, notAsked } = JSON.parse(
  readFileSync(join(__dirname, "traces.json"), "utf8"),
) as Published;

const GATEWAYS: readonly string[] = [
  "natGateway",
  "internetGateway",
  "vpcEndpoint",
  "peeringConnection",
  "transitGateway",
];

/** What Batfish's dispositions say of whether packets arrive. */
const DISPOSITIONS: Readonly<Record<string, string>> = {
  ACCEPTED: "reachable",
  EXITS_NETWORK: "reachable",
  DENIED_IN: "unreachable",
  NO_ROUTE: "unreachable",
  NULL_ROUTED: "unreachable",
  NEIGHBOR_UNREACHABLE: "unreachable",
};

const endpointOf = ({ snapshot }: Trace, { instance, address }: Place): Destination =>
  instance === undefined
    ? { kind: "address", address: address ?? "" }
    : { kind: "interface", interfaceId: interfaceOf(snapshot, instance) };

function originOf({ snapshot }: Trace, place: Place): Origin {
  const { instance, subnet, internet, vpnGateway, addresses = [] } = place;
  if (internet === true) return { kind: "internet" };
  if (vpnGateway !== undefined) return { kind: "vpnGateway", gatewayId: vpnGateway, addresses };
  return instance === undefined
    ? { kind: "subnet", subnetId: subnet ?? "", addresses }
    : { kind: "interface", interfaceId: interfaceOf(snapshot, instance) };
}

function questionOf(trace: Trace): Question {
  return {
    from: originOf(trace, trace.from),
    to: endpointOf(trace, trace.to),
    protocol: trace.protocol,
    ...(trace.ports === undefined
      ? {}
      : { ports: trace.ports.map((each) => ({ first: each, last: each })) }),
    ...(trace.quantifier === undefined ? {} : { quantifier: trace.quantifier }),
  };
}

describe("Batfish's published traces", () => {
  for (const trace of traces) {
    const { snapshot, title, expected } = trace;
    it(`${snapshot}: ${title}`, () => {
      const answer = reach(snapshotOf(snapshot, trace.defaultAcls), questionOf(trace));
      assert.equal(answer.outcome, expected.outcome, JSON.stringify(answer.blockedBy));
      const [blocker] = answer.blockers;
      assert.equal(blocker?.code, expected.blocker?.code);
      if (expected.blocker?.id !== undefined) assert.equal(blocker?.id, expected.blocker.id);
      if (expected.through === undefined) return;
      const ways = [answer.forward ?? [], [...(answer.return ?? [])].reverse()];
      for (const way of ways) {
        const passed = way.filter(({ component }) => GATEWAYS.includes(component));
        assert.deepEqual(
          passed.map(({ id }) => id),
          expected.through,
        );
      }
      const filtered = (answer.forward ?? []).some(({ component }) => component === "networkAcl");
      assert.equal(filtered, trace.insideSubnet !== true);
    });
  }

  it("are never answered otherwise for less that was told: at worst it is unknown", () => {
    let unknowns = 0;
    for (const trace of traces) {
      for (const list of listsOf(trace.snapshot)) {
        const network = snapshotOf(trace.snapshot, trace.defaultAcls, [list]);
        const { outcome } = reach(network, questionOf(trace));
        if (outcome === "unknown") unknowns += 1;
        else assert.equal(outcome, trace.expected.outcome, `${trace.title} without ${list}`);
      }
    }
    assert.ok(unknowns > traces.length);
  });

  it("are matched, or the difference is explained with AWS's rule", () => {
    for (const { title, batfish, expected, difference } of traces) {
      const isMatched = DISPOSITIONS[batfish] === expected.outcome;
      if (difference === undefined) assert.ok(isMatched, title);
      else assert.ok(DIFFERENCES[difference], difference);
    }
    const used = new Set(traces.map(({ difference }) => difference));
    assert.deepEqual(
      Object.keys(DIFFERENCES).filter((each) => !used.has(each)),
      [],
    );
  });

  it("are all here, but for those that begin where no question can", () => {
    const sources = new Set(traces.map(({ source }) => source));
    assert.deepEqual([traces.length, sources.size, notAsked.length], [67, 51, 1]);
    for (const { why } of notAsked) assert.match(why, /^questions begin at an interface/);
  });
});
