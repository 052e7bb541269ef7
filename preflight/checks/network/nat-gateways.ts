import { isKnown, Unknown } from "../../../reasoning/known";
import { gatewayServes, internetPathOf } from "../../model/network/internet-path";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { Route } from "../../model/network/routes";
import { inOneVpc } from "../../model/network/vpc-membership";
import { inOneZone } from "../../model/network/zones";
import type { World } from "../../model/world";
import { publicAccessBlocked } from "../../model/network/public-access";
import { isOnTheWay } from "../../model/network/reachability/lost-packet";
import type { Asked } from "../../model/network/reachability/questions";
import { shownByPacket } from "./lost";
import { namesOf, onceEach, withSubnets } from "./network-subjects";
import { regionalFaults } from "./regional-nat";
import type { Rule, Violation } from "../rule";
import { concludeAll, notApplicable } from "../rule";
import { aws, guide } from "../sources";

/** The NAT gateways behind the environment's subnets. */
export const NAT_GATEWAY_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "nat-gateways-lead-out",
    title: "The NAT gateways that the subnets use lead to the internet",
    why: "A NAT gateway works only with an Elastic IP address, in another subnet, and if that subnet's table leads to an internet gateway that is attached to the VPC; a regional one only in a VPC with an internet gateway; and none where the account blocks public access in both directions.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      aws("vpc/latest/userguide/vpc-nat-gateway.html", "NAT gateway basics"),
      aws(
        "vpc/latest/userguide/nat-gateways-regional.html",
        "Regional NAT gateways for automatic multi-AZ expansion",
      ),
      aws("vpc/latest/userguide/security-vpc-bpa.html", "VPC BPA basics"),
      guide("networking-about", "Public routing over the internet"),
    ],
    examples: {
      fails: "subnetId: privateSubnet.id",
      passes: "subnetId: publicSubnet.id, allocationId: address.id",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const hidden: Unknown[] = [];
        const uses = new Map<Resource, Use>();
        const paths = subnets.map((subnet) => ({ subnet, path: internetPathOf(world, subnet) }));
        for (const { subnet, path } of paths) {
          if (path.kind === "unknown") hidden.push(path.unknown);
          if (path.kind !== "nat") continue;
          for (const route of path.routes) {
            if (route.target.kind === "resource") {
              const nat = route.target.resource;
              const use = uses.get(nat) ?? { nat, routes: new Set(), subnets: new Set() };
              uses.set(nat, use);
              use.routes.add(route);
              use.subnets.add(subnet);
            } else hidden.push(new Unknown([route.where]));
          }
        }
        if (uses.size === 0 && hidden.length === 0) return notApplicable("no NAT gateway");
        return concludeAll(
          onceEach([
            ...hidden,
            ...[...uses.values()].flatMap((use) =>
              natFaults(use, world).map((each) =>
                each instanceof Unknown ? each : shownOut(each, environment, use, world),
              ),
            ),
          ]),
          "a NAT gateway is not known in full",
        );
      }),
  },
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "nat-gateways-in-every-zone",
    title: "Each subnet's NAT gateway stands in the subnet's own zone",
    why: "A zone that fails takes the NAT gateways in it along, and with them the subnets of other zones that use them; and what crosses zones is paid for.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [
      aws("vpc/latest/userguide/vpc-nat-gateway.html", "NAT gateway basics"),
      guide("networking-about", "Public routing over the internet"),
    ],
    examples: {
      fails: "one NAT gateway for the subnets of both zones",
      passes: 'a NAT gateway for each zone, or availabilityMode: "regional"',
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const paths = subnets.map((subnet) => ({ subnet, path: internetPathOf(world, subnet) }));
        if (paths.every(({ path }) => path.kind !== "nat" && path.kind !== "unknown"))
          return notApplicable("no NAT gateway");
        return concludeAll(
          paths.flatMap(({ subnet, path }) => {
            if (path.kind === "unknown") return [path.unknown];
            if (path.kind !== "nat") return [];
            return path.routes.map((route) => zoneFault(environment, subnet, route, world));
          }),
          "the zone of a NAT gateway is not known",
        );
      }),
  },
];

function zoneFault(
  environment: Resource,
  subnet: Resource,
  route: Route,
  world: World,
): Violation | Unknown | undefined {
  if (route.target.kind !== "resource") return new Unknown([route.where]);
  const nat = route.target.resource;
  const mode = world.text(nat, "availabilityMode");
  if (!isKnown(mode)) return mode;
  if (mode === "regional") return undefined;
  const home = world.reference(nat, ["subnetId"], "subnet");
  if (home.kind !== "resource") return new Unknown([pointer(nat, ["subnetId"])]);
  const together = inOneZone(world, subnet, home.resource);
  if (!isKnown(together)) return together;
  if (together) return undefined;
  return {
    resource: nat,
    related: [subnet, route.resource, environment],
    message: `stands in another zone than ${subnet.name}, which it serves`,
    witness: `0.0.0.0/0 from ${subnet.name}: to ${nat.name} in ${home.resource.name}`,
    fix: `add a NAT gateway in a public subnet of the zone of ${subnet.name}, and route through it`,
  };
}

