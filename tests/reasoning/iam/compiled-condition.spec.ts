import assert from "node:assert/strict";
import { compileCondition, satisfies } from "../../../reasoning/iam/condition";
import type { KeyValues } from "../../../reasoning/iam/context";
import type { Maybe, Truth } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";

const HIDDEN = new Unknown(["why"]);

const single = (...values: readonly Maybe<string>[]): KeyValues => ({ values, several: false });
const list = (...values: readonly Maybe<string>[]): KeyValues => ({ values, several: true });

/** Other keys that variables may name. */
const OTHERS = new Map<string, Maybe<KeyValues>>([
  ["x:a", single("a")],
  ["x:true", single("true")],
  ["x:hidden", HIDDEN],
  ["aws:principaltag/hidden", HIDDEN],
  ["x:empty", single()],
  ["x:star", single("a*")],
  ["x:list", list("a")],
]);

function told(truth: Truth): boolean | readonly string[] {
  return isKnown(truth) ? truth : truth.blockedBy;
}

describe("a compiled condition", () => {
  for (const [operator, values, given, expected, more = {}] of [
    ["StringIs", ["a"], single("a"), ["condition operator StringIs"]],
    ["ForAllValues:Null", ["true"], undefined, ["condition operator ForAllValues:Null"]],
    ["NullIfExists", ["true"], undefined, ["condition operator NullIfExists"]],
    ["StringEquals", ["a"], single(), false],
    ["StringEquals", ["a"], single("a", "b"), false],
    ["StringEquals", ["a", "b"], single("a", "b"), true],
    ["StringEquals", ["b"], list("a"), false],
    [
      "StringEquals",
      ["a"],
      list("a"),
      ["whether StringEquals without a set operator is satisfied by the list X:Key"],
    ],
    ["ForAllValues:StringEquals", ["a"], single("a"), true],
    ["ForAllValues:StringEquals", ["a"], list("a", ""), false],
    [
      "ForAllValues:StringEquals",
      ["a"],
      list(""),
      ["whether ForAllValues:StringEquals takes the empty text for no value"],
    ],
    [
      "ForAnyValue:StringEquals",
      [""],
      list(""),
      ["whether ForAnyValue:StringEquals takes the empty text for no value"],
    ],
    ["ForAnyValue:StringEquals", ["a"], list("", "a"), true],
    ["ForAnyValue:StringNotEquals", ["a"], undefined, false],
    [
      "ForAnyValue:StringEqualsIfExists",
      ["a"],
      undefined,
      [
        "whether ForAnyValue:StringEqualsIfExists is satisfied without the key, which AWS leaves open",
      ],
    ],
    ["Null", ["true"], list(), true],
    ["Null", ["FALSE"], single("a"), true],
    ["Null", ["maybe"], single("a"), ["Null with the value maybe"]],
    ["Null", ["true"], single(""), ["whether Null takes the empty text for no value"]],
    ["Null", ["false"], undefined, false],
    ["Null", ["false"], undefined, ["why"], { hidden: HIDDEN }],
    ["StringEquals", ["b"], single("a"), ["why"], { hidden: HIDDEN }],
    ["StringNotEquals", ["b"], single("a"), ["why"], { hidden: HIDDEN }],
    ["StringEquals", ["a"], single("a"), true, { hidden: HIDDEN }],
    [
      "NumericNotEquals",
      ["10"],
      single("ten"),
      ["what NumericNotEquals says of ten, which it cannot compare"],
    ],
    ["StringEquals", ["${x:a}"], single("a"), true],
    ["StringEquals", ["${x:none}"], single("a"), false],
    ["StringEquals", ["${x:none}"], single(""), false],
    ["StringEquals", ["${x:empty}"], single(""), false],
    ["StringEquals", ["${x:empty, 'a'}"], single("a"), true],
    [
      "StringEquals",
      ["${x:empty}", "a"],
      single("a"),
      ["whether a statement with ${x:empty} counts while x:empty has no value"],
    ],
    [
      "StringEquals",
      ["${x:list}"],
      single("a"),
      ["the variable in ${x:list}, whose key has a list of values"],
    ],
    [
      "StringLike",
      ["${x:star}"],
      single("a*"),
      ["whether a wildcard in the value of x:star counts in ${x:star}"],
    ],
    ["StringNotEquals", ["b${x:a}"], single("a"), true],
    ["StringNotEquals", ["${aws:PrincipalTag/hidden, 'b'}-z"], single("a"), true],
    [
      "StringNotEquals",
      ["${x:hidden, 'b'}-z"],
      single("a"),
      ["what StringNotEquals says of a, which it cannot compare"],
    ],
    ["StringNotEquals", ["${x:hidden}"], single("a"), ["policy variable in ${x:hidden}"]],
    ["ArnEquals", ["arn:aws:s3:::${x:hidden}"], single("a"), false],
    ["StringEquals", ["${aws:PrincipalTag/hidden}", "a"], single("a"), ["why"]],
    [
      "ArnLike",
      ["arn:aws:sns:e:${x:hidden}:t"],
      single("arn:aws:sns:e:a:b:t"),
      ["policy variable in arn:aws:sns:e:${x:hidden}:t"],
    ],
    ["ArnLike", ["arn:aws:sns:e:${x:hidden}:t"], single("arn:aws:sns:e:a:b:u"), false],
    [
      "ArnLike",
      ["arn:aws:${x:hidden}:1"],
      single("arn:aws:sns:e:1:t"),
      ["policy variable in arn:aws:${x:hidden}:1"],
    ],
    ["ArnLike", ["arn:aws:${x:hidden}:1"], single("arn:aws:sns:e:2:t"), false],
    ["ArnNotLike", ["arn:aws:${x:a}*"], single("arn:aws:sns:e:1:t"), true],
    ["Bool", ["${x:hidden}"], single("true"), ["policy variable in ${x:hidden}"]],
    [
      "StringNotEquals",
      ["${x:none}"],
      single("a"),
      ["what StringNotEquals says of a, which it cannot compare"],
    ],
    [
      "StringNotEquals",
      ["${x:hidden}-z"],
      single("a"),
      ["what StringNotEquals says of a, which it cannot compare"],
    ],
    ["StringEquals", ["${x:hidden}-z"], single("a"), false],
    ["StringEquals", ["${x:hidden}"], single("a"), ["policy variable in ${x:hidden}"]],
    [
      "Bool",
      ["${x:true}"],
      single("true"),
      ["whether AWS fills in the variable in ${x:true} of a Bool condition"],
    ],
    ["NumericEquals", ["${x:a}"], single("1"), false],
    [
      "NumericLessThan",
      ["1,000"],
      single("1"),
      ["what NumericLessThan says of 1, which it cannot compare"],
    ],
    ["NumericLessThan", ["1,000", "2"], single("1"), true],
    [
      "ArnNotEquals",
      ["arn:aws:${aws:PrincipalTag/hidden, 'b'}"],
      single("arn:x:a:::b"),
      ["what ArnNotEquals says of arn:x:a:::b, which it cannot compare"],
    ],
    ["ArnNotEquals", ["arn:aws:a:::${aws:PrincipalTag/hidden, 'b'}"], single("arn:x:a:::b"), true],
    ["ArnEquals", ["arn:aws:${x:none}"], single("arn:aws:s3:::b"), false],
    [
      "ArnEquals",
      ["arn:aws:${x:a}"],
      single("arn:aws:a:::b"),
      ["what ArnEquals says of arn:aws:a:::b, which it cannot compare"],
    ],
    [
      "ArnEquals",
      ["arn:aws:${x:hidden}"],
      single("arn:aws:a:::b"),
      ["policy variable in arn:aws:${x:hidden}"],
    ],
    ["StringEquals", ["${*}"], single("${*}"), true, { variables: false }],
    ["StringEquals", ["${x:a}"], single("a"), false, { variables: false }],
    ["StringLike", ["a${?}"], single("a${x}"), true, { variables: false }],
    ["StringLike", ["a*"], single("abc"), true, { variables: false }],
  ] as readonly (readonly [
    string,
    readonly string[],
    KeyValues | undefined,
    boolean | readonly string[],
    { readonly hidden?: Unknown; readonly variables?: boolean }?,
  ])[]) {
    const { variables = true, ...hidden } = more;
    const title = `${operator} ${JSON.stringify(values)} of ${JSON.stringify(given?.values ?? "nothing")}`;
    it(`${title} is ${JSON.stringify(expected)}${JSON.stringify(more)}`, () => {
      const condition = compileCondition({ operator, key: "X:Key", values, ...hidden }, variables);
      const truth = condition((key) => (key === "x:key" ? given : OTHERS.get(key)));
      assert.deepEqual(told(truth), expected);
    });
  }
});

describe("the conditions of a statement", () => {
  const context = (key: string): readonly string[] | undefined =>
    ({ "x:one": ["1"], "x:same": ["1"], "x:list": ["1", "2"] })[key];

  it("are all satisfied, or are not, in a context that tells of every key", () => {
    const equals = (key: string, value: string) => ({
      operator: "StringEquals",
      key,
      values: [value],
    });
    assert.equal(satisfies([], context), true);
    assert.equal(satisfies([equals("x:one", "${x:same}")], context), true);
    assert.equal(satisfies([equals("x:one", "1"), equals("x:same", "2")], context), false);
    assert.equal(satisfies([equals("x:none", "1")], context), false);
    assert.ok(satisfies([equals("x:list", "1")], context) instanceof Unknown);
  });
});
