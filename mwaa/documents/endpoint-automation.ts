import { environmentArn, logStreamsPattern, regionalArn, roleArn } from "../service/arns";
import { statusReaderRoleName } from "../service/names";
import type { Place } from "../service/partitions";
import { type PolicyDocument, policyDocument, type Statement } from "./statement";

/**
 * The value of the tag `managed-by` on everything that the function makes. Its role may change
 * nothing that lacks it.
 */
export const ENDPOINT_AUTOMATION = "mwaa-endpoint-automation";

/** Which accounts a function serves. */
export interface ServedAccounts {
  /** 12 digits each. */
  readonly participants: readonly string[];
  /** Whether the owner of the VPC has environments itself. */
  readonly own: boolean;
}

/** Who may take the function's role: Lambda. */
export function endpointAutomationTrust(): PolicyDocument {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ]);
}

/**
 * What the function may do as far as it is known before anything exists: ask for the state of
 * environments by the roles of their accounts, make endpoints to services of PrivateLink that bear
 * its tags, and delete only such endpoints. Where it may make them `endpointNetworkPolicy` says.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html,
 * "Actions defined by Amazon EC2", read 2026-11-22.
 *
 * @param args.name The function's name, which is also its log group's and its queue's.
 */
export function endpointAutomationPolicy(args: {
  readonly place: Place;
  readonly name: string;
  readonly accounts: ServedAccounts;
}): PolicyDocument {
  const { place, name, accounts } = args;
  const endpoints = regionalArn(place, "ec2", "vpc-endpoint/*");
  const rules = regionalArn(place, "ec2", "security-group-rule/*");
  return policyDocument([
    ...askingForStatus(place, accounts),
    {
      Sid: "Look",
      Effect: "Allow",
      Action: ["ec2:DescribeSecurityGroupRules", "ec2:DescribeVpcEndpoints"],
      Resource: "*",
    },
    {
      Sid: "MakeEndpoints",
      Effect: "Allow",
      Action: "ec2:CreateVpcEndpoint",
      Resource: endpoints,
      Condition: {
        StringEquals: {
          "aws:RequestTag/managed-by": ENDPOINT_AUTOMATION,
          "aws:RequestTag/mwaa:account": [
            ...accounts.participants,
            ...(accounts.own ? [place.account] : []),
          ],
        },
        // Services of AWS itself have other names: the function has no business with those.
        StringLike: { "ec2:VpceServiceName": `*.vpce.${place.region}.vpce-svc-*` },
      },
    },
    {
      Sid: "DeleteOwnEndpoints",
      Effect: "Allow",
      Action: "ec2:DeleteVpcEndpoints",
      Resource: endpoints,
      Condition: { StringEquals: { "aws:ResourceTag/managed-by": ENDPOINT_AUTOMATION } },
    },
    {
      Sid: "AdmitWithTags",
      Effect: "Allow",
      Action: "ec2:AuthorizeSecurityGroupIngress",
      Resource: rules,
      Condition: { StringEquals: { "aws:RequestTag/managed-by": ENDPOINT_AUTOMATION } },
    },
    {
      Sid: "TagWhatIsMade",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: [endpoints, rules],
      Condition: {
        StringEquals: {
          "aws:RequestTag/managed-by": ENDPOINT_AUTOMATION,
          "ec2:CreateAction": ["AuthorizeSecurityGroupIngress", "CreateVpcEndpoint"],
        },
      },
    },
    {
      Sid: "Log",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: logStreamsPattern(place, endpointAutomationLogGroup(name)),
    },
    {
      Sid: "ReportFailures",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: deadLetterQueueArn(place, name),
    },
  ]);
}

function askingForStatus(place: Place, { participants, own }: ServedAccounts): Statement[] {
  const reader = statusReaderRoleName(place.region);
  const roles = participants.map((account) =>
    roleArn({ partition: place.partition, account }, "/", reader),
  );
  return [
    ...(roles.length === 0
      ? []
      : [
          {
            Sid: "AskParticipants",
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Resource: roles,
          } as const,
        ]),
    ...(own
      ? [
          {
            Sid: "AskForOwn",
            Effect: "Allow",
            Action: "airflow:GetEnvironment",
            Resource: environmentArn(place, "*"),
          } as const,
          {
            Sid: "ListOwn",
            Effect: "Allow",
            Action: "airflow:ListEnvironments",
            Resource: "*",
          } as const,
        ]
      : []),
  ];
}

/**
 * Where the function may make endpoints: in the one VPC, its shared subnets and the endpoints' own
 * security group, whose rules it keeps. The policy of an SQS endpoint it may change only if there is
 * one that admits queues one by one. These ids are often made in the same program, so they stand
 * apart from what is known before.
 */
export function endpointNetworkPolicy(args: {
  readonly place: Place;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly restrictedQueueEndpointId?: string;
}): PolicyDocument {
  const { place, vpcId, subnetIds, securityGroupId, restrictedQueueEndpointId } = args;
  const ec2 = (resource: string): string => regionalArn(place, "ec2", resource);
  const group = ec2(`security-group/${securityGroupId}`);
  return policyDocument([
    {
      Sid: "MakeEndpointsHere",
      Effect: "Allow",
      Action: "ec2:CreateVpcEndpoint",
      Resource: [ec2(`vpc/${vpcId}`), ...subnetIds.map((id) => ec2(`subnet/${id}`)), group],
    },
    {
      Sid: "AdmitEnvironments",
      Effect: "Allow",
      Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
      Resource: group,
    },
    ...(restrictedQueueEndpointId === undefined
      ? []
      : [
          {
            Sid: "AdmitQueues",
            Effect: "Allow",
            Action: "ec2:ModifyVpcEndpoint",
            Resource: ec2(`vpc-endpoint/${restrictedQueueEndpointId}`),
          } as const,
        ]),
  ]);
}

/** The name of the queue of what failed. */
export function deadLetterQueueName(name: string): string {
  return `${name}-dead-letters`;
}

/** The ARN of that queue. */
export function deadLetterQueueArn(place: Place, name: string): string {
  return regionalArn(place, "sqs", deadLetterQueueName(name));
}

/** The log group that Lambda writes to for a function of this name. */
export function endpointAutomationLogGroup(name: string): string {
  return `/aws/lambda/${name}`;
}
