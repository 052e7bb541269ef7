import { isExisting } from "../../model/existing";
import type { Block } from "../../model/network/address-blocks";
import { parseBlock } from "../../model/network/address-blocks";
import type { Route } from "../../model/network/routes";
import { routesIn } from "../../model/network/routes";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import { isKnown } from "../../../reasoning/known";
import type { Rule, Violation } from "../rule";
import { failIf, notApplicable } from "../rule";
import { aws } from "../sources";

const own = { subject: "network", decidedBy: "world" } as const;

/** What EC2 takes once alone. */
export const ONCE_RULES: readonly Rule[] = [
  {
    ...own,
    judges: ["routeTable", "defaultRouteTable", "vpc"],
    id: "routes-differ-in-destination",
    title: "A route table has one route for each destination",
    why: "EC2 refuses a second route for a destination that a table has already; which of two is made first nobody knows.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("vpc/latest/userguide/RouteTables.html", "Route priority")],
    examples: {
      fails: "a route for 0.0.0.0/0 to a NAT gateway, and one to an internet gateway",
      passes: "one route for 0.0.0.0/0",
    },
    check: (table, world) => {
      const seen = new Map<string, Route>();
      const twice: Violation[] = [];
      const { routes } = routesIn(world, table);
      if (routes.length === 0) return notApplicable("no route is known");
      for (const route of routes) {
        const destination = destinationOf(route);
        if (destination === undefined) continue;
        const other = seen.get(destination);
        seen.set(destination, route);
        if (other === undefined || (isExisting(route.resource) && isExisting(other.resource)))
          continue;
        twice.push({
          resource: route.resource,
          related: [other.resource, table].filter((each) => each !== route.resource),
          message: `has a second route for ${destination}, besides that of ${other.resource.name}`,
          fix: "keep one of the two",
        });
      }
      return failIf(twice);
    },
  },
  {
    ...own,
    judges: ["vpc", "elasticIp"],
    id: "gateways-and-addresses-used-once",
    title: "A VPC has one internet gateway, and an Elastic IP address one NAT gateway",
    why: "EC2 refuses to attach a second internet gateway to a VPC, and to associate an address that is in use.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws("vpc/latest/userguide/VPC_Internet_Gateway.html", "Internet gateway basics"),
      aws("vpc/latest/userguide/nat-gateway-basics.html", "NAT gateway basics"),
    ],
    examples: {
      fails: "allocationId: address.allocationId on two NAT gateways",
      passes: "an Elastic IP address for each NAT gateway",
    },
    check: (resource, world) => {
      const users = resource.type.endsWith(":Vpc")
        ? gatewaysOf(resource, world)
        : natsOf(resource, world);
      const [first, second] = users;
      if (first === undefined) return notApplicable("nothing uses it");
      if (second === undefined || users.every(isExisting)) return failIf([]);
      return failIf([
        {
          resource: second,
          related: [resource, first],
          message: `is a second one of ${resource.name}, besides ${first.name}`,
          fix: "keep one of the two, or give each its own",
        },
      ]);
    },
  },
];

/** A destination in one spelling; undefined for one that is hidden, or stands for a list's blocks. */
function destinationOf({ destination, listed }: Route): string | undefined {
  if (!isKnown(destination) || listed === true) return undefined;
  const block: Block | undefined = parseBlock(destination);
  return block === undefined
    ? destination
    : `${block.family === "ipv4" ? dotted(block.first) : destination.split("/")[0]}/${block.prefix}`;
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}

function gatewaysOf(vpc: Resource, world: World): readonly Resource[] {
  const ties = world.pointingAt(vpc, "internetGatewayAttachment", "vpcId").resources;
  const tied = ties.flatMap((each) => {
    const gateway = world.reference(each, ["internetGatewayId"], "internetGateway");
    return gateway.kind === "resource" ? [gateway.resource] : [];
  });
  return kept([...world.pointingAt(vpc, "internetGateway", "vpcId").resources, ...tied]);
}

function natsOf(address: Resource, world: World): readonly Resource[] {
  return kept(world.pointingAt(address, "natGateway", "allocationId").resources);
}

function kept(resources: readonly Resource[]): readonly Resource[] {
  return [...new Set(resources)].filter(({ change }) => change !== "delete");
}
