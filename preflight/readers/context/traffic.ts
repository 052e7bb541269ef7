import { type Leaf, leaf, text } from "../../../mwaa/settings/leaf";
import { parseBlock } from "../../model/network/address-blocks";

/** A range of ports, both ends included. */
export interface Ports {
  readonly from: number;
  readonly to: number;
}

/** The ports of a rule: one, or a range. */
export function ports(): Leaf<Ports> {
  const what = 'a port or a range of ports, such as 443 or "1024-65535"';
  return leaf<Ports>({
    what,
    example: "443",
    secret: "refused",
    json: {
      anyOf: [
        { type: "integer", minimum: 0, maximum: 65535 },
        { type: "string", pattern: "^[0-9]+(-[0-9]+)?$" },
      ],
    },
    decode: (value) => {
      const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(String(value)) ?? [];
      if (first === undefined) return undefined;
      const range = { from: Number(first), to: Number(last ?? first) };
      return range.from <= range.to && range.to <= 65535 ? range : undefined;
    },
  });
}

/** The protocol of a rule; absent, it is TCP where ports are given, and every one where not. */
export function protocol(): Leaf<string> {
  return text({
    what: "a protocol",
    allowed: "all, tcp, udp, icmp, icmpv6 or a protocol's number",
    example: "tcp",
    pattern: /^(all|tcp|udp|icmp|icmpv6|\d{1,3})$/,
    secret: "refused",
  });
}

/** The other end of a security group's rule: addresses, a group, or a prefix list. */
export type Peer =
  | { readonly kind: "self" }
  | { readonly kind: "ipv4" | "ipv6" | "prefix-list" | "group"; readonly value: string };

const ACCOUNT_AND_GROUP = /^(?:\d{12}\/)?sg-[0-9a-zA-Z]+$/;

/** Who a rule speaks of. */
export function peer(): Leaf<Peer> {
  const allowed =
    "self, a security group (sg-… or <account>/sg-…), a prefix list (pl-…), or a block of addresses";
  return leaf<Peer>({
    what: "a peer of a security group",
    allowed,
    example: "self",
    secret: "refused",
    json: { type: "string" },
    decode: (value) => {
      if (typeof value !== "string") return undefined;
      if (value === "self") return { kind: "self" };
      if (ACCOUNT_AND_GROUP.test(value)) return { kind: "group", value };
      if (/^pl-[0-9a-zA-Z]+$/.test(value)) return { kind: "prefix-list", value };
      const block = value.includes("/") ? parseBlock(value) : undefined;
      return block === undefined ? undefined : { kind: block.family, value };
    },
  });
}

/** Where a route leads to: the property of the provider's route that names such a target. */
const TARGETS = [
  { id: /^local$/, property: "gatewayId" },
  { id: /^(igw|vgw|vpce)-/, property: "gatewayId" },
  { id: /^nat-/, property: "natGatewayId" },
  { id: /^eigw-/, property: "egressOnlyGatewayId" },
  { id: /^tgw-/, property: "transitGatewayId" },
  { id: /^pcx-/, property: "vpcPeeringConnectionId" },
  { id: /^eni-/, property: "networkInterfaceId" },
  { id: /^lgw-/, property: "localGatewayId" },
  { id: /^cagw-/, property: "carrierGatewayId" },
] as const;

/** What a route leads to. */
export interface RouteTarget {
  readonly property: (typeof TARGETS)[number]["property"];
  readonly id: string;
}

/** The target of a route. */
export function target(): Leaf<RouteTarget> {
  return leaf<RouteTarget>({
    what: "the target of a route",
    allowed:
      "local, or an id that begins with igw-, nat-, eigw-, tgw-, vgw-, pcx-, vpce-, eni-, lgw- or cagw-",
    example: "nat-0a1b2c3d4e5f60718",
    secret: "refused",
    json: {
      type: "string",
      pattern: "^(local|(igw|nat|eigw|tgw|vgw|pcx|vpce|eni|lgw|cagw)-[0-9a-zA-Z]+)$",
    },
    decode: (value) => {
      if (typeof value !== "string" || !/^(local|[a-z]+-[0-9a-zA-Z]+)$/.test(value))
        return undefined;
      const found = TARGETS.find(({ id }) => id.test(value));
      return found === undefined ? undefined : { property: found.property, id: value };
    },
  });
}

/** Where packets go: a block of addresses or a prefix list. */
export interface Destination {
  readonly property: "cidrBlock" | "ipv6CidrBlock" | "destinationPrefixListId";
  readonly value: string;
}

/** The destination of a route. */
export function destination(): Leaf<Destination> {
  return leaf<Destination>({
    what: "the destination of a route",
    allowed: "a block of addresses such as 0.0.0.0/0 or ::/0, or a prefix list (pl-…)",
    example: "0.0.0.0/0",
    secret: "refused",
    json: { type: "string" },
    decode: (value) => {
      if (typeof value !== "string") return undefined;
      if (/^pl-[0-9a-zA-Z]+$/.test(value)) return { property: "destinationPrefixListId", value };
      const block = value.includes("/") ? parseBlock(value) : undefined;
      if (block === undefined) return undefined;
      return { property: block.family === "ipv4" ? "cidrBlock" : "ipv6CidrBlock", value };
    },
  });
}
