import { arnIn } from "../cloud/place";
import type { CloudRecord } from "../cloud/records";
import { textOf } from "../wire";
import { isOnTable, networkOf, routeTableOf } from "./environment-network";
import type { EnvironmentNetwork } from "./environment-network";
import type { Request } from "./environment-request";
import { allows, documentOf, statementsOf } from "./policy-match";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";

/** A call that every environment makes, by the service whose endpoint it goes through. */
interface NeededCall {
  readonly service: string;
  readonly action: string;
  readonly resource: string;
}

function neededCalls({ inputs, place }: Request): readonly NeededCall[] {
  const name = textOf(inputs, "name") ?? "";
  const key = textOf(inputs, "kmsKey");
  const queue = `arn:${place.partition}:sqs:${place.region}:111122223333:airflow-celery-0f2f`;
  const stream = arnIn(place, "logs", `log-group:airflow-${name}-Task:log-stream:dag`);
  const file = `${textOf(inputs, "sourceBucketArn") ?? ""}/${textOf(inputs, "dagS3Path") ?? ""}/a.py`;
  return [
    { service: "sqs", action: "sqs:SendMessage", resource: queue },
    { service: "logs", action: "logs:PutLogEvents", resource: stream },
    { service: "monitoring", action: "cloudwatch:PutMetricData", resource: "*" },
    { service: "s3", action: "s3:GetObject", resource: file },
    ...(key === undefined ? [] : [{ service: "kms", action: "kms:Decrypt", resource: key }]),
  ];
}

/** True when calls from the subnets go through the endpoint: by its route, or because it takes the service's name. */
function isInTheWay(network: EnvironmentNetwork, endpoint: CloudRecord): boolean {
  const { inputs } = endpoint;
  if (!network.subnets.some((subnet) => subnet.inputs["vpcId"] === inputs["vpcId"])) return false;
  if (inputs["vpcEndpointType"] === "Interface") return inputs["privateDnsEnabled"] === true;
  return network.subnets.some((subnet) =>
    isOnTable(network, endpoint, routeTableOf(network.records, subnet) ?? ""),
  );
}

function policyOf({ records }: EnvironmentNetwork, endpoint: CloudRecord): string | undefined {
  const apart = records.find(
    ({ token, inputs }) => token === POLICY && inputs["vpcEndpointId"] === endpoint.id,
  );
  return textOf(apart?.inputs, "policy") ?? textOf(endpoint.state, "policy");
}

/** Why the policy of an endpoint in the way does not admit the environment; undefined when all do. */
export function whyNotAdmitted(request: Request): string | undefined {
  const { cloud, inputs } = request;
  const network = networkOf(cloud.everywhere, cloud.account, inputs);
  const endpoints = network.records.filter(
    (record) => record.token === ENDPOINT && isInTheWay(network, record),
  );
  const refusals = neededCalls(request).flatMap(({ service, action, resource }) => {
    const refuses = endpoints
      .filter((endpoint) => textOf(endpoint.inputs, "serviceName")?.endsWith(`.${service}`))
      .some((endpoint) => {
        const policy = policyOf(network, endpoint);
        // Without a policy of its own an endpoint has full access.
        if (policy === undefined) return false;
        const statements = statementsOf(documentOf(policy, "InvalidPolicyDocument"));
        return !allows(statements, action, resource);
      });
    return refuses
      ? [`the policy of the endpoint for ${service} does not admit ${action} on ${resource}`]
      : [];
  });
  return refusals.length === 0 ? undefined : refusals.join("; ");
}

/** Why the interfaces of an environment have no address of its family; undefined when they have. */
export function whyWithoutAddress(request: Request): string | undefined {
  const { cloud, inputs } = request;
  const silent = networkOf(cloud.everywhere, cloud.account, inputs).subnets.find(
    (subnet) =>
      subnet.inputs["ipv6CidrBlock"] !== undefined &&
      subnet.inputs["assignIpv6AddressOnCreation"] !== true,
  );
  return silent === undefined
    ? undefined
    : `${silent.id} has an IPv6 range and assigns no address of it to what is made there`;
}
