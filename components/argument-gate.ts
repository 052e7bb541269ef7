import * as pulumi from "@pulumi/pulumi";
import { type Fault, sentence } from "../mwaa/fault";
import { dotted } from "../mwaa/settings/setting-fault";

/**
 * Where a component's arguments are let in. Faults of plain values are reported all at once, before
 * a single child exists; a value that is known only later is held back until it is checked.
 */
export class ArgumentGate {
  constructor(
    /** The component's class. */
    private readonly component: string,
    /** The component's logical name. */
    private readonly name: string,
  ) {}

  /**
   * Refuses what is at fault.
   *
   * @throws InputPropertiesError if there is a fault; each names the argument, the value it got,
   * what is allowed and the fix.
   */
  refuse(faults: readonly Fault[]): void {
    if (faults.length === 0) return;
    const errors = faults.map((fault) => ({
      propertyPath: dotted(fault.path),
      reason: sentence(fault),
    }));
    // A program that fails shows the message alone, so that it has to hold every reason.
    const lines = errors.map(({ propertyPath, reason }) => `\n  ${propertyPath}: ${reason}`);
    throw new pulumi.InputPropertiesError({
      message: `${this.component} "${this.name}" cannot be made from its arguments:${lines.join("")}`,
      errors,
    });
  }

  /**
   * Lets a value through once it is known and not at fault: whatever is made from a bad one fails
   * with the message that a plain value gets at once.
   */
  admit<T>(
    value: pulumi.Input<T>,
    faultsOf: (known: pulumi.Unwrap<T>) => readonly Fault[],
  ): pulumi.Output<pulumi.Unwrap<T>> {
    return pulumi.output(value).apply((known) => {
      this.refuse(faultsOf(known));
      return known;
    });
  }
}

/** The arguments among these that are plain through and through, and so can be checked now. */
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
