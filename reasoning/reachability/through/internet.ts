/**
 * Through internet gateways and egress-only internet gateways.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html, "Enable internet
 * access", https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html,
 * "Egress-only internet gateway basics", and
 * https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html, read 2026-11-22.
 */
import { isKnown, Unknown } from "../../known";
import type { Interval, Intervals } from "../intervals";
import { addressesOf, intervalsOf, meetIntervals, withoutIntervals } from "../intervals";
import { parseBlock } from "../address";
import type { EgressOnlyInternetGateway, InternetGateway } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import { knownOf } from "../network-index";
import { isEmpty, NO_PACKETS, SOURCE, withAddresses, without } from "../packet-set";
import type { Road, Station, Step, Trail, Walk } from "../road";
import { endAt, pass, stopAt, unsettledAt } from "../road";
import type { Stop } from "../split";
import { aclStep } from "../steps";
import { blockOf } from "./block-public-access";

/** Networks that the internet does not route (RFC 1918) and shared ones (RFC 6598). */
const RFC1918 = addressesOf("ipv4", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
const RFC6598 = addressesOf("ipv4", ["100.64.0.0/10"]);
/** Addresses that mean something on one link or host only, or are for several receivers. */
const NOWHERE = {
  ipv4: addressesOf("ipv4", ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"]),
  ipv6: withoutIntervals(addressesOf("ipv6", ["::/0"]), addressesOf("ipv6", ["2000::/3"])),
};

/** The addresses of one family that belong to the internet. */
export function publicInternet(family: "ipv4" | "ipv6"): Intervals {
  return PUBLIC[family];
}

const PUBLIC = {
  ipv4: [RFC1918, RFC6598, NOWHERE.ipv4].reduce(
    (rest, each) => withoutIntervals(rest, each),
    addressesOf("ipv4", ["0.0.0.0/0"]),
  ),
  ipv6: addressesOf("ipv6", ["2000::/3"]),
};

/** Sends packets through an internet gateway. */
export function throughInternetGateway(
  walk: Walk,
  trail: Trail,
  id: string,
  addresses: Intervals,
): readonly Road[] {
  const gateway = walk.index.find("internetGateways", id);
  if (!isKnown(gateway)) return unsettledAt(trail, addresses, gateway);
  const place = { component: "internetGateway", id, pointer: gateway.pointer };
  const { vpcId } = gateway.value;
  if (vpcId instanceof Unknown) return unsettledAt(trail, addresses, vpcId);
  const { from } = trail;
  if (vpcId !== from.vpc.value.id) {
    return stopAt(trail, addresses, detached(place, from.vpc.value.id));
  }
  const block = blockOf(walk.index, from, "internetGateway");
  if (block.kind === "blocked") return stopAt(trail, addresses, block.stop);
  if (block.kind === "unknown") return unsettledAt(trail, addresses, ...block.unknowns);
  const onward = pass(trail, walk.family === "ipv4" ? mapAddress(from, place) : globalOnly(place));
  return toInternet(walk, onward, gateway, place, addresses);
}

/** Sends packets through an egress-only internet gateway. */
export function throughEgressOnly(
  walk: Walk,
  trail: Trail,
  id: string,
  addresses: Intervals,
): readonly Road[] {
  const gateway = walk.index.find("egressOnlyInternetGateways", id);
  if (!isKnown(gateway)) return unsettledAt(trail, addresses, gateway);
  const place = { component: "egressOnlyInternetGateway", id, pointer: gateway.pointer };
  const { vpcId } = gateway.value;
  if (!isKnown(vpcId)) return unsettledAt(trail, addresses, vpcId);
  const { from } = trail;
  if (walk.family === "ipv4") {
    const message = `${id} takes IPv6 packets only`;
    return stopAt(trail, addresses, { ...place, code: "CANNOT_ROUTE", message });
  }
  if (vpcId !== from.vpc.value.id) {
    return stopAt(trail, addresses, detached(place, from.vpc.value.id));
  }
  const block = blockOf(walk.index, from, "egressOnlyInternetGateway");
  if (block.kind === "blocked") return stopAt(trail, addresses, block.stop);
  if (block.kind === "unknown") return unsettledAt(trail, addresses, ...block.unknowns);
  return toInternet(walk, pass(trail, globalOnly(place)), gateway, place, addresses);
}

type Place = { readonly component: string; readonly id: string; readonly pointer: string };

function detached(place: Place, vpc: string): Stop {
  return {
    ...place,
    code: "BAD_STATE_ATTACHMENT",
    message: `${place.id} is not attached to ${vpc}`,
  };
}

/** Beyond the gateway: what is no address of the internet is dropped, the rest has arrived. */
function toInternet(
  walk: Walk,
  trail: Trail,
  gateway: Node<InternetGateway | EgressOnlyInternetGateway>,
  place: Place,
  addresses: Intervals,
): readonly Road[] {
  const { index, family } = walk;
  const roads: Road[] = [];
  let rest = addresses;
  const refuse = (set: Intervals, code: Stop["code"], message: string) => {
    const here = meetIntervals(rest, set);
    rest = withoutIntervals(rest, set);
    roads.push(...stopAt(trail, here, { ...place, code, message: `${place.id} ${message}` }));
  };
  if (family === "ipv4") {
    const drops = "drops packets for addresses of";
    refuse(RFC1918, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", `${drops} RFC 1918`);
    refuse(RFC6598, "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS", `${drops} RFC 6598`);
  }
  refuse(NOWHERE[family], "NO_POSSIBLE_DESTINATION", "leads to no such address");
  // Who asks about the internet as a whole means the others in it.
  const own = walk.hint.outsideServices === true ? [] : ownPublicAddresses(index, family);
  const reflected = meetIntervals(rest, own);
  const why = new Unknown([`what becomes of packets that come back in through ${place.id}`]);
  roads.push(...unsettledAt(trail, reflected, why));
  const out = withoutIntervals(rest, reflected);
  const end = { kind: "outside", what: "internet" } as const;
  return [
    ...roads,
    ...endAt(trail, out, end, () => fromInternet(index, trail.from, gateway, place)),
  ];
}

/** The addresses of the internet that are in none of the network's VPCs. */
export function internetBeyond(index: NetworkIndex, family: "ipv4" | "ipv6"): Intervals {
  return index.once(`beyond ${family}`, index.network, () => {
    const blocks = index.all("vpcs").flatMap(({ value }) => index.addressesOfVpc(value, family));
    return withoutIntervals(publicInternet(family), intervalsOf(blocks));
  });
}

/** Public addresses of interfaces of the network itself, and of NAT gateways. */
function ownPublicAddresses(index: NetworkIndex, family: "ipv4" | "ipv6"): Intervals {
  return index.once(`public ${family}`, index.network, () => {
    const found: Interval[] = [];
    if (family === "ipv6") {
      for (const { value } of index.all("vpcs")) found.push(...index.addressesOfVpc(value, family));
      return intervalsOf(found);
    }
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

/** Answers come in through the gateway and go to the subnet that packets came from. */
function fromInternet(
  index: NetworkIndex,
  to: Station,
  gateway: Node<InternetGateway | EgressOnlyInternetGateway>,
  place: Place,
): readonly Road[] {
  const trail: Trail = { passages: [], from: to, steps: [place], lostTo: [], transits: [] };
  const redirected = ingressTable(index, gateway.value.id);
  if (redirected !== undefined) return unsettledAt(trail, to.addresses, redirected);
  const steps = to.subnet === undefined ? [] : [aclStep(index, to.subnet, "ingress")];
  return endAt(pass(trail, ...steps), to.addresses, { kind: "station", station: to, lostTo: [] });
}

/** Why what comes in may not go straight to its subnet: a gateway route table sends it elsewhere. */
function ingressTable(index: NetworkIndex, id: string): Unknown | undefined {
  const redirected = index.once("gateways with tables", index.network, () => {
    const gateways = new Map<string, Unknown>();
    for (const { value, pointer } of index.all("routeTables")) {
      const elsewhere = value.routes.some((each) => !isKnown(each) || !isLocal(each.target));
      if (!elsewhere) continue;
      for (const each of knownOf(value.gatewayIds)) {
        gateways.set(each, new Unknown([`where ${value.id} (${pointer}) sends what comes in`]));
      }
    }
    return gateways;
  });
  return redirected.get(id);
}

function isLocal(target: unknown): boolean {
  return (
    typeof target === "object" && target !== null && "kind" in target && target.kind === "local"
  );
}

/** An internet gateway replaces private IPv4 addresses, as far as they have a public one. */
function mapAddress(from: Station, place: Place): Step {
  const stop: Stop = {
    ...place,
    code: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    message: `${place.id} drops packets of ${from.id}, which has no public IPv4 address`,
  };
  return {
    ...place,
    filter: (packets, { translatedSource }) => {
      // A NAT gateway has its public address whatever address its clients have.
      const passed =
        translatedSource === undefined
          ? withAddresses(packets, SOURCE, from.publicAddresses)
          : from.publicAddresses.length > 0
            ? packets
            : NO_PACKETS;
      const rest = without(packets, passed);
      if (isEmpty(rest)) return { passed, stopped: [], unsettled: [] };
      return from.mayBePublic.length > 0
        ? { passed, stopped: [], unsettled: [{ packets: rest, unknowns: from.mayBePublic }] }
        : { passed, stopped: [{ packets: rest, stop }], unsettled: [] };
    },
  };
}

/** IPv6 addresses are public by themselves, unless they are private ones. */
function globalOnly(place: Place): Step {
  const stop: Stop = {
    ...place,
    code: "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    message: `${place.id} drops packets from IPv6 addresses that are not global`,
  };
  const global = publicInternet("ipv6");
  return {
    ...place,
    filter: (packets) => {
      const passed = withAddresses(packets, SOURCE, global);
      const rest = without(packets, passed);
      return { passed, stopped: isEmpty(rest) ? [] : [{ packets: rest, stop }], unsettled: [] };
    },
  };
}
