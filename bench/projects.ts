import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = join(__dirname, "..");

/** The program that makes many environments at once. */
export const MANY_ENVIRONMENTS = join(__dirname, "programs", "many-environments");

/**
 * Writes a project with many stack files around this repository's own program.
 *
 * @returns its folder, which is made anew.
 */
export function projectWithStacks(count: number): string {
  const folder = join(ROOT, ".cache", "bench", `${String(count)}-stacks`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "stacks"), { recursive: true });
  const main = relative(folder, join(ROOT, "index.ts"));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    `name: mwaa\nruntime: nodejs\nmain: ${main}\nstackConfigDir: stacks\n`,
  );
  for (let index = 1; index <= count; index++) {
    const name = `stack-${String(index).padStart(3, "0")}`;
    // Each in an account of its own, as an organisation would have it.
    const account = String(100_000_000_000 + index);
    writeFileSync(
      join(folder, "stacks", `Pulumi.${name}.yaml`),
      `config:\n  aws:region: eu-central-1\n  mwaa:name: ${name}\n  mwaa:account: "${account}"\n`,
    );
  }
  return folder;
}
