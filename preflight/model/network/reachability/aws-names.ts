import { isKnown, Unknown } from "../../../../reasoning/known";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import type { World } from "../../world";
import { isWithin, plainName, zoneAnswersIn } from "../private-zones";
import { sameTarget, vpcOf } from "../vpc-membership";

/** The domains that hold the names of AWS's services. */
const DOMAINS = ["amazonaws.com", "amazonaws.com.cn", "aws"] as const;

/**
 * What may answer for names of AWS's services in a VPC before endpoints and the internet do: zones,
 * forwarding rules and firewalls. The engine does not follow them; the checks of names judge them.
 */
export function doubtAboutNames(world: World, vpc: Resource): Unknown | undefined {
  const home = { kind: "resource", resource: vpc } as const;
  const zones = world
    .of("hostedZone")
    .filter(
      (zone) => speaksOfAws(world, zone, "name") && zoneAnswersIn(world, zone, home) !== false,
    )
    .map((zone) => pointer(zone, ["name"]));
  const rules = tiesOf(world, "resolverRuleAssociation", vpc).filter((tie) => {
    const rule = world.reference(tie, ["resolverRuleId"], "resolverRule");
    return rule.kind !== "resource" || speaksOfAws(world, rule.resource, "domainName");
  });
  const ties = [...rules, ...tiesOf(world, "dnsFirewallAssociation", vpc)];
  const places = [...zones, ...ties.map((tie) => pointer(tie, ["vpcId"]))];
  return places.length === 0 ? undefined : new Unknown(places);
}

function tiesOf(
  world: World,
  kind: "resolverRuleAssociation" | "dnsFirewallAssociation",
  vpc: Resource,
): readonly Resource[] {
  const home = { kind: "resource", resource: vpc } as const;
  return world.of(kind).filter((tie) => sameTarget(vpcOf(world, tie), home) !== false);
}

/** Whether a zone or a rule is for names of AWS, or for a domain that they lie in. */
function speaksOfAws(world: World, resource: Resource, property: string): boolean {
  const domain = world.text(resource, property);
  if (!isKnown(domain) || domain === undefined) return true;
  return DOMAINS.some((each) => isWithin(each, domain) || isWithin(plainName(domain), each));
}
