/**
 * Which addresses are the internet's, seen from a network.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc1918, https://www.rfc-editor.org/rfc/rfc6598 and
 * https://www.rfc-editor.org/rfc/rfc6890, read 2026-11-22.
 */
import type { Maybe } from "../known";
import { isKnown, Unknown } from "../known";
import { parseBlock } from "./address";
import type { Interval, Intervals } from "./intervals";
import { addressesOf, intervalsOf, withoutIntervals } from "./intervals";
import type { VpcEndpoint } from "./network";
import type { NetworkIndex } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Family } from "./question";

/** Private networks, which the internet does not route. */
export const RFC1918 = addressesOf("ipv4", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
/** Networks that providers share, which the internet does not route either. */
export const RFC6598 = addressesOf("ipv4", ["100.64.0.0/10"]);
/** Addresses that mean something on one link or host only, or are for several receivers. */
export const NOWHERE = {
  ipv4: addressesOf("ipv4", ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"]),
  ipv6: withoutIntervals(addressesOf("ipv6", ["::/0"]), addressesOf("ipv6", ["2000::/3"])),
};

const PUBLIC = {
  ipv4: [RFC1918, RFC6598, NOWHERE.ipv4].reduce(
    (rest, each) => withoutIntervals(rest, each),
    addressesOf("ipv4", ["0.0.0.0/0"]),
  ),
  ipv6: addressesOf("ipv6", ["2000::/3"]),
};

/** The addresses of one family that belong to the internet. */
export function publicInternet(family: Family): Intervals {
  return PUBLIC[family];
}

/** The addresses of the internet that are in none of the network's VPCs. */
export function internetBeyond(index: NetworkIndex, family: Family): Intervals {
  return index.once(`beyond ${family}`, index.network, () =>
    withoutIntervals(publicInternet(family), insideOf(index, family)),
  );
}

/** The addresses of the network's VPCs, as far as their blocks or those of their subnets tell. */
function insideOf(index: NetworkIndex, family: Family): Intervals {
  return intervalsOf([
    ...index.all("vpcs").flatMap(({ value }) => index.addressesOfVpc(value, family)),
    ...index.all("subnets").flatMap(({ value }) => index.addressesOfSubnet(value, family)),
  ]);
}

/** The prefix list of a gateway endpoint: as it says itself, else as its service does. */
function listOf(
  index: NetworkIndex,
  { id, prefixListId, serviceName }: VpcEndpoint,
): Maybe<string> {
  const service = index.find("services", serviceName);
  const ofService = isKnown(service) ? service.value.prefixListId : undefined;
  return prefixListId ?? ofService ?? new Unknown([`${id}#prefixListId`]);
}

/** The prefix lists that lead to gateway endpoints, by what the endpoints say or by written routes. */
function servedLists(index: NetworkIndex): readonly Maybe<string>[] {
  const gateways = index.all("vpcEndpoints").filter(({ value }) => value.type === "gateway");
  const ids = new Set(gateways.map(({ value }) => value.id));
  const written = index.all("routeTables").flatMap(({ value }) =>
    knownOf(value.routes).flatMap(({ destination, target }) => {
      const isServed = isKnown(target) && target.kind === "vpcEndpoint" && ids.has(target.id);
      return isServed ? [destination] : [];
    }),
  );
  return [...gateways.map(({ value }) => listOf(index, value)), ...written];
}

/** The internet is what lies behind internet gateways: not what gateway endpoints lead to. */
export function internetBeyondServices(index: NetworkIndex, family: Family): Intervals {
  return index.once(`internet ${family}`, index.network, () => {
    const served = servedLists(index).flatMap((id) => {
      const list = index.find("prefixLists", id);
      return isKnown(list) ? knownOf(list.value.entries) : [];
    });
    return withoutIntervals(internetBeyond(index, family), addressesOf(family, served));
  });
}

/**
 * Why some more addresses of the internet may be those of services or of the network's own VPCs, and not
 * meant by who asks about the internet as a whole. However that is, they are few.
 */
export function unmeantAddresses(index: NetworkIndex): readonly Unknown[] {
  return index.once("unmeant addresses", index.network, () => [
    ...gapsOf(index.network.vpcs),
    ...index.all("vpcs").flatMap(({ value }) => gapsOf(value.cidrBlocks)),
    ...gapsOf(index.network.vpcEndpoints),
    ...index.all("vpcEndpoints").flatMap(({ value }): readonly Unknown[] => {
      const { type } = value;
      if (!isKnown(type)) return [type];
      if (type !== "gateway") return [];
      const list = index.find("prefixLists", listOf(index, value));
      return isKnown(list) ? gapsOf(list.value.entries) : [list];
    }),
  ]);
}

/** Public addresses of interfaces of the network itself, and of NAT gateways. */
export function ownPublicAddresses(index: NetworkIndex, family: Family): Intervals {
  return index.once(`public ${family}`, index.network, () => {
    if (family === "ipv6") return insideOf(index, family);
    const found: Interval[] = [];
    const add = (text: unknown) => {
      const block = typeof text === "string" ? parseBlock(text) : undefined;
      if (block?.family === family) found.push(block);
    };
    for (const { value } of index.all("networkInterfaces")) {
      for (const each of knownOf(value.addresses)) add(each.publicAddress);
    }
    for (const { value } of index.all("natGateways")) {
      for (const each of knownOf(value.publicAddresses)) add(each);
    }
    return intervalsOf(found);
  });
}
