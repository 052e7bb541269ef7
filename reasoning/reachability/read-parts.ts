/** Reads the small things that networks and questions are made of from JSON. */
import { isAddress, parseBlock } from "./address";
import type { Decoder, Shape } from "./json";
import { isObject, object, oneOf, optional, REFUSED, shown, text, textThat, whole } from "./json";
import { isKnown } from "../known";
import type {
  IcmpMessage,
  NetworkAclRule,
  PortRange,
  Protocol,
  RouteTarget,
  RulePeer,
} from "./network";
import { TARGET_KINDS } from "./network";
import { hasPorts, isIcmp, protocolRange } from "./protocol";

/** A CIDR block. */
export const cidr = textThat((each) => parseBlock(each) !== undefined, "a CIDR block");
/** An IP address. */
export const address = textThat(isAddress, "an IP address");
/** Where a route leads: a CIDR block or a prefix list. */
export const cidrOrPrefixList = textThat(
  (each) => /^pl-./.test(each) || parseBlock(each) !== undefined,
  "a CIDR block or the id of a prefix list (pl-…)",
);

/** A protocol: a name, IANA's number, or -1 for all, each also as text. */
export const protocol: Decoder<Protocol> = (value, pointer, faults) => {
  const names = ["all", "tcp", "udp", "icmp", "icmpv6"] as const;
  const name = names.find((each) => each === value);
  if (name !== undefined) return name;
  const number = typeof value === "string" && /^-?\d{1,3}$/.test(value) ? Number(value) : value;
  if (number === -1) return "all";
  const isNumber = typeof number === "number" && Number.isInteger(number);
  if (isNumber && number >= 0 && number <= 255) return number;
  return faults.add(
    pointer,
    `is ${shown(value)}; ${names.join(", ")} or a number from -1 to 255 is wanted`,
  );
};

const PORT_SHAPE: Shape<PortRange> = { first: whole(0, 65535), last: whole(0, 65535) };
const portObject = object(PORT_SHAPE);

/** Ports from the first to the last. */
export const ports: Decoder<PortRange> = (value, pointer, faults) => {
  const range = portObject(value, pointer, faults);
  if (range === REFUSED || range.first <= range.last) return range;
  return faults.add(pointer, `is empty: first ${range.first} is above last ${range.last}`);
};

/** An ICMP type and code. */
export const icmp: Decoder<IcmpMessage> = object<IcmpMessage>({
  type: whole(-1, 255),
  code: optional(whole(-1, 255)),
});

/** What a rule of an ACL or a group says of packets, besides addresses. */
type RuleTraffic = Pick<NetworkAclRule, "protocol" | "ports" | "icmp">;

/** What rules for some protocols do not have, and what they may have in its place. */
const MISFITS = [
  { name: "ports", unfit: isIcmp, wanted: "icmp, a type and a code, or nothing" },
  { name: "icmp", unfit: hasPorts, wanted: "ports, or nothing" },
] as const;

/**
 * Reads a rule and refuses ports of ICMP and ICMP messages of TCP and UDP: nobody would know what the
 * rule is to match, and to drop them would let more through than is written. For all protocols, and for
 * those that have neither, both may stand there: AWS takes such rules, and matches any port and message.
 *
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html, "IpProtocol", and
 * https://docs.amazonaws.cn/sdk-for-sap-abap/v1/api/latest/ec2/operation/CREATENETWORKACLENTRY.html,
 * "IV_PROTOCOL", read 2026-11-23.
 */
export function fittingRule<T extends RuleTraffic>(decoder: Decoder<T>): Decoder<T> {
  return (value, pointer, faults) => {
    const rule = decoder(value, pointer, faults);
    if (rule === REFUSED || !isKnown(rule.protocol) || rule.protocol === "all") return rule;
    const [protocol] = protocolRange(rule.protocol);
    const misfit = MISFITS.find(({ name, unfit }) => unfit(protocol) && rule[name] !== undefined);
    if (misfit === undefined) return rule;
    const { name, wanted } = misfit;
    const { [name]: told } = rule;
    const what = isKnown(told) ? JSON.stringify(told) : "unknown";
    return faults.add(
      `${pointer}/${name}`,
      `is ${what}, which a rule for the protocol ${rule.protocol} cannot have; ${wanted} is wanted here`,
    );
  };
}

const targetWithId = object<Exclude<RouteTarget, { kind: "local" }>>({
  kind: oneOf(TARGET_KINDS),
  id: text,
});
const localTarget = object<Extract<RouteTarget, { kind: "local" }>>({ kind: oneOf(["local"]) });
/** What a route leads to. */
export const target: Decoder<RouteTarget> = (value, pointer, faults) =>
  isObject(value) && value["kind"] === "local"
    ? localTarget(value, pointer, faults)
    : targetWithId(value, pointer, faults);

const PEERS = {
  cidr: object<{ readonly cidr: string }>({ cidr }),
  prefixList: object<{ readonly prefixList: string }>({ prefixList: text }),
  securityGroup: object<{ readonly securityGroup: string }>({ securityGroup: text }),
};
/** The other side of a security group rule. */
export const peer: Decoder<RulePeer> = (value, pointer, faults) => {
  if (!isObject(value)) return faults.add(pointer, `is ${shown(value)}; an object is wanted`);
  if (Object.hasOwn(value, "prefixList")) return PEERS.prefixList(value, pointer, faults);
  if (Object.hasOwn(value, "securityGroup")) return PEERS.securityGroup(value, pointer, faults);
  return PEERS.cidr(value, pointer, faults);
};
