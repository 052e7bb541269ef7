/**
 * What is known about MWAA, as data and pure functions: no Pulumi, no input or output. The entry
 * `pulumi-mwaa/service`.
 */
export { render, sentence } from "./fault";
export type { Fault } from "./fault";
export type { Source } from "./source";

export * from "./environment-arguments";

export * from "./airflow/base-url";
export * from "./airflow/option-catalogue";
export * from "./airflow/options";

export * from "./service/access-modes";
export * from "./service/accounts";
export * from "./service/arns";
export * from "./service/calls";
export * from "./service/capacity";
export * from "./service/classes";
export * from "./service/endpoints";
export * from "./service/grant-operations";
export * from "./service/key-grant-arguments";
export * from "./service/key-grants";
export * from "./service/kms-key";
export * from "./service/lifecycle";
export * from "./service/logs";
export * from "./service/maintenance-window";
export * from "./service/messages";
export * from "./service/names";
export * from "./service/network-arguments";
export * from "./service/object-paths";
export * from "./service/partitions";
export * from "./service/pending-environment";
export * from "./service/quotas";
export * from "./service/regions";
export * from "./service/status-events";
export * from "./service/use-cases";
export * from "./service/version-change";
export * from "./service/version-support";
export * from "./service/versions";
export * from "./service/web-access";
export * from "./service/worker-replacement";

export * from "./documents/bucket-policy";
export * from "./documents/endpoint-automation";
export * from "./documents/endpoint-automation-events";
export * from "./documents/endpoint-policies";
export * from "./documents/endpoint-policy-faults";
export * from "./documents/execution-role";
export * from "./documents/grant-faults";
export * from "./documents/granted";
export * from "./documents/grants";
export * from "./documents/key-policy";
export * from "./documents/statement";
export * from "./documents/status-forwarder";
export * from "./documents/status-reader";
export * from "./documents/trust";
