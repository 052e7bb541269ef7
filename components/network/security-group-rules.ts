import { getPrefixListOutput } from "@pulumi/aws/ec2/getPrefixList";
import type * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { gatewayEndpointName } from "../../mwaa/service/endpoints";
import type { SecurityGroupRules } from "../../mwaa/settings/types";
import type { Children } from "../children";

/** What a security group for an environment is made from. */
export interface SecurityGroupPlan {
  readonly vpcId: pulumi.Input<string>;
  readonly rules: Exclude<SecurityGroupRules, "none">;
  /** Whether the network has addresses of IPv6 too. */
  readonly ipv6: boolean;
  /** Where the network has no way to the internet: what `restricted` members can reach instead. */
  readonly inside?: InsideTargets;
}

/** What members of a group reach, besides each other, in a network without a way to the internet. */
export interface InsideTargets {
  /** IPv4 range of the VPC, in which interface endpoints stand. */
  readonly vpcCidr: pulumi.Input<string>;
  /** IPv6 range of the VPC, if it has one. */
  readonly vpcIpv6Cidr?: pulumi.Input<string>;
  /** Where the gateway endpoints are. */
  readonly region: pulumi.Input<string>;
  /** The services with a gateway endpoint, such as `s3`: they keep their public addresses. */
  readonly gateways: readonly string[];
}

/** What a rule admits, and by which name. */
export interface Rule extends Traffic {
  /** The end of the rule's logical name. */
  readonly name: string;
  readonly description: string;
  /** The other side. */
  readonly referencedSecurityGroupId?: pulumi.Input<string>;
  readonly cidrIpv4?: pulumi.Input<string>;
  readonly cidrIpv6?: pulumi.Input<string>;
  readonly prefixListId?: pulumi.Input<string>;
}

interface Traffic {
  readonly ipProtocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
}

const EVERYTHING: Traffic = { ipProtocol: "-1" };

/**
 * The ports that members use among themselves. Source:
 * https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-security.html, "(Optional) Example security
 * group that restricts inbound access to port 5432", "… to port 443", read 2026-11-22.
 */
const MEMBER_PORTS = [
  { port: 443, what: "HTTPS" },
  { port: 5432, what: "PostgreSQL" },
] as const;

const HTTPS = tcp(443);

function tcp(port: number): Traffic {
  return { ipProtocol: "tcp", fromPort: port, toPort: port };
}

/** The rules of an environment's group, in both directions. */
export function rulesOf(
  children: Children,
  group: ec2.SecurityGroup,
  plan: SecurityGroupPlan,
): { readonly ingress: readonly Rule[]; readonly egress: readonly Rule[] } {
  const among = (direction: "from" | "to"): readonly Rule[] =>
    MEMBER_PORTS.map(({ port, what }) => ({
      name: `${direction}-itself-${port}`,
      description: `${what} ${direction} members of this group`,
      referencedSecurityGroupId: group.id,
      ...tcp(port),
    }));
  const everythingFromItself: Rule = {
    name: "from-itself",
    description: "Everything from members of this group",
    referencedSecurityGroupId: group.id,
    ...EVERYTHING,
  };
  if (plan.rules === "all") {
    return { ingress: [everythingFromItself], egress: toAnywhere(plan.ipv6) };
  }
  return {
    ingress: among("from"),
    egress:
      plan.inside === undefined
        ? toAnywhere(plan.ipv6)
        : [...among("to"), ...toInside(children, plan.inside)],
  };
}

function toAnywhere(ipv6: boolean): readonly Rule[] {
  const to = (family: string, range: Pick<Rule, "cidrIpv4" | "cidrIpv6">): Rule => ({
    name: `to-${family}`,
    description: `Everything to any ${family} address`,
    ...range,
    ...EVERYTHING,
  });
  const ipv4 = to("ipv4", { cidrIpv4: "0.0.0.0/0" });
  return ipv6 ? [ipv4, to("ipv6", { cidrIpv6: "::/0" })] : [ipv4];
}

/**
 * To the endpoints alone. Those with an interface have addresses of the VPC; a gateway is met on
 * the way to the service's public addresses, which AWS keeps in a list for each region.
 */
function toInside(children: Children, inside: InsideTargets): readonly Rule[] {
  const { vpcCidr, vpcIpv6Cidr, region, gateways } = inside;
  return [
    { name: "to-vpc-ipv4", description: "HTTPS to the VPC", cidrIpv4: vpcCidr, ...HTTPS },
    ...(vpcIpv6Cidr === undefined
      ? []
      : [
          {
            name: "to-vpc-ipv6",
            description: "HTTPS to the VPC by IPv6",
            cidrIpv6: vpcIpv6Cidr,
            ...HTTPS,
          },
        ]),
    ...gateways.map((service) => ({
      name: `to-${service}`,
      description: `HTTPS to ${service} through its gateway endpoint`,
      prefixListId: getPrefixListOutput(
        { name: pulumi.output(region).apply((code) => gatewayEndpointName(service, code)) },
        { parent: children.parent },
      ).id,
      ...HTTPS,
    })),
  ];
}
