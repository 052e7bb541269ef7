import { Unknown } from "../../../reasoning/known";
import type { Value } from "../../model/resource";
import { identity, type InVpc } from "./in-vpc";
import type { EndpointFacts } from "./network-schema";

/** A VPC endpoint. */
export function addEndpoint(inVpc: InVpc, endpoint: EndpointFacts): void {
  const { maker, vpcId, account } = inVpc;
  const { privateDnsForInboundResolverOnly: inboundOnly, subnets } = endpoint;
  maker.add({
    kind: "vpcEndpoint",
    name: endpoint.id,
    account,
    inputs: {
      vpcId,
      serviceName: serviceName(inVpc, endpoint),
      vpcEndpointType: endpoint.type,
      privateDnsEnabled: endpoint.privateDns,
      dnsOptions:
        inboundOnly === undefined
          ? undefined
          : { privateDnsOnlyForInboundResolverEndpoint: inboundOnly },
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

/** The service's full name, whose last parts are the Region and the service in short. */
function serviceName({ maker }: InVpc, { id, service }: EndpointFacts): Value {
  if (/^(?:[a-z]+\.)?com\.amazonaws\./.test(service) || service.startsWith("aws.")) return service;
  return maker.region === undefined
    ? new Unknown([`the Region of ${id}`])
    : `com.amazonaws.${maker.region}.${service}`;
}
