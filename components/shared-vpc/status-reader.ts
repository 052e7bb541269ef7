import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { toJson } from "../../mwaa/documents/statement";
import { statusReaderPolicy, statusReaderTrust } from "../../mwaa/documents/status-reader";
import { roleArn } from "../../mwaa/service/arns";
import { statusReaderRoleName } from "../../mwaa/service/names";
import type { Place } from "../../mwaa/service/partitions";
import type { Children } from "../children";
import { known } from "../reference";

/** The role by which the owner of the VPC asks for the state of environments. */
export interface StatusReader {
  readonly arn: pulumi.Output<string>;
}

/** The ARN of the role, whether or not it is made here: it follows from region and account. */
export function statusReaderArn(place: pulumi.Output<Place>): pulumi.Output<string> {
  return place.apply((where) => roleArn(where, "/", statusReaderRoleName(where.region)));
}

/** Makes the role; there is one for all environments of the account in the region. */
export function createStatusReader(
  children: Children,
  plan: { readonly place: pulumi.Output<Place>; readonly ownerAccount: pulumi.Output<string> },
): StatusReader {
  const { place, ownerAccount } = plan;
  const options = { parent: children.parent };
  const name = place.apply(({ region }) => statusReaderRoleName(region));
  const role = new iam.Role(
    children.named("status-reader"),
    {
      name,
      description: "Lets the owner of a shared VPC read the state of Airflow environments",
      assumeRolePolicy: pulumi
        .all([place, ownerAccount])
        .apply(([where, owner]) =>
          toJson(statusReaderTrust({ place: where, ownerAccount: owner })),
        ),
      tags: children.tags("status reader"),
    },
    options,
  );
  const policy = new iam.RolePolicy(
    children.named("status-reader-policy"),
    {
      name,
      role: known(name, role),
      policy: place.apply((where) => toJson(statusReaderPolicy(where))),
    },
    options,
  );
  return { arn: known(statusReaderArn(place), role, policy) };
}
