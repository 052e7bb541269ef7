import type { Truth } from "../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../reasoning/known";
import { securityGroupsOf } from "../model/environment";
import type { GroupRule } from "../model/network";
import { admitsTcp, groupRulesOf } from "../model/network";
import type { Resource } from "../model/resource";
import { pointer } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Rule, Violation } from "./rule";
import { conclude, failIf, undecided } from "./rule";
import { guide } from "./sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;
const SECURITY = guide("vpc-security", "VPC security groups");

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
    why: "Schedulers, workers, web server and database talk inside the group; without a self-referencing rule the environment comes up and no DAG runs.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "scheduler-not-running",
    sources: [SECURITY, guide("mwaa-faqs", "Why is a self-referencing rule required")],
    examples: {
      fails: "no ingress rule",
      passes: '{ ipProtocol: "-1", referencedSecurityGroupId: group.id }',
    },
    check: (environment, world) =>
      withGroups(environment, world, (groups) => {
        const rules = rulesOf(groups, "ingress", world);
        return concludePorts(groups, rules, (rule) => refersTo(rule, groups), {
          message: (ports) =>
            `no ingress rule admits ${ports} from the environment's own security groups`,
          fix: "add an ingress rule for all traffic from the group itself, or for TCP 443 and TCP 5432",
        });
      }),
  },
  {
    ...own,
    id: "security-groups-let-own-traffic-out",
    title: "The environment's security groups let its traffic out",
    why: "The provider removes the rule that EC2 gives every new group: without an egress rule nothing leaves.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [SECURITY],
    examples: { fails: "no egress rule", passes: '{ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }' },
    check: (environment, world) =>
      withGroups(environment, world, (groups) => {
        const rules = rulesOf(groups, "egress", world);
        return concludePorts(
          groups,
          rules,
          (rule) => any([everywhere(rule), refersTo(rule, groups)]),
          {
            message: (ports) => `no egress rule lets ${ports} out`,
            fix: "add an egress rule for all traffic to 0.0.0.0/0",
          },
        );
      }),
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
        const { rules, hidden } = rulesOf(groups, "ingress", world);
        return conclude(
          rules
            .filter((rule) => everywhere(rule) === true)
            .map((rule) => ({
              resource: rule.resource,
              related: [environment],
              message: "admits traffic from every address",
              witness: rule.cidrs.filter((cidr) => isKnown(cidr)).join(", "),
              fix: "admit the security group itself, or the addresses of your own network",
            })),
          hidden,
          "the rules of a security group are not known",
        );
      }),
  },
];

interface Rules {
  readonly rules: readonly GroupRule[];
  readonly hidden: readonly Unknown[];
}

/** An interface has all groups at once, so that their rules add up. */
function rulesOf(
  groups: readonly Resource[],
  direction: "ingress" | "egress",
  world: World,
): Rules {
  const each = groups.map((group) => groupRulesOf(world, group, direction));
  return {
    rules: each.flatMap(({ rules }) => rules),
    hidden: each.flatMap(({ more }) => (more === undefined ? [] : [more])),
  };
}

function concludePorts(
  groups: readonly Resource[],
  { rules, hidden }: Rules,
  speaksOf: (rule: GroupRule) => Truth,
  words: { readonly message: (ports: string) => string; readonly fix: string },
): Outcome {
  const ports = PORTS.map((each) => ({
    ...each,
    open: any(rules.map((rule) => all([admitsTcp(rule, each.port), speaksOf(rule)]))),
  }));
  const closed = ports.filter(({ open }) => open === false);
  const blocked = [
    ...hidden,
    ...ports.map(({ open }) => open).filter((open) => open instanceof Unknown),
  ];
  if (ports.every(({ open }) => open === true)) return failIf([]);
  if (blocked.length > 0) {
    return undecided(
      "the rules of a security group are not known",
      blocked.flatMap((each) => each.blockedBy),
    );
  }
  const [group] = groups;
  const violation: Violation = {
    ...(group === undefined ? {} : { resource: group }),
    message: words.message(closed.map(({ port }) => `TCP ${port}`).join(" and ")),
    witness: closed
      .map(
        (each) =>
          `TCP ${each.port} between ${groups.map(({ name }) => name).join(" and ")}, for ${each.for}: no rule`,
      )
      .join("; "),
    fix: words.fix,
  };
  return failIf([violation]);
}

function refersTo(rule: GroupRule, groups: readonly Resource[]): Truth {
  return any(
    rule.groups.map((each) =>
      each.kind === "unknown"
        ? each.unknown
        : each.kind === "resource" && groups.includes(each.resource),
    ),
  );
}

function everywhere(rule: GroupRule): Truth {
  return any(
    rule.cidrs.map((cidr) => (isKnown(cidr) ? cidr === "0.0.0.0/0" || cidr === "::/0" : cidr)),
  );
}

function withGroups(
  environment: Resource,
  world: World,
  check: (groups: readonly Resource[]) => Outcome,
): Outcome {
  const groups = securityGroupsOf(world, environment);
  if (!isKnown(groups)) return undecided("the security groups are not known", groups.blockedBy);
  const blocked = groups.flatMap((each, i) =>
    each.kind === "resource"
      ? []
      : each.kind === "unknown"
        ? each.unknown.blockedBy
        : [pointer(environment, ["networkConfiguration", "securityGroupIds", i])],
  );
  if (blocked.length > 0) return undecided("a security group is in none of these stacks", blocked);
  return check(groups.flatMap((each) => (each.kind === "resource" ? [each.resource] : [])));
}
