import type { Unknown } from "../../../reasoning/known";
import { isKnown } from "../../../reasoning/known";
import { securityGroupsOf, subnetsOf } from "../../model/environment";
import { isExisting } from "../../model/existing";
import type { Edge } from "../../model/network/edges";
import { edgesOf, inOneRegion, NETWORK_PARTS } from "../../model/network/edges";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Rule, Violation } from "../rule";
import { concludeAll, notApplicable } from "../rule";
import { aws } from "../sources";
import { resourcesOf } from "./network-subjects";

/** The Regions of a network's parts, which a program can choose for each of them. */
export const REGION_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment", ...NETWORK_PARTS],
    decidedBy: "world",
    id: "network-parts-in-one-region",
    title: "What a part of the network names is in its own Region",
    why: "A VPC and all that is in it live in one Region, and ids are known there alone: EC2 finds nothing by the id of another Region's.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws("vpc/latest/userguide/how-it-works.html", "VPCs and subnets"),
      aws("general/latest/gr/rande.html", "Regional endpoints"),
    ],
    examples: {
      fails: 'new aws.ec2.NatGateway(name, { subnetId: publicSubnet.id, region: "us-east-1" })',
      passes: "new aws.ec2.NatGateway(name, { subnetId: publicSubnet.id })",
    },
    check: (resource, world) => {
      if (isExisting(resource)) return notApplicable("it exists: EC2 has taken it");
      const edges = [...edgesOf(world, resource), ...edgesOfEnvironment(resource, world)];
      if (edges.length === 0) return notApplicable("it names no part of a network that is known");
      return concludeAll(
        edges.map(({ property, target }): Violation | Unknown | undefined => {
          const together = inOneRegion(world, resource, target);
          // Of what exists somebody may have told all but its Region, in which its id was found.
          if (!isKnown(together)) return isExisting(target) ? undefined : together;
          if (together) return undefined;
          return {
            related: [target],
            message: `is in ${String(world.region(resource))}, and ${property} names ${target.name}, which is in ${String(world.region(target))}`,
            fix: "make both in one Region: leave their region away, or set it alike",
          };
        }),
        "the Region of a part of the network is not known",
      );
    },
  },
];

function edgesOfEnvironment(resource: Resource, world: World): readonly Edge[] {
  if (!resource.type.endsWith(":Environment")) return [];
  const named = { subnetIds: subnetsOf, securityGroupIds: securityGroupsOf };
  return Object.entries(named).flatMap(([property, read]) => {
    const references = read(world, resource);
    return isKnown(references)
      ? resourcesOf(references).map((target) => ({ property, target }))
      : [];
  });
}
