import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { CREATE_TIMEOUT_SECONDS } from "../../mwaa/service/lifecycle";
import { environmentNameFaults } from "../../mwaa/service/names";
import {
  CREATION_FAILED,
  PENDING_HOURS,
  STAYS_PENDING,
} from "../../mwaa/service/pending-environment";
import { ArgumentGate, plainOnly } from "../argument-gate";
import { waitUntilAvailable } from "./availability-polling";
import { availabilityProvider } from "./availability-provider";

/** The arguments of an {@link EnvironmentAvailability}. */
export interface EnvironmentAvailabilityArgs {
  /** The environment that is waited for. */
  readonly environmentName: pulumi.Input<string>;
  /** Its region. */
  readonly region: pulumi.Input<string>;
  /**
   * A role to ask with: the environment's account may be another one. The participant's
   * `statusReaderRoleArn` does, if the run has credentials of the VPC's owner.
   *
   * @default - the credentials of the run are used as they are.
   */
  readonly roleArn?: pulumi.Input<string>;
  /**
   * A profile of the AWS configuration files to ask with, or to assume `roleArn` with.
   *
   * @default - the credentials of the run.
   */
  readonly profile?: pulumi.Input<string>;
  /**
   * What has to exist before there is anything to wait for: the `ready` list of
   * `CustomerManagedEndpoints`. If one of them is replaced, the environment is waited for again.
   */
  readonly endpoints: readonly pulumi.Resource[];
  /**
   * Minutes after which the update fails. The environment goes on, and the next update waits again.
   *
   * @default 180
   */
  readonly timeoutMinutes?: pulumi.Input<number>;
}

/** Three hours, as for the creation of an environment; it takes about half an hour. */
const DEFAULT_TIMEOUT_MINUTES = CREATE_TIMEOUT_SECONDS / 60;

/* eslint-disable @typescript-eslint/no-require-imports -- the packages are loaded where the provider
   runs, and only there: whoever does not wait need not have them. */
// One object for all instances: its text is made once, which takes a while.
const provider = availabilityProvider({
  wait: waitUntilAvailable,
  load: (packageName) => require(packageName) as unknown,
  advice: { creationFailed: CREATION_FAILED, staysPending: STAYS_PENDING },
});
/* eslint-enable @typescript-eslint/no-require-imports */

/**
 * Waits until an environment is `AVAILABLE`. One with endpoints of the customer counts as created
 * while it is still `PENDING`; the provider does not wait for more. This does, once the endpoints
 * exist, and fails with what MWAA says if the environment could not be created. Deleting it does
 * nothing.
 *
 * It asks with `@aws-sdk/client-mwaa`, and with `@aws-sdk/credential-providers` if there is a
 * `roleArn` or `profile`; a program that uses it has to have them installed.
 *
 * ```ts
 * new EnvironmentAvailability("airflow-available", {
 *   environmentName: "airflow", region: "eu-west-1", endpoints: endpoints.ready,
 * });
 * ```
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/API/API_Environment.html, "Status", read
 * 2026-11-22.
 */
export class EnvironmentAvailability extends pulumi.dynamic.Resource {
  /** `AVAILABLE`. */
  declare readonly status: pulumi.Output<string>;
  /** The address of the web interface, with `https://`; it is known now, if not before. */
  declare readonly webserverUrl: pulumi.Output<string>;

  constructor(
    name: string,
    args: EnvironmentAvailabilityArgs,
    opts: pulumi.CustomResourceOptions = {},
  ) {
    const gate = new ArgumentGate("EnvironmentAvailability", name);
    gate.refuse(environmentAvailabilityFaults(args));
    const { roleArn, profile } = args;
    super(
      provider,
      name,
      {
        environmentName: gate.admit(args.environmentName, (value) =>
          environmentNameFaults(value, ["environmentName"]),
        ),
        region: args.region,
        ...(roleArn !== undefined && { roleArn }),
        ...(profile !== undefined && { profile }),
        endpointIds: args.endpoints.flatMap((each) =>
          pulumi.CustomResource.isInstance(each) ? [each.id] : [],
        ),
        timeoutMinutes: gate.admit(args.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES, timeoutFaults),
        status: undefined,
        webserverUrl: undefined,
      },
      pulumi.mergeOptions(opts, { dependsOn: [...args.endpoints] }),
      "mwaa",
      "EnvironmentAvailability",
    );
  }
}

function environmentAvailabilityFaults(args: EnvironmentAvailabilityArgs): readonly Fault[] {
  const { environmentName, roleArn, timeoutMinutes } = plainOnly(args);
  return [
    ...(environmentName === undefined
      ? []
      : environmentNameFaults(environmentName, ["environmentName"])),
    ...(roleArn === undefined ? [] : roleFaults(roleArn)),
    ...(timeoutMinutes === undefined ? [] : timeoutFaults(timeoutMinutes)),
  ];
}

function roleFaults(roleArn: string): readonly Fault[] {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(roleArn)) return [];
  return [
    {
      path: ["roleArn"],
      problem: "is not the ARN of a role",
      got: roleArn,
      allowed: "an ARN such as arn:aws:iam::123456789012:role/mwaa-status-reader-eu-west-1",
      fix: "give the participant's statusReaderRoleArn",
    },
  ];
}

function timeoutFaults(minutes: number): readonly Fault[] {
  const most = PENDING_HOURS * 60;
  if (minutes >= 1 && minutes <= most) return [];
  return [
    {
      path: ["timeoutMinutes"],
      problem: "is not a time that an environment can be waited for",
      got: minutes,
      allowed: `1 to ${most} minutes, after which MWAA gives up itself`,
      fix: `leave timeoutMinutes out for ${DEFAULT_TIMEOUT_MINUTES}`,
    },
  ];
}
