import type { Block } from "./address-blocks";
import { ALL_IPV4, isPrivate, parseBlock } from "./address-blocks";

/** Addresses that no host has: this network, and all from multicast on. */
const HOSTLESS: readonly Block[] = ["0.0.0.0/8", "224.0.0.0/3"].flatMap(
  (text) => parseBlock(text) ?? [],
);

/** Where the private and unused networks begin and end. */
const EDGES: readonly bigint[] = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
].flatMap((text) => {
  const block = parseBlock(text);
  return block === undefined ? [] : [block.first, block.last + 1n];
});

/**
 * One address out of each part that some blocks cut the IPv4 internet into: what holds for it by
 * these blocks holds for all of its part. Private and unused addresses are none of the internet's.
 */
export function internetPoints(blocks: readonly Block[]): readonly bigint[] {
  return pointsIn(ALL_IPV4, blocks, EDGES).filter((address) => {
    const point: Block = { ...ALL_IPV4, first: address, last: address, prefix: 32 };
    return !isPrivate(point) && !HOSTLESS.some((each) => holds(each, address));
  });
}

/** One address out of each part that some blocks cut another block into. */
export function pointsIn(
  { first, last }: Block,
  blocks: readonly Block[],
  edges: readonly bigint[] = [],
): readonly bigint[] {
  const cuts = [...edges, ...blocks.flatMap((each) => [each.first, each.last + 1n])];
  return [...new Set([first, ...cuts.filter((each) => first < each && each <= last)])];
}

/** Whether a block holds an address of its family. */
export function holds({ first, last }: Block, address: bigint): boolean {
  return first <= address && address <= last;
}
