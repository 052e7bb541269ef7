import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../../reasoning/known";
import { isWorld, parseBlock } from "../../model/network/address-blocks";
import { subnetsOf } from "../../model/environment";
import type { GroupRule } from "../../model/network/group-rules";
import type { Peer } from "../../model/network/group-traffic";
import { admitsTcp, letsThrough, namesGroup, rulesOf } from "../../model/network/group-traffic";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import { blockOf } from "../../model/network/vpc-membership";
import type { World } from "../../model/world";
import type { Direction } from "../../model/network/group-rules";
import type { Blocker } from "../../../reasoning/reachability/answer";
import { isGroups } from "../../model/network/reachability/lost-packet";
import type { Asked } from "../../model/network/reachability/questions";
import { shownByPacket } from "./lost";
import { asReferences, namesOf, resourcesOf, withGroups } from "./network-subjects";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, failIf, notApplicable } from "../rule";
import { guide } from "../sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;
const SECURITY = guide("vpc-security", "VPC security groups");
const SELF = guide("mwaa-faqs", "Why is a self-referencing rule required");

/** The database of the environment, and its web server with the execution API. */
const PORTS = [
  { port: 443, for: "the web server" },
  { port: 5432, for: "the metadata database" },
] as const;

/** What the environment's security groups have to let through, and what not. */
export const SECURITY_GROUP_RULES: readonly Rule[] = [
  {
    ...own,
    id: "security-groups-admit-themselves",
    title: "The environment's security groups admit its own traffic",
    why: "Schedulers, workers, web server and database talk inside the group; if nothing admits that, the environment comes up and no DAG runs.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "scheduler-not-running",
    sources: [SECURITY, SELF],
    examples: {
      fails: "no ingress rule",
      passes: '{ ipProtocol: "-1", referencedSecurityGroupId: group.id }',
    },
    check: (environment, world) =>
      withGroups(environment, world, (groups) =>
        concludePorts(groups, ownTraffic(environment, groups, "ingress", world), {
          shown: (violation, port) => shownInside(violation, environment, "ingress", port, world),
          message: (ports) =>
            `no ingress rule admits ${ports} from the environment's own security groups`,
          fix: "add an ingress rule for all traffic from the group itself, or for TCP 443 and TCP 5432",
        }),
      ),
  },
  {
    ...own,
    id: "security-groups-reference-themselves",
    title: "The environment's security groups admit themselves, not addresses",
    why: "MWAA asks for a self-referencing rule. One for a block of addresses carries the same traffic, and admits everything else in the block too.",
    severity: "warning",
    effect: "insecure",
    sources: [SECURITY, SELF],
    examples: {
      fails: '{ ipProtocol: "-1", cidrIpv4: vpc.cidrBlock }',
      passes: '{ ipProtocol: "-1", referencedSecurityGroupId: group.id }',
    },
    check: (environment, world) =>
      withGroups(environment, world, (groups) => {
        const open = ownTraffic(environment, groups, "ingress", world);
        if (open.some((each) => each.open === false))
          return notApplicable("nothing admits the environment's own traffic");
        const { rules, hidden } = rulesOf(world, asReferences(groups), "ingress", "");
        const named = PORTS.map(({ port }) =>
          any([
            ...rules.map((rule) =>
              all([admitsTcp(rule, port), namesGroup(rule, asReferences(groups))]),
            ),
            ...hidden,
          ]),
        );
        const [group] = groups;
        return conclude(
          group !== undefined && named.includes(false)
            ? [
                {
                  resource: group,
                  message: "admits the environment's own traffic by address, not by security group",
                  fix: "add an ingress rule for all traffic from the group itself, and drop the block of addresses",
                },
              ]
            : [],
          named.filter((each) => each instanceof Unknown),
          "the rules of a security group are not known",
        );
      }),
  },
  {
    ...own,
    id: "security-groups-let-own-traffic-out",
    title: "The environment's security groups let its own traffic out",
    why: "The provider removes the rule that EC2 gives every new group: without an egress rule nothing leaves, not even for the environment's own database.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [SECURITY],
    examples: { fails: "no egress rule", passes: '{ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }' },
    check: (environment, world) =>
      withGroups(environment, world, (groups) =>
        concludePorts(groups, ownTraffic(environment, groups, "egress", world), {
          shown: (violation, port) => shownInside(violation, environment, "egress", port, world),
          message: (ports) => `no egress rule lets ${ports} out to the environment itself`,
          fix: "add an egress rule for all traffic to 0.0.0.0/0, or to the group itself",
        }),
      ),
  },
  {
    ...own,
    id: "security-groups-closed-to-the-world",
    title: "The environment's security groups admit nothing from everywhere",
    why: "Nobody outside has a reason to open a connection to schedulers and workers.",
    severity: "error",
    effect: "insecure",
    sources: [SECURITY],
    examples: {
      fails: '{ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" } as ingress',
      passes: '{ ipProtocol: "-1", referencedSecurityGroupId: group.id }',
    },
    check: (environment, world) =>
      withGroups(environment, world, (groups) => {
        const { rules, hidden } = rulesOf(world, asReferences(groups), "ingress", "");
        const judged = rules.map((rule) => ({ rule, open: openToWorld(rule) }));
        return conclude(
          judged
            .filter(({ open }) => open === true)
            .map(({ rule }) => ({
              resource: rule.resource,
              related: [environment],
              message: "admits traffic from every address",
              witness: rule.cidrs.filter((cidr) => isKnown(cidr)).join(", "),
              fix: "admit the security group itself, or the addresses of your own network",
            })),
          [...hidden, ...judged.flatMap(({ open }) => (open instanceof Unknown ? [open] : []))],
          "the rules of a security group are not known",
        );
      }),
  },
];

