import assert from "node:assert/strict";
import type { Listed, Network, SecurityGroupRule } from "../../../reasoning/reachability";
import { EMPTY_NETWORK, NetworkIndex } from "../../../reasoning/reachability";
import type { Facing } from "../../../reasoning/reachability/facing";
import { addressesOf } from "../../../reasoning/reachability/intervals";
import type { Peer } from "../../../reasoning/reachability/security-group";
import { filterByGroups } from "../../../reasoning/reachability/security-group";
import { Unknown } from "../../../reasoning/known";
import { PACKETS, PLAIN, told } from "./filtering";

type Rules = Listed<SecurityGroupRule>;

const WHY = new Unknown(["why"]);
const PEER: Peer = { groupIds: ["sg-peer"], lostTo: [] };
const ANYONE = { cidr: "0.0.0.0/0" };

/** A rule for TCP ports. */
const tcp = (
  first: number,
  last: number,
  peer: SecurityGroupRule["peer"] = ANYONE,
): SecurityGroupRule => ({ protocol: "tcp", ports: { first, last }, peer });
const from = (peer: SecurityGroupRule["peer"]) => tcp(0, 99, peer);

interface Around {
  readonly ids?: Listed<string>;
  readonly peer?: Peer;
  readonly facing?: Facing;
  readonly direction?: "ingress" | "egress";
}

function filtered(groups: Readonly<Record<string, Rules>>, around: Around = {}) {
  const network: Network = {
    ...EMPTY_NETWORK,
    securityGroups: Object.entries(groups).map(([id, rules]) => ({
      id,
      vpcId: "vpc-1",
      ingress: around.direction === "egress" ? [] : rules,
      egress: around.direction === "egress" ? rules : [],
    })),
    prefixLists: [
      { id: "pl-1", entries: ["192.0.2.0/24", "10.0.0.0/24"] },
      { id: "pl-open", entries: ["192.0.2.0/24", WHY] },
    ],
  };
  const { ids = Object.keys(groups), direction = "ingress", facing = PLAIN, peer = PEER } = around;
  const guard = {
    index: new NetworkIndex(network),
    id: "eni-1",
    pointer: "/networkInterfaces/0",
    groupIds: ids,
  };
  return filterByGroups(guard, direction, PACKETS, facing, peer);
}

const MISMATCH = "/securityGroups/0/ingress ENI_SG_RULES_MISMATCH";
const STOPPED = [`stop 0-99: ${MISMATCH}`];
const lost = (id: string, perhaps?: Unknown) =>
  ({ code: "SG_REFERENCING_SUPPORT", id, ...(perhaps === undefined ? {} : { perhaps }) }) as const;

