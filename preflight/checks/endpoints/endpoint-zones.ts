import type { Truth } from "../../../reasoning/known";
import { any, isKnown, Unknown } from "../../../reasoning/known";
import { endpointSubnets } from "../../model/endpoints/endpoint-conditions";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import {
  pathsTo,
  servicesWithEndpoints,
  unnamedEndpoints,
} from "../../model/endpoints/vpc-endpoints";
import type { World } from "../../model/world";
import { inOneZone } from "../../model/network/zones";
import { namesOf, withSubnets } from "../network/network-subjects";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, notApplicable, undecided } from "../rule";
import { aws, guide } from "../sources";

/** Where the endpoints stand that the environment's calls go through. */
export const ENDPOINT_ZONE_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "endpoints-in-every-subnet-zone",
    title: "Interface endpoints stand in the zone of each of the environment's subnets",
    why: "An endpoint is reached from every zone of its VPC, but lives in those of its subnets alone: a zone that fails takes it along, and MWAA restarts the environment in the other zone without it. What crosses zones is paid for.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [
      guide("networking-about", "Private routing without internet access"),
      aws(
        "vpc/latest/privatelink/create-interface-endpoint.html",
        "Subnets and Availability Zones",
      ),
    ],
    examples: {
      fails: "subnetIds: [privateSubnetA.id]",
      passes: "subnetIds: [privateSubnetA.id, privateSubnetB.id]",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => judge(environment, subnets, world)),
  },
];

function judge(environment: Resource, subnets: readonly Resource[], world: World): Outcome {
  const region = world.region(environment);
  if (!isKnown(region)) return undecided("the Region is not known", region.blockedBy);
  const hidden: Unknown[] = [];
  const absent = new Map<Resource, Resource[]>();
  let taken = false;
  for (const subnet of subnets) {
    const named = servicesWithEndpoints(world, subnet, region);
    const services = pathsTo(world, environment, subnet, named);
    if (!isKnown(services)) {
      hidden.push(services);
      continue;
    }
    for (const { endpoint, kind, captures } of services.flatMap(({ endpoints }) => endpoints)) {
      // A gateway stands in no zone, and one that takes no calls is not missed.
      if (kind === "gateway" || captures === false) continue;
      taken = true;
      const there = standsNear(world, endpoint, subnet);
      if (there instanceof Unknown) hidden.push(there);
      if (there === false && captures instanceof Unknown) hidden.push(captures);
      if (there === false && captures === true)
        absent.set(subnet, [...(absent.get(subnet) ?? []), endpoint]);
    }
    const { endpoints, more } = unnamedEndpoints(world, subnet);
    hidden.push(...endpoints.map(({ unknown }) => unknown), ...(more === undefined ? [] : [more]));
  }
  if (!taken && hidden.length === 0) return notApplicable("no interface endpoint takes the calls");
  return conclude(
    [...absent].map(([subnet, endpoints]): Violation => ({
      resource: subnet,
      related: [...endpoints, environment],
      message: `is in a zone without an interface of ${namesOf(endpoints)}`,
      witness: `TCP 443 from ${subnet.name} to ${namesOf(endpoints.slice(0, 1))}: across zones`,
      fix: `add ${subnet.name} to the subnets of ${endpoints.length === 1 ? "the endpoint" : "these endpoints"}`,
    })),
    hidden,
    "the zones of an endpoint are not known",
  );
}

function standsNear(world: World, endpoint: Resource, subnet: Resource): Truth {
  return any(
    endpointSubnets(world, endpoint).map((each): Truth => {
      if (each.kind === "resource") return inOneZone(world, each.resource, subnet);
      return each.kind === "unknown"
        ? each.unknown
        : new Unknown([pointer(endpoint, ["subnetIds"])]);
    }),
  );
}
