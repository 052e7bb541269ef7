import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../children";

/** The environment's security group and the rules that open it. */
export interface EnvironmentSecurityGroup {
  readonly group: ec2.SecurityGroup;
  /** Each rule; without them the group lets nothing through. */
  readonly rules: readonly pulumi.Resource[];
}

/**
 * A security group whose members reach each other on every port and may open connections to
 * anywhere. Schedulers, workers, web servers and the database find each other through the
 * self-referencing rule: without it an environment comes up and never runs a task.
 *
 * The provider strips the rule that lets everything out, which EC2 gives each new group, so that
 * one is stated too.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-security.html, "VPC security
 * groups", read 2026-11-22.
 */
export function createSecurityGroup(
  children: Children,
  network: { readonly vpcId: pulumi.Input<string>; readonly ipv6: boolean },
): EnvironmentSecurityGroup {
  const options = { parent: children.parent };
  const group = new ec2.SecurityGroup(
    children.named("security-group"),
    {
      vpcId: network.vpcId,
      description: "Airflow environment: members reach each other and the internet",
      tags: children.tags("security group"),
    },
    options,
  );
  const itself = new vpc.SecurityGroupIngressRule(
    children.named("security-group-from-itself"),
    {
      securityGroupId: group.id,
      referencedSecurityGroupId: group.id,
      ipProtocol: "-1",
      description: "Everything from members of this group",
      tags: children.tags("from itself"),
    },
    options,
  );
  const outwards = anywhere(network.ipv6).map(
    ({ family, ...range }) =>
      new vpc.SecurityGroupEgressRule(
        children.named(`security-group-to-${family}`),
        {
          securityGroupId: group.id,
          ...range,
          ipProtocol: "-1",
          description: `Everything to any ${family} address`,
          tags: children.tags(`to any ${family} address`),
        },
        options,
      ),
  );
  return { group, rules: [itself, ...outwards] };
}

/** The ranges that mean "everywhere", one for each IP family of the network. */
function anywhere(ipv6: boolean): { family: string; cidrIpv4?: string; cidrIpv6?: string }[] {
  const ipv4Only = [{ family: "ipv4", cidrIpv4: "0.0.0.0/0" }];
  return ipv6 ? [...ipv4Only, { family: "ipv6", cidrIpv6: "::/0" }] : ipv4Only;
}
