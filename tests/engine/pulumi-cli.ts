import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import { runCommand } from "./command";
import { REPOSITORY } from "./paths";

/**
 * The engine that is built when none is installed: the newest release whose Go module is served
 * together with a checksum that verifies.
 */
const PULUMI_VERSION = "3.175.0";

const BUILD_LIMIT_SECONDS = 1200;
const CLI_MODULE = path.join(__dirname, "cli");

/** Where the engine under test comes from. */
export interface PulumiCli {
  readonly path: string;
  readonly origin: "on the PATH" | "cached build" | "built now";
  readonly version: string;
}

/** The engine to test with, or the reason why the suite is skipped. */
export type EngineChoice = { readonly cli: PulumiCli } | { readonly skipped: string };

/** The full path of a program on the PATH; undefined when there is none. */
export function onPath(program: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => path.join(folder, program))
    .find((candidate) => {
      try {
        fs.accessSync(candidate, fs.constants.X_OK);
        return fs.statSync(candidate).isFile();
      } catch {
        return false;
      }
    });
}

function versionOf(cli: string): string {
  const text = execFileSync(cli, ["version"], {
    encoding: "utf8",
    timeout: 30_000,
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return text.trim().replace(/^v/, "");
}

async function build(go: string, target: string, say: (line: string) => void): Promise<void> {
  say(`building pulumi ${PULUMI_VERSION} with ${go}; about four minutes on two cores, once`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  // Built beside its place and renamed: an interrupted build never looks like a finished one.
  const partial = `${target}.partial-${String(process.pid)}`;
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`;
  const result = await runCommand({
    program: go,
    args: [
      "build",
      "-trimpath",
      "-ldflags",
      `-s -w ${version}`,
      "-o",
      partial,
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ],
    cwd: CLI_MODULE,
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly -buildvcs=false" },
    limitSeconds: BUILD_LIMIT_SECONDS,
  });
  if (result.exitCode !== 0) {
    fs.rmSync(partial, { force: true });
    const why = result.timedOut
      ? `stopped after ${String(BUILD_LIMIT_SECONDS)} s`
      : result.stderr.trim().split("\n").slice(-20).join("\n");
    throw new Error(`building pulumi ${PULUMI_VERSION} failed: ${why}`);
  }
  fs.renameSync(partial, target);
  say(`built in ${result.seconds.toFixed(0)} s`);
}

/**
 * Finds an engine: the `pulumi` on the PATH, else an earlier build, else one built from source with Go.
 * With none of the three it throws, unless MWAA_SKIP_ENGINE=1 asks for a skip; CI cannot skip.
 */
export async function choosePulumi(say: (line: string) => void): Promise<EngineChoice> {
  const installed = onPath("pulumi");
  if (installed !== undefined) {
    return { cli: { path: installed, origin: "on the PATH", version: versionOf(installed) } };
  }
  const cached = path.join(REPOSITORY, ".cache/pulumi", PULUMI_VERSION, "pulumi");
  if (fs.existsSync(cached)) {
    return { cli: { path: cached, origin: "cached build", version: versionOf(cached) } };
  }
  const go = onPath("go");
  if (go !== undefined) {
    await build(go, cached, say);
    return { cli: { path: cached, origin: "built now", version: versionOf(cached) } };
  }
  const missing = "neither `pulumi` nor `go` is on the PATH";
  const fix = "install the Pulumi CLI (https://www.pulumi.com/docs/install/) or Go 1.24 or newer";
  if (process.env["MWAA_SKIP_ENGINE"] !== "1") {
    throw new Error(
      `the real-engine tests cannot run: ${missing}; ${fix}, or set MWAA_SKIP_ENGINE=1 to leave them out`,
    );
  }
  if (process.env["CI"] !== undefined && process.env["CI"] !== "") {
    throw new Error(`MWAA_SKIP_ENGINE=1 is refused in CI: ${missing}; ${fix}`);
  }
  return { skipped: `${missing} and MWAA_SKIP_ENGINE=1 is set` };
}
