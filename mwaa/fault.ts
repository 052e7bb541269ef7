/**
 * One thing that is wrong with a value somebody gave. Every validator of this floor answers with a
 * list of these; the settings parser adds file and line, a component's constructor turns them into
 * `InputPropertiesError`, and a check turns them into findings. The words are written once.
 */
export interface Fault {
  /** Where the value stands, from the validated object down: `["logging", "taskLogs", "logLevel"]`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, in one clause without the value: `is not an Airflow version that MWAA offers`. */
  readonly problem: string;
  /** The value that was given; `undefined` if it is missing. */
  readonly got: unknown;
  /** What would have been accepted, in words or as a list. */
  readonly allowed: string;
  /** What to do, as an imperative: `set airflowVersion to "3.2.1"`. */
  readonly fix: string;
}

/** Renders a value for a message: text in quotes, everything else as JSON, shortened to one line. */
export function render(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** A fault in one sentence that names the value got, what is allowed and the fix. */
export function sentence(fault: Fault): string {
  return `${fault.problem}: got ${render(fault.got)}, allowed: ${fault.allowed}; ${fault.fix}`;
}
