import type { Maybe } from "../../../../reasoning/known";
import { isKnown, Unknown } from "../../../../reasoning/known";
import type { Listed, Subnet, Vpc } from "../../../../reasoning/reachability/network";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import type { World } from "../../world";
import { hasIpv6 } from "../address-family";
import { asksAmazon } from "../name-servers";
import { ownerOf } from "../shared-subnets";
import { vpcOf } from "../vpc-membership";
import { doubtAboutNames } from "./aws-names";
import type { Drawing } from "./drawing";
import { idBehind, nodeId } from "./node-ids";

/** Every VPC, with all its blocks and what decides whom its interfaces ask for names. */
export function vpcsIn(drawing: Drawing): Listed<Vpc> {
  const { world, origins } = drawing;
  return world.of("vpc").map((vpc) => {
    const doubt = nameDoubt(world, vpc);
    return origins.note<Vpc>(
      {
        id: nodeId(vpc),
        account: ownerOf(world, vpc),
        region: world.region(vpc),
        cidrBlocks: blocksOfVpc(drawing, vpc),
        enableDnsSupport: world.flag(vpc, "enableDnsSupport"),
        enableDnsHostnames: world.flag(vpc, "enableDnsHostnames"),
        ...(doubt === undefined ? {} : { dhcpOptionsId: doubt }),
      },
      vpc,
    );
  });
}

/** Where the engine cannot tell what names lead to, it is told that nobody knows the name servers. */
function nameDoubt(world: World, vpc: Resource): Unknown | undefined {
  const asks = asksAmazon(world, vpc);
  return asks instanceof Unknown ? asks : doubtAboutNames(world, vpc);
}

const ADDED = {
  ipv4: { kind: "vpcCidrBlock", property: "cidrBlock" },
  ipv6: { kind: "vpcIpv6CidrBlock", property: "ipv6CidrBlock" },
} as const;

function blocksOfVpc({ world, family }: Drawing, vpc: Resource): Listed<string> {
  const { kind, property } = ADDED[family];
  const added = world.pointingAt(vpc, kind, "vpcId");
  const own = world.text(vpc, property);
  const has = family === "ipv4" || mayHaveIpv6(world, vpc);
  return [
    ...(own === undefined && !has ? [] : [own ?? new Unknown([pointer(vpc, [property])])]),
    ...added.resources.map(
      (each): Maybe<string> =>
        world.text(each, property) ?? new Unknown([pointer(each, [property])]),
    ),
    ...(added.more === undefined ? [] : [added.more]),
  ];
}

/** Whether a VPC is given a block of IPv6 addresses in another way than by its text. */
function mayHaveIpv6(world: World, vpc: Resource): boolean {
  return ["ipv6IpamPoolId", "assignGeneratedIpv6CidrBlock"].some((property) => {
    const value = world.value(vpc, property);
    return value !== undefined && value !== false && value !== "false";
  });
}

/** Every subnet, and that a VPC may have others. */
export function subnetsIn(drawing: Drawing): Listed<Subnet> {
  const { world, origins } = drawing;
  const drawn = world.of("subnet").map((subnet) =>
    origins.note<Subnet>(
      {
        id: nodeId(subnet),
        vpcId: idBehind(vpcOf(world, subnet), pointer(subnet, ["vpcId"])),
        account: ownerOf(world, subnet),
        availabilityZone: zoneOf(world, subnet),
        cidrBlocks: blocksOfSubnet(drawing, subnet),
      },
      subnet,
    ),
  );
  const hidden = world.of("vpc").map((vpc) => world.pointingAt(vpc, "subnet", "vpcId").more);
  return [...drawn, ...hidden.filter((each) => each !== undefined)];
}

/** Zones are compared by name: who knows one by its id alone cannot compare it. */
function zoneOf(world: World, subnet: Resource): Maybe<string> {
  const name = world.text(subnet, "availabilityZone");
  return name ?? new Unknown([pointer(subnet, ["availabilityZone"])]);
}

function blocksOfSubnet({ world, family }: Drawing, subnet: Resource): Listed<string> {
  if (family === "ipv4") {
    if (world.flag(subnet, "ipv6Native") === true) return [];
    return [world.text(subnet, "cidrBlock") ?? new Unknown([pointer(subnet, ["cidrBlock"])])];
  }
  const block = world.text(subnet, "ipv6CidrBlock");
  if (isKnown(block) && block !== undefined) return [block];
  const has = hasIpv6(world, subnet);
  if (has === false) return [];
  return [block ?? (isKnown(has) ? new Unknown([pointer(subnet, ["ipv6CidrBlock"])]) : has)];
}
