import { isObject, textOf, textsOf } from "../wire";
import type { JsonObject } from "../wire";
import { keyRecord, mayGrant } from "./keys-and-logs";
import { allows, principals, roleStatements, statementsOf, documentOf } from "./policy-match";
import { ApiError } from "./service";
import type { Call } from "./service";
import { hasObjectsBelow, isPublicAccessBlocked, isVersioned, objectAt } from "./storage";

/** The account and what is asked of the service. */
export type Request = Pick<Call, "cloud" | "place" | "inputs">;

const SERVICE_PRINCIPALS = ["airflow.amazonaws.com", "airflow-env.amazonaws.com"];
const LOGGING_LEVELS = ["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"];

/** One thing that the service refuses. */
class Refusal extends Error {}

function refuse(message: string): never {
  throw new Refusal(message);
}

function numberOf(inputs: JsonObject, key: string): number | undefined {
  const value = inputs[key];
  return typeof value === "number" ? value : undefined;
}

/** The bucket of `sourceBucketArn`. */
function bucketOf(inputs: JsonObject): string {
  return (textOf(inputs, "sourceBucketArn") ?? "").split(":::")[1] ?? "";
}

/** The name of the execution role. */
export function roleOf(inputs: JsonObject): string {
  return (textOf(inputs, "executionRoleArn") ?? "").split("/").at(-1) ?? "";
}

function judgeName({ inputs }: Request): void {
  const name = textOf(inputs, "name") ?? "";
  if (!/^[a-zA-Z][0-9a-zA-Z-_]{0,79}$/.test(name)) {
    refuse(
      `Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z][0-9a-zA-Z-_]*$`,
    );
  }
}

/** Counts of one class: [smallest, largest] for schedulers, web servers and workers. */
function judgeCapacity({ inputs }: Request): void {
  const micro = inputs["environmentClass"] === "mw1.micro";
  const limits: readonly (readonly [string, number, number])[] = [
    ["schedulers", micro ? 1 : 2, micro ? 1 : 5],
    ["minWorkers", 1, micro ? 1 : 50],
    ["maxWorkers", 1, micro ? 1 : 50],
  ];
  for (const key of ["minWebservers", "maxWebservers"]) {
    const count = numberOf(inputs, key);
    if (micro && count !== undefined && count !== 1) {
      refuse("The web server count for environment class mw1.micro must be 1.");
    }
    if (!micro && count !== undefined && (count < 2 || count > 5)) {
      refuse(`${key} must be between 2 and 5, got ${String(count)}`);
    }
  }
  for (const [key, low, high] of limits) {
    const count = numberOf(inputs, key);
    if (count !== undefined && (count < low || count > high)) {
      refuse(
        `${key} must be between ${String(low)} and ${String(high)} for this environment class, got ${String(count)}`,
      );
    }
  }
  for (const kind of ["Workers", "Webservers"]) {
    const low = numberOf(inputs, `min${kind}`);
    const high = numberOf(inputs, `max${kind}`);
    if (low !== undefined && high !== undefined && low > high) {
      refuse(`min${kind} (${String(low)}) must not be more than max${kind} (${String(high)})`);
    }
  }
}

function judgeLogging({ inputs }: Request): void {
  const configuration = inputs["loggingConfiguration"];
  if (!isObject(configuration)) return;
  for (const [module, settings] of Object.entries(configuration)) {
    const level = isObject(settings) ? textOf(settings, "logLevel") : undefined;
    if (level !== undefined && !LOGGING_LEVELS.includes(level)) {
      refuse(
        `Value '${level}' at 'loggingConfiguration.${module}.logLevel' failed to satisfy constraint: Member must satisfy enum value set: [${LOGGING_LEVELS.join(", ")}]`,
      );
    }
  }
}

function judgeSubnets({ cloud, inputs }: Request): void {
  const network = inputs["networkConfiguration"];
  const ids = textsOf(isObject(network) ? network : undefined, "subnetIds");
  if (ids.length !== 2) refuse(`Exactly 2 subnets are required, got ${String(ids.length)}`);
  const subnets = ids.flatMap((id) => cloud.find("aws:ec2/subnet:Subnet", id) ?? []);
  const zones = new Set(subnets.map(({ state }) => textOf(state, "availabilityZone")));
  const vpcs = new Set(subnets.map(({ state }) => textOf(state, "vpcId")));
  if (subnets.length === 2 && (zones.size !== 2 || vpcs.size !== 1)) {
    refuse("The subnets must be in two different Availability Zones of one VPC");
  }
  const others = subnets.find(({ account }) => account !== cloud.account);
  if (others !== undefined && inputs["endpointManagement"] !== "CUSTOMER") {
    refuse(
      `${others.id} is shared by account ${others.account}: in a shared VPC endpointManagement must be CUSTOMER`,
    );
  }
  judgeGroups({ cloud, inputs }, vpcs);
}

