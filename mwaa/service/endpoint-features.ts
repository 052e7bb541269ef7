import type { Grant, GrantService } from "../documents/grants";
import type { Source } from "../source";
import type { ServiceEndpoint } from "./service-endpoint";

/** Where the names of the services' endpoints stand. */
export const FEATURE_ENDPOINTS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html",
  section: "AWS services that integrate with AWS PrivateLink",
  read: "2026-11-22",
};

type Prefix = ServiceEndpoint["chinaPrefix"];

/** An endpoint that nothing but the named use needs. */
function feature<const S extends string>(
  service: S,
  use: string,
  chinaPrefix: Prefix,
  limits: Pick<ServiceEndpoint, "partitions"> & { readonly kind?: ServiceEndpoint["kind"] } = {},
): ServiceEndpoint & { readonly service: S } {
  return { kind: "interface", ...limits, service, need: "feature", use, chinaPrefix };
}

/** How names of endpoints begin in China: for some services with the country, for others as ever. */
const CHINESE = "cn.com.amazonaws";
const PLAIN = "com.amazonaws";

/**
 * The endpoints that an environment has no use for until its settings or its DAGs call the service.
 * That of DynamoDB is a gateway, as S3's can be: no other service has one, and they cost nothing.
 */
export const FEATURE_ENDPOINTS = [
  feature("airflow.ops", "the environment's health metrics", CHINESE, { partitions: ["aws"] }),
  feature("secretsmanager", "connections and variables that are kept as secrets", PLAIN),
  feature("ssm", "connections and variables that are kept as parameters, and managed nodes", PLAIN),
  feature("ssmmessages", "sessions on managed nodes, such as a bastion", PLAIN),
  feature("sts", "roles that DAGs assume, and sign-in to clusters of EKS", CHINESE),
  feature("ecs", "tasks on ECS that DAGs run", PLAIN),
  feature("ecs-agent", "container instances of ECS in the same subnets", PLAIN),
  feature("ecs-telemetry", "metrics of container instances of ECS in the same subnets", PLAIN),
  feature("eks", "clusters of EKS that DAGs run pods on", CHINESE),
  feature("eks-auth", "credentials of pods on EKS in the same subnets", PLAIN),
  feature("ec2", "instances that DAGs start and stop", CHINESE),
  feature("batch", "jobs of AWS Batch that DAGs submit", CHINESE),
  feature("lambda", "functions that DAGs invoke", CHINESE),
  feature("states", "state machines of Step Functions that DAGs run", CHINESE),
  feature("events", "events that DAGs put on a bus", PLAIN),
  feature("sns", "topics that DAGs publish to", PLAIN),
  feature("dynamodb", "tables that DAGs read and write", PLAIN, { kind: "gateway" }),
  feature("glue", "jobs and the catalogue of AWS Glue", PLAIN),
  feature("athena", "queries of Athena that DAGs start", CHINESE),
  feature("elasticmapreduce", "clusters of EMR that DAGs run", PLAIN),
  feature("emr-containers", "jobs of EMR on EKS that DAGs run", CHINESE),
  feature("emr-serverless", "applications of EMR Serverless that DAGs run", PLAIN),
  feature("redshift", "clusters of Redshift that DAGs manage", CHINESE),
  feature("redshift-data", "statements that DAGs run on Redshift", CHINESE),
  feature("rds", "databases of RDS that DAGs manage", CHINESE),
  feature("sagemaker.api", "jobs of SageMaker that DAGs run", CHINESE),
  feature("sagemaker.runtime", "models of SageMaker that DAGs invoke", CHINESE),
  feature("codeartifact.api", "tokens for a package repository", PLAIN, { partitions: ["aws"] }),
  feature("codeartifact.repositories", "packages that requirements install", PLAIN, {
    partitions: ["aws"],
  }),
] as const;

/** A service whose endpoint is made on request, by the end of the endpoint's name. */
export type EndpointFeature = (typeof FEATURE_ENDPOINTS)[number]["service"];

/** The services whose endpoints are made on request, in the table's order. */
export const ENDPOINT_FEATURES: readonly EndpointFeature[] = FEATURE_ENDPOINTS.map(
  ({ service }) => service,
);

/** What calls under each kind of grant go through, besides the endpoints that are there anyway. */
const FEATURES_OF_GRANTS: Readonly<Record<GrantService, readonly EndpointFeature[]>> = {
  "secrets-manager": ["secretsmanager"],
  "ssm-parameters": ["ssm"],
  s3: [],
  kms: [],
  lambda: ["lambda"],
  // The catalogue is read by Athena itself, on the caller's behalf.
  athena: ["athena"],
  glue: ["glue"],
  batch: ["batch"],
  ecs: ["ecs"],
  "emr-serverless": ["emr-serverless"],
  sqs: [],
  sns: ["sns"],
  "step-functions": ["states"],
  dynamodb: ["dynamodb"],
  "cli-token": [],
};

/** The secrets backends of Airflow's Amazon provider, by the name of their class. */
const FEATURES_OF_BACKENDS = [
  { backend: "SecretsManagerBackend", feature: "secretsmanager" },
  { backend: "SystemsManagerParameterStoreBackend", feature: "ssm" },
] as const;

/**
 * Where a secrets backend is named: for all of Airflow or, since Airflow 3, for workers alone.
 * Source: https://airflow.apache.org/docs/apache-airflow/3.2.1/security/secrets/secrets-backend/index.html,
 * "Search path", read 2026-11-22.
 */
const BACKEND_OPTIONS = ["secrets.backend", "workers.secrets_backend"] as const;

/**
 * The endpoints that settings ask for without naming them: of the secrets backend, and of the
 * services that grants open to DAGs. What DAGs call beyond that nobody can tell from settings.
 *
 * @param settings an option whose value is not a plain text tells nothing.
 * @returns each once, in the order of {@link ENDPOINT_FEATURES}.
 */
export function featuresOf(settings: {
  readonly airflowConfigurationOptions?: Readonly<Record<string, unknown>>;
  readonly grants?: readonly Pick<Grant, "service">[];
}): readonly EndpointFeature[] {
  const { airflowConfigurationOptions: options = {}, grants = [] } = settings;
  const backends = BACKEND_OPTIONS.map((option) => options[option]);
  const asked = new Set<EndpointFeature>([
    ...FEATURES_OF_BACKENDS.filter(({ backend }) =>
      backends.some((each) => typeof each === "string" && each.endsWith(`.${backend}`)),
    ).map(({ feature: each }) => each),
    ...grants.flatMap(({ service }) => FEATURES_OF_GRANTS[service]),
  ]);
  return ENDPOINT_FEATURES.filter((each) => asked.has(each));
}
