import type { Maybe } from "../../../../reasoning/known";
import { Unknown } from "../../../../reasoning/known";
import type {
  EgressOnlyInternetGateway,
  InternetGateway,
  Listed,
  NatGateway,
  VpnGateway,
} from "../../../../reasoning/reachability/network";
import { isExisting } from "../../existing";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";
import type { World } from "../../world";
import { inlineEntries, textsAt } from "../inline-entries";
import { vpcOf } from "../vpc-membership";
import type { Drawing } from "./drawing";
import { idBehind, nodeId } from "./node-ids";
import { oneOf } from "./one-of";

/** Every internet gateway, and that a VPC that exists may have one of which nobody told. */
export function internetGatewaysIn({ world, origins }: Drawing): Listed<InternetGateway> {
  const drawn = world.of("internetGateway").map((gateway) => {
    const vpcId = attachedTo(world, gateway);
    return origins.note<InternetGateway>(
      { id: nodeId(gateway), ...(vpcId === undefined ? {} : { vpcId }) },
      gateway,
    );
  });
  const served = new Set(drawn.map(({ vpcId }) => vpcId));
  const hidden = world
    .of("vpc")
    .filter((vpc) => !served.has(nodeId(vpc)))
    .map((vpc) => world.pointingAt(vpc, "internetGateway", "vpcId").more);
  return [...drawn, ...hidden.filter((each) => each !== undefined)];
}

/** The VPC that a gateway says that it is in, or that an attachment puts it into. */
function attachedTo(world: World, gateway: Resource): Maybe<string> | undefined {
  const own = vpcOf(world, gateway);
  if (own.kind !== "absent") return idBehind(own, pointer(gateway, ["vpcId"]));
  const { resources, more } = world.pointingAt(
    gateway,
    "internetGatewayAttachment",
    "internetGatewayId",
  );
  const [attachment, ...others] = resources;
  if (attachment === undefined) return more;
  const where = pointer(attachment, ["vpcId"]);
  if (others.length > 0) return new Unknown(resources.map((each) => pointer(each, ["vpcId"])));
  return idBehind(vpcOf(world, attachment), where);
}

/** Every egress-only internet gateway. */
export function egressOnlyGatewaysIn({
  world,
  origins,
}: Drawing): Listed<EgressOnlyInternetGateway> {
  return world.of("egressOnlyGateway").map((gateway) =>
    origins.note(
      {
        id: nodeId(gateway),
        vpcId: idBehind(vpcOf(world, gateway), pointer(gateway, ["vpcId"])),
      },
      gateway,
    ),
  );
}

/** Every VPN gateway: what lies behind it is unknown, wherever it is. */
export function vpnGatewaysIn({ world, origins }: Drawing): Listed<VpnGateway> {
  return world
    .of("vpnGateway")
    .map((gateway) => origins.note<VpnGateway>({ id: nodeId(gateway) }, gateway));
}

const CONNECTIVITIES = ["public", "private"] as const;
const AVAILABILITIES = ["zonal", "regional"] as const;

/** Every NAT gateway. Its address in its subnet is AWS's choice unless the program says it. */
export function natGatewaysIn({ world, origins }: Drawing): Listed<NatGateway> {
  return world.of("natGateway").map((nat) => {
    const home = world.reference(nat, ["subnetId"], "subnet");
    const vpc = vpcOf(world, nat);
    const address = world.text(nat, "privateIp");
    const availability = availabilityOf(world, nat);
    const zones = availability === "regional" ? zonesOf(world, nat) : undefined;
    const secondaryAddresses = secondaryAddressesOf(world, nat);
    return origins.note<NatGateway>(
      {
        id: nodeId(nat),
        connectivity: oneOf(world, nat, "connectivityType", CONNECTIVITIES),
        availability,
        isPublic: availability === "regional" ? true : hasAddress(world, nat),
        privateAddress: address ?? new Unknown([pointer(nat, ["privateIp"])]),
        ...(secondaryAddresses.length === 0 ? {} : { secondaryAddresses }),
        ...(home.kind === "absent" ? {} : { subnetId: idBehind(home, pointer(nat, ["subnetId"])) }),
        ...(vpc.kind === "absent" ? {} : { vpcId: idBehind(vpc, pointer(nat, ["vpcId"])) }),
        ...(zones === undefined ? {} : { availabilityZones: zones }),
      },
      nat,
    );
  });
}

/** Further addresses in its subnet: those that the program lists, or ones of AWS's choice. */
function secondaryAddressesOf(world: World, nat: Resource): Listed<string> {
  const listed = "secondaryPrivateIpAddresses";
  const chosen = ["secondaryPrivateIpAddressCount", "secondaryAllocationIds"];
  const told = textsAt(nat, [listed], world.value(nat, listed));
  if (told.length > 0) return told;
  return chosen.flatMap((property) => {
    const value = world.value(nat, property);
    const isNone = Array.isArray(value) ? value.length === 0 : value === undefined || value === 0;
    return isNone ? [] : [new Unknown([pointer(nat, [property])])];
  });
}

/** EC2 makes no regional gateway that has what zonal ones have. */
function availabilityOf(world: World, nat: Resource): Maybe<(typeof AVAILABILITIES)[number]> {
  const availability = oneOf(world, nat, "availabilityMode", AVAILABILITIES);
  if (availability !== "regional" || isExisting(nat)) return availability;
  const strange = ["subnetId", "allocationId"].filter(
    (each) => world.value(nat, each) !== undefined,
  );
  return strange.length === 0
    ? availability
    : new Unknown(strange.map((each) => pointer(nat, [each])));
}

function hasAddress(world: World, nat: Resource): Maybe<boolean> {
  const address = world.reference(nat, ["allocationId"], "elasticIp");
  return address.kind === "unknown" ? address.unknown : address.kind !== "absent";
}

/**
 * The zones that a regional gateway is told to serve; without such a list it serves all. By ids alone
 * they cannot be compared with those of subnets.
 */
function zonesOf(world: World, nat: Resource): Listed<string> | undefined {
  const { entries, unknowns } = inlineEntries(nat, "availabilityZoneAddresses");
  if (entries.length === 0 && unknowns.length === 0) return undefined;
  return [
    ...entries.map(({ entry, path }): Maybe<string> => {
      const zone = entry["availabilityZone"];
      return typeof zone === "string" && zone !== "" ? zone : new Unknown([pointer(nat, path)]);
    }),
    ...unknowns,
  ];
}
