import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { toJson } from "../../mwaa/documents/statement";
import { statusForwarderPolicy, statusForwarderTrust } from "../../mwaa/documents/status-forwarder";
import { roleArn } from "../../mwaa/service/arns";
import { statusForwarderName } from "../../mwaa/service/names";
import type { Place } from "../../mwaa/service/partitions";
import { STATUS_EVENT_PATTERN } from "../../mwaa/service/status-events";
import type { Children } from "../children";
import { known } from "../reference";

/** What is forwarded to whom. */
export interface StatusForwarderPlan {
  readonly place: pulumi.Output<Place>;
  readonly environmentName: pulumi.Output<string>;
  /** The owner's event bus. */
  readonly eventBusArn: pulumi.Input<string>;
}

/**
 * Sends changes of status to another account's event bus: MWAA tells only the account of the
 * environment. Answers with what has to exist before an environment changes its status.
 */
export function createStatusForwarder(
  children: Children,
  plan: StatusForwarderPlan,
): readonly pulumi.Resource[] {
  const { place, environmentName, eventBusArn } = plan;
  const options = { parent: children.parent };
  const name = pulumi
    .all([place, environmentName])
    .apply(([{ region, account }, environment]) =>
      statusForwarderName({ region, account, name: environment }),
    );
  const role = new iam.Role(
    children.named("status-forwarder"),
    {
      name,
      description: "Sends the status of Airflow environments to the owner of their VPC",
      assumeRolePolicy: pulumi
        .all([place, name])
        .apply(([where, ruleName]) => toJson(statusForwarderTrust({ place: where, ruleName }))),
      tags: children.tags("status forwarder"),
    },
    options,
  );
  const policy = new iam.RolePolicy(
    children.named("status-forwarder-policy"),
    {
      name,
      role: known(name, role),
      policy: pulumi.output(eventBusArn).apply((bus) => toJson(statusForwarderPolicy(bus))),
    },
    options,
  );
  const rule = new cloudwatch.EventRule(
    children.named("status-rule"),
    {
      name,
      description: "Changes of the status of Airflow environments",
      eventPattern: JSON.stringify(STATUS_EVENT_PATTERN),
      tags: children.tags("status rule"),
    },
    options,
  );
  const target = new cloudwatch.EventTarget(
    children.named("status-target"),
    {
      rule: known(name, rule),
      targetId: "owner",
      arn: eventBusArn,
      roleArn: known(
        pulumi.all([place, name]).apply(([where, roleName]) => roleArn(where, "/", roleName)),
        role,
        policy,
      ),
    },
    options,
  );
  return [target];
}
