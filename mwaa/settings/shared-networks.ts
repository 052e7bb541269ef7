import type { Fault } from "../fault";

/** What of a participant decides which addresses its security group lets out. */
interface GroupOfParticipant {
  readonly ipv6?: boolean;
  readonly securityGroupRules?: string;
  /** IPv4 range of a VPC without a way to the internet. */
  readonly vpcCidr?: unknown;
}

/** What is wrong with the kind of a network that is to be shared: only what is made here can be. */
export function shareableKindFaults(kind: string): Fault[] {
  if (kind === "public-routing" || kind === "private-routing") return [];
  return [
    {
      path: ["network", "kind"],
      problem: "is not a network that is made here and so can be shared",
      got: kind,
      allowed: "public-routing, private-routing",
      fix: "set it to private-routing, or to public-routing for NAT gateways",
    },
  ];
}

/** What is wrong with restricted rules where the VPC's IPv4 range is all that they lead to. */
export function participantFamilyFaults(participant: GroupOfParticipant): Fault[] {
  const { ipv6, securityGroupRules, vpcCidr } = participant;
  if (ipv6 !== true || securityGroupRules !== "restricted" || vpcCidr === undefined) return [];
  return [
    {
      path: ["securityGroupRules"],
      problem: "would let the environment reach the VPC by IPv4 alone, and its subnets have IPv6",
      got: securityGroupRules,
      allowed: "all, or restricted without vpcCidr",
      fix: 'set securityGroupRules to "all"',
    },
  ];
}
