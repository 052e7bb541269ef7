import assert from "node:assert/strict";
import { hasVariable, loosen } from "../../../reasoning/iam";
import { asLiteral, literally, unescape } from "../../../reasoning/iam/variable";

const [STAR, MARK] = ["\u{E000}", "\u{E001}"];

describe("policy variables", () => {
  for (const [text, has, loose] of [
    ["a", false, "a"],
    ["$a{b}", false, "$a{b}"],
    ["a/${aws:username}", true, "a/*"],
    ["${a:b}/${c:d, 'e'}", true, "*/*"],
    ["${*}", false, "${*}"],
    ["${?}${$}", false, "${?}${$}"],
    ["${*}${a:b}", true, "${*}*"],
    ["${unfinished", false, "${unfinished"],
    ["${}", true, "*"],
  ] as const) {
    it(`stand ${has ? "somewhere" : "nowhere"} in ${text}, which is ${loose} for any value`, () => {
      assert.equal(hasVariable(text), has);
      assert.equal(loosen(text), loose);
    });
  }
});

describe("a character that stands for itself", () => {
  for (const [text, plain] of [
    ["a*b?", "a*b?"],
    ["a${*}b", `a${STAR}b`],
    ["a${?}${$}", `a${MARK}$`],
    ["${aws:username}${*}", `\${aws:username}${STAR}`],
    ["${*", "${*"],
  ] as const) {
    it(`is read from ${text}`, () => {
      assert.equal(unescape(text), plain);
    });
  }

  for (const [text, plain] of [
    ["abc", "abc"],
    ["a*b", `a${STAR}b`],
    ["a?b", `a${MARK}b`],
    ["**?", `${STAR}${STAR}${MARK}`],
  ] as const) {
    it(`is every one of ${text} where wildcards do not count`, () => {
      assert.equal(asLiteral(text), plain);
    });
  }

  it("is every one of a text but for its variables and escapes", () => {
    assert.equal(literally("a*/${aws:username}/b?"), `a${STAR}/\${aws:username}/b${MARK}`);
    assert.equal(literally("${*}*"), `\${*}${STAR}`);
    assert.equal(literally("*}${a:b, '*'}?"), `${STAR}}\${a:b, '*'}${MARK}`);
  });
});
