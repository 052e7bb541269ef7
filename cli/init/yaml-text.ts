/** YAML 1.1 is what some readers of stack files know: text that it would misread gets quotes. */
export const QUOTING = { schema: "yaml-1.1" } as const;

/** Lines as the comment of a node. */
export function comment(lines: readonly string[]): string {
  return lines.map((line) => (line === "" ? "" : ` ${line}`)).join("\n");
}
