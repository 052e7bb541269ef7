import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { MadeNetworkSettings } from "../../mwaa/settings/types";
import type { Children } from "../children";

/** The rules of the one ACL: everything passes, in each family of addresses the network has. */
const FAMILIES = [
  { family: "ipv4", ruleNumber: 100, range: { cidrBlock: "0.0.0.0/0" } },
  { family: "ipv6", ruleNumber: 101, range: { ipv6CidrBlock: "::/0" } },
] as const;

const DIRECTIONS = [
  { direction: "in", egress: false },
  { direction: "out", egress: true },
] as const;

/** The subnets that a network ACL is for, by the name that they have in the network. */
export type NamedSubnets = Readonly<Record<string, ec2.Subnet>>;

/**
 * Gives subnets a network ACL of their own, if the settings ask for one, that lets everything
 * through as the VPC's default one does: an ACL forgets connections, so that a narrower one has to
 * admit answers too. A change to it, unlike one to the default ACL, touches these subnets alone.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-security.html, "Network access
 * control lists (ACLs)", read 2026-11-22.
 *
 * @returns the rules and associations.
 */
export function createNetworkAcl(
  children: Children,
  vpc: ec2.Vpc,
  subnets: NamedSubnets,
  settings: Pick<MadeNetworkSettings, "networkAcl" | "ipv6">,
): readonly pulumi.Resource[] {
  if (settings.networkAcl === "default") return [];
  const options = { parent: children.parent };
  const acl = new ec2.NetworkAcl(
    children.named("network-acl"),
    { vpcId: vpc.id, tags: children.tags("network ACL") },
    options,
  );
  const families = FAMILIES.filter(({ family }) => family === "ipv4" || settings.ipv6);
  const rules = families.flatMap(({ family, ruleNumber, range }) =>
    DIRECTIONS.map(
      ({ direction, egress }) =>
        new ec2.NetworkAclRule(
          children.named(`network-acl-${direction}-${family}`),
          {
            networkAclId: acl.id,
            egress,
            ruleNumber,
            ruleAction: "allow",
            protocol: "-1",
            ...range,
          },
          options,
        ),
    ),
  );
  const associations = Object.entries(subnets).map(
    ([name, subnet]) =>
      new ec2.NetworkAclAssociation(
        children.named(`network-acl-${name}`),
        { networkAclId: acl.id, subnetId: subnet.id },
        // Without its rules the ACL would cut the subnet off.
        { ...options, dependsOn: rules },
      ),
  );
  return [...rules, ...associations];
}

/** A pair of subnets by the names that their own resources begin with. */
export function namedSubnets(
  kind: "public" | "private",
  subnets: readonly ec2.Subnet[],
): NamedSubnets {
  return Object.fromEntries(subnets.map((subnet, zone) => [`${kind}-${zone + 1}`, subnet]));
}
