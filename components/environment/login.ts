import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../mwaa/service/partitions";

/**
 * Commands of the AWS command line that log a person in to Airflow.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/call-mwaa-apis.html, "Create a web login
 * token; Create a CLI token", read 2026-11-22.
 */
export interface LoginCommands {
  /** Asks for a token of the web interface, good for 60 seconds. */
  readonly web: pulumi.Output<string>;
  /** Asks for a token of the Airflow command line, good for 60 seconds. */
  readonly commandLine: pulumi.Output<string>;
}

/** The commands for an environment. */
export function loginCommands(
  name: pulumi.Output<string>,
  place: pulumi.Output<Place>,
): LoginCommands {
  const command = (operation: string): pulumi.Output<string> =>
    pulumi.interpolate`aws mwaa ${operation} --name ${name} --region ${place.region}`;
  return { web: command("create-web-login-token"), commandLine: command("create-cli-token") };
}
