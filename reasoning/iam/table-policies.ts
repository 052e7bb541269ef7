/**
 * What the policy of a DynamoDB table or stream can do for an action: allow it to other accounts too,
 * within the account alone, or nothing at all.
 */
type TablePolicyReach = "across" | "within" | "none";

/**
 * The actions of DynamoDB by that. Its page has operations: those of PartiQL are allowed by the actions
 * `PartiQL*`, and what a transaction does by the actions on items.
 *
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html, "DynamoDB
 * API operations supported by resource-based policies", all of its tables, and
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html, "Using IAM with
 * DynamoDB transactions", read 2026-11-23.
 */
const ACTIONS: Readonly<Record<TablePolicyReach, readonly string[]>> = {
  across: [
    ...["BatchGetItem", "BatchWriteItem", "ConditionCheckItem", "DeleteItem", "GetItem", "PutItem"],
    ...["Query", "Scan", "TransactGetItems", "TransactWriteItems", "UpdateItem"],
    ...["DeleteTable", "DescribeTable", "UpdateTable"],
    ...["ListTagsOfResource", "TagResource", "UntagResource"],
    ...["DescribeStream", "GetRecords", "GetShardIterator"],
  ],
  within: [
    ...["BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction"],
    ...["PartiQLDelete", "PartiQLInsert", "PartiQLSelect", "PartiQLUpdate"],
    ...["DescribeTableReplicaAutoScaling", "UpdateTableReplicaAutoScaling"],
    ...["CreateBackup", "DescribeContinuousBackups", "RestoreTableToPointInTime"],
    ...["UpdateContinuousBackups", "ExportTableToPointInTime"],
    ...["DescribeContributorInsights", "UpdateContributorInsights"],
    ...["DescribeKinesisStreamingDestination", "DisableKinesisStreamingDestination"],
    ...["EnableKinesisStreamingDestination", "UpdateKinesisStreamingDestination"],
    ...["DeleteResourcePolicy", "GetResourcePolicy", "PutResourcePolicy"],
    ...["DescribeTimeToLive", "UpdateTimeToLive"],
  ],
  none: [
    ...["CreateTable", "ListTables", "DescribeEndpoints", "DescribeLimits"],
    ...["CreateGlobalTable", "DescribeGlobalTable", "DescribeGlobalTableSettings"],
    ...["ListGlobalTables", "UpdateGlobalTable", "UpdateGlobalTableSettings"],
    ...["DeleteBackup", "DescribeBackup", "ListBackups", "RestoreTableFromBackup"],
    ...["ListContributorInsights", "DescribeExport", "ListExports"],
    ...["DescribeImport", "ImportTable", "ListImports", "ListStreams"],
  ],
};

const REACHES: readonly TablePolicyReach[] = ["across", "within", "none"];

const REACH_OF: ReadonlyMap<string, TablePolicyReach> = new Map(
  REACHES.flatMap((reach) => ACTIONS[reach].map((name) => [name.toLowerCase(), reach] as const)),
);

/**
 * How far the policy of a table reaches for an action of DynamoDB; undefined for one that AWS's page lacks.
 *
 * @param name what follows the prefix of the action, in small letters.
 */
export function tablePolicyReach(name: string): TablePolicyReach | undefined {
  return REACH_OF.get(name);
}
