import { arnIn } from "../cloud/place";
import { textOf } from "../wire";
import { admitsItself, networkOf, whyIsolated } from "./environment-network";
import { keyAt } from "./keys-and-logs";
import { allows, roleStatements } from "./policy-match";
import { roleOf } from "./environment-request";
import type { Request } from "./environment-request";

function mayWork({ cloud, inputs, place }: Request): boolean {
  const statements = roleStatements(cloud, roleOf(inputs));
  const name = textOf(inputs, "name") ?? "";
  const queue = `arn:${place.partition}:sqs:${place.region}:111122223333:airflow-celery-0f2f`;
  const stream = arnIn(place, "logs", `log-group:airflow-${name}-Task:log-stream:dag`);
  const key = textOf(inputs, "kmsKey");
  return (
    allows(statements, "sqs:SendMessage", queue) &&
    allows(statements, "sqs:ReceiveMessage", queue) &&
    allows(statements, "logs:PutLogEvents", stream) &&
    allows(statements, "airflow:PublishMetrics", arnIn(place, "airflow", `environment/${name}`)) &&
    (key === undefined || allows(statements, "kms:Decrypt", key))
  );
}

/** Why an environment that was accepted does not come up; undefined when it does. */
export function reasonForFailure(request: Request): string | undefined {
  const { cloud, inputs } = request;
  // Routes and endpoints of a shared VPC are its owner's: the service sees every account.
  const network = networkOf(cloud.everywhere, cloud.account, inputs);
  const incorrect = (detail: string): string =>
    `INCORRECT_CONFIGURATION: You may need to check the execution role permissions policy for your environment, and that each of the VPC networking components required by the environment are configured to allow traffic. (${detail})`;
  const isolated = whyIsolated(network);
  if (isolated !== undefined) return incorrect(isolated);
  if (network.groups.length > 0 && !admitsItself(network)) {
    return incorrect(`${network.groups.join(", ")}: no group admits itself`);
  }
  if (!mayWork(request)) return incorrect(`${roleOf(inputs)} lacks permissions`);
  const key = textOf(inputs, "kmsKey");
  if (key !== undefined && keyAt(cloud, key)?.["isEnabled"] === false) {
    return `KMS key ${key} is disabled`;
  }
  return undefined;
}
