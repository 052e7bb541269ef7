import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import {
  executionRolePolicy,
  type ExecutionRolePolicyArgs,
} from "../../mwaa/documents/execution-role";
import { type Grant, grantStatements } from "../../mwaa/documents/grants";
import { policyDocument, toJson } from "../../mwaa/documents/statement";
import { executionRoleTrust } from "../../mwaa/documents/trust";
import type { Fault } from "../../mwaa/fault";
import { roleArn } from "../../mwaa/service/arns";
import {
  bucketNameFaults,
  environmentNameFaults,
  executionRoleName,
} from "../../mwaa/service/names";
import { executionRole as schema } from "../../mwaa/settings/access";
import { EXECUTION_ROLE_DEFAULTS } from "../../mwaa/settings/defaults";
import type { NewExecutionRoleInput } from "../../mwaa/settings/types";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { Children, type Tags } from "../children";
import type { Inputs } from "../inputs";
import { placeFor, type WhereArgs } from "../place";
import { known } from "../reference";
import { settingFaults } from "../setting-faults";
import { attachPolicy, executionPolicyName } from "./attached-policy";

/** The arguments of an {@link ExecutionRole}. */
export interface ExecutionRoleArgs
  extends
    Inputs<Pick<NewExecutionRoleInput, "path" | "permissionsBoundary">>,
    Pick<NewExecutionRoleInput, "hardened">,
    WhereArgs {
  /** The one environment that may take the role. */
  readonly environmentName: pulumi.Input<string>;
  /** The name of the environment's bucket. */
  readonly bucketName: pulumi.Input<string>;
  /**
   * What encrypts the environment: a key of AWS, or the customer's by its ARN. `separate` leaves
   * the permission to use the key to an `EnvironmentKey` that is made for this role: the key's ARN
   * is not known before the key exists, and the rest of the role shall be.
   *
   * @default "aws-owned"
   */
  readonly encryption?: "aws-owned" | "separate" | { readonly keyArn: pulumi.Input<string> };
  /**
   * What DAGs may use beyond what MWAA itself needs. It becomes a policy of its own.
   *
   * @default - nothing.
   */
  readonly grants?: readonly pulumi.Input<Grant>[];
  /**
   * Changes the hash at the end of the role's name: the name of a deleted role should not be used
   * again.
   *
   * @default 1
   */
  readonly generation?: number;
  /** Tags of everything that can have some. */
  readonly tags?: Tags;
}

/**
 * The role that an environment and its DAGs act as. Its documents are computed from names, so they
 * can be read before anything exists.
 *
 * ```ts
 * const role = new ExecutionRole("airflow-role", {
 *   environmentName: "airflow", bucketName: "airflow-dags-1a2b3c",
 * });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html, "Create a new
 * role", read 2026-11-22.
 */
export class ExecutionRole extends pulumi.ComponentResource {
  /** The component's logical name, after which others name what they make for this role. */
  readonly logicalName: string;
  /** The ARN, known before the role exists. */
  readonly arn: pulumi.Output<string>;
  /** The name, known before the role exists. */
  readonly name: pulumi.Output<string>;
  /** The path, with a slash at both ends. */
  readonly path: pulumi.Output<string>;
  /** What has to exist before an environment can start: a role without policies is refused. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ExecutionRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:ExecutionRole", name, {}, opts);
    this.logicalName = name;
    const gate = new ArgumentGate("ExecutionRole", name);
    gate.refuse(executionRoleFaults(args));
    const environmentName = gate.admit(args.environmentName, (value) =>
      environmentNameFaults(value, ["environmentName"]),
    );
    const bucketName = gate.admit(args.bucketName, (value) =>
      bucketNameFaults(value, ["bucketName"]),
    );
    const children = new Children(this, name, args.tags);
    const place = placeFor(args, this);
    const plan = pulumi.output({ place, environmentName, bucketName, ...encryptionOf(args) });

    const path = pulumi.output(args.path ?? EXECUTION_ROLE_DEFAULTS.path);
    const roleName = plan.apply((known) =>
      executionRoleName({
        name: known.environmentName,
        region: known.place.region,
        account: known.place.account,
        generation: args.generation ?? 1,
      }),
    );
    const role = new iam.Role(
      name,
      {
        name: roleName,
        path,
        description: "What an Airflow environment and its DAGs act as",
        assumeRolePolicy: plan.apply((known) => toJson(executionRoleTrust(known))),
        ...(args.permissionsBoundary !== undefined && {
          permissionsBoundary: args.permissionsBoundary,
        }),
        tags: children.tags(),
      },
      { parent: this },
    );
    this.name = known(roleName, role);
    this.path = path;
    this.arn = known(
      pulumi.all([place, path, roleName]).apply((parts) => roleArn(...parts)),
      role,
    );

    const own = attachPolicy(children, {
      suffix: "policy",
      policyName: roleName.apply((text) => executionPolicyName(text)),
      path,
      description: "What every Airflow environment needs",
      document: plan.apply((known) =>
        toJson(executionRolePolicy({ ...known, hardened: args.hardened ?? false })),
      ),
      roleName: this.name,
    });
    const { grants = [] } = args;
    const granted =
      grants.length === 0
        ? []
        : [
            attachPolicy(children, {
              suffix: "grants",
              policyName: roleName.apply((text) => executionPolicyName(text, "grants")),
              path,
              description: "What the DAGs of an Airflow environment use",
              document: pulumi
                .all([place, pulumi.all([...grants])])
                .apply(([where, all]) =>
                  toJson(policyDocument(all.flatMap((each) => grantStatements(each, where)))),
                ),
              roleName: this.name,
            }),
          ];
    this.ready = [own, ...granted];
    this.registerOutputs({ arn: this.arn, name: this.name });
  }
}

function executionRoleFaults(args: ExecutionRoleArgs): readonly Fault[] {
  const { path, permissionsBoundary, grants, hardened } = args;
  const { environmentName, bucketName } = plainOnly(args);
  return [
    ...settingFaults(schema, { path, permissionsBoundary, grants, hardened }),
    ...(environmentName === undefined
      ? []
      : environmentNameFaults(environmentName, ["environmentName"])),
    ...(bucketName === undefined ? [] : bucketNameFaults(bucketName, ["bucketName"])),
  ];
}

/** The way of encryption as an input that `pulumi.all` can wait for. */
function encryptionOf(args: ExecutionRoleArgs): {
  encryption: pulumi.Input<ExecutionRolePolicyArgs["encryption"]>;
} {
  const { encryption = "aws-owned" } = args;
  return {
    encryption:
      typeof encryption === "string"
        ? encryption
        : pulumi.output(encryption.keyArn).apply((keyArn) => ({ keyArn })),
  };
}
