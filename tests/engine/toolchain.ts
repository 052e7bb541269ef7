import * as fs from "node:fs";
import * as path from "node:path";

import { buildSync } from "esbuild";

import { ENGINE_CACHE } from "./paths";
import { choosePulumi, onPath } from "./pulumi-cli";
import type { PulumiCli } from "./pulumi-cli";

/** Everything that a workspace needs to run the engine. */
export interface Toolchain {
  readonly cli: PulumiCli;
  /** Folders put before the PATH: stand-ins for the parts of a full installation that are absent. */
  readonly extraPath: readonly string[];
  /** Folders of the test providers, as `plugins.providers` names them. */
  readonly plugins: Readonly<Record<"aws" | "awsx", string>>;
}

let prepared: Toolchain | undefined;

/** Writes a file at once: another run of the suite may be using the one that is there. */
function writeWhole(file: string, content: string | Uint8Array, mode: number): void {
  const partial = `${file}.${String(process.pid)}`;
  fs.writeFileSync(partial, content, { mode });
  fs.renameSync(partial, file);
}

/** Bundles one TypeScript entry and puts an executable of the given name beside it. */
function makeExecutable(entry: string, folder: string, name: string): void {
  fs.mkdirSync(folder, { recursive: true });
  const bundle = path.join(folder, `${name}.js`);
  const { outputFiles } = buildSync({
    entryPoints: [path.join(__dirname, entry)],
    write: false,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // Resolved at run time from the repository's node_modules, which lies above the cache.
    packages: "external",
    logLevel: "error",
  });
  const script = `#!/bin/sh\nexec "${process.execPath}" "${bundle}" "$@"\n`;
  for (const file of outputFiles) writeWhole(bundle, file.contents, 0o644);
  writeWhole(path.join(folder, name), script, 0o755);
}

/** Bundles a provider and returns its folder. */
function makePlugin(name: string, entry: string): string {
  const folder = path.join(ENGINE_CACHE, "plugins", name);
  makeExecutable(entry, folder, `pulumi-resource-${name}`);
  writeWhole(path.join(folder, "PulumiPlugin.yaml"), "runtime: nodejs\n", 0o644);
  return folder;
}

/** Builds providers and stand-ins and finds the engine; writes down what it chose. Throws when there is no engine. */
export async function prepareToolchain(
  say: (line: string) => void,
): Promise<Toolchain | { readonly skipped: string }> {
  const choice = await choosePulumi(say);
  if ("skipped" in choice) return choice;
  say(`pulumi ${choice.cli.version}, ${choice.cli.origin}: ${choice.cli.path}`);
  const plugins = {
    aws: makePlugin("aws", "provider/main.ts"),
    awsx: makePlugin("awsx", "awsx/main.ts"),
  };
  const extraPath: string[] = [];
  const standIns = [
    ["pulumi-language-nodejs", "language-host/main.ts"],
    ["pulumi-analyzer-policy", "policy-analyzer/main.ts"],
    ["pulumi-resource-pulumi-nodejs", "dynamic-provider/main.ts"],
  ] as const;
  for (const [name, entry] of standIns) {
    const beside = path.join(path.dirname(choice.cli.path), name);
    const installed = fs.existsSync(beside) ? beside : onPath(name);
    if (installed !== undefined) {
      say(`${name}: ${installed}`);
      continue;
    }
    const folder = path.join(ENGINE_CACHE, "bin", name);
    makeExecutable(entry, folder, name);
    extraPath.push(folder);
    say(`${name}: stand-in (not part of this engine's installation)`);
  }
  prepared = { cli: choice.cli, extraPath, plugins };
  return prepared;
}

/** The toolchain that the suite's setup prepared. Throws outside of the suite. */
export function toolchain(): Toolchain {
  if (prepared === undefined) {
    throw new Error(
      "the engine's toolchain is not prepared; run the specs with --config tests/engine/.mocharc.json",
    );
  }
  return prepared;
}
