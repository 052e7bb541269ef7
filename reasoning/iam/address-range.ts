import { Address4, Address6 } from "ip-address";
import { remember } from "../remember";

/** An address, or a block of them in the form of CIDR. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const read = remember((text: string): AddressRange | "none" => {
  const family = Address4.isValid(text) ? 4 : Address6.isValid(text) ? 6 : undefined;
  if (family === undefined) return "none";
  const address = family === 4 ? new Address4(text) : new Address6(text);
  return {
    family,
    first: address.startAddress().bigInt(),
    last: address.endAddress().bigInt(),
  };
});

/** Reads an address or a block; undefined if a text is neither. */
export function readRange(text: string): AddressRange | undefined {
  const range = read(text);
  return range === "none" ? undefined : range;
}

/** What may be an address in another form, such as a block with a mask. */
export const LIKE_ADDRESS = /\d|::/;

/**
 * Whether the first range is within the second. An address of the other family is in no range, unless IPv6
 * only writes one of IPv4: of those AWS's page says nothing.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * "IP address condition operators", read 2026-11-23.
 */
export function compareRanges(given: AddressRange, wanted: AddressRange): boolean | undefined {
  if (given.family === wanted.family) return isWithin(given, wanted);
  return isWithin(unmapped(given), unmapped(wanted)) ? undefined : false;
}

function isWithin(inner: AddressRange, outer: AddressRange): boolean {
  return inner.family === outer.family && inner.first >= outer.first && inner.last <= outer.last;
}

/** Where IPv6 writes the addresses of IPv4: `::ffff:0:0/96`. */
const MAPPED = 0xffffn << 32n;

/** The range of IPv4 that one of IPv6 writes, or the range itself. */
function unmapped(range: AddressRange): AddressRange {
  if (range.family === 4 || range.first < MAPPED || range.last > MAPPED + 0xffff_ffffn)
    return range;
  return { family: 4, first: range.first - MAPPED, last: range.last - MAPPED };
}
