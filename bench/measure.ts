import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What one run of a process cost, with all its children. */
export interface Cost {
  readonly seconds: number;
  /** The largest sum of resident memory seen at one moment, in MB; undefined without /proc. */
  readonly peakMegabytes?: number;
  /** Processor time over wall time; undefined without /proc. */
  readonly cores?: number;
  readonly exitCode: number | null;
  readonly stdout: string;
}

/** The kernel counts processor time in these parts of a second, on every Linux of today. */
const TICKS_PER_SECOND = 100;
const SAMPLE_MILLISECONDS = 20;

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** Own time and that of children which have ended. */
  readonly ticks: number;
}

function factsOf(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    // The name in parentheses may hold anything; what follows is numbers.
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [, parent = 0] = fields;
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
    return { pid, parent, ticks };
  } catch {
    return undefined;
  }
}

function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes = "0"] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

function familyOf(root: number): readonly ProcessFacts[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => factsOf(Number(name)) ?? []);
  const family = new Set([root]);
  // Children have higher ids than their parents, save for the rare wrap of the counter.
  for (const each of [...all].sort((a, b) => a.pid - b.pid)) {
    if (family.has(each.parent)) family.add(each.pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** Runs `node` with the given arguments from start to end and measures it with its children. */
export function measure(argv: readonly string[], folder: string): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(process.execPath, [...argv], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const canSample = existsSync("/proc/self/stat");
    let peak = 0;
    let ticks = 0;
    const sample = () => {
      const { pid } = child;
      if (pid === undefined) return;
      const family = familyOf(pid);
      peak = Math.max(
        peak,
        family.reduce((sum, each) => sum + residentMegabytes(each.pid), 0),
      );
      ticks = Math.max(
        ticks,
        family.reduce((sum, each) => sum + each.ticks, 0),
      );
    };
    const timer = canSample ? setInterval(sample, SAMPLE_MILLISECONDS) : undefined;
    child.on("error", reject);
    child.on("close", (exitCode) => {
      clearInterval(timer);
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      if (exitCode !== 0 && exitCode !== 1) {
        reject(new Error(`node ${argv.join(" ")} ended with ${String(exitCode)}:\n${stderr}`));
        return;
      }
      const sampled = canSample
        ? { peakMegabytes: peak, cores: ticks / TICKS_PER_SECOND / seconds }
        : {};
      resolve({ seconds, exitCode, stdout, ...sampled });
    });
  });
}
