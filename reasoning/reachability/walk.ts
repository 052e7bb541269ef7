/**
 * Where packets from a subnet go: straight to their subnet's own addresses, else out past the ACL and
 * by the route table, through whatever the routes lead to.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html, "Subnet route tables", and
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html, "Network ACL basics", read
 * 2026-11-22.
 */
import { isKnown, Unknown } from "../known";
import { amazonAddresses } from "./amazon-addresses";
import { deliverInSubnet, deliverInVpc } from "./delivery";
import type { Intervals } from "./intervals";
import { publicInternet } from "./internet-addresses";
import { meetIntervals, NO_ADDRESSES, withoutIntervals } from "./intervals";
import type { RouteTarget, Subnet, Vpc } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf } from "./network-index";
import type { Family } from "./question";
import type { Knowledge, Road, Station, Trail, Walk } from "./road";
import { endAt, pass, startAt, unsettledAt } from "./road";
import { waysFor } from "./routing";
import type { SubnetRoute } from "./subnet-routes";
import { compiledRoutes, isServiceRoute } from "./subnet-routes";
import { aclStep } from "./steps";
import { alongRoutes, routeStep, sameWay } from "./table-step";
import { throughAppliance } from "./through/appliance";
import { throughGatewayEndpoint } from "./through/gateway-endpoint";
import { throughEgressOnly, throughInternetGateway } from "./through/internet";
import { throughNatGateway } from "./through/nat";
import { throughPeering } from "./through/peering";
import { throughTransitGateway } from "./through/transit";
import { throughVpnGateway } from "./through/vpn-gateway";

/** The ways of packets from a station to some addresses. */
export function walkFrom(
  index: NetworkIndex,
  family: Family,
  from: Station,
  subnet: Node<Subnet>,
  addresses: Intervals,
  hint: Knowledge,
  target: Station | undefined,
): readonly Road[] {
  const start = startAt(from);
  const answered = meetIntervals(addresses, amazonAddresses(from.vpc.value, family));
  const rest = withoutIntervals(addresses, answered);
  return [
    ...endAt(start, answered, { kind: "unsettled", unknowns: [BY_AWS], isUnfiltered: true }),
    ...fromSubnet(walkTo(index, family, hint, target), start, subnet, rest),
  ];
}

const BY_AWS = new Unknown(["what AWS itself answers at addresses of its own"]);

/** What every part of a way to a target needs. */
export function walkTo(
  index: NetworkIndex,
  family: Family,
  hint: Knowledge,
  target: Station | undefined,
): Walk {
  return { index, family, hint, onward: fromSubnet, ...(target === undefined ? {} : { target }) };
}

function fromSubnet(
  walk: Walk,
  trail: Trail,
  subnet: Node<Subnet>,
  addresses: Intervals,
): readonly Road[] {
  const { index, family } = walk;
  const vpc = index.find("vpcs", subnet.value.vpcId);
  if (!isKnown(vpc)) return unsettledAt(trail, addresses, vpc);
  const inside = meetIntervals(addresses, index.addressesOfSubnet(subnet.value, family));
  const beyond = withoutIntervals(addresses, inside);
  const open = mayBeInside(index, vpc, subnet, family, beyond);
  return [
    ...deliverInSubnet(walk, trail, vpc, subnet, inside),
    ...leaveSubnet(walk, trail, vpc, subnet, withoutIntervals(beyond, open)),
    ...endAt(trail, open, {
      kind: "either",
      alternatives: [
        deliverInSubnet(walk, trail, vpc, subnet, open),
        leaveSubnet(walk, trail, vpc, subnet, open),
      ],
      why: gapsOf(subnet.value.cidrBlocks),
    }),
  ];
}

/** Addresses that a subnet holds if a block of its that nobody knows does. */
function mayBeInside(
  index: NetworkIndex,
  vpc: Node<Vpc>,
  subnet: Node<Subnet>,
  family: Family,
  beyond: Intervals,
): Intervals {
  if (gapsOf(subnet.value.cidrBlocks).length === 0) return NO_ADDRESSES;
  const isOpen = gapsOf(vpc.value.cidrBlocks).length > 0;
  const ofVpc = isOpen ? beyond : meetIntervals(beyond, index.addressesOfVpc(vpc.value, family));
  return index
    .subnetsOf(vpc.value)
    .reduce(
      (rest, { value }) => withoutIntervals(rest, index.addressesOfSubnet(value, family)),
      ofVpc,
    );
}

/** The ways out of a subnet: past its ACL, by its route table. */
function leaveSubnet(
  walk: Walk,
  trail: Trail,
  vpc: Node<Vpc>,
  subnet: Node<Subnet>,
  beyond: Intervals,
): readonly Road[] {
  if (beyond.length === 0) return [];
  const { index, family, hint } = walk;
  const left = pass(trail, aclStep(index, subnet, "egress"));
  const table = index.tableOf(subnet.value);
  if (!isKnown(table)) return unsettledAt(left, beyond, table);
  const compiled = compiledRoutes(index, table, vpc, family);
  const toService = (route: SubnetRoute) => isServiceRoute(index, route);
  const routed = pass(left, routeStep(table, compiled));
  const ways = waysFor(compiled, beyond, hint, {
    toService,
    serviceSpace: publicInternet(family),
    sameWay,
  });
  const noRoute = `${table.value.id}, which ${subnet.value.id} uses, has no route for the address`;
  return alongRoutes(routed, table, compiled, ways, noRoute, (target, set) =>
    take(walk, routed, subnet, vpc, target, set),
  );
}

function take(
  walk: Walk,
  trail: Trail,
  subnet: Node<Subnet>,
  vpc: Node<Vpc>,
  target: RouteTarget,
  addresses: Intervals,
): readonly Road[] {
  switch (target.kind) {
    case "local":
      return deliverInVpc(walk, trail, vpc, addresses);
    case "internetGateway":
      return throughInternetGateway(walk, trail, target.id, addresses);
    case "egressOnlyInternetGateway":
      return throughEgressOnly(walk, trail, target.id, addresses);
    case "natGateway":
      return throughNatGateway(walk, trail, target.id, subnet, addresses);
    case "peeringConnection":
      return throughPeering(walk, trail, target.id, vpc, addresses);
    case "transitGateway":
      return throughTransitGateway(walk, trail, target.id, subnet, addresses);
    case "vpcEndpoint":
      return throughGatewayEndpoint(walk, trail, target.id, vpc, addresses);
    case "networkInterface":
      return throughAppliance(walk, trail, target.id, addresses);
    case "vpnGateway":
      return throughVpnGateway(walk, trail, target.id, addresses);
    case "other":
      return unsettledAt(trail, addresses, new Unknown([`what lies behind ${target.id}`]));
  }
}
