import type { Fault } from "../fault";
import { EXCLUDED_ZONE_ID, zoneIdsFor } from "../service/regions";
import type { PerZone } from "./types";

/**
 * What is wrong with the availability zones of a network in a region: twice the same, of another
 * region, one in which MWAA cannot run, or none chosen where the region's table has none to offer.
 */
export function zoneFaults(zoneIds: PerZone<string> | undefined, region: string): Fault[] {
  const listed = zoneIdsFor(region);
  if (zoneIds === undefined) return listed.length >= 2 ? [] : [missing(region)];
  const prefix = listed[0]?.replace(/-az\d+$/, "");
  const allowed = listed.length === 0 ? "two zones of the region" : listed.join(", ");
  return zoneIds.flatMap((zoneId, index) => {
    const path = ["zoneIds", index];
    const usable = listed.find((each) => !zoneIds.includes(each)) ?? "another one";
    const fault = (problem: string): Fault[] => [
      { path, problem, got: zoneId, allowed, fix: `use ${usable}` },
    ];
    if (zoneId === EXCLUDED_ZONE_ID) return fault("is a zone in which MWAA cannot run");
    if (index > 0 && zoneIds[0] === zoneId) return fault("is the zone of the first subnets too");
    // A zone that the table does not name may be newer than it; one of another region is not.
    const foreign = prefix !== undefined && !zoneId.startsWith(`${prefix}-az`);
    return foreign ? fault(`is not the id of a zone in ${region}`) : [];
  });
}

function missing(region: string): Fault {
  return {
    path: ["zoneIds"],
    problem: `is missing, and no zones of ${region} are known here`,
    got: undefined,
    allowed: "ids of two zones",
    fix: `list two of what \`aws ec2 describe-availability-zones --region ${region}\` gives as ZoneId`,
  };
}
