import assert from "node:assert/strict";
import fc from "fast-check";
import {
  actionCovers,
  arnCovers,
  arnOverlaps,
  covers,
  matches,
  overlaps,
} from "../../../reasoning/iam";

const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

/** The same pattern for JavaScript, as a second opinion. */
function asRegExp(glob: string): RegExp {
  const source = Array.from(glob)
    .map((c) => (c === "*" ? "[^]*" : c === "?" ? "[^]" : c))
    .join("");
  return new RegExp(`^${source}$`);
}

/** A text that a pattern stands for, with every wildcard filled by other letters than it knows. */
function sample(glob: string, filling: string): string {
  return Array.from(glob)
    .map((c) => (c === "*" ? filling : c === "?" ? "z" : c))
    .join("");
}

/** Every word of some letters, up to a length. */
function wordsOf(letters: readonly string[], length: number): readonly string[] {
  const words = [""];
  for (let at = 0; (words[at]?.length ?? length) < length; at++)
    words.push(...letters.map((letter) => `${words[at] ?? ""}${letter}`));
  return words;
}

describe("IAM patterns", () => {
  it("match the texts that a regular expression of the same meaning matches", () => {
    fc.assert(fc.property(pattern, text, (p, t) => matches(p, t) === asRegExp(p).test(t)));
  });

  it("cover a pattern only if they match every text it stands for", () => {
    fc.assert(
      fc.property(pattern, pattern, fc.constantFrom("", "z", "zz", "a", "ab"), (p, q, filling) => {
        if (covers(p, q)) assert.ok(matches(p, sample(q, filling)), `${p} covers ${q}`);
      }),
    );
  });

  it("cover every text that they match, and overlap with it", () => {
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        assert.equal(covers(p, t), matches(p, t));
        assert.equal(overlaps(p, t), matches(p, t));
      }),
    );
  });

  it("overlap whenever one covers the other, whichever is asked first", () => {
    fc.assert(
      fc.property(pattern, pattern, (p, q) => {
        if (covers(p, q)) assert.ok(overlaps(p, q));
        assert.equal(overlaps(p, q), overlaps(q, p));
      }),
    );
  });

  it("cover and overlap as the texts that they stand for say, pattern by pattern", () => {
    const texts = wordsOf(["a", "b", "z"], 6);
    // What a pattern stands for, one bit a text.
    const globs = wordsOf(["a", "b", "*", "?"], 4).map((glob) => {
      const fits = texts.map((each) => (matches(glob, each) ? "1" : "0"));
      return { glob, stands: BigInt(`0b${fits.join("")}`) };
    });
    for (const { glob: p, stands: ofP } of globs)
      for (const { glob: q, stands: ofQ } of globs) {
        const held = (ofQ & ~ofP) === 0n;
        if (covers(p, q)) assert.ok(held, `${p} covers ${q}`);
        // Where lengths alone decide, `?*` against `*a`, it may say no; never the opposite.
        else if (!p.includes("?")) assert.ok(!held, `${p} does not cover ${q}`);
        assert.equal(overlaps(p, q), (ofP & ofQ) !== 0n, `${p} overlaps ${q}`);
      }
  }).timeout(20_000);

  it("take an escaped wildcard for the character", () => {
    assert.ok(matches("a${*}", "a*"));
    assert.ok(!matches("a${*}", "ab"));
    assert.ok(matches("a${?}${$}", "a?$"));
    assert.ok(!covers("a${*}", "a*"));
    assert.ok(covers("a*", "a${*}"));
  });

  for (const [outer, inner, expected] of [
    ["airflow-*", "airflow-etl-*", true],
    ["*-logs", "airflow-*", false],
    ["a*b", "ab", true],
    ["a*a", "a", false],
    ["a?*", "a*", false],
    ["?*", "a*", true],
    ["airflow-etl-*", "airflow-*", false],
    ["a*c", "a?c", true],
    ["a?c", "a*c", false],
    ["*?", "?*", true],
    ["?*", "*", false],
    ["", "", true],
    ["*", "", true],
  ] as const) {
    it(`say that ${outer || "nothing"} ${expected ? "covers" : "does not cover"} ${inner || "nothing"}`, () => {
      assert.equal(covers(outer, inner), expected);
    });
  }

  it("answer within a moment for patterns that make backtracking explode", () => {
    const hostile = `${"a*".repeat(200)}b`;
    assert.equal(matches(hostile, "a".repeat(2000)), false);
    assert.equal(covers(hostile, "a".repeat(2000)), false);
    assert.equal(overlaps(hostile, `${"*a".repeat(200)}c`), false);
  });

  it("compare actions without case", () => {
    assert.ok(actionCovers("S3:getobject*", "s3:GetObjectVersion"));
  });

  for (const [outer, inner, expected] of [
    ["*", "arn:aws:s3:::b", true],
    ["arn:aws:s3:::b", "arn:aws:s3:::b", true],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b/dags/a.py", true],
    ["arn:aws:s3:::b", "arn:aws:s3:::b/dags/a.py", false],
    ["arn:aws:sqs:eu-west-1:*:airflow-celery-*", "arn:aws:sqs:eu-west-1:*:airflow-celery-*", true],
    ["arn:aws:sqs:*:airflow-celery-*", "arn:aws:sqs:eu-west-1:1:airflow-celery-x", false],
    ["arn:aws:s3:::b", "*", false],
    ["**", "*", true],
    ["arn:aws:sns:*", "arn:aws:sns:eu-west-1:1:alerts", true],
    ["arn:aws:sns", "arn:aws:sns:eu-west-1:1:alerts", false],
  ] as const) {
    it(`say that ${outer} ${expected ? "covers" : "does not cover"} ${inner}`, () => {
      assert.equal(arnCovers(outer, inner), expected);
    });
  }

  it("find nothing in common between a bucket's ARN and an action without resources", () => {
    assert.equal(arnOverlaps("arn:aws:s3:::b", "*"), false);
    assert.equal(arnOverlaps("*", "*"), true);
  });
});
