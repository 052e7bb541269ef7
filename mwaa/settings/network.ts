import { z } from "zod";
import { ENDPOINT_FEATURES } from "../service/endpoint-features";
import { accountNumber, otherAccount, stackReference } from "./accounts";
import { cidrFaults } from "./cidr";
import { PUBLIC_ROUTING_DEFAULTS } from "./defaults";
import { choice, flag, type Leaf, leaf, text } from "./leaf";
import { retentionDays } from "./logs";
import { nearest } from "./nearest";
import { SECURITY_GROUP_RULES } from "./network-types";
import { eventBusName } from "./sharing";
import { type Form, forms, isMapping } from "./structure";
import type { MadeNetworkInput, NetworkInput, SharedNetworkInput } from "./types";

/** A range of IPv4 addresses that a VPC or a subnet can have. */
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

const KINDS = ["public-routing", "private-routing", "existing", "awsx", "shared"] as const;

/** The kind of a network that need not say it; every other kind is told by it. */
function usualKind(kinds: readonly string[]): Leaf<"public-routing"> {
  return leaf({
    what: "a kind of network",
    allowed: kinds.join(", "),
    example: (got) =>
      (typeof got === "string" ? nearest(got, kinds) : undefined) ?? "public-routing",
    secret: "refused",
    json: { const: "public-routing" },
    decode: (value) => (value === "public-routing" ? value : undefined),
  });
}

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

const groupRules = choice("a set of security group rules", SECURITY_GROUP_RULES);
const ownGroupRules = choice("a set of security group rules", ["all", "restricted"]);

const natGateways = choice("a number of NAT gateways", ["one-per-zone", "single"]);

const madeHere = {
  vpcCidr: cidr(vpcCidr).exactOptional().describe("IPv4 range of the VPC, /16 to /28."),
  privateSubnetCidrs: cidrPerZone(privateSubnetCidrs)
    .exactOptional()
    .describe("IPv4 ranges of the environment's two subnets, inside the VPC's range."),
  zoneIds: z
    .tuple([zoneId, zoneId])
    .exactOptional()
    .describe("Ids of two availability zones. Default: the first two of the region's table."),
  flowLogs: z
    .strictObject({ retentionDays: retentionDays(30).describe("How long records are kept.") })
    .exactOptional()
    .describe("Records the VPC's traffic. Default: none in quick-start."),
  ipv6: flag(false)
    .exactOptional()
    .describe("Whether subnets have IPv6 ranges too. Default: false."),
  securityGroupRules: groupRules
    .exactOptional()
    .describe("`restricted` opens only what MWAA uses; `none` makes no group. Default: all."),
  networkAcl: choice("a network ACL", ["default", "own"])
    .exactOptional()
    .describe("`own` states in an ACL of its own that everything passes. Default: default."),
};

const publicRouting = z.strictObject({
  kind: usualKind(KINDS)
    .exactOptional()
    .describe("`public-routing` makes a VPC with NAT gateways; see the other kinds."),
  ...madeHere,
  publicSubnetCidrs: cidrPerZone(publicSubnetCidrs)
    .exactOptional()
    .describe("IPv4 ranges of the two subnets of the NAT gateways, inside the VPC's range."),
  natGateways: natGateways
    .exactOptional()
    .describe("`one-per-zone` survives the loss of a zone; `single` costs half."),
  s3GatewayEndpoint: flag(true)
    .exactOptional()
    .describe("Whether S3 is reached through a gateway endpoint, which is free of charge."),
});

const privateRouting = z.strictObject({
  kind: z.literal("private-routing").describe("A VPC without any path to the internet."),
  ...madeHere,
  serviceEndpoints: z
    .strictObject({
      features: z
        .array(choice("a feature that needs an endpoint", ENDPOINT_FEATURES))
        .exactOptional()
        .describe("Services that DAGs call besides those that settings and grants show."),
      policies: choice("a scope of endpoint policies", ["full", "scoped"])
        .exactOptional()
        .describe("`scoped` narrows queue, logs and S3 to this environment. Default: full."),
      s3: choice("a kind of endpoint", ["gateway", "interface"])
        .exactOptional()
        .describe("How S3 is reached; a gateway is free of charge. Default: gateway."),
    })
    .exactOptional()
    .describe("The endpoints by which AWS services are reached."),
});

const awsx = z.strictObject({
  kind: z.literal("awsx").describe("A VPC as awsx.ec2.Vpc of @pulumi/awsx lays it out."),
  vpcCidr: madeHere.vpcCidr,
  natGateways: natGateways
    .exactOptional()
    .describe("How many NAT gateways. Default: one-per-zone."),
  securityGroupRules: ownGroupRules
    .exactOptional()
    .describe("`restricted` opens only what MWAA uses. Default: all."),
});

const lookedUp = {
  kind: z.literal("existing").describe("The network exists already."),
  lookUp: flag(true)
    .exactOptional()
    .describe("Whether routes, groups and ACLs are read, so that they are judged. Default: true."),
  serviceEndpoints: z
    .array(text({ what: "the name of a service", example: "sqs", pattern: /^[a-z0-9.-]+$/ }))
    .exactOptional()
    .describe("Services whose endpoints the VPC has, to be read too. Default: none."),
};

