import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CAPACITY_PROPERTIES,
  capacityDefaults,
  capacityFaults,
  type CapacityProperty,
  type CapacityRequest,
} from "../../../mwaa/service/capacity";
import { ENVIRONMENT_CLASS_NAMES } from "../../../mwaa/service/classes";

const paths = (
  request: CapacityRequest,
  undecided?: readonly CapacityProperty[],
): readonly string[] => capacityFaults(request, undecided).map((fault) => fault.path.join("."));

describe("capacityDefaults", () => {
  it("is one of everything for mw1.micro", () => {
    assert.deepEqual(capacityDefaults("mw1.micro"), {
      schedulers: 1,
      minWorkers: 1,
      maxWorkers: 1,
      minWebservers: 1,
      maxWebservers: 1,
    });
  });

  it("is two schedulers, one to ten workers and two web servers for every other class", () => {
    for (const name of ENVIRONMENT_CLASS_NAMES.filter((each) => each !== "mw1.micro")) {
      assert.deepEqual(capacityDefaults(name), {
        schedulers: 2,
        minWorkers: 1,
        maxWorkers: 10,
        minWebservers: 2,
        maxWebservers: 2,
      });
    }
  });
});

describe("capacityFaults", () => {
  it("accepts the defaults of every class, given or absent", () => {
    for (const environmentClass of ENVIRONMENT_CLASS_NAMES) {
      assert.deepEqual(paths({ environmentClass }), []);
      assert.deepEqual(paths({ environmentClass, ...capacityDefaults(environmentClass) }), []);
    }
  });

  const boundaries: readonly (readonly [CapacityRequest, readonly string[]])[] = [
    [{ schedulers: 1 }, ["schedulers"]],
    [{ schedulers: 2 }, []],
    [{ schedulers: 5 }, []],
    [{ schedulers: 6 }, ["schedulers"]],
    [{ schedulers: 2.5 }, ["schedulers"]],
    [{ schedulers: Number.NaN }, ["schedulers"]],
    [{ environmentClass: "mw1.micro", schedulers: 1 }, []],
    [{ environmentClass: "mw1.micro", schedulers: 2 }, ["schedulers"]],
    [{ environmentClass: "mw1.micro", maxWorkers: 2 }, ["maxWorkers"]],
    [{ environmentClass: "mw1.micro", maxWebservers: 2 }, ["maxWebservers"]],
    [{ minWorkers: 0 }, ["minWorkers"]],
    [{ minWorkers: 11 }, ["minWorkers"]],
    [{ minWorkers: 11, maxWorkers: 11 }, []],
    [{ maxWorkers: 25 }, []],
    [{ maxWorkers: 26 }, []],
    [{ maxWorkers: 50 }, []],
    [{ maxWorkers: 51 }, ["maxWorkers"]],
    [{ minWorkers: 5, maxWorkers: 4 }, ["minWorkers"]],
    [{ minWebservers: 1 }, ["minWebservers"]],
    [{ minWebservers: 3 }, ["minWebservers"]],
    [{ minWebservers: 3, maxWebservers: 5 }, []],
    [{ maxWebservers: 6 }, ["maxWebservers"]],
    [{ minWebservers: 5, maxWebservers: 2 }, ["minWebservers"]],
    [{ environmentClass: "mw9.huge", schedulers: 99 }, []],
  ];
  for (const [request, expected] of boundaries) {
    it(`${expected.length === 0 ? "accepts" : "refuses"} ${JSON.stringify(request)}`, () => {
      assert.deepEqual(paths(request), expected);
    });
  }

  it("says what is allowed and the nearest value that fits", () => {
    assert.deepEqual(capacityFaults({ environmentClass: "mw1.micro", schedulers: 2 }), [
      {
        path: ["schedulers"],
        problem: "is not a number of schedulers that mw1.micro accepts",
        got: 2,
        allowed: "1",
        fix: "set schedulers to 1",
      },
    ]);
    assert.deepEqual(capacityFaults({ minWorkers: 12 }), [
      {
        path: ["minWorkers"],
        problem: "is more than maxWorkers",
        got: 12,
        allowed: "at most 10 (the default)",
        fix: "set maxWorkers to 12 or more, or minWorkers to 10 or less",
      },
    ]);
  });

  it("does not compare a bound with a default that stands where a value is not known yet", () => {
    assert.deepEqual(paths({ minWorkers: 12 }, ["maxWorkers"]), []);
    assert.deepEqual(paths({ minWorkers: 51 }, ["maxWorkers"]), ["minWorkers"]);
  });

  it("is silent once its own fixes are followed: first the ranges, then what crosses", () => {
    const counts = fc.record(
      Object.fromEntries(
        CAPACITY_PROPERTIES.map((each) => [each, fc.integer({ min: -1, max: 60 })]),
      ),
      { requiredKeys: [] },
    );
    const repaired = (request: CapacityRequest): CapacityRequest => ({
      ...request,
      ...Object.fromEntries(
        capacityFaults(request).map(({ fix }) => {
          const [, property = "", count] = /^set (\w+) to (\d+)/.exec(fix) ?? [];
          return [property, Number(count)];
        }),
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...ENVIRONMENT_CLASS_NAMES),
        counts,
        (environmentClass, given) => {
          assert.deepEqual(capacityFaults(repaired(repaired({ environmentClass, ...given }))), []);
        },
      ),
    );
  });
});
