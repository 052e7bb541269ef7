import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import {
  deadLetterQueueName,
  endpointAutomationLogGroup,
  endpointAutomationPolicy,
  endpointAutomationTrust,
  endpointNetworkPolicy,
} from "../../../mwaa/documents/endpoint-automation";
import { toJson } from "../../../mwaa/documents/statement";
import { statusReaderRoleName } from "../../../mwaa/service/names";
import type { Children } from "../../children";
import { known } from "../../reference";
import type { CustomerEndpointAutomationArgs } from "./arguments";
import { participantsVariable } from "./faults";
import type { AutomationNames } from "./names";
import { automationSource } from "./source";

/**
 * The newest Python that Lambda has for years to come; its SDK knows everything that is called.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, "Supported runtimes",
 * read 2026-11-22.
 */
const RUNTIME = "python3.13";

/** Long enough for many accounts, each with several calls and some of them repeated. */
const TIMEOUT_SECONDS = 300;

const MEMORY_MEGABYTES = 256;
const LOG_RETENTION_DAYS = 90;
const DEAD_LETTER_SECONDS = 14 * 24 * 3600;

/** After an hour the schedule has looked several times: an older event tells nothing any more. */
const EVENT_SECONDS = 3600;

/** The function and what belongs to it. */
export interface AutomationFunction {
  readonly handler: lambda.Function;
  /** Where events go that could not be delivered, and invocations that failed for good. */
  readonly deadLetters: sqs.Queue;
  readonly ready: readonly pulumi.Resource[];
}

/** Creates the function with its role, its log group and the queue of what failed. */
export function createFunction(
  children: Children,
  names: AutomationNames,
  args: CustomerEndpointAutomationArgs,
  securityGroupId: pulumi.Output<string>,
): AutomationFunction {
  const options = { parent: children.parent };
  const deadLetters = new sqs.Queue(
    children.named("dead-letters"),
    {
      name: names.name.apply(deadLetterQueueName),
      messageRetentionSeconds: DEAD_LETTER_SECONDS,
      sqsManagedSseEnabled: true,
      tags: children.tags("dead letters"),
    },
    options,
  );
  const logs = new cloudwatch.LogGroup(
    children.named("logs"),
    {
      name: names.name.apply(endpointAutomationLogGroup),
      retentionInDays: LOG_RETENTION_DAYS,
      tags: children.tags("logs"),
    },
    options,
  );
  const { role, policies } = createRole(children, names, args, securityGroupId);
  const handler = new lambda.Function(
    children.named("function"),
    {
      name: names.name,
      description: "Makes the VPC endpoints that Airflow environments leave to their customer",
      runtime: RUNTIME,
      handler: "handler.lambda_handler",
      code: automationSource(),
      role: known(names.roleArn, role),
      timeout: TIMEOUT_SECONDS,
      memorySize: MEMORY_MEGABYTES,
      // One look at a time: two would both make what neither sees yet.
      reservedConcurrentExecutions: 1,
      environment: { variables: variables(names, args, securityGroupId) },
      tags: children.tags("function"),
    },
    // A group that Lambda makes keeps its logs for ever.
    { ...options, dependsOn: [logs, ...policies] },
  );
  const invocation = new lambda.FunctionEventInvokeConfig(
    children.named("invocation"),
    {
      functionName: handler.name,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: EVENT_SECONDS,
      destinationConfig: { onFailure: { destination: known(names.queueArn, deadLetters) } },
    },
    options,
  );
  return { handler, deadLetters, ready: [handler, invocation, ...policies] };
}

/** The role, with what is known before anything exists apart from the ids that are not. */
function createRole(
  children: Children,
  names: AutomationNames,
  args: CustomerEndpointAutomationArgs,
  securityGroupId: pulumi.Output<string>,
): { readonly role: iam.Role; readonly policies: readonly iam.RolePolicy[] } {
  const options = { parent: children.parent };
  const role = new iam.Role(
    children.named("role"),
    {
      name: names.name,
      description: "Lets the function make VPC endpoints for Airflow environments",
      assumeRolePolicy: toJson(endpointAutomationTrust()),
      tags: children.tags("role"),
    },
    options,
  );
  const accounts = {
    participants: args.participants.map(({ account }) => account),
    own: args.ownEnvironments !== undefined,
  };
  const policy = (suffix: string, document: pulumi.Output<string>): iam.RolePolicy =>
    new iam.RolePolicy(
      children.named(`${suffix}-policy`),
      { name: suffix, role: role.name, policy: document },
      options,
    );
  const calls = pulumi
    .all([names.place, names.name])
    .apply(([place, name]) => toJson(endpointAutomationPolicy({ place, name, accounts })));
  const network = pulumi
    .all([
      names.place,
      args.vpcId,
      pulumi.all([...args.subnetIds]),
      securityGroupId,
      args.restrictedQueueEndpointId,
    ])
    .apply(([place, vpcId, subnetIds, group, queueEndpoint]) =>
      toJson(
        endpointNetworkPolicy({
          place,
          vpcId,
          subnetIds,
          securityGroupId: group,
          ...(queueEndpoint !== undefined && { restrictedQueueEndpointId: queueEndpoint }),
        }),
      ),
    );
  return { role, policies: [policy("calls", calls), policy("network", network)] };
}

/** What the function is told; `settings.py` reads it. */
function variables(
  names: AutomationNames,
  args: CustomerEndpointAutomationArgs,
  securityGroupId: pulumi.Output<string>,
): Record<string, pulumi.Input<string>> {
  const { place } = names;
  const [first, second] = args.subnetIds;
  const { ownEnvironments: own } = args;
  return {
    PARTITION: place.apply(({ partition }) => partition),
    ACCOUNT: place.apply(({ account }) => account),
    VPC_ID: args.vpcId,
    SUBNET_IDS: pulumi.interpolate`${first},${second}`,
    SECURITY_GROUP_ID: securityGroupId,
    SECURITY_GROUP_RULES: args.securityGroupRules ?? "all",
    IP_ADDRESS_TYPE: args.ipAddressType ?? "ipv4",
    READER_ROLE_NAME: place.apply(({ region }) => statusReaderRoleName(region)),
    PARTICIPANTS: place.apply(({ account }) =>
      JSON.stringify({
        ...participantsVariable(args.participants),
        ...(own !== undefined && { [account]: own === "all" ? null : own }),
      }),
    ),
    TAGS: pulumi.output({ ...args.tags }).apply((tags) => JSON.stringify(tags)),
    AUTOMATION: names.name,
    ...(args.restrictedQueueEndpointId !== undefined && {
      QUEUE_ENDPOINT_ID: args.restrictedQueueEndpointId,
    }),
  };
}
