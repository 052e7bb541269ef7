import assert from "node:assert/strict";
import type { OperatorFamily } from "../../../../reasoning/iam/lint/operators";
import { valueFault } from "../../../../reasoning/iam/lint/values";

const [NUMBER, BOOL, BASE64] = ["a number", "true or false", "Base64"] as const;
const DATE = "a date such as 2026-11-22T00:00:00Z, or seconds since 1970";
const NULL = "true (the key is absent) or false (it is present)";
const IP = "an address or a CIDR range, such as 203.0.113.0/24";
const ARN = "an ARN, in which every part may hold wildcards";

/** What each family takes, and what it refuses with what is wanted instead. */
const CASES: readonly (readonly [OperatorFamily, string, readonly string[], readonly string[]])[] =
  [
    ["Numeric", NUMBER, ["5", "-5", "+5.25", "007"], ["", "5m", "m5", "5.", ".5", "1,5"]],
    [
      "Date",
      DATE,
      [
        ...["2026", "2026-11", "2026-11-22", "2026-11-22T10:00Z", "2026-11-22T10:00:00"],
        ...["2026-11-22T10:00:00.123+01:00", "2026-11-22T10:00:00+0100", "1767225600", "-1"],
      ],
      ["", "today", "x2026", "2026-1", "22.11.2026", "2026-11-22 10:00", "12345678901234567890"],
    ],
    ["Bool", BOOL, ["true", "FALSE"], ["", "yes", "truely", "untrue", "1"]],
    ["Null", NULL, ["true", "False"], ["", "no", "null"]],
    ["Binary", BASE64, ["", "QUI=", "QQ==", "+/8="], ["QUI!", "!QUI", "Q=I", "QQ==="]],
    [
      "Ip",
      IP,
      [
        ...["192.0.2.1", "192.0.2.0/24", "0.0.0.0/0", "255.255.255.255/32", "::", "::1", "::/0"],
        ...["2001:db8::1", "2001:DB8:0:0:0:0:0:1", "2001:db8::/128", "1:2:3:4:5:6:7::"],
        ...["::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1"],
      ],
      [
        ...["", "nowhere", "192.0.2", "192.0.2.1.1", "192.0.2.256", "192.0.2.x", "192.0.2.0/33"],
        ...["192.0.2.0/", "192.0.2.0/x", "192.0.2.0/24/1", "192.0.2.0/0024", "x192.0.2.1"],
        ...[
          "2001:db8::/129",
          "1:2:3:4:5:6:7",
          "1:2:3:4:5:6:7:8:9",
          "1::2::3",
          "1::2::3:4:5:6:7:8",
          "1:2:3:4:5:6:7:8::",
        ],
        ...["2001:xyz::1", "12345::", "::ffff:192.0.2.256", "1:2:3:4:5:6:7:192.0.2.1", ":"],
        ...["1:2:3:4:5:192.0.2.1", "192.0.2.1::", `::${"0".repeat(50)}`],
      ],
    ],
    [
      "Arn",
      ARN,
      ["arn:aws:s3:::b", "*", "**", "arn:aws:s3:::b:c", "arn:aws:s3*", "a*:aws:s3:::b", "*:b"],
      ["", "topic", "arn:aws:s3", "arn", "x:aws:s3:::b", "xarn:aws:s3:::b", "arnx:aws:s3:::b"],
    ],
  ];

describe("a value of a condition", () => {
  for (const [family, wanted, right, wrong] of CASES) {
    for (const value of right)
      it(`may be ${JSON.stringify(value)} for ${family}`, () => {
        assert.equal(valueFault(family, value), undefined);
      });
    for (const value of wrong)
      it(`may not be ${JSON.stringify(value)} for ${family}`, () => {
        assert.equal(valueFault(family, value), wanted);
      });
  }

  it("may be anything that is compared as a text, or that a variable stands for", () => {
    assert.equal(valueFault("String", "anything"), undefined);
    for (const [family] of CASES) assert.equal(valueFault(family, "${aws:userid}"), undefined);
  });
});
