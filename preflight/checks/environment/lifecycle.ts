import { operationTimeouts } from "../../../mwaa/service/lifecycle";
import { maintenanceWindowFaults } from "../../../mwaa/service/maintenance-window";
import {
  isWorkerReplacementStrategy,
  workerReplacementFaults,
} from "../../../mwaa/service/worker-replacement";
import { isKnown } from "../../../reasoning/known";
import { argumentCheck, text } from "../argument";
import type { Rule } from "../rule";
import { failIf, notApplicable, pass } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "resource" } as const;

/** What updates and replacements may do, and how long they may take. */
export const LIFECYCLE_RULES: readonly Rule[] = [
  {
    ...own,
    id: "maintenance-window-valid",
    title: "The maintenance window starts on a day and a half hour",
    why: "CreateEnvironment takes DAY:HH:MM in UTC with minutes 00 or 30.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("mwaa/latest/API/API_CreateEnvironment.html", "Request Body")],
    examples: {
      fails: 'weeklyMaintenanceWindowStart: "Sunday 3:15"',
      passes: 'weeklyMaintenanceWindowStart: "SUN:03:30"',
    },
    check: argumentCheck(["weeklyMaintenanceWindowStart"], (values) => {
      const start = text(values, "weeklyMaintenanceWindowStart");
      return start === undefined ? [] : maintenanceWindowFaults(start);
    }),
  },
  {
    ...own,
    id: "graceful-replacement-available",
    title: "Graceful worker replacement is asked for where it exists",
    why: "GRACEFUL needs Airflow 2.4.3 or newer and is missing in some Regions; elsewhere updates are refused.",
    severity: "error",
    effect: "will-misbehave",
    sources: [guide("update-environment", "Worker replacement strategy")],
    examples: {
      fails: 'workerReplacementStrategy: "GRACEFUL" in ca-west-1',
      passes: 'workerReplacementStrategy: "FORCED" in ca-west-1',
    },
    check: argumentCheck(
      ["workerReplacementStrategy", "airflowVersion"],
      (values, environment, world) => {
        const strategy = text(values, "workerReplacementStrategy");
        if (strategy === undefined) return [];
        const airflowVersion = text(values, "airflowVersion");
        const region = world.region(environment);
        return workerReplacementFaults({
          strategy,
          ...(airflowVersion === undefined ? {} : { airflowVersion }),
          ...(isKnown(region) ? { region } : {}),
        });
      },
    ),
  },
  {
    ...own,
    id: "timeouts-long-enough",
    title: "Pulumi waits as long as MWAA may take",
    why: "A creation that outlasts the time limit is left tainted while MWAA goes on; a graceful update may drain workers for twelve hours.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [
      guide("update-environment", "Updating an Amazon MWAA environment"),
      aws(
        "AWSCloudFormation/latest/UserGuide/aws-resource-mwaa-environment.html",
        "AWS::MWAA::Environment",
      ),
    ],
    examples: {
      fails: "no customTimeouts",
      passes: '{ customTimeouts: { create: "3h", update: "3h", delete: "2h" } }',
    },
    check: (environment, world) => {
      const strategy = world.text(environment, "workerReplacementStrategy");
      const needed = operationTimeouts(
        typeof strategy === "string" && isWorkerReplacementStrategy(strategy)
          ? strategy
          : undefined,
      );
      const short = (["create", "update", "delete"] as const)
        .map((operation) => ({
          operation,
          given: environment.customTimeouts[operation] ?? PROVIDER_TIMEOUTS[operation],
          takes: needed[operation],
        }))
        .filter(({ given, takes }) => given < takes);
      if (short.length === 0) return pass;
      const each = short.map(
        ({ operation, given, takes }) =>
          `${operation} ${duration(given)} where MWAA may take ${duration(takes)}`,
      );
      const wanted = short.map(({ operation, takes }) => `${operation}: "${duration(takes)}"`);
      return failIf([
        {
          message: `customTimeouts are too short: ${each.join(", ")}`,
          fix: `set customTimeouts to { ${wanted.join(", ")} }`,
        },
      ]);
    },
  },
  {
    ...own,
    id: "environment-protected",
    title: "The environment is protected from deletion",
    why: "Deleting or replacing an environment deletes its metadata: connections, variables and the history of every run.",
    severity: "note",
    effect: "will-misbehave",
    sources: [
      {
        url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
        section: "protect",
        read: "2026-11-22",
      },
    ],
    examples: { fails: "{}", passes: "{ protect: true }" },
    check: (environment) =>
      failIf(
        environment.protect
          ? []
          : [{ message: "protect is not set", fix: "set the option protect to true" }],
      ),
  },
  {
    ...own,
    id: "protected-environment-kept",
    title: "A protected environment is not replaced",
    why: "A new name, key, subnet, endpoint management or major version makes another environment, and the old one's metadata is gone.",
    severity: "error",
    effect: "will-misbehave",
    sources: [aws("mwaa/latest/API/API_UpdateEnvironment.html", "Request Body")],
    examples: {
      fails: "kmsKey: otherKey.arn on a protected environment",
      passes: "a second environment beside the first",
    },
    check: (environment) => {
      if (environment.change !== "replace") return notApplicable("nothing is replaced");
      return failIf(
        environment.protect
          ? [
              {
                message: "would be replaced although it is protected",
                fix: "undo the change, or make a second environment and move to it",
              },
            ]
          : [],
      );
    },
  },
];

/** What the AWS provider waits at most if a program says nothing, in seconds. */
const PROVIDER_TIMEOUTS = { create: 120 * 60, update: 90 * 60, delete: 90 * 60 } as const;

function duration(seconds: number): string {
  return seconds % 3600 === 0 ? `${seconds / 3600}h` : `${Math.round(seconds / 60)}m`;
}
