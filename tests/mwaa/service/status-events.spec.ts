import assert from "node:assert/strict";
import {
  matchesStatusEvents,
  misspeltDetailTypes,
  STATUS_EVENT_PATTERN,
} from "../../../mwaa/service/status-events";

const SOURCE = ["aws.airflow"];
const TYPE = "MWAA Environment Status Change";

describe("matchesStatusEvents", () => {
  for (const [when, pattern, matches] of [
    ["the documented pattern", STATUS_EVENT_PATTERN, true],
    ["the source alone", { source: SOURCE }, true],
    ["the kind alone", { "detail-type": [TYPE] }, true],
    ["one of several sources", { source: ["aws.ec2", "aws.airflow"] }, true],
    ["a prefix of the source", { source: [{ prefix: "aws." }] }, true],
    [
      "the documented pattern and more",
      { ...STATUS_EVENT_PATTERN, detail: { status: ["PENDING"] } },
      true,
    ],
    ["another source", { source: ["aws.ec2"] }, false],
    ["another kind", { source: SOURCE, "detail-type": ["AWS API Call via CloudTrail"] }, false],
    ["nothing that is documented", { account: ["111122223333"] }, false],
    ["a source that is no list", { source: "aws.airflow" }, false],
    ["a list", [STATUS_EVENT_PATTERN], false],
  ] as const) {
    it(`says ${matches ? "yes" : "no"} to ${when}`, () => {
      assert.equal(matchesStatusEvents(JSON.stringify(pattern)), matches);
    });
  }

  it("says no to what is no JSON", () => {
    assert.equal(matchesStatusEvents("{"), false);
  });
});

describe("misspeltDetailTypes", () => {
  const types = (...given: readonly unknown[]): string =>
    JSON.stringify({ source: SOURCE, "detail-type": given });

  it("names what speaks of MWAA and is no kind of event", () => {
    assert.deepEqual(misspeltDetailTypes(types("MWAA Status Change")), ["MWAA Status Change"]);
  });

  it("names nothing where the right kind stands too, or something that may be it", () => {
    assert.deepEqual(misspeltDetailTypes(types("MWAA Status Change", TYPE)), []);
    assert.deepEqual(misspeltDetailTypes(types("MWAA Status Change", { prefix: "MWAA" })), []);
  });

  it("names nothing that is of somebody else", () => {
    assert.deepEqual(misspeltDetailTypes(types("AWS API Call via CloudTrail")), []);
    assert.deepEqual(misspeltDetailTypes(JSON.stringify({ source: ["aws.ec2"] })), []);
    assert.deepEqual(misspeltDetailTypes(JSON.stringify({ source: SOURCE })), []);
  });
});
