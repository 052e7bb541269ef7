import assert from "node:assert/strict";
import fc from "fast-check";
import { AIRFLOW_VERSIONS } from "../../../mwaa/service/versions";
import {
  planVersionChange,
  type VersionChangeDecision,
  type VersionChangeKind,
} from "../../../mwaa/service/version-change";

const TODAY = "2026-11-22";

/** Cells of the matrix: the kind's letter (upgrade, downgrade, patch, Major, none) and the decision's. */
const CELLS: Readonly<Record<string, readonly [VersionChangeKind, VersionChangeDecision]>> = {
  "--": ["none", "allowed"],
  pw: ["patch", "warned"],
  ua: ["minor-upgrade", "allowed"],
  uw: ["minor-upgrade", "warned"],
  ur: ["minor-upgrade", "refused"],
  da: ["minor-downgrade", "allowed"],
  dw: ["minor-downgrade", "warned"],
  dr: ["minor-downgrade", "refused"],
  Mr: ["major", "refused"],
};

const MATRIX = `
from/to 1.10.12 2.0.2 2.2.2 2.4.3 2.5.1 2.6.3 2.7.2 2.8.1 2.9.2 2.10.1 2.10.3 2.11.0 3.0.6 3.2.1
1.10.12   --     Mr    Mr    Mr    Mr    Mr    Mr    Mr    Mr    Mr     Mr     Mr     Mr    Mr
2.0.2     Mr     --    ur    ur    ur    ur    uw    uw    uw    uw     uw     uw     Mr    Mr
2.2.2     Mr     dr    --    ur    ur    ur    uw    uw    uw    uw     uw     uw     Mr    Mr
2.4.3     Mr     dr    dr    --    ur    ur    uw    uw    uw    uw     uw     uw     Mr    Mr
2.5.1     Mr     dr    dr    dr    --    ur    uw    uw    uw    uw     uw     uw     Mr    Mr
2.6.3     Mr     dr    dr    dr    dr    --    ua    uw    uw    uw     uw     uw     Mr    Mr
2.7.2     Mr     dr    dr    dr    dr    dr    --    ua    uw    uw     uw     uw     Mr    Mr
2.8.1     Mr     dr    dr    dr    dr    dr    da    --    ua    uw     uw     uw     Mr    Mr
2.9.2     Mr     dr    dr    dr    dr    dr    dw    da    --    ua     ua     uw     Mr    Mr
2.10.1    Mr     dr    dr    dr    dr    dr    dw    dw    da    --     pw     ua     Mr    Mr
2.10.3    Mr     dr    dr    dr    dr    dr    dw    dw    da    pw     --     ua     Mr    Mr
2.11.0    Mr     dr    dr    dr    dr    dr    dw    dw    dw    da     da     --     Mr    Mr
3.0.6     Mr     Mr    Mr    Mr    Mr    Mr    Mr    Mr    Mr    Mr     Mr     Mr     --    ua
3.2.1     Mr     Mr    Mr    Mr    Mr    Mr    Mr    Mr    Mr    Mr     Mr     Mr     da    --
`;

const [header = [], ...rows] = MATRIX.trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/));
const targets = header.slice(1);

