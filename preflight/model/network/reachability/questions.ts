import type { Maybe } from "../../../../reasoning/known";
import { isKnown, Unknown, unknownOf } from "../../../../reasoning/known";
import type { Answer } from "../../../../reasoning/reachability/answer";
import type { PortRange } from "../../../../reasoning/reachability/network";
import type { Destination, Family, Quantifier } from "../../../../reasoning/reachability/question";
import { reach } from "../../../../reasoning/reachability/reach";
import { securityGroupsOf } from "../../environment";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import type { World } from "../../world";
import { reachabilityNetwork } from "../reachability-network";
import { idBehind } from "./node-ids";
import { serviceNamed } from "./services";

/** Where an environment's packets go: to a service of AWS, to another subnet of its own, or out. */
export type Goal =
  | { readonly kind: "service"; readonly service: string }
  | { readonly kind: "subnet"; readonly subnet: Resource }
  | { readonly kind: "internet" };

/** What is asked about packets of an environment. */
export interface Asked {
  readonly environment: Resource;
  /** The subnet that they come from. */
  readonly from: Resource;
  readonly to: Goal;
  readonly port: number;
  /** @default "ipv4" */
  readonly family?: Family;
  /** @default "all" */
  readonly quantifier?: Quantifier;
  /** Whether to look at routes, gateways and ACLs alone. @default false */
  readonly withoutGroups?: boolean;
}

/**
 * The ports that Linux, on which MWAA's containers run, chooses from for its own end.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html, "Ephemeral
 * ports", read 2026-11-22.
 */
const CONTAINER_PORTS: PortRange = { first: 32768, last: 61000 };

/** Whether TCP packets of an environment arrive and are answered. */
export function askReach(world: World, asked: Asked): Maybe<Answer> {
  const { environment, from, to, port, family = "ipv4", quantifier = "all" } = asked;
  const { index, idOf } = reachabilityNetwork(world, family);
  const groups = asked.withoutGroups === true ? NO_GROUPS : groupsOf(world, environment);
  if (!isKnown(groups)) return groups;
  const destination = destinationOf(world, environment, to, groups);
  if (!isKnown(destination)) return destination;
  return reach(index, {
    from: { kind: "subnet", subnetId: idOf(from), ...groups },
    to: destination,
    protocol: "tcp",
    ports: [{ first: port, last: port }],
    sourcePorts: [CONTAINER_PORTS],
    family,
    quantifier,
  });
}

/** The groups of an interface; without any, none filters anything. */
interface Groups {
  readonly securityGroupIds?: readonly string[];
}

const NO_GROUPS: Groups = {};

/** The environment's groups. A question cannot hold one that nobody knows. */
function groupsOf(world: World, environment: Resource): Maybe<Groups> {
  const groups = securityGroupsOf(world, environment);
  if (!isKnown(groups)) return groups;
  const where = pointer(environment, ["networkConfiguration", "securityGroupIds"]);
  const ids = groups.map((each) => idBehind(each, where));
  const hidden = ids.filter((each) => each instanceof Unknown);
  if (hidden.length > 0) return unknownOf(...hidden);
  return { securityGroupIds: ids.filter((each) => isKnown(each)) };
}

function destinationOf(
  world: World,
  environment: Resource,
  to: Goal,
  groups: Groups,
): Maybe<Destination> {
  const { idOf } = reachabilityNetwork(world);
  switch (to.kind) {
    case "internet":
      return { kind: "internet" };
    case "subnet":
      return { kind: "subnet", subnetId: idOf(to.subnet), ...groups };
    case "service": {
      const region = world.region(environment);
      if (!isKnown(region)) return region;
      const serviceName = serviceNamed(`com.amazonaws.${region}.${to.service}`);
      return { kind: "service", serviceName };
    }
  }
}
