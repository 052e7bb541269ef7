import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { WEBSERVER_TARGET } from "../../mwaa/service/web-access";
import type { Children } from "../children";
import type { WebserverLoadBalancerArgs } from "./arguments";

/** The load balancer's security group and the rules that open the way to the web server. */
export interface LoadBalancerGroup {
  readonly group: ec2.SecurityGroup;
  readonly rules: readonly pulumi.Resource[];
}

const HTTPS = {
  ipProtocol: "tcp",
  fromPort: WEBSERVER_TARGET.port,
  toPort: WEBSERVER_TARGET.port,
} as const;

/**
 * Opens TCP 443 from those who are let in to the load balancer, and from there to the web server's
 * endpoint, and nothing else. The endpoint's group gets one rule more: its rule for its own members,
 * without which workers lose their web server, is not touched.
 */
export function createLoadBalancerGroup(
  children: Children,
  args: WebserverLoadBalancerArgs,
  endpointGroup: pulumi.Input<string>,
): LoadBalancerGroup {
  const options = { parent: children.parent };
  const group = new ec2.SecurityGroup(
    children.named("security-group"),
    {
      vpcId: args.vpcId,
      description: "Load balancer of an Airflow web server",
      tags: children.tags("load balancer"),
    },
    options,
  );
  const admit = (
    suffix: string,
    source: Pick<vpc.SecurityGroupIngressRuleArgs, "cidrIpv4" | "referencedSecurityGroupId">,
  ): pulumi.Resource =>
    new vpc.SecurityGroupIngressRule(
      children.named(suffix),
      {
        securityGroupId: group.id,
        ...source,
        ...HTTPS,
        description: "HTTPS from those who may open the web interface",
        tags: children.tags(suffix.replaceAll("-", " ")),
      },
      options,
    );
  const inwards = [
    ...(args.allowedCidrs ?? []).map((cidrIpv4) =>
      admit(`from-${cidrIpv4.replace(/[./]/g, "-")}`, { cidrIpv4 }),
    ),
    ...(args.allowedSecurityGroupIds ?? []).map((referencedSecurityGroupId, index) =>
      admit(`from-group-${index + 1}`, { referencedSecurityGroupId }),
    ),
  ];
  const outwards = new vpc.SecurityGroupEgressRule(
    children.named("to-endpoint"),
    {
      securityGroupId: group.id,
      referencedSecurityGroupId: endpointGroup,
      ...HTTPS,
      description: "HTTPS to the endpoint of the web server",
      tags: children.tags("to endpoint"),
    },
    options,
  );
  const endpoint = new vpc.SecurityGroupIngressRule(
    children.named("endpoint-from-load-balancer"),
    {
      securityGroupId: endpointGroup,
      referencedSecurityGroupId: group.id,
      ...HTTPS,
      description: "HTTPS from the load balancer of the web server",
      tags: children.tags("endpoint from load balancer"),
    },
    options,
  );
  return { group, rules: [...inwards, outwards, endpoint] };
}
