import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { PerZone } from "../../mwaa/settings/types";
import type { Children } from "../children";
import { nthRangeOf } from "./ipv6";

/** One subnet for each of the two availability zones. */
export interface SubnetsPlan {
  /** What the subnets are for; it stands in their names. */
  readonly kind: "public" | "private";
  readonly vpc: ec2.Vpc;
  readonly cidrs: PerZone<string>;
  readonly zoneIds: PerZone<pulumi.Input<string>>;
  /** Whether each subnet has a `/64` of the VPC's IPv6 range too. */
  readonly ipv6: boolean;
}

/** Of the VPC's `/56`, public subnets take the first `/64`s and private ones those that follow. */
const FIRST_IPV6_RANGE = { public: 0, private: 2 } as const;

/** Creates a subnet in each zone, in the order of the plan. */
export function createSubnets(children: Children, plan: SubnetsPlan): PerZone<ec2.Subnet> {
  const create = (zone: 0 | 1): ec2.Subnet =>
    new ec2.Subnet(
      children.named(`${plan.kind}-${zone + 1}`),
      {
        vpcId: plan.vpc.id,
        cidrBlock: plan.cidrs[zone],
        availabilityZoneId: plan.zoneIds[zone],
        mapPublicIpOnLaunch: plan.kind === "public",
        ...(plan.ipv6 && {
          ipv6CidrBlock: plan.vpc.ipv6CidrBlock.apply((range) =>
            nthRangeOf(range, FIRST_IPV6_RANGE[plan.kind] + zone),
          ),
          assignIpv6AddressOnCreation: true,
        }),
        tags: children.tags(`${plan.kind} subnet ${zone + 1}`),
      },
      { parent: children.parent },
    );
  return [create(0), create(1)];
}
