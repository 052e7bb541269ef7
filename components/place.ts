import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../mwaa/service/partitions";

/** Where a component's resources are made, which ARNs, names and policy documents depend on. */
export interface WhereArgs {
  /**
   * The region of the component's provider. It goes into ARNs and documents and does not move the
   * resources.
   *
   * @default - the provider is asked.
   */
  readonly region?: pulumi.Input<string>;
  /**
   * The account of the component's provider, 12 digits.
   *
   * @default - the provider is asked.
   */
  readonly account?: pulumi.Input<string>;
}

/** The region a component works in; its provider is asked where the arguments leave it out. */
export function regionFor(
  where: WhereArgs,
  component: pulumi.ComponentResource,
): pulumi.Output<string> {
  return where.region === undefined
    ? getRegionOutput({}, { parent: component }).region
    : pulumi.output(where.region);
}

/**
 * The place a component works in. What the arguments leave out its provider is asked for before
 * anything is created, so it is known in a preview too.
 */
export function placeFor(
  where: WhereArgs,
  component: pulumi.ComponentResource,
): pulumi.Output<Place> {
  const region = regionFor(where, component);
  const account = where.account ?? getCallerIdentityOutput({}, { parent: component }).accountId;
  return pulumi.all([region, account]).apply(([r, a]) => placeOf({ region: r, account: a }));
}
