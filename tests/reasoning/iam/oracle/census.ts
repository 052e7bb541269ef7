import type { SimulationPlan } from "./plan";
import { render, stageOf } from "./render";
import { slotsOf } from "./slots";

/** How often a feature was drawn, and how often it decided. */
export interface Count {
  readonly drawn: number;
  readonly decisive: number;
}

/** Counts the features of plans. */
export class Census {
  private readonly counts = new Map<string, { drawn: number; decisive: number }>();

  /** @param verdictOf what a case comes to; only equality matters. */
  constructor(private readonly verdictOf: (given: ReturnType<typeof render>) => string) {}

  /** Counts every feature of a plan, and those that decide what it comes to. */
  add(plan: SimulationPlan, verdict: string): void {
    const { caller, scene } = stageOf(plan);
    const allowed = verdict === "allowed";
    this.count(`caller: ${caller.name}`, allowed);
    this.count(`action of the request: ${scene.action}`, allowed);
    this.count(plan.crossAccount ? "across accounts" : "within an account", allowed);
    for (const { features, variants } of slotsOf(plan)) {
      const [one, other] = variants.map((each) => this.verdictOf(render(each)));
      for (const feature of features) this.count(feature, one !== other);
    }
  }

  /** The counts by feature, in alphabetical order. */
  result(): ReadonlyMap<string, Count> {
    return new Map([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private count(feature: string, decisive: boolean): void {
    const count = this.counts.get(feature) ?? { drawn: 0, decisive: 0 };
    count.drawn += 1;
    if (decisive) count.decisive += 1;
    this.counts.set(feature, count);
  }
}
