import { zoneIdsFor } from "../../../mwaa/service/regions";
import { isKnown, Unknown } from "../../../reasoning/known";
import { contains } from "../../model/network/address-blocks";
import { securityGroupsOf, subnetsOf } from "../../model/environment";
import { isExisting } from "../../model/existing";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import { tableOf } from "../../model/network/route-tables";
import { mayUseGroup } from "../../model/network/shared-subnets";
import { overlapsIn } from "../../model/network/subnet-overlaps";
import { blockOf, blocksOf, inOneVpc, sameTarget, vpcOf } from "../../model/network/vpc-membership";
import type { World } from "../../model/world";
import { resourcesOf, unresolved, withSubnets } from "./network-subjects";
import type { Rule, Violation } from "../rule";
import { conclude, concludeAll, failIf, notApplicable, undecided } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;
const ROUTING = guide("networking-about", "Public routing over the internet");

/** Where the environment's subnets stand: their VPC, zones and addresses. */
export const SUBNET_RULES: readonly Rule[] = [
  {
    ...own,
    id: "network-in-one-vpc",
    title: "Subnets and security groups are in one VPC",
    why: "An environment lives in one VPC, and a security group works in its own alone: MWAA refuses a mixture.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      guide("networking-about", "VPC infrastructure overview"),
      aws("vpc/latest/userguide/vpc-security-groups.html", "Security group basics"),
    ],
    examples: {
      fails: "securityGroupIds: [groupOfAnotherVpc.id]",
      passes: "new aws.ec2.SecurityGroup(name, { vpcId: vpc.id })",
    },
    check: (environment, world) => {
      const [subnets, groups] = [
        subnetsOf(world, environment),
        securityGroupsOf(world, environment),
      ];
      if (!isKnown(subnets)) return undecided("the subnets are not known", subnets.blockedBy);
      if (!isKnown(groups)) return undecided("the security groups are not known", groups.blockedBy);
      if (subnets.length === 0) return notApplicable("the environment names no subnet");
      const [first, ...others] = [...resourcesOf(subnets), ...resourcesOf(groups)];
      const blocked = [
        ...unresolved(environment, "subnetIds", subnets),
        ...unresolved(environment, "securityGroupIds", groups),
      ];
      const judged = others.map((other): Violation | Unknown | undefined => {
        if (first === undefined) return undefined;
        const together = worksBeside(world, other, first);
        if (!isKnown(together)) return together;
        if (together) return undefined;
        return {
          resource: other,
          related: [first],
          message: `is in another VPC than ${first.name}`,
          fix: "take subnets and security groups of one VPC",
        };
      });
      return concludeAll(
        [
          ...judged,
          ...resourcesOf(subnets).map((subnet) => strangeTable(subnet, world)),
          ...resourcesOf(groups).map((group) => strangeGroup(group, environment, world)),
          ...(blocked.length === 0 ? [] : [new Unknown(blocked)]),
        ],
        "the VPC of a subnet or a security group cannot be told",
      );
    },
  },
  {
    ...own,
    id: "subnets-in-two-zones",
    title: "The two subnets are in different availability zones",
    why: "MWAA keeps an environment alive by restarting containers in the other zone, and refuses two subnets of one.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [ROUTING],
    examples: {
      fails: 'availabilityZone: "eu-west-1a" (twice)',
      passes: 'availabilityZone: "eu-west-1a" and "eu-west-1b"',
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const [one, other] = subnets;
        if (one === undefined || other === undefined)
          return notApplicable("not two different subnets");
        const zones = (["availabilityZoneId", "availabilityZone"] as const).map(
          (property) => [world.text(one, property), world.text(other, property)] as const,
        );
        const told = zones.find(([a, b]) => typeof a === "string" && typeof b === "string");
        if (told === undefined)
          return undecided(
            "the zones of the subnets are not known",
            subnets.map((subnet) => pointer(subnet, ["availabilityZone"])),
          );
        return failIf(
          told[0] === told[1]
            ? [
                {
                  resource: other,
                  related: [one],
                  message: `is in the same zone as ${one.name}`,
                  witness: String(told[0]),
                  fix: "move one of the two subnets to another zone",
                },
              ]
            : [],
        );
      }),
  },
  {
    ...own,
    id: "subnets-in-supported-zones",
    title: "The subnets are in zones of the environment's Region that MWAA runs in",
    why: "A subnet of another Region is none of the environment's, and MWAA is missing in some zones, such as use1-az3. Zone names differ from account to account; only zone ids tell.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("vpc-create", "Create the VPC network")],
    examples: { fails: 'availabilityZoneId: "use1-az3"', passes: 'availabilityZoneId: "use1-az1"' },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const region = world.region(environment);
        if (!isKnown(region)) return undecided("the Region is not known", region.blockedBy);
        return concludeAll(
          subnets.map((subnet) => zoneFault(world, subnet, region)),
          "whether MWAA runs in the zones of the subnets cannot be told",
        );
      }),
  },
  {
    id: "subnet-fits-vpc",
    title: "Each subnet's addresses are its VPC's, and no other subnet's",
    why: "EC2 refuses a subnet outside its VPC or across another one.",
    subject: "network",
    judges: ["subnet"],
    decidedBy: "world",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("vpc/latest/userguide/subnet-sizing.html", "Subnet CIDR blocks")],
    examples: {
      fails: 'cidrBlock: "10.0.1.0/24" in a VPC of 10.192.0.0/16',
      passes: 'cidrBlock: "10.192.20.0/24"',
    },
    check: (subnet, world) => {
      const vpc = vpcOf(world, subnet);
      if (vpc.kind !== "resource") return notApplicable("the VPC is in none of these stacks");
      if (isExisting(subnet)) return notApplicable("it exists: EC2 has taken it");
      if (world.text(subnet, "cidrBlock") === undefined) return notApplicable("no IPv4 block");
      const block = blockOf(world, subnet);
      if (!isKnown(block)) return undecided("cidrBlock is not known", block.blockedBy);
      const blocks = blocksOf(world, vpc.resource);
      const inside = blocks.some((each) => isKnown(each) && contains(each, block));
      const hidden = inside ? [] : blocks.filter((each) => each instanceof Unknown);
      const outer = blocks.flatMap((each) => (isKnown(each) ? [each.text] : [])).join(", ");
      const outside: Violation = {
        related: [vpc.resource],
        message: `cidrBlock ${block.text} is not inside ${outer} of the VPC`,
        fix: `choose a block inside ${outer}`,
      };
      const other = overlapsIn(world, vpc.resource).get(subnet);
      const overlap: readonly Violation[] =
        other === undefined
          ? []
          : [
              {
                related: [other.subnet],
                message: `cidrBlock ${block.text} overlaps ${other.block.text} of ${other.subnet.name}`,
                fix: "give each subnet a block of its own",
              },
            ];
      return conclude(
        inside || hidden.length > 0 ? overlap : [outside, ...overlap],
        hidden,
        "the VPC's blocks are not known",
      );
    },
  },
];

