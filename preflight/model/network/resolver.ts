import type { Truth } from "../../../reasoning/known";
import { all, isKnown, Unknown } from "../../../reasoning/known";
import type { Resource, Value } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";
import { isWithin, plainName } from "./private-zones";
import { sameTarget, vpcOf } from "./vpc-membership";

/** A rule that speaks of a name: how closely, and why nobody knows where it leads. */
interface Forward {
  readonly length: number;
  readonly unknown: Unknown | undefined;
}

/**
 * What a VPC's resolver asks others instead of answering itself, for a name: the rule with the
 * longest domain decides. What the others answer nobody says.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-domain-name-matches.html,
 * "Using rules to control which queries are forwarded to your network", read 2026-11-22.
 */
export function forwarded(world: World, vpc: Resource, name: string): Unknown | undefined {
  const rules = tiedTo(world, "resolverRuleAssociation", vpc).flatMap(
    ({ tie, here }): Forward[] => {
      const rule = world.reference(tie, ["resolverRuleId"], "resolverRule");
      if (rule.kind !== "resource")
        return [{ length: 0, unknown: new Unknown([pointer(tie, ["resolverRuleId"])]) }];
      const domain = world.text(rule.resource, "domainName");
      const type = world.text(rule.resource, "ruleType");
      if (isKnown(domain) && !isWithin(name, domain ?? ".")) return [];
      const length = isKnown(domain) ? plainName(domain ?? "").length : 0;
      if (here === true && type === "SYSTEM") return [{ length, unknown: undefined }];
      return [{ length, unknown: new Unknown([pointer(rule.resource, ["targetIps"])]) }];
    },
  );
  const [closest] = rules.sort((one, other) => other.length - one.length);
  return closest?.unknown;
}

/** A rule of DNS Firewall that keeps a VPC from a name. */
export interface Blocked {
  readonly rule: Resource;
  readonly blocks: Truth;
}

/**
 * The first rule of DNS Firewall that speaks of a name, if it blocks it: groups by the priority of
 * their associations, rules by their own.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rules.html,
 * "Rule settings in DNS Firewall", read 2026-11-22.
 */
export function blockedBy(world: World, vpc: Resource, name: string): Blocked | undefined {
  const ties = tiedTo(world, "dnsFirewallAssociation", vpc).sort(
    (one, other) => priorityOf(one.tie) - priorityOf(other.tie),
  );
  let unsure: Unknown | undefined;
  for (const { tie, here } of ties) {
    const group = world.reference(tie, ["firewallRuleGroupId"], "dnsFirewallGroup");
    if (group.kind !== "resource")
      return { rule: tie, blocks: new Unknown([pointer(tie, ["firewallRuleGroupId"])]) };
    const rules = world.pointingAt(group.resource, "dnsFirewallRule", "firewallRuleGroupId");
    for (const rule of [...rules.resources].sort((a, b) => priorityOf(a) - priorityOf(b))) {
      const speaks = speaksOf(world, rule, name);
      if (speaks === false) continue;
      const action = world.text(rule, "action");
      const blocks = isKnown(action) ? action === "BLOCK" : action;
      if (blocks === false && speaks === true) return undefined;
      if (blocks !== false)
        return {
          rule,
          blocks: all([here, speaks, blocks, ...(unsure === undefined ? [] : [unsure])]),
        };
      if (speaks instanceof Unknown) unsure = speaks;
    }
    if (rules.more !== undefined) return { rule: tie, blocks: rules.more };
  }
  return undefined;
}

function speaksOf(world: World, rule: Resource, name: string): Truth {
  const list = world.reference(rule, ["firewallDomainListId"], "dnsFirewallDomains");
  const where = new Unknown([pointer(rule, ["firewallDomainListId"])]);
  if (list.kind !== "resource") return where;
  const domains = world.value(list.resource, "domains");
  if (!Array.isArray(domains)) return domains === undefined ? false : where;
  const judged = (domains as readonly Value[]).map((each): Truth => {
    if (typeof each !== "string") return where;
    const plain = plainName(each);
    if (plain === "*" || plain === "") return true;
    return plain.startsWith("*.") ? name.endsWith(plain.slice(1)) : plain === name;
  });
  return judged.includes(true) ? true : (judged.find((each) => each instanceof Unknown) ?? false);
}

function tiedTo(
  world: World,
  kind: "resolverRuleAssociation" | "dnsFirewallAssociation",
  vpc: Resource,
): { readonly tie: Resource; readonly here: Truth }[] {
  return world
    .of(kind)
    .filter(({ change }) => change !== "delete")
    .map((tie) => ({
      tie,
      here: sameTarget(vpcOf(world, tie), { kind: "resource", resource: vpc }),
    }))
    .filter(({ here }) => here !== false);
}

function priorityOf({ inputs }: Resource): number {
  const { priority } = inputs;
  return typeof priority === "number" ? priority : Number.MAX_SAFE_INTEGER;
}
