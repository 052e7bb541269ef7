import type { Kind } from "../../model/kinds";
import { Unknown } from "../../../reasoning/known";
import { addEndpoint } from "./endpoint-resources";
import { identity, type InVpc } from "./in-vpc";
import type { Maker } from "./maker";
import type { NatGatewayFacts, RouteTableFacts, SubnetFacts, VpcFacts } from "./network-schema";
import { addNetworkAcl, addSecurityGroup } from "./traffic-resources";

/** A VPC and everything that the file says is in it. */
export function addVpc(maker: Maker, vpc: VpcFacts): void {
  const inVpc: InVpc = { maker, vpcId: vpc.id, account: vpc.ownerAccount };
  const [first, ...further] = vpc.cidrBlocks ?? [];
  maker.add({
    kind: "vpc",
    name: vpc.id,
    account: vpc.ownerAccount,
    inputs: {
      cidrBlock: first,
      ipv6CidrBlock: vpc.ipv6CidrBlocks === undefined ? undefined : (vpc.ipv6CidrBlocks[0] ?? null),
      enableDnsSupport: vpc.dnsSupport,
      enableDnsHostnames: vpc.dnsHostnames,
    },
    outputs: {
      ...identity(inVpc, vpc.id, "vpc"),
      mainRouteTableId: vpc.mainRouteTable,
      defaultNetworkAclId: vpc.defaultNetworkAcl,
    },
    complete: [
      ...(vpc.cidrBlocks === undefined ? [] : (["vpcCidrBlock"] as const)),
      ...(vpc.endpoints === undefined ? [] : (["vpcEndpoint"] as const)),
      ...(vpc.internetGateways === undefined ? [] : (["internetGateway"] as const)),
      ...(vpc.dnsServers === undefined ? [] : (["dhcpOptionsAssociation"] as const)),
      ...(vpc.waysIn === undefined ? [] : (["wayIn"] as const)),
    ],
  });
  addNameServers(inVpc, vpc);
  for (const way of vpc.waysIn ?? [])
    maker.add({
      kind: "wayIn",
      name: `${vpc.id} ${way}`,
      account: vpc.ownerAccount,
      inputs: { vpcId: vpc.id },
    });
  for (const block of further)
    maker.add({
      kind: "vpcCidrBlock",
      name: `${vpc.id} ${block}`,
      account: vpc.ownerAccount,
      inputs: { vpcId: vpc.id, cidrBlock: block },
    });
  for (const id of vpc.internetGateways ?? [])
    maker.add({
      kind: "internetGateway",
      name: id,
      account: vpc.ownerAccount,
      inputs: { vpcId: vpc.id },
      outputs: identity(inVpc, id, "internet-gateway"),
    });
  for (const each of vpc.subnets ?? []) addSubnet(inVpc, each, vpc);
  for (const each of vpc.routeTables ?? []) addRouteTable(inVpc, each);
  for (const each of vpc.natGateways ?? []) addNatGateway(inVpc, each);
  for (const each of vpc.securityGroups ?? []) addSecurityGroup(inVpc, each);
  for (const each of vpc.networkAcls ?? []) addNetworkAcl(inVpc, each, vpc.subnets ?? []);
  for (const each of vpc.endpoints ?? []) addEndpoint(inVpc, each);
  addMentioned(inVpc, vpc);
}

/** The name servers of a VPC stand in a set of DHCP options, whatever its id is. */
function addNameServers({ maker, vpcId, account }: InVpc, { dnsServers }: VpcFacts): void {
  if (dnsServers === undefined) return;
  const name = `${vpcId} name servers`;
  maker.add({
    kind: "dhcpOptions",
    name,
    account,
    inputs: { domainNameServers: dnsServers },
  });
  maker.add({
    kind: "dhcpOptionsAssociation",
    name,
    account,
    inputs: { vpcId, dhcpOptionsId: new Unknown([`the DHCP options of ${vpcId}`]) },
    edges: { dhcpOptionsId: [maker.urn("dhcpOptions", name)] },
  });
}