/** One NAT gateway, and what of the environment goes through it. */
interface Use {
  readonly nat: Resource;
  readonly routes: Set<Route>;
  readonly subnets: Set<Resource>;
}

function shownOut(fault: Violation, environment: Resource, use: Use, world: World): Violation {
  const [from] = use.subnets;
  if (from === undefined) return fault;
  const asked: Asked = {
    environment,
    from,
    to: { kind: "internet" },
    port: 443,
    withoutGroups: true,
  };
  return shownByPacket(fault, world, asked, isOnTheWay);
}

function natFaults(use: Use, world: World): readonly (Violation | Unknown)[] {
  const { nat } = use;
  const related = [...[...use.routes].map(({ resource }) => resource), ...use.subnets];
  const type = world.text(nat, "connectivityType");
  if (type === "private") {
    return [
      {
        resource: nat,
        related,
        message: "connectivityType is private, so that it does not reach the internet",
        fix: 'set connectivityType to "public" and give it an Elastic IP address',
      },
    ];
  }
  const faults: (Violation | Unknown)[] = isKnown(type) ? [] : [type];
  const mode = world.text(nat, "availabilityMode");
  if (!isKnown(mode)) return [...faults, mode];
  if (mode === "regional")
    return [
      ...faults,
      ...regionalFaults(nat, [...use.subnets], related, world),
      ...[...use.subnets].flatMap((subnet) => blockFaults(use, [subnet], related, world)),
    ];
  const address = world.reference(nat, ["allocationId"], "elasticIp");
  if (address.kind === "unknown") faults.push(address.unknown);
  if (address.kind === "absent") {
    faults.push({
      resource: nat,
      related,
      message: "allocationId is not set, so that it has no public address",
      fix: "give it the allocation id of an Elastic IP address",
    });
  }
  const home = world.reference(nat, ["subnetId"], "subnet");
  if (home.kind !== "resource") return [...faults, new Unknown([pointer(nat, ["subnetId"])])];
  return [
    ...faults,
    ...exitFaults(use, home.resource, related, world),
    ...blockFaults(use, [home.resource, ...use.subnets], related, world),
  ];
}

/** Whether the account keeps its VPCs from the internet altogether. */
function blockFaults(
  { nat }: Use,
  subnets: readonly Resource[],
  related: readonly Resource[],
  world: World,
): readonly (Violation | Unknown)[] {
  const blocked = publicAccessBlocked(world, subnets);
  if (blocked === false) return [];
  if (blocked !== true) return [blocked];
  return [
    {
      resource: nat,
      related: [...world.of("vpcBlockPublicAccess"), ...related],
      message: "leads nowhere, since the account blocks public access in both directions",
      fix: 'set internetGatewayBlockMode to "block-ingress", or exclude the VPC from it',
    },
  ];
}

/** Whether the subnet of a NAT gateway leads on to the internet. */
function exitFaults(
  { nat, subnets }: Use,
  home: Resource,
  related: readonly Resource[],
  world: World,
): readonly (Violation | Unknown)[] {
  const fault = (message: string, witness: string): Violation => ({
    resource: nat,
    related: [home, ...related],
    message,
    witness: `0.0.0.0/0 from ${namesOf([...subnets])}: to ${nat.name}, then ${witness}`,
    fix: "place it in a public subnet, whose table leads 0.0.0.0/0 to an internet gateway of the VPC",
  });
  if (subnets.has(home))
    return [fault(`stands in ${home.name}, which it should serve`, "back to itself")];
  const together = [...subnets].map((subnet) => ({ subnet, vpc: inOneVpc(world, subnet, home) }));
  const apart = together.filter(({ vpc }) => vpc === false).map(({ subnet }) => subnet);
  if (apart.length > 0)
    return [fault(`stands in another VPC than ${namesOf(apart)}`, "no route in their VPC")];
  const untold = together.flatMap(({ vpc }) => (vpc instanceof Unknown ? [vpc] : []));
  return [...untold, ...beyond(home, fault, world)];
}

/** How the subnet of a NAT gateway goes on. */
function beyond(
  home: Resource,
  fault: (message: string, witness: string) => Violation,
  world: World,
): readonly (Violation | Unknown)[] {
  const exit = internetPathOf(world, home);
  switch (exit.kind) {
    case "unknown":
      return [exit.unknown];
    case "none":
      return [
        fault(
          `stands in ${home.name}, whose table has no route to an internet gateway`,
          "no route",
        ),
      ];
    case "nat":
      return [fault(`stands in ${home.name}, whose table leads to a NAT gateway`, "another NAT")];
    case "other":
      return [new Unknown(exit.routes.map(({ where }) => where))];
    case "internet-gateway":
      return exit.routes.flatMap((route): readonly (Violation | Unknown)[] => {
        if (route.target.kind !== "resource") return [new Unknown([route.where])];
        const gateway = route.target.resource;
        const serves = gatewayServes(world, gateway, home);
        if (serves === true) return [];
        if (serves !== false) return [serves];
        return [
          fault(
            `stands in ${home.name}, whose table leads to ${gateway.name}, which is not attached to the VPC`,
            `${gateway.name}, which is attached to another VPC or to none`,
          ),
        ];
      });
  }
}
