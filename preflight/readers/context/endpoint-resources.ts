import { Unknown } from "../../../reasoning/known";
import type { Value } from "../../model/resource";
import { identity, type InVpc } from "./in-vpc";
import type { EndpointFacts } from "./network-schema";

/** A VPC endpoint. */
export function addEndpoint(inVpc: InVpc, endpoint: EndpointFacts): void {
  const { maker, vpcId, account } = inVpc;
  const { subnets } = endpoint;
  maker.add({
    kind: "vpcEndpoint",
    name: endpoint.id,
    account,
    inputs: {
      vpcId,
      serviceName: serviceName(inVpc, endpoint),
      vpcEndpointType: endpoint.type,
      privateDnsEnabled: endpoint.privateDns,
      ipAddressType: endpoint.ipAddressType,
      dnsOptions: dnsOptions(endpoint),
      subnetIds: subnets,
      // Addresses in the subnets add no subnet.
      subnetConfigurations: subnets === undefined ? undefined : [],
      securityGroupIds: endpoint.securityGroups,
      routeTableIds: endpoint.routeTables,
      policy: endpoint.policy === "full" ? null : endpoint.policy,
    },
    outputs: { ...identity(inVpc, endpoint.id, "vpc-endpoint"), prefixListId: endpoint.prefixList },
  });
}

/** What is told of an endpoint's names; the rest of it stays unknown. */
function dnsOptions(endpoint: EndpointFacts): Value | undefined {
  const { id, privateDnsForInboundResolverOnly: inboundOnly, dnsRecordIpType } = endpoint;
  if (inboundOnly === undefined && dnsRecordIpType === undefined) return undefined;
  return {
    privateDnsOnlyForInboundResolverEndpoint:
      inboundOnly ?? new Unknown([`for whom the private names of ${id} are`]),
    dnsRecordIpType: dnsRecordIpType ?? new Unknown([`to which addresses the names of ${id} lead`]),
  };
}

/** The service's full name, whose last parts are the Region and the service in short. */
function serviceName({ maker }: InVpc, { id, service }: EndpointFacts): Value {
  if (/^(?:[a-z]+\.)?com\.amazonaws\./.test(service) || service.startsWith("aws.")) return service;
  return maker.region === undefined
    ? new Unknown([`the Region of ${id}`])
    : `com.amazonaws.${maker.region}.${service}`;
}