describe("planVersionChange", () => {
  it("is tested for every pair of listed versions", () => {
    const listed = AIRFLOW_VERSIONS.map((row) => row.version as string).sort();
    assert.deepEqual([...targets].sort(), listed);
    assert.deepEqual(rows.map((row) => row[0]).sort(), listed);
  });

  for (const [from = "", ...cells] of rows) {
    it(`judges every change from ${from}`, () => {
      const expected = cells.map((cell, index) => [targets[index], CELLS[cell]]);
      const actual = targets.map((to) => {
        const { kind, decision } = planVersionChange({ from, to, today: TODAY });
        return [to, [kind, decision]];
      });
      assert.deepEqual(actual, expected);
    });
  }

  it("warns of a patch, which AWS does not describe", () => {
    assert.deepEqual(planVersionChange({ from: "2.10.1", to: "2.10.3", today: TODAY }), {
      kind: "patch",
      decision: "warned",
      reasons: [
        "AWS describes changes of the minor version; whether 2.10.1 can become 2.10.3 within one minor version it does not say.",
      ],
      expectedDowntimeMinutes: 120,
      stopsRunningTasks: true,
      constraintsUrl:
        "https://raw.githubusercontent.com/apache/airflow/constraints-2.10.3/constraints-3.11.txt",
    });
  });

  it("names the lines that an upgrade skips and the new Python", () => {
    assert.deepEqual(planVersionChange({ from: "2.7.2", to: "2.11.0", today: TODAY }), {
      kind: "minor-upgrade",
      decision: "warned",
      reasons: [
        "The change skips 2.8, 2.9, 2.10: AWS describes changes to the next minor version only.",
      ],
      expectedDowntimeMinutes: 120,
      stopsRunningTasks: true,
      pythonChange: { from: "3.11", to: "3.12" },
      constraintsUrl:
        "https://raw.githubusercontent.com/apache/airflow/constraints-2.11.0/constraints-3.12.txt",
    });
  });

  it("tells that the operating system changes from a deprecated version to 2.7.2", () => {
    const change = planVersionChange({ from: "2.6.3", to: "2.7.2", today: TODAY });
    assert.equal(change.decision, "allowed");
    assert.deepEqual(change.osChange, { from: "Amazon Linux 2", to: "Amazon Linux 2023" });
    assert.deepEqual(change.pythonChange, { from: "3.10", to: "3.11" });
  });

  it("asks for a new environment when the major version changes, and stops nothing", () => {
    const change = planVersionChange({ from: "2.10.3", to: "3.0.6", today: TODAY });
    assert.equal(change.decision, "refused");
    assert.deepEqual(change.reasons, [
      "Airflow 2.10.3 to 3.0.6 is a change of the major version: create a new environment with another name and migrate to it.",
    ]);
    assert.equal(change.expectedDowntimeMinutes, 0);
    assert.equal(change.stopsRunningTasks, false);
  });

  it("says why 2.11 and 3 do not become each other in place here, either way", () => {
    for (const [from, to] of [
      ["2.11.0", "3.0.6"],
      ["3.0.6", "2.11.0"],
    ] as const) {
      const { decision, reasons } = planVersionChange({ from, to, today: TODAY });
      assert.equal(decision, "refused");
      assert.equal(reasons.length, 2);
      assert.match(reasons[1] ?? "", /provider replaces the environment/);
    }
  });

  it("allows a downgrade to a version up to the day its support ends", () => {
    const downgrade = (today: string): readonly [string, readonly string[]] => {
      const { decision, reasons } = planVersionChange({ from: "2.7.2", to: "2.6.3", today });
      return [decision, reasons];
    };
    assert.deepEqual(downgrade("2025-07-02"), ["allowed", []]);
    assert.deepEqual(downgrade("2025-12-29"), [
      "warned",
      ["Support of Airflow 2.6.3 ends on 2025-12-30, days left: 1."],
    ]);
    assert.deepEqual(downgrade("2025-12-31"), [
      "refused",
      [
        "Support of Airflow 2.6.3 ended on 2025-12-30: only a version that is still supported can be chosen.",
      ],
    ]);
  });

  it("refuses versions that MWAA never or not yet offers and warns of those newer than the table", () => {
    const to = (version: string, today = TODAY): string =>
      planVersionChange({ from: "3.0.6", to: version, today }).decision;
    assert.equal(to("3.1.0"), "refused");
    assert.equal(to("3.2.1", "2026-05-18"), "refused");
    assert.equal(to("3.2.1", "2026-05-19"), "allowed");
    assert.equal(to("3.3.0"), "warned");
  });

  it("throws at text that is no version or no day", () => {
    assert.throws(
      () => planVersionChange({ from: "2.10", to: "3.2.1", today: TODAY }),
      new RangeError(
        'from is not an Airflow version: got "2.10", allowed: three numbers such as 3.2.1',
      ),
    );
    assert.throws(
      () => planVersionChange({ from: "3.0.6", to: "newest", today: TODAY }),
      new RangeError(
        'to is not an Airflow version: got "newest", allowed: three numbers such as 3.2.1',
      ),
    );
    assert.throws(
      () => planVersionChange({ from: "3.0.6", to: "3.2.1", today: "22/11/2026" }),
      new RangeError('today is not a day: got "22/11/2026", allowed: YYYY-MM-DD'),
    );
  });

  const anyVersion = fc.oneof(
    fc.constantFrom(...targets),
    fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 12 }), fc.nat({ max: 4 })).map((n) => n.join(".")),
  );
  const day = fc
    .date({ min: new Date("2019-01-01"), max: new Date("2035-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it("stops tasks and the environment exactly if something is changed in place", () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, day, (from, to, today) => {
        const change = planVersionChange({ from, to, today });
        const changes = change.kind !== "none" && change.decision !== "refused";
        assert.equal(change.stopsRunningTasks, changes);
        assert.equal(change.expectedDowntimeMinutes, changes ? 120 : 0);
        assert.equal(change.kind === "none", from === to);
        assert.equal(change.reasons.length === 0, change.decision === "allowed");
      }),
    );
  });

  it("calls a change the opposite of its way back", () => {
    const opposite: Readonly<Record<VersionChangeKind, VersionChangeKind>> = {
      none: "none",
      patch: "patch",
      "minor-upgrade": "minor-downgrade",
      "minor-downgrade": "minor-upgrade",
      major: "major",
    };
    fc.assert(
      fc.property(anyVersion, anyVersion, (from, to) => {
        const there = planVersionChange({ from, to, today: TODAY });
        const back = planVersionChange({ from: to, to: from, today: TODAY });
        assert.equal(back.kind, opposite[there.kind]);
      }),
    );
  });

  it("never becomes easier with time once the target is offered", () => {
    const severity = { allowed: 0, warned: 1, refused: 2 };
    fc.assert(
      fc.property(
        anyVersion,
        fc.constantFrom(...AIRFLOW_VERSIONS),
        day,
        day,
        (from, row, one, two) => {
          const days = [one, two].filter((each) => each >= row.mwaaAvailability).sort();
          const decisions = days.map(
            (today) => planVersionChange({ from, to: row.version, today }).decision,
          );
          const severities = decisions.map((decision) => severity[decision]);
          assert.deepEqual(severities, [...severities].sort());
        },
      ),
    );
  });
});