function addSubnet(inVpc: InVpc, subnet: SubnetFacts, vpc: VpcFacts): void {
  const { maker, vpcId, account } = inVpc;
  // Where the VPC has no IPv6 block, none of its subnets has one.
  const noIpv6 = vpc.ipv6CidrBlocks?.length === 0 ? null : undefined;
  maker.add({
    kind: "subnet",
    name: subnet.id,
    account,
    inputs: {
      vpcId,
      cidrBlock: subnet.cidrBlock,
      ipv6CidrBlock: subnet.ipv6CidrBlock ?? noIpv6,
      ipv6Native: subnet.cidrBlock === undefined ? undefined : false,
      availabilityZoneId: subnet.zoneId,
      assignIpv6AddressOnCreation: subnet.assignIpv6AddressOnCreation,
    },
    outputs: identity(inVpc, subnet.id, "subnet"),
    complete: [
      ...(subnet.routeTable === undefined ? [] : (["routeTableAssociation"] as const)),
      ...(subnet.networkAcl === undefined ? [] : (["networkAclAssociation"] as const)),
    ],
  });
  if (subnet.routeTable !== undefined)
    maker.add({
      kind: "routeTableAssociation",
      name: `${subnet.id} ${subnet.routeTable}`,
      account,
      inputs: { subnetId: subnet.id, routeTableId: subnet.routeTable },
    });
}

function addRouteTable(inVpc: InVpc, table: RouteTableFacts): void {
  inVpc.maker.add({
    kind: "routeTable",
    name: table.id,
    account: inVpc.account,
    inputs: {
      vpcId: inVpc.vpcId,
      routes: table.routes
        ?.filter(({ via }) => via.id !== "local")
        .map(({ to, via }) => ({ [to.property]: to.value, [via.property]: via.id })),
    },
    outputs: identity(inVpc, table.id, "route-table"),
  });
}

function addNatGateway(inVpc: InVpc, nat: NatGatewayFacts): void {
  const { maker, account, vpcId } = inVpc;
  const address = nat.publicIp;
  const hasAddress = address !== undefined || nat.allocation !== undefined;
  // A public address belongs to an allocation, whatever its id is.
  const unnamed = address !== undefined && nat.allocation === undefined;
  if (unnamed)
    maker.add({
      kind: "elasticIp",
      name: address,
      account,
      inputs: {},
      outputs: { publicIp: address },
    });
  maker.add({
    kind: "natGateway",
    name: nat.id,
    account,
    inputs: {
      vpcId,
      subnetId: nat.subnet,
      allocationId: unnamed ? new Unknown([`the allocation of ${address}`]) : nat.allocation,
      connectivityType: nat.connectivity ?? (hasAddress ? "public" : undefined),
      availabilityMode: nat.availability ?? (nat.subnet === undefined ? undefined : "zonal"),
    },
    outputs: { id: nat.id, publicIp: address },
    ...(unnamed ? { edges: { allocationId: [maker.urn("elasticIp", address)] } } : {}),
  });
}

/** What the file mentions and does not describe exists all the same; nothing of it is known. */
function addMentioned(inVpc: InVpc, vpc: VpcFacts): void {
  const { subnets = [], endpoints = [], natGateways = [], routeTables = [] } = vpc;
  const vias = routeTables.flatMap(({ routes = [] }) => routes.map(({ via }) => via.id));
  const mentioned: Partial<Record<Kind, readonly (string | undefined)[]>> = {
    routeTable: [
      vpc.mainRouteTable,
      ...subnets.map(({ routeTable }) => routeTable),
      ...endpoints.flatMap((each) => each.routeTables ?? []),
    ],
    networkAcl: [vpc.defaultNetworkAcl, ...subnets.map(({ networkAcl }) => networkAcl)],
    subnet: [
      ...natGateways.map((each) => each.subnet),
      ...endpoints.flatMap((each) => each.subnets ?? []),
    ],
    securityGroup: endpoints.flatMap((each) => each.securityGroups ?? []),
    natGateway: vias.filter((id) => id.startsWith("nat-")),
  };
  for (const [kind, ids] of Object.entries(mentioned) as [Kind, readonly (string | undefined)[]][])
    for (const id of ids) {
      if (id === undefined || inVpc.maker.has(kind, id)) continue;
      // A network ACL tells by its subnets, and those that name it are known.
      if (kind === "networkAcl") addNetworkAcl(inVpc, { id }, subnets);
      else
        inVpc.maker.add({
          kind,
          name: id,
          account: inVpc.account,
          inputs: { vpcId: inVpc.vpcId },
          outputs: { id },
        });
    }
}
