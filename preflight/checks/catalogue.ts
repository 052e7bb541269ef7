import { createHash } from "node:crypto";
import { AIRFLOW_RULES } from "./airflow";
import { AIRFLOW_VERSION_RULES } from "./airflow-version";
import { BUCKET_RULES } from "./bucket";
import { BUCKET_ENCRYPTION_RULES } from "./bucket-encryption";
import { CAPACITY_RULES } from "./capacity";
import { CUSTOMER_ENDPOINT_RULES } from "./customer-endpoints";
import { ENDPOINT_AUTOMATION_RULES } from "./endpoint-automation";
import { ENDPOINT_POLICY_RULES } from "./endpoint-policies";
import { ENDPOINT_ZONE_RULES } from "./endpoint-zones";
import { ENVIRONMENT_RULES } from "./environment";
import { EVENT_BUS_RULES } from "./event-bus";
import { GRANTED_CALL_RULES } from "./granted-calls";
import { IPV6_RULES } from "./ipv6";
import { KEY_RULES } from "./key";
import { KEY_GRANT_RULES } from "./key-grants";
import { KEY_POLICY_RULES } from "./key-policy";
import { LEAST_PRIVILEGE_RULES } from "./least-privilege";
import { LIFECYCLE_RULES } from "./lifecycle";
import { LOAD_BALANCER_RULES } from "./load-balancer";
import { LOG_GROUP_RULES } from "./log-groups";
import { NAT_GATEWAY_RULES } from "./nat-gateways";
import { NEIGHBOUR_RULES } from "./neighbours";
import { NETWORK_ACL_RULES } from "./network-acls";
import { ORDER_RULES } from "./order";
import { PERMISSION_RULES } from "./permissions";
import { PLACE_RULES } from "./place";
import { POLICY_DOCUMENT_RULES } from "./policy-documents";
import { ROUTING_RULES } from "./routing";
import { SECURITY_GROUP_RULES } from "./security-groups";
import { SERVICE_CALL_RULES } from "./service-calls";
import { SERVICE_ENDPOINT_RULES } from "./service-endpoints";
import { SHARED_VPC_RULES } from "./shared-vpc";
import { STATUS_HANDLER_RULES } from "./status-handler";
import { SUBNET_RULES } from "./subnets";
import { TRUST_RULES } from "./trust";
import { VPC_ENDPOINT_RULES } from "./vpc-endpoints";
import { WEB_INTERFACE_RULES } from "./web-interface";
import { WEB_TARGET_RULES } from "./web-targets";
import type { Rule } from "./rule";

/** Every rule, in the order of the story: the environment, its network, storage, access, keys, life. */
export const RULES: readonly Rule[] = [
  ...PLACE_RULES,
  ...NEIGHBOUR_RULES,
  ...AIRFLOW_VERSION_RULES,
  ...CAPACITY_RULES,
  ...ENVIRONMENT_RULES,
  ...AIRFLOW_RULES,
  ...SUBNET_RULES,
  ...ROUTING_RULES,
  ...NAT_GATEWAY_RULES,
  ...IPV6_RULES,
  ...SERVICE_ENDPOINT_RULES,
  ...VPC_ENDPOINT_RULES,
  ...ENDPOINT_ZONE_RULES,
  ...ENDPOINT_POLICY_RULES,
  ...GRANTED_CALL_RULES,
  ...NETWORK_ACL_RULES,
  ...SECURITY_GROUP_RULES,
  ...SERVICE_CALL_RULES,
  ...WEB_INTERFACE_RULES,
  ...WEB_TARGET_RULES,
  ...LOAD_BALANCER_RULES,
  ...SHARED_VPC_RULES,
  ...CUSTOMER_ENDPOINT_RULES,
  ...ENDPOINT_AUTOMATION_RULES,
  ...STATUS_HANDLER_RULES,
  ...EVENT_BUS_RULES,
  ...BUCKET_RULES,
  ...BUCKET_ENCRYPTION_RULES,
  ...TRUST_RULES,
  ...PERMISSION_RULES,
  ...LEAST_PRIVILEGE_RULES,
  ...POLICY_DOCUMENT_RULES,
  ...KEY_RULES,
  ...KEY_POLICY_RULES,
  ...KEY_GRANT_RULES,
  ...LOG_GROUP_RULES,
  ...ORDER_RULES,
  ...LIFECYCLE_RULES,
];

/** The rule with that id. */
export function ruleOf(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}

/** Changes whenever a rule is added, dropped or weighs differently; reports carry it as evidence. */
export const CATALOGUE_VERSION = createHash("sha256")
  .update(RULES.map(({ id, severity, effect }) => `${id} ${severity} ${effect}`).join("\n"))
  .digest("hex")
  .slice(0, 12);
