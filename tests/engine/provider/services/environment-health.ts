import { arnIn } from "../cloud/place";
import { textOf } from "../wire";
import { whyNotAdmitted, whyWithoutAddress } from "./endpoint-admission";
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

/**
 * Why an environment that was accepted does not come up; undefined when it does. The service says the one vague
 * sentence; in brackets stand all the reasons, so that one update tries several.
 */
export function reasonForFailure(request: Request): string | undefined {
  const { cloud, inputs } = request;
  // Routes and endpoints of a shared VPC are its owner's: the service sees every account.
  const network = networkOf(cloud.everywhere, cloud.account, inputs);
  const closed = network.groups.length > 0 && !admitsItself(network);
  const reasons = [
    whyWithoutAddress(request),
    ...whyIsolated(network),
    whyNotAdmitted(request),
    closed ? `${network.groups.join(", ")}: no group admits itself` : undefined,
    mayWork(request) ? undefined : `${roleOf(inputs)} lacks permissions`,
  ].flatMap((reason) => reason ?? []);
  if (reasons.length > 0) {
    return `INCORRECT_CONFIGURATION: You may need to check the execution role permissions policy for your environment, and that each of the VPC networking components required by the environment are configured to allow traffic. (${reasons.join("; ")})`;
  }
  const key = textOf(inputs, "kmsKey");
  if (key !== undefined && keyAt(cloud, key)?.["isEnabled"] === false) {
    return `KMS key ${key} is disabled`;
  }
  return undefined;
}
