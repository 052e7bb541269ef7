import { Address4 } from "ip-address";
import type { Fault } from "../fault";
import { dotted } from "./setting-fault";
import type { PublicRoutingSettings } from "./types";

/**
 * The longest prefix, that is the smallest range, of a VPC or a subnet: 16 addresses. Source:
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html, "Subnet sizing for IPv4",
 * read 2026-11-22.
 */
const LONGEST_PREFIX = 28;

/**
 * The shortest prefix, that is the largest range, of a VPC or a subnet: 65,536 addresses. Source:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html, "IPv4 VPC CIDR blocks",
 * read 2026-11-22.
 */
const SHORTEST_PREFIX = 16;

/** A range of IPv4 addresses, both ends included. */
export interface Cidr {
  readonly first: bigint;
  readonly last: bigint;
  /** The number behind the slash. */
  readonly prefix: number;
  /** The range in its usual form, without host bits. */
  readonly text: string;
}

/** Reads a range such as `10.0.0.0/16`; nothing if it is not one. Host bits are cut off. */
export function parseCidr(cidr: string): Cidr | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(cidr) || !Address4.isValid(cidr)) return undefined;
  const address = new Address4(cidr);
  const start = address.startAddress();
  return {
    first: start.bigInt(),
    last: address.endAddress().bigInt(),
    prefix: address.subnetMask,
    text: `${start.correctForm()}/${address.subnetMask}`,
  };
}

/** Whether every address of the second range is one of the first. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether the ranges share an address. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return a.first <= b.last && b.first <= a.last;
}

const SIZES = `/${SHORTEST_PREFIX} (65,536 addresses) to /${LONGEST_PREFIX} (16 addresses)`;

/** What is wrong with the range of a VPC or a subnet on its own. */
export function cidrFaults(cidr: string, path: Fault["path"]): Fault[] {
  const fault = (problem: string, allowed: string, fix: string): Fault[] => [
    { path, problem, got: cidr, allowed, fix },
  ];
  const parsed = parseCidr(cidr);
  if (parsed === undefined) {
    const problem = "is not a range of IPv4 addresses";
    return fault(problem, `a range such as 10.192.0.0/16, ${SIZES}`, "write it as 10.192.0.0/16");
  }
  if (parsed.text !== cidr) {
    const problem = "has bits set behind its prefix, which AWS would cut off";
    return fault(problem, "the first address of the range", `set it to ${parsed.text}`);
  }
  if (parsed.prefix > LONGEST_PREFIX) {
    const count = 2 ** (32 - parsed.prefix);
    const problem = `is too small: /${parsed.prefix} holds ${count} ${count === 1 ? "address" : "addresses"}`;
    return fault(problem, SIZES, `use a prefix of /${LONGEST_PREFIX} or shorter, such as /24`);
  }
  if (parsed.prefix < SHORTEST_PREFIX) {
    const problem = `is larger than AWS allows: the prefix is /${parsed.prefix}`;
    return fault(problem, SIZES, `use a prefix of /${SHORTEST_PREFIX} or longer`);
  }
  return [];
}

/** The ranges of a network's VPC and of its subnets; without public ones if it has none. */
export type Ranges = Pick<PublicRoutingSettings, "vpcCidr" | "privateSubnetCidrs"> &
  Partial<Pick<PublicRoutingSettings, "publicSubnetCidrs">>;

function dottedQuad(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}

/** Where the tutorial's subnets stand in its VPC: /24 ranges by their third number. */
const TUTORIAL = { public: [10n, 11n], private: [20n, 21n] } as const;

/**
 * Ranges for two public and two private subnets of a VPC: in a /16 where the tutorial of the user
 * guide has them, in a smaller VPC its four quarters. Nothing if a quarter would be too small for
 * a subnet, or if the text is no range.
 */
export function subnetCidrsOf(
  vpcCidr: string,
): Pick<PublicRoutingSettings, "publicSubnetCidrs" | "privateSubnetCidrs"> | undefined {
  const vpc = parseCidr(vpcCidr);
  if (vpc === undefined || vpc.prefix < SHORTEST_PREFIX || vpc.prefix > LONGEST_PREFIX - 2) {
    return undefined;
  }
  if (vpc.prefix === SHORTEST_PREFIX) {
    const at = (third: bigint): string => `${dottedQuad(vpc.first + third * 256n)}/24`;
    const { public: open, private: closed } = TUTORIAL;
    return {
      publicSubnetCidrs: [at(open[0]), at(open[1])],
      privateSubnetCidrs: [at(closed[0]), at(closed[1])],
    };
  }
  const prefix = vpc.prefix + 2;
  const quarter = (index: bigint): string =>
    `${dottedQuad(vpc.first + index * 2n ** BigInt(32 - prefix))}/${prefix}`;
  return {
    publicSubnetCidrs: [quarter(0n), quarter(1n)],
    privateSubnetCidrs: [quarter(2n), quarter(3n)],
  };
}

/** A range with the place where it was given. */
interface Placed {
  readonly path: Fault["path"];
  readonly cidr: Cidr;
}

function placed(cidr: string, path: Fault["path"]): Placed[] {
  const parsed = parseCidr(cidr);
  return parsed === undefined || cidrFaults(cidr, path).length > 0 ? [] : [{ path, cidr: parsed }];
}

function tooSmallForSubnets(vpcCidr: string): Fault[] {
  if (cidrFaults(vpcCidr, []).length > 0 || subnetCidrsOf(vpcCidr) !== undefined) return [];
  return [
    {
      path: ["vpcCidr"],
      problem: "is too small for two public and two private subnets",
      got: vpcCidr,
      allowed: `/${SHORTEST_PREFIX} to /${LONGEST_PREFIX - 2}, which holds four times 16 addresses`,
      fix: `use a prefix of /${LONGEST_PREFIX - 2} or shorter, such as /16`,
    },
  ];
}

/** What is wrong between the ranges of a network: subnets outside the VPC, subnets that overlap. */
export function layoutFaults(ranges: Ranges): Fault[] {
  const tooSmall = tooSmallForSubnets(ranges.vpcCidr);
  if (tooSmall.length > 0) return tooSmall;
  const [vpc] = placed(ranges.vpcCidr, ["vpcCidr"]);
  const subnets = (["publicSubnetCidrs", "privateSubnetCidrs"] as const).flatMap((key) =>
    (ranges[key] ?? []).flatMap((cidr, index) => placed(cidr, [key, index])),
  );
  return [
    ...subnets.flatMap((subnet) => outsideFaults(vpc, subnet)),
    ...subnets.flatMap((subnet, index) => overlapFaults(subnets.slice(0, index), subnet)),
  ];
}

function outsideFaults(vpc: Placed | undefined, { path, cidr }: Placed): Fault[] {
  if (vpc === undefined || contains(vpc.cidr, cidr)) return [];
  return [
    {
      path,
      problem: "is not inside the range of the VPC",
      got: cidr.text,
      allowed: `ranges inside ${vpc.cidr.text}`,
      fix: `move it into ${vpc.cidr.text}, or change vpcCidr`,
    },
  ];
}

function overlapFaults(earlier: readonly Placed[], { path, cidr }: Placed): Fault[] {
  const other = earlier.find((each) => overlap(each.cidr, cidr));
  if (other === undefined) return [];
  const name = dotted(other.path);
  return [
    {
      path,
      problem: `overlaps ${name}, which is ${other.cidr.text}`,
      got: cidr.text,
      allowed: "ranges that share no address",
      fix: `choose a range that shares no address with ${name}`,
    },
  ];
}
