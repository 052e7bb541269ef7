import assert from "node:assert/strict";
import * as fc from "fast-check";
import type {
  Network,
  NetworkAclRule,
  Protocol,
  Question,
  Route,
  SecurityGroupRule,
} from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { isKnown } from "../../../reasoning/known";
import { aclRule, groupRule, network } from "./arbitraries";
import { officeNetwork } from "./networks";

/** One packet, and nothing of the engine in what follows about it. */
interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly protocol: "tcp" | "udp" | "icmp";
  readonly sourcePort: number;
  readonly destinationPort: number;
}

const NUMBERS: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 };
const valueOf = (address: string) =>
  address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);

function lies(address: string, cidr: string): boolean {
  if (cidr.includes(":")) return false;
  const [base = "", length = "32"] = cidr.split("/");
  const size = 2 ** (32 - Number(length));
  return Math.floor(valueOf(address) / size) === Math.floor(valueOf(base) / size);
}

interface Ported {
  readonly protocol: unknown;
  readonly ports?: unknown;
}

/** Whether a rule is about the protocol and destination port of a packet. */
function fits({ protocol, ports }: Ported, packet: Packet): boolean {
  if (protocol === "all") return true;
  const number = typeof protocol === "number" ? protocol : NUMBERS[String(protocol)];
  if (number !== NUMBERS[packet.protocol]) return false;
  if (packet.protocol === "icmp" || ports === undefined) return true;
  const { first, last } = ports as { readonly first: number; readonly last: number };
  return first <= packet.destinationPort && packet.destinationPort <= last;
}

function aclAdmits(rules: readonly NetworkAclRule[], packet: Packet, other: string): boolean {
  const sorted = [...rules].sort((one, two) => Number(one.ruleNumber) - Number(two.ruleNumber));
  const first = sorted.find((rule) => fits(rule, packet) && lies(other, String(rule.cidr)));
  return first?.action === "allow";
}

