import assert from "node:assert/strict";
import * as fc from "fast-check";
import type {
  Network,
  Protocol,
  Quantifier,
  Question,
  RouteTable,
} from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { isKnown } from "../../../reasoning/known";
import { aclRule, hide, network } from "./arbitraries";

const RUNS = { numRuns: 150 };
const RANK = { unreachable: 0, unknown: 1, reachable: 2 } as const;

/** What may be between the networks of the other laws and the outside. */
const doors = fc.record({
  serverIsPublic: fc.boolean(),
  edge: fc.constantFrom<"none" | "local" | "appliance" | "checked">(
    "none",
    "none",
    "local",
    "appliance",
    "checked",
  ),
  routes: fc.subarray(["internet", "vpn", "transit"] as const),
});

/** The network of the other laws, open to the outside here and there. */
const opened: fc.Arbitrary<Network> = fc
  .tuple(network, doors)
  .map(([given, { serverIsPublic, edge, routes }]) => {
    const back: Record<(typeof routes)[number], RouteTable["routes"][number]> = {
      internet: { destination: "0.0.0.0/1", target: { kind: "internetGateway", id: "igw-1" } },
      vpn: { destination: "192.168.0.0/16", target: { kind: "vpnGateway", id: "vgw-1" } },
      transit: { destination: "192.168.0.0/17", target: { kind: "transitGateway", id: "tgw-1" } },
    };
    const edgeTable: RouteTable = {
      id: "rtb-edge",
      vpcId: "vpc-1",
      subnetIds: [],
      gatewayIds: ["igw-1"],
      routes:
        edge === "local"
          ? []
          : [
              {
                destination: "10.0.2.0/24",
                target: { kind: "networkInterface", id: "eni-client" },
              },
            ],
    };
    return {
      ...given,
      routeTables: [
        ...given.routeTables.map((table) =>
          isKnown(table)
            ? { ...table, routes: [...routes.map((each) => back[each]), ...table.routes] }
            : table,
        ),
        ...(edge === "none" ? [] : [edgeTable]),
      ],
      networkInterfaces: given.networkInterfaces.map((each) => {
        if (!isKnown(each)) return each;
        if (each.id === "eni-client") return { ...each, sourceDestCheck: edge === "checked" };
        return each.id === "eni-server" && serverIsPublic
          ? { ...each, addresses: [{ address: "10.0.2.20", publicAddress: "203.0.113.20" }] }
          : each;
      }),
      transitGatewayAttachments: [
        ...given.transitGatewayAttachments,
        { id: "tgw-attach-vpn", transitGatewayId: "tgw-1", routeTableId: "tgw-rtb-1" },
      ],
      transitGatewayRouteTables: given.transitGatewayRouteTables.map((table) =>
        isKnown(table)
          ? {
              ...table,
              routes: [
                ...table.routes,
                { destination: "192.168.0.0/16", attachmentId: "tgw-attach-vpn" },
              ],
            }
          : table,
      ),
    };
  });

const internet = fc.record({
  from: fc.constantFrom<Question["from"]>(
    { kind: "internet" },
    { kind: "internet", addresses: ["8.8.0.0/16"] },
    { kind: "internet", addresses: ["8.8.8.8/32", "150.0.0.0/8"] },
  ),
  to: fc.constantFrom<Question["to"]>(
    { kind: "interface", interfaceId: "eni-bastion" },
    { kind: "interface", interfaceId: "eni-server" },
    { kind: "interface", interfaceId: "eni-far" },
    { kind: "address", address: "203.0.113.20" },
    { kind: "cidr", cidr: "203.0.113.16/28" },
    { kind: "subnet", subnetId: "subnet-b", isPublic: true, securityGroupIds: ["sg-server"] },
  ),
  protocol: fc.constantFrom<Protocol>("all", "tcp", "udp", "icmp"),
  ports: fc.constantFrom([{ first: 443, last: 443 }], [{ first: 0, last: 65535 }]),
  quantifier: fc.constantFrom<Quantifier>("any", "all"),
});
const site = fc.record({
  from: fc.constantFrom<Question["from"]>(
    { kind: "vpnGateway", gatewayId: "vgw-1", addresses: ["192.168.1.0/24"] },
    {
      kind: "transitGatewayAttachment",
      attachmentId: "tgw-attach-vpn",
      addresses: ["192.168.1.0/24"],
    },
  ),
  to: fc.constantFrom<Question["to"]>(
    { kind: "interface", interfaceId: "eni-client" },
    { kind: "interface", interfaceId: "eni-server" },
    { kind: "interface", interfaceId: "eni-far" },
    { kind: "cidr", cidr: "10.0.2.16/28" },
    { kind: "address", address: "10.1.0.9" },
  ),
  protocol: fc.constantFrom<Protocol>("all", "tcp", "icmp"),
  quantifier: fc.constantFrom<Quantifier>("any", "all"),
});
const asked: fc.Arbitrary<Question> = fc.oneof(internet, site);

/** Changes every route table of subnets. */
function rerouted(given: Network, change: (routes: RouteTable["routes"]) => RouteTable["routes"]) {
  return {
    ...given,
    routeTables: given.routeTables.map((table) =>
      isKnown(table) && table.id !== "rtb-edge"
        ? { ...table, routes: change(table.routes) }
        : table,
    ),
  };
}

