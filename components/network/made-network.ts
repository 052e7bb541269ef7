import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../mwaa/service/partitions";
import type { MadeNetworkSettings, PerZone } from "../../mwaa/settings/types";
import type { Children } from "../children";
import { createFlowLogs } from "./flow-logs";
import { createAssociation } from "./routes";
import { createSubnets } from "./subnets";

/** Where a network is made. */
export interface NetworkPlace {
  readonly zoneIds: PerZone<pulumi.Input<string>>;
  /** Asked for where flow logs are made, whose documents name region and account. */
  readonly place: () => pulumi.Output<Place>;
}

/** What a network has whatever leads out of it: a VPC and private subnets with route tables. */
export interface MadeNetwork {
  readonly vpc: ec2.Vpc;
  /** The subnets of the environment. */
  readonly subnets: PerZone<ec2.Subnet>;
  /** The route table of each subnet. It holds the local route alone until somebody adds others. */
  readonly tables: PerZone<ec2.RouteTable>;
  /** The associations of subnets and tables. */
  readonly edges: readonly pulumi.Resource[];
}

/**
 * Makes the part that all networks share. Each zone has a route table of its own, also where both
 * hold the same: a way out that fails with its zone, be it a NAT gateway or a firewall, then serves
 * that zone alone.
 */
export function createMadeNetwork(
  children: Children,
  settings: Omit<MadeNetworkSettings, "securityGroupRules" | "networkAcl">,
  where: NetworkPlace,
): MadeNetwork {
  const vpc = createVpc(children, settings);
  const subnets = createSubnets(children, {
    kind: "private",
    vpc,
    cidrs: settings.privateSubnetCidrs,
    zoneIds: where.zoneIds,
    ipv6: settings.ipv6,
  });
  const createTable = (zone: 0 | 1): ec2.RouteTable =>
    new ec2.RouteTable(
      children.named(`private-${zone + 1}-routes`),
      { vpcId: vpc.id, tags: children.tags(`private routes ${zone + 1}`) },
      { parent: children.parent },
    );
  const tables: PerZone<ec2.RouteTable> = [createTable(0), createTable(1)];
  const edges = ([0, 1] as const).map((zone) =>
    createAssociation(children, `private-${zone + 1}`, tables[zone], subnets[zone]),
  );
  if (settings.flowLogs !== undefined) {
    createFlowLogs(children, vpc, where.place(), settings.flowLogs);
  }
  return { vpc, subnets, tables, edges };
}

/** DNS names are what endpoints are found by, so both settings are on. */
function createVpc(
  children: Children,
  settings: Pick<MadeNetworkSettings, "vpcCidr" | "ipv6">,
): ec2.Vpc {
  return new ec2.Vpc(
    children.named("vpc"),
    {
      cidrBlock: settings.vpcCidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      ...(settings.ipv6 && { assignGeneratedIpv6CidrBlock: true }),
      tags: children.tags("VPC"),
    },
    { parent: children.parent },
  );
}

/** The ids of a resource in each zone. */
export function idsOf(resources: PerZone<pulumi.CustomResource>): PerZone<pulumi.Output<string>> {
  return [resources[0].id, resources[1].id];
}
