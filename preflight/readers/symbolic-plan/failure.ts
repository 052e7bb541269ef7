import type {
  ChildMessage,
  DuplicateName,
  ProgramError,
  Settled,
  SourcePosition,
} from "./protocol";

/** Why a program could not be planned. */
export type FailureReason =
  "threw" | "hung" | "leaked" | "duplicate-name" | "crashed" | "no-program" | "no-pulumi";

/** How a child process ended, as far as its parent saw it. */
export interface Ending {
  readonly settled: Settled | undefined;
  readonly last: Exclude<ChildMessage, Settled> | undefined;
  readonly hung: boolean;
  /** What kept the process alive, if it still could say so. */
  readonly waitingOn: readonly string[] | undefined;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly printed: string;
}

/** A reason and what to tell people. */
export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
  /** The line of the program that is to blame, if it is known. */
  readonly source?: SourcePosition;
}

/** Why a run is no plan; `undefined` if it is one. */
export function whyItFailed(
  ending: Ending,
  about: { readonly entry: string; readonly seconds: number },
): Failure | undefined {
  const { settled, last } = ending;
  if (last?.kind === "no-pulumi") return { reason: "no-pulumi", message: noPulumi(last.message) };
  if (settled === undefined) {
    if (ending.hung) return { reason: "hung", message: hung(ending, about) };
    return { reason: "crashed", message: crashed(ending, about.entry) };
  }
  const [duplicate] = settled.duplicates;
  if (duplicate !== undefined) {
    const source = duplicate.second === undefined ? {} : { source: duplicate.second };
    return { reason: "duplicate-name", message: twice(duplicate), ...source };
  }
  if (settled.errors.length > 0) {
    const source = settled.errors[0]?.source;
    const message = threw(settled.errors, about.entry);
    return { reason: "threw", message, ...(source === undefined ? {} : { source }) };
  }
  if (settled.leaks.length > 0 || !settled.returned) {
    return { reason: "leaked", message: leaked(settled, about.entry) };
  }
  return undefined;
}

function noPulumi(message: string): string {
  return `@pulumi/pulumi is installed neither beside the program nor beside this tool (${firstLine(message)}): run npm install in the program's folder.`;
}

function hung(ending: Ending, about: { readonly entry: string; readonly seconds: number }): string {
  const cause =
    ending.waitingOn === undefined
      ? "it is busy without a pause, as in an endless loop"
      : `it keeps itself alive with ${list(ending.waitingOn.filter((each) => each !== "PipeWrap"))}`;
  return `${about.entry} had not come to an end after ${about.seconds} s: ${cause}. Let the program end by itself, or give it more time.`;
}

function crashed({ last, code, signal, printed }: Ending, entry: string): string {
  if (last?.kind === "exited") {
    const where = last.source === undefined ? "" : ` at ${place(last.source)}`;
    return `${entry} ended its own process with process.exit(${last.code})${where} before everything was registered: let the program end by itself, and throw an error to refuse.`;
  }
  const how = signal === null ? `exit code ${code ?? "unknown"}` : `signal ${signal}`;
  const words = printed.trim().split("\n").slice(-5).join("\n");
  return `${entry} made Node.js crash (${how})${words === "" ? "" : `:\n${words}`}`;
}

function twice({ urn, first, second }: DuplicateName): string {
  const name = urn.split("::").at(-1) ?? urn;
  const where = [first, second].flatMap((each) => (each === undefined ? [] : [place(each)]));
  const places = where.length === 0 ? "" : ` (${where.join(" and ")})`;
  return `Two resources have the same type, parent and name "${name}"${places}: give each a name of its own. Both would be ${urn}.`;
}

function threw(errors: readonly ProgramError[], entry: string): string {
  const [first, ...rest] = errors;
  if (first === undefined) return `${entry} threw an error.`;
  const more = rest.length === 0 ? "" : `\n(and ${rest.length} more)`;
  // A program that refuses its user says all there is to say; where it does so is no help.
  if (first.isForUsers === true) return `${first.message}${more}`;
  const where = first.source === undefined ? entry : place(first.source);
  return `${where}: ${first.name}: ${first.message}${advice(first)}${more}`;
}

/** Why a package is missing is nearly always the same. */
function advice({ message }: ProgramError): string {
  return /^Cannot find (module|package)/.test(message)
    ? "\nRun npm install in the program's folder."
    : "";
}

function leaked({ leaks, returned }: Settled, entry: string): string {
  const resources = [...new Set(leaks.flatMap((leak) => RESOURCE_LABEL.exec(leak)?.[1] ?? []))];
  const what = returned ? "some values never resolved" : "the program's own promise never resolved";
  const waiting = resources.length === 0 ? "" : `; these wait for one: ${list(resources)}`;
  return `${entry} came to an end, but ${what}${waiting}. A promise without an end, or two resources that wait for each other, would hang the update.`;
}

/** How the SDK labels what it waits for: `resource:name[type]`. */
const RESOURCE_LABEL = /^(?:monitor\.\w+\()?resource:([^\]]*\])/;

function place({ file, line }: SourcePosition): string {
  return `${file}:${line}`;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text;
}

function list(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => (count === 1 ? item : `${item} (${count})`)).join(", ");
}
