import { isKnown } from "../../../reasoning/known";
import { isExisting } from "../../model/existing";
import { parseBlock } from "../../model/network/address-blocks";
import { holds } from "../../model/network/internet-addresses";
import type { Rule, Violation } from "../rule";
import { failIf, notApplicable, undecided } from "../rule";
import { aws } from "../sources";

/** The widest and the narrowest block that EC2 takes, by the number behind the slash. */
const PREFIXES = { least: 16, most: 28 } as const;

/** The blocks of IPv4 addresses that a VPC and its subnets ask for. */
export const ADDRESS_BLOCK_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["vpc", "subnet", "vpcCidrBlock"],
    decidedBy: "resource",
    id: "address-blocks-allowed",
    title: "Blocks of IPv4 addresses are between /16 and /28, and written by their first address",
    why: "EC2 refuses wider and narrower blocks, and the provider those whose address is not the block's first.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws("vpc/latest/userguide/vpc-cidr-blocks.html", "IPv4 VPC CIDR blocks"),
      aws("vpc/latest/userguide/subnet-sizing.html", "Subnet sizing for IPv4"),
    ],
    examples: { fails: 'cidrBlock: "10.0.0.0/8"', passes: 'cidrBlock: "10.0.0.0/16"' },
    check: (resource, world) => {
      if (isExisting(resource)) return notApplicable("it exists: EC2 has taken it");
      const text = world.text(resource, "cidrBlock");
      if (!isKnown(text)) return undecided("cidrBlock is not known", text.blockedBy);
      if (text === undefined) return notApplicable("no IPv4 block is asked for by its addresses");
      return failIf(faultsOf(text));
    },
  },
];

function faultsOf(text: string): readonly Violation[] {
  const block = parseBlock(text);
  if (block?.family !== "ipv4" || !text.includes("/"))
    return [
      {
        message: `cidrBlock ${text} is no block of IPv4 addresses`,
        fix: "write it like 10.0.0.0/16",
      },
    ];
  const { least, most } = PREFIXES;
  if (block.prefix < least || block.prefix > most)
    return [
      {
        message: `cidrBlock ${text} is ${block.prefix < least ? "wider than" : "narrower than"} EC2 takes`,
        fix: `choose a block between /${least} and /${most}`,
      },
    ];
  const [address = ""] = text.split("/");
  const own = parseBlock(address);
  if (own !== undefined && holds(own, block.first)) return [];
  return [
    {
      message: `cidrBlock ${text} does not begin with the first address of its block`,
      fix: "write the block by its first address",
    },
  ];
}
