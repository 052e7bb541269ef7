import { fileURLToPath } from "node:url";
import type { ProgramError, SourcePosition } from "./protocol";

/** Takes whatever was thrown apart: a program may throw anything. */
export function explain(thrown: unknown): ProgramError {
  if (!(thrown instanceof Error)) return { name: "thrown value", message: describe(thrown) };
  const source = sourceOf(thrown);
  return {
    name: thrown.name,
    message: messageOf(thrown),
    ...(source === undefined ? {} : { source }),
  };
}

/** A syntax error's stack begins with the file, the line and the code; its message tells neither. */
function messageOf(error: Error): string {
  if (error instanceof SyntaxError) {
    const before = (error.stack ?? "").split(`${error.name}: ${error.message}`)[0]?.trim() ?? "";
    return before === "" ? error.message : `${error.message}\n${before}`;
  }
  return error.message;
}

/** The first line on the stack that is the program's own. */
function sourceOf(error: Error): SourcePosition | undefined {
  if (error instanceof SyntaxError) {
    const [, file, line] = /^(\/.*|[A-Za-z]:\\.*):(\d+)$/m.exec(error.stack ?? "") ?? [];
    if (file !== undefined && line !== undefined) return { file, line: Number(line) };
  }
  for (const frame of (error.stack ?? "").split("\n")) {
    const [, file, line] =
      /^\s*at (?:.*\()?((?:file:\/\/)?\/.*?|[A-Za-z]:\\.*?):(\d+):\d+\)?$/.exec(frame) ?? [];
    if (file === undefined || line === undefined || isForeign(file)) continue;
    return { file: file.startsWith("file://") ? fileURLToPath(file) : file, line: Number(line) };
  }
  return undefined;
}

function isForeign(file: string): boolean {
  return file.includes("/node_modules/") || file.includes("/symbolic-plan/");
}

function describe(value: unknown): string {
  try {
    return typeof value === "string" ? value : JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
