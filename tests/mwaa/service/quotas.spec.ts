import assert from "node:assert/strict";
import {
  environmentsAboveQuotaFaults,
  workersAboveQuotaFaults,
} from "../../../mwaa/service/quotas";

describe("workersAboveQuotaFaults", () => {
  it("says nothing up to 25 workers, or up to the quota that is given", () => {
    assert.deepEqual(workersAboveQuotaFaults(25), []);
    assert.deepEqual(workersAboveQuotaFaults(40, 40), []);
  });

  it("tells of 26 workers what to do", () => {
    assert.deepEqual(workersAboveQuotaFaults(26), [
      {
        path: ["maxWorkers"],
        problem: "is more than the quota of 25 workers per environment",
        got: 26,
        allowed: "at most 25, or up to 50 after a quota increase",
        fix: "set maxWorkers to 25, or request an increase in Service Quotas first",
      },
    ]);
    assert.equal(workersAboveQuotaFaults(41, 40).length, 1);
  });
});

describe("environmentsAboveQuotaFaults", () => {
  it("says nothing of 10 environments and something of 11", () => {
    assert.deepEqual(environmentsAboveQuotaFaults(10), []);
    const [fault] = environmentsAboveQuotaFaults(11);
    assert.equal(
      fault?.problem,
      "is more than the quota of 10 environments per account and region",
    );
    assert.equal(fault.got, 11);
  });

  it("follows a quota that is given", () => {
    assert.deepEqual(environmentsAboveQuotaFaults(20, 20), []);
    assert.equal(environmentsAboveQuotaFaults(21, 20).length, 1);
  });
});
