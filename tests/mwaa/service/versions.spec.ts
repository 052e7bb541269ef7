import assert from "node:assert/strict";
import fc from "fast-check";
import {
  AIRFLOW_VERSIONS,
  airflowVersionFaults,
  compareVersions,
  constraintsUrl,
  DEPRECATED_VERSIONS,
  isAtLeast,
  isOlderThan,
  isUnlistedButNewer,
  LATEST_AIRFLOW_VERSION,
  majorOf,
  nearestSupportedVersion,
  parseVersion,
  pythonOf,
  SUPPORTED_VERSIONS,
} from "../../../mwaa/service/versions";

const version = fc
  .tuple(fc.nat({ max: 4 }), fc.nat({ max: 12 }), fc.nat({ max: 12 }))
  .map((numbers) => numbers.join("."));

describe("AIRFLOW_VERSIONS", () => {
  it("holds the fourteen versions with their dates and Pythons", () => {
    const rows = AIRFLOW_VERSIONS.map((row) =>
      [
        row.version,
        row.airflowRelease,
        row.mwaaAvailability,
        "endOfSupport" in row ? row.endOfSupport : "-",
        row.python,
      ].join(" "),
    );
    assert.deepEqual(rows, [
      "3.2.1 2026-04-22 2026-05-19 - 3.12",
      "3.0.6 2025-08-29 2025-10-01 - 3.12",
      "2.11.0 2025-05-20 2026-01-07 - 3.12",
      "2.10.3 2024-11-04 2024-12-18 - 3.11",
      "2.10.1 2024-09-05 2024-09-26 - 3.11",
      "2.9.2 2024-06-10 2024-07-09 - 3.11",
      "2.8.1 2024-01-19 2024-02-23 - 3.11",
      "2.7.2 2023-10-12 2023-11-06 - 3.11",
      "2.6.3 2023-07-10 2023-08-09 2025-12-30 3.10",
      "2.5.1 2023-01-20 2023-04-11 2025-12-30 3.10",
      "2.4.3 2022-11-14 2023-01-05 2025-12-30 3.10",
      "2.2.2 2021-11-15 2022-01-27 2024-06-27 3.7",
      "2.0.2 2021-04-19 2021-05-25 2024-04-29 3.7",
      "1.10.12 2020-08-25 2020-11-24 2024-02-21 3.7",
    ]);
  });

  it("lists versions newest first, each released before MWAA offers it and before its end", () => {
    AIRFLOW_VERSIONS.forEach((row, index) => {
      const next = AIRFLOW_VERSIONS[index + 1];
      if (next !== undefined)
        assert.ok(compareVersions(row.version, next.version) > 0, row.version);
      assert.ok(row.airflowRelease < row.mwaaAvailability, row.version);
      if ("endOfSupport" in row) assert.ok(row.mwaaAvailability < row.endOfSupport, row.version);
    });
  });

  it("divides into eight supported and six deprecated versions", () => {
    assert.deepEqual(SUPPORTED_VERSIONS, [
      "3.2.1",
      "3.0.6",
      "2.11.0",
      "2.10.3",
      "2.10.1",
      "2.9.2",
      "2.8.1",
      "2.7.2",
    ]);
    assert.deepEqual(DEPRECATED_VERSIONS, ["2.6.3", "2.5.1", "2.4.3", "2.2.2", "2.0.2", "1.10.12"]);
  });

  it("has 3.2.1 as the latest although 2.11.0 came to MWAA after 3.0.6", () => {
    assert.equal(LATEST_AIRFLOW_VERSION, "3.2.1");
  });
});

describe("parseVersion", () => {
  it("reads three numbers", () => {
    assert.deepEqual(parseVersion("2.10.3"), { major: 2, minor: 10, patch: 3 });
  });

  for (const text of [
    "",
    "2",
    "2.10",
    "v2.10.3",
    "2.10.3 ",
    "2.10.3rc1",
    "2.010.3",
    "2.10.3.1",
    "latest",
  ]) {
    it(`does not read ${JSON.stringify(text)}`, () => {
      assert.equal(parseVersion(text), undefined);
      assert.equal(majorOf(text), undefined);
    });
  }
});

