import { setTimeout as pause } from "node:timers/promises";

import { hex } from "../cloud/ids";
import { arnIn } from "../cloud/place";
import type { Place } from "../cloud/place";
import { isObject, textOf } from "../wire";
import type { Json, JsonObject } from "../wire";
import { makeServiceManagedEndpoints, removeServiceManagedEndpoints } from "./endpoints";
import { reasonForFailure } from "./environment-health";
import { networkOf } from "./environment-network";
import { judgeRequest } from "./environment-request";
import { SERVICE_LOG_GROUP } from "./keys-and-logs";
import { ApiError, InitialisationFailure } from "./service";
import type { Call, Service } from "./service";

const ENVIRONMENT = "aws:mwaa/environment:Environment";

/** How long a state lasts here; an engine's time limit is compared with the simulated time instead. */
const STATE_MILLISECONDS = 30;

const MINUTES = 60;
/** Simulated seconds: a creation, an update, an update that lets workers finish, a deletion. */
const TAKES = {
  create: 30 * MINUTES,
  update: 30 * MINUTES,
  drain: 12 * 60 * MINUTES,
  remove: 20 * MINUTES,
};
/** The provider's own limits, in seconds. */
const PROVIDER_LIMITS = { create: 120 * MINUTES, update: 90 * MINUTES, remove: 90 * MINUTES };

const CREATED_AT = "2026-11-22 12:00:00 +0000 UTC";

const LOG_GROUPS: Readonly<Record<string, string>> = {
  dagProcessingLogs: "DAGProcessing",
  schedulerLogs: "Scheduler",
  taskLogs: "Task",
  webserverLogs: "WebServer",
  workerLogs: "Worker",
};

function requireTime(what: "create" | "update" | "remove", seconds: number, limit: number): void {
  const allowed = limit > 0 ? limit : PROVIDER_LIMITS[what];
  if (allowed >= seconds) return;
  throw new Error(
    `timeout while waiting for state to become 'AVAILABLE' (this takes ${String(seconds / MINUTES)} minutes, the time limit is ${String(allowed / MINUTES)})`,
  );
}

/** Logging as the service reports it: five modules, each with its group. */
function logging({ inputs, place }: Call): Readonly<Record<string, Json>> {
  const wanted = inputs["loggingConfiguration"];
  return Object.fromEntries(
    Object.entries(LOG_GROUPS).map(([module, suffix]) => {
      const settings = isObject(wanted) ? wanted[module] : undefined;
      const group = arnIn(
        place,
        "logs",
        `log-group:airflow-${textOf(inputs, "name") ?? ""}-${suffix}`,
      );
      const enabled = isObject(settings) && settings["enabled"] === true;
      return [
        module,
        {
          cloudWatchLogGroupArn: enabled ? group : "",
          enabled,
          logLevel: isObject(settings) ? (settings["logLevel"] ?? "INFO") : "INFO",
        },
      ];
    }),
  );
}

/** Groups that nobody made before are made by the service. */
function makeMissingLogGroups(call: Call): void {
  const { cloud } = call;
  for (const settings of Object.values(logging(call))) {
    const arn = isObject(settings) ? textOf(settings, "cloudWatchLogGroupArn") : undefined;
    const name = arn?.split(":log-group:")[1];
    if (name === undefined || cloud.find("aws:cloudwatch/logGroup:LogGroup", name) !== undefined)
      continue;
    if (cloud.find(SERVICE_LOG_GROUP, name) !== undefined) continue;
    cloud.put(
      { token: SERVICE_LOG_GROUP, id: name, inputs: {}, state: { name } },
      { action: "create", token: SERVICE_LOG_GROUP, id: name },
    );
  }
}

/** The name of a service that VPC endpoints lead to; it exists as long as its environment does. */
function endpointService({ region, partition }: Place): string {
  const reversed = partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws";
  return `${reversed}.vpce.${region}.vpce-svc-0${hex(16)}`;
}

function serviceValues(call: Call, status: string, error?: string): JsonObject {
  const { inputs, place } = call;
  const name = textOf(inputs, "name") ?? "";
  const micro = inputs["environmentClass"] === "mw1.micro";
  const id = hex(8);
  return {
    airflowVersion: inputs["airflowVersion"] ?? "3.2.1",
    arn: arnIn(place, "airflow", `environment/${name}`),
    createdAt: CREATED_AT,
    databaseVpcEndpointService: endpointService(place),
    endpointManagement: inputs["endpointManagement"] ?? "SERVICE",
    environmentClass: inputs["environmentClass"] ?? "mw1.small",
    lastUpdateds: [
      {
        createdAt: CREATED_AT,
        errors:
          error === undefined
            ? []
            : [{ errorCode: "INCORRECT_CONFIGURATION", errorMessage: error }],
        status: error === undefined ? "SUCCESS" : "FAILED",
      },
    ],
    loggingConfiguration: logging(call),
    maxWebservers: inputs["maxWebservers"] ?? (micro ? 1 : 2),
    maxWorkers: inputs["maxWorkers"] ?? (micro ? 1 : 10),
    minWebservers: inputs["minWebservers"] ?? (micro ? 1 : 2),
    minWorkers: inputs["minWorkers"] ?? 1,
    schedulers: inputs["schedulers"] ?? (micro ? 1 : 2),
    serviceRoleArn: arnIn(
      place,
      "iam",
      "role/aws-service-role/airflow.amazonaws.com/AWSServiceRoleForAmazonMWAA",
      "account",
    ),
    status,
    webserverAccessMode: inputs["webserverAccessMode"] ?? "PRIVATE_ONLY",
    webserverUrl: `${id}-vpce.c1.${place.region}.airflow.${place.dnsSuffix}`,
    // Only a web server with a private side has an endpoint service.
    webserverVpcEndpointService:
      inputs["webserverAccessMode"] === "PUBLIC_ONLY" ? "" : endpointService(place),
    weeklyMaintenanceWindowStart: inputs["weeklyMaintenanceWindowStart"] ?? "SUN:03:30",
  };
}

