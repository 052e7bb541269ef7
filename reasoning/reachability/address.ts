/** IP addresses as numbers, and CIDR blocks as ranges of them. */
import { Address4, Address6 } from "ip-address";
import { remember } from "../remember";
import type { Family } from "./question";

/** All addresses from the first to the last, both included. */
export interface Block {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  /** The number behind the slash. */
  readonly prefix: number;
}

function parse(text: string): Address4 | Address6 | undefined {
  if (Address4.isValid(text)) return new Address4(text);
  // Zones belong to one host and mean nothing here.
  return !text.includes("%") && Address6.isValid(text) ? new Address6(text) : undefined;
}

/** Reads a CIDR block or a single address; undefined if the text is neither. */
export const parseBlock = remember((text: string): Block | undefined => {
  const address = parse(text);
  if (address === undefined) return undefined;
  return {
    family: address instanceof Address4 ? "ipv4" : "ipv6",
    first: address.startAddress().bigInt(),
    last: address.endAddress().bigInt(),
    prefix: address.subnetMask,
  };
});

/** Whether a text is one address of either family. */
export function isAddress(text: string): boolean {
  return !text.includes("/") && parse(text) !== undefined;
}

/** The usual text of an address. */
export function renderAddress(family: Family, value: bigint): string {
  return family === "ipv4"
    ? Address4.fromBigInt(value).correctForm()
    : Address6.fromBigInt(value).correctForm();
}
