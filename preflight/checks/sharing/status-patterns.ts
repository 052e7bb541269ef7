import {
  matchesStatusEvents,
  misspeltDetailTypes,
  misspeltSources,
  STATUS_EVENT_PATTERN,
  STATUS_EVENTS_SOURCE,
  undocumentedParts,
} from "../../../mwaa/service/status-events";
import { isKnown } from "../../../reasoning/known";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { failIf, notApplicable, undecided } from "../rule";
import { guide } from "../sources";

const own = { subject: "network", judges: ["eventRule"], decidedBy: "world" } as const;
const AUTOMATION = guide(
  "tutorials-customer-managed-endpoints",
  "Tutorial: Automate managing your own environment endpoints",
);
const [SOURCE] = STATUS_EVENT_PATTERN.source;
const [DETAIL_TYPE] = STATUS_EVENT_PATTERN["detail-type"];

/** What the rules of EventBridge ask for that wait for changes of an environment's status. */
export const STATUS_PATTERN_RULES: readonly Rule[] = [
  {
    ...own,
    id: "status-events-matched",
    title: "A rule for MWAA's events asks for a kind of event that MWAA sends",
    why: "A rule that matches nothing is no error anywhere: the environment just stays PENDING until it fails.",
    severity: "error",
    effect: "will-misbehave",
    sources: [STATUS_EVENTS_SOURCE, AUTOMATION],
    examples: {
      fails: '{"source":["aws.airflow"],"detail-type":["MWAA Status Change"]}',
      passes: JSON.stringify(STATUS_EVENT_PATTERN),
    },
    check: (rule, world) =>
      withPattern(rule, world, (pattern) => {
        const types = misspeltDetailTypes(pattern);
        const sources = misspeltSources(pattern);
        if (types.length + sources.length === 0 && !matchesStatusEvents(pattern)) return undefined;
        return [
          ...types.map((type) => ({
            message: `eventPattern asks for the detail-type "${type}", which no event has`,
            fix: `set detail-type to "${DETAIL_TYPE}"`,
          })),
          ...sources.map((source) => ({
            message: `eventPattern asks for changes of status of the source "${source}", which sends none`,
            fix: `set source to "${SOURCE}"`,
          })),
        ];
      }),
  },
  {
    ...own,
    id: "status-events-unfiltered",
    title: "A rule for changes of status compares nothing that is not documented",
    why: "What such an event tells in its detail is not documented. A rule that compares it may let no event through, and nobody is told.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [STATUS_EVENTS_SOURCE, AUTOMATION],
    examples: {
      fails: JSON.stringify({ ...STATUS_EVENT_PATTERN, detail: { status: ["PENDING"] } }),
      passes: JSON.stringify(STATUS_EVENT_PATTERN),
    },
    check: (rule, world) =>
      withPattern(rule, world, (pattern) =>
        matchesStatusEvents(pattern)
          ? undocumentedParts(pattern).map((part) => ({
              message: `eventPattern compares ${part}, which is not documented`,
              fix: "remove detail, and let the function ask MWAA for the environment's state",
            }))
          : undefined,
      ),
  },
];

/** Judges a rule's pattern; nothing to say means that the rule is for other events. */
function withPattern(
  rule: Resource,
  world: World,
  violationsOf: (pattern: string) => readonly Violation[] | undefined,
): Outcome {
  const pattern = world.text(rule, "eventPattern");
  if (pattern === undefined) return notApplicable("the rule matches no events");
  if (!isKnown(pattern)) return undecided("eventPattern is not known", pattern.blockedBy);
  const violations = violationsOf(pattern);
  return violations === undefined
    ? notApplicable("the rule is for other events")
    : failIf(violations);
}
