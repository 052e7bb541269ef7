/** A network with everything in it found by id, by VPC and by subnet, at once. */
import type { Maybe } from "../known";
import { isKnown, Unknown } from "../known";
import { once } from "../remember";
import { addressesOf } from "./intervals";
import type { Intervals } from "./intervals";
import type {
  Listed,
  Network,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  Subnet,
  Vpc,
} from "./network";
import type { Family } from "./question";

/** A thing of the network and where it stands. */
export interface Node<T> {
  readonly value: T;
  /** JSON pointer into the network. */
  readonly pointer: string;
}

type Item<K extends keyof Network> = Network[K] extends Listed<infer T> ? T : never;
type Identified = { readonly id: string } | { readonly name: string };
/** Lists whose items have an id, or a name that serves as one. */
export type Kind = Exclude<keyof Network, "blockPublicAccess">;

const NO_GAPS: readonly Unknown[] = [];
/** The unknowns of a list. Lists of a network never change, and long ones are asked by every question. */
export function gapsOf(list: Listed<unknown> | undefined): readonly Unknown[] {
  return list === undefined || list.length === 0 ? NO_GAPS : gapsIn(list);
}

const gapsIn = once((list: Listed<unknown>): readonly Unknown[] =>
  list.filter((each) => each instanceof Unknown),
);

/** What a list is known to hold. */
export function knownOf<T>(list: Listed<T> | undefined): readonly T[] {
  return (list ?? []).filter(isKnown);
}

/** The addresses of one family that a list of blocks is known to hold. */
function knownAddresses(family: Family, blocks: Listed<string> | undefined): Intervals {
  return addressesOf(family, knownOf(blocks));
}

/** Finds things of a network. Make one and ask it as often as there are questions. */
export class NetworkIndex {
  readonly #byId = new Map<Kind, Map<string, Node<Identified>>>();
  readonly #subnetsByVpc = new Map<string, Node<Subnet>[]>();
  readonly #interfacesBySubnet = new Map<string, Node<NetworkInterface>[]>();
  readonly #tables: Associations<RouteTable>;
  readonly #acls: Associations<NetworkAcl>;
  readonly #memory = new Map<string, WeakMap<object, unknown>>();
  /** Subnets and interfaces that nobody knows where to put, and the gaps of their lists. */
  readonly #straySubnets: readonly Unknown[];
  readonly #strayInterfaces: readonly Unknown[];

