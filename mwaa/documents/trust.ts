import { environmentArn } from "../service/arns";
import { MWAA_PRINCIPALS } from "../service/calls";
import type { Place } from "../service/partitions";
import { policyDocument } from "./statement";
import type { PolicyDocument } from "./statement";

/**
 * Who may assume an execution role: MWAA, and only on behalf of this environment, so that nobody
 * can have the service use the role for another one. With the scope `account` any environment of
 * the account counts, in any region: for a role that several share.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/cross-service-confused-deputy-prevention.html,
 * "Cross-service confused deputy prevention", read 2026-11-22.
 *
 * @param args.scope `environment` by default.
 */
export function executionRoleTrust(args: {
  readonly place: Place;
  readonly environmentName: string;
  readonly scope?: "environment" | "account";
}): PolicyDocument {
  const { place, environmentName, scope = "environment" } = args;
  const source =
    scope === "environment"
      ? environmentArn(place, environmentName)
      : environmentArn({ ...place, region: "*" }, "*");
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: MWAA_PRINCIPALS },
      Action: "sts:AssumeRole",
      Condition: {
        ArnLike: { "aws:SourceArn": source },
        StringEquals: { "aws:SourceAccount": place.account },
      },
    },
  ]);
}
