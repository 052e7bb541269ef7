import assert from "node:assert/strict";
import { answerTo, document } from "./simulations";

const [yes, no] = ["allowed", "implicitly-denied"] as const;

describe("numbers and dates in conditions", () => {
  for (const [operator, wanted, given, outcome] of [
    ["NumericEquals", "1e999", "1e998", no],
    ["NumericLessThan", "1e999", "1e998", yes],
    ["NumericEquals", "9007199254740993.0", "9007199254740992.0", no],
    ["NumericGreaterThan", "9007199254740992.0", "9007199254740993.0", yes],
    ["NumericEquals", "0.1", "1e-1", yes],
    ["NumericEquals", "+10", "10.", yes],
    ["NumericEquals", ".5", "0.50", yes],
    ["NumericEquals", "0", "-0", yes],
    ["NumericLessThan", "-1", "-1.5", yes],
    ["NumericEquals", "0x10", "16", no],
    ["NumericEquals", ".", "0", no],
    ["NumericEquals", "", "0", no],
    ["DateLessThan", "2026-02-30T00:00:00Z", "2026-02-28T00:00:00Z", no],
    ["DateLessThan", "2026-03-01", "2026-02-29T00:00:00Z", no],
    ["DateLessThan", "2028-03-01", "2028-02-29T00:00:00Z", yes],
    ["DateLessThan", "2026-13-01", "2026-02-28T00:00:00Z", no],
  ] as const)
    it(`${operator} ${wanted} of ${given}: ${outcome}`, () => {
      const identity = document({ Condition: { [operator]: { "x:key": wanted } } });
      assert.equal(answerTo({ identity }, { context: { "x:key": given } }).outcome, outcome);
    });
});