  constructor(readonly network: Network) {
    this.#straySubnets = [
      ...gapsOf(network.subnets),
      ...this.#group("subnets", this.#subnetsByVpc, ({ vpcId }) => vpcId),
    ];
    this.#strayInterfaces = [
      ...gapsOf(network.networkInterfaces),
      ...this.#group("networkInterfaces", this.#interfacesBySubnet, ({ subnetId }) => subnetId),
    ];
    this.#tables = new Associations(this.all("routeTables"), network.routeTables, "isMain");
    this.#acls = new Associations(this.all("networkAcls"), network.networkAcls, "isDefault");
  }

  #group<T>(
    kind: keyof Network,
    groups: Map<string, Node<T>[]>,
    key: (value: T) => Maybe<string>,
  ): readonly Unknown[] {
    const strays: Unknown[] = [];
    for (const node of this.all(kind) as readonly unknown[] as readonly Node<T>[]) {
      const group = key(node.value);
      if (!isKnown(group)) strays.push(group);
      else push(groups, group, node);
    }
    return strays;
  }

  /** Everything of a kind that is known. */
  all<K extends keyof Network>(kind: K): readonly Node<Item<K>>[] {
    return this.once("all", this.network[kind], () =>
      (this.network[kind] as Listed<Item<K>>).flatMap((value, index) =>
        isKnown(value) ? [{ value, pointer: `/${kind}/${index}` }] : [],
      ),
    );
  }

  /** Finds a thing by its id; unknown if the id is, or if no such thing is told of. */
  find<K extends Kind>(kind: K, id: Maybe<string>): Maybe<Node<Item<K>>> {
    if (!isKnown(id)) return id;
    let nodes = this.#byId.get(kind);
    if (nodes === undefined) {
      nodes = new Map(
        (this.all(kind) as readonly Node<Identified>[]).map((node) => [
          "id" in node.value ? node.value.id : node.value.name,
          node,
        ]),
      );
      this.#byId.set(kind, nodes);
    }
    const found = nodes.get(id) as Node<Item<K>> | undefined;
    return found ?? new Unknown([id]);
  }

  /** The subnets of a VPC. */
  subnetsOf(vpc: Vpc): readonly Node<Subnet>[] {
    return this.#subnetsByVpc.get(vpc.id) ?? [];
  }

  /** Why a VPC may have more subnets than are seen. */
  get straySubnets(): readonly Unknown[] {
    return this.#straySubnets;
  }

  /** The interfaces in a subnet. */
  interfacesIn(subnet: Subnet): readonly Node<NetworkInterface>[] {
    return this.#interfacesBySubnet.get(subnet.id) ?? [];
  }

  /** Why a subnet may have more interfaces than are seen. */
  get strayInterfaces(): readonly Unknown[] {
    return this.#strayInterfaces;
  }

  /** Things of a kind that are told to be in a VPC, and those of which nobody knows where they are. */
  inVpc<K extends "vpcEndpoints" | "internetGateways" | "transitGatewayAttachments">(
    kind: K,
    vpcId: string,
  ): readonly Node<Item<K>>[] {
    const { groups, strays } = this.once(`${kind} by VPC`, this.network, () => {
      const found = { groups: new Map<string, Node<Item<K>>[]>(), strays: [] as Node<Item<K>>[] };
      for (const node of this.all(kind)) {
        const { vpcId: at } = node.value as { readonly vpcId?: Maybe<string> };
        if (at instanceof Unknown) found.strays.push(node);
        else if (at !== undefined) push(found.groups, at, node);
      }
      return found;
    });
    const here = groups.get(vpcId) ?? [];
    return strays.length === 0 ? here : [...here, ...strays];
  }

  /** The route table of a subnet: its own, else the main one of its VPC. */
  tableOf(subnet: Subnet): Maybe<Node<RouteTable>> {
    return this.#tables.of(subnet, "main route table");
  }

  /** The network ACL of a subnet: its own, else the default one of its VPC. */
  aclOf(subnet: Subnet): Maybe<Node<NetworkAcl>> {
    return this.#acls.of(subnet, "default network ACL");
  }

  /** Computes something about a thing once, however many questions need it. */
  once<T>(what: string, about: object, compute: () => T): T {
    let answers = this.#memory.get(what);
    if (answers === undefined) this.#memory.set(what, (answers = new WeakMap()));
    if (answers.has(about)) return answers.get(about) as T;
    const answer = compute();
    answers.set(about, answer);
    return answer;
  }

  /** All addresses of a VPC. */
  addressesOfVpc(vpc: Vpc, family: Family): Intervals {
    return this.once(`addresses ${family}`, vpc, () => knownAddresses(family, vpc.cidrBlocks));
  }

  /** All addresses of a subnet. */
  addressesOfSubnet(subnet: Subnet, family: Family): Intervals {
    return this.once(`addresses ${family}`, subnet, () =>
      knownAddresses(family, subnet.cidrBlocks),
    );
  }
}

type Associated = RouteTable | NetworkAcl;

/**
 * Which table or ACL a subnet has: the one associated with it, else the one that its VPC gives to all
 * others.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html, "Subnet route tables",
 * and https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html, "Network ACL basics", read
 * 2026-11-22.
 */
class Associations<T extends Associated> {
  readonly #explicit = new Map<string, Node<T>[]>();
  readonly #fallbacks = new Map<string, Node<T>[]>();
  /** Why a subnet without a known association may have one, by VPC; "" for any VPC. */
  readonly #doubts = new Map<string, Unknown[]>();

  constructor(nodes: readonly Node<T>[], list: Listed<unknown>, fallback: "isMain" | "isDefault") {
    this.#doubts.set("", [...gapsOf(list)]);
    for (const node of nodes) {
      const { vpcId, subnetIds } = node.value;
      for (const id of knownOf(subnetIds)) push(this.#explicit, id, node);
      const vpc = isKnown(vpcId) ? vpcId : "";
      for (const gap of gapsOf(subnetIds)) push(this.#doubts, vpc, gap);
      const falls = (node.value as { readonly [F in typeof fallback]?: Maybe<boolean> })[fallback];
      if (falls === true && isKnown(vpcId)) push(this.#fallbacks, vpc, node);
      else if (falls instanceof Unknown) push(this.#doubts, vpc, falls);
      else if (falls === true && !isKnown(vpcId)) push(this.#doubts, "", vpcId);
    }
  }

  of(subnet: Subnet, missing: string): Maybe<Node<T>> {
    const [explicit, second] = this.#explicit.get(subnet.id) ?? [];
    if (second !== undefined) return new Unknown([`${subnet.id} has several associations`]);
    if (explicit !== undefined) return explicit;
    const { vpcId } = subnet;
    if (!isKnown(vpcId)) return vpcId;
    const doubts = [...(this.#doubts.get("") ?? []), ...(this.#doubts.get(vpcId) ?? [])];
    if (doubts.length > 0)
      return new Unknown([...new Set(doubts.flatMap((each) => each.blockedBy))]);
    const [fallback, another] = this.#fallbacks.get(vpcId) ?? [];
    const isOne = fallback !== undefined && another === undefined;
    return isOne ? fallback : new Unknown([`${missing} of ${vpcId}`]);
  }
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
