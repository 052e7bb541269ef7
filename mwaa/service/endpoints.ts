import type { Source } from "../source";
import type { PartitionId } from "./partitions";
import { partitionOf, regionalServiceName } from "./partitions";

/** Gateway endpoints stand in route tables, interface endpoints in subnets. */
export type EndpointKind = "gateway" | "interface";

/**
 * How much private routing needs an endpoint: `required` for an environment to come up, `advised`
 * because pages of the user guide disagree, `optional`, or only for a `feature`.
 */
export type EndpointNeed = "required" | "advised" | "optional" | "feature";

/** A VPC endpoint that an environment without a route to the internet may need. */
export interface ServiceEndpoint {
  /** The service as the endpoint's name has it, such as `ecr.api`. */
  readonly service: string;
  readonly kind: EndpointKind;
  readonly need: EndpointNeed;
  /** For `feature`: what makes it needed. */
  readonly feature?: "secrets-backend";
  /** What goes through it. */
  readonly use: string;
  /** The first words of its name in China, where services differ. */
  readonly chinaPrefix: "com.amazonaws" | "cn.com.amazonaws";
  /** Where it is offered, if not in every partition. */
  readonly partitions?: readonly PartitionId[];
}

/** Where the endpoints for private routing stand. */
export const SERVICE_ENDPOINTS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-vpe-create-access.html",
  section: "(Required) VPC endpoints",
  read: "2026-11-22",
};

/** The endpoints of MWAA itself, and of a gateway for S3, first those that private routing needs. */
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
    service: "airflow.ops",
    kind: "interface",
    need: "optional",
    use: "the environment's health metrics",
    chinaPrefix: "cn.com.amazonaws",
    partitions: ["aws"],
  },
  {
    service: "s3",
    kind: "interface",
    need: "optional",
    use: "S3 where no gateway endpoint can stand, such as from other networks",
    chinaPrefix: "cn.com.amazonaws",
  },
  {
    service: "secretsmanager",
    kind: "interface",
    need: "feature",
    feature: "secrets-backend",
    use: "connections and variables that are kept as secrets",
    chinaPrefix: "com.amazonaws",
  },
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

/** The endpoints that exist in a region's partition. */
export function serviceEndpointsIn(region: string): readonly ServiceEndpoint[] {
  const { id } = partitionOf(region);
  const endpoints: readonly ServiceEndpoint[] = SERVICE_ENDPOINTS;
  return endpoints.filter((each) => each.partitions?.includes(id) ?? true);
}

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
