import * as pulumi from "@pulumi/pulumi";
import { type Fault, sentence } from "../mwaa/fault";
import { dotted } from "../mwaa/settings/setting-fault";

/**
 * Refuses a component's arguments: all faults at once, before a single child exists.
 *
 * @throws InputPropertiesError if there is a fault; each names the argument, the value it got, what
 * is allowed and the fix.
 */
export function refuse(component: string, name: string, faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const errors = faults.map((fault) => ({
    propertyPath: dotted(fault.path),
    reason: sentence(fault),
  }));
  // A program that fails shows the message alone, so that it has to hold every reason.
  const lines = errors.map(({ propertyPath, reason }) => `\n  ${propertyPath}: ${reason}`);
  throw new pulumi.InputPropertiesError({
    message: `${component} "${name}" cannot be made from its arguments:${lines.join("")}`,
    errors,
  });
}

/**
 * The arguments among these that are plain, and so can be checked now. What is known only later is
 * checked when it is: see {@link gated}.
 */
export function plainOnly<T extends object>(args: T): Plain<T> {
  const entries = Object.entries(args).filter(([, value]) => isPlain(value));
  return Object.fromEntries(entries) as Plain<T>;
}

/** The arguments of `T` as plain values, each of which may be missing. */
export type Plain<T> = { readonly [K in keyof T]?: PlainValue<Exclude<T[K], undefined>> };

type PlainValue<T> = T extends Late
  ? never
  : T extends object
    ? { readonly [K in keyof T]: PlainValue<T[K]> }
    : T;

type Late = pulumi.OutputInstance<unknown> | Promise<unknown>;

function isPlain(value: unknown): boolean {
  if (value === undefined || value instanceof Promise || pulumi.Output.isInstance(value)) {
    return false;
  }
  if (Array.isArray(value)) return value.every(isPlain);
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}

/**
 * A value that is checked as soon as it is known: where it is at fault, whatever uses it fails with
 * the same message that a plain value gets at once.
 */
export function gated<T>(
  value: pulumi.Input<T>,
  faultsOf: (known: pulumi.Unwrap<T>) => readonly Fault[],
  component: string,
  name: string,
): pulumi.Output<pulumi.Unwrap<T>> {
  return pulumi.output(value).apply((known) => {
    refuse(component, name, faultsOf(known));
    return known;
  });
}
