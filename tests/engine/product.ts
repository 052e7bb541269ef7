import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { REPOSITORY } from "./paths";
import { IN_TOPOLOGIES, accountOf } from "./topologies";
import { Workspace } from "./workspace";
import type { Program } from "./workspace";

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;

/** The product's own program. */
export const PRODUCT: Program = { folder: REPOSITORY };

/** The stacks that come with the product, by their files. */
export const STACKS: readonly string[] = fs
  .readdirSync(path.join(REPOSITORY, "stacks"))
  .flatMap((file) => STACK_FILE.exec(file)?.[1] ?? [])
  .sort();

/** Stacks that need nobody and nothing else to come up. */
export const STANDING_ALONE: readonly string[] = STACKS.filter(
  (stack) => !IN_TOPOLOGIES.has(stack),
);

/** A workspace with one of the product's stacks selected; `program` replaces the product's. */
export async function openStack(stack: string, program: Program = PRODUCT): Promise<Workspace> {
  const workspace = new Workspace(program, { account: accountOf(stack) });
  await workspace.succeed("stack", "init", stack);
  return workspace;
}

/** Whether a stack's environment is protected: as its file says, else as its preset does. */
export function isProtected(stack: string): boolean {
  const file = path.join(REPOSITORY, "stacks", `Pulumi.${stack}.yaml`);
  const { config } = parse(fs.readFileSync(file, "utf8")) as {
    readonly config: Readonly<Record<string, unknown>>;
  };
  return config["mwaa:protect"] === true || config["mwaa:preset"] === "production";
}
