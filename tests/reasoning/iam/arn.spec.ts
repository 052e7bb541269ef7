import assert from "node:assert/strict";
import { arnCovers, arnOverlaps } from "../../../reasoning/iam";
import {
  accountInArn,
  arnPattern,
  isWhole,
  plainArnPattern,
  speaksOfArn,
} from "../../../reasoning/iam/arn";
import { isKnown } from "../../../reasoning/known";

const loosely = (text: string): string =>
  `how AWS reads ${text}, whose parts are too few or end in a star`;
const without = (text: string): string => `whether ${text} speaks of an action without resources`;

describe("a pattern of ARNs", () => {
  for (const [pattern, requested, expected] of [
    ["arn:aws:sns:eu:1:t", "arn:aws:sns:eu:1:t", true],
    ["arn:aws:sns:eu:1:t", "arn:aws:sns:eu:1:u", false],
    ["arn:aws:sns:eu:1:t*", "x:aws:sns:eu:1:t*", false],
    ["arn:aws:sns:*:1:t", "arn:aws:sns:eu:1:t", true],
    ["arn:aws:sns:*:1:t", "arn:aws:sns:eu:2:t", false],
    ["arn:aws:sns:*:1:t", "arn:aws:sns:eu:x:1:t", loosely("arn:aws:sns:*:1:t")],
    ["arn:aws:sns:*:1:t", "arn:aws:sns:eu:x:1:u", false],
    ["arn:aws:sns:eu:1:t", "arn:aws:sns:eu:x:1:t", false],
    ["arn:aws:logs:e:1:log-group:a:*", "arn:aws:logs:e:1:log-group:a:b:c", true],
    ["arn:aws:logs:e:1:log-group:a:*", "arn:aws:logs:e:1:log-groupa:b", false],
    ["arn:aws:sns:*", "arn:aws:sns:eu:1:t", loosely("arn:aws:sns:*")],
    ["arn:aws:sns:*", "arn:aws:sqs:eu:1:t", false],
    ["arn:aws:s3*", "arn:aws:s3-outposts:eu:1:b", loosely("arn:aws:s3*")],
    ["arn:aws:s3::*", "arn:aws:s3:::b", loosely("arn:aws:s3::*")],
    ["arn:aws:s3::*", "arn:aws:s3:eu:1:b", false],
    ["arn:aws:s3", "arn:aws:s3:::b", loosely("arn:aws:s3")],
    ["arn:aws:s3", "arn:aws:s3", loosely("arn:aws:s3")],
    ["arn:aws:s3", "arn:aws:s3:::", loosely("arn:aws:s3")],
    ["arn:aws:sns:e?:1:t", "arn:aws:sns:e::1:t", false],
    ["arn:aws:logs:*:1:log-group:a:*", "arn:aws:logs:e:1:log-groupa:b", false],
    ["arn:aws:s3", "arn:aws:sqs:e:1:q", false],
    ["arn:*:t", "arn:aws:sns:eu:1:t", loosely("arn:*:t")],
    ["arn:*:t", "arn:aws:sns:eu:1:u", false],
    ["arn:aws:*:*:*:*", "arn:aws", true],
    ["*", "arn:aws:sns:eu:1:t", true],
    ["**", "*", true],
    ["*", "*", true],
    ["*:*", "*", without("*:*")],
    ["arn:aws:s3:::*", "*", without("arn:aws:s3:::*")],
    ["arn:aws:s3:*:*:*", "*", without("arn:aws:s3:*:*:*")],
    ["arn:aws:s3:*", "*", without("arn:aws:s3:*")],
    ["arn:aws:s3:eu::*", "*", false],
    ["arn:aws:s3::111122223333:*", "*", false],
    ["arn:aws:s3:::b*", "*", false],
    ["arn:aws:s3:::b", "*", false],
    ["", "*", false],
    ["", "arn:aws:s3:::b", false],
  ] as const) {
    const says = expected === true ? "speaks" : expected === false ? "does not speak" : "may speak";
    it(`${pattern || "of nothing"} ${says} of ${requested}`, () => {
      const truth = speaksOfArn(arnPattern(pattern), arnPattern(requested), "covers");
      assert.equal(isKnown(truth) ? truth : truth.blockedBy.join(), expected);
    });
  }

  for (const [pattern, requested, expected] of [
    ["arn:aws:sns:*", "arn:aws:sns:eu:1:t", true],
    ["arn:aws:s3*", "arn:aws:s3-outposts:eu:1:b", true],
    ["arn:aws:s3::*", "arn:aws:s3:::b", true],
    ["arn:aws:s3::*", "arn:aws:s3:eu:1:b", false],
    ["arn:aws:s3", "arn:aws:s3:::b", true],
    ["arn:aws:s3:eu", "arn:aws:s3:us:1:b", false],
    ["arn:aws:s3", "arn:aws:sqs:e:1:q", false],
    ["arn:aws:s3", "*", without("arn:aws:s3")],
    ["arn:*:t", "arn:aws:sns:eu:1:t", loosely("arn:*:t")],
    ["arn:aws:sns:*:1:t", "arn:aws:sns:eu:x:1:t", loosely("arn:aws:sns:*:1:t")],
  ] as const) {
    const says = expected === true ? "speaks" : expected === false ? "does not speak" : "may speak";
    it(`${pattern} ${says} of ${requested} where short ones are completed`, () => {
      const [one, other] = [arnPattern(pattern), arnPattern(requested)];
      const truth = speaksOfArn(one, other, "covers", "completed");
      assert.equal(isKnown(truth) ? truth : truth.blockedBy.join(), expected);
    });
  }

  it("counts for a denial with a star at its end, however many parts it leaves out", () => {
    const [one, other] = [arnPattern("arn:aws:sns:*"), arnPattern("arn:aws:sns:eu:1:t")];
    assert.equal(speaksOfArn(one, other, "overlaps"), true);
    assert.equal(speaksOfArn(one, other, "overlaps", "completed"), true);
  });

  it("may deny an action without resources where AWS completes it to all of a service", () => {
    for (const text of ["arn:aws:s3", "arn:aws:s3:*"]) {
      const [one, other] = [arnPattern(text), arnPattern("*")];
      const truth = speaksOfArn(one, other, "overlaps", "completed");
      assert.equal(isKnown(truth) ? truth : truth.blockedBy.join(), without(text));
    }
  });

  it("holds every resource of an account that a star at its end leaves open", () => {
    assert.equal(arnCovers("arn:aws:sns:eu:*", "arn:aws:sns:eu:1:t"), true);
    assert.equal(arnCovers("arn:aws:sns:eu:*", "arn:aws:sns:us:1:t"), false);
    assert.equal(arnCovers("arn:aws:sns:eu:1", "arn:aws:sns:eu:1:t"), false);
  });

  it("covers another one if it holds all of it, and overlaps with it if it holds any", () => {
    const [one, other] = ["arn:aws:sns:eu:1:a*", "arn:aws:sns:*:1:*b"];
    assert.equal(arnCovers(one, other), false);
    assert.equal(arnCovers(other, one), false);
    assert.equal(arnOverlaps(one, other), true);
    assert.equal(arnOverlaps(one, "arn:aws:sns:*:1:b"), false);
    assert.equal(arnCovers("arn:aws:sns:*:1:*", one), true);
  });

  it("holds what is asked of a lone star only if it is one", () => {
    assert.equal(arnCovers("*:*:*:*:*:*", "*"), false);
    assert.equal(arnOverlaps("arn:aws:s3:::b", "*"), false);
    assert.equal(arnCovers("*", "arn:aws:s3:::*"), true);
  });

  it("holds wildcards, or is everything, only where they are not escaped", () => {
    const kindOf = (text: string): readonly boolean[] => {
      const { wild, everything } = arnPattern(text);
      return [wild, everything];
    };
    assert.deepEqual(kindOf("arn:aws:s3:::b"), [false, false]);
    assert.deepEqual(kindOf("arn:aws:s3:::b?"), [true, false]);
    assert.deepEqual(kindOf("***"), [true, true]);
    assert.deepEqual(kindOf("${*}"), [false, false]);
  });

  it("knows no escapes in a document of the older version", () => {
    const requested = arnPattern("arn:aws:s3:::b/${x}");
    const text = "arn:aws:s3:::b/${*}";
    assert.equal(speaksOfArn(plainArnPattern(text), requested, "covers"), true);
    assert.equal(speaksOfArn(arnPattern(text), requested, "covers"), false);
  });
});

