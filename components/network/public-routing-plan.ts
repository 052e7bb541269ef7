import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { EXCLUDED_ZONE_ID, regionFaults, zoneIdsFor } from "../../mwaa/service/regions";
import { cidrFaults, layoutFaults } from "../../mwaa/settings/cidr";
import { PUBLIC_ROUTING_DEFAULTS } from "../../mwaa/settings/defaults";
import type { PerZone, PublicRoutingInput, PublicRoutingSettings } from "../../mwaa/settings/types";
import { plainOnly } from "../refuse";

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
    ...(settings.zoneIds === undefined ? [] : zoneIdFaults(settings.zoneIds)),
    ...(region === undefined ? [] : zonesKnownFaults(region, settings.zoneIds)),
  ];
}

function zoneIdFaults(zoneIds: PerZone<string>): readonly Fault[] {
  const faults: Fault[] = [];
  const excluded = zoneIds.indexOf(EXCLUDED_ZONE_ID);
  if (excluded !== -1) {
    faults.push({
      path: ["zoneIds", excluded],
      problem: "is a zone in which MWAA cannot run an environment",
      got: EXCLUDED_ZONE_ID,
      allowed: zoneIdsFor("us-east-1").join(", "),
      fix: "choose another zone",
    });
  }
  if (zoneIds[0] === zoneIds[1]) {
    faults.push({
      path: ["zoneIds", 1],
      problem: "names the first zone again",
      got: zoneIds[1],
      allowed: "two different availability zones",
      fix: "choose another zone",
    });
  }
  return faults;
}

function zonesKnownFaults(region: string, zoneIds: PerZone<string> | undefined): readonly Fault[] {
  const faults = regionFaults(region);
  if (faults.length > 0 || zoneIds !== undefined || zoneIdsFor(region).length >= 2) return faults;
  return [
    {
      path: ["zoneIds"],
      problem: `is missing, and no zones of ${region} are listed here`,
      got: undefined,
      allowed: "the ids of two availability zones of the region",
      fix: `list them with: aws ec2 describe-availability-zones --region ${region}`,
    },
  ];
}

/** The zones of the two pairs of subnets: as given, else the first two of the region's table. */
export function zonesFor(
  zoneIds: PerZone<string> | undefined,
  region: pulumi.Output<string>,
  refuseFaults: (faults: readonly Fault[]) => void,
): PerZone<pulumi.Output<string>> {
  const zone = (index: 0 | 1): pulumi.Output<string> => {
    if (zoneIds !== undefined) return pulumi.output(zoneIds[index]);
    return region.apply((code) => {
      refuseFaults(zonesKnownFaults(code, zoneIds));
      return zoneIdsFor(code)[index] ?? "";
    });
  };
  return [zone(0), zone(1)];
}
