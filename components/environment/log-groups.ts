import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { LOG_MODULES, type LogProperty } from "../../mwaa/service/logs";
import { environmentNameFaults, logGroupName } from "../../mwaa/service/names";
import { LOG_GROUPS_DEFAULTS } from "../../mwaa/settings/defaults";
import { logGroups as schema } from "../../mwaa/settings/logs";
import type { LogGroupsInput } from "../../mwaa/settings/types";
import { type CustomerKey, keyArnOf } from "../access/customer-key";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { Children, type Tags } from "../children";
import type { Inputs } from "../inputs";
import { known } from "../reference";
import { settingFaults } from "../setting-faults";

/** The arguments of {@link LogGroups}. */
export interface LogGroupsArgs
  extends Inputs<Pick<LogGroupsInput, "retentionDays">>, Pick<LogGroupsInput, "whenDestroyed"> {
  /** The environment whose logs they are. */
  readonly environmentName: pulumi.Input<string>;
  /**
   * The customer's key that encrypts them. Its policy must admit CloudWatch Logs; that of an
   * `EnvironmentKey` does.
   *
   * @default - a key of CloudWatch Logs.
   */
  readonly key?: CustomerKey;
  /** Tags of the log groups. */
  readonly tags?: Tags;
}

/**
 * The five log groups of an environment, made before it: MWAA makes those it misses, without an end
 * to their retention and without a key. Destroying the stack leaves them behind unless
 * `whenDestroyed` is `delete`; an environment of the same name then has to import them.
 *
 * ```ts
 * const logs = new LogGroups("airflow-logs", { environmentName: "airflow", retentionDays: 30 });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/monitoring-airflow.html, "Log types",
 * read 2026-11-22.
 */
export class LogGroups extends pulumi.ComponentResource {
  /** The groups' names by the property of `loggingConfiguration`, known before they exist. */
  readonly names: Readonly<Record<LogProperty, pulumi.Output<string>>>;
  /** What has to exist before an environment starts to log. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: LogGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:LogGroups", name, {}, opts);
    const gate = new ArgumentGate("LogGroups", name);
    gate.refuse(logGroupsFaults(args));
    const environmentName = gate.admit(args.environmentName, (value) =>
      environmentNameFaults(value, ["environmentName"]),
    );
    const settings = { ...LOG_GROUPS_DEFAULTS, ...args };
    const children = new Children(this, name, args.tags);
    const kmsKeyId = keyArnOf(args.key);

    const groups = LOG_MODULES.map(({ property, suffix }) => {
      const groupName = environmentName.apply((text) => logGroupName(text, suffix));
      const group = new cloudwatch.LogGroup(
        children.named(suffix),
        {
          name: groupName,
          retentionInDays: settings.retentionDays,
          ...(kmsKeyId !== undefined && { kmsKeyId }),
          tags: children.tags(`${suffix} logs`),
        },
        { parent: this, retainOnDelete: settings.whenDestroyed === "keep" },
      );
      return { property, group, name: known(groupName, group) };
    });

    this.names = Object.fromEntries(groups.map((each) => [each.property, each.name])) as Record<
      LogProperty,
      pulumi.Output<string>
    >;
    this.ready = groups.map((each) => each.group);
    this.registerOutputs({ names: this.names });
  }
}

function logGroupsFaults(args: LogGroupsArgs): readonly Fault[] {
  const { retentionDays, whenDestroyed } = args;
  const { environmentName } = plainOnly(args);
  return [
    ...settingFaults(schema, { retentionDays, whenDestroyed }),
    ...(environmentName === undefined
      ? []
      : environmentNameFaults(environmentName, ["environmentName"])),
  ];
}
