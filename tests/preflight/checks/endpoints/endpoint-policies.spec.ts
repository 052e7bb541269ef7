import type { Properties, Stack, Value } from "../../../../preflight/model/resource";
import { scopedEndpointPolicy } from "../../../../mwaa/documents/endpoint-policies";
import { placeOf } from "../../../../mwaa/service/partitions";
import {
  HIDDEN,
  change,
  endpointStack,
  interfaceEndpoint,
  itSays,
  make,
  natStack,
  plus,
} from "../network-stack";

const ACCOUNT = "111122223333";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/etl-role`;
const BUCKET = "arn:aws:s3:::etl-bucket";
const LAYERS = "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*";
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const allow = (more: Properties = {}): Properties => ({
  Effect: "Allow",
  Principal: "*",
  Action: "*",
  Resource: "*",
  ...more,
});
const document = (...statements: readonly Properties[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Gives a stack's environment its bucket, role and account. */
function furnished(stack: Stack, inputs: Readonly<Record<string, Value | undefined>> = {}): Stack {
  return {
    ...plus(
      change(stack, "environment", {
        sourceBucketArn: BUCKET,
        executionRoleArn: ROLE,
        ...inputs,
      }),
      make(
        "s3/bucket:Bucket",
        "bucket",
        { bucket: "etl-bucket" },
        { outputs: { id: "etl-bucket", arn: BUCKET } },
      ),
      make(
        "iam/role:Role",
        "role",
        { name: "etl-role" },
        { outputs: { id: "etl-role", arn: ROLE } },
      ),
    ),
    account: ACCOUNT,
  };
}

const privately = (inputs?: Readonly<Record<string, Value | undefined>>): Stack =>
  furnished(endpointStack(), inputs);
/** The stack with the policy of one endpoint. */
const withPolicy = (name: string, ...statements: readonly Properties[]): Stack =>
  change(privately(), name, { policy: document(...statements) });
const s3 = (...statements: readonly Properties[]): Stack => withPolicy("s3", ...statements);
const bucket = allow({
  Action: ["s3:GetObject*", "s3:ListBucket"],
  Resource: [BUCKET, `${BUCKET}/*`],
});
const layers = allow({ Action: "s3:GetObject", Resource: LAYERS });
const queue = (more: Properties = {}): Properties =>
  allow({ Action: "sqs:*", Resource: "arn:aws:sqs:eu-west-1:*:airflow-celery-*", ...more });
const onlyIf = (operator: string, key: string, ...values: readonly string[]): Properties => ({
  Condition: { [operator]: { [key]: values } },
});

const READS = "reads DAGs, requirements, plugins and startup script";
const PASSES = "passes tasks through the Celery queue";
const QUEUE_ACTIONS =
  "sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:GetQueueUrl and 2 more";

describe("endpoint-policies-admit-environment", () => {
  itSays("endpoint-policies-admit-environment", [
    { when: "endpoints without policies", stack: privately, says: "pass" },
    { when: "no endpoint at all", stack: natStack, says: "notApplicable" },
    { when: "full access", stack: () => withPolicy("sqs", allow()), says: "pass" },
    {
      when: "full access in a stack of which nothing else is known",
      stack: () => change(endpointStack(), "sqs", { policy: document(allow()) }),
      says: "pass",
    },
    { when: "the bucket and the layers of images", stack: () => s3(bucket, layers), says: "pass" },
    {
      when: "the layers of images alone",
      stack: () => s3(layers),
      says: "fail",
      findings: [
        `s3: policy does not allow s3:GetObject, s3:GetObjectVersion, s3:ListBucket, with which MWAA ${READS}, lists the DAGs in the bucket`,
      ],
    },
    {
      when: "the bucket alone",
      stack: () => s3(bucket),
      says: "fail",
      findings: [
        "s3: policy does not allow s3:GetObject, with which MWAA reads the layers of the container image",
      ],
    },
    {
      when: "the layers of another Region's images",
      stack: () => s3(bucket, { ...layers, Resource: LAYERS.replace("eu-west-1", "eu-west-2") }),
      says: "fail",
    },
    {
      when: "a gateway in front of a NAT gateway, since it takes the calls all the same",
      stack: () =>
        plus(
          furnished(natStack()),
          make("ec2/vpcEndpoint:VpcEndpoint", "s3", {
            vpcId: "vpc-id",
            serviceName: "com.amazonaws.eu-west-1.s3",
            routeTableIds: ["private-table-id"],
            policy: document(layers),
          }),
        ),
      says: "fail",
    },
    {
      when: "a gateway on another table",
      stack: () => change(s3(layers), "s3", { routeTableIds: ["public-table-id"] }),
      says: "pass",
    },
    {
      when: "a gateway on tables that are not known",
      stack: () => change(s3(layers), "s3", { routeTableIds: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a gateway that names the role, which it does not understand",
      stack: () => s3({ ...bucket, Principal: { AWS: ROLE } }, layers),
      says: "fail",
    },
    {
      when: "a gateway that names the account, which it takes for the root user",
      stack: () => s3({ ...bucket, Principal: { AWS: ACCOUNT } }, layers),
      says: "fail",
    },
    {
      when: "a gateway with a denial of a named principal",
      stack: () => s3(allow(), allow({ Effect: "Deny", Principal: { AWS: ROLE } })),
      says: "unknown",
    },
    {
      when: "a gateway that names the role by a condition",
      stack: () => s3({ ...bucket, ...onlyIf("ArnEquals", "aws:PrincipalArn", ROLE) }, layers),
      says: "pass",
    },
    {
      when: "a gateway for another role",
      stack: () =>
        s3({ ...bucket, ...onlyIf("ArnEquals", "aws:PrincipalArn", `${ROLE}-2`) }, layers),
      says: "fail",
    },
    {
      when: "an interface that names the role",
      stack: () => withPolicy("sqs", queue({ Principal: { AWS: ROLE } })),
      says: "pass",
    },
    {
      when: "an interface that names the account",
      stack: () => withPolicy("sqs", queue({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })),
      says: "pass",
    },
    {
      when: "an interface that names another account",
      stack: () => withPolicy("sqs", queue({ Principal: { AWS: "444455556666" } })),
      says: "fail",
    },
    {
      when: "the Celery queues",
      stack: () => withPolicy("sqs", queue()),
      says: "pass",
    },
    {
      when: "the account's own queues, though Celery's belong to the service",
      stack: () => withPolicy("sqs", queue({ Resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:*` })),
      says: "fail",
      findings: [`sqs: policy does not allow ${QUEUE_ACTIONS}, with which MWAA ${PASSES}`],
    },
    {
      when: "resources of the account alone, by a condition",
      stack: () => withPolicy("sqs", queue(onlyIf("StringEquals", "aws:ResourceAccount", ACCOUNT))),
      says: "fail",
    },
    {
      when: "resources of an account that may be the service's",
      stack: () =>
        withPolicy(
          "sqs",
          queue(onlyIf("StringEquals", "aws:ResourceAccount", ACCOUNT, "444455556666")),
        ),
      says: "unknown",
      blockedBy: ["condition key aws:ResourceAccount"],
    },
    {
      when: "resources of the account alone where the bucket is",
      stack: () =>
        s3({ ...bucket, ...onlyIf("StringEquals", "aws:ResourceAccount", ACCOUNT) }, layers),
      says: "pass",
    },
    {
      when: "principals of the account alone",
      stack: () =>
        withPolicy("sqs", queue(onlyIf("StringEquals", "aws:PrincipalAccount", ACCOUNT))),
      says: "pass",
    },
    {
      when: "principals of another account alone",
      stack: () =>
        withPolicy("sqs", queue(onlyIf("StringEquals", "aws:PrincipalAccount", "444455556666"))),
      says: "fail",
    },
    {
      when: "principals of an organization that nobody names",
      stack: () =>
        withPolicy("sqs", queue(onlyIf("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3"))),
      says: "unknown",
      blockedBy: ["condition key aws:PrincipalOrgID"],
    },
    {
      when: "layers for principals of the account, which may not be who reads them",
      stack: () =>
        s3(bucket, { ...layers, ...onlyIf("StringEquals", "aws:PrincipalAccount", ACCOUNT) }),
      says: "unknown",
    },
    {
      when: "calls from the VPC alone",
      stack: () => withPolicy("sqs", queue(onlyIf("StringEquals", "aws:SourceVpc", "vpc-id"))),
      says: "pass",
    },
    {
      when: "calls from another VPC alone",
      stack: () => withPolicy("sqs", queue(onlyIf("StringEquals", "aws:SourceVpc", "vpc-0a"))),
      says: "fail",
    },
    {
      when: "calls from an address of the internet, which none comes from",
      stack: () => withPolicy("sqs", queue(onlyIf("IpAddress", "aws:SourceIp", "203.0.113.0/24"))),
      says: "fail",
    },
    {
      when: "a denial of one action",
      stack: () =>
        withPolicy("sqs", allow(), allow({ Effect: "Deny", Action: "sqs:DeleteMessage" })),
      says: "fail",
      findings: [`sqs: policy denies sqs:DeleteMessage, with which MWAA ${PASSES}`],
    },
    {
      when: "a denial of an action that MWAA does not use",
      stack: () => withPolicy("sqs", allow(), allow({ Effect: "Deny", Action: "sqs:PurgeQueue" })),
      says: "pass",
    },
    {
      when: "the environment's own log groups",
      stack: () =>
        withPolicy(
          "logs",
          allow({
            Action: "logs:*",
            Resource: [
              `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:airflow-etl-*`,
              `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:*`,
            ],
          }),
        ),
      says: "pass",
    },
    {
      when: "another environment's log groups",
      stack: () =>
        withPolicy(
          "logs",
          allow({ Resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:airflow-other-*` }),
        ),
      says: "fail",
    },
    {
      when: "log groups of an environment without a name",
      stack: () =>
        change(
          withPolicy("logs", allow({ Resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:*` })),
          "environment",
          { name: HIDDEN },
        ),
      says: "unknown",
    },
    {
      when: "the customer's key",
      stack: () =>
        change(privately({ kmsKey: KEY }), "kms", { policy: document(allow({ Resource: KEY })) }),
      says: "pass",
    },
    {
      when: "another key",
      stack: () =>
        change(privately({ kmsKey: KEY }), "kms", {
          policy: document(allow({ Resource: KEY.replace("1234abcd", "9876fedc") })),
        }),
      says: "fail",
    },
    {
      when: "metrics of no service but PutMetricData",
      stack: () => withPolicy("monitoring", allow({ Action: "cloudwatch:PutMetricData" })),
      says: "pass",
    },
    {
      when: "health metrics on request",
      stack: () =>
        plus(
          privately(),
          interfaceEndpoint("airflow.ops", {
            policy: document(allow({ Action: "airflow:PublishMetrics" })),
          }),
        ),
      says: "pass",
    },
    {
      when: "a policy of its own",
      stack: () =>
        plus(
          privately(),
          make("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "policy", {
            vpcEndpointId: "sqs-id",
            policy: document(allow({ Effect: "Deny" })),
          }),
        ),
      says: "fail",
    },
    {
      when: "a policy of its own beside one on the endpoint",
      stack: () =>
        plus(
          withPolicy("sqs", queue()),
          make("ec2/vpcEndpointPolicy:VpcEndpointPolicy", "policy", {
            vpcEndpointId: "sqs-id",
            policy: document(allow()),
          }),
        ),
      says: "unknown",
      blockedBy: ["policy#policy", "sqs#policy"],
    },
    {
      when: "a policy that is not known",
      stack: () => change(privately(), "sqs", { policy: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a policy without a principal",
      stack: () => withPolicy("sqs", { Effect: "Allow", Action: "*", Resource: "*" }),
      says: "fail",
      findings: ["sqs: policy is no policy document: /Statement/0/Principal is missing"],
    },
    {
      when: "a narrow policy on an endpoint for a service that is not known",
      stack: () => change(withPolicy("sqs", queue()), "sqs", { serviceName: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a narrow policy on an endpoint whose names are not private",
      stack: () =>
        change(withPolicy("sqs", allow({ Effect: "Deny" })), "sqs", { privateDnsEnabled: false }),
      says: "pass",
    },
    {
      when: "a policy that names an account, in a plan for an account that nobody told",
      stack: () => ({
        ...change(
          withPolicy("sqs", queue(onlyIf("StringEquals", "aws:PrincipalAccount", ACCOUNT))),
          "environment",
          { executionRoleArn: HIDDEN },
        ),
        account: "000000000000",
      }),
      says: "unknown",
    },
    ...(["s3", "sqs", "logs"] as const).map((service) => ({
      when: `the scoped policy of ${service}`,
      stack: (): Stack =>
        change(privately(), service, {
          policy: JSON.stringify(
            scopedEndpointPolicy(service, {
              place: placeOf({ region: "eu-west-1", account: ACCOUNT }),
              environments: ["etl"],
              buckets: ["etl-bucket"],
            }),
          ),
        }),
      says: "pass" as const,
    })),
  ]);
});

describe("endpoint-policies-admit-granted-calls", () => {
  const granted = (stack: Stack, ...statements: readonly Properties[]): Stack =>
    plus(
      stack,
      make("iam/rolePolicy:RolePolicy", "grants", {
        role: "etl-role",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: statements.map((each) => ({ Effect: "Allow", ...each })),
        }),
      }),
    );
  const lake = { Action: "s3:GetObject", Resource: "arn:aws:s3:::lake/*" };
  const own = { Action: "s3:GetObject*", Resource: `${BUCKET}/*` };
  itSays("endpoint-policies-admit-granted-calls", [
    {
      when: "no policy that limits",
      stack: () => granted(privately(), lake),
      says: "notApplicable",
    },
    {
      when: "a data bucket that the endpoint does not name",
      stack: () => granted(s3(bucket, layers), lake),
      says: "fail",
      findings: [
        "s3: policy lets nothing through of s3:GetObject on arn:aws:s3:::lake/*, which the execution role is allowed",
      ],
    },
    {
      when: "a data bucket that it names",
      stack: () =>
        granted(
          s3(bucket, layers, allow({ Action: "s3:*", Resource: "arn:aws:s3:::lake/*" })),
          lake,
        ),
      says: "pass",
    },
    {
      when: "the environment's own bucket, which another rule is about",
      stack: () => granted(s3(layers), own),
      says: "notApplicable",
    },
    {
      when: "a part of a bucket, where the role is allowed the whole",
      stack: () =>
        granted(
          s3(bucket, layers, allow({ Action: "s3:*", Resource: "arn:aws:s3:::lake/raw/*" })),
          lake,
        ),
      says: "pass",
    },
    {
      when: "a bucket that is denied as a whole",
      stack: () =>
        granted(
          s3(allow(), allow({ Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::lake/*" })),
          lake,
        ),
      says: "fail",
    },
    {
      when: "a bucket that is allowed under a condition",
      stack: () =>
        granted(
          s3(
            bucket,
            layers,
            allow({
              Action: "s3:*",
              Resource: "arn:aws:s3:::lake/*",
              ...onlyIf("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3"),
            }),
          ),
          lake,
        ),
      says: "pass",
    },
    {
      when: "a secret that its endpoint does not admit",
      stack: () =>
        granted(
          plus(
            privately(),
            interfaceEndpoint("secretsmanager", {
              policy: document(allow({ Resource: "arn:aws:secretsmanager:*:*:secret:other-*" })),
            }),
          ),
          {
            Action: "secretsmanager:GetSecretValue",
            Resource: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:airflow/*`,
          },
        ),
      says: "fail",
    },
    {
      when: "a policy that is not known",
      stack: () => granted(change(privately(), "s3", { policy: HIDDEN }), lake),
      says: "unknown",
      blockedBy: ["what only the provider knows"],
    },
    {
      when: "a narrow policy on an endpoint for a service that is not known",
      stack: () => granted(change(s3(bucket, layers), "s3", { serviceName: HIDDEN }), lake),
      says: "unknown",
    },
    {
      when: "a gateway on tables that are not known",
      stack: () => granted(change(s3(bucket, layers), "s3", { routeTableIds: HIDDEN }), lake),
      says: "unknown",
    },
    {
      when: "grants that are not known",
      stack: () =>
        plus(
          s3(bucket, layers),
          make("iam/rolePolicy:RolePolicy", "grants", { role: "etl-role", policy: HIDDEN }),
        ),
      says: "unknown",
    },
  ]);
});
