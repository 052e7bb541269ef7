import { accountRootArn, environmentArn } from "../service/arns";
import type { Place } from "../service/partitions";
import { type PolicyDocument, policyDocument } from "./statement";

/**
 * Who may take the role that reads the state of environments: the account that owns the shared VPC,
 * and in it whoever its own policies let.
 *
 * @param args.place The participant's place, whose partition is the owner's too.
 * @param args.ownerAccount 12 digits.
 */
export function statusReaderTrust(args: {
  readonly place: Place;
  readonly ownerAccount: string;
}): PolicyDocument {
  const { place, ownerAccount } = args;
  return policyDocument([
    {
      Effect: "Allow",
      Principal: {
        AWS: accountRootArn({ partition: place.partition, account: ownerAccount }),
      },
      Action: "sts:AssumeRole",
    },
  ]);
}

/**
 * What that role may do: look at the environments of its region, so that the owner learns their
 * status, endpoint services and security groups. Listing has no resource to be narrowed to. It
 * starts, changes and opens nothing.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_mwaa.html,
 * "Actions defined by Amazon Managed Workflows for Apache Airflow", read 2026-11-22.
 */
export function statusReaderPolicy(place: Place): PolicyDocument {
  return policyDocument([
    {
      Effect: "Allow",
      Action: ["airflow:GetEnvironment", "airflow:ListTagsForResource"],
      Resource: environmentArn(place, "*"),
    },
    { Effect: "Allow", Action: "airflow:ListEnvironments", Resource: "*" },
  ]);
}