describe("the security groups of an interface", () => {
  const cases: readonly [string, Readonly<Record<string, Rules>>, readonly string[], Around?][] = [
    [
      "let through what any rule of any of them allows, and stop the rest",
      { "sg-1": [tcp(10, 19), tcp(30, 39)], "sg-2": [tcp(35, 49)] },
      ["pass 10-19 30-39 40-49", `stop 0-9 20-29 50-99: ${MISMATCH}`],
    ],
    ["let all through without asking on", { "sg-1": [tcp(0, 99), WHY] }, ["pass 0-99"]],
    [
      "are not without rules if one of them has some",
      { "sg-1": [], "sg-2": [tcp(100, 200)] },
      STOPPED,
    ],
    [
      "without any rule stop everything",
      { "sg-1": [], "sg-2": [] },
      ["stop 0-99: /securityGroups/0/ingress SG_HAS_NO_RULES"],
    ],
    ["are not known if none is told of", {}, ["open 0-99: the security groups of eni-1"]],
    [
      "leave the rest open if one of them is not known",
      { "sg-1": [tcp(10, 19)] },
      ["pass 10-19", "open 0-9 20-99: sg-2"],
      { ids: ["sg-1", "sg-2"] },
    ],
    [
      "leave the rest open if one of their rules is not known, and name whatever may allow it",
      { "sg-1": [WHY, tcp(10, 19), tcp(20, 29, new Unknown(["whose"]))] },
      ["pass 10-19", "open 0-9 20-99: why, whose"],
    ],
    [
      "leave open what a rule with an unknown part may allow, and stop the rest",
      {
        "sg-1": [
          tcp(10, 29, new Unknown(["one"])),
          tcp(20, 39, new Unknown(["other"])),
          tcp(50, 59),
        ],
      },
      [
        "pass 50-59",
        `stop 0-9 40-49 60-99: ${MISMATCH}`,
        "open 10-29: one, other",
        "open 30-39: one, other",
      ],
    ],
    [
      "leave all open that unknown ports may mean, once",
      { "sg-1": [{ protocol: "tcp", ports: WHY, peer: ANYONE }, from(new Unknown(["whose"]))] },
      ["open 0-99: why, whose"],
    ],
    [
      "do not care for unknown parts of rules for another protocol",
      { "sg-1": [{ protocol: "udp", ports: WHY, peer: WHY }] },
      STOPPED,
    ],
    ["take no notice of blocks of another family", { "sg-1": [from({ cidr: "::/0" })] }, STOPPED],
    ["take no notice of what is no block", { "sg-1": [from({ cidr: "nowhere" })] }, STOPPED],
    [
      "ask where incoming packets are from",
      { "sg-1": [from({ cidr: "10.0.0.1/32" })] },
      ["pass 0-99"],
    ],
    [
      "ask where outgoing packets go to",
      { "sg-1": [from({ cidr: "10.0.0.1/32" }), tcp(5, 6, { cidr: "10.0.1.1/32" })] },
      ["pass 5-6", "stop 0-4 7-99: /securityGroups/0/egress ENI_SG_RULES_MISMATCH"],
      { direction: "egress" },
    ],
  ];
  for (const [title, groups, wanted, around] of cases) {
    it(title, () => {
      assert.deepEqual(told(filtered(groups, around)), wanted);
    });
  }

  it("say who stops packets, where and why", () => {
    const [stopped] = filtered({ "sg-1": [tcp(1, 2)], "sg-2": [] }).stopped;
    assert.deepEqual(stopped?.stop, {
      code: "ENI_SG_RULES_MISMATCH",
      component: "securityGroups",
      id: "sg-1, sg-2",
      pointer: "/securityGroups/0/ingress",
      message: "no ingress rule of sg-1, sg-2 at eni-1 allows it",
    });
  });
});

