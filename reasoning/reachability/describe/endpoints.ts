import { Unknown } from "../../known";
import type { EndpointType, IpAddressType, Network } from "../network";
import type { Answers } from "./answers";
import type { Entry } from "./entry";
import { given, present, wordOf } from "./entry";

/** VPC endpoints and peering connections. */
export function readEndpoints(
  answers: Answers,
): Pick<Network, "vpcEndpoints" | "peeringConnections"> {
  return {
    vpcEndpoints: answers.listed("VpcEndpoints", (endpoint) =>
      endpoint.named("VpcEndpointId", (id) => {
        const options = endpoint.entry("DnsOptions");
        const isInboundOnly = options?.flag("PrivateDnsOnlyForInboundResolverEndpoint");
        return {
          id,
          type: wordOf(endpoint, "VpcEndpointType", TYPES) ?? new Unknown([`the type of ${id}`]),
          vpcId: endpoint.known("VpcId"),
          serviceName: endpoint.known("ServiceName"),
          // Some tools write Available.
          ...given("state", endpoint.text("State")?.toLowerCase()),
          routeTableIds: endpoint.texts("RouteTableIds"),
          subnetIds: endpoint.texts("SubnetIds"),
          networkInterfaceIds: endpoint.texts("NetworkInterfaceIds"),
          ...given("ipAddressType", wordOf(endpoint, "IpAddressType", ADDRESS_TYPES)),
          securityGroupIds: endpoint
            .entries("Groups")
            .flatMap((each) => present(each.required("GroupId"))),
          ...given("privateDnsEnabled", endpoint.flag("PrivateDnsEnabled")),
          ...given("privateDnsOnlyForInboundResolverEndpoint", isInboundOnly),
          privateDnsNames: privateNames(endpoint, id),
        };
      }),
    ),
    peeringConnections: answers.listed("VpcPeeringConnections", (connection) =>
      connection.named("VpcPeeringConnectionId", (id) => ({
        id,
        requesterVpcId: vpcOf(connection, "RequesterVpcInfo", id),
        accepterVpcId: vpcOf(connection, "AccepterVpcInfo", id),
        ...given("state", connection.entry("Status")?.text("Code")),
      })),
    ),
  };
}

const TYPES: Readonly<Record<string, EndpointType>> = {
  Gateway: "gateway",
  Interface: "interface",
  GatewayLoadBalancer: "other",
  Resource: "other",
  ServiceNetwork: "other",
};

const ADDRESS_TYPES: Readonly<Record<string, IpAddressType>> = {
  ipv4: "ipv4",
  ipv6: "ipv6",
  dualstack: "dualstack",
};

/** The names that private DNS gives it. Those that begin with its own id are public names. */
function privateNames(endpoint: Entry, id: string): readonly string[] {
  return endpoint
    .entries("DnsEntries")
    .flatMap((each) => present(each.text("DnsName")))
    .filter((name) => !name.startsWith(id) && !name.startsWith(`*.${id}`));
}

function vpcOf(connection: Entry, side: string, id: string) {
  return connection.entry(side)?.text("VpcId") ?? new Unknown([`a VPC of ${id}`]);
}
