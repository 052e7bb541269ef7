/**
 * Private hosted zones of a VPC: they go before the public DNS, and before the private names of
 * interface endpoints if they are as specific. What their records say is not told.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html,
 * "Public and private hosted zones that have overlapping namespaces", read 2026-11-22.
 */
import { isKnown, Unknown } from "../known";
import type { Listed, Vpc } from "./network";

/** Why a name may resolve to something else in a VPC; undefined if no private hosted zone holds it. */
export function overriddenBy(vpc: Vpc, names: Listed<string>): Unknown | undefined {
  for (const zone of vpc.privateHostedZones ?? []) {
    if (!isKnown(zone)) return zone;
    for (const name of names) {
      if (!isKnown(name)) return name;
      if (holds(plain(zone), plain(name))) {
        return new Unknown([`what the private hosted zone ${zone} of ${vpc.id} answers`]);
      }
    }
  }
  return undefined;
}

/** Names are compared without case, the dot at their end and a wildcard at their start. */
function plain(name: string): string {
  return name.toLowerCase().replace(/^\*\./, "").replace(/\.$/, "");
}

/** A zone holds its own name and those below it, and a wildcard those that any zone below it holds. */
function holds(zone: string, name: string): boolean {
  return name === zone || name.endsWith(`.${zone}`) || zone.endsWith(`.${name}`);
}
