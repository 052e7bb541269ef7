import { type Leaf, leaf, text } from "../../../mwaa/settings/leaf";
import { isMapping } from "../../../mwaa/settings/structure";
import { parseBlock } from "../../model/network/address-blocks";
import type { Value } from "../../model/resource";

/** What the ids of EC2's things begin with, and what the things are called. */
const EC2_IDS = {
  vpc: "a VPC",
  subnet: "a subnet",
  rtb: "a route table",
  igw: "an internet gateway",
  nat: "a NAT gateway",
  eipalloc: "the allocation of an Elastic IP address",
  sg: "a security group",
  acl: "a network ACL",
  vpce: "a VPC endpoint",
  pl: "a prefix list",
} as const;

/** The id of one of EC2's things. */
export function ec2Id(prefix: keyof typeof EC2_IDS): Leaf<string> {
  return text({
    what: `the id of ${EC2_IDS[prefix]}`,
    allowed: `an id such as ${prefix}-0a1b2c3d4e5f60718`,
    example: `${prefix}-0a1b2c3d4e5f60718`,
    pattern: new RegExp(`^${prefix}-[0-9a-zA-Z]+$`),
    secret: "refused",
  });
}

/** An ARN whose part after the partition begins as given. */
export function arn(what: string, example: string, pattern: RegExp): Leaf<string> {
  return text({ what: `the ARN of ${what}`, example, pattern, secret: "refused" });
}

/** Free text that says what something is called. */
export function name(what: string, example: string): Leaf<string> {
  return text({ what, example, secret: "refused" });
}

const EXAMPLES = { ipv4: "10.0.0.0/16", ipv6: "2001:db8::/56" } as const;

/** A block of addresses of one family. */
export function cidr(family: keyof typeof EXAMPLES): Leaf<string> {
  const what = `a block of ${family === "ipv4" ? "IPv4" : "IPv6"} addresses`;
  const example = EXAMPLES[family];
  return text({
    what,
    allowed: `${what} such as ${example}`,
    example,
    secret: "refused",
    check: (given) => {
      const block = given.includes("/") ? parseBlock(given) : undefined;
      return block?.family === family
        ? undefined
        : { problem: `is not ${what}`, allowed: `${what} such as ${example}`, example };
    },
  });
}

/** A block of addresses of either family. */
export function block(): Leaf<string> {
  const what = "a block of addresses";
  const example = EXAMPLES.ipv4;
  const allowed = `${what} such as 0.0.0.0/0 or ::/0`;
  return text({
    what,
    allowed,
    example,
    secret: "refused",
    check: (given) =>
      given.includes("/") && parseBlock(given) !== undefined
        ? undefined
        : { problem: `is not ${what}`, allowed, example },
  });
}

/** A policy document, or one of the words that stand for one. */
export type PolicyFact<W extends string> = W | { readonly [key: string]: Value };

/**
 * A policy document: a mapping, or JSON text. A word says what no document could.
 *
 * @param words what may stand instead of a document, such as `none`.
 */
export function policy<const W extends string>(...words: readonly W[]): Leaf<PolicyFact<W>> {
  const what = `a policy document${words.map((word) => `, or ${word}`).join("")}`;
  return leaf<PolicyFact<W>>({
    what,
    allowed: `${what}; a document is a mapping or JSON text`,
    example: words[0] ?? '{ Version: "2012-10-17", Statement: [] }',
    secret: "refused",
    json: {
      anyOf: [...words.map((word) => ({ const: word })), { type: "object" }, { type: "string" }],
    },
    decode: (value) => {
      const word = words.find((each) => each === value);
      if (word !== undefined) return word;
      const document = typeof value === "string" ? parsed(value) : value;
      return isMapping(document) ? (document as { readonly [key: string]: Value }) : undefined;
    },
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Any plain value, as a stack or a component may give it out. */
export function anything(): Leaf<JsonValue> {
  return leaf<JsonValue>({
    what: "a value",
    example: "a value",
    secret: "refused",
    json: {},
    decode: (value) => value as JsonValue,
  });
}

/** Plain data, as JSON or YAML hold it. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