describe("laws of reachability from outside", () => {
  it("never lets what was hidden flip an answer: it is the same or unknown", () => {
    const decided = { reachable: 0, unreachable: 0 };
    fc.assert(
      fc.property(
        opened,
        asked,
        fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 50, maxLength: 50 }),
        (whole, question, dice) => {
          let at = 0;
          const random = () => dice[at++ % dice.length] === 0;
          const part = reach(hide(whole, random), question);
          if (part.outcome === "unknown") {
            assert.ok(part.blockedBy.length > 0);
            return;
          }
          decided[part.outcome] += 1;
          assert.equal(part.outcome, reach(whole, question).outcome);
        },
      ),
      { numRuns: 600 },
    );
    assert.ok(decided.reachable > 1 && decided.unreachable > 50, JSON.stringify(decided));
  });

  it("reaches no more when a network ACL denies something first", () => {
    fc.assert(
      fc.property(opened, asked, aclRule, fc.boolean(), (given, question, rule, isIngress) => {
        const first = { ...rule, ruleNumber: 1, action: "deny" as const };
        const side = isIngress ? "ingress" : "egress";
        const filtered = (rules: readonly (typeof first)[]): Network => ({
          ...given,
          networkAcls: given.networkAcls.map((acl) =>
            isKnown(acl)
              ? {
                  ...acl,
                  [side]: [
                    ...rules,
                    ...acl[side].filter((each) => isKnown(each) && each.ruleNumber !== 1),
                  ],
                }
              : acl,
          ),
        });
        const fewer = reach(filtered([first]), question).outcome;
        assert.ok(RANK[fewer] <= RANK[reach(filtered([]), question).outcome]);
      }),
      RUNS,
    );
  });

  it("reaches what the internet reaches by an internet gateway, in and out", () => {
    let reached = 0;
    fc.assert(
      fc.property(opened, internet, (given, question) => {
        const answer = reach(given, question);
        if (answer.outcome !== "reachable") return;
        reached += 1;
        for (const way of [answer.forward ?? [], answer.return ?? []]) {
          assert.ok(way.some(({ component }) => component === "internetGateway"));
          assert.ok(!way.some(({ component }) => component === "natGateway"));
        }
        const table = answer.return?.find(({ component }) => component === "routeTable");
        assert.match(table?.pointer ?? "", /^\/routeTables\/\d+\/routes\/\d+$/);
      }),
      { numRuns: 400 },
    );
    assert.ok(reached > 2, String(reached));
  });

  it("reaches nothing from the internet without a route to an internet gateway", () => {
    fc.assert(
      fc.property(opened, internet, (given, question) => {
        const closed = rerouted(given, (routes) =>
          routes.filter(
            (each) =>
              isKnown(each) && isKnown(each.target) && each.target.kind !== "internetGateway",
          ),
        );
        assert.notEqual(reach(closed, question).outcome, "reachable");
      }),
      RUNS,
    );
  });

  it("reaches nothing from the internet while public access is blocked", () => {
    fc.assert(
      fc.property(
        opened,
        internet,
        fc.constantFrom("block-ingress", "block-bidirectional"),
        (given, question, mode) => {
          const blocked: Network = { ...given, blockPublicAccess: [{ mode }] };
          assert.equal(reach(blocked, question).outcome, "unreachable");
        },
      ),
      RUNS,
    );
  });

  it("says of fewer hosts what it says of all, and of more what it says of any", () => {
    fc.assert(
      fc.property(opened, internet, (given, question) => {
        const from = (...addresses: readonly string[]): Question => ({
          ...question,
          from: { kind: "internet", addresses },
        });
        const few = from("8.8.8.8/32");
        const many = from("8.8.0.0/16", "1.0.0.0/8");
        const outcome = (each: Question, quantifier: "any" | "all") =>
          reach(given, { ...each, quantifier }).outcome;
        if (outcome(many, "all") === "reachable") assert.equal(outcome(few, "all"), "reachable");
        if (outcome(few, "any") === "reachable") assert.equal(outcome(many, "any"), "reachable");
        if (outcome(many, "any") === "unreachable") {
          assert.equal(outcome(few, "any"), "unreachable");
        }
      }),
      RUNS,
    );
  });

  it("gives a witness that fares as it says when it is asked about alone", () => {
    let told = 0;
    fc.assert(
      fc.property(opened, asked, (given, question) => {
        const { outcome, witness } = reach(given, question);
        if (outcome === "unknown" || witness?.destinationPort === undefined) return;
        if (question.from.kind === "interface" || question.from.kind === "subnet") return;
        const { source, sourcePort = 0, destination, destinationPort, protocol } = witness;
        const isByAddress = question.to.kind === "address" || question.to.kind === "cidr";
        told += 1;
        const one: Question = {
          ...question,
          from: { ...question.from, addresses: [source] },
          to: isByAddress ? { kind: "address", address: destination } : question.to,
          protocol,
          ports: [{ first: destinationPort, last: destinationPort }],
          sourcePorts: [{ first: sourcePort, last: sourcePort }],
          quantifier: outcome === "reachable" ? "any" : "all",
        };
        assert.equal(reach(given, one).outcome, outcome);
      }),
      { numRuns: 300 },
    );
    assert.ok(told > 30, String(told));
  });
});
