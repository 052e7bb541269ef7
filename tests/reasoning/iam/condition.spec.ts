import assert from "node:assert/strict";
import { answerTo, document } from "./simulations";

/** Whether a condition on one key allows, for the key's value in the request. */
function outcome(operator: string, wanted: unknown, given: unknown): string {
  const identity = document({ Condition: { [operator]: { "x:key": wanted } } });
  const context = given === undefined ? {} : { "X:Key": given };
  return answerTo({ identity }, { context }).outcome;
}

const [yes, no, open] = ["allowed", "implicitly-denied", "unknown"] as const;

describe("a condition", () => {
  for (const [operator, wanted, given, expected] of [
    ["NumericEquals", "10", "10.0", yes],
    ["NumericEquals", "9007199254740993", "9007199254740992", no],
    ["NumericNotEquals", "10", "11", yes],
    ["NumericNotEquals", "10", "ten", open],
    ["NumericLessThan", "10", "10", no],
    ["NumericLessThanEquals", "10", "10", yes],
    ["NumericGreaterThan", "10", "-10", no],
    ["NumericGreaterThanEquals", ["20", "10"], "10", yes],
    ["NumericLessThan", "10", "ten", no],
    ["DateGreaterThan", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+02:00", no],
    ["DateGreaterThan", "2026-01-01", "1767225601", yes],
    ["DateEquals", "2026", "2026-01-01T00:00:00Z", yes],
    ["DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", yes],
    ["DateNotEquals", "2026", "2027", yes],
    ["BinaryEquals", "QUI=", "QUI", yes],
    ["BinaryEquals", "QUI=", "QUM=", no],
    ["IpAddress", "192.0.2.0/24", "192.0.2.255", yes],
    ["IpAddress", "192.0.2.0/24", "192.0.3.0", no],
    ["IpAddress", "192.0.2.1", "192.0.2.1", yes],
    ["IpAddress", "0.0.0.0/0", "2001:db8::1", no],
    ["IpAddress", "2001:db8::/32", "2001:DB8:0::1", yes],
    ["NotIpAddress", "192.0.2.0/24", "192.0.3.0", yes],
    ["NotIpAddress", "nowhere", "192.0.3.0", open],
    ["NotIpAddress", "192.0.2.0/24", undefined, yes],
    ["ArnLike", "arn:aws:sns:*:111122223333:*", "arn:aws:sns:eu-west-1:111122223333:a", yes],
    ["ArnEquals", "arn:aws:sns:*:1:a", "arn:aws:sns:eu:2:1:a", no],
    ["ArnNotLike", "arn:aws:sns:*:*:a", "arn:aws:sns:e:1:b", yes],
    ["ArnNotEquals", "topic/a", "arn:aws:sns:e:1:b", open],
    ["Bool", "true", "TRUE", yes],
    ["Bool", "true", undefined, no],
    ["BoolIfExists", "true", undefined, yes],
    ["Bool", "yes", "yes", open],
    ["Null", "true", undefined, yes],
    ["Null", "false", "x", yes],
    ["Null", "true", [], yes],
    ["StringEquals", "a*", "ab", no],
    ["StringLike", "a*", "ab", yes],
    ["StringLike", "a${*}", "ab", no],
    ["StringLike", "a${*}", "a*", yes],
    ["StringEqualsIgnoreCase", "AB", "ab", yes],
    ["StringNotEqualsIgnoreCase", "AB", "ab", no],
    ["StringNotEquals", ["a", "b"], "b", no],
    ["StringNotEquals", "a", undefined, yes],
    ["StringEquals", "a", undefined, no],
    ["ForAllValues:StringEquals", ["a", "b"], ["a"], yes],
    ["ForAllValues:StringEquals", "a", ["a", "b"], no],
    ["ForAllValues:StringEquals", "a", undefined, yes],
    ["ForAnyValue:StringEquals", "a", ["a", "b"], yes],
    ["ForAnyValue:StringEquals", "a", undefined, no],
    ["ForAnyValue:StringEqualsIfExists", "a", undefined, open],
    ["ForAnyValue:StringEquals", "a", ["b", { unknown: "why" }], open],
    ["ForAnyValue:StringEquals", "a", ["a", { unknown: "why" }], yes],
    ["StringEquals", "a", ["a", "b"], open],
    ["StringEquals", "a", ["b"], no],
    ["StringNotEquals", "a", ["a", "b"], open],
    ["StringNotEquals", ["a", "b"], ["a", "b"], no],
    ["StringEquals", ["a", { unknown: "why" }], "a", yes],
    ["StringEquals", { unknown: "why" }, "a", open],
    ["stringequals", "a", "a", open],
    ["StringEquals", "${aws:username, 'a'}", "a", yes],
    ["StringEquals", "${x:other}", "a", no],
    ["StringNotEquals", "${x:other}", "a", open],
    ["StringEquals", "${aws:PrincipalAccount}", "111122223333", yes],
  ] as const) {
    it(`${operator} ${JSON.stringify(wanted)} of ${given === undefined ? "nothing" : JSON.stringify(given)} is ${expected}`, () => {
      assert.equal(outcome(operator, wanted, given), expected);
    });
  }

  it("has no variables in a document of the older version", () => {
    const Condition = { StringEquals: { "x:key": "${aws:PrincipalAccount}" } };
    const identity = { Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition } };
    const given = (value: string): unknown =>
      answerTo({ identity }, { context: { "x:key": value } }).outcome;
    assert.equal(given("111122223333"), no);
    assert.equal(given("${aws:PrincipalAccount}"), yes);
  });
});

describe("conditions of which nothing is known", () => {
  const ALL = document({});
  const hidden = { unknown: "why" };
  const fits = { StringEquals: { "x:key": "a" } };
  const fails = { StringEquals: { "x:key": "b" } };
  const deny = (Condition: object): object => document({ Effect: "Deny", Condition });

  for (const [title, identity, expected] of [
    ["may not let a statement allow", document({ Condition: hidden }), open],
    ["may not let it allow by one operator", document({ Condition: { Bool: hidden } }), open],
    [
      "may not let it allow beside a condition that is satisfied",
      document({ Condition: { ...fits, Bool: hidden } }),
      open,
    ],
    [
      "are no matter beside a condition that is not",
      document({ Condition: { ...fails, Bool: hidden } }),
      no,
    ],
    ["may let a statement deny", [ALL, deny(hidden)], open],
    ["may let it deny beside another", [ALL, deny({ ...fits, Bool: hidden })], open],
    ["let no statement deny that does not", [ALL, deny({ ...fails, Bool: hidden })], yes],
  ] as const) {
    it(`${title}: ${expected}`, () => {
      const answer = answerTo({ identity }, { context: { "x:key": "a" } });
      assert.equal(answer.outcome, expected);
      assert.deepEqual(answer.unknown, expected === open ? ["why"] : []);
    });
  }
});
