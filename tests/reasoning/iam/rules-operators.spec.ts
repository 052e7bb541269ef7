import assert from "node:assert/strict";
import { decides, never, no, open, yes } from "./decisions";
import { answerTo, document } from "./simulations";

describe("numbers and dates in conditions", () => {
  for (const [operator, wanted, given, outcome] of [
    ["NumericEquals", "1e999", "1e998", no],
    ["NumericLessThan", "1e999", "1e998", yes],
    ["NumericEquals", "9007199254740993.0", "9007199254740992.0", no],
    ["NumericGreaterThan", "9007199254740992.0", "9007199254740993.0", yes],
    ["NumericEquals", "0.1", "1e-1", yes],
    ["NumericEquals", "+10", "10.", yes],
    ["NumericEquals", ".5", "0.50", yes],
    ["NumericEquals", "0", "-0", yes],
    ["NumericLessThan", "-1", "-1.5", yes],
    ["NumericEquals", "0x10", "16", open],
    ["NumericEquals", ".", "0", no],
    ["NumericEquals", "", "0", no],
    ["DateLessThan", "2026-02-30T00:00:00Z", "2026-02-28T00:00:00Z", open],
    ["DateLessThan", "2026-03-01", "2026-02-29T00:00:00Z", open],
    ["DateLessThan", "2028-03-01", "2028-02-29T00:00:00Z", yes],
    ["DateLessThan", "2026-13-01", "2026-02-28T00:00:00Z", open],
  ] as const)
    it(`${operator} ${wanted} of ${given}: ${outcome}`, () => {
      const identity = document({ Condition: { [operator]: { "x:key": wanted } } });
      assert.equal(answerTo({ identity }, { context: { "x:key": given } }).outcome, outcome);
    });
});

describe("a denial by what cannot be compared", () => {
  const guarded = (operator: string, wanted: string): object => ({
    identity: [
      document({}),
      document({ Effect: "Deny", Condition: { [operator]: { "x:key": wanted } } }),
    ],
  });
  decides(
    (
      [
        ["DateGreaterThan", "2020-01-01t00:00:00z", "2026-01-01T00:00:00Z", open],
        ["DateGreaterThan", "2020-01-01T00:00:00+0000", "2026-01-01T00:00:00Z", open],
        ["DateGreaterThan", "2020-01-01", "1 January 2026", open],
        ["DateGreaterThan", "2020-01-01", "today", yes],
        ["DateGreaterThan", "today", "2026-01-01", yes],
        ["DateGreaterThan", "2020-01-01", "2026-01-01", never],
        ["DateNotEquals", "2020-01-01", "today", open],
        ["NumericLessThan", "1_000", "10", open],
        ["NumericLessThan", "10", "-Infinity", open],
        ["NumericLessThan", "ten", "1", yes],
        ["NumericLessThan", "10", "1", never],
        ["IpAddress", "10.0.0.0/255.0.0.0", "10.0.0.1", open],
        ["IpAddress", "10.0.0.0/8", "010.0.0.1", open],
        ["IpAddress", "10.0.0.0/8", "::ffff:10.0.0.1", open],
        ["IpAddress", "::ffff:10.0.0.0/104", "10.0.0.1", open],
        ["IpAddress", "10.0.0.0/8", "::ffff:11.0.0.1", yes],
        ["IpAddress", "::/0", "10.0.0.1", yes],
        ["IpAddress", "10.0.0.0/8", "2001:db8::1", yes],
        ["IpAddress", "somewhere", "10.0.0.1", yes],
        ["IpAddress", "10.0.0.0/8", "10.0.0.1", never],
        ["NotIpAddress", "10.0.0.0/8", "::ffff:10.0.0.1", open],
        ["NotIpAddress", "10.0.0.0/8", "::ffff:11.0.0.1", never],
        ["Bool", "0", "false", open],
        ["Bool", "false", "no", open],
        ["Bool", "false", "true", yes],
        ["Bool", "false", "False", never],
        ["BinaryEquals", "QUI=", "QU I=", open],
        ["BinaryEquals", "QUI=", "QUM=", yes],
        ["BinaryEquals", "QUI=", "QUI", never],
        ["ArnLike", "arn:aws:sns", "arn:aws:sns:eu-west-1:1:t", open],
        ["ArnLike", "arn:aws:sqs", "arn:aws:sns:eu-west-1:1:t", yes],
        ["ArnLike", "arn:aws:sns:*:t", "arn:aws:sns:eu-west-1:1:t", yes],
        ["ArnLike", "arn:aws:sns:*", "arn:aws:sns:eu-west-1:1:t", never],
        ["ArnLike", "t*:c", "t:a:c", open],
        ["ArnLike", "t*:c", "other", yes],
      ] as const
    ).map(([operator, wanted, given, outcome]) => [
      `${operator} ${wanted} of ${given}`,
      guarded(operator, wanted),
      { context: { "x:key": given } },
      outcome,
    ]),
  );
});
