import { Address4, Address6 } from "ip-address";
import type { Maybe } from "../../../reasoning/known";
import { isKnown } from "../../../reasoning/known";

/** A CIDR block as the range of addresses that it holds. */
export interface Block {
  readonly family: "ipv4" | "ipv6";
  readonly first: bigint;
  readonly last: bigint;
  /** The number behind the slash. */
  readonly prefix: number;
  /** As it was written. */
  readonly text: string;
}

/** Reads a CIDR block; undefined if the text is none. */
export function parseBlock(text: string): Block | undefined {
  const family = Address4.isValid(text) ? "ipv4" : Address6.isValid(text) ? "ipv6" : undefined;
  if (family === undefined) return undefined;
  const address = family === "ipv4" ? new Address4(text) : new Address6(text);
  return {
    family,
    first: address.startAddress().bigInt(),
    last: address.endAddress().bigInt(),
    prefix: address.subnetMask,
    text,
  };
}

/** Whether one block lies within another. */
export function contains(outer: Block, inner: Block): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether several blocks together hold every address of one: two halves make a whole. */
export function covers(blocks: readonly Block[], target: Block): boolean {
  let next = target.first;
  const sorted = blocks
    .filter(({ family }) => family === target.family)
    .sort((one, other) => (one.first < other.first ? -1 : one.first > other.first ? 1 : 0));
  for (const { first, last } of sorted) {
    if (first > next) return false;
    if (last >= next) next = last + 1n;
    if (next > target.last) return true;
  }
  return false;
}

/** Every IPv4 address. */
export const ALL_IPV4: Block = {
  family: "ipv4",
  first: 0n,
  last: (1n << 32n) - 1n,
  prefix: 0,
  text: "0.0.0.0/0",
};

/**
 * Whether a block opens to the whole world: nobody owns half of the internet, so that a /1 is
 * written to say "everywhere" past a filter for /0.
 */
export function isWorld({ prefix }: Block): boolean {
  return prefix <= 1;
}

/** What the internet never uses: private, shared, link-local and documentation networks. */
const PRIVATE: readonly Block[] = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
  "fe80::/10",
].flatMap((text) => parseBlock(text) ?? []);

/** Whether no address of a block is one of the internet's. */
export function isPrivate(block: Block): boolean {
  return PRIVATE.some((each) => contains(each, block));
}

/** Whether known blocks hold every one of the targets; targets that are not known decide nothing. */
export function coversAll(
  blocks: readonly Block[],
  targets: readonly Maybe<Block>[],
): "yes" | "no" | "unknown" {
  if (covers(blocks, ALL_IPV4)) return "yes";
  if (targets.some((each) => isKnown(each) && !covers(blocks, each))) return "no";
  return targets.every((each) => isKnown(each)) ? "yes" : "unknown";
}
