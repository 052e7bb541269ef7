import type { Source } from "../source";

/** Where it stands which events MWAA sends. */
export const STATUS_EVENTS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-airflow.html",
  section: "Amazon MWAA service events",
  read: "2026-11-22",
};

/**
 * Matches every change of the status of an environment. What such an event tells in its `detail` is
 * not documented, so that nothing in there is matched; it is delivered as well as EventBridge can,
 * which may be twice, late or never.
 */
export const STATUS_EVENT_PATTERN = {
  source: ["aws.airflow"],
  "detail-type": ["MWAA Environment Status Change"],
} as const;

/** The name of the owner's event bus that participants send to, unless it is called otherwise. */
export const STATUS_EVENT_BUS = "mwaa-environment-status";

/** What of an event a pattern can ask for, and that is documented. */
const DOCUMENTED = ["source", "detail-type"] as const;

/**
 * Whether a pattern of EventBridge lets changes of the status of environments through, as far as it
 * asks for what is documented of them. Where it compares with more than whole texts it may, which
 * counts; what is no pattern lets nothing through.
 */
export function matchesStatusEvents(pattern: string): boolean {
  const asked = parsed(pattern);
  if (asked === undefined || DOCUMENTED.every((field) => asked[field] === undefined)) return false;
  return DOCUMENTED.every((field) => admits(asked[field], STATUS_EVENT_PATTERN[field][0]));
}

/**
 * The detail types of a pattern that MWAA sends no event of, where it asks for something of MWAA and
 * for no change of status: most likely a misspelling.
 */
export function misspeltDetailTypes(pattern: string): readonly string[] {
  const asked = parsed(pattern);
  if (asked === undefined || !admits(asked["source"], STATUS_EVENT_PATTERN.source[0])) return [];
  const types = asked["detail-type"];
  if (!Array.isArray(types) || admits(types, STATUS_EVENT_PATTERN["detail-type"][0])) return [];
  return types.filter((each) => typeof each === "string" && /mwaa|airflow/i.test(each)) as string[];
}

/** The sources of a pattern that asks for changes of status of a source that sends none. */
export function misspeltSources(pattern: string): readonly string[] {
  const asked = parsed(pattern);
  const [type] = STATUS_EVENT_PATTERN["detail-type"];
  const types = asked?.["detail-type"];
  if (!Array.isArray(types) || !types.includes(type)) return [];
  const sources = asked?.["source"];
  if (!Array.isArray(sources) || admits(sources, STATUS_EVENT_PATTERN.source[0])) return [];
  return sources.filter((each): each is string => typeof each === "string");
}

/** The parts of an event that a pattern for changes of status compares and that nothing documents. */
export function undocumentedParts(pattern: string): readonly string[] {
  const { detail } = (matchesStatusEvents(pattern) ? parsed(pattern) : undefined) ?? {};
  if (typeof detail !== "object" || detail === null) return [];
  return Object.keys(detail).map((name) => `detail.${name}`);
}

/** A list of texts admits what it holds; a matcher in it, such as a prefix, may admit anything. */
function admits(wanted: unknown, value: string): boolean {
  if (wanted === undefined) return true;
  return (
    Array.isArray(wanted) &&
    wanted.some((each) => each === value || (typeof each === "object" && each !== null))
  );
}

function parsed(pattern: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(pattern);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
