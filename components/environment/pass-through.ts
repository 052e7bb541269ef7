import type * as pulumi from "@pulumi/pulumi";

/**
 * Adds arguments that the provider's class does not know: its constructor copies those it knows and
 * drops the rest, while the provider itself may be newer.
 */
export function passThrough(
  args: Readonly<Record<string, unknown>>,
): pulumi.ResourceTransformation {
  return ({ props, opts }) => {
    const inputs = props as Readonly<Record<string, unknown>>;
    const unknownToClass = Object.entries(args).filter(([key]) => !(key in inputs));
    return { props: { ...inputs, ...Object.fromEntries(unknownToClass) }, opts };
  };
}
