import { Cloud } from "../cloud/cloud";
import { placeOf } from "../cloud/place";
import type { CloudEvent, CloudFile, CloudRecord } from "../cloud/records";
import { textOf } from "../wire";
import type { JsonObject } from "../wire";
import { WAITING_HOURS, missingEndpoint } from "./customer-endpoints";
import { reasonForFailure } from "./environment-health";

const ENVIRONMENT = "aws:mwaa/environment:Environment";
const UPDATED_AT = "2026-11-22 12:00:00 +0000 UTC";

/** What happens to one environment. */
interface Turn {
  readonly status: string;
  readonly error?: string;
  /** What a caller broke, if one did. */
  readonly fault?: string;
}

function turnOfWaiting(
  file: CloudFile,
  record: CloudRecord,
  missing: string | undefined,
): Turn | undefined {
  if (missing === undefined) {
    const { account, inputs, state } = record;
    const reason = reasonForFailure({
      cloud: new Cloud({ read: () => file, change: () => undefined }, account),
      place: placeOf(account, textOf(state, "region") ?? ""),
      inputs,
    });
    return reason === undefined
      ? { status: "AVAILABLE" }
      : { status: "CREATE_FAILED", error: reason };
  }
  const since = Number(record.facts?.["pendingSinceHour"] ?? 0);
  return (file.hours ?? 0) - since < WAITING_HOURS
    ? undefined
    : {
        status: "CREATE_FAILED",
        error: `The VPC endpoints were not created within ${String(WAITING_HOURS)} hours: ${missing}`,
      };
}

function turnOf(file: CloudFile, record: CloudRecord): Turn | undefined {
  const { state } = record;
  if (state["endpointManagement"] !== "CUSTOMER") return undefined;
  const missing = missingEndpoint(file.records, record);
  switch (state["status"]) {
    case "PENDING":
      return turnOfWaiting(file, record, missing);
    case "AVAILABLE":
      return missing === undefined
        ? undefined
        : { status: "UNAVAILABLE", error: missing, fault: missing };
    default:
      return undefined;
  }
}

function turned(state: JsonObject, { status, error }: Turn): JsonObject {
  const errors =
    error === undefined ? [] : [{ errorCode: "INCORRECT_CONFIGURATION", errorMessage: error }];
  return {
    ...state,
    status,
    lastUpdateds: [
      { createdAt: UPDATED_AT, errors, status: error === undefined ? "SUCCESS" : "FAILED" },
    ],
  };
}

/**
 * What the managed service does by itself after every call: environments that wait come up once their endpoints are
 * there or fail when they waited too long, and those whose endpoint is taken away stop working.
 */
export function settle(file: CloudFile): CloudFile {
  const happened: CloudEvent[] = [];
  const records = file.records.map((record) => {
    const turn = record.token === ENVIRONMENT ? turnOf(file, record) : undefined;
    if (turn === undefined) return record;
    const { token, id, account } = record;
    const about = { token, id, account };
    if (turn.fault !== undefined) happened.push({ ...about, action: "fault", detail: turn.fault });
    happened.push({ ...about, action: "status", detail: turn.status });
    return { ...record, state: turned(record.state, turn) };
  });
  return happened.length === 0 ? file : { ...file, records, events: [...file.events, ...happened] };
}
