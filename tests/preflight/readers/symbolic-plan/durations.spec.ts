import assert from "node:assert/strict";
import { secondsOf } from "../../../../preflight/readers/symbolic-plan/durations";

describe("secondsOf", () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ["3h", 10_800],
    ["1h30m", 5_400],
    ["90s", 90],
    ["1.5h", 5_400],
    ["500ms", 0.5],
    ["0", 0],
    ["14h0m0s", 50_400],
    ["", undefined],
    ["soon", undefined],
    ["3", undefined],
    ["3h ", undefined],
    ["h", undefined],
    ["-1h", undefined],
  ];
  for (const [text, seconds] of cases) {
    it(`reads ${JSON.stringify(text)} as ${seconds === undefined ? "no duration" : `${String(seconds)} s`}`, () => {
      assert.equal(secondsOf(text), seconds);
    });
  }
});
