import { type ParsedSettings, parseSettings, NAMESPACE } from "./parse";
import type { SettingFault } from "./setting-fault";
import { readStackFile, type StackFile, type StackFileName } from "./stack-file";

const REGION = "aws:region";

/** Adds the place of a fault; what is missing is missing where the configuration begins. */
function located(fault: SettingFault, stack: StackFile): SettingFault {
  const [name, ...rest] = fault.path;
  const key = name === "region" ? REGION : `${NAMESPACE}:${String(name)}`;
  const entry = stack.entries.find((each) => each.key === key);
  const position = entry === undefined ? stack.position : entry.positionOf(rest);
  return { ...fault, ...hint(fault, stack), file: stack.file, ...position };
}

/** A missing value may come from ESC, which is no help here: it is said with the fix. */
function hint(fault: SettingFault, stack: StackFile): Pick<SettingFault, "fix"> {
  const { environments } = stack;
  if (environments.length === 0 || fault.got !== undefined) return { fix: fault.fix };
  const list = environments.join(", ");
  return {
    fix: `${fault.fix} in this file, because ESC environments (${list}) are not opened offline`,
  };
}

function byPosition(a: SettingFault, b: SettingFault): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function samePlace(a: SettingFault, b: SettingFault): boolean {
  return a.line === b.line && a.column === b.column;
}

/**
 * Reads the settings of a stack file. Every fault has its file, line and column, and they come in
 * the order of the file. Malformed YAML is one fault, because nothing behind it can be trusted.
 *
 * Values that ESC environments supply are not known offline. The settings that everything hangs on
 * (`mwaa:name`, `aws:region` and, outside quick-start, `mwaa:airflowVersion`) have to stand in the
 * file then; for all others the default is taken and an assumption says so.
 */
export function parseStackFile(text: string, name: StackFileName): ParsedSettings {
  const stack = readStackFile(text, name);
  if ("unreadable" in stack) return { faults: [stack.unreadable] };
  const prefix = `${NAMESPACE}:`;
  const values = Object.fromEntries(
    stack.entries
      .filter((entry) => entry.key.startsWith(prefix))
      .map((entry) => [entry.key.slice(prefix.length), entry.value]),
  );
  const region = stack.entries.find((entry) => entry.key === REGION)?.value;
  const parsed = parseSettings(values, { region });
  const inSettings = "faults" in parsed ? parsed.faults.map((fault) => located(fault, stack)) : [];
  // Of a key that YAML itself misreads, what the misread value breaks is no news.
  const news = inSettings.filter((fault) => !stack.faults.some((each) => samePlace(each, fault)));
  const [first, ...rest] = [...stack.faults, ...news].sort(byPosition);
  if (first !== undefined) return { faults: [first, ...rest] };
  if ("faults" in parsed) return parsed;
  if (stack.environments.length === 0) return parsed;
  const esc =
    `${name.file} uses ESC environments (${stack.environments.join(", ")}), which are not opened ` +
    "offline; where the file itself says nothing, the defaults stand for their values.";
  return { ...parsed, assumptions: [esc, ...parsed.assumptions] };
}
