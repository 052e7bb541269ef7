import type { Fault } from "../mwaa/fault";
import { check } from "../mwaa/settings/structure";
import { plainOnly } from "./argument-gate";

type Schema = Parameters<typeof check>[0];

/**
 * What is wrong with the plain ones among these arguments, by the very schema that reads them from
 * a stack file.
 */
export function settingFaults(schema: Schema, args: object): readonly Fault[] {
  const checked = check(schema, plainOnly(args));
  return "faults" in checked ? checked.faults : [];
}
