import assert from "node:assert/strict";
import {
  ENVIRONMENT_CLASS_NAMES,
  ENVIRONMENT_CLASSES,
  environmentClassFaults,
  isEnvironmentClass,
} from "../../../mwaa/service/classes";

describe("ENVIRONMENT_CLASSES", () => {
  it("holds the six classes with their sizes in vCPU and GB", () => {
    const rows = Object.entries(ENVIRONMENT_CLASSES).map(([name, row]) =>
      [
        name,
        row.dagCapacity,
        row.tasksPerWorker,
        ...[row.webserver, row.worker, row.scheduler, row.database].map(
          ({ vcpus, memoryGb }) => `${vcpus}/${memoryGb}`,
        ),
        "triggersPerScheduler" in row ? row.triggersPerScheduler : "-",
        row.autoscaling ? "scales" : "fixed",
      ].join(" "),
    );
    assert.deepEqual(rows, [
      "mw1.micro 25 3 1/3 1/3 1/3 2/4 - fixed",
      "mw1.small 50 5 1/2 1/2 1/2 2/4 60 scales",
      "mw1.medium 250 10 1/2 2/4 2/4 2/8 125 scales",
      "mw1.large 1000 20 2/4 4/8 4/8 2/8 250 scales",
      "mw1.xlarge 2000 40 4/12 8/24 8/24 4/32 500 scales",
      "mw1.2xlarge 4000 80 8/24 16/48 16/48 8/64 1000 scales",
    ]);
  });
});

describe("environmentClassFaults", () => {
  it("accepts the six names", () => {
    assert.deepEqual(ENVIRONMENT_CLASS_NAMES.flatMap(environmentClassFaults), []);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ["large", "mw1.large"],
    ["MW1.Medium", "mw1.medium"],
    ["mw2.small", "mw1.small"],
    ["mw1.3xlarge", "mw1.small"],
    ["toString", "mw1.small"],
    ["", "mw1.small"],
  ];
  for (const [given, suggestion] of wrong) {
    it(`refuses ${JSON.stringify(given)} and suggests ${suggestion}`, () => {
      assert.equal(isEnvironmentClass(given), false);
      assert.deepEqual(environmentClassFaults(given), [
        {
          path: ["environmentClass"],
          problem: "is not an environment class of MWAA",
          got: given,
          allowed: "mw1.micro, mw1.small, mw1.medium, mw1.large, mw1.xlarge, mw1.2xlarge",
          fix: `set environmentClass to "${suggestion}"`,
        },
      ]);
    });
  }
});
