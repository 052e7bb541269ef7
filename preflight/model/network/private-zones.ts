import type { Truth } from "../../../reasoning/known";
import { any, isKnown, Unknown } from "../../../reasoning/known";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";
import { inlineEntries } from "./inline-entries";
import { sameTarget, vpcOf } from "./vpc-membership";

/** Whether a private hosted zone answers in a VPC. */
export function zoneAnswersIn(world: World, zone: Resource, home: Reference): Truth {
  const { entries, unknowns } = inlineEntries(zone, "vpcs");
  const ties = world.pointingAt(zone, "hostedZoneVpc", "zoneId");
  return any([
    ...entries.map(({ entry, path }) =>
      sameTarget(world.resolve(zone, [...path, "vpcId"], entry["vpcId"], "vpc"), home),
    ),
    ...ties.resources.map((each) => sameTarget(vpcOf(world, each), home)),
    ...unknowns,
    ...(ties.more === undefined ? [] : [ties.more]),
  ]);
}

/** Whether a domain is a name itself, or one that the name is in. `.` holds every name. */
export function isWithin(name: string, domain: string): boolean {
  const plain = plainName(domain);
  return plain === "" || name === plain || name.endsWith(`.${plain}`);
}

/** A name as DNS compares it: without the dot at its end, and in lower case. */
export function plainName(name: string): string {
  return name.replace(/\.$/, "").toLowerCase();
}

/** A private hosted zone that answers for a name, in place of the internet's servers. */
export interface Shadow {
  readonly zone: Resource;
  /** Whether it is the VPC's. */
  readonly answers: Truth;
  /** Whether it has a record for the name. */
  readonly knows: Truth;
}

/**
 * The private zones of a VPC that hold a name, the closest first: that one alone answers, also where
 * it has no record.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html,
 * "Public and private hosted zones that have overlapping namespaces", read 2026-11-22.
 */
export function shadowsOf(world: World, vpc: Resource, name: string): readonly Shadow[] {
  return world
    .of("hostedZone")
    .filter(({ change }) => change !== "delete")
    .flatMap((zone): (Shadow & { readonly length: number })[] => {
      const domain = world.text(zone, "name") ?? new Unknown([pointer(zone, ["name"])]);
      const hidden = !isKnown(domain);
      if (!hidden && !isWithin(name, domain)) return [];
      const answers = zoneAnswersIn(world, zone, { kind: "resource", resource: vpc });
      if (answers === false) return [];
      return [
        {
          zone,
          answers: hidden ? new Unknown([pointer(zone, ["name"])]) : answers,
          knows: hasRecord(world, zone, name),
          length: hidden ? 0 : plainName(domain).length,
        },
      ];
    })
    .sort((one, other) => other.length - one.length);
}

function hasRecord(world: World, zone: Resource, name: string): Truth {
  const { resources, more } = world.pointingAt(zone, "dnsRecord", "zoneId");
  return any([
    ...resources.map((record): Truth => {
      const its = world.text(record, "name");
      if (!isKnown(its)) return its;
      const plain = plainName(its ?? "").replace(/^\\052/, "*");
      return plain.startsWith("*.") ? name.endsWith(plain.slice(1)) : plain === name;
    }),
    ...(more === undefined ? [] : [more]),
  ]);
}
