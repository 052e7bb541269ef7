import * as ram from "@pulumi/aws/ram";
import * as pulumi from "@pulumi/pulumi";
import { subnetArn } from "../../mwaa/service/arns";
import type { Place } from "../../mwaa/service/partitions";
import type { PerZone } from "../../mwaa/settings/types";
import type { Children } from "../children";

/** What is shared with whom. */
export interface SharePlan {
  readonly place: pulumi.Output<Place>;
  readonly subnetIds: PerZone<pulumi.Input<string>>;
  /** Accounts, or ARNs of organizational units or of the organization. */
  readonly principals: readonly string[];
  /** What those who use the subnets take for granted, such as routes. */
  readonly after: readonly pulumi.Resource[];
}

/** A resource share of subnets. */
export interface SubnetShare {
  readonly share: ram.ResourceShare;
  /** Each association; without all of them nobody sees the subnets. */
  readonly associations: readonly pulumi.Resource[];
}

/**
 * Shares subnets inside the organization: nobody outside can be let in, and nobody inside has to
 * accept. Only the private subnets are shared; whoever sees one sees its VPC.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-subnet-working-with.html,
 * "Share a subnet", read 2026-11-22.
 */
export function createSubnetShare(children: Children, plan: SharePlan): SubnetShare {
  const options = { parent: children.parent };
  const share = new ram.ResourceShare(
    children.named("share"),
    {
      name: children.name,
      allowExternalPrincipals: false,
      tags: children.tags("share"),
    },
    options,
  );
  const subnets = plan.subnetIds.map(
    (subnetId, index) =>
      new ram.ResourceAssociation(
        children.named(`share-subnet-${index + 1}`),
        {
          resourceShareArn: share.arn,
          resourceArn: pulumi
            .all([plan.place, subnetId])
            .apply(([where, id]) => subnetArn(where, id)),
        },
        { ...options, dependsOn: [...plan.after] },
      ),
  );
  const principals = plan.principals.map(
    (principal) =>
      new ram.PrincipalAssociation(
        children.named(`share-with-${shortNameOf(principal)}`),
        { resourceShareArn: share.arn, principal },
        options,
      ),
  );
  return { share, associations: [...subnets, ...principals] };
}

/** An account as it is, a unit or an organization by its id. */
function shortNameOf(principal: string): string {
  return principal.slice(principal.lastIndexOf("/") + 1);
}
