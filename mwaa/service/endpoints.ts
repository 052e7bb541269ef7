import type { Fault } from "../fault";
import type { Source } from "../source";
import type { EndpointFeature } from "./endpoint-features";
import { ENDPOINT_FEATURES, FEATURE_ENDPOINTS } from "./endpoint-features";
import { partitionOf, regionalServiceName } from "./partitions";
import type { EndpointKind, ServiceEndpoint } from "./service-endpoint";

export { ENDPOINT_FEATURES, FEATURE_ENDPOINTS, featuresOf } from "./endpoint-features";
export { FEATURE_ENDPOINTS_SOURCE } from "./endpoint-features";
export type { EndpointFeature } from "./endpoint-features";
export type { EndpointKind, EndpointNeed, ServiceEndpoint } from "./service-endpoint";

/** Where the endpoints for private routing stand. */
export const SERVICE_ENDPOINTS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-create-access.html",
  section: "(Required) VPC endpoints",
  read: "2026-11-22",
};

/** The endpoints that private routing may need: first those of every environment, then those of features. */
export const SERVICE_ENDPOINTS = [
  {
    service: "s3",
    kind: "gateway",
    need: "required",
    use: "DAGs, requirements and plugins, and the layers of the container image",
    chinaPrefix: "com.amazonaws",
  },
  {
    service: "logs",
    kind: "interface",
    need: "required",
    use: "Airflow's logs",
    chinaPrefix: "com.amazonaws",
  },
  {
    service: "monitoring",
    kind: "interface",
    need: "required",
    use: "Airflow's metrics",
    chinaPrefix: "cn.com.amazonaws",
  },
  {
    service: "sqs",
    kind: "interface",
    need: "required",
    use: "the Celery queue between schedulers and workers",
    chinaPrefix: "cn.com.amazonaws",
  },
  {
    service: "kms",
    kind: "interface",
    need: "required",
    use: "the key of the queue and the bucket",
    chinaPrefix: "com.amazonaws",
  },
  {
    service: "ecr.api",
    kind: "interface",
    need: "advised",
    use: "the container image's manifest",
    chinaPrefix: "cn.com.amazonaws",
  },
  {
    service: "ecr.dkr",
    kind: "interface",
    need: "advised",
    use: "the container image",
    chinaPrefix: "cn.com.amazonaws",
  },
  {
    service: "airflow.api",
    kind: "interface",
    need: "advised",
    use: "management of environments",
    chinaPrefix: "cn.com.amazonaws",
  },
  {
    service: "airflow.env",
    kind: "interface",
    need: "advised",
    use: "tokens for the web server and the command line",
    chinaPrefix: "cn.com.amazonaws",
  },
  {
    service: "s3",
    kind: "interface",
    need: "optional",
    use: "S3 where no gateway endpoint can stand, such as from other networks",
    chinaPrefix: "cn.com.amazonaws",
  },
  ...FEATURE_ENDPOINTS,
] as const satisfies readonly ServiceEndpoint[];

/** A service that an environment reaches through an endpoint. */
export type EndpointService = (typeof SERVICE_ENDPOINTS)[number]["service"];

/**
 * The endpoint's name in a region, such as `com.amazonaws.eu-west-1.sqs`.
 *
 * Source for China: https://docs.amazonaws.cn/en_us/vpc/latest/privatelink/aws-services-privatelink-support.html,
 * "Services that integrate with PrivateLink", read 2026-11-22.
 */
export function endpointServiceName(
  endpoint: Pick<ServiceEndpoint, "service" | "chinaPrefix">,
  region: string,
): string {
  const inChina = partitionOf(region).id === "aws-cn";
  const prefix = inChina ? endpoint.chinaPrefix : "com.amazonaws";
  return `${prefix}.${region}.${endpoint.service}`;
}

/**
 * The name of a service's gateway endpoint in a region, and of the prefix list with the addresses
 * that lead to it. It begins alike in every partition.
 */
