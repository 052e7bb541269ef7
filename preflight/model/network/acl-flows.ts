import type { Block } from "./address-blocks";
import { holds, internetPoints, pointsIn } from "./internet-addresses";
import type { AclEntry } from "./network-acls";

/** TCP packets of one direction: from or to some addresses, to some ports. */
export interface Flow {
  /** The addresses at the other end; each block, or all that the internet uses. */
  readonly peers: readonly Block[] | "internet";
  /** The first and the last port that the packets go to. */
  readonly ports: readonly [number, number];
}

/**
 * How much of a flow the entries of a network ACL let through, over IPv4: by rule number, the first
 * entry that matches decides, and none denies.
 */
export function passes(entries: readonly AclEntry[], flow: Flow): "all" | "some" | "none" {
  const sorted = [...entries].sort((one, other) => one.number - other.number);
  const blocks = sorted.map(({ block }) => block);
  const addresses =
    flow.peers === "internet"
      ? internetPoints(blocks)
      : flow.peers.flatMap((peer) => pointsIn(peer, blocks));
  const [from, to] = flow.ports;
  const edges = sorted.flatMap(({ ports }) => [ports[0], ports[1] + 1]);
  const ports = [...new Set([from, ...edges.filter((each) => from < each && each <= to)])];
  const judged = new Set(
    addresses.flatMap((address) => ports.map((port) => isAllowed(sorted, address, port))),
  );
  if (judged.size > 1) return "some";
  return judged.has(true) ? "all" : "none";
}

function isAllowed(entries: readonly AclEntry[], address: bigint, port: number): boolean {
  const first = entries.find(
    ({ block, ports, protocols }) =>
      protocols !== "others" && holds(block, address) && ports[0] <= port && port <= ports[1],
  );
  return first?.allow ?? false;
}