function servicesOf(state: JsonObject): readonly string[] {
  return ["databaseVpcEndpointService", "webserverVpcEndpointService"].flatMap(
    (key) => textOf(state, key) ?? [],
  );
}

/** Where the service manages the endpoints, it puts them into the environment's subnets. */
function makeOwnEndpoints(call: Call, computed: JsonObject): void {
  const { cloud, inputs } = call;
  const { subnets, groups } = networkOf(cloud.records, cloud.account, inputs);
  const vpcId = textOf(subnets[0]?.inputs, "vpcId");
  if (vpcId === undefined) return;
  const subnetIds = subnets.map(({ id }) => id);
  makeServiceManagedEndpoints(call, { vpcId, subnetIds, groups }, servicesOf(computed));
}

function major(version: string | undefined): number | undefined {
  return version === undefined ? undefined : Number(version.split(".")[0]);
}

/** Creation does not send the strategy; the service names it only for the update that it was sent with. */
function withoutStrategy(inputs: JsonObject): JsonObject {
  return { ...inputs, workerReplacementStrategy: "" };
}

const environment: Service = {
  token: ENVIRONMENT,
  autoname: { property: "name", limit: 80 },
  replacedBy: ["endpointManagement", "kmsKey", "name", "networkConfiguration.subnetIds"],
  alsoReplacedBy(state, wanted) {
    const from = major(textOf(state, "airflowVersion"));
    const to = major(textOf(wanted, "airflowVersion"));
    return from !== undefined && to !== undefined && to > from ? ["airflowVersion"] : [];
  },
  recomputed: (changed) => (changed.length > 0 ? ["lastUpdateds", "status"] : []),
  validate(inputs) {
    return ["minWebservers", "maxWebservers"].flatMap((key) => {
      const count = inputs[key];
      return typeof count === "number" && (count < 1 || count > 5)
        ? [`expected ${key} to be in the range (1 - 5), got ${String(count)}`]
        : [];
    });
  },
  async create(call) {
    const { cloud, inputs } = call;
    const name = textOf(inputs, "name") ?? "";
    if (cloud.find(ENVIRONMENT, name) !== undefined) {
      throw new ApiError("ValidationException", `An environment with name ${name} already exists`);
    }
    requireTime("create", TAKES.create, call.timeoutSeconds);
    judgeRequest(call);
    cloud.note({ action: "status", token: ENVIRONMENT, id: name, detail: "CREATING" });
    await pause(STATE_MILLISECONDS);
    makeMissingLogGroups(call);
    if (inputs["endpointManagement"] === "CUSTOMER") {
      cloud.note({ action: "status", token: ENVIRONMENT, id: name, detail: "PENDING" });
      return {
        id: name,
        computed: { ...withoutStrategy(inputs), ...serviceValues(call, "PENDING") },
        facts: { pendingSinceHour: cloud.file.hours ?? 0 },
      };
    }
    const reason = reasonForFailure(call);
    const status = reason === undefined ? "AVAILABLE" : "CREATE_FAILED";
    cloud.note({ action: "status", token: ENVIRONMENT, id: name, detail: status });
    const computed = { ...withoutStrategy(inputs), ...serviceValues(call, status, reason) };
    if (reason !== undefined) {
      throw new InitialisationFailure(
        name,
        computed,
        `waiting for MWAA Environment (${name}) create: unexpected state 'CREATE_FAILED', wanted target 'AVAILABLE, PENDING'. last error: ${reason}`,
      );
    }
    makeOwnEndpoints(call, computed);
    return { id: name, computed };
  },
  async update(call) {
    const { cloud, id, inputs, state, changed } = call;
    if (changed.every((key) => key === "tags" || key === "tagsAll")) return {};
    if (state["status"] !== "AVAILABLE") {
      const status = textOf(state, "status") ?? "";
      throw new ApiError(
        "ValidationException",
        `Environments with ${status} status cannot be updated.`,
      );
    }
    const strategy = changed.includes("workerReplacementStrategy")
      ? (textOf(inputs, "workerReplacementStrategy") ?? "FORCED")
      : "FORCED";
    requireTime(
      "update",
      strategy === "GRACEFUL" ? TAKES.drain + TAKES.update : TAKES.update,
      call.timeoutSeconds,
    );
    judgeRequest(call);
    cloud.note({ action: "status", token: ENVIRONMENT, id, detail: "UPDATING" });
    await pause(STATE_MILLISECONDS);
    cloud.note({ action: "status", token: ENVIRONMENT, id, detail: "AVAILABLE" });
    const fixed = ["webserverUrl", "databaseVpcEndpointService", "webserverVpcEndpointService"];
    return {
      ...serviceValues(call, "AVAILABLE"),
      ...Object.fromEntries(fixed.map((key) => [key, state[key] ?? ""])),
      workerReplacementStrategy: strategy,
    };
  },
  async remove({ cloud, id, state, timeoutSeconds }) {
    requireTime("remove", TAKES.remove, timeoutSeconds);
    cloud.note({ action: "status", token: ENVIRONMENT, id, detail: "DELETING" });
    await pause(STATE_MILLISECONDS);
    removeServiceManagedEndpoints(cloud, servicesOf(state));
  },
};

/** The managed Airflow environment. */
export const ENVIRONMENTS: readonly Service[] = [environment];
