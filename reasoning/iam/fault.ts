import type { JsonObject } from "./json";
import { step } from "./json";

/** What is wrong with a simulation, and where. */
export interface SimulationFault {
  /** The JSON pointer to the offending value (RFC 6901). */
  readonly pointer: string;
  readonly reason: string;
}

/** Why an input is no simulation; returned, not thrown. */
export class SimulationFaults extends Error {
  override readonly name = "SimulationFaults";

  constructor(readonly faults: readonly SimulationFault[]) {
    super(faults.map(({ pointer, reason }) => `${pointer || "the input"} ${reason}`).join("\n"));
  }
}

/** How many faults are told; whoever mends so many reads again. */
const TOLD = 50;

/** Collects faults, so that all of them can be mended at once. */
export class FaultList {
  private readonly faults: SimulationFault[] = [];

  /** Whether something is wrong. */
  some(): boolean {
    return this.faults.length > 0;
  }

  /** Notes a fault. */
  add(pointer: string, reason: string): void {
    if (this.faults.length < TOLD) this.faults.push({ pointer, reason });
  }

  /** Notes every member that nobody would read: a misspelt one must not count as left out. */
  refuseOthers(object: JsonObject, pointer: string, known: readonly string[]): void {
    for (const name of Object.keys(object)) {
      if (known.includes(name)) continue;
      this.add(`${pointer}${step(name.slice(0, 100))}`, `is not one of ${known.join(", ")}`);
    }
  }

  /** All faults as one error to return. */
  asError(): SimulationFaults {
    return new SimulationFaults(this.faults);
  }
}
