import assert from "node:assert/strict";
import { otherValues, satisfyingValues } from "../../../reasoning/iam/satisfying";

describe("values of a condition key", () => {
  for (const [operator, values, satisfying, other] of [
    ["StringEquals", ["a"], ["a"], ["another-value"]],
    ["StringNotEquals", ["a"], ["another-value"], ["a"]],
    ["StringEqualsIfExists", ["a"], ["a"], ["another-value"]],
    ["StringLike", ["v?-*"], ["vx-any"], ["another-value"]],
    ["StringLike", ["*"], ["any"], []],
    ["StringNotLike", ["*"], [[]], ["any"]],
    ["StringNotEquals", ["v10"], ["another-value"], ["v10"]],
    ["StringNotEquals", ["10v"], ["another-value"], ["10v"]],
    ["StringNotEquals", ["x2026-01-01"], ["another-value"], ["x2026-01-01"]],
    ["StringNotEquals", ["the 2026-01-01"], ["another-value"], ["the 2026-01-01"]],
    ["StringEquals", ["zab/12"], ["zab/12"], ["another-value"]],
    ["StringEquals", ["ab/12x"], ["ab/12x"], ["another-value"]],
    ["StringEquals", ["x-*"], ["x-*"], ["x-any"]],
    ["NumericEquals", ["10"], ["10"], ["9"]],
    ["NumericLessThan", ["10"], ["9"], ["10"]],
    ["NumericGreaterThan", ["10"], ["11"], ["10"]],
    ["NumericGreaterThan", ["-10"], ["-9"], ["-10"]],
    ["NumericLessThan", ["1.5"], ["0"], ["1.5"]],
    ["DateLessThan", ["2026-01-01"], ["2025-12-31T23:59:59.000Z"], ["2026-01-01"]],
    ["DateGreaterThan", ["2026-01-01"], ["2026-01-01T00:00:01.000Z"], ["2026-01-01"]],
    ["DateGreaterThan", ["2026-99-01"], [], []],
    ["DateGreaterThan", ["1767225600"], ["1767225601"], ["1767225600"]],
    ["Bool", ["true"], ["true"], ["false"]],
    ["Bool", ["yes"], [], []],
    ["Null", ["true"], [[]], ["true"]],
    ["Null", ["false"], ["false"], []],
    ["IpAddress", ["198.51.100.0/24"], ["198.51.100.0"], ["192.0.2.1"]],
    ["NotIpAddress", ["198.51.100.0/24"], ["192.0.2.1"], ["198.51.100.0"]],
    ["IpAddress", ["2001:db8::/32"], ["2001:db8::"], ["192.0.2.1"]],
    [
      "ArnLike",
      ["arn:aws:sns:*:1:t"],
      ["arn:aws:sns:any:1:t"],
      ["arn:aws:iam::000000000000:role/another"],
    ],
    ["ForAnyValue:StringEquals", ["a"], [["a"]], [["another-value"]]],
    ["ForAllValues:StringEquals", ["a"], [["a"]], [["another-value"]]],
    ["StringEquals", ["${x:y, 'a'}"], ["${x:y, 'a'}"], []],
    ["stringequals", ["a"], [], []],
    ["", ["a"], [], []],
  ] as const) {
    it(`by ${operator || "no operator"} of ${values.join()}: ${JSON.stringify(satisfying)} fits, ${JSON.stringify(other)} does not`, () => {
      const condition = { operator, key: "x:key", values };
      assert.deepEqual(satisfyingValues(condition), satisfying);
      assert.deepEqual(otherValues(condition), other);
    });
  }
});
