import { Unknown } from "../../known";
import type { InterfaceAddress, Listed, Network, NetworkInterface } from "../network";
import type { Answers } from "./answers";
import type { Entry } from "./entry";
import { given, present } from "./entry";

/** Elastic network interfaces. */
export function readInterfaces(answers: Answers): Pick<Network, "networkInterfaces"> {
  return {
    networkInterfaces: answers.listed("NetworkInterfaces", (each) =>
      each.text("InterfaceType") === NAT_GATEWAY
        ? []
        : each.named("NetworkInterfaceId", reader(each)),
    ),
  };
}

/**
 * A NAT gateway answers nobody who speaks to it: it only passes on what others began. Its interface
 * is told by `natGateways` and is nowhere that packets could arrive.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html, "NAT
 * gateway doesn't respond to a ping command", read 2026-11-22.
 */
const NAT_GATEWAY = "nat_gateway";

/** Interfaces that do not act as their security groups alone say; what they do is not followed. */
const OPAQUE: readonly string[] = [
  "transit_gateway",
  "gateway_load_balancer",
  "gateway_load_balancer_endpoint",
];

/**
 * A load balancer without security groups lets through what its listeners say.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html,
 * "Update the security groups for your Network Load Balancer", read 2026-11-22.
 */
const LOAD_BALANCER = "network_load_balancer";

function reader(described: Entry): (id: string) => NetworkInterface {
  return (id) => ({
    id,
    ...given("account", described.text("OwnerId")),
    subnetId: described.known("SubnetId"),
    addresses: addressesOf(described),
    securityGroupIds: groupsOf(described, id),
    ...given("sourceDestCheck", described.flag("SourceDestCheck")),
    ...given("denyAllIgwTraffic", described.flag("DenyAllIgwTraffic")),
  });
}

function groupsOf(described: Entry, id: string): Listed<string> {
  const groups = described.entries("Groups").flatMap((each) => present(each.required("GroupId")));
  const type = described.text("InterfaceType") ?? "interface";
  const isOpen = type === LOAD_BALANCER && groups.length === 0;
  return OPAQUE.includes(type) || isOpen
    ? [...groups, new Unknown([`what ${id}, of the type ${type}, lets through`])]
    : groups;
}

function addressesOf(described: Entry): Listed<InterfaceAddress> {
  // Older tools write down only the first address.
  const plain = described.has("PrivateIpAddresses")
    ? described.entries("PrivateIpAddresses")
    : [described];
  const prefixes = [
    ...described.entries("Ipv4Prefixes").flatMap((each) => present(each.cidr("Ipv4Prefix"))),
    ...described.entries("Ipv6Prefixes").flatMap((each) => present(each.cidr("Ipv6Prefix"))),
  ];
  return [
    ...plain.flatMap(readAddress),
    ...described
      .entries("Ipv6Addresses")
      .flatMap((each) => present(each.address("Ipv6Address")))
      .map((address) => ({ address })),
    ...prefixes.map((prefix) => new Unknown([`which addresses of ${prefix} are in use`])),
  ];
}

function readAddress(each: Entry): readonly InterfaceAddress[] {
  const address = each.address("PrivateIpAddress");
  const publicAddress = each.entry("Association")?.address("PublicIp");
  return present(address).map((known) => ({
    address: known,
    ...given("publicAddress", publicAddress),
  }));
}
