import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { parse, stringify } from "yaml";

import { ruleOf } from "../../../preflight/checks/catalogue";
import { run } from "../../cli/worlds";
import { existingThings, hostedZone } from "../existing-things";
import { REPOSITORY } from "../paths";
import { accountOf } from "../topologies";
import { Workspace } from "../workspace";
import type { BrokenStack } from "./stack";

/** The product's program, which breaks as the settings of a stack say. */
export const PROGRAM = {
  folder: REPOSITORY,
  entry: path.join(__dirname, "../programs/broken.ts"),
};

/** For updates without questions. */
export const AT_ONCE = ["--yes", "--skip-preview"];

type Bag = Readonly<Record<string, unknown>>;

function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withValue(bag: Bag, [key = "", ...rest]: readonly string[], value: unknown): Bag {
  const { [key]: old, ...others } = bag;
  if (rest.length > 0) return { ...others, [key]: withValue(isBag(old) ? old : {}, rest, value) };
  return value === null ? others : { ...others, [key]: value };
}

/** Breaks the last stack's settings, its program and its context file. */
export function breakStack(workspace: Workspace, broken: BrokenStack): void {
  const file = path.join(workspace.project, `stacks/Pulumi.${broken.stacks.at(-1) ?? ""}.yaml`);
  const { config } = parse(fs.readFileSync(file, "utf8")) as { readonly config: Bag };
  const settings = broken.faults
    .flatMap((fault) => Object.entries(fault.settings ?? {}))
    .reduce((bag, [key, value]) => withValue(bag, key.split("."), value), config);
  const all = broken.faults.flatMap((fault) => fault.edits ?? []);
  const edits = all.length === 0 ? {} : { "mwaa-broken:edits": all };
  fs.writeFileSync(file, stringify({ config: { ...settings, ...edits } }));
  if (broken.context === undefined) return;
  const context = path.join(workspace.project, broken.context);
  const text = broken.faults
    .flatMap((fault) => fault.contextEdits ?? [])
    .reduce(
      (whole, [from, to]) => {
        assert.ok(whole.includes(from), `${broken.context ?? ""} has ${from}`);
        return whole.replaceAll(from, to);
      },
      fs.readFileSync(context, "utf8"),
    );
  fs.writeFileSync(context, text);
}

/** Makes what exists before: what the context file tells, and the zone of a domain. */
export function prepareCloud(workspace: Workspace, { context, stacks }: BrokenStack): void {
  const records = [
    ...(context?.includes("existing") === true
      ? existingThings(path.join(workspace.project, context))
      : []),
    ...(stacks.includes("custom-domain")
      ? [hostedZone(accountOf("custom-domain"), "Z0123456789EXAMPLE", "example.com")]
      : []),
  ];
  workspace.changeCloud((cloud) => ({ ...cloud, records: [...cloud.records, ...records] }));
}

/** One finding, as far as specs look at it. */
export interface Finding {
  readonly rule: string;
  readonly outcome: string;
  readonly resource: string;
}

/** What the plan says of the very folder that the engine runs. */
export interface Planned {
  readonly verdict: string;
  /** The rules of severity error that fail. */
  readonly rules: readonly string[];
  /** Everything that is found, of every severity. */
  readonly findings: readonly Finding[];
  /** What the program itself refuses. */
  readonly refusal: string;
}

/** Plans the folder of a workspace, all stacks together. */
export async function planned(
  workspace: Workspace,
  { stacks, context }: BrokenStack,
): Promise<Planned> {
  const { code, out, err } = await run(
    [
      "plan",
      ...stacks.flatMap((stack) => ["--stack", stack]),
      ...(context === undefined ? [] : ["--context", context]),
      ...["--format", "json"],
    ],
    { folder: workspace.project, environment: process.env },
  );
  if (code === 2) return { verdict: "refused", rules: [], findings: [], refusal: err };
  const { verdict, findings } = JSON.parse(out) as {
    readonly verdict: string;
    readonly findings: readonly Finding[];
  };
  const rules = findings
    .filter(({ rule, outcome }) => outcome === "fail" && ruleOf(rule)?.severity === "error")
    .map(({ rule }) => rule);
  return { verdict, rules: [...new Set(rules)].sort(), findings, refusal: "" };
}

/** Selects a stack, with the credentials of its account. */
export async function enter(workspace: Workspace, stack: string): Promise<void> {
  const file = path.join(workspace.project, `stacks/Pulumi.${stack}.yaml`);
  const { config } = parse(fs.readFileSync(file, "utf8")) as { readonly config: Bag };
  const account = config["mwaa:account"];
  workspace.useAccount(typeof account === "string" ? account : accountOf(stack));
  await workspace.succeed("stack", "select", "--create", stack);
}

const BASES = new Map<string, Promise<Workspace>>();

/** A workspace in which these stacks are up, one after the other; to be copied, not used. */
export function baseOf(stacks: readonly string[]): Promise<Workspace> {
  const key = stacks.join(" ");
  const known = BASES.get(key);
  if (known !== undefined) return known;
  const base = (async () => {
    const last = stacks.at(-1);
    const after = last === undefined ? undefined : await baseOf(stacks.slice(0, -1));
    const workspace = new Workspace(PROGRAM, after === undefined ? {} : { after });
    if (last !== undefined) {
      await enter(workspace, last);
      await workspace.succeed("up", ...AT_ONCE);
    }
    return workspace;
  })();
  BASES.set(key, base);
  return base;
}

/** Removes what {@link baseOf} made. */
export async function disposeBases(): Promise<void> {
  for (const base of BASES.values()) (await base).dispose();
  BASES.clear();
}
