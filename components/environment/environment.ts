import * as mwaa from "@pulumi/aws/mwaa";
import * as pulumi from "@pulumi/pulumi";
import { DEFAULT_ACCESS_MODE } from "../../mwaa/service/access-modes";
import { environmentArn } from "../../mwaa/service/arns";
import { operationTimeouts } from "../../mwaa/service/lifecycle";
import { LOG_MODULES, type LogProperty } from "../../mwaa/service/logs";
import { logGroupName } from "../../mwaa/service/names";
import { keyReady } from "../access/customer-key";
import { ExecutionRole } from "../access/execution-role";
import { ArgumentGate } from "../argument-gate";
import { Children } from "../children";
import { placeFor } from "../place";
import { known } from "../reference";
import { EnvironmentBucket } from "../storage/bucket";
import type { EnvironmentArgs } from "./arguments";
import { type EndpointRequest, endpointRequest } from "./endpoint-request";
import { admitLate, plainFaults } from "./faults";
import { bucketNameOf, environmentInputs } from "./inputs";
import { type LoginCommands, loginCommands } from "./login";
import { passThrough } from "./pass-through";

/**
 * An MWAA environment. It starts once its role has its policies, its bucket its settings and files,
 * its subnets their routes and its security group its rules: started earlier, it fails half an hour
 * later and does not say why.
 *
 * ```ts
 * new Environment("airflow", { network, bucket, executionRole, airflowVersion: "3.2.1" });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/create-environment.html, "Create an
 * environment", read 2026-11-22.
 */
export class Environment extends pulumi.ComponentResource {
  /** The environment's name. */
  readonly name: pulumi.Output<string>;
  /** The ARN, known before the environment exists. */
  readonly arn: pulumi.Output<string>;
  /** The address of the web interface, with `https://`; empty while the environment is `PENDING`. */
  readonly webserverUrl: pulumi.Output<string>;
  /** `AVAILABLE`, or `PENDING` while it waits for endpoints that the customer makes. */
  readonly status: pulumi.Output<string>;
  /** What the environment acts as. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** Where its DAGs are. */
  readonly bucketName: pulumi.Output<string>;
  /** The names of its log groups by the property of `loggingConfiguration`. */
  readonly logGroupNames: Readonly<Record<LogProperty, pulumi.Output<string>>>;
  /**
   * What whoever owns the VPC has to know to make the endpoints, if `endpointManagement` is
   * `CUSTOMER`. The resource then exists while the environment is still `PENDING`: what needs a
   * running environment has to wait for an `EnvironmentAvailability`.
   */
  readonly endpointRequest: EndpointRequest;
  /** The commands that ask for a token of the web interface and of the Airflow command line. */
  readonly loginCommands: LoginCommands;
  /** The resource itself, for what is not shown here. */
  readonly environment: mwaa.Environment;

  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mwaa:index:Environment", name, {}, opts);
    const gate = new ArgumentGate("Environment", name);
    const children = new Children(this, name, args.tags);
    const place = placeFor(args, this);
    const { environmentArgs = {} } = args;
    const inputs = {
      ...environmentInputs(args.name ?? name, args, place),
      tags: children.tags(),
      ...environmentArgs,
    };
    gate.refuse(plainFaults(inputs, args));

    const environment = new mwaa.Environment(name, admitLate(inputs, args, gate), {
      parent: this,
      dependsOn: [...readyFor(args)],
      customTimeouts: timeoutsFor(args),
      // A name belongs to one environment at a time, so a successor has to wait.
      deleteBeforeReplace: true,
      protect: (args.protect ?? true) && !(args.allowReplacement ?? false),
      transformations: [passThrough(environmentArgs)],
    });

    const plannedName = pulumi.output(inputs.name).apply((text) => text ?? name);
    this.environment = environment;
    this.name = known(plannedName, environment);
    this.arn = known(
      pulumi.all([place, plannedName]).apply(([where, text]) => environmentArn(where, text)),
      environment,
    );
    this.webserverUrl = environment.webserverUrl.apply(withScheme);
    this.status = environment.status;
    this.executionRoleArn = pulumi.output(inputs.executionRoleArn);
    this.bucketName = pulumi.output(bucketNameOf(args.bucket));
    this.logGroupNames = logGroupNames(this.name);
    this.endpointRequest = endpointRequest({
      environment,
      name: this.name,
      place,
      network: args.network,
      webserverAccessMode: pulumi
        .output(inputs.webserverAccessMode)
        .apply((mode) => mode ?? DEFAULT_ACCESS_MODE),
    });
    this.loginCommands = loginCommands(this.name, place);
    this.registerOutputs({
      name: this.name,
      arn: this.arn,
      webserverUrl: this.webserverUrl,
      status: this.status,
    });
  }
}

function logGroupNames(
  name: pulumi.Output<string>,
): Readonly<Record<LogProperty, pulumi.Output<string>>> {
  return Object.fromEntries(
    LOG_MODULES.map(({ property, suffix }) => [
      property,
      name.apply((text) => logGroupName(text, suffix)),
    ]),
  ) as Record<LogProperty, pulumi.Output<string>>;
}

/** Everything without which the environment would fail or misbehave, and that names do not show. */
function readyFor(args: EnvironmentArgs): readonly pulumi.Resource[] {
  return [
    ...(args.network.ready ?? []),
    ...(args.executionRole instanceof ExecutionRole ? args.executionRole.ready : []),
    ...keyReady(args.key),
    ...(args.bucket instanceof EnvironmentBucket ? args.bucket.ready : []),
    ...(args.dagFiles?.ready ?? []),
    ...(args.logGroups?.ready ?? []),
  ];
}

/** Pulumi takes durations as text. */
function timeoutsFor(args: EnvironmentArgs): pulumi.CustomTimeouts {
  const { create, update, delete: remove } = operationTimeouts(args.workerReplacementStrategy);
  return { create: `${create}s`, update: `${update}s`, delete: `${remove}s` };
}

function withScheme(address: string): string {
  return address === "" || address.startsWith("https://") ? address : `https://${address}`;
}
