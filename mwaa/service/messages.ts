import type { Source } from "../source";

/** Something that the service, AWS or Airflow says when an environment does not come up or work. */
export interface ServiceMessage {
  readonly id: string;
  /** The sentence; `<…>` stands for what differs from case to case. */
  readonly text: string;
  /** Where it is read: the answer of a call, the environment's last error, or Airflow itself. */
  readonly seenIn: "API" | "lastUpdate" | "Airflow";
  readonly source: Source;
}

const READ = "2026-11-22";

const guide = (page: string, section: string): Source => ({
  url: `https://docs.aws.amazon.com/mwaa/latest/userguide/${page}.html`,
  section,
  read: READ,
});

// AWS documents few of its sentences; the others stand in public reports of people who met them.
const report = (path: string, section: string): Source => ({
  url: `https://github.com/${path}`,
  section,
  read: READ,
});

/** The sentences that rules predict, by the id that rules and calls name them with. */
export const MESSAGES = [
  {
    id: "role-lacks-bucket-access",
    text: "Provided role does not have sufficient permissions for s3 location <bucket>/<path>",
    seenIn: "API",
    source: guide("t-cloudwatch-cloudtrail-logs", "I see a 'Invalid request' error in CloudTrail"),
  },
  {
    id: "bucket-lacks-public-access-block",
    text: "Provided bucket does not have BlockPublicAccess set for s3 bucket <bucket>",
    seenIn: "API",
    source: report(
      "094459/innovateaiml-airflow/issues/1",
      "Error 400 and CloudFormation stack creation failure",
    ),
  },
  {
    id: "public-access-block-unreadable",
    text: "Unable to check PublicAccessBlock configuration for the account <account>: Access Denied",
    seenIn: "API",
    source: report(
      "idealo/terraform-aws-mwaa/issues/37",
      "Unable to check PublicAccessBlock configuration for the account",
    ),
  },
  {
    id: "role-not-assumable",
    text: "Failed to assume role <role>. This could be due to the role's trust policy. Please ensure your role is assumable by 'airflow-env.amazonaws.com' Service Principal and try again.",
    seenIn: "API",
    source: report("idealo/terraform-aws-mwaa/issues/156", "Got error while running first apply"),
  },
  {
    id: "object-version-unreadable",
    text: "Unable to access version <version> of <bucket>/<key>",
    seenIn: "API",
    source: report("aws-samples/mwaa-disaster-recovery", "Frequently asked questions"),
  },
  {
    id: "web-server-count-of-micro",
    text: "The web server count for environment class mw1.micro must be 1.",
    seenIn: "API",
    source: report(
      "hashicorp/terraform-provider-aws/issues/41681",
      "aws_mwaa_environment allows mw1.micro, but doesn't allow min/max_webservers to be set to 1.",
    ),
  },
  {
    id: "version-change-unsupported",
    text: "Airflow version <current> does not support updates to version <wanted>.",
    seenIn: "API",
    source: report(
      "hashicorp/terraform-provider-aws/issues/21640",
      "Provider fails to upgrade MWAA Environments from Airflow version 1.10.12 to 2.0.2",
    ),
  },
  {
    id: "failed-environment-not-updatable",
    text: "Environments with CREATE_FAILED status cannot be updated.",
    seenIn: "API",
    source: report(
      "cloud-custodian/cloud-custodian/pull/8866",
      "airflow - add update-environment and delete-environment",
    ),
  },
  {
    id: "no-permission-for-endpoints",
    text: "User does not have permissions to manage VPC endpoints.",
    seenIn: "API",
    source: report(
      "ministryofjustice/modernisation-platform/pull/4351",
      "Allow VpcEndpointService",
    ),
  },
  {
    id: "shared-vpc-endpoint-refused",
    text: "An error occurred (UnauthorizedOperation) when calling the CreateVpcEndpoint operation: This operation does not support shared VPCs.",
    seenIn: "API",
    source: {
      url: "https://repost.aws/knowledge-center/vpc-interface-endpoint-creation-errors",
      section: "You created interface endpoints in a shared Amazon VPC",
      read: READ,
    },
  },
  {
    id: "endpoint-service-unknown",
    text: "An error occurred (InvalidServiceName) when calling the CreateVpcEndpoint operation: The Vpc Endpoint Service '<service>' does not exist",
    seenIn: "API",
    source: guide("vpc-endpoint-management", "Troubleshooting"),
  },
  {
    id: "not-authorized",
    text: "User: <principal> is not authorized to perform: <action> on resource: <resource>",
    seenIn: "API",
    source: {
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
      section: "Access denied error message examples",
      read: READ,
    },
  },
  {
    id: "incorrect-configuration",
    text: "INCORRECT_CONFIGURATION: You may need to check the execution role permissions policy for your environment, and that each of the VPC networking components required by the environment are configured to allow traffic.",
    seenIn: "lastUpdate",
    source: report("LBHackney-IT/Data-Platform/pull/1764", "new - create mwaa"),
  },
  {
    id: "log-group-key-unusable",
    text: "The specified KMS key does not exist or is not allowed to be used with Arn '<log group>'",
    seenIn: "API",
    source: report(
      "hashicorp/terraform-provider-aws/issues/29282",
      "Error creating CloudWatch Logs Log Group with KMS key",
    ),
  },
  {
    id: "scheduler-not-running",
    text: "The scheduler does not seem to be running",
    seenIn: "Airflow",
    source: guide(
      "t-apache-airflow-202",
      "I see a 'The scheduler does not seem to be running' error",
    ),
  },
  {
    id: "remote-logs-unreadable",
    text: "Could not read remote logs from log_group: <log group> log_stream: <stream>",
    seenIn: "Airflow",
    source: guide("t-cloudwatch-cloudtrail-logs", "I can't see my task logs"),
  },
] as const satisfies readonly ServiceMessage[];

/** Names a message; permanent. */
export type MessageId = (typeof MESSAGES)[number]["id"];

const TEXTS = Object.fromEntries(MESSAGES.map(({ id, text }) => [id, text])) as Readonly<
  Record<MessageId, string>
>;

/** The sentence that a message id stands for. */
export function messageText(id: MessageId): string {
  return TEXTS[id];
}

function holds(text: string, message: ServiceMessage): boolean {
  let from = 0;
  for (const piece of message.text.split(/<[^>]*>/)) {
    const at = text.indexOf(piece, from);
    if (at < 0) return false;
    from = at + piece.length;
  }
  return true;
}

/** The messages that occur in a text, whatever stands around them and in their gaps. */
export function messagesIn(text: string): readonly ServiceMessage[] {
  return MESSAGES.filter((each) => holds(text, each));
}
