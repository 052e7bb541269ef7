import type * as pulumi from "@pulumi/pulumi";

/**
 * Settings as arguments of a component: the same shape, with `pulumi.Input<>` around the leaves.
 * What decides which resources exist is left plain by picking it out before.
 */
export type Inputs<T> = [T] extends [Leaf]
  ? pulumi.Input<T>
  : { readonly [K in keyof T]: Inputs<Exclude<T[K], undefined>> };

type Leaf = string | number | boolean;
