import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { type PolicyDocument, policyDocument, toJson } from "../../mwaa/documents/statement";
import { logGroupArn, regionalArn, roleArn } from "../../mwaa/service/arns";
import { flowLogsRoleName } from "../../mwaa/service/names";
import type { Place } from "../../mwaa/service/partitions";
import type { FlowLogsSettings } from "../../mwaa/settings/types";
import type { Children } from "../children";
import { known } from "../reference";

/**
 * Records every connection of the VPC, accepted or rejected, in a log group of its own: the record
 * of a rejected connection is what tells why an environment did not come up.
 */
export function createFlowLogs(
  children: Children,
  vpc: ec2.Vpc,
  place: pulumi.Output<Place>,
  settings: FlowLogsSettings,
): void {
  const options = { parent: children.parent };
  const groupName = `/mwaa/${children.name}/flow-logs`;
  const group = new cloudwatch.LogGroup(
    children.named("flow-logs-group"),
    {
      name: groupName,
      retentionInDays: settings.retentionDays,
      tags: children.tags("flow logs"),
    },
    options,
  );
  const name = place.apply(({ region, account }) =>
    flowLogsRoleName({ region, account, name: children.name }),
  );
  const role = new iam.Role(
    children.named("flow-logs-role"),
    {
      name,
      description: "Lets VPC flow logs write to their log group",
      assumeRolePolicy: place.apply((where) => toJson(flowLogsTrust(where))),
      tags: children.tags("flow logs role"),
    },
    options,
  );
  const policy = new iam.RolePolicy(
    children.named("flow-logs-policy"),
    {
      name,
      role: known(name, role),
      policy: place.apply((where) => toJson(flowLogsPolicy(where, groupName))),
    },
    options,
  );
  new ec2.FlowLog(
    children.named("flow-log"),
    {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: known(
        place.apply((where) => logGroupArn(where, groupName)),
        group,
      ),
      iamRoleArn: known(
        pulumi.all([place, name]).apply(([where, roleName]) => roleArn(where, "/", roleName)),
        role,
      ),
      tags: children.tags("flow log"),
    },
    { ...options, dependsOn: [policy] },
  );
}

/**
 * Who may take the role: the flow logs of this account and region, nobody else's.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html, "IAM role for
 * publishing flow logs to CloudWatch Logs", read 2026-11-22.
 */
function flowLogsTrust(place: Place): PolicyDocument {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": place.account },
        ArnLike: { "aws:SourceArn": regionalArn(place, "ec2", "vpc-flow-log/*") },
      },
    },
  ]);
}

/** What the role may do: describe log groups, and write to the one that is made for it. */
function flowLogsPolicy(place: Place, group: string): PolicyDocument {
  return policyDocument([
    { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [logGroupArn(place, group), `${logGroupArn(place, group)}:*`],
    },
  ]);
}
