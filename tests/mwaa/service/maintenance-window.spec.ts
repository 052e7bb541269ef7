import assert from "node:assert/strict";
import fc from "fast-check";
import {
  MAINTENANCE_DAYS,
  maintenanceWindowFaults,
} from "../../../mwaa/service/maintenance-window";

describe("maintenanceWindowFaults", () => {
  it("accepts each day and half hour of the week", () => {
    for (const day of MAINTENANCE_DAYS) {
      for (let hour = 0; hour < 24; hour += 1) {
        for (const minute of ["00", "30"]) {
          const start = `${day}:${String(hour).padStart(2, "0")}:${minute}`;
          assert.deepEqual(maintenanceWindowFaults(start), []);
        }
      }
    }
  });

  const wrong: readonly (readonly [string, string])[] = [
    ["SUN:3:30", "SUN:03:30"],
    ["sun:03:30", "SUN:03:30"],
    ["Sunday:03:45", "SUN:03:30"],
    ["MON:24:00", "MON:23:00"],
    ["TUE:12:15", "TUE:12:00"],
    ["WED", "WED:03:00"],
    ["XXX:03:30", "SUN:03:30"],
    ["SUN:03:30 ", "SUN:03:30"],
    ["", "SUN:03:00"],
  ];
  for (const [given, suggestion] of wrong) {
    it(`refuses ${JSON.stringify(given)} and suggests ${suggestion}`, () => {
      assert.deepEqual(maintenanceWindowFaults(given), [
        {
          path: ["weeklyMaintenanceWindowStart"],
          problem: "is not a day and a half hour in UTC",
          got: given,
          allowed:
            "DAY:HH:MM with DAY of MON, TUE, WED, THU, FRI, SAT, SUN, HH from 00 to 23 and MM 00 or 30",
          fix: `set weeklyMaintenanceWindowStart to "${suggestion}"`,
        },
      ]);
    });
  }

  it("suggests what it accepts itself, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const fault of maintenanceWindowFaults(text)) {
          const suggestion = /"(.*)"$/.exec(fault.fix)?.[1] ?? "";
          assert.deepEqual(maintenanceWindowFaults(suggestion), []);
        }
      }),
    );
  });
});
