import { probablyMeant } from "../mwaa/settings/nearest";
import type { Severity } from "../preflight/findings/finding";

/** What the pack does when a rule fails: stop the deployment, tell about it, or nothing. */
export const LEVELS = ["mandatory", "advisory", "disabled"] as const;
/** What the pack does when a rule fails. */
export type Level = (typeof LEVELS)[number];

/** The level that a rule's severity stands for, unless the configuration says otherwise. */
const LEVEL_OF: Readonly<Record<Severity, Level>> = {
  error: "mandatory",
  warning: "advisory",
  note: "disabled",
};

/** The name of the policy that tells which rules could not be decided. */
export const UNDECIDED = "undecided-checks";

/**
 * Levels the whole pack: `all` for every rule that has no entry of its own, and a rule's id for that
 * rule, as `"advisory"` or as `{ enforcementLevel: "advisory" }`. `undecided-checks` levels what is
 * said of rules that cannot be decided yet, which is advisory unless it has an entry of its own.
 */
export type Knobs = Readonly<Record<string, Level | { readonly enforcementLevel: Level }>>;

/** The level of each rule, and of what is undecided. */
export interface Levels {
  readonly ofRule: ReadonlyMap<string, Level>;
  readonly ofUndecided: Level;
}

/** The configuration of the pack is wrong; the message lists every fault with its fix. */
export class ConfigurationFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `the configuration of mwaa-guardrails is wrong:\n${faults.map((each) => `- ${each}`).join("\n")}`,
    );
    this.name = "ConfigurationFault";
  }
}

/**
 * Reads the knobs against the rules there are.
 *
 * @param knobs anything; it may come from a file.
 * @throws {ConfigurationFault} naming every unknown rule, with the nearest one, and every wrong level.
 */
export function readKnobs(
  knobs: unknown,
  rules: readonly { readonly id: string; readonly severity: Severity }[],
): Levels {
  const faults: string[] = [];
  const known = new Set(["all", UNDECIDED, ...rules.map(({ id }) => id)]);
  const levels = new Map<string, Level>();
  for (const [name, knob] of entriesOf(knobs, faults)) {
    if (!known.has(name)) {
      faults.push(`"${name}" is no rule of this catalogue; ${suggestion(name, [...known])}`);
      continue;
    }
    const level = levelOf(knob);
    if (level === undefined) {
      faults.push(
        `"${name}" is ${JSON.stringify(knob)}, allowed: ${quoted(LEVELS)} or { "enforcementLevel": one of these }`,
      );
    } else {
      levels.set(name, level);
    }
  }
  if (faults.length > 0) throw new ConfigurationFault(faults);
  return {
    ofRule: new Map(
      rules.map(({ id, severity }) => [
        id,
        levels.get(id) ?? levels.get("all") ?? LEVEL_OF[severity],
      ]),
    ),
    ofUndecided: levels.get(UNDECIDED) ?? "advisory",
  };
}

function entriesOf(knobs: unknown, faults: string[]): readonly [string, unknown][] {
  if (typeof knobs === "object" && knobs !== null && !Array.isArray(knobs)) {
    return Object.entries(knobs);
  }
  faults.push(`got ${JSON.stringify(knobs)}, allowed: an object from rule ids to levels`);
  return [];
}

function levelOf(knob: unknown): Level | undefined {
  const asked =
    typeof knob === "object" && knob !== null && Object.keys(knob).join() === "enforcementLevel"
      ? (knob as { readonly enforcementLevel: unknown }).enforcementLevel
      : knob;
  return LEVELS.find((level) => level === asked);
}

function suggestion(name: string, known: readonly string[]): string {
  const meant = probablyMeant(name, known);
  return meant === undefined ? "`mwaa rules` lists them" : `did you mean "${meant}"?`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(", ");
}
