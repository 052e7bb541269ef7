import { Unknown } from "../../known";
import type { Listed, NatGateway, Network } from "../network";
import type { Answers } from "./answers";
import type { Entry } from "./entry";
import { given, inState, present, wordOf } from "./entry";
import { zoneField } from "./vpcs";

/** The gateways of VPCs: to the internet, for NAT, and to customers' networks. */
export function readGateways(
  answers: Answers,
): Pick<
  Network,
  "internetGateways" | "egressOnlyInternetGateways" | "natGateways" | "vpnGateways"
> {
  const zones = zoneField(answers);
  return {
    internetGateways: answers.listed("InternetGateways", (gateway) =>
      gateway.named("InternetGatewayId", (id) => ({
        id,
        ...given("vpcId", attachedVpc(gateway, "Attachments")),
      })),
    ),
    egressOnlyInternetGateways: answers.listed("EgressOnlyInternetGateways", (gateway) =>
      gateway.named("EgressOnlyInternetGatewayId", (id) => ({
        id,
        vpcId: attachedVpc(gateway, "Attachments") ?? new Unknown([`the VPC of ${id}`]),
      })),
    ),
    natGateways: answers.listed("NatGateways", (gateway) =>
      gateway.named("NatGatewayId", (id) => readNatGateway(gateway, id, zones)),
    ),
    vpnGateways: answers.listed("VpnGateways", (gateway) =>
      gateway.named("VpnGatewayId", (id) => ({
        id,
        ...given("vpcId", attachedVpc(gateway, "VpcAttachments")),
      })),
    ),
  };
}

/** A gateway has at most one VPC; `available` is the word for internet gateways. */
function attachedVpc(gateway: Entry, name: string) {
  return gateway
    .entries(name)
    .flatMap((each) =>
      each.named("VpcId", (vpcId): Listed<string> => {
        const state = each.text("State");
        return inState(state, ["attached", "available"], ["attaching", "detaching"], vpcId);
      }),
    )
    .flat()
    .at(0);
}

const CONNECTIVITIES = { public: "public", private: "private" } as const;
const AVAILABILITIES = { zonal: "zonal", regional: "regional" } as const;

function readNatGateway(
  gateway: Entry,
  id: string,
  zones: "AvailabilityZone" | "AvailabilityZoneId",
): NatGateway {
  const described = gateway.entries("NatGatewayAddresses");
  const addresses = described.filter((each) => ACTING.includes(stateOf(each)));
  const availability = wordOf(gateway, "AvailabilityMode", AVAILABILITIES);
  const primary = addresses.find((each) => each.flag("IsPrimary") === true) ?? addresses[0];
  const appliances = appliancesOf(gateway);
  const secondary = described
    .filter((each) => each !== primary)
    .flatMap((each) => held(each, each.address("PrivateIp")));
  return {
    id,
    ...given("connectivity", wordOf(gateway, "ConnectivityType", CONNECTIVITIES)),
    ...given("availability", availability),
    ...given("vpcId", gateway.text("VpcId")),
    ...given("subnetId", gateway.text("SubnetId")),
    ...given("privateAddress", primary?.address("PrivateIp")),
    ...(secondary.length === 0 ? {} : { secondaryAddresses: secondary }),
    publicAddresses: described.flatMap((each) => held(each, each.address("PublicIp"))),
    ...(availability === "regional" ? { availabilityZones: zonesOf(gateway, id, zones) } : {}),
    ...given("routeTableId", gateway.text("RouteTableId")),
    ...(appliances.length === 0 ? {} : { appliances }),
    ...given("state", gateway.text("State")),
  };
}

/** What is attached, or may be; the rest does not act. */
function appliancesOf(gateway: Entry): Listed<string> {
  return gateway
    .entries("AttachedAppliances")
    .flatMap((each) =>
      inState(
        each.text("AttachmentState"),
        ["attached"],
        ["attaching", "detaching", "detach-failed"],
        each.text("ApplianceArn") ?? each.pointer,
      ),
    );
}

/**
 * The zones of a regional gateway: those of its addresses. Unless somebody chooses them, AWS adds those in
 * which the VPC gets subnets, and no page that was seen says what becomes of packets from there until then.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html, "autoProvisionZones",
 * read 2026-11-23.
 */
function zonesOf(
  gateway: Entry,
  id: string,
  zones: "AvailabilityZone" | "AvailabilityZoneId",
): Listed<string> {
  const told = gateway
    .entries("NatGatewayAddresses")
    .flatMap((each) => held(each, each.text(zones)));
  return gateway.text("AutoProvisionZones") === "disabled"
    ? told
    : [...told, new Unknown([`to which zones AWS expands ${id}`])];
}

/**
 * What becomes of an address. Nobody can tell whether packets leave with one that comes or goes; one that
 * could not be had is none.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGatewayAddress.html, "status", read
 * 2026-11-23.
 */
const ACTING: readonly string[] = ["succeeded"];
const PASSING = ["assigning", "unassigning", "associating", "disassociating"];

function stateOf(address: Entry): string {
  return address.text("Status") ?? "succeeded";
}

/** What goes with an address, as far as its state lets it act. */
function held(address: Entry, value: string | undefined): Listed<string> {
  return present(value).flatMap((each) => inState(stateOf(address), ACTING, PASSING, each));
}
