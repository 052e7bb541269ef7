import { Address6 } from "ip-address";

/**
 * The `index`-th `/64` of an IPv6 range, counted from 0. EC2 gives a VPC a `/56`, which holds 256.
 *
 * @throws RangeError if the range is too small to hold that many.
 */
export function nthRangeOf(range: string, index: number): string {
  const address = new Address6(range);
  if (index < 0 || index >= 2 ** (64 - address.subnetMask)) {
    throw new RangeError(`The IPv6 range ${range} has no /64 with the index ${index}.`);
  }
  const first = address.startAddress().bigInt() + (BigInt(index) << 64n);
  return `${Address6.fromBigInt(first).correctForm()}/64`;
}
