import { arnIn } from "../cloud/place";
import { isList, isObject, textOf, textsOf } from "../wire";
import type { JsonObject } from "../wire";
import { keyAt } from "./keys-and-logs";
import { allows, roleStatements } from "./policy-match";
import { roleOf } from "./environment-request";
import type { Request } from "./environment-request";

const GROUP_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const LEGACY_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const EVERYWHERE = "0.0.0.0/0";
/** Services that a private environment without a way to the internet reaches through endpoints. */
const NEEDED_ENDPOINTS = ["s3", "logs", "monitoring", "sqs"];

function networkOf(inputs: JsonObject): {
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
} {
  const network = inputs["networkConfiguration"];
  const bag = isObject(network) ? network : undefined;
  return { subnets: textsOf(bag, "subnetIds"), groups: textsOf(bag, "securityGroupIds") };
}

/** The subnet has a route to a NAT gateway, or its VPC the endpoints that stand in for one. */
function reachesServices({ cloud }: Request, subnetId: string): boolean {
  const table = cloud
    .all("aws:ec2/routeTableAssociation:RouteTableAssociation")
    .find((record) => record.inputs["subnetId"] === subnetId);
  const throughNat = cloud
    .all("aws:ec2/route:Route")
    .some(
      (route) =>
        route.inputs["routeTableId"] === table?.inputs["routeTableId"] &&
        route.inputs["destinationCidrBlock"] === EVERYWHERE &&
        (route.inputs["natGatewayId"] !== undefined ||
          route.inputs["transitGatewayId"] !== undefined),
    );
  if (throughNat) return true;
  const vpcId = textOf(cloud.find("aws:ec2/subnet:Subnet", subnetId)?.inputs, "vpcId");
  const served = cloud
    .all("aws:ec2/vpcEndpoint:VpcEndpoint")
    .filter((endpoint) => endpoint.inputs["vpcId"] === vpcId)
    .map((endpoint) => textOf(endpoint.inputs, "serviceName") ?? "");
  return NEEDED_ENDPOINTS.every((service) => served.some((name) => name.endsWith(`.${service}`)));
}

/** Schedulers, workers and database talk to each other: a group has to admit itself. */
function admitsItself({ cloud }: Request, groups: readonly string[]): boolean {
  const admitted = (groupId: string): boolean =>
    cloud
      .all(GROUP_RULE)
      .some(
        (rule) =>
          rule.inputs["securityGroupId"] === groupId &&
          rule.inputs["referencedSecurityGroupId"] === groupId,
      ) ||
    cloud
      .all(LEGACY_RULE)
      .some(
        (rule) =>
          rule.inputs["securityGroupId"] === groupId &&
          rule.inputs["type"] === "ingress" &&
          (rule.inputs["self"] === true || rule.inputs["sourceSecurityGroupId"] === groupId),
      );
  const inline = (groupId: string): boolean => {
    const ingress = cloud.find("aws:ec2/securityGroup:SecurityGroup", groupId)?.inputs["ingress"];
    return isList(ingress) && ingress.some((rule) => isObject(rule) && rule["self"] === true);
  };
  return groups.some((groupId) => admitted(groupId) || inline(groupId));
}

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
  const { subnets, groups } = networkOf(inputs);
  const incorrect = (detail: string): string =>
    `INCORRECT_CONFIGURATION: You may need to check the execution role permissions policy for your environment, and that each of the VPC networking components required by the environment are configured to allow traffic. (${detail})`;
  const isolated = subnets.find(
    (id) => cloud.find("aws:ec2/subnet:Subnet", id) !== undefined && !reachesServices(request, id),
  );
  if (isolated !== undefined) {
    return incorrect(`${isolated} has neither a route to a NAT gateway nor the endpoints it needs`);
  }
  const ours = groups.filter(
    (id) => cloud.find("aws:ec2/securityGroup:SecurityGroup", id) !== undefined,
  );
  if (ours.length > 0 && !admitsItself(request, ours)) {
    return incorrect(`${ours.join(", ")}: no group admits itself`);
  }
  if (!mayWork(request)) return incorrect(`${roleOf(inputs)} lacks permissions`);
  const key = textOf(inputs, "kmsKey");
  if (key !== undefined && keyAt(cloud, key)?.["isEnabled"] === false) {
    return `KMS key ${key} is disabled`;
  }
  return undefined;
}
