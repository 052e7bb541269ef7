import { createHash } from "node:crypto";
import { AUTOMATION_GROUP_RULES } from "./sharing/automation-group";
import { ADDRESS_BLOCK_RULES } from "./network/address-blocks";
import { AIRFLOW_RULES } from "./environment/airflow-options";
import { AIRFLOW_VERSION_RULES } from "./environment/airflow-version";
import { BUCKET_RULES } from "./storage/bucket";
import { BUCKET_ACCESS_RULES } from "./storage/bucket-access";
import { BUCKET_ENCRYPTION_RULES } from "./storage/bucket-encryption";
import { CAPACITY_RULES } from "./environment/capacity";
import { CUSTOMER_ENDPOINT_RULES } from "./sharing/customer-endpoints";
import { ENDPOINT_AUTOMATION_RULES } from "./sharing/endpoint-automation";
import { ENDPOINT_OPTION_RULES } from "./endpoints/endpoint-options";
import { ENDPOINT_POLICY_RULES } from "./endpoints/endpoint-policies";
import { ENDPOINT_ZONE_RULES } from "./endpoints/endpoint-zones";
import { ENVIRONMENT_RULES } from "./environment/environment";
import { EVENT_BUS_RULES } from "./sharing/event-bus";
import { EVENT_FORWARDING_RULES } from "./sharing/event-forwarding";
import { GRANTED_CALL_RULES } from "./access/granted-calls";
import { HANDLER_CALLER_RULES } from "./sharing/handler-callers";
import { IPV6_RULES } from "./network/ipv6";
import { KEY_RULES } from "./keys/key";
import { KEY_GRANT_RULES } from "./keys/key-grants";
import { KEY_POLICY_RULES } from "./keys/key-policy";
import { LEAST_PRIVILEGE_RULES } from "./access/least-privilege";
import { LIFECYCLE_RULES } from "./environment/lifecycle";
import { LOAD_BALANCER_RULES } from "./web-access/load-balancer";
import { LOG_RULES } from "./environment/logs";
import { LOG_GROUP_RULES } from "./environment/log-groups";
import { NAME_RULES } from "./network/names";
import { NAT_GATEWAY_RULES } from "./network/nat-gateways";
import { NEIGHBOUR_RULES } from "./environment/neighbours";
import { NETWORK_ACL_RULES } from "./network/network-acls";
import { ONCE_RULES } from "./network/once";
import { ONE_FORM_RULES } from "./network/one-form";
import { ORDER_RULES } from "./environment/order";
import { PERMISSION_RULES } from "./access/permissions";
import { PHYSICAL_NAME_RULES } from "./environment/physical-names";
import { PLACE_RULES } from "./environment/place";
import { POLICY_DOCUMENT_RULES } from "./access/policy-documents";
import { ROLE_ACCOUNT_RULES } from "./access/role-account";
import { REGION_RULES } from "./network/regions";
import { ROUTING_RULES } from "./network/routing";
import { SECURITY_GROUP_RULES } from "./network/security-groups";
import { SERVICE_CALL_RULES } from "./access/service-calls";
import { SERVICE_ENDPOINT_RULES } from "./endpoints/service-endpoints";
import { SERVICE_GRANT_RULES } from "./keys/service-grants";
import { SHARED_VPC_RULES } from "./sharing/shared-vpc";
import { STATUS_HANDLER_RULES } from "./sharing/status-handler";
import { STATUS_PATTERN_RULES } from "./sharing/status-patterns";
import { SUBNET_RULES } from "./network/subnets";
import { TRUST_RULES } from "./access/trust";
import { VPC_ENDPOINT_RULES } from "./endpoints/vpc-endpoints";
import { WEB_INTERFACE_RULES } from "./web-access/web-interface";
import { WEB_TARGET_RULES } from "./web-access/web-targets";
import type { Rule } from "./rule";

/** Every rule, in the order of the story: the environment, its network, storage, access, keys, life. */
export const RULES: readonly Rule[] = [
  ...PLACE_RULES,
  ...NEIGHBOUR_RULES,
  ...PHYSICAL_NAME_RULES,
  ...AIRFLOW_VERSION_RULES,
  ...CAPACITY_RULES,
  ...ENVIRONMENT_RULES,
  ...AIRFLOW_RULES,
  ...LOG_RULES,
  ...SUBNET_RULES,
  ...ADDRESS_BLOCK_RULES,
  ...REGION_RULES,
  ...ROUTING_RULES,
  ...NAME_RULES,
  ...ONCE_RULES,
  ...ONE_FORM_RULES,
  ...NAT_GATEWAY_RULES,
  ...IPV6_RULES,
  ...SERVICE_ENDPOINT_RULES,
  ...VPC_ENDPOINT_RULES,
  ...ENDPOINT_OPTION_RULES,
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
  ...STATUS_PATTERN_RULES,
  ...ENDPOINT_AUTOMATION_RULES,
  ...EVENT_FORWARDING_RULES,
  ...STATUS_HANDLER_RULES,
  ...HANDLER_CALLER_RULES,
  ...AUTOMATION_GROUP_RULES,
  ...EVENT_BUS_RULES,
  ...BUCKET_RULES,
  ...BUCKET_ENCRYPTION_RULES,
  ...BUCKET_ACCESS_RULES,
  ...TRUST_RULES,
  ...ROLE_ACCOUNT_RULES,
  ...PERMISSION_RULES,
  ...LEAST_PRIVILEGE_RULES,
  ...POLICY_DOCUMENT_RULES,
  ...KEY_RULES,
  ...KEY_POLICY_RULES,
  ...SERVICE_GRANT_RULES,
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
