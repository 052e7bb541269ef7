import assert from "node:assert/strict";
import fc from "fast-check";
import { exitCodeOf, FAIL_ON, UNKNOWN_MODES, type FailOn, type UnknownMode } from "../../cli/exit";
import { SEVERITIES, type Finding } from "../../preflight/findings/finding";
import { finding, report } from "../preflight/report/reports";

const OUTCOMES = ["fail", "unknown"] as const;

describe("exitCodeOf", () => {
  // Rows: what was found; columns: --fail-on error, warning, note, never with --unknown ignore, then fail.
  const table: readonly (readonly [Partial<Finding> | undefined, string, string])[] = [
    [undefined, "0000", "0000"],
    [{ outcome: "fail", severity: "error" }, "1110", "1110"],
    [{ outcome: "fail", severity: "warning" }, "0110", "0110"],
    [{ outcome: "fail", severity: "note" }, "0010", "0010"],
    [{ outcome: "unknown", severity: "error" }, "0000", "1110"],
    [{ outcome: "unknown", severity: "warning" }, "0000", "0110"],
    [{ outcome: "unknown", severity: "note" }, "0000", "0010"],
  ];
  for (const [found, ignoring, failing] of table) {
    const title =
      found === undefined ? "nothing" : `${found.outcome ?? ""} ${found.severity ?? ""}`;
    it(`maps ${title} for every threshold`, () => {
      const judged = report(found === undefined ? [] : [finding(found)]);
      const codes = (unknown: UnknownMode) =>
        FAIL_ON.map((failOn) => String(exitCodeOf(judged, { failOn, unknown }))).join("");
      assert.deepEqual([codes("ignore"), codes("fail")], [ignoring, failing]);
    });
  }

  it("never gets better by more findings, a lower threshold or unknowns that fail", () => {
    const findings = fc.array(
      fc
        .record({ outcome: fc.constantFrom(...OUTCOMES), severity: fc.constantFrom(...SEVERITIES) })
        .map(finding),
      { maxLength: 6 },
    );
    const strictness = (failOn: FailOn) => (failOn === "never" ? -1 : SEVERITIES.indexOf(failOn));
    fc.assert(
      fc.property(
        findings,
        findings,
        fc.constantFrom(...FAIL_ON),
        fc.constantFrom(...FAIL_ON),
        (some, more, a, b) => {
          const [lax, strict] = strictness(a) <= strictness(b) ? [a, b] : [b, a];
          const before = exitCodeOf(report(some), { failOn: lax, unknown: "ignore" });
          for (const unknown of UNKNOWN_MODES) {
            assert.ok(
              exitCodeOf(report([...some, ...more]), { failOn: strict, unknown }) >= before,
            );
          }
        },
      ),
    );
  });
});
