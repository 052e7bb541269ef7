import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { ROOT } from "./engines";

/** A change of the sources that no test noticed. */
export interface Survivor {
  readonly file: string;
  /** The line when it was measured, from 1; not part of what it is recognised by. */
  readonly line: number;
  readonly was: string;
  readonly became: string;
}

/** Survivors that live for the same reason. */
export interface Explained {
  /** Why no test can or need notice; empty until somebody has written it. */
  readonly reason: string;
  readonly survivors: readonly Survivor[];
}

/** What one measurement found; committed as `docs/mutation/<engine>.yaml`. */
export interface Report {
  /** SHA-256 over the sources that were measured. */
  readonly sources: string;
  /** Mutants that tests killed, of all that are valid, in percent. */
  readonly score: number;
  readonly mutants: {
    readonly killed: number;
    /** Killed as well: the change made a loop endless. */
    readonly timedOut: number;
    readonly survived: number;
    /** Survived as well: no test comes there. */
    readonly uncovered: number;
  };
  readonly survivors: readonly Explained[];
}

/** What the report of an engine has to reach, in percent. */
const LEAST_SCORE = 85;

/** Where the report of an engine lies. */
function reportFile(engine: string): string {
  return join(ROOT, "docs", "mutation", `${engine}.yaml`);
}

/** The committed report; undefined before the first measurement. */
export function readReport(engine: string): Report | undefined {
  const file = reportFile(engine);
  return existsSync(file) ? (parse(readFileSync(file, "utf8")) as Report) : undefined;
}

/** Writes the report in the order in which a reader looks things up. */
export function writeReport(engine: string, report: Report): void {
  const head = [
    `Mutation testing of reasoning/${engine}: each survivor is a change of the sources that no test`,
    "notices. Written by `npm run mutation`, which keeps the reasons; they are written by hand.",
  ];
  const comment = head.map((line) => `# ${line}\n`).join("");
  mkdirSync(dirname(reportFile(engine)), { recursive: true });
  writeFileSync(reportFile(engine), `${comment}${stringify(report, { lineWidth: 0 })}`);
}

/** Groups survivors by the reasons that an earlier report gives for them. */
export function explain(
  survivors: readonly Survivor[],
  earlier: Report | undefined,
): readonly Explained[] {
  const reasons = new Map(
    (earlier?.survivors ?? []).flatMap(({ reason, survivors: known }) =>
      known.map((survivor) => [keyOf(survivor), reason] as const),
    ),
  );
  const groups = new Map<string, Survivor[]>();
  for (const survivor of survivors) {
    const reason = reasons.get(keyOf(survivor)) ?? "";
    groups.set(reason, [...(groups.get(reason) ?? []), survivor]);
  }
  return [...groups]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([reason, members]) => ({ reason, survivors: members }));
}

/** What is wrong with a report, in words; nothing if it may be committed. */
export function faultsOf(engine: string, report: Report | undefined, sources: string): string[] {
  const again = `run npm run mutation -- ${engine}`;
  if (report === undefined) return [`docs/mutation/${engine}.yaml is missing: ${again}`];
  const open = report.survivors.find(({ reason }) => reason === "")?.survivors.length ?? 0;
  return [
    ...(report.sources === sources
      ? []
      : [`docs/mutation/${engine}.yaml is about other sources: ${again}`]),
    ...(report.score >= LEAST_SCORE
      ? []
      : [
          `reasoning/${engine} has a score of ${report.score} %; at least ${LEAST_SCORE} % is asked`,
        ]),
    ...(open === 0
      ? []
      : [`docs/mutation/${engine}.yaml: ${open} survivors have no reason yet; write it there`]),
  ];
}

function keyOf({ file, was, became }: Survivor): string {
  return JSON.stringify([file, was, became]);
}