export function gatewayEndpointName(service: string, region: string): string {
  return endpointServiceName({ service, chinaPrefix: "com.amazonaws" }, region);
}

/** The endpoints that exist in a region's partition. */
export function serviceEndpointsIn(region: string): readonly ServiceEndpoint[] {
  const { id } = partitionOf(region);
  const endpoints: readonly ServiceEndpoint[] = SERVICE_ENDPOINTS;
  return endpoints.filter((each) => each.partitions?.includes(id) ?? true);
}

/** What the endpoints of a network are chosen by. */
export interface EndpointChoice {
  /** Absent: not known yet, and taken for one that has them all. */
  readonly region?: string;
  /** What settings and DAGs need beyond MWAA's own services; twice the same counts once. */
  readonly features: readonly EndpointFeature[];
  /** By which kind of endpoint S3 is reached. */
  readonly s3: EndpointKind;
}

/**
 * The endpoints that private routing makes: required, advised and asked for, in the order of
 * {@link SERVICE_ENDPOINTS}. Which they are is the same in every region, apart from features that a
 * partition does not have; `endpointChoiceFaults` refuses those beforehand.
 */
export function endpointsFor(choice: EndpointChoice): readonly ServiceEndpoint[] {
  const asked = new Set<string>(choice.features);
  const { region } = choice;
  const there = region === undefined ? SERVICE_ENDPOINTS : serviceEndpointsIn(region);
  return there.filter(({ service, kind, need }) => {
    if (service === "s3") return kind === choice.s3;
    return need === "required" || need === "advised" || asked.has(service);
  });
}

/** What is wrong with a choice: features that nobody knows, or that the region does not have. */
export function endpointChoiceFaults(choice: {
  readonly features: readonly string[];
  readonly s3: EndpointKind;
  /** Absent: not known yet, and nothing is said about it. */
  readonly region?: string;
}): readonly Fault[] {
  const { features, s3, region } = choice;
  const there = region === undefined ? SERVICE_ENDPOINTS : serviceEndpointsIn(region);
  const offered: readonly string[] = there.map(({ service }) => service);
  const allowed = ENDPOINT_FEATURES.filter((each) => offered.includes(each)).join(", ");
  const fault = (index: number, problem: string): Fault => ({
    path: ["features", index],
    problem,
    got: features[index],
    allowed,
    fix: "take it out, or name one of these",
  });
  const inChina = region !== undefined && partitionOf(region).id === "aws-cn";
  return [
    ...features.flatMap((each, index) => {
      const known: readonly string[] = ENDPOINT_FEATURES;
      if (!known.includes(each)) return [fault(index, "is not an endpoint made on request")];
      if (offered.includes(each)) return [];
      return [fault(index, `is a service without an endpoint in ${String(region)}`)];
    }),
    ...(s3 === "interface" && inChina ? [CHINESE_S3_FAULT] : []),
  ];
}

/**
 * The provider sends the choice of whose names an S3 endpoint answers for names of endpoints that
 * begin with `com.amazonaws` only, and without it EC2 wants a gateway beside the interface. Source:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html, "Private DNS", read
 * 2026-11-22.
 */
const CHINESE_S3_FAULT: Fault = {
  path: ["s3"],
  problem: "is a kind of endpoint for S3 whose private DNS the provider cannot set in China",
  got: "interface",
  allowed: "gateway",
  fix: 'set s3 to "gateway"',
};

/** The DNS name that calls of the service go to, such as `api.ecr.eu-west-1.amazonaws.com`. */
export function serviceDnsName(service: string, region: string): string {
  return regionalServiceName({ region }, service.split(".").reverse().join("."));
}

/**
 * The bucket that a region's container registry keeps image layers in; a restrictive policy on the
 * S3 gateway endpoint must let it through.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-security.html, "VPC endpoint
 * policies (private routing only)", read 2026-11-22.
 */
export function ecrLayerBucketName(region: string): string {
  return `prod-${region}-starport-layer-bucket`;
}
