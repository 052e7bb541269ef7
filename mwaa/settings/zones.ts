import type { Fault } from "../fault";
import { EXCLUDED_ZONE_ID, zoneIdsFor } from "../service/regions";
import type { PerZone } from "./types";

/**
 * What is wrong with the availability zones of a network: twice the same, one in which MWAA cannot
 * run and, if the region is given, one of another region, or none chosen where the region's table
 * has none to offer.
 */
export function zoneFaults(zoneIds: PerZone<string> | undefined, region?: string): Fault[] {
  const listed = region === undefined ? [] : zoneIdsFor(region);
  if (zoneIds === undefined) {
    return region === undefined || listed.length >= 2 ? [] : [missing(region)];
  }
  const prefix = listed[0]?.replace(/-az\d+$/, "");
  const allowed = listed.length === 0 ? "two zones of the region" : listed.join(", ");
  return zoneIds.flatMap((zoneId, index) => {
    const usable = listed.find((each) => !zoneIds.includes(each)) ?? "another one";
    const fault = (problem: string): Fault[] => [
      { path: ["zoneIds", index], problem, got: zoneId, allowed, fix: `use ${usable}` },
    ];
    if (zoneId === EXCLUDED_ZONE_ID) return fault("is a zone in which MWAA cannot run");
    if (index > 0 && zoneIds[0] === zoneId) return fault("is the zone of the first subnets too");
    // A zone that the table does not name may be newer than it; one of another region is not.
    const foreign = prefix !== undefined && !zoneId.startsWith(`${prefix}-az`);
    return foreign ? fault(`is not the id of a zone in ${String(region)}`) : [];
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
