import type { SymbolTable } from "./template";

/** Adds the output that every regional type has since version 7 of the AWS provider: its region. */
export function regional(table: SymbolTable): SymbolTable {
  return Object.fromEntries(
    Object.entries(table).map(([type, row]) => [type, { ...row, region: "{region}" }]),
  );
}
