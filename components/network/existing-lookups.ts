import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { endpointServiceName, SERVICE_ENDPOINTS } from "../../mwaa/service/endpoints";
import type { PerZone } from "../../mwaa/settings/types";
import type { Children } from "../children";

/** What is looked up of a network that somebody else made. */
export interface LookedUp {
  readonly vpc: ec2.Vpc;
  readonly subnets: PerZone<ec2.Subnet>;
  readonly routeTables: PerZone<ec2.RouteTable>;
  readonly securityGroups: readonly ec2.SecurityGroup[];
}

/** Where to look. */
export interface Existing {
  readonly subnetIds: PerZone<pulumi.Output<string>>;
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  /** Absent: the first subnet tells. */
  readonly vpcId?: pulumi.Output<string>;
  /** Services whose endpoints the VPC has, such as `sqs`. */
  readonly serviceEndpoints: readonly string[];
  /** The Region of the endpoints' names; asked for only if there are any. */
  readonly region: () => pulumi.Output<string>;
}

/**
 * Reads a network: nothing is made or changed. A subnet's route table and network ACL, and the VPC,
 * are read beneath the subnet, and endpoints beneath the VPC, because their own ids may be unknown
 * until AWS is asked: who judges a plan sees by that whose they are.
 */
export function lookUp(children: Children, existing: Existing): LookedUp {
  const { parent } = children;
  const subnetOf = (id: pulumi.Output<string>, name: string): ec2.Subnet =>
    ec2.Subnet.get(children.named(name), id, undefined, { parent });
  const subnets: PerZone<ec2.Subnet> = [
    subnetOf(existing.subnetIds[0], "subnet-1"),
    subnetOf(existing.subnetIds[1], "subnet-2"),
  ];
  const [first, second] = subnets;
  const vpc = ec2.Vpc.get(children.named("vpc"), existing.vpcId ?? first.vpcId, undefined, {
    parent: first,
  });
  // The private names of endpoints are known to Amazon's resolver alone, and the options name it.
  ec2.VpcDhcpOptions.get(children.named("dhcp-options"), vpc.dhcpOptionsId, undefined, {
    parent: vpc,
  });
  const routeTables: PerZone<ec2.RouteTable> = [
    routeTableOf(children, "subnet-1", first, vpc),
    routeTableOf(children, "subnet-2", second, vpc),
  ];
  networkAclOf(children, "subnet-1", first);
  networkAclOf(children, "subnet-2", second);
  const securityGroups = existing.securityGroupIds.map((id, index) =>
    ec2.SecurityGroup.get(children.named(`security-group-${index + 1}`), id, undefined, {
      parent,
    }),
  );
  for (const service of existing.serviceEndpoints)
    endpointOf(children, service, vpc, existing.region());
  return { vpc, subnets, routeTables, securityGroups };
}

/**
 * The table that a subnet's packets follow. EC2 does not name a subnet that follows the main table,
 * so that nothing found means the main one.
 *
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html,
 * "DescribeRouteTables", read 2026-11-22.
 */
function routeTableOf(
  children: Children,
  name: string,
  subnet: ec2.Subnet,
  vpc: ec2.Vpc,
): ec2.RouteTable {
  const own = ec2.getRouteTablesOutput({ filters: [associatedWith(subnet)] }, { parent: subnet });
  const id = pulumi.all([own.ids, vpc.mainRouteTableId]).apply(([ids, main]) => ids[0] ?? main);
  return ec2.RouteTable.get(children.named(`${name}-route-table`), id, undefined, {
    parent: subnet,
  });
}

/**
 * The network ACL of a subnet: there always is one. It is read as if it were the VPC's default one,
 * because the provider refuses to read that as any other, and reads every other as that.
 */
function networkAclOf(children: Children, name: string, subnet: ec2.Subnet): void {
  const { ids } = ec2.getNetworkAclsOutput(
    { filters: [associatedWith(subnet)] },
    { parent: subnet },
  );
  const id = ids.apply(([only]) => {
    if (only === undefined) throw new Error(`EC2 names no network ACL of the subnet ${name}`);
    return only;
  });
  ec2.DefaultNetworkAcl.get(children.named(`${name}-network-acl`), id, undefined, {
    parent: subnet,
  });
}

function associatedWith(subnet: ec2.Subnet) {
  return { name: "association.subnet-id", values: [subnet.id] };
}

/** The endpoint of a service; AWS refuses the answer if the VPC has none or several. */
function endpointOf(
  children: Children,
  service: string,
  vpc: ec2.Vpc,
  region: pulumi.Output<string>,
): void {
  const serviceName = region.apply((known) => endpointServiceName(namedIn(service), known));
  const { id } = ec2.getVpcEndpointOutput({ vpcId: vpc.id, serviceName }, { parent: vpc });
  ec2.VpcEndpoint.get(children.named(`endpoint-${service.replaceAll(".", "-")}`), id, undefined, {
    parent: vpc,
  });
}

/** A service with the beginning of its name in China; one that no table knows begins as most do. */
function namedIn(service: string): Parameters<typeof endpointServiceName>[0] {
  return (
    SERVICE_ENDPOINTS.find((each) => each.service === service) ?? {
      service,
      chinaPrefix: "com.amazonaws",
    }
  );
}
