import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { keyUsePolicy } from "../../mwaa/documents/execution-role";
import { keyPolicy } from "../../mwaa/documents/key-policy";
import { toJson } from "../../mwaa/documents/statement";
import { environmentNameFaults } from "../../mwaa/service/names";
import { KEY_DEFAULTS } from "../../mwaa/settings/defaults";
import { ArgumentGate } from "../argument-gate";
import { Children } from "../children";
import { placeFor } from "../place";
import { attachPolicy, executionPolicyName } from "./attached-policy";
import { ExecutionRole } from "./execution-role";
import type { EnvironmentKeyArgs, KeyUser } from "./key-arguments";
import { environmentKeyFaults } from "./key-faults";

export type { EnvironmentKeyArgs } from "./key-arguments";

/**
 * The customer's key of an environment, or of several: their queues, databases, buckets and log
 * groups. It stays in its Region and rotates every year. Destroying the stack leaves it behind
 * unless `whenDestroyed` says otherwise, because what it encrypted cannot be read without it.
 *
 * ```ts
 * const key = new EnvironmentKey("airflow-key", { environmentName: "airflow", executionRole: role });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/custom-keys-certs.html, "Using customer
 * managed keys for encryption", read 2026-11-22.
 */
export class EnvironmentKey extends pulumi.ComponentResource {
  /** The key's ARN; environments take it, and never an alias. */
  readonly arn: pulumi.Output<string>;
  /** What has to exist before an environment can use the key. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: EnvironmentKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:EnvironmentKey", name, {}, opts);
    const gate = new ArgumentGate("EnvironmentKey", name);
    gate.refuse(environmentKeyFaults(args));
    const environmentNames = admittedNames(args, gate);
    const children = new Children(this, name, args.tags);
    const place = placeFor(args, this);

    const key = new kms.Key(
      name,
      {
        description: environmentNames.apply(
          (names) => `Airflow environment${names.length > 1 ? "s" : ""} ${names.join(", ")}`,
        ),
        enableKeyRotation: true,
        multiRegion: false,
        deletionWindowInDays: args.deletionWindowDays ?? KEY_DEFAULTS.deletionWindowDays,
        policy: keyPolicyText(args, environmentNames, place),
        tags: children.tags(),
      },
      {
        parent: this,
        retainOnDelete: (args.whenDestroyed ?? KEY_DEFAULTS.whenDestroyed) === "keep",
      },
    );
    // For people: a shared key is named after the component, so that its name outlives its users.
    const label = args.environmentName ?? name;
    new kms.Alias(
      children.named("alias"),
      { name: pulumi.interpolate`alias/mwaa/${label}`, targetKeyId: key.keyId },
      { parent: this },
    );
    const use = rolesOf(args)
      .filter((role) => role instanceof ExecutionRole)
      .map((role) => letUse(role, key.arn, { args, children, place }));

    this.arn = key.arn;
    this.ready = [key, ...use];
    this.registerOutputs({ arn: this.arn });
  }
}

type PlaceOutput = ReturnType<typeof placeFor>;

/** The environments' names, each held back until it is checked. */
function admittedNames(
  args: EnvironmentKeyArgs,
  gate: ArgumentGate,
): pulumi.Output<readonly string[]> {
  const { environmentName, environmentNames = [] } = args;
  if (environmentName !== undefined) {
    return gate
      .admit(environmentName, (value) => environmentNameFaults(value, ["environmentName"]))
      .apply((value) => [value]);
  }
  return pulumi.all(
    environmentNames.map((each, index) =>
      gate.admit(each, (value) => environmentNameFaults(value, ["environmentNames", index])),
    ),
  );
}

function rolesOf({ executionRole, executionRoles }: EnvironmentKeyArgs): readonly KeyUser[] {
  return executionRole === undefined ? (executionRoles ?? []) : [executionRole];
}

/**
 * The key's own policy. It names the roles by ARNs that depend on them, so they exist first: KMS
 * refuses a principal that does not.
 */
function keyPolicyText(
  args: EnvironmentKeyArgs,
  environmentNames: pulumi.Output<readonly string[]>,
  place: PlaceOutput,
): pulumi.Output<string> {
  const { administrators = [], usedFrom } = args;
  const roleArns = rolesOf(args).map((role) => (role instanceof ExecutionRole ? role.arn : role));
  return pulumi
    .all([place, environmentNames, pulumi.all([...administrators]), pulumi.all(roleArns)])
    .apply(([where, environments, managers, executionRoleArn]) =>
      toJson(
        keyPolicy({
          place: where,
          environmentName: environments,
          administrators: managers,
          executionRoleArn,
          ...(usedFrom !== undefined && { environmentAccounts: usedFrom }),
        }),
      ),
    );
}

/** What letting a role use the key takes besides the two. */
interface UseKit {
  readonly args: EnvironmentKeyArgs;
  readonly children: Children;
  readonly place: PlaceOutput;
}

/**
 * Gives a role made here the permission to use the key. With a key of another account the policy
 * belongs to the role, so that the provider of the role's account makes it.
 */
function letUse(
  role: ExecutionRole,
  keyArn: pulumi.Output<string>,
  { args, children, place }: UseKit,
): pulumi.Resource {
  const { name } = children;
  const holder = args.usedFrom === undefined ? children : new Children(role, name, args.tags);
  return attachPolicy(holder, {
    suffix: args.executionRole === undefined ? `use-${role.logicalName}` : "use",
    policyName: role.name.apply((roleName) => executionPolicyName(roleName, "key")),
    path: role.path,
    description: "Use of the key of an Airflow environment",
    document: pulumi
      .all([place, keyArn])
      .apply(([where, arn]) => toJson(keyUsePolicy({ place: where, keyArn: arn }))),
    roleName: role.name,
  });
}
