import type * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { regionFaults, zoneIdsFor } from "../../mwaa/service/regions";
import { cidrFaults, layoutFaults, type Ranges } from "../../mwaa/settings/cidr";
import type { MadeNetworkSettings, PerZone } from "../../mwaa/settings/types";
import { zoneFaults } from "../../mwaa/settings/zones";
import { type ArgumentGate, plainOnly } from "../argument-gate";

/** What is wrong with a network that is to be made: ranges, zones, a region without known zones. */
export function madeNetworkFaults(
  settings: Ranges & Pick<MadeNetworkSettings, "zoneIds">,
  where: { readonly region?: pulumi.Input<string> },
): readonly Fault[] {
  const { region } = plainOnly({ region: where.region });
  return [
    ...cidrFaults(settings.vpcCidr, ["vpcCidr"]),
    ...(["publicSubnetCidrs", "privateSubnetCidrs"] as const).flatMap((key) =>
      (settings[key] ?? []).flatMap((cidr, index) => cidrFaults(cidr, [key, index])),
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

/** The zones of a network's pairs of subnets: as given, else the first two of the region's table. */
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
