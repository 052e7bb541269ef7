import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { keyUsePolicy } from "../../mwaa/documents/execution-role";
import { keyPolicy } from "../../mwaa/documents/key-policy";
import { toJson } from "../../mwaa/documents/statement";
import { environmentNameFaults } from "../../mwaa/service/names";
import { key as schema } from "../../mwaa/settings/access";
import { KEY_DEFAULTS } from "../../mwaa/settings/defaults";
import type { NewKeyInput } from "../../mwaa/settings/types";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { Children, type Tags } from "../children";
import type { Inputs } from "../inputs";
import { placeFor, type WhereArgs } from "../place";
import { settingFaults } from "../setting-faults";
import { attachPolicy, executionPolicyName } from "./attached-policy";
import { ExecutionRole } from "./execution-role";

/** The arguments of an {@link EnvironmentKey}. */
export interface EnvironmentKeyArgs
  extends
    Inputs<Pick<NewKeyInput, "administrators" | "deletionWindowDays">>,
    Pick<NewKeyInput, "whenDestroyed">,
    WhereArgs {
  /** The one environment that the key encrypts. */
  readonly environmentName: pulumi.Input<string>;
  /**
   * The role that uses the key. One made here (with `encryption: "separate"`) gets a policy for it;
   * one that exists, given by its ARN, is admitted by the key's own policy alone.
   *
   * @default - whom the account's IAM policies allow to.
   */
  readonly executionRole?: ExecutionRole | pulumi.Input<string>;
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}

/**
 * The customer's key of one environment: its queue, database, bucket and log groups. It stays in
 * its region and rotates every year. Destroying the stack leaves it behind unless `whenDestroyed`
 * says otherwise, because what it encrypted cannot be read without it.
 *
 * ```ts
 * const key = new EnvironmentKey("airflow-key", { environmentName: "airflow", executionRole: role });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/custom-keys-certs.html, "Using customer
 * managed keys for encryption", read 2026-11-22.
 */
export class EnvironmentKey extends pulumi.ComponentResource {
  /** The key's ARN. */
  readonly arn: pulumi.Output<string>;
  /** What has to exist before an environment can use the key. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: EnvironmentKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:EnvironmentKey", name, {}, opts);
    const gate = new ArgumentGate("EnvironmentKey", name);
    gate.refuse(environmentKeyFaults(args));
    const environmentName = gate.admit(args.environmentName, (value) =>
      environmentNameFaults(value, ["environmentName"]),
    );
    const children = new Children(this, name, args.tags);
    const place = placeFor(args, this);
    const { executionRole } = args;
    const madeRole = executionRole instanceof ExecutionRole ? executionRole : undefined;

    const key = new kms.Key(
      name,
      {
        description: pulumi.interpolate`Airflow environment ${environmentName}`,
        enableKeyRotation: true,
        multiRegion: false,
        deletionWindowInDays: args.deletionWindowDays ?? KEY_DEFAULTS.deletionWindowDays,
        policy: keyPolicyText(args, environmentName, place),
        tags: children.tags(),
      },
      {
        parent: this,
        retainOnDelete: (args.whenDestroyed ?? KEY_DEFAULTS.whenDestroyed) === "keep",
      },
    );
    new kms.Alias(
      children.named("alias"),
      { name: pulumi.interpolate`alias/mwaa/${environmentName}`, targetKeyId: key.keyId },
      { parent: this },
    );
    const use =
      madeRole === undefined
        ? []
        : [
            attachPolicy(children, {
              suffix: "use",
              policyName: madeRole.name.apply((role) => executionPolicyName(role, "key")),
              path: madeRole.path,
              description: "Use of the key of an Airflow environment",
              document: pulumi
                .all([place, key.arn])
                .apply(([where, keyArn]) => toJson(keyUsePolicy({ place: where, keyArn }))),
              roleName: madeRole.name,
            }),
          ];

    this.arn = key.arn;
    this.ready = [key, ...use];
    this.registerOutputs({ arn: this.arn });
  }
}

type PlaceOutput = ReturnType<typeof placeFor>;

/**
 * The key's own policy. It names the role by an ARN that depends on it, so the role exists first:
 * KMS refuses a principal that does not.
 */
function keyPolicyText(
  args: EnvironmentKeyArgs,
  environmentName: pulumi.Output<string>,
  place: PlaceOutput,
): pulumi.Output<string> {
  const { administrators, executionRole } = args;
  const roleArn = executionRole instanceof ExecutionRole ? executionRole.arn : executionRole;
  return pulumi
    .all([place, environmentName, pulumi.all([...(administrators ?? [])]), roleArn])
    .apply(([where, environment, managers, executionRoleArn]) =>
      toJson(
        keyPolicy({
          place: where,
          environmentName: environment,
          administrators: managers,
          ...(executionRoleArn !== undefined && { executionRoleArn }),
        }),
      ),
    );
}

function environmentKeyFaults(args: EnvironmentKeyArgs): readonly Fault[] {
  const { administrators, deletionWindowDays, whenDestroyed } = args;
  const { environmentName } = plainOnly(args);
  return [
    ...settingFaults(schema, { administrators, deletionWindowDays, whenDestroyed }),
    ...(environmentName === undefined
      ? []
      : environmentNameFaults(environmentName, ["environmentName"])),
  ];
}
