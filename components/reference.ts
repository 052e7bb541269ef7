import * as pulumi from "@pulumi/pulumi";

/**
 * A value that is computed from names and yet depends on a resource. The provider's own answer
 * (`role.arn`) is unknown until the resource exists; this one is known in a preview, where a check
 * can read it, and still makes whoever uses it wait for the resource.
 */
export function known<T>(
  value: pulumi.Input<T>,
  ...resources: readonly pulumi.Resource[]
): pulumi.Output<pulumi.Unwrap<T>> {
  const urns = resources.map((resource) => resource.urn);
  return pulumi.all([value, pulumi.all(urns)]).apply(([result]) => result);
}
