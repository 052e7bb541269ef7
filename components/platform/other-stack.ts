import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import type { PerZone } from "../../mwaa/settings/types";
import { ArgumentGate } from "../argument-gate";

/** Which stack is meant, where settings say so, and what it has to be. */
export interface OtherStackPlan {
  /** The stack, as a StackReference names it. */
  readonly stack: string;
  /** The setting that names it. */
  readonly path: Fault["path"];
  /** What it builds, with its article: `a stack that builds shared-network`. */
  readonly what: string;
}

/** What an output has to look like. */
export interface Shape<T> {
  /** With its article: `a list of two texts`. */
  readonly what: string;
  readonly fits: (value: unknown) => value is T;
}

/** A text that is not empty. */
export const TEXT: Shape<string> = {
  what: "a text",
  fits: (value): value is string => typeof value === "string" && value !== "",
};

/** A list of texts, with one at least. */
export const TEXTS: Shape<readonly string[]> = {
  what: "a list of texts",
  fits: (value): value is readonly string[] =>
    Array.isArray(value) && value.length > 0 && value.every(TEXT.fits),
};

/** Two texts, one for each zone. */
export const TEXT_PER_ZONE: Shape<PerZone<string>> = {
  what: "a list of two texts",
  fits: (value): value is PerZone<string> => TEXTS.fits(value) && value.length === 2,
};

/**
 * Another stack whose outputs are used. What it does not export, or exports in another shape, is a
 * fault of the setting that names the stack: it tells stack and output.
 */
export class OtherStack {
  private readonly reference: pulumi.StackReference;
  private readonly gate: ArgumentGate;

  constructor(
    component: { readonly kind: string; readonly name: string },
    private readonly plan: OtherStackPlan,
    reference: { readonly name: string; readonly options: pulumi.CustomResourceOptions },
  ) {
    this.gate = new ArgumentGate(component.kind, component.name);
    if (isThisStack(plan.stack)) this.gate.refuse([itselfFault(plan)]);
    this.reference = new pulumi.StackReference(
      reference.name,
      { name: plan.stack },
      reference.options,
    );
  }

  /** An output of the stack. */
  output<T>(name: string, shape: Shape<T>): pulumi.Output<T> {
    return this.checked(name, (value) =>
      shape.fits(value) ? [] : [this.fault(name, value, shape.what)],
    ) as pulumi.Output<T>;
  }

  /** An output of the stack, held back until whoever asks has judged it. */
  checked(name: string, faultsOf: (value: unknown) => readonly Fault[]): pulumi.Output<unknown> {
    return this.gate.admit<unknown>(this.reference.getOutput(name), faultsOf);
  }

  /** What is wrong with an output that is missing, or is not what it has to be. */
  fault(name: string, got: unknown, wanted: string): Fault {
    const { stack, path, what } = this.plan;
    const isMissing = got === undefined || got === null;
    return {
      path,
      problem: isMissing
        ? `is the stack ${stack}, which has no output ${name}`
        : `is the stack ${stack}, whose output ${name} is not ${wanted}`,
      got: isMissing ? stack : got,
      allowed: what,
      fix: isMissing
        ? `run pulumi up in that stack first, or name ${what}`
        : `name ${what}, or export ${name} as ${wanted}`,
    };
  }
}

/** Whether a StackReference's name leads back to the stack that is being deployed. */
function isThisStack(name: string): boolean {
  const [stack, project = pulumi.getProject()] = name.split("/").reverse();
  return stack === pulumi.getStack() && project === pulumi.getProject();
}

function itselfFault({ stack, path, what }: OtherStackPlan): Fault {
  return {
    path,
    problem: "is this very stack, whose outputs are not there before it is",
    got: stack,
    allowed: what,
    fix: `name ${what}`,
  };
}
