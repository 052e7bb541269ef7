import type { Fault } from "../fault";
import type { Source } from "../source";
import { isOlderThan, LATEST_AIRFLOW_VERSION } from "./versions";

/** Where the access modes stand. */
export const ACCESS_MODES_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-networking.html",
  section: "Apache Airflow access modes",
  read: "2026-11-22",
};

/** From where the web server can be reached. */
export const ACCESS_MODES = ["PRIVATE_ONLY", "PUBLIC_ONLY", "PUBLIC_AND_PRIVATE"] as const;

/** A value of `webserverAccessMode`. */
export type AccessMode = (typeof ACCESS_MODES)[number];

/** The mode the service takes when none is given. */
export const DEFAULT_ACCESS_MODE: AccessMode = "PRIVATE_ONLY";

/** The first Airflow version whose web server can be public and private at once. */
export const PUBLIC_AND_PRIVATE_SINCE = "3.2.1";

/** A VPC endpoint that an environment needs towards what MWAA runs in its own VPC. */
export type MwaaEndpoint = "database" | "webserver";

/** Whether a text is an access mode. */
export function isAccessMode(text: string): text is AccessMode {
  return (ACCESS_MODES as readonly string[]).includes(text);
}

/** Whether the web server can be reached over the internet. */
export function isPublicMode(mode: AccessMode): boolean {
  return mode !== "PRIVATE_ONLY";
}

/**
 * The endpoints that MWAA makes in the customer's VPC (or, with `endpointManagement` CUSTOMER,
 * that the customer makes). Public and private at once has both, because workers then talk to the
 * web server inside the VPC.
 */
export function mwaaEndpointsFor(mode: AccessMode): readonly MwaaEndpoint[] {
  return mode === "PUBLIC_ONLY" ? ["database"] : ["database", "webserver"];
}

/** What is wrong with asking for the web server's endpoint, or for none, in an access mode. */
export function webserverEndpointFaults(
  mode: AccessMode,
  webserverEndpoint: boolean | undefined,
  path: Fault["path"] = ["webserverEndpoint"],
): Fault[] {
  if (mode === "PRIVATE_ONLY" && webserverEndpoint === false) {
    return [
      {
        path,
        problem: "leaves out what a private web server waits for, so the environment stays PENDING",
        got: webserverEndpoint,
        allowed: "true",
        fix: "leave webserverEndpoint out",
      },
    ];
  }
  if (mode === "PUBLIC_ONLY" && webserverEndpoint === true) {
    return [
      {
        path,
        problem: "asks for an endpoint that a public web server has no service for",
        got: webserverEndpoint,
        allowed: "false",
        fix: "leave webserverEndpoint out",
      },
    ];
  }
  return [];
}

/** What is wrong with a private hosted zone for the web server where that has no endpoint. */
export function privateHostedZoneFaults(
  endpoints: readonly MwaaEndpoint[],
  path: Fault["path"] = ["privateHostedZone"],
): Fault[] {
  if (endpoints.includes("webserver")) return [];
  return [
    {
      path,
      problem: "asks for a name of a web server endpoint that is not made",
      got: true,
      allowed: "false",
      fix: "leave privateHostedZone out",
    },
  ];
}

/** What is wrong with an access mode, also for the Airflow version it shall run with (the latest, if none is given). */
export function accessModeFaults(asked: {
  readonly mode: string;
  readonly airflowVersion?: string;
}): Fault[] {
  const { mode, airflowVersion = LATEST_AIRFLOW_VERSION } = asked;
  if (!isAccessMode(mode)) {
    return [
      {
        path: ["webserverAccessMode"],
        problem: "is not a web server access mode",
        got: mode,
        allowed: ACCESS_MODES.join(", "),
        fix: `set webserverAccessMode to "${DEFAULT_ACCESS_MODE}"`,
      },
    ];
  }
  if (mode !== "PUBLIC_AND_PRIVATE" || !isOlderThan(airflowVersion, PUBLIC_AND_PRIVATE_SINCE))
    return [];
  return [
    {
      path: ["webserverAccessMode"],
      problem: `needs Airflow ${PUBLIC_AND_PRIVATE_SINCE} or newer, and the environment has ${airflowVersion}`,
      got: mode,
      allowed: ACCESS_MODES.filter((each) => each !== mode).join(", "),
      fix: `set webserverAccessMode to "${DEFAULT_ACCESS_MODE}", or airflowVersion to "${LATEST_AIRFLOW_VERSION}"`,
    },
  ];
}
