/** What a subnet is for: reached from the internet, reaching it through NAT, or neither. */
export type SubnetType = "Public" | "Private" | "Isolated";

/** One kind of subnet in every zone, as `subnetSpecs` gives it. */
export interface SubnetSpec {
  readonly type: string;
  readonly name?: string;
  readonly cidrMask?: number;
  readonly cidrBlocks?: readonly string[];
}

/** One subnet of the layout. `zone` counts from 0. */
export interface PlannedSubnet {
  readonly type: SubnetType;
  readonly name: string;
  readonly zone: number;
  readonly cidrBlock: string;
}

const DEFAULT_SPECS: readonly SubnetSpec[] = [{ type: "Private" }, { type: "Public" }];
const TYPES: readonly SubnetType[] = ["Public", "Private", "Isolated"];

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function addressOf(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join(".");
}

function typeOf(spec: SubnetSpec): SubnetType {
  const found = TYPES.find((type) => type === spec.type);
  if (found === undefined) {
    throw new Error(`subnet type ${spec.type} is none of ${TYPES.join(", ")}`);
  }
  return found;
}

/**
 * Subnets side by side: each zone has an equal share of the VPC's block, each spec its mask or an equal share of that.
 * The real component's strategies place blocks differently; only that they lie in the VPC and apart is the same.
 */
export function subnetLayout(
  vpcCidr: string,
  zones: number,
  specs: readonly SubnetSpec[] = DEFAULT_SPECS,
): readonly PlannedSubnet[] {
  const [base = "", mask = ""] = vpcCidr.split("/");
  const zoneMask = Number(mask) + Math.ceil(Math.log2(zones));
  const evenMask = zoneMask + Math.ceil(Math.log2(specs.length));
  return Array.from({ length: zones }, (_, zone) => zone).flatMap((zone) => {
    let next = numberOf(base) + zone * 2 ** (32 - zoneMask);
    return specs.map((spec) => {
      const type = typeOf(spec);
      const bits = spec.cidrMask ?? evenMask;
      const size = 2 ** (32 - bits);
      const first = Math.ceil(next / size) * size;
      next = first + size;
      return {
        type,
        name: `${spec.name ?? type.toLowerCase()}-${String(zone + 1)}`,
        zone,
        cidrBlock: spec.cidrBlocks?.[zone] ?? `${addressOf(first)}/${String(bits)}`,
      };
    });
  });
}
