import type { Fault } from "../../mwaa/fault";
import { render } from "../../mwaa/fault";
import { CAPACITY_PROPERTIES } from "../../mwaa/service/capacity";
import type { Unknown } from "../../reasoning/known";
import { firstUnknown } from "../model/access/role-policies";
import type { Resource, Value } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Violation } from "./rule";
import { failIf, undecided } from "./rule";

/** Plain values of an environment's arguments, by property name. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * A check of an environment's own arguments, from a validator that the settings and the component's
 * constructor share. It is undecided while one of the properties it needs is hidden.
 *
 * @param properties the arguments the validator needs; dots lead into nested ones.
 */
export function argumentCheck(
  properties: readonly string[],
  faultsOf: (values: Arguments, environment: Resource, world: World) => readonly Fault[],
): (environment: Resource, world: World) => Outcome {
  return (environment, world) => {
    const values: Record<string, Value> = {};
    const hidden: Unknown[] = [];
    for (const property of properties) {
      const value = world.value(environment, ...pathOf(property));
      if (value === undefined || value === null) continue;
      const unknown = firstUnknown(value);
      if (unknown === undefined) values[property] = value;
      else hidden.push(unknown);
    }
    if (hidden.length > 0) {
      return undecided(
        `${properties.join(", ")} cannot be checked before ${hidden.length === 1 ? "its value is" : "their values are"} known`,
        hidden.flatMap((each) => each.blockedBy),
      );
    }
    const misfits = Object.entries(values).flatMap(([property, value]) =>
      kindFaults(property, value),
    );
    const faults = misfits.length > 0 ? misfits : faultsOf(values, environment, world);
    return failIf(faults.map(violationOf));
  };
}

const COUNTS: ReadonlySet<string> = new Set(CAPACITY_PROPERTIES);

/** Programs without types, and casts, put values into a request that the API refuses by their kind. */
function kindFaults(property: string, value: Value): readonly Fault[] {
  const fits = COUNTS.has(property)
    ? number({ [property]: value }, property) !== undefined
    : typeof value === "string";
  if (fits) return [];
  const kind = COUNTS.has(property) ? "a number" : "text";
  return [
    {
      path: property.split("."),
      problem: `is not ${kind}`,
      got: value,
      allowed: kind,
      fix: `set ${property} to ${kind}`,
    },
  ];
}

/** A fault as a violation. */
export function violationOf(fault: Fault): Violation {
  const property = fault.path.join(".");
  return {
    message: `${property} ${fault.problem}: got ${render(fault.got)}, allowed: ${fault.allowed}`,
    fix: fault.fix,
  };
}

/** An argument as text; undefined if it is absent or something else. */
export function text(values: Arguments, property: string): string | undefined {
  const value = values[property];
  return typeof value === "string" ? value : undefined;
}

/** An argument as a number; engines render some as text. */
export function number(values: Arguments, property: string): number | undefined {
  const value = values[property];
  if (typeof value === "number") return value;
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}

function pathOf(property: string): readonly [string, ...string[]] {
  const [first = property, ...rest] = property.split(".");
  return [first, ...rest];
}
