import type { Fault } from "../fault";
import type { Source } from "../source";

/** Where the form of the maintenance window stands. */
export const MAINTENANCE_WINDOW_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html",
  section: "WeeklyMaintenanceWindowStart",
  read: "2026-11-22",
};

/** The days as the API writes them. */
export const MAINTENANCE_DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

const WINDOW = /^(MON|TUE|WED|THU|FRI|SAT|SUN):([01]\d|2[0-3]):(00|30)$/;

/**
 * What is wrong with the start of the weekly maintenance window, which is a day and a half hour in
 * UTC, such as `SUN:03:30`.
 */
export function maintenanceWindowFaults(start: string): Fault[] {
  if (WINDOW.test(start)) return [];
  return [
    {
      path: ["weeklyMaintenanceWindowStart"],
      problem: "is not a day and a half hour in UTC",
      got: start,
      allowed: `DAY:HH:MM with DAY of ${MAINTENANCE_DAYS.join(", ")}, HH from 00 to 23 and MM 00 or 30`,
      fix: `set weeklyMaintenanceWindowStart to "${nearestWindow(start)}"`,
    },
  ];
}

/** The window that was probably meant: the day's first letters, the hour, the half hour before. */
function nearestWindow(start: string): string {
  const [dayText = "", hourText = "", minuteText = ""] = start.trim().split(/[:\s]+/);
  const day = MAINTENANCE_DAYS.find((each) => dayText.toUpperCase().startsWith(each)) ?? "SUN";
  const hour = /^\d{1,2}$/.test(hourText) ? Math.min(Number(hourText), 23) : 3;
  const minute = /^\d{1,2}$/.test(minuteText) && Number(minuteText) >= 30 ? "30" : "00";
  return `${day}:${String(hour).padStart(2, "0")}:${minute}`;
}
