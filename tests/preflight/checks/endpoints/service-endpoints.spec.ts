import type { Properties, Stack, Value } from "../../../../preflight/model/resource";
import {
  HIDDEN,
  change,
  endpointStack,
  interfaceEndpoint,
  itSays,
  make,
  natStack,
  plus,
  without,
} from "../network-stack";

const ADVISED = ["ecr.api", "ecr.dkr", "airflow.api", "airflow.env"];
const BOTH = "private-1 and private-2";
const routes = (stack: Stack, ...entries: readonly Value[]): Stack =>
  change(stack, "private-table", { routes: entries });
const toTransitGateway = { cidrBlock: "0.0.0.0/0", transitGatewayId: "tgw-0a" };

describe("service-endpoints-advised", () => {
  itSays("service-endpoints-advised", [
    { when: "all of them", stack: endpointStack, says: "pass" },
    {
      when: "none of them",
      stack: () => without(endpointStack(), ...ADVISED),
      says: "fail",
      findings: [`vpc: has no working endpoint for ${ADVISED.join(", ")} from ${BOTH}`],
    },
    {
      when: "one without private DNS",
      stack: () => change(endpointStack(), "ecr.dkr", { privateDnsEnabled: false }),
      says: "fail",
      findings: [`vpc: has no working endpoint for ecr.dkr from ${BOTH}`],
    },
    {
      when: "one whose group is not known",
      stack: () => change(endpointStack(), "ecr.dkr", { securityGroupIds: HIDDEN }),
      says: "unknown",
    },
    { when: "a NAT gateway", stack: natStack, says: "notApplicable" },
    {
      when: "none of them, where the required ones are missing too",
      stack: () => without(endpointStack(), "sqs", ...ADVISED),
      says: "notApplicable",
    },
    {
      when: "none of them, with routes that are not known",
      stack: () =>
        change(without(endpointStack(), ...ADVISED), "private-table", { routes: HIDDEN }),
      says: "unknown",
    },
    {
      when: "tables of their own, one of which leads to a NAT gateway",
      stack: () =>
        plus(
          change(without(endpointStack(), ...ADVISED, "private-2-association"), "s3", {
            routeTableIds: ["private-table-id", "table-2-id"],
          }),
          make("ec2/natGateway:NatGateway", "nat", { subnetId: "public-id" }),
          make("ec2/routeTable:RouteTable", "table-2", {
            vpcId: "vpc-id",
            routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-id" }],
          }),
          make("ec2/routeTableAssociation:RouteTableAssociation", "private-2-association", {
            subnetId: "private-2-id",
            routeTableId: "table-2-id",
          }),
        ),
      says: "fail",
      findings: [`vpc: has no working endpoint for ${ADVISED.join(", ")} from private-1`],
    },
  ]);
});

describe("feature-endpoints-present", () => {
  const PROVIDER = "airflow.providers.amazon.aws.secrets";
  const backend = (value: Value, option = "secrets.backend"): Stack =>
    change(endpointStack(), "environment", { airflowConfigurationOptions: { [option]: value } });
  const secrets = `${PROVIDER}.secrets_manager.SecretsManagerBackend`;
  const parameters = `${PROVIDER}.systems_manager.SystemsManagerParameterStoreBackend`;
  itSays("feature-endpoints-present", [
    { when: "no options", stack: endpointStack, says: "notApplicable" },
    {
      when: "Secrets Manager as the backend, without an endpoint",
      stack: () => backend(secrets),
      says: "fail",
      findings: [
        `vpc: has no working endpoint for secretsmanager, which the environment's options call from ${BOTH}`,
      ],
    },
    {
      when: "Secrets Manager as the backend, with an endpoint",
      stack: () => plus(backend(secrets), interfaceEndpoint("secretsmanager")),
      says: "pass",
    },
    {
      when: "parameters as the backend of workers alone",
      stack: () => backend(parameters, "workers.secrets_backend"),
      says: "fail",
    },
    {
      when: "parameters as the backend, with an endpoint of another service",
      stack: () => plus(backend(parameters), interfaceEndpoint("secretsmanager")),
      says: "fail",
    },
    {
      when: "an endpoint that admits nobody",
      stack: () =>
        plus(
          backend(secrets),
          make("ec2/securityGroup:SecurityGroup", "closed", { vpcId: "vpc-id", ingress: [] }),
          interfaceEndpoint("secretsmanager", { securityGroupIds: ["closed-id"] }),
        ),
      says: "fail",
    },
    { when: "a backend that is not known", stack: () => backend(HIDDEN), says: "unknown" },
    { when: "a backend of one's own", stack: () => backend("mine.Backend"), says: "notApplicable" },
    {
      when: "options that are not known",
      stack: () => change(endpointStack(), "environment", { airflowConfigurationOptions: HIDDEN }),
      says: "unknown",
    },
    {
      when: "Secrets Manager as the backend behind a NAT gateway",
      stack: () =>
        change(natStack(), "environment", {
          airflowConfigurationOptions: { "secrets.backend": secrets },
        }),
      says: "notApplicable",
    },
    {
      when: "Secrets Manager as the backend behind a transit gateway",
      stack: () => routes(backend(secrets), toTransitGateway),
      says: "unknown",
    },
  ]);
});

