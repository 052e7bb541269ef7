/** Where calls go: one account in one region of one partition. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: "aws" | "aws-cn" | "aws-us-gov";
  readonly dnsSuffix: string;
}

/** The place of a region. Account: twelve digits. */
export function placeOf(account: string, region: string): Place {
  if (region.startsWith("cn-")) {
    return { account, region, partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
  }
  const partition = region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return { account, region, partition, dnsSuffix: "amazonaws.com" };
}

/** An ARN in this place; `scope` "global" leaves region and account out, "account" the region. */
export function arnIn(
  place: Place,
  service: string,
  resource: string,
  scope: "regional" | "account" | "global" = "regional",
): string {
  const region = scope === "regional" ? place.region : "";
  const account = scope === "global" ? "" : place.account;
  return `arn:${place.partition}:${service}:${region}:${account}:${resource}`;
}

/** One availability zone: its name in this account and its id, the same in every account. */
export interface Zone {
  readonly name: string;
  readonly id: string;
}

const DIRECTION: Readonly<Record<string, string>> = {
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  central: "c",
  northeast: "ne",
  southeast: "se",
  northwest: "nw",
  southwest: "sw",
};

/** `use1` for us-east-1, `apse5` for ap-southeast-5, `usgw1` for us-gov-west-1. */
function zoneIdPrefix(region: string): string {
  const parts = region.split("-");
  const number = parts.at(-1) ?? "";
  const direction = DIRECTION[parts.at(-2) ?? ""] ?? "";
  const area = parts.slice(0, -2);
  return `${area[0] ?? ""}${area[1] === "gov" ? "g" : ""}${direction}${number}`;
}

/**
 * The zones of a region. Names are turned against ids, and further in each account, as real accounts map them
 * differently: who takes a name for an id, or for another account's name, is caught.
 */
export function zonesOf(region: string, account: string): readonly Zone[] {
  const letters = ["a", "b", "c", ...(region === "us-east-1" ? ["d", "e", "f"] : [])];
  const prefix = zoneIdPrefix(region);
  const turn = 1 + (Number(account) % 2);
  return letters.map((letter, i) => ({
    name: `${region}${letter}`,
    id: `${prefix}-az${String(((i + turn) % letters.length) + 1)}`,
  }));
}
