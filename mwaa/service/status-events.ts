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
