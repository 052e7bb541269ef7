import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";

/** What results were measured on. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly processors: number;
}

/** Writes results to `bench/results/<name>.json`, with the machine that they were measured on. */
export function keepResults(name: string, measured: object): Machine {
  const machine = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? "unknown",
    processors: availableParallelism(),
  };
  const folder = join(__dirname, "results");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  writeFileSync(file, `${JSON.stringify({ machine, ...measured }, null, 2)}\n`);
  return machine;
}
