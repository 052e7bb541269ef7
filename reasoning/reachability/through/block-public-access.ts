/**
 * VPC Block Public Access: what stands above internet gateways, and what it excludes.
 *
 * In the mode `block-ingress`, only NAT gateways and egress-only internet gateways keep working. An
 * exclusion is of a VPC or of a subnet; `allow-egress` ones act in the mode `block-bidirectional`.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html, "Block public access
 * to VPCs and subnets", read 2026-11-22.
 */
import type { Maybe } from "../../known";
import { isKnown, Unknown } from "../../known";
import type { BlockPublicAccess, ExclusionMode } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import { gapsOf } from "../network-index";
import type { Station } from "../road";
import type { Stop } from "../split";

/** Whether public access is blocked. */
export type Block =
  | { readonly kind: "open" }
  | { readonly kind: "blocked"; readonly stop: Stop }
  | { readonly kind: "unknown"; readonly unknowns: readonly Unknown[] };

const OPEN: Block = { kind: "open" };

/** How packets pass between a VPC and the internet. */
export type Crossing = "outward" | "outwardOnly" | "inward";

/**
 * Whether packets may pass a gateway between the internet and a station: out through an internet
 * gateway, out through one that lets nothing in, or in. `behind` are the clients of a NAT gateway.
 */
export function blockOf(
  index: NetworkIndex,
  station: Station,
  crossing: Crossing,
  behind: readonly Station[],
): Block {
  const unknowns: Unknown[] = [...gapsOf(index.network.blockPublicAccess)];
  for (const each of index.all("blockPublicAccess")) {
    const applies = appliesTo(each.value, station);
    if (applies === false) continue;
    const { mode } = each.value;
    if (mode === "off") continue;
    if (!isKnown(applies)) unknowns.push(applies);
    else if (!isKnown(mode)) unknowns.push(mode);
    else {
      const block = judge(each, mode, station, crossing, behind);
      if (block.kind === "blocked") return block;
      if (block.kind === "unknown") for (const why of block.unknowns) unknowns.push(why);
    }
  }
  return unknowns.length === 0 ? OPEN : { kind: "unknown", unknowns };
}

/** The settings of the account that owns the VPC, in its Region, count. */
function appliesTo({ account, region }: BlockPublicAccess, { vpc }: Station): Maybe<boolean> {
  const same = (
    wanted: Maybe<string> | undefined,
    has: Maybe<string> | undefined,
    what: string,
  ) => {
    if (wanted === undefined) return true;
    if (!isKnown(wanted)) return wanted;
    if (has === undefined) return new Unknown([`${what} of ${vpc.value.id}`]);
    return isKnown(has) ? wanted === has : has;
  };
  const accounts = same(account, vpc.value.account, "account");
  const regions = same(region, vpc.value.region, "Region");
  if (accounts === false || regions === false) return false;
  return isKnown(accounts) ? regions : accounts;
}

function judge(
  { value, pointer }: Node<BlockPublicAccess>,
  mode: "block-bidirectional" | "block-ingress",
  station: Station,
  crossing: Crossing,
  behind: readonly Station[],
): Block {
  const isOutward =
    crossing === "outwardOnly" || (crossing === "outward" && station.component === "natGateway");
  if (mode === "block-ingress" && isOutward) return OPEN;
  const unknowns: Unknown[] = [];
  const subnets = [station, ...behind].map(({ subnet }) => subnet?.value.id);
  const excluded = new Set<string | undefined>();
  for (const exclusion of value.exclusions ?? []) {
    if (!isKnown(exclusion)) {
      unknowns.push(exclusion);
      continue;
    }
    const { resourceId, mode: allows } = exclusion;
    if (!isKnown(resourceId)) unknowns.push(resourceId);
    else if (resourceId === station.vpc.value.id || subnets.includes(resourceId)) {
      if (!isKnown(allows)) unknowns.push(allows);
      else if (excludes(allows, mode, isOutward)) {
        if (resourceId === station.vpc.value.id) return OPEN;
        excluded.add(resourceId);
      } else if (mode === "block-bidirectional" && crossing !== "inward") {
        unknowns.push(
          new Unknown([`whether allow-egress lets ${station.id} use an internet gateway`]),
        );
      }
    }
  }
  if (subnets.every((each) => excluded.has(each))) return OPEN;
  // Which of the subnets has to be excluded, the gateway's or its client's, is not written.
  for (const each of excluded) {
    unknowns.push(
      new Unknown([`whether excluding ${String(each)} excludes what ${station.id} sends`]),
    );
  }
  if (unknowns.length > 0) return { kind: "unknown", unknowns };
  return {
    kind: "blocked",
    stop: {
      code: "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
      component: "blockPublicAccess",
      id: mode,
      pointer,
      message: `public access is blocked (${mode}), and nothing excludes ${station.id} in ${station.vpc.value.id} from it`,
    },
  };
}

function excludes(
  allows: ExclusionMode,
  mode: "block-bidirectional" | "block-ingress",
  isOutward: boolean,
): boolean {
  return allows === "allow-bidirectional" || (mode === "block-bidirectional" && isOutward);
}