const existingById = z.strictObject({
  ...lookedUp,
  subnetIds: z
    .tuple([subnetId, subnetId])
    .describe("Two private subnets in different availability zones."),
  securityGroupIds: z
    .array(securityGroupId)
    .describe("One to five security groups of the same VPC."),
});

const existingInStack = z.strictObject({
  ...lookedUp,
  fromStack: stackReference("exports subnetIds and securityGroupIds"),
});

const MADE_FORMS = [
  {
    name: "a network of kind private-routing",
    applies: (value: unknown) => isMapping(value) && value["kind"] === "private-routing",
    schema: privateRouting,
  },
  { name: "a network of kind public-routing", applies: isMapping, schema: publicRouting },
] as const;

/** A network that is made, whoever uses it. */
const madeNetwork = forms<MadeNetworkInput>(
  "a mapping with kind public-routing or private-routing",
  "a mapping such as { kind: private-routing }",
  MADE_FORMS,
);

const participant = {
  kind: z.literal("shared").describe("Another account's VPC, of which it shares two subnets."),
  acceptShare: flag(false)
    .exactOptional()
    .describe(
      "Whether the share is accepted here; within an organization it need not. Default: false.",
    ),
  securityGroupRules: ownGroupRules
    .exactOptional()
    .describe("`restricted` opens only what MWAA uses. Default: all."),
  ipv6: flag(false)
    .exactOptional()
    .describe("Whether the shared subnets have IPv6 ranges too. Default: false."),
  statusReader: choice("a state of the role", ["create", "existing"])
    .exactOptional()
    .describe("The role by which the owner asks for the environment's state. Default: create."),
  eventBusName: eventBusName()
    .exactOptional()
    .describe("The owner's event bus to send changes of status to. Default: none."),
};

const privateRange = cidr(vpcCidr)
  .exactOptional()
  .describe("IPv4 range of the owner's VPC, if that has no way to the internet.");

const SHARED_FORMS: readonly Form<{ readonly kind: "shared" } & SharedNetworkInput>[] = [
  {
    name: "a shared network whose owner is in this program",
    applies: (value) => isMapping(value) && "owner" in value,
    schema: z.strictObject({
      ...participant,
      owner: otherAccount({
        network: madeNetwork.exactOptional().describe("The network that the owner makes."),
      }).describe("The owner's account and how to work in it."),
    }),
  },
  {
    name: "a shared network whose owner has a stack",
    applies: (value) => isMapping(value) && "fromStack" in value,
    schema: z.strictObject({
      ...participant,
      fromStack: stackReference("builds the shared-network"),
      ownerAccount: accountNumber("refused").describe("The account that owns the VPC."),
      vpcCidr: privateRange,
    }),
  },
  {
    name: "a shared network by ids",
    applies: isMapping,
    schema: z.strictObject({
      ...participant,
      ownerAccount: accountNumber("refused").describe("The account that owns the VPC."),
      vpcId: text({
        what: "the id of a VPC",
        example: "vpc-0123456789abcdef0",
        pattern: /^vpc-[\w.-]+$/,
      }).describe("The owner's VPC."),
      subnetIds: z
        .tuple([subnetId, subnetId])
        .describe("The two shared subnets, in different availability zones."),
      vpcCidr: privateRange,
      resourceShareArn: text({
        what: "the ARN of a resource share",
        example: "arn:aws:ram:eu-west-1:111111111111:resource-share/0123",
        pattern: /^arn:aws[a-z-]*:ram:[a-z0-9-]+:\d{12}:resource-share\/[\w-]+$/,
      })
        .exactOptional()
        .describe("The share, where it is accepted here."),
    }),
  },
];

const shared = forms<{ readonly kind: "shared" } & SharedNetworkInput>(
  "a mapping with owner, or fromStack and ownerAccount, or ownerAccount, vpcId and subnetIds",
  'a mapping such as { kind: shared, fromStack: shared-vpc-owner, ownerAccount: "111111111111" }',
  SHARED_FORMS,
);

function ofKind(kind: string): (value: unknown) => boolean {
  return (value) => isMapping(value) && value["kind"] === kind;
}

const FORMS: readonly Form<NetworkInput>[] = [
  {
    name: "an existing network of another stack",
    applies: (value) => ofKind("existing")(value) && isMapping(value) && "fromStack" in value,
    schema: existingInStack,
  },
  { name: "a network of kind existing", applies: ofKind("existing"), schema: existingById },
  { name: "a network of kind awsx", applies: ofKind("awsx"), schema: awsx },
  { name: "a network of kind shared", applies: ofKind("shared"), schema: shared },
  ...MADE_FORMS,
];

/** The network: made here, an existing one, or one that another account shares. */
export const network = forms<NetworkInput>(
  `a mapping with one of the kinds ${KINDS.join(", ")}`,
  "a mapping such as { vpcCidr: 10.192.0.0/16 }",
  FORMS,
);
