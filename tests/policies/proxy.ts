import * as policy from "@pulumi/policy";

/**
 * The proxy that the policy server puts around a resource's properties: it throws on every read of
 * an unknown. Exported by the package for tests, but missing from its types.
 */
export const unknownCheckingProxy = (
  policy as unknown as { readonly unknownCheckingProxy: (props: object) => Record<string, unknown> }
).unknownCheckingProxy;
