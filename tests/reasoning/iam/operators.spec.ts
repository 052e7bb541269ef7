import assert from "node:assert/strict";
import { OPERATORS } from "../../../reasoning/iam/operators";

/** What an operator says of two values, before any negation; undefined if it cannot compare them. */
function compare(name: string, wanted: string, given: string): boolean | undefined {
  const operator = OPERATORS.get(name);
  assert.ok(operator !== undefined);
  return operator.comparison.testOf(wanted)(given);
}

const open = undefined;

describe("a comparison", () => {
  for (const [operator, wanted, given, expected] of [
    ["NumericEquals", "1000", "1e3", true],
    ["NumericEquals", "1000", "1E+3", true],
    ["NumericEquals", "0.01", "1e-2", true],
    ["NumericEquals", "12000000000000", "12e12", true],
    ["NumericEquals", "1.55", "1.550", true],
    ["NumericEquals", "0.55", ".55", true],
    ["NumericEquals", "5", "5.", true],
    ["NumericEquals", "5", "+5", true],
    ["NumericEquals", "5", "-5", false],
    ["NumericEquals", "5", "x5", open],
    ["NumericEquals", "5", "5x", open],
    ["NumericEquals", "5", "5e", open],
    ["NumericEquals", "5", "5e1000", open],
    ["NumericEquals", "5", ".", open],
    ["NumericEquals", "5", ".x", open],
    ["NumericEquals", "5", "5x1", open],
    ["NumericEquals", "5", "", open],
    ["NumericEquals", "five", "5", open],
    ["NumericLessThan", "-9007199254740992", "-9007199254740993", true],
    ["NumericLessThan", "+9007199254740993", "+9007199254740992", true],
    ["NumericGreaterThan", "9007199254740993", "9007199254740993.5", true],
    ["DateEquals", "2026-01-01T00:00:00Z", "1767225600", true],
    ["DateEquals", "2026-01-01T00:00:00.25Z", "1767225600.25", true],
    ["DateEquals", "2026-01-01T00:00:00.123456Z", "2026-01-01T00:00:00.123Z", false],
    ["DateEquals", "2026-01-01T00:00:00.1230Z", "2026-01-01T00:00:00.123Z", true],
    ["DateLessThan", "2026-01-01T00:00:00.0009Z", "2026-01-01T00:00:00.0001Z", true],
    ["DateEquals", "2026-01-01T00:00", "2026-01-01T01:00:00+01:00", true],
    ["DateEquals", "2026-01-01", "x1767225600", open],
    ["DateEquals", "2026-01-01", "1767225600x", open],
    ["DateEquals", "2026-01-01", "2026-01-01x", open],
    ["DateEquals", "2026-01-01", "x2026-01-01", open],
    ["DateEquals", "2026-01-01", "2026-13-01", open],
    ["DateEquals", "2026-01-01", "1767225600.x", open],
    ["DateEquals", "2026-01-01", "today", open],
    ["BinaryEquals", "QUI=", "QUI", true],
    ["BinaryEquals", "-_8=", "+/8=", true],
    ["BinaryEquals", "QUI=", "!QUI=", open],
    ["BinaryEquals", "QUI=", "QUI=!", open],
    ["BinaryEquals", "QUI=", "QU=I", open],
    ["IpAddress", "192.0.2.0/24", "192.0.2.128/25", true],
    ["IpAddress", "192.0.2.128/25", "192.0.2.0/24", false],
    ["IpAddress", "2001:db8::/32", "192.0.2.1", false],
    ["IpAddress", "0.0.0.0/0", "::1", false],
    ["IpAddress", "::/80", "10.0.0.1", false],
    ["IpAddress", "::ffff:0:0/96", "10.0.0.1", open],
    ["IpAddress", "nowhere", "192.0.2.1", open],
    ["IpAddress", "192.0.2.0/24", "nowhere", open],
    ["ArnEquals", "arn:aws:sns:*", "arn:aws:sqs:e:1:q", false],
    ["ArnEquals", "arn:aws:sns:e", "arn:aws:sqs:e:1:q", open],
    ["ArnEquals", "arn:aws:sns:e:1:t", "topic", open],
    ["ArnEquals", "arn:aws:sns:e:1:t*", "arn:aws:sns:e:1:t*", true],
    ["ArnEquals", "arn:aws:sns:e:1:tt", "arn:aws:sns:e:1:t*", false],
    ["Bool", "TRUE", "true", true],
    ["Bool", "false", "FALSE", true],
    ["Bool", "true", "false", false],
    ["Bool", "yes", "yes", open],
    ["StringEqualsIgnoreCase", "Straße", "STRAßE", true],
  ] as const) {
    const says = expected === open ? "cannot be made" : `is ${String(expected)}`;
    it(`by ${operator} of ${JSON.stringify(given)} with ${JSON.stringify(wanted)} ${says}`, () => {
      assert.equal(compare(operator, wanted, given), expected);
    });
  }

  for (const [operator, wanted, given, ...expected] of [
    ["Bool", "*", "true", true, true],
    ["StringLike", "*", "a", false, false],
    ["NumericEquals", "*", "1", false, false],
    ["ArnLike", "arn:aws:sns:*", "arn:aws:sns:e:1:t", true, true],
    ["ArnLike", "arn:aws:sns:e:*:t", "arn:aws:sns:e:1:2:t", true, false],
    ["ArnLike", "arn:aws:sns:e:*:t", "arn:aws:sns:e:1:2:u", false, false],
  ] as const) {
    const says = expected.map((each) => (each ? "may" : "cannot"));
    it(`by ${operator} of ${given} with what ${wanted} hides ${says.join(" fit, and ")} come to nothing`, () => {
      const comparison = OPERATORS.get(operator)?.comparison;
      assert.ok(comparison !== undefined);
      const { mayFit, mayBeNone } = comparison;
      assert.deepEqual([mayFit(wanted, given), mayBeNone(wanted)], expected);
    });
  }

  it("takes a date without a zone for UTC, wherever it is made", () => {
    const zone = process.env["TZ"];
    try {
      process.env["TZ"] = "America/New_York";
      assert.equal(compare("DateEquals", "2026-01-01T00:00:00", "2026-01-01T00:00:00Z"), true);
      assert.equal(compare("DateEquals", "2026-01-01T00:00", "1767225600"), true);
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });
});