/** A group can be made to work in a second VPC; nothing else can be in two. */
function worksBeside(world: World, other: Resource, first: Resource): boolean | Unknown {
  const together = inOneVpc(world, other, first);
  if (together === true) return true;
  const lent = world.pointingAt(other, "securityGroupVpcAssociation", "securityGroupId");
  const home = vpcOf(world, first);
  const lends = lent.resources.map((each) => sameTarget(vpcOf(world, each), home));
  if (lends.includes(true)) return true;
  if (together instanceof Unknown) return together;
  return lends.find((each) => each instanceof Unknown) ?? lent.more ?? false;
}

/** EC2 ties a subnet to a route table of its own VPC alone. */
function strangeTable(subnet: Resource, world: World): Violation | Unknown | undefined {
  const { table } = tableOf(world, subnet);
  if (table.kind !== "resource" || table.resource.type.endsWith(":Vpc")) return undefined;
  // What exists was taken by EC2 as it is, and the table that comes with a VPC names none.
  if (isExisting(table.resource) && isExisting(subnet)) return undefined;
  if (vpcOf(world, table.resource).kind === "absent") return undefined;
  const together = inOneVpc(world, table.resource, subnet);
  if (together !== false) return isKnown(together) ? undefined : together;
  return {
    resource: table.resource,
    related: [subnet],
    message: `is the route table of ${subnet.name}, and of another VPC`,
    fix: "associate the subnet with a route table of its own VPC",
  };
}

/** In a shared VPC each account has groups of its own, and nobody else may use them. */
function strangeGroup(
  group: Resource,
  environment: Resource,
  world: World,
): Violation | Unknown | undefined {
  const usable = mayUseGroup(world, environment, group);
  if (usable !== false) return isKnown(usable) ? undefined : usable;
  return {
    resource: group,
    related: [environment],
    message: "is of another account than the environment",
    fix: "make it with the provider of the environment",
  };
}

function zoneFault(
  world: World,
  subnet: Resource,
  region: string,
): Violation | Unknown | undefined {
  const id = world.text(subnet, "availabilityZoneId");
  const name = world.text(subnet, "availabilityZone");
  const home = world.region(subnet);
  const elsewhere = (what: string): Violation => ({
    resource: subnet,
    message: `${what} is not of the environment's Region ${region}`,
    fix: `use subnets of ${region}`,
  });
  if (isKnown(home) && home !== region) return elsewhere(`region ${home}`);
  if (typeof name === "string" && !name.startsWith(region))
    return elsewhere(`availabilityZone ${name}`);
  const supported = zoneIdsFor(region);
  if (typeof id === "string" && supported.length > 0) {
    if (supported.includes(id)) return undefined;
    const [ours] = supported;
    if (ours?.split("-")[0] !== id.split("-")[0]) return elsewhere(`availabilityZoneId ${id}`);
    // Zones are added now and then; only in us-east-1 is it known that one will not do.
    if (region !== "us-east-1") return new Unknown([pointer(subnet, ["availabilityZoneId"])]);
    return {
      resource: subnet,
      message: `availabilityZoneId ${id} is a zone without MWAA`,
      fix: `use one of ${supported.join(", ")}`,
    };
  }
  // Where every zone will do, the name needs no deciphering; without either EC2 takes one of the Region.
  if (region !== "us-east-1" && typeof name === "string")
    return /^[a-z]$/.test(name.slice(region.length))
      ? undefined
      : new Unknown([pointer(subnet, ["availabilityZone"])]);
  if (region !== "us-east-1" && !(id instanceof Unknown) && !(name instanceof Unknown))
    return undefined;
  return new Unknown([pointer(subnet, ["availabilityZoneId"])]);
}
