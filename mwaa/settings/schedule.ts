import type { Complaint } from "./leaf";

const EXAMPLE = "rate(15 minutes)";
const ALLOWED =
  "rate(<number> minutes, hours or days), with the singular after 1, or cron(<minutes> <hours> <day of month> <month> <day of week> <year>) in UTC";

/**
 * What is wrong with a schedule of EventBridge.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html,
 * "Cron expressions" and "Rate expressions", read 2026-11-22.
 */
export function scheduleComplaint(schedule: string): Complaint | undefined {
  const [, count = "", unit = "", plural = ""] =
    /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(schedule) ?? [];
  if (unit !== "") return rateComplaint(Number(count), unit, plural !== "");
  const [, inside] = /^cron\(([^)]+)\)$/.exec(schedule) ?? [];
  if (inside === undefined) {
    return { problem: "is not a schedule of EventBridge", allowed: ALLOWED, example: EXAMPLE };
  }
  return cronComplaint(inside.trim().split(/\s+/));
}

function rateComplaint(count: number, unit: string, isPlural: boolean): Complaint | undefined {
  if (count === 0) {
    return { problem: "never comes round", allowed: ALLOWED, example: EXAMPLE };
  }
  if (isPlural === count > 1) return undefined;
  const problem = isPlural ? "has a plural after 1" : "has a singular after more than 1";
  return { problem, allowed: ALLOWED, example: `rate(${count} ${unit}${isPlural ? "" : "s"})` };
}

function cronComplaint(fields: readonly string[]): Complaint | undefined {
  if (fields.length !== 6) {
    return {
      problem: `has ${fields.length} fields of cron, and EventBridge wants six`,
      allowed: ALLOWED,
      example: "cron(0/15 * * * ? *)",
    };
  }
  const [, , dayOfMonth, , dayOfWeek] = fields;
  if ((dayOfMonth === "?") !== (dayOfWeek === "?")) return undefined;
  return {
    problem: "needs a ? for just one of day of month and day of week",
    allowed: ALLOWED,
    example: "cron(0/15 * * * ? *)",
  };
}
