import { LOG_MODULES } from "../../../mwaa/service/logs";
import { logGroupName } from "../../../mwaa/service/names";
import { Unknown } from "../../../reasoning/known";
import { keyOf, sameKey, shareAPlace } from "../../model/environment";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { concludeAll, notApplicable, undecided } from "../rule";
import { aws, guide } from "../sources";

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
      withLogGroups(environment, world, (groups) => {
        const unmade = groups.filter(({ group }) => group === undefined).map(({ name }) => name);
        const made = groups.flatMap(({ group }) => (group === undefined ? [] : [group]));
        return [
          unmade.length === 0
            ? undefined
            : {
                message: `nothing makes the log groups ${unmade.join(", ")}, so that they never expire`,
                fix: "make them with retentionInDays before the environment",
              },
          ...made.map((group): Violation | Unknown | undefined => {
            const days = world.value(group, "retentionInDays");
            if (days instanceof Unknown) return days;
            return Number(days) > 0
              ? undefined
              : {
                  resource: group,
                  message: "retentionInDays is not set, so that logs never expire",
                  fix: "set retentionInDays",
                };
          }),
        ];
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
      return withLogGroups(environment, world, (groups) =>
        groups.map(({ group }): Violation | Unknown | undefined => {
          if (group === undefined) return undefined;
          const used = world.reference(group, ["kmsKeyId"], "key");
          if (used.kind === "unknown") return used.unknown;
          return sameKey(used, key)
            ? undefined
            : {
                resource: group,
                message: "kmsKeyId is not the environment's key",
                fix: "set kmsKeyId to the ARN of the environment's key",
              };
        }),
      );
    },
  },
];

/** A log group that the environment writes to, if a stack makes it. */
interface NamedGroup {
  readonly name: string;
  readonly group: Resource | undefined;
}

/** Finds the log groups of the environment's own account and Region, and judges them together. */
function withLogGroups(
  environment: Resource,
  world: World,
  judge: (groups: readonly NamedGroup[]) => readonly (Violation | Unknown | undefined)[],
): Outcome {
  const name = world.text(environment, "name");
  if (name instanceof Unknown)
    return undecided("the environment's name is not known", name.blockedBy);
  if (name === undefined) return notApplicable("the environment has no name yet");
  const hidden: Unknown[] = [];
  const groups = LOG_MODULES.map(({ suffix }): NamedGroup => {
    const groupName = logGroupName(name, suffix);
    const group = world.of("logGroup").find((each) => {
      if (world.text(each, "name") !== groupName) return false;
      const together = shareAPlace(environment, each, world);
      if (together instanceof Unknown) hidden.push(together);
      return together !== false;
    });
    return { name: groupName, group };
  });
  if (groups.some(({ group }) => group === undefined)) {
    // One that is not found may be one whose name is not known yet.
    const missing = world.whatIsMissing(environment);
    const nameless = world.of("logGroup").map((each) => world.text(each, "name"));
    hidden.push(...(missing === undefined ? [] : [missing]));
    hidden.push(...nameless.filter((each) => each instanceof Unknown));
    if (hidden.length > 0)
      return undecided(
        "which log groups there will be is not known",
        hidden.flatMap((each) => each.blockedBy),
      );
  }
  return concludeAll([...judge(groups), ...hidden], "a log group is not known in full");
}
