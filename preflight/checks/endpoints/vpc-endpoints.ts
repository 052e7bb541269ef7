import type { Truth, Unknown } from "../../../reasoning/known";
import { all, any, isKnown } from "../../../reasoning/known";
import { once } from "../../../reasoning/remember";
import { endpointGroups, endpointSubnets } from "../../model/endpoints/endpoint-conditions";
import type { Reference } from "../../model/reference";
import type { Resource } from "../../model/resource";
import { mayUseGroup, owns } from "../../model/network/shared-subnets";
import { tableNamed, tablesNamed } from "../../model/network/route-tables";
import { sameTarget, vpcOf } from "../../model/network/vpc-membership";
import type { World } from "../../model/world";
import type { Rule, Violation } from "../rule";
import { concludeAll } from "../rule";
import { aws } from "../sources";

const own = { subject: "network", judges: ["vpcEndpoint"], decidedBy: "world" } as const;

/** What EC2 asks of a VPC endpoint, whoever uses it. */
export const VPC_ENDPOINT_RULES: readonly Rule[] = [
  {
    ...own,
    id: "endpoints-in-one-vpc-and-region",
    title:
      "An endpoint's subnets, groups, route tables and service are those of its VPC and Region",
    why: "EC2 refuses an endpoint with parts of another VPC, and a service's name of another Region leads to nothing that an environment calls.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws("vpc/latest/privatelink/create-interface-endpoint.html", "Prerequisites"),
      aws("vpc/latest/privatelink/gateway-endpoints.html", "Considerations"),
    ],
    examples: {
      fails: "vpcId: vpc.id, subnetIds: [subnetOfAnotherVpc.id]",
      passes: "vpcId: vpc.id, subnetIds: [subnetOfThatVpc.id]",
    },
    check: (endpoint, world) =>
      concludeAll(
        [...partFaults(endpoint, world), regionFault(endpoint, world)],
        "the VPC of an endpoint's parts, or its Region, is not known",
      ),
  },
  {
    ...own,
    id: "endpoint-services-not-taken-twice",
    title: "No two endpoints of a VPC take one service's names, or one table's route to it",
    why: "EC2 refuses a second endpoint with private DNS for the same service in a VPC, and a second gateway for a service on the same route table.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws("vpc/latest/privatelink/manage-dns-names.html", "Private DNS names"),
      aws("vpc/latest/privatelink/gateway-endpoints.html", "Routing"),
    ],
    examples: {
      fails: "two endpoints of com.amazonaws.eu-west-1.sqs with privateDnsEnabled: true",
      passes: "one endpoint for all environments of the VPC",
    },
    check: (endpoint, world) => {
      const earlier = rivalsOf(endpoint, world);
      return concludeAll(
        earlier.map((other): Violation | Unknown | undefined => {
          const clash = clashes(endpoint, other, world);
          if (!isKnown(clash)) return clash;
          if (!clash) return undefined;
          return {
            related: [other],
            message:
              isGateway(endpoint, world) === true
                ? `is a second gateway beside ${other.name} for its service on one route table`
                : `is a second endpoint beside ${other.name} with private DNS for its service in the VPC`,
            fix: "use one of the two for both, or set privateDnsEnabled to false on one",
          };
        }),
        "whether two endpoints take the same names cannot be told",
      );
    },
  },
];

/** What an endpoint consists of, and the property that names it. */
interface Part {
  readonly part: Reference;
  readonly what: string;
}

function partsOf(endpoint: Resource, world: World): readonly Part[] {
  const gateway = isGateway(endpoint, world);
  const ties = world.pointingAt(endpoint, "vpcEndpointRouteTable", "vpcEndpointId");
  const named =
    (what: string) =>
    (part: Reference): Part => ({ part, what });
  return [
    ...(gateway === true ? [] : endpointSubnets(world, endpoint).map(named("subnet"))),
    ...(gateway === true || endpoint.inputs["securityGroupIds"] === undefined
      ? []
      : endpointGroups(world, endpoint).groups.map(named("security group"))),
    ...tablesNamed(world, endpoint, "routeTableIds").map(named("route table")),
    ...ties.resources.map((each) => named("route table")(tableNamed(world, each, "routeTableId"))),
  ];
}

function partFaults(
  endpoint: Resource,
  world: World,
): readonly (Violation | Unknown | undefined)[] {
  const home = vpcOf(world, endpoint);
  if (home.kind === "unknown") return [home.unknown];
  return partsOf(endpoint, world).map(({ part, what }): Violation | Unknown | undefined => {
    if (part.kind === "unknown") return part.unknown;
    // What no stack holds may be of any VPC: nobody here can say.
    if (part.kind !== "resource") return undefined;
    // The table that came with a VPC stands as the VPC itself.
    const itself: Reference = part;
    const its = part.resource.type.endsWith(":Vpc") ? itself : vpcOf(world, part.resource);
    if (its.kind === "absent") return undefined;
    const together = any([sameTarget(its, home), lentTo(world, part.resource, home)]);
    if (!isKnown(together)) return together;
    if (together)
      return what === "security group" ? strangeGroup(part.resource, endpoint, world) : undefined;
    return {
      related: [part.resource],
      message: `names the ${what} ${part.resource.name}, which is of another VPC`,
      fix: `name a ${what} of the endpoint's own VPC`,
    };
  });
}

