import { spawn } from "node:child_process";

/** What came back from a finished process. `timedOut` is true when it was killed at its limit. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly timedOut: boolean;
}

/** One process to run to its end. `limitSeconds` is a hard limit: at it the process and everything that it started is killed. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly limitSeconds: number;
  /** Lines of stderr as they come, for long builds. Default: kept only in the result. */
  readonly onStderr?: (text: string) => void;
}

/**
 * Runs a command in a process group of its own, so that a limit reaches its plugins and programs too:
 * Node 20 can spin for ever while it prints an error, and an orphan would keep a core busy.
 */
export function runCommand(command: Command): Promise<CommandResult> {
  const started = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const child = spawn(command.program, [...command.args], {
      cwd: command.cwd,
      env: command.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let timedOut = false;
    const killGroup = (signal: NodeJS.Signals): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
      }
    };
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup("SIGKILL");
    }, command.limitSeconds * 1000);
    const onParentExit = (): void => {
      killGroup("SIGKILL");
    };
    process.once("exit", onParentExit);
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      stderr.push(chunk);
      command.onStderr?.(chunk.toString());
    });
    const settle = (): void => {
      clearTimeout(timer);
      process.removeListener("exit", onParentExit);
    };
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("close", (code) => {
      settle();
      killGroup("SIGKILL");
      resolve({
        exitCode: code ?? 137,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
        seconds: Number(process.hrtime.bigint() - started) / 1e9,
        timedOut,
      });
    });
  });
}
