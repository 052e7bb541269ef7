import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import * as path from "node:path";

import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";

/** Exit code of a Pulumi program that has already told the engine what went wrong. */
const ALREADY_REPORTED = 32;

/** How a program ended: well, failed with nothing left to say, or failed with this sentence. */
export type ProgramEnd = { readonly bail: boolean; readonly error: string };

/** The options of `runtime.options` in Pulumi.yaml that a Node.js program understands. */
interface RuntimeOptions {
  readonly nodeargs?: string;
  readonly typescript?: boolean;
  readonly tsconfig?: string;
}

function optionsOf(request: RunRequest): RuntimeOptions {
  const options = request.getInfo()?.getOptions()?.toJavaScript() ?? {};
  const { nodeargs, tsconfig, typescript } = options;
  return {
    ...(typeof nodeargs === "string" ? { nodeargs } : {}),
    ...(typeof tsconfig === "string" ? { tsconfig } : {}),
    ...(typeof typescript === "boolean" ? { typescript } : {}),
  };
}

/** The command line of `@pulumi/pulumi/cmd/run` for one run, as the installed language host composes it. */
function commandLine(
  request: RunRequest,
  engineAddress: string,
  runner: string,
): readonly string[] {
  const flags: readonly (readonly [string, string])[] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", request.getInfo()?.getRootDirectory() ?? ""],
    ["stack", request.getStack()],
    ["pwd", request.getPwd()],
    ["parallel", String(request.getParallel())],
  ];
  const nodeArguments = (optionsOf(request).nodeargs ?? "").split(/\s+/).filter((a) => a !== "");
  const entry = request.getInfo()?.getEntryPoint() ?? request.getProgram();
  return [
    ...nodeArguments,
    runner,
    ...flags.filter(([, value]) => value !== "").flatMap(([flag, value]) => [`--${flag}`, value]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    entry === "" ? "." : entry,
    ...request.getArgsList(),
  ];
}

/** Starts the user's program; `running` sees the child, so that a cancelled update can end it. */
export function runProgram(
  request: RunRequest,
  engineAddress: string,
  running: Set<ChildProcess>,
): Promise<ProgramEnd> {
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
  const runner = require.resolve("@pulumi/pulumi/cmd/run", { paths: [folder, request.getPwd()] });
  const { tsconfig, typescript = true } = optionsOf(request);
  const child = spawn(process.execPath, [...commandLine(request, engineAddress, runner)], {
    cwd: path.resolve(request.getPwd()),
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      PULUMI_NODEJS_TYPESCRIPT: String(typescript),
      ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  running.add(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve({ bail: false, error: "" });
      else if (code === ALREADY_REPORTED) resolve({ bail: true, error: "" });
      else
        resolve({
          bail: false,
          error:
            signal === null
              ? `Program exited with non-zero exit code: ${String(code)}`
              : `Program was ended by ${signal}`,
        });
    });
  });
}
