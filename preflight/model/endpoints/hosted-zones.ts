import { serviceDnsName } from "../../../mwaa/service/endpoints";
import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../../reasoning/known";
import { inlineEntries } from "../network/inline-entries";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { plainName, zoneAnswersIn } from "../network/private-zones";
import { vpcOf } from "../network/vpc-membership";
import type { World } from "../world";

/**
 * Whether a private hosted zone leads the names of S3 in a VPC to an interface endpoint: the zone of
 * the regional name, with an alias for the name itself and one for every bucket's.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-create-access.html, "(Optional)
 * Enable private IP addresses for your Amazon S3 VPC interface endpoint", read 2026-11-22.
 */
export function hostedZoneLeadsTo(world: World, endpoint: Resource): Truth {
  const region = world.region(endpoint);
  if (!isKnown(region)) return region;
  const name = serviceDnsName("s3", region);
  return any(
    world.of("hostedZone").map((zone): Truth => {
      const itsName = world.text(zone, "name");
      if (!isKnown(itsName)) return new Unknown([pointer(zone, ["name"])]);
      if (itsName === undefined || plainName(itsName) !== name) return false;
      const { resources, more } = world.pointingAt(zone, "dnsRecord", "zoneId");
      const hidden = more === undefined ? [] : [more];
      return all([
        zoneAnswersIn(world, zone, vpcOf(world, endpoint)),
        ...[name, `*.${name}`].map((each) =>
          any([...resources.map((record) => leads(world, record, each, endpoint)), ...hidden]),
        ),
      ]);
    }),
  );
}

/** Whether a record of a name is an alias of the endpoint; the endpoint's own names are many. */
function leads(world: World, record: Resource, name: string, endpoint: Resource): Truth {
  const itsName = world.text(record, "name");
  if (!isKnown(itsName)) return itsName;
  if (itsName === undefined || plainName(itsName).replace(/^\\052/, "*") !== name) return false;
  const { entries, unknowns } = inlineEntries(record, "aliases");
  return any([
    ...unknowns,
    ...entries.map(({ entry, path }): Truth => {
      const target = entry["name"];
      const id = endpoint.outputs["id"];
      if (typeof target === "string" && typeof id === "string")
        return target.replace(/^\\052\./, "").startsWith(`${id}-`);
      const [first, ...others] = record.propertyDependencies["aliases"] ?? [];
      if (first === endpoint.urn && others.length === 0) return true;
      return new Unknown([pointer(record, [...path, "name"])]);
    }),
  ]);
}
