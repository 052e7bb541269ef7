/** The entry that an index means, whatever the table's length. */
export function pick<T>(table: readonly T[], index: number): T {
  const entry = table[index % table.length];
  if (entry === undefined) throw new RangeError("a table without entries");
  return entry;
}
