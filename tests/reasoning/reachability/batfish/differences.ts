/** Where Batfish and the engine do not say the same, and the rule of AWS that decides. */
export interface Difference {
  /** Why the engine answers as it does. */
  readonly why: string;
  /** The page of AWS that says so, and its section; read 2026-11-22. */
  readonly page: string;
  readonly section: string;
}

/** Every difference between a published trace and the engine's answer. */
export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  "behind-a-vpn-gateway": {
    why: "what a customer's network announces through a VPN is no configuration of the VPC, and the snapshots of Batfish hold the customer's router beside it; the engine follows packets to the gateway and leaves open what lies behind",
    page: "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html",
    section: "Static and dynamic routing in AWS Site-to-Site VPN",
  },
  "nobody-has-the-address": {
    why: "Batfish ends where the subnet is, whoever may be in it; the engine is given all interfaces, and a packet for an address that none of them has arrives nowhere",
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
    section: "Private IPv4 addresses",
  },
  "network-acls-not-given": {
    why: "these snapshots hold no network ACLs; Batfish then filters nothing, but every subnet has one, and nobody knows what it says",
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html",
    section: "Network ACL basics",
  },
  "zones-without-attachment": {
    why: "Batfish lets a transit gateway reach only the subnet of its attachment; AWS routes on inside the VPC, where the security group refuses the packet, and what is not refused cannot be answered, since a zone without attachment has no way back",
    page: "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html",
    section: "Availability Zones",
  },
  "peering-of-transit-gateways": {
    why: "the other end of a peering attachment is a transit gateway of another Region or account, which the engine does not follow",
    page: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html",
    section: "Transit gateway peering attachments in AWS Transit Gateway",
  },
  "listeners-of-load-balancers": {
    why: "what a Network Load Balancer without security groups takes, and where it sends it, is said by its listeners and target groups, which are not part of the network that the engine is given",
    page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html",
    section: "Listener configuration",
  },
  "within-the-internet": {
    why: "Batfish asks where packets of the internet for its other hosts go; the engine is asked whether they reach the network, and an internet gateway takes none but those for public addresses of its VPC's interfaces",
    page: "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html",
    section: "Path is not reachable",
  },
  "tunnels-of-a-vpn-gateway": {
    why: "Batfish has a router with the outside address of the tunnel, which takes any packet; AWS keeps that address outside the VPC for the customer's gateway to build the tunnel with, and no interface of the network has it",
    page: "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html",
    section: "Tunnel options for your AWS Site-to-Site VPN connection",
  },
};
