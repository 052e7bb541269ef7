import { Provider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import type { OtherAccount } from "../../mwaa/settings/types";

/**
 * A provider that works in another account, and refuses to in any but that one: whatever goes wrong
 * with credentials, nothing is made in the wrong place.
 */
export function providerOf(
  name: string,
  other: OtherAccount & { readonly region: string },
  options: pulumi.CustomResourceOptions,
): Provider {
  const { account, assumeRoleArn, profile, region } = other;
  return new Provider(
    name,
    {
      region,
      allowedAccountIds: [account],
      ...(assumeRoleArn !== undefined && { assumeRoles: [{ roleArn: assumeRoleArn }] }),
      ...(profile !== undefined && { profile }),
    },
    options,
  );
}
