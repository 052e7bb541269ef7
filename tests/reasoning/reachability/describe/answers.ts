import assert from "node:assert/strict";
import { networkOfDescriptions } from "../../../../reasoning/reachability/describe";
import type { Fault } from "../../../../reasoning/reachability/json";
import type { Network } from "../../../../reasoning/reachability/network";

/** The network of these answers, which must have one. */
export function networkOf(descriptions: unknown): Network {
  const reading = networkOfDescriptions(descriptions);
  if (reading.kind === "network") return reading.network;
  assert.fail(JSON.stringify(reading.faults));
}

/** What is wrong with these answers. */
export function faultsOf(descriptions: unknown): readonly Fault[] {
  const reading = networkOfDescriptions(descriptions);
  return reading.kind === "faults" ? reading.faults : [];
}
