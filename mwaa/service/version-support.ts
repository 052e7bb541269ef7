import { airflowVersion, isUnlistedButNewer } from "./versions";

/** Days before the end of support within which MWAA announces it, and a change should be planned. */
export const END_OF_SUPPORT_NOTICE_DAYS = 180;

/** Where the support of a version stands on a day. */
export type VersionSupport =
  | { readonly state: "not-yet-offered"; readonly from: string }
  | { readonly state: "supported" }
  | { readonly state: "ending"; readonly endOfSupport: string; readonly daysLeft: number }
  | { readonly state: "ended"; readonly endOfSupport: string }
  | { readonly state: "unlisted-but-newer" }
  | { readonly state: "never-offered" };

const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1000;

/**
 * The support of a version on a day (`YYYY-MM-DD`). On the day of its end a version already counts
 * as ended; the 180 days before it count as ending.
 */
export function versionSupport(version: string, today: string): VersionSupport {
  const row = airflowVersion(version);
  if (row === undefined) {
    return { state: isUnlistedButNewer(version) ? "unlisted-but-newer" : "never-offered" };
  }
  if (today < row.mwaaAvailability) return { state: "not-yet-offered", from: row.mwaaAvailability };
  const { endOfSupport } = row;
  if (endOfSupport === undefined) return { state: "supported" };
  if (today >= endOfSupport) return { state: "ended", endOfSupport };
  const daysLeft = Math.round((Date.parse(endOfSupport) - Date.parse(today)) / MILLISECONDS_A_DAY);
  if (daysLeft > END_OF_SUPPORT_NOTICE_DAYS) return { state: "supported" };
  return { state: "ending", endOfSupport, daysLeft };
}