describe("a rule that names a group", () => {
  const named = { "sg-1": [from({ securityGroup: "sg-peer" })] };
  const foreign = { "sg-1": [from({ securityGroup: "111111111111/sg-peer" })] };
  const peer = (groupIds: Listed<string> | undefined, ...lostTo: Peer["lostTo"]): Around => ({
    peer: { groupIds, lostTo },
  });
  const cases: readonly [string, Readonly<Record<string, Rules>>, Around, readonly string[]][] = [
    ["means who has it among others", named, peer(["sg-other", "sg-peer"]), ["pass 0-99"]],
    ["means nobody who has others", named, peer(["sg-other"]), STOPPED],
    ["means nothing outside", named, peer(undefined), STOPPED],
    ["may be written with its account", foreign, peer(["sg-peer"]), ["pass 0-99"]],
    [
      "does not mean who has a group with the same end",
      { "sg-1": [from({ securityGroup: "a/sg-peer" })] },
      peer(["b/sg-peer", "sg-peer"]),
      STOPPED,
    ],
    ["may be known with its account", named, peer(["222222222222/sg-peer"]), ["pass 0-99"]],
    [
      "may mean who has groups that nobody knows",
      named,
      peer(["sg-other", WHY]),
      ["open 0-99: why"],
    ],
    ["means who surely has it, whatever else it has", named, peer([WHY, "sg-peer"]), ["pass 0-99"]],
    [
      "does not mean who is behind something that does not tell groups",
      named,
      peer(["sg-peer"], lost("tgw-1", WHY), lost("tgw-attach-1")),
      ["stop 0-99: /securityGroups/0/ingress SG_REFERENCING_SUPPORT"],
    ],
    [
      "may mean who is behind something that may not tell groups",
      named,
      peer(["sg-peer"], lost("tgw-1", WHY)),
      ["open 0-99: why"],
    ],
    [
      "is not to blame for what it would not allow anyway",
      { "sg-1": [from({ securityGroup: "sg-other" }), tcp(200, 300)] },
      peer(["sg-peer", WHY], lost("tgw-1")),
      STOPPED,
    ],
    ["is not to blame outside", named, peer(undefined, lost("igw-1")), STOPPED],
    [
      "is stopped by what surely does not tell groups, not by what may not",
      named,
      peer(
        ["sg-peer"],
        { ...lost("tgw-1", WHY), code: "SG_REFERENCES_NOT_PRESERVED" },
        lost("tgw-2"),
      ),
      ["stop 0-99: /securityGroups/0/ingress SG_REFERENCING_SUPPORT"],
    ],
    [
      "is to blame even if a later rule does not match either",
      { "sg-1": [from({ securityGroup: "sg-peer" }), tcp(200, 300)] },
      peer(["sg-peer", "sg-other"], lost("tgw-1")),
      ["stop 0-99: /securityGroups/0/ingress SG_REFERENCING_SUPPORT"],
    ],
  ];
  for (const [title, groups, around, wanted] of cases) {
    it(title, () => {
      assert.deepEqual(told(filtered(groups, around)), wanted);
    });
  }

  it("says what does not tell groups", () => {
    const [stopped] = filtered(named, peer(["sg-peer"], lost("tgw-1"))).stopped;
    assert.equal(
      stopped?.stop.message,
      "a rule of sg-1 names a security group, and tgw-1 does not tell which groups packets come from",
    );
  });
});

describe("a rule that names a prefix list", () => {
  const list = (prefixList: string) => ({ "sg-1": [from({ prefixList })] });
  const inList = { ...PEER, prefixList: ["pl-s3", "pl-9"] };
  const cases: readonly [string, Readonly<Record<string, Rules>>, Around, readonly string[]][] = [
    ["means its blocks", list("pl-1"), {}, ["pass 0-99"]],
    [
      "does not mean what no list is known to hold",
      list("pl-1"),
      { direction: "egress" },
      ["stop 0-99: /securityGroups/0/egress ENI_SG_RULES_MISMATCH"],
    ],
    ["may mean anything if nobody knows it", list("pl-9"), {}, ["open 0-99: pl-9"]],
    ["may mean more than is known of it", list("pl-open"), {}, ["open 0-99: why"]],
    [
      "means what is known to be in it, whatever it holds",
      list("pl-9"),
      { direction: "egress", peer: inList },
      ["pass 0-99"],
    ],
    [
      "does not mean what is in another one",
      list("pl-1"),
      { direction: "egress", peer: inList },
      ["stop 0-99: /securityGroups/0/egress ENI_SG_RULES_MISMATCH"],
    ],
    [
      "says of what goes in only what it holds",
      list("pl-9"),
      { peer: inList },
      ["open 0-99: pl-9"],
    ],
  ];
  for (const [title, groups, around, wanted] of cases) {
    it(title, () => {
      assert.deepEqual(told(filtered(groups, around)), wanted);
    });
  }

  it("compares what a gateway put into packets with all of it", () => {
    const facing = (block: string): Facing => ({
      ...PLAIN,
      translatedSource: { addresses: addressesOf("ipv4", [block]), unknown: WHY },
    });
    assert.deepEqual(told(filtered(list("pl-1"), { facing: facing("192.0.2.0/25") })), [
      "pass 0-99",
    ]);
    assert.deepEqual(told(filtered(list("pl-1"), { facing: facing("192.0.2.0/23") })), [
      "open 0-99: why",
    ]);
    assert.deepEqual(told(filtered(list("pl-1"), { facing: facing("198.51.100.0/24") })), STOPPED);
  });
});