describe("compareVersions", () => {
  it("compares numbers and not letters", () => {
    assert.ok(compareVersions("2.10.1", "2.9.2") > 0);
    assert.ok(compareVersions("2.11.0", "3.0.6") < 0);
    assert.equal(compareVersions("3.2.1", "3.2.1"), 0);
  });

  it("is a total order on which isAtLeast and isOlderThan divide", () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        assert.equal(Math.sign(compareVersions(a, b)), -Math.sign(compareVersions(b, a)) + 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          assert.ok(compareVersions(a, c) <= 0);
        assert.notEqual(isAtLeast(a, b), isOlderThan(a, b));
      }),
    );
  });

  it("judges text that is no version neither new enough nor too old", () => {
    assert.equal(isAtLeast("newest", "2.0.0"), false);
    assert.equal(isOlderThan("newest", "2.0.0"), false);
    assert.ok(compareVersions("newest", "1.10.12") < 0);
    assert.equal(compareVersions("newest", "oldest"), 0);
  });
});

describe("constraintsUrl", () => {
  for (const { version: listed, python } of AIRFLOW_VERSIONS) {
    it(`names Airflow ${listed} and Python ${python}`, () => {
      assert.equal(pythonOf(listed), python);
      assert.equal(
        constraintsUrl(listed),
        `https://raw.githubusercontent.com/apache/airflow/constraints-${listed}/constraints-${python}.txt`,
      );
    });
  }

  it("is not known for a version that the table does not list", () => {
    assert.equal(constraintsUrl("3.3.0"), undefined);
    assert.equal(pythonOf("3.3.0"), undefined);
  });
});

describe("airflowVersionFaults", () => {
  for (const supported of SUPPORTED_VERSIONS) {
    it(`accepts ${supported}`, () => {
      assert.deepEqual(airflowVersionFaults(supported), []);
      assert.equal(isUnlistedButNewer(supported), false);
    });
  }

  for (const newer of ["3.2.2", "3.3.0", "3.10.0", "4.0.0", "2.11.1"]) {
    it(`accepts ${newer}, which is newer than the table`, () => {
      assert.equal(isUnlistedButNewer(newer), true);
      assert.deepEqual(airflowVersionFaults(newer), []);
    });
  }

  const impossible: readonly (readonly [string, string])[] = [
    ["2.10.2", "2.10.3"],
    ["2.10.4", "2.11.0"],
    ["2.12.0", "2.11.0"],
    ["2.99.0", "2.11.0"],
    ["2.3.0", "2.7.2"],
    ["3.0.7", "3.2.1"],
    ["3.1.0", "3.2.1"],
    ["5.0.0", "3.2.1"],
    ["1.10.15", "3.2.1"],
  ];
  for (const [given, suggestion] of impossible) {
    it(`refuses ${given}, which MWAA never offered, and suggests ${suggestion}`, () => {
      assert.deepEqual(airflowVersionFaults(given), [
        {
          path: ["airflowVersion"],
          problem: "is not an Airflow version that MWAA offers",
          got: given,
          allowed: "3.2.1, 3.0.6, 2.11.0, 2.10.3, 2.10.1, 2.9.2, 2.8.1, 2.7.2",
          fix: `set airflowVersion to "${suggestion}"`,
        },
      ]);
    });
  }

  for (const given of ["2.10", "v3.2.1", "", "3.2.1.0"]) {
    it(`refuses ${JSON.stringify(given)}, which is not three numbers`, () => {
      const [fault] = airflowVersionFaults(given);
      assert.equal(fault?.problem, "is not an Airflow version of three numbers");
      assert.equal(fault.fix, 'set airflowVersion to "3.2.1"');
    });
  }

  const deprecated: readonly (readonly [string, string, string])[] = [
    ["1.10.12", "2024-02-21", "3.2.1"],
    ["2.0.2", "2024-04-29", "2.7.2"],
    ["2.2.2", "2024-06-27", "2.7.2"],
    ["2.4.3", "2025-12-30", "2.7.2"],
    ["2.5.1", "2025-12-30", "2.7.2"],
    ["2.6.3", "2025-12-30", "2.7.2"],
  ];
  for (const [given, end, suggestion] of deprecated) {
    it(`refuses ${given}, whose support ended on ${end}`, () => {
      const [fault, ...others] = airflowVersionFaults(given);
      assert.deepEqual(others, []);
      assert.equal(fault?.problem, `is an Airflow version that MWAA stopped supporting on ${end}`);
      assert.equal(fault.fix, `set airflowVersion to "${suggestion}"`);
    });
  }

  it("suggests a supported version for any text, and nothing but what it accepts itself", () => {
    fc.assert(
      fc.property(fc.oneof(version, fc.string()), (text) => {
        assert.deepEqual(airflowVersionFaults(nearestSupportedVersion(text)), []);
      }),
    );
  });
});