describe("an ARN", () => {
  for (const [text, whole] of [
    ["arn:aws:sns:eu:1:t", true],
    ["arn:aws:s3:::b:c", true],
    ["arn:aws:sns:*", true],
    ["arn:aws:sns:eu:*", true],
    ["*", true],
    ["arn:aws:sns:eu", false],
    ["arn:*:sns", false],
    ["topic", false],
  ] as const) {
    it(`has ${whole ? "all its parts" : "too few parts"} as ${text}`, () => {
      assert.equal(isWhole(arnPattern(text)), whole);
    });
  }

  for (const [text, account] of [
    ["arn:aws:sqs:eu:111122223333:q", "111122223333"],
    ["arn:aws:iam::aws:policy/Admin", "aws"],
    ["arn:aws:s3:::b", undefined],
    ["arn:aws:sqs:eu:*:q", undefined],
    ["arn:aws:sqs:eu:1111222233334:q", undefined],
    ["arn:aws:sqs:eu:x111122223333:q", undefined],
    ["arn:aws:sqs:eu:awsome:q", undefined],
    ["arn:aws:sqs:eu:abcdefghijkl:q", undefined],
    ["arn:aws:sqs:eu:1:q", undefined],
    ["111122223333", undefined],
  ] as const) {
    it(`tells ${account === undefined ? "no account" : `the account ${account}`} in ${text}`, () => {
      assert.equal(accountInArn(arnPattern(text)), account);
    });
  }
});