/** The other side is the interface with the other one of the two groups. */
function groupAdmits(
  rules: readonly SecurityGroupRule[],
  packet: Packet,
  other: string,
  group: string,
): boolean {
  return rules.some((rule) => {
    const { peer } = rule;
    if (!fits(rule, packet) || !isKnown(peer)) return false;
    if ("cidr" in peer) return lies(other, peer.cidr);
    if ("prefixList" in peer) return lies(other, "8.8.8.0/24");
    return peer.securityGroup.replace(/^\d+\//, "") === group;
  });
}

interface Rules {
  readonly ingress: readonly NetworkAclRule[];
  readonly egress: readonly NetworkAclRule[];
  readonly out: readonly SecurityGroupRule[];
  readonly into: readonly SecurityGroupRule[];
}

/** From the client's subnet to the server's, and back: both have the same network ACL. */
function arrives({ ingress, egress, out, into }: Rules, packet: Packet): boolean {
  const { source, destination, sourcePort, destinationPort } = packet;
  const answer: Packet = {
    ...packet,
    source: destination,
    destination: source,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  };
  return (
    groupAdmits(out, packet, destination, "sg-server") &&
    aclAdmits(egress, packet, destination) &&
    aclAdmits(ingress, packet, source) &&
    groupAdmits(into, packet, source, "sg-client") &&
    aclAdmits(egress, answer, source) &&
    aclAdmits(ingress, answer, destination)
  );
}

function networkOf({ ingress, egress, out, into }: Rules): Network {
  return {
    ...officeNetwork(),
    networkAcls: [{ id: "acl-1", vpcId: "vpc-1", isDefault: true, subnetIds: [], ingress, egress }],
    securityGroups: [
      { id: "sg-client", vpcId: "vpc-1", ingress: [], egress: out },
      { id: "sg-server", vpcId: "vpc-1", ingress: into, egress: [] },
    ],
    prefixLists: [{ id: "pl-dns", entries: ["8.8.8.0/24"] }],
  };
}

const everyRule = { ruleNumber: 300, action: "allow", protocol: "all", cidr: "0.0.0.0/0" } as const;
const aclRules = fc
  .tuple(fc.uniqueArray(aclRule, { selector: (each) => each.ruleNumber, maxLength: 5 }), fc.nat(5))
  .map(([rules, last]) => (last === 0 ? rules : [...rules, everyRule]));
const everyPeer = { protocol: "all", peer: { cidr: "10.0.0.0/8" } } as const;
const groupRules = fc
  .tuple(fc.array(groupRule, { maxLength: 4 }), fc.nat(2))
  .map(([rules, last]) => (last === 0 ? rules : [...rules, everyPeer]));
const rulesOf = fc.record({
  ingress: aclRules,
  egress: aclRules,
  out: groupRules,
  into: groupRules,
});
const port = fc.constantFrom(0, 79, 80, 443, 1023, 1024, 32767, 32768, 40000, 40001, 60000, 65535);
const packetOf = fc.record({
  source: fc.constant("10.0.1.10"),
  destination: fc.constant("10.0.2.20"),
  protocol: fc.constantFrom("tcp" as const, "udp" as const, "icmp" as const),
  sourcePort: port,
  destinationPort: port,
});

/** The addresses that packets of the second law have, also behind the zonal NAT gateway. */
const ADDRESSES = ["8.8.8.8", "10.0.1.10", "10.0.0.5"];
const blockOf = ({ destination }: Route) =>
  String(destination) === "pl-dns" ? "8.8.8.0/24" : String(destination);
const lengthOf = (route: Route) => Number(blockOf(route).split("/")[1]);

/**
 * Whether a route may be the one that packets for one of these addresses take. A local one takes the effect of
 * propagated ones within it, whichever is more specific, so that it always matters and they beat none for sure.
 */
function matters(route: Route, others: readonly Route[]): boolean {
  if (isKnown(route.target) && route.target.kind === "local") return true;
  return ADDRESSES.some((address) => {
    if (!lies(address, blockOf(route))) return false;
    const isLocal = lies(address, "10.0.0.0/16") && lengthOf(route) < 16;
    const isBeaten = others.some(
      (each) =>
        each.origin !== "propagated" &&
        lies(address, blockOf(each)) &&
        lengthOf(each) > lengthOf(route),
    );
    return !isLocal && !isBeaten;
  });
}

describe("laws of filters and routes", () => {
  it("let the packets through that a plain reading of the rules lets through, one by one", () => {
    const seen = { reachable: 0, unreachable: 0, unknown: 0 };
    fc.assert(
      fc.property(rulesOf, fc.array(packetOf, { minLength: 5, maxLength: 5 }), (rules, packets) => {
        const given = networkOf(rules);
        for (const packet of packets) {
          const { protocol, sourcePort, destinationPort } = packet;
          const question: Question = {
            from: { kind: "interface", interfaceId: "eni-client" },
            to: { kind: "interface", interfaceId: "eni-server" },
            protocol: protocol satisfies Protocol,
            ports: [{ first: destinationPort, last: destinationPort }],
            sourcePorts: [{ first: sourcePort, last: sourcePort }],
          };
          const { outcome } = reach(given, question);
          seen[outcome] += 1;
          assert.equal(outcome, arrives(rules, packet) ? "reachable" : "unreachable");
        }
      }),
      { numRuns: 400 },
    );
    assert.ok(seen.reachable > 50 && seen.unreachable > 50, JSON.stringify(seen));
  });

  it("answer the same without a route that none of the packets takes", () => {
    let removed = 0;
    fc.assert(
      fc.property(network, fc.nat(10), fc.nat(10), (given, at, which) => {
        const tables = given.routeTables.filter(isKnown);
        const table = tables[at % tables.length];
        const routes = table?.routes.filter(isKnown) ?? [];
        const route = routes[which % Math.max(routes.length, 1)];
        const others = routes.filter((each) => each !== route);
        if (table === undefined || route === undefined || matters(route, others)) return;
        removed += 1;
        const fewer: Network = {
          ...given,
          routeTables: tables.map((each) => (each === table ? { ...table, routes: others } : each)),
        };
        const question: Question = {
          from: { kind: "interface", interfaceId: "eni-client" },
          to: { kind: "address", address: "8.8.8.8" },
          ports: [{ first: 443, last: 443 }],
        };
        assert.deepEqual(reach(fewer, question).outcome, reach(given, question).outcome);
      }),
      { numRuns: 400 },
    );
    assert.ok(removed > 40, String(removed));
  });
});