function judgeGroups(
  { cloud, inputs }: Pick<Request, "cloud" | "inputs">,
  vpcs: ReadonlySet<string | undefined>,
): void {
  const network = inputs["networkConfiguration"];
  for (const id of textsOf(isObject(network) ? network : undefined, "securityGroupIds")) {
    const group = cloud.find("aws:ec2/securityGroup:SecurityGroup", id);
    if (group !== undefined && !vpcs.has(textOf(group.inputs, "vpcId"))) {
      refuse(`The security group ${id} is not in the VPC of the subnets`);
    }
  }
}

function judgeKey({ cloud, inputs, place }: Request): void {
  const key = textOf(inputs, "kmsKey");
  if (key === undefined) return;
  if (key.includes("alias/")) refuse(`${key} is an alias; the ARN of a key is required`);
  const found = keyRecord(cloud.everywhere, key);
  if (found === undefined) return refuse(`KMS key ${key} does not exist`);
  if (found.state["multiRegion"] === true) refuse(`KMS key ${key} is a multi-Region key`);
  if (!mayGrant(cloud.everywhere, found, place.account)) {
    refuse(`KMS key ${key} does not allow account ${place.account} to create grants`);
  }
}

function judgeVersioning({ cloud, inputs }: Request): void {
  const bucket = bucketOf(inputs);
  if (!isVersioned(cloud, bucket)) refuse(`Versioning is not enabled for s3 bucket ${bucket}`);
}

function judgeBucket({ cloud, inputs }: Request): void {
  const bucket = bucketOf(inputs);
  if (cloud.find("aws:s3/bucket:Bucket", bucket) === undefined)
    refuse(`Bucket ${bucket} does not exist`);
  if (!isPublicAccessBlocked(cloud, bucket)) {
    refuse(`Provided bucket does not have BlockPublicAccess set for s3 bucket ${bucket}`);
  }
}

function judgeRole({ cloud, inputs }: Request): void {
  const name = roleOf(inputs);
  const role = cloud.find("aws:iam/role:Role", name);
  const trusted =
    role === undefined
      ? []
      : statementsOf(documentOf(role.inputs["assumeRolePolicy"], "ValidationException"))
          .filter((statement) => statement["Effect"] === "Allow")
          .flatMap((statement) => principals(statement, "Service"));
  if (!SERVICE_PRINCIPALS.every((principal) => trusted.includes(principal))) {
    refuse(
      `Failed to assume role ${textOf(inputs, "executionRoleArn") ?? ""}. This could be due to the role's trust policy. Please ensure your role is assumable by 'airflow-env.amazonaws.com' Service Principal and try again.`,
    );
  }
  const statements = roleStatements(cloud, name);
  const bucketArn = textOf(inputs, "sourceBucketArn") ?? "";
  const folder = textOf(inputs, "dagS3Path") ?? "";
  const readable =
    allows(statements, "s3:ListBucket", bucketArn) &&
    allows(statements, "s3:GetObject", `${bucketArn}/${folder}/dag.py`) &&
    allows(statements, "s3:GetBucketPublicAccessBlock", bucketArn);
  if (!readable) {
    refuse(
      `Provided role does not have sufficient permissions for s3 location ${bucketOf(inputs)}/${folder}`,
    );
  }
}

function judgeFiles({ cloud, inputs }: Request): void {
  const bucket = bucketOf(inputs);
  const folder = (textOf(inputs, "dagS3Path") ?? "").replace(/\/+$/, "");
  if (!hasObjectsBelow(cloud, bucket, `${folder}/`)) {
    refuse(`Unable to read DAG folder ${bucket}/${folder}`);
  }
  for (const file of ["requirements", "plugins", "startupScript"]) {
    const key = textOf(inputs, `${file}S3Path`);
    if (key === undefined) continue;
    const version = textOf(inputs, `${file}S3ObjectVersion`);
    const found = objectAt(cloud, bucket, key);
    // One version of each object is remembered: the newest.
    if (found === undefined || (version !== undefined && found["versionId"] !== version)) {
      refuse(`Unable to access version ${version ?? "latest"} of ${bucket}/${key}`);
    }
  }
}

/** What one judge says; undefined when it has nothing against the request. */
function refusalBy(judge: (request: Request) => void, request: Request): string | undefined {
  try {
    judge(request);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/**
 * What the service refuses at once, from the arguments and from what exists at this moment. A program that does not
 * wait for its role policy, bucket settings or files fails here. The service says one thing; here all of them are said,
 * so that one update tries several.
 */
export function judgeRequest(request: Request): void {
  const judges = [
    judgeName,
    judgeCapacity,
    judgeLogging,
    judgeSubnets,
    judgeKey,
    judgeBucket,
    judgeVersioning,
    judgeRole,
    judgeFiles,
  ];
  const said = judges.flatMap((judge) => refusalBy(judge, request) ?? []);
  if (said.length > 0) throw new ApiError("ValidationException", said.join("; "));
}
