import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { MwaaEndpoint } from "../../mwaa/service/access-modes";
import type { Children } from "../children";

/** What the endpoints of an environment let in. */
export interface CustomerEndpointGroupPlan {
  readonly vpcId: pulumi.Input<string>;
  /** The environment's groups, as they are called in the account of the endpoints. */
  readonly from: readonly pulumi.Input<string>[];
  readonly rules: "all" | "restricted";
  /** Which endpoints there are: each has a port of its own. */
  readonly endpoints: readonly MwaaEndpoint[];
  readonly ipv6: boolean;
}

/** The security group of the endpoints and what opens it. */
export interface CustomerEndpointGroup {
  readonly group: ec2.SecurityGroup;
  /** Each rule; without them no environment comes through. */
  readonly rules: readonly pulumi.Resource[];
}

/** What each endpoint is spoken to by. */
const PORTS: Readonly<Record<MwaaEndpoint, { readonly port: number; readonly what: string }>> = {
  database: { port: 5432, what: "PostgreSQL" },
  webserver: { port: 443, what: "HTTPS" },
};

/**
 * A security group for the endpoints, in the account of whoever makes them: an account can't put the
 * group of another one on its endpoints, but can refer to it. `all` admits the environment on every
 * port and states the way out, as the guide has it; `restricted` admits the port of each endpoint
 * and nothing outwards, since an endpoint only answers.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/vpc-endpoint-management.html, "Create
 * the Amazon VPC endpoints", read 2026-11-22.
 */
export function createCustomerEndpointGroup(
  children: Children,
  plan: CustomerEndpointGroupPlan,
): CustomerEndpointGroup {
  const options = { parent: children.parent };
  const group = new ec2.SecurityGroup(
    children.named("security-group"),
    {
      vpcId: plan.vpcId,
      description: "Endpoints of an Airflow environment: it reaches its database and web server",
      tags: children.tags("security group"),
    },
    options,
  );
  const rules = plan.from.flatMap((environmentGroup, index) =>
    admitted(plan).map(
      ({ suffix, what, ...traffic }) =>
        new vpc.SecurityGroupIngressRule(
          children.named(`from-environment-${index + 1}${suffix}`),
          {
            securityGroupId: group.id,
            referencedSecurityGroupId: environmentGroup,
            ...traffic,
            description: `${what} from the environment`,
            tags: children.tags(`from environment ${index + 1}${suffix.replace("-", " ")}`),
          },
          options,
        ),
    ),
  );
  const outwards = plan.rules === "all" ? anywhere(plan.ipv6) : [];
  return {
    group,
    rules: [
      ...rules,
      ...outwards.map(
        ({ family, ...range }) =>
          new vpc.SecurityGroupEgressRule(
            children.named(`to-${family}`),
            {
              securityGroupId: group.id,
              ...range,
              ipProtocol: "-1",
              description: `Everything to any ${family} address`,
              tags: children.tags(`to ${family}`),
            },
            options,
          ),
      ),
    ],
  };
}

interface Admitted {
  readonly suffix: string;
  readonly what: string;
  readonly ipProtocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
}

function admitted(plan: CustomerEndpointGroupPlan): readonly Admitted[] {
  if (plan.rules === "all") return [{ suffix: "", what: "Everything", ipProtocol: "-1" }];
  return plan.endpoints.map((endpoint) => {
    const { port, what } = PORTS[endpoint];
    return { suffix: `-${port}`, what, ipProtocol: "tcp", fromPort: port, toPort: port };
  });
}

function anywhere(
  ipv6: boolean,
): readonly { readonly family: string; readonly cidrIpv4?: string; readonly cidrIpv6?: string }[] {
  const ipv4 = { family: "ipv4", cidrIpv4: "0.0.0.0/0" };
  return ipv6 ? [ipv4, { family: "ipv6", cidrIpv6: "::/0" }] : [ipv4];
}

/** What a security group is called in an account: with its own account before it, if that differs. */
export function securityGroupReference(
  groupId: pulumi.Input<string>,
  accounts:
    | {
        readonly ofGroup: pulumi.Input<string>;
        readonly here: pulumi.Input<string>;
      }
    | undefined,
): pulumi.Output<string> {
  if (accounts === undefined) return pulumi.output(groupId);
  return pulumi
    .all([groupId, accounts.ofGroup, accounts.here])
    .apply(([id, ofGroup, here]) => (ofGroup === here ? id : `${ofGroup}/${id}`));
}
