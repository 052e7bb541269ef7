import assert from "node:assert/strict";
import {
  CREATION_FAILED,
  PENDING_HOURS,
  STAYS_PENDING,
} from "../../../mwaa/service/pending-environment";

describe("the advice for environments that wait for endpoints", () => {
  it("names the limit after which there is nothing left to wait for", () => {
    assert.ok(CREATION_FAILED.some((each) => each.includes(`${PENDING_HOURS} hours`)));
  });

  it("consists of clauses that read on after 'Check that'", () => {
    for (const each of [...CREATION_FAILED, ...STAYS_PENDING]) {
      assert.match(each, /^[a-z].*[^.]$/);
    }
  });
});
