import type { Place } from "./partitions";

/** The parts of an ARN; `resource` is everything after the fifth colon. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Takes an ARN apart; `undefined` if the text is none. Parts may be empty or hold wildcards. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...rest] = text.split(":");
  if (prefix !== "arn" || !partition || !service || rest.length === 0) return undefined;
  const resource = rest.join(":");
  if (region === undefined || account === undefined || resource === "") return undefined;
  return { partition, service, region, account, resource };
}

/** The ARN of a resource that belongs to a region and an account. */
export function regionalArn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

/** An MWAA environment. */
export function environmentArn(place: Place, environmentName: string): string {
  return regionalArn(place, "airflow", `environment/${environmentName}`);
}

/** A role inside Airflow (`Admin`, `Op`, `User`, `Viewer`, `Public` or one of your own). */
export function rbacRoleArn(place: Place, environmentName: string, airflowRole: string): string {
  return regionalArn(place, "airflow", `role/${environmentName}/${airflowRole}`);
}

/** An S3 bucket; its ARN names neither region nor account. */
export function bucketArn(place: Pick<Place, "partition">, bucketName: string): string {
  return `arn:${place.partition}:s3:::${bucketName}`;
}

/** An object of a bucket; the key may hold wildcards. */
export function objectArn(
  place: Pick<Place, "partition">,
  bucketName: string,
  key: string,
): string {
  return `${bucketArn(place, bucketName)}/${key}`;
}

/** An IAM role. `path` begins and ends with a slash; `/` is the default path. */
export function roleArn(
  place: Pick<Place, "partition" | "account">,
  path: string,
  roleName: string,
): string {
  return `arn:${place.partition}:iam::${place.account}:role${path}${roleName}`;
}

/** The account itself as a principal: whatever IAM policies there allow. */
export function accountRootArn(place: Pick<Place, "partition" | "account">): string {
  return `arn:${place.partition}:iam::${place.account}:root`;
}

/** The role that MWAA makes for itself in every account that has an environment. */
export function serviceLinkedRoleArn(place: Pick<Place, "partition" | "account">): string {
  return roleArn(place, "/aws-service-role/airflow.amazonaws.com/", "AWSServiceRoleForAmazonMWAA");
}

/** A log group, without the `:*` that covers its streams. */
export function logGroupArn(place: Place, logGroup: string): string {
  return regionalArn(place, "logs", `log-group:${logGroup}`);
}

/** A log group's streams, and the group where AWS names it with a trailing `:*`. */
export function logStreamsPattern(place: Place, logGroup: string): string {
  return `${logGroupArn(place, logGroup)}:*`;
}

/** All log groups of an environment with their streams, since the last `*` also covers `:…`. */
export function logGroupPattern(place: Place, environmentName: string): string {
  return logGroupArn(place, `airflow-${environmentName}-*`);
}

/** A KMS key by its id. */
export function keyArn(place: Place, keyId: string): string {
  return regionalArn(place, "kms", `key/${keyId}`);
}

/** The Celery queues of MWAA, which belong to an account of the service. */
export function celeryQueuePattern(place: Pick<Place, "partition" | "region">): string {
  return `arn:${place.partition}:sqs:${place.region}:*:airflow-celery-*`;
}

/** A custom event bus by its name, or the account's own, which is called `default`. */
export function eventBusArn(place: Place, eventBusName: string): string {
  return regionalArn(place, "events", `event-bus/${eventBusName}`);
}

/** A rule of the account's own event bus. */
export function eventRuleArn(place: Place, ruleName: string): string {
  return regionalArn(place, "events", `rule/${ruleName}`);
}

/** A subnet, as a resource share names it. */
export function subnetArn(place: Place, subnetId: string): string {
  return regionalArn(place, "ec2", `subnet/${subnetId}`);
}
