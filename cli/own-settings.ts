import { readFileSync } from "node:fs";
import { type ParsedSettings, settingsFromConfig } from "../mwaa/settings/parse";
import { parseStackFile } from "../mwaa/settings/parse-stack-file";
import { renderSettingFault, type SettingFault } from "../mwaa/settings/setting-fault";
import type { StackSettings } from "../mwaa/settings/types";
import { BadInput, fileProblem } from "./failure";

/** A stack of our own program with its settings, judged before anything is planned. */
export interface SettledStack {
  readonly stack: string;
  /** The path to show in messages; absent if everything came from the command line. */
  readonly file?: string;
  readonly settings: StackSettings;
  readonly assumptions: readonly string[];
}

/** What a stack of our own program is made of. */
export interface OwnStack {
  readonly stack: string;
  readonly project: string;
  readonly path?: string;
  readonly file?: string;
  /** The configuration with what the command line lays over it. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  /** Whether the command line changed anything. */
  readonly overridden: boolean;
}

function fromFile({ stack, project, path, file }: OwnStack): ParsedSettings | undefined {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new BadInput(`${file ?? path}: ${fileProblem(error)}; give a stack file`, {
      cause: error,
    });
  }
  return parseStackFile(text, { file: file ?? path, stack, project });
}

/** The faults of the whole, each with its place if the file alone has it too. */
function placed(
  faults: readonly SettingFault[],
  inFile: ParsedSettings | undefined,
): readonly SettingFault[] {
  const places = inFile !== undefined && "faults" in inFile ? inFile.faults : [];
  return faults.map(
    (fault) =>
      places.find((each) => each.key === fault.key && each.problem === fault.problem) ?? fault,
  );
}

/** Reads the settings of one stack, or says everything that is wrong with them. */
export function readOwnSettings(
  own: OwnStack,
): { readonly settled: SettledStack } | { readonly faults: readonly SettingFault[] } {
  const { stack, file } = own;
  const inFile = fromFile(own);
  const settle = (parsed: Extract<ParsedSettings, { settings: unknown }>) => ({
    settled: { stack, ...(file === undefined ? {} : { file }), ...parsed },
  });
  if (inFile !== undefined && !own.overridden) {
    return "faults" in inFile ? { faults: inFile.faults } : settle(inFile);
  }
  const whole = settingsFromConfig(own.config, own.secretKeys);
  if ("faults" in whole) return { faults: placed(whole.faults, inFile) };
  const esc = inFile !== undefined && "assumptions" in inFile ? inFile.assumptions : [];
  return settle({ ...whole, assumptions: [...new Set([...esc, ...whole.assumptions])] });
}

/** Environments of one account and region need names of their own; two stacks cannot share one. */
function nameClashes(stacks: readonly SettledStack[]): readonly string[] {
  const clashes: string[] = [];
  const owners = new Map<string, SettledStack>();
  for (const each of stacks) {
    const { builds, name, region, account } = each.settings;
    if (builds !== "environment") continue;
    const key = JSON.stringify([account ?? "", region, name]);
    const other = owners.get(key);
    owners.set(key, other ?? each);
    if (other === undefined) continue;
    const where = account === undefined ? "the same account" : `account ${account}`;
    clashes.push(
      `${other.file ?? other.stack} and ${each.file ?? each.stack} both name their environment ${JSON.stringify(name)} in ${region} of ${where}; change mwaa:name in one of them${account === undefined ? ", or set mwaa:account if the accounts differ" : ""}`,
    );
  }
  return clashes;
}

/**
 * Reads the settings of every stack before anything is planned.
 *
 * @throws {BadInput} with every fault of every stack at once, one a line.
 */
export function settleStacks(stacks: readonly OwnStack[]): readonly SettledStack[] {
  const read = stacks.map(readOwnSettings);
  const faults = read.flatMap((each) => ("faults" in each ? each.faults : []));
  const settled = read.flatMap((each) => ("settled" in each ? [each.settled] : []));
  const lines = [...faults.map(renderSettingFault), ...nameClashes(settled)];
  const [first, ...others] = lines;
  if (first === undefined) return settled;
  if (others.length === 0) throw new BadInput(first);
  throw new BadInput(
    `${String(lines.length)} faults in the settings, nothing was planned:\n${lines.join("\n")}`,
  );
}