/** In a shared VPC each account has groups of its own, and nobody else may use them. */
function strangeGroup(
  group: Resource,
  endpoint: Resource,
  world: World,
): Violation | Unknown | undefined {
  const vpc = vpcOf(world, group);
  // That a whole endpoint is the wrong account's is another rule's affair.
  if (vpc.kind === "resource" && owns(world, endpoint, vpc.resource) === false) return undefined;
  const usable = mayUseGroup(world, endpoint, group);
  if (usable !== false) return isKnown(usable) ? undefined : usable;
  return {
    related: [group],
    message: `names the security group ${group.name}, which is of another account`,
    fix: "make a security group with the provider of the endpoint",
  };
}

/** A security group can be made to work in a second VPC. */
function lentTo(world: World, group: Resource, home: Reference): Truth {
  const lent = world.pointingAt(group, "securityGroupVpcAssociation", "securityGroupId");
  return any(lent.resources.map((each) => sameTarget(vpcOf(world, each), home)));
}

/** The Region in the name of a service of AWS; services of others are named otherwise. */
function regionFault(endpoint: Resource, world: World): Violation | Unknown | undefined {
  const name = world.text(endpoint, "serviceName");
  if (!isKnown(name)) return name;
  const named = /^(?:cn\.)?com\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d+)\./.exec(name ?? "")?.[1];
  if (named === undefined) return undefined;
  const elsewhere = world.text(endpoint, "serviceRegion");
  if (!isKnown(elsewhere)) return elsewhere;
  const region = elsewhere ?? world.region(endpoint);
  if (!isKnown(region)) return region;
  if (region === named) return undefined;
  return {
    message: `serviceName names a service of ${named}, and the endpoint is in ${region}`,
    fix: `name the service of ${region}`,
  };
}

function isGateway(endpoint: Resource, world: World): Truth {
  const type = world.text(endpoint, "vpcEndpointType");
  return isKnown(type) ? type?.toLowerCase() === "gateway" : type;
}

/**
 * The endpoints that may clash with one, so that each pair is told once: those before it in its VPC,
 * and those whose VPC is hidden.
 */
function rivalsOf(endpoint: Resource, world: World): readonly Resource[] {
  const home = vpcOf(world, endpoint);
  const before = (each: readonly Resource[]): readonly Resource[] =>
    each.slice(0, Math.max(each.indexOf(endpoint), 0));
  const rivals =
    home.kind === "resource"
      ? [
          ...before(world.pointingAt(home.resource, "vpcEndpoint", "vpcId").resources),
          ...homelessIn(world),
        ]
      : before(home.kind === "unknown" ? homelessIn(world) : world.of("vpcEndpoint"));
  return rivals.filter(({ change }) => change !== "delete");
}

/** The endpoints whose VPC is hidden, found once for each World: endpoints are many in an organisation. */
const homelessIn = once((world: World): readonly Resource[] =>
  world.of("vpcEndpoint").filter((each) => vpcOf(world, each).kind === "unknown"),
);

function clashes(one: Resource, other: Resource, world: World): Truth {
  const [mine, theirs] = [world.text(one, "serviceName"), world.text(other, "serviceName")];
  const [kind, otherKind] = [isGateway(one, world), isGateway(other, world)];
  if (mine === undefined || theirs === undefined) return false;
  const same: Truth = !isKnown(mine) ? mine : isKnown(theirs) ? mine === theirs : theirs;
  const both = (gateway: boolean): Truth =>
    all([kind, otherKind].map((each) => (isKnown(each) ? each === gateway : each)));
  return all([
    same,
    inOneVpcOf(one, other, world),
    any([
      all([both(true), shareATable(one, other, world)]),
      all([both(false), ...[one, other].map((each) => world.flag(each, "privateDnsEnabled"))]),
    ]),
  ]);
}

function inOneVpcOf(one: Resource, other: Resource, world: World): Truth {
  const [mine, theirs] = [vpcOf(world, one), vpcOf(world, other)];
  return mine.kind === "absent" || theirs.kind === "absent" ? false : sameTarget(mine, theirs);
}

function shareATable(one: Resource, other: Resource, world: World): Truth {
  const theirs = tablesOn(other, world);
  return any(tablesOn(one, world).flatMap((mine) => theirs.map((each) => sameTarget(mine, each))));
}

function tablesOn(endpoint: Resource, world: World): readonly Reference[] {
  const { resources, more } = world.pointingAt(endpoint, "vpcEndpointRouteTable", "vpcEndpointId");
  const hidden = more === undefined ? [] : [{ kind: "unknown", unknown: more } as const];
  return [
    ...tablesNamed(world, endpoint, "routeTableIds"),
    ...resources.map((each) => tableNamed(world, each, "routeTableId")),
    ...hidden,
  ];
}
