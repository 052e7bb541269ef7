import assert from "node:assert/strict";
import type { Outcome } from "../../../reasoning/iam";
import { answerTo } from "./simulations";

/** What a simulation may come to. */
export const [yes, no, never, open] = [
  "allowed",
  "implicitly-denied",
  "explicitly-denied",
  "unknown",
] as const;

/** A simulation in one line, and what it has to come to. */
type Row = readonly [title: string, policies: object, request: object, outcome: Outcome];

/** Makes a test of each row. */
export function decides(rows: readonly Row[]): void {
  for (const [title, policies, request, outcome] of rows)
    it(`${title}: ${outcome}`, () => {
      assert.equal(answerTo(policies, request).outcome, outcome);
    });
}