describe("granted-services-have-endpoints", () => {
  const granted = (...statements: readonly Properties[]): Stack =>
    plus(
      change(endpointStack(), "environment", {
        executionRoleArn: "arn:aws:iam::000000000000:role/etl-role",
      }),
      make(
        "iam/role:Role",
        "role",
        { name: "etl-role" },
        { outputs: { id: "etl-role", arn: "arn:aws:iam::000000000000:role/etl-role" } },
      ),
      make("iam/rolePolicy:RolePolicy", "grants", {
        role: "etl-role",
        policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
      }),
    );
  const allow = (...actions: readonly string[]): Properties => ({
    Effect: "Allow",
    Action: actions,
    Resource: "*",
  });
  itSays("granted-services-have-endpoints", [
    {
      when: "a service without an endpoint",
      stack: () => granted(allow("glue:StartJobRun", "s3:GetObject")),
      says: "fail",
      findings: [
        `vpc: has no working endpoint for glue, which the execution role may call from ${BOTH}`,
      ],
    },
    {
      when: "services with endpoints",
      stack: () =>
        plus(
          granted(allow("glue:StartJobRun", "sagemaker:CreateTrainingJob")),
          interfaceEndpoint("glue"),
          interfaceEndpoint("sagemaker.api"),
        ),
      says: "pass",
    },
    {
      when: "a table of DynamoDB behind a gateway",
      stack: () =>
        plus(
          granted(allow("dynamodb:Query")),
          make("ec2/vpcEndpoint:VpcEndpoint", "dynamodb", {
            vpcId: "vpc-id",
            serviceName: "com.amazonaws.eu-west-1.dynamodb",
            routeTableIds: ["private-table-id"],
          }),
        ),
      says: "pass",
    },
    { when: "MWAA's own services", stack: () => granted(allow("sqs:SendMessage")), says: "pass" },
    {
      when: "a denial, which grants nothing",
      stack: () => granted({ ...allow("glue:StartJobRun"), Effect: "Deny" }),
      says: "pass",
    },
    {
      when: "the service of the secrets backend, which another rule is about",
      stack: () =>
        change(granted(allow("secretsmanager:GetSecretValue")), "environment", {
          airflowConfigurationOptions: { "secrets.backend": "x.SecretsManagerBackend" },
        }),
      says: "pass",
    },
    {
      when: "a policy that is not known",
      stack: () => change(granted(), "grants", { policy: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a role that no stack holds",
      stack: () =>
        change(endpointStack(), "environment", { executionRoleArn: "arn:aws:iam::1:role/r" }),
      says: "unknown",
    },
  ]);
});

describe("transit-gateway-routes-have-endpoints", () => {
  const bare = (...entries: readonly Value[]): Stack =>
    routes(without(natStack(), "nat"), ...entries);
  itSays("transit-gateway-routes-have-endpoints", [
    { when: "a NAT gateway", stack: natStack, says: "notApplicable" },
    { when: "no default route", stack: () => bare(), says: "notApplicable" },
    {
      when: "a transit gateway without endpoints",
      stack: () => bare(toTransitGateway),
      says: "fail",
      findings: ["private-1", "private-2"].map(
        (name) =>
          `${name}: sends the calls to s3, logs, monitoring, sqs, kms through a transit gateway`,
      ),
    },
    {
      when: "a transit gateway with endpoints",
      stack: () => routes(endpointStack(), toTransitGateway),
      says: "pass",
    },
    {
      when: "a transit gateway in two halves",
      stack: () =>
        bare(
          { cidrBlock: "0.0.0.0/1", transitGatewayId: "tgw-0a" },
          { cidrBlock: "128.0.0.0/1", transitGatewayId: "tgw-0a" },
        ),
      says: "fail",
    },
    {
      when: "a VPN without the endpoint of the key",
      stack: () =>
        routes(without(endpointStack(), "kms"), { cidrBlock: "0.0.0.0/0", gatewayId: "vgw-0a" }),
      says: "fail",
      findings: ["private-1", "private-2"].map(
        (name) => `${name}: sends the calls to kms through a vpn gateway`,
      ),
    },
    {
      when: "a NAT instance",
      stack: () => bare({ cidrBlock: "0.0.0.0/0", networkInterfaceId: "eni-0a" }),
      says: "notApplicable",
    },
    { when: "routes that are not known", stack: () => bare(HIDDEN), says: "unknown" },
    {
      when: "a transit gateway and an endpoint that is not known",
      stack: () =>
        change(routes(endpointStack(), toTransitGateway), "kms", { privateDnsEnabled: HIDDEN }),
      says: "unknown",
    },
  ]);
});