interface OpenPort {
  readonly port: number;
  readonly for: string;
  readonly open: Truth;
}

/** Whether the environment's interfaces reach each other, by group or by the subnets' addresses. */
function ownTraffic(
  environment: Resource,
  groups: readonly Resource[],
  direction: "ingress" | "egress",
  world: World,
): readonly OpenPort[] {
  const references = asReferences(groups);
  const rules = rulesOf(world, references, direction, "");
  const subnets = subnetBlocks(environment, world);
  return PORTS.map((each) => ({
    ...each,
    open: letsThrough(rules, each.port, { groups: references, blocks: subnets }),
  }));
}

/** The addresses of the environment's subnets, each known or not. */
function subnetBlocks(environment: Resource, world: World): Peer["blocks"] {
  const subnets = subnetsOf(world, environment);
  if (!isKnown(subnets)) return [subnets];
  return subnets.map((each, i) =>
    each.kind === "resource"
      ? blockOf(world, each.resource)
      : new Unknown([pointer(environment, ["networkConfiguration", "subnetIds", i])]),
  );
}

function concludePorts(
  groups: readonly Resource[],
  ports: readonly OpenPort[],
  words: {
    readonly message: (ports: string) => string;
    readonly fix: string;
    readonly shown: (violation: Violation, port: number) => Violation;
  },
): Outcome {
  const closed = ports.filter(({ open }) => open === false);
  const [group] = groups;
  const [first] = closed;
  if (first === undefined || group === undefined) {
    const hidden = ports.flatMap(({ open }) => (open instanceof Unknown ? [open] : []));
    return conclude([], hidden, "the rules of a security group are not known");
  }
  const violation: Violation = {
    resource: group,
    message: words.message(closed.map(({ port }) => `TCP ${port}`).join(" and ")),
    witness: closed
      .map((each) => `TCP ${each.port} between ${namesOf(groups)}, for ${each.for}: no rule`)
      .join("; "),
    fix: words.fix,
  };
  return failIf([words.shown(violation, first.port)]);
}

/** With a packet between two of the environment's subnets, or within its only one. */
function shownInside(
  violation: Violation,
  environment: Resource,
  direction: Direction,
  port: number,
  world: World,
): Violation {
  const subnets = subnetsOf(world, environment);
  const [from, other] = isKnown(subnets) ? resourcesOf(subnets) : [];
  if (from === undefined) return violation;
  const asked: Asked = { environment, from, to: { kind: "subnet", subnet: other ?? from }, port };
  const isRules = (blocker: Blocker): boolean =>
    isGroups(blocker) && blocker.pointer.endsWith(`/${direction}`);
  return shownByPacket(violation, world, asked, isRules);
}

/** Whether a rule speaks of every address; a prefix list may hold any. */
function openToWorld(rule: GroupRule): Truth {
  return any([
    ...rule.cidrs.map((cidr): Truth => {
      if (!isKnown(cidr)) return cidr;
      const block = parseBlock(cidr);
      return block === undefined
        ? new Unknown([`what ${cidr} of ${rule.resource.urn} stands for`])
        : isWorld(block);
    }),
    ...rule.prefixLists.map(({ where }) => new Unknown([where])),
  ]);
}
