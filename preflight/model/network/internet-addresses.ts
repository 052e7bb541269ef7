import type { Intervals } from "../../../reasoning/reachability/intervals";
import { addressesOf, withoutIntervals } from "../../../reasoning/reachability/intervals";
import type { Block } from "./address-blocks";

/** Private and shared networks, those of one host or link, and what has several receivers or none. */
const ELSEWHERE = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
] as const;

/** The IPv4 addresses that hosts of the internet have. */
export const INTERNET: Intervals = withoutIntervals(
  addressesOf("ipv4", ["0.0.0.0/0"]),
  addressesOf("ipv4", ELSEWHERE),
);

/**
 * One address out of each part that some blocks cut the IPv4 internet into: what holds for it by
 * these blocks holds for all of its part.
 */
export function internetPoints(blocks: readonly Block[]): readonly bigint[] {
  const cuts = blocks.flatMap(({ first, last }) => [first, last + 1n]);
  const points = INTERNET.flatMap(({ first, last }) => [
    first,
    ...cuts.filter((each) => first < each && each <= last),
  ]);
  return [...new Set(points)];
}

/** Whether a block holds an address of its family. */
export function holds({ first, last }: Block, address: bigint): boolean {
  return first <= address && address <= last;
}
