import type { Comparison } from "./compare";

/** What a run of comparisons came to. */
export class Tally {
  compared = 0;
  agreed = 0;
  private readonly explained = new Map<string, number>();
  private readonly verdicts = new Map<string, number>();

  /** Counts a comparison. */
  add({ own, explainedBy }: Comparison): void {
    this.compared += 1;
    increase(this.verdicts, own);
    if (explainedBy?.length === 0) this.agreed += 1;
    for (const id of explainedBy ?? []) increase(this.explained, id);
  }

  /** How many differences an explanation took part in. */
  explainedBy(id: string): number {
    return this.explained.get(id) ?? 0;
  }

  /** How often our engine came to a verdict. */
  cameTo(verdict: string): number {
    return this.verdicts.get(verdict) ?? 0;
  }

  /** The numbers for people. */
  toString(): string {
    const list = (counts: ReadonlyMap<string, number>) =>
      [...counts].map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`).join("\n");
    return (
      `${this.compared} compared, ${this.agreed} agreed\n${list(this.verdicts)}\n` +
      `explained differences:\n${list(this.explained)}`
    );
  }
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
