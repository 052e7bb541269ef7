/** Which interfaces are those of VPC endpoints, as far as the endpoints tell. */
import type { Maybe } from "../known";
import { joined, Unknown } from "../known";
import type { Subnet, VpcEndpoint } from "./network";
import type { NetworkIndex } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Station } from "./road";

/** What all endpoints tell of their interfaces. */
interface Told {
  /** Endpoints by their interfaces, and by themselves: they stand for interfaces that nobody tells. */
  readonly owners: ReadonlyMap<string, Maybe<string>>;
  /** Endpoints with interfaces that nobody tells. */
  readonly open: readonly Open[];
}

interface Open {
  readonly endpoint: VpcEndpoint;
  readonly why: Unknown;
}

/**
 * The endpoint that is told to have an interface, or stands for interfaces of its own that nobody tells;
 * unknown if it may be of another kind.
 */
export function endpointBehind(index: NetworkIndex, id: string): Maybe<string> | undefined {
  return toldIn(index).owners.get(id);
}

/** The endpoint that a station is an interface of, surely or perhaps; undefined if it is none. */
export function endpointOf(
  index: NetworkIndex,
  { component, id, subnet }: Station,
): Maybe<string> | undefined {
  // An interface that somebody may put into a subnet is nobody else's.
  if (component !== "networkInterface" || subnet === undefined) return undefined;
  const owner = endpointBehind(index, id);
  if (owner !== undefined) return owner;
  const doubts = openIn(index, subnet.value);
  return doubts.length === 0 ? undefined : joined(doubts);
}

function toldIn(index: NetworkIndex): Told {
  return index.once("interfaces of endpoints", index.network, () => {
    const owners = new Map<string, Maybe<string>>();
    const open: Open[] = [];
    for (const { value: endpoint } of index.all("vpcEndpoints")) {
      const { id, type, networkInterfaceIds } = endpoint;
      if (type === "gateway") continue;
      const ids = knownOf(networkInterfaceIds);
      const owner = type === "interface" ? id : whyPerhaps(endpoint);
      for (const each of [id, ...ids]) {
        if (typeof owners.get(each) !== "string") owners.set(each, owner);
      }
      const gaps = gapsOf(networkInterfaceIds);
      const untold = ids.length === 0 ? [new Unknown([`the interfaces of ${id}`])] : [];
      const [why] = gaps.length > 0 ? [joined(gaps)] : untold;
      if (why !== undefined) open.push({ endpoint, why });
    }
    return { owners, open };
  });
}

function whyPerhaps({ id, type }: VpcEndpoint): Unknown {
  return type instanceof Unknown ? type : new Unknown([`what kind of endpoint ${id} is`]);
}

/** Why any interface in a subnet may be an endpoint's. */
function openIn(index: NetworkIndex, subnet: Subnet): readonly Unknown[] {
  return index.once("open to interfaces of endpoints", subnet, () => [
    ...gapsOf(index.network.vpcEndpoints),
    ...toldIn(index).open.flatMap(({ endpoint, why }) => (mayBeIn(endpoint, subnet) ? [why] : [])),
  ]);
}

function mayBeIn({ vpcId, subnetIds }: VpcEndpoint, subnet: Subnet): boolean {
  const isElsewhere = typeof vpcId === "string" && vpcId !== subnet.vpcId;
  if (isElsewhere && typeof subnet.vpcId === "string") return false;
  if (subnetIds === undefined || gapsOf(subnetIds).length > 0) return true;
  return subnetIds.includes(subnet.id);
}
