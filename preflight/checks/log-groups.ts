import { LOG_MODULES } from "../../mwaa/service/logs";
import { logGroupName } from "../../mwaa/service/names";
import { Unknown } from "../../reasoning/known";
import { keyOf } from "../model/environment";
import type { Resource } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Rule, Violation } from "./rule";
import { concludeAll, notApplicable, undecided } from "./rule";
import { aws, guide } from "./sources";

const own = { subject: "encryption", judges: ["environment"], decidedBy: "world" } as const;

/** What the environment's five log groups have to be. */
export const LOG_GROUP_RULES: readonly Rule[] = [
  {
    ...own,
    id: "log-groups-expire",
    title: "The environment's log groups are made beforehand, with a retention",
    why: "Log groups that the service makes keep everything for ever, and nobody may set anything before the first line is written.",
    severity: "warning",
    effect: "costs",
    sources: [
      aws(
        "AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
        "Change log data retention in CloudWatch Logs",
      ),
    ],
    examples: {
      fails: "no aws.cloudwatch.LogGroup",
      passes:
        'new aws.cloudwatch.LogGroup("task", { name: "airflow-etl-Task", retentionInDays: 90 })',
    },
    check: (environment, world) =>
      withLogGroups(environment, world, (name, group) => {
        if (group === undefined)
          return {
            message: `nothing makes the log group ${name}, so that it never expires`,
            fix: `make ${name} with retentionInDays`,
          };
        const days = world.value(group, "retentionInDays");
        if (days instanceof Unknown) return days;
        return typeof days === "number" && days > 0
          ? undefined
          : {
              resource: group,
              message: "retentionInDays is not set, so that logs never expire",
              fix: "set retentionInDays",
            };
      }),
  },
  {
    ...own,
    id: "log-groups-encrypted-with-environment-key",
    title: "Log groups are encrypted with the environment's key",
    why: "Logs hold what tasks print; with a customer's key they belong under it like the rest of the data.",
    severity: "warning",
    effect: "insecure",
    sources: [guide("encryption-at-rest", "Encryption artifacts")],
    examples: { fails: "kmsKeyId: undefined", passes: "kmsKeyId: key.arn" },
    check: (environment, world) => {
      const key = keyOf(world, environment);
      if (key.kind === "absent") return notApplicable("AWS owns the key");
      if (key.kind === "unknown")
        return undecided("which key it is cannot be told", key.unknown.blockedBy);
      return withLogGroups(environment, world, (_name, group) => {
        if (group === undefined) return undefined;
        const used = world.reference(group, ["kmsKeyId"], "key");
        if (used.kind === "unknown") return used.unknown;
        const same =
          used.kind === "resource"
            ? key.kind === "resource" && key.resource === used.resource
            : used.kind === "outside" && key.kind === "outside" && key.value === used.value;
        return same
          ? undefined
          : {
              resource: group,
              message: "kmsKeyId is not the environment's key",
              fix: "set kmsKeyId to the ARN of the environment's key",
            };
      });
    },
  },
];

/** Judges each of the five log groups; what is returned is the violation, or what hides it. */
function withLogGroups(
  environment: Resource,
  world: World,
  judge: (name: string, group: Resource | undefined) => Violation | Unknown | undefined,
): Outcome {
  const name = world.text(environment, "name");
  if (name instanceof Unknown)
    return undecided("the environment's name is not known", name.blockedBy);
  if (name === undefined) return notApplicable("the environment has no name yet");
  const missing = world.whatIsMissing(environment);
  const groups = new Map(world.of("logGroup").map((group) => [world.text(group, "name"), group]));
  const results = LOG_MODULES.map(({ suffix }) => {
    const groupName = logGroupName(name, suffix);
    const group = groups.get(groupName);
    return group === undefined && missing !== undefined ? missing : judge(groupName, group);
  });
  return concludeAll(results, "a log group is not known in full");
}
