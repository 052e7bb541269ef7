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
    // Pulumi's own mark of an error that is meant for people, and printed without a stack.
    ...("__pulumiRunError" in thrown ? { isForUsers: true } : {}),
  };
}

function messageOf(error: Error): string {
  if (isCompilerError(error)) {
    return error.diagnostics.map(({ messageText }) => describe(messageText)).join("\n");
  }
  if (error instanceof SyntaxError) {
    // Its stack begins with the file, the line and the code; its message tells neither.
    const before = (error.stack ?? "").split(`${error.name}: ${error.message}`)[0] ?? "";
    return [error.message, ...before.trim().split("\n").slice(1)].join("\n");
  }
  // What Node appends to the name of a missing module repeats the files that asked for it.
  return error.message.replace(/\nRequire stack:\n[^]*$/, "");
}

/** What ts-node throws for a file that is no TypeScript. */
interface CompilerError extends Error {
  readonly diagnostics: readonly {
    readonly messageText: unknown;
    readonly start?: number;
    readonly file?: {
      readonly fileName: string;
      getLineAndCharacterOfPosition(position: number): { readonly line: number };
    };
  }[];
}

function isCompilerError(error: Error): error is CompilerError {
  return error.name === "TSError" && "diagnostics" in error && Array.isArray(error.diagnostics);
}

/** The first line on the stack that is the program's own. */
function sourceOf(error: Error): SourcePosition | undefined {
  if (isCompilerError(error)) {
    const { file, start } = error.diagnostics[0] ?? {};
    if (file === undefined || start === undefined) return undefined;
    return { file: file.fileName, line: file.getLineAndCharacterOfPosition(start).line + 1 };
  }
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
  return file.includes("/node_modules/") || file.startsWith(__dirname);
}

function describe(value: unknown): string {
  try {
    return typeof value === "string" ? value : JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
