import type * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { regionFaults, zoneIdsFor } from "../../mwaa/service/regions";
import { cidrFaults, layoutFaults } from "../../mwaa/settings/cidr";
import { PUBLIC_ROUTING_DEFAULTS } from "../../mwaa/settings/defaults";
import { zoneFaults } from "../../mwaa/settings/zones";
import type { PerZone, PublicRoutingInput, PublicRoutingSettings } from "../../mwaa/settings/types";
import { type ArgumentGate, plainOnly } from "../argument-gate";

/** The arguments with what they leave out. */
export function publicRoutingDefaults(args: PublicRoutingInput): PublicRoutingSettings {
  return { ...PUBLIC_ROUTING_DEFAULTS, ...args };
}

type Arguments = PublicRoutingInput & { readonly region?: pulumi.Input<string> };

/** What is wrong with the arguments: ranges, zones, a region without known zones. */
export function publicRoutingFaults(args: Arguments): readonly Fault[] {
  const settings = publicRoutingDefaults(args);
  const { region } = plainOnly({ region: args.region });
  return [
    ...cidrFaults(settings.vpcCidr, ["vpcCidr"]),
    ...(["publicSubnetCidrs", "privateSubnetCidrs"] as const).flatMap((key) =>
      settings[key].flatMap((cidr, index) => cidrFaults(cidr, [key, index])),
    ),
    ...layoutFaults(settings),
    ...(region === undefined ? [] : regionAndZoneFaults(settings.zoneIds, region)),
  ];
}

function regionAndZoneFaults(
  zoneIds: PerZone<string> | undefined,
  region: string,
): readonly Fault[] {
  const faults = regionFaults(region);
  return faults.length > 0 ? faults : zoneFaults(zoneIds, region);
}

/** The zones of the two pairs of subnets: as given, else the first two of the region's table. */
export function zonesFor(
  zoneIds: PerZone<string> | undefined,
  region: pulumi.Output<string>,
  gate: ArgumentGate,
): PerZone<pulumi.Output<string>> {
  const zone = (index: 0 | 1): pulumi.Output<string> => {
    return gate
      .admit(region, (code) => regionAndZoneFaults(zoneIds, code))
      .apply((code) => zoneIds?.[index] ?? zoneIdsFor(code)[index] ?? "");
  };
  return [zone(0), zone(1)];
}
