import type { Source } from "../source";
import { bucketArn, environmentArn, regionalArn, serviceLinkedRoleArn } from "./arns";
import { anyContext, anywhere, customerKey, executionRole } from "./call-subjects";
import { GRANT_FOR_SERVICE, GRANT_MANAGEMENT } from "./key-grants";
import type { CallSubject, ServiceCall } from "./service-call";

const DEPLOYER: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/userguide/access-policies.html",
  section: "Full API and console access policy: AmazonMWAAFullApiAccess",
  read: "2026-11-22",
};

function ec2(...resources: readonly string[]) {
  return ({ place }: CallSubject): readonly string[] =>
    resources.map((each) => regionalArn(place, "ec2", `${each}/*`));
}

/** A call of whoever creates the environment; never from the VPC. */
function ofDeployer(
  call: Pick<ServiceCall, "id" | "purpose" | "actions" | "resources"> &
    Partial<Pick<ServiceCall, "contexts" | "when" | "predicts">> & {
      readonly granted?: readonly string[];
    },
): ServiceCall {
  const { granted, ...rest } = call;
  return {
    caller: "deployer",
    when: "always",
    contexts: anyContext,
    predicts: "not-authorized",
    source: DEPLOYER,
    grant: { statement: call.id, actions: granted ?? call.actions },
    ...rest,
  };
}

/** The calls that creating an environment takes, by or on behalf of whoever creates it. */
export const DEPLOYER_CALLS: readonly ServiceCall[] = [
  ofDeployer({
    id: "create-environment",
    purpose: "creates the environment and waits for it",
    actions: ["airflow:CreateEnvironment", "airflow:GetEnvironment"],
    resources: ({ place, environmentName }) => [environmentArn(place, environmentName)],
  }),
  ofDeployer({
    id: "pass-execution-role",
    purpose: "hands the execution role to MWAA",
    actions: ["iam:PassRole"],
    resources: executionRole,
    contexts: () => [{ "iam:PassedToService": "airflow.amazonaws.com" }],
  }),
  ofDeployer({
    id: "create-service-linked-role",
    purpose: "has MWAA make its own role, for an account's first environment",
    actions: ["iam:CreateServiceLinkedRole"],
    resources: ({ place }) => [serviceLinkedRoleArn(place)],
    contexts: () => [{ "iam:AWSServiceName": "airflow.amazonaws.com" }],
  }),
  ofDeployer({
    id: "describe-network",
    purpose: "looks at the network that the environment is put into",
    actions: [
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:DescribeVpcs",
      "ec2:DescribeRouteTables",
    ],
    resources: anywhere,
  }),
  ofDeployer({
    id: "create-endpoints",
    purpose: "has MWAA create its VPC endpoints",
    actions: ["ec2:CreateVpcEndpoint"],
    resources: ec2("vpc-endpoint", "vpc", "subnet", "security-group"),
    predicts: "no-permission-for-endpoints",
  }),
  ofDeployer({
    id: "create-network-interfaces",
    purpose: "has MWAA create its network interfaces",
    actions: ["ec2:CreateNetworkInterface"],
    resources: ec2("subnet", "network-interface"),
  }),
  ofDeployer({
    id: "read-bucket-encryption",
    purpose: "checks how the bucket is encrypted",
    actions: ["s3:GetEncryptionConfiguration"],
    resources: ({ place, bucketName }) => [bucketArn(place, bucketName)],
  }),
  ofDeployer({
    id: "use-key",
    purpose: "encrypts and decrypts with the key while the environment is made",
    when: "customer-key",
    actions: [
      "kms:DescribeKey",
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    resources: customerKey,
    granted: [
      "kms:DescribeKey",
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ],
  }),
  ofDeployer({
    id: "grant-key",
    purpose: "lets MWAA use the key through grants",
    when: "customer-key",
    actions: GRANT_MANAGEMENT,
    resources: customerKey,
    contexts: () => [{ [GRANT_FOR_SERVICE]: "true" }],
  }),
];
