import assert from "node:assert/strict";
import { ADDRESS_BLOCK_RULES } from "../../../preflight/checks/network/address-blocks";
import { ENDPOINT_OPTION_RULES } from "../../../preflight/checks/endpoints/endpoint-options";
import { ENDPOINT_POLICY_RULES } from "../../../preflight/checks/endpoints/endpoint-policies";
import { ENDPOINT_ZONE_RULES } from "../../../preflight/checks/endpoints/endpoint-zones";
import { GRANTED_CALL_RULES } from "../../../preflight/checks/access/granted-calls";
import { IPV6_RULES } from "../../../preflight/checks/network/ipv6";
import { NAME_RULES } from "../../../preflight/checks/network/names";
import { NAT_GATEWAY_RULES } from "../../../preflight/checks/network/nat-gateways";
import { NETWORK_ACL_RULES } from "../../../preflight/checks/network/network-acls";
import { ONCE_RULES } from "../../../preflight/checks/network/once";
import { ONE_FORM_RULES } from "../../../preflight/checks/network/one-form";
import { REGION_RULES } from "../../../preflight/checks/network/regions";
import { ROUTING_RULES } from "../../../preflight/checks/network/routing";
import { SECURITY_GROUP_RULES } from "../../../preflight/checks/network/security-groups";
import { SERVICE_CALL_RULES } from "../../../preflight/checks/access/service-calls";
import { SERVICE_ENDPOINT_RULES } from "../../../preflight/checks/endpoints/service-endpoints";
import { SUBNET_RULES } from "../../../preflight/checks/network/subnets";
import { VPC_ENDPOINT_RULES } from "../../../preflight/checks/endpoints/vpc-endpoints";
import { WEB_INTERFACE_RULES } from "../../../preflight/checks/web-access/web-interface";
import type { Stack } from "../../../preflight/model/resource";
import { ask, endpointStack, natStack, zonalStack } from "./network-stack";

/** What the subnets, groups, routes and endpoints of an environment's own network have to be. */
const RULES_OF_NETWORK = [
  SUBNET_RULES,
  ADDRESS_BLOCK_RULES,
  REGION_RULES,
  ROUTING_RULES,
  NAME_RULES,
  ONCE_RULES,
  ONE_FORM_RULES,
  NAT_GATEWAY_RULES,
  IPV6_RULES,
  SERVICE_ENDPOINT_RULES,
  VPC_ENDPOINT_RULES,
  ENDPOINT_OPTION_RULES,
  ENDPOINT_ZONE_RULES,
  ENDPOINT_POLICY_RULES,
  GRANTED_CALL_RULES,
  NETWORK_ACL_RULES,
  SECURITY_GROUP_RULES,
  SERVICE_CALL_RULES,
  WEB_INTERFACE_RULES,
]
  .flat()
  .map(({ id }) => id);

/** What of these stacks is not as good as it could be, or not their subject. */
const OTHERWISE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  NAT: {
    "endpoint-policies-admit-environment": "notApplicable",
    "endpoint-policies-admit-granted-calls": "notApplicable",
    "endpoint-services-not-taken-twice": "notApplicable",
    "endpoint-options-fit-together": "notApplicable",
    "endpoints-in-every-subnet-zone": "notApplicable",
    "endpoints-in-one-vpc-and-region": "notApplicable",
    "nat-gateways-in-every-zone": "fail",
    "service-endpoints-advised": "notApplicable",
    "feature-endpoints-present": "notApplicable",
    "granted-services-have-endpoints": "notApplicable",
  },
  "a NAT gateway in each zone": {
    "endpoint-policies-admit-environment": "notApplicable",
    "endpoint-policies-admit-granted-calls": "notApplicable",
    "endpoint-services-not-taken-twice": "notApplicable",
    "endpoint-options-fit-together": "notApplicable",
    "endpoints-in-every-subnet-zone": "notApplicable",
    "endpoints-in-one-vpc-and-region": "notApplicable",
    "service-endpoints-advised": "notApplicable",
    "feature-endpoints-present": "notApplicable",
    "granted-services-have-endpoints": "notApplicable",
  },
  endpoints: {
    "endpoint-policies-admit-granted-calls": "notApplicable",
    "feature-endpoints-present": "notApplicable",
    "granted-services-have-endpoints": "notApplicable",
    "nat-gateways-in-every-zone": "notApplicable",
    "nat-gateways-lead-out": "notApplicable",
  },
};

/** What none of these stacks is about. */
const NOWHERE: Readonly<Record<string, string>> = {
  "ipv6-routes-lead-out": "notApplicable",
  "ipv6-subnets-assign-addresses": "notApplicable",
  "subnets-of-one-address-family": "notApplicable",
  "transit-gateway-routes-have-endpoints": "notApplicable",
  "web-interface-has-a-way-in": "fail",
  "workers-reach-web-server": "notApplicable",
};

describe("the small stacks that network checks are tried on", () => {
  for (const [name, stack] of [
    ["NAT", natStack],
    ["a NAT gateway in each zone", zonalStack],
    ["endpoints", endpointStack],
  ] as readonly (readonly [string, () => Stack])[]) {
    it(`pass every rule of the network with ${name}, but for what they lack`, () => {
      const said = RULES_OF_NETWORK.map((id) => [id, ask(stack(), id).outcome]);
      const expected = RULES_OF_NETWORK.map((id) => [
        id,
        OTHERWISE[name]?.[id] ?? NOWHERE[id] ?? "pass",
      ]);
      assert.deepEqual(said, expected);
      assert.equal(ask(stack(), "environment-waits-for-network").outcome, "pass");
    });
  }
});
