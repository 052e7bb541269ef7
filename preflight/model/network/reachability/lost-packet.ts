import { isKnown } from "../../../../reasoning/known";
import type { Blocker } from "../../../../reasoning/reachability/answer";
import type { Resource } from "../../resource";
import type { World } from "../../world";
import { reachabilityNetwork } from "../reachability-network";
import { shownOrigin } from "./origins";
import type { Asked, Goal } from "./questions";
import { askReach } from "./questions";

/** A packet that does not arrive. */
export interface LostPacket {
  /** The packet, the reason as Reachability Analyzer calls it, and what decides. */
  readonly told: string;
  /** The resource that decides, if it is one. */
  readonly at: readonly Resource[];
}

/**
 * One packet that does not arrive; undefined if the engine sees none lost.
 *
 * @param is tells what may be to blame; other things may stop packets too.
 */
export function lostPacket(
  world: World,
  asked: Asked,
  is: (blocker: Blocker) => boolean,
): LostPacket | undefined {
  const answer = askReach(world, asked);
  if (!isKnown(answer)) return undefined;
  const blocker = answer.blockers.find(is);
  if (blocker === undefined) return undefined;
  const { source, sourcePort, destination } = blocker.witness;
  const origin = reachabilityNetwork(world, asked.family).originOf(blocker.pointer);
  const at = origin === undefined ? "" : ` at ${shownOrigin(origin)}`;
  const back = blocker.path === "return" ? " on the way back" : "";
  return {
    told: `TCP ${source}:${String(sourcePort)} to ${goalOf(asked.to, destination)}:${asked.port}: ${blocker.code}${at}${back}`,
    at: origin === undefined ? [] : [origin.resource],
  };
}

/** Public addresses are not told, so that what is meant is said in their place. */
function goalOf(to: Goal, destination: string): string {
  switch (to.kind) {
    case "service":
      return to.service;
    case "internet":
      return "the internet";
    case "subnet":
      return destination;
  }
}

/** Whether routes, gateways and endpoints are to blame: neither an ACL nor a security group. */
export function isOnTheWay(blocker: Blocker): boolean {
  return isNoAcl(blocker) && !isGroups(blocker);
}

/** Whether something else than a network ACL is to blame. */
export function isNoAcl({ component }: Blocker): boolean {
  return component !== "networkAcl";
}

/** Whether security groups are to blame. */
export function isGroups({ component }: Blocker): boolean {
  return component === "securityGroups";
}
