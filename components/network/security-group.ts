import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../children";
import { type Rule, rulesOf, type SecurityGroupPlan } from "./security-group-rules";

export type { InsideTargets, SecurityGroupPlan } from "./security-group-rules";

/** The environment's security group and the rules that open it. */
export interface EnvironmentSecurityGroup {
  readonly group: ec2.SecurityGroup;
  /** Each rule; without them the group lets nothing through. */
  readonly rules: readonly pulumi.Resource[];
}

/**
 * A security group whose members reach each other, by the self-referencing rule through which
 * schedulers, workers, web servers and the database find each other: without it an environment
 * comes up and never runs a task. What else they reach is up to the profile.
 *
 * The provider strips the rule that lets everything out, which EC2 gives each new group, so that
 * egress is stated too.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-security.html, "VPC security
 * groups", read 2026-11-22.
 */
export function createSecurityGroup(
  children: Children,
  plan: SecurityGroupPlan,
): EnvironmentSecurityGroup {
  const options = { parent: children.parent };
  const reach = plan.inside === undefined ? "the internet" : "AWS services";
  const group = new ec2.SecurityGroup(
    children.named("security-group"),
    {
      vpcId: plan.vpcId,
      // EC2 replaces a group whose description changes, so that it does not depend on the profile.
      description: `Airflow environment: members reach each other and ${reach}`,
      tags: children.tags("security group"),
    },
    options,
  );
  const { ingress, egress } = rulesOf(children, group, plan);
  const argumentsOf = ({ name, description, ...allowed }: Rule) => ({
    securityGroupId: group.id,
    ...allowed,
    description,
    tags: children.tags(name.replaceAll("-", " ")),
  });
  return {
    group,
    rules: [
      ...ingress.map(
        (rule) =>
          new vpc.SecurityGroupIngressRule(
            children.named(`security-group-${rule.name}`),
            argumentsOf(rule),
            options,
          ),
      ),
      ...egress.map(
        (rule) =>
          new vpc.SecurityGroupEgressRule(
            children.named(`security-group-${rule.name}`),
            argumentsOf(rule),
            options,
          ),
      ),
    ],
  };
}
