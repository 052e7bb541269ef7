import { z } from "zod";
import { cidrFaults } from "./cidr";
import { PUBLIC_ROUTING_DEFAULTS } from "./defaults";
import { choice, flag, type Leaf, leaf, text } from "./leaf";
import { retentionDays } from "./logs";
import { nearest } from "./nearest";
import { type Form, forms, isMapping } from "./structure";
import type { NetworkInput } from "./types";

function cidr(example: string): Leaf<string> {
  return text({
    what: "a range of IPv4 addresses",
    example,
    // Ranges decide which subnets there are and where.
    secret: "refused",
    check: (got) => {
      const [fault] = cidrFaults(got, []);
      return fault;
    },
  });
}

function cidrPerZone(
  examples: readonly [string, string],
): z.ZodTuple<[Leaf<string>, Leaf<string>], null> {
  return z.tuple([cidr(examples[0]), cidr(examples[1])]);
}

const KINDS = ["public-routing", "existing"] as const;

const kind = leaf({
  what: "a kind of network",
  allowed: KINDS.join(", "),
  example: (got) => nearest(String(got), KINDS) ?? KINDS[0],
  secret: "refused",
  json: { const: "public-routing" },
  decode: (value) => (value === "public-routing" ? value : undefined),
});

const subnetId = text({ what: "the id of a subnet", example: "subnet-0123456789abcdef0" });

const securityGroupId = text({
  what: "the id of a security group",
  example: "sg-0123456789abcdef0",
});

const zoneId = text({
  what: "the id of an availability zone",
  allowed: "ids (not names) of availability zones, such as use1-az1",
  example: "use1-az1",
  pattern: /^[a-z]{2,5}\d+-az\d+$/,
  secret: "refused",
});

const { vpcCidr, publicSubnetCidrs, privateSubnetCidrs } = PUBLIC_ROUTING_DEFAULTS;

const publicRouting = z.strictObject({
  kind: kind
    .exactOptional()
    .describe("`public-routing` makes a VPC with NAT gateways; `existing` names subnets."),
  vpcCidr: cidr(vpcCidr).exactOptional().describe("IPv4 range of the VPC, /16 to /28."),
  publicSubnetCidrs: cidrPerZone(publicSubnetCidrs)
    .exactOptional()
    .describe("IPv4 ranges of the two subnets of the NAT gateways, inside the VPC's range."),
  privateSubnetCidrs: cidrPerZone(privateSubnetCidrs)
    .exactOptional()
    .describe("IPv4 ranges of the environment's two subnets, inside the VPC's range."),
  zoneIds: z
    .tuple([zoneId, zoneId])
    .exactOptional()
    .describe("Ids of two availability zones. Default: the first two of the region's table."),
  natGateways: choice("a number of NAT gateways", ["one-per-zone", "single"])
    .exactOptional()
    .describe("`one-per-zone` survives the loss of a zone; `single` costs half."),
  s3GatewayEndpoint: flag(true)
    .exactOptional()
    .describe("Whether S3 is reached through a gateway endpoint, which is free of charge."),
  flowLogs: z
    .strictObject({ retentionDays: retentionDays(30).describe("How long records are kept.") })
    .exactOptional()
    .describe("Records the VPC's traffic. Default: none in quick-start."),
  ipv6: flag(false)
    .exactOptional()
    .describe("Whether subnets have IPv6 ranges too, and an egress-only internet gateway."),
});

const existing = z.strictObject({
  kind: z.literal("existing").describe("The network exists already."),
  subnetIds: z
    .tuple([subnetId, subnetId])
    .describe("Two private subnets in different availability zones."),
  securityGroupIds: z
    .array(securityGroupId)
    .describe("One to five security groups of the same VPC."),
});

const FORMS: readonly Form<NetworkInput>[] = [
  {
    name: "a network of kind existing",
    applies: (value) => isMapping(value) && value["kind"] === "existing",
    schema: existing,
  },
  { name: "a network of kind public-routing", applies: isMapping, schema: publicRouting },
];

/** The network: made with public routing, or an existing one. */
export const network = forms<NetworkInput>(
  "a mapping with kind public-routing or existing",
  "a mapping such as { vpcCidr: 10.192.0.0/16 }",
  FORMS,
);
