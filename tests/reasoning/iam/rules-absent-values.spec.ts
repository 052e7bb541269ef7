import assert from "node:assert/strict";
import type { Outcome } from "../../../reasoning/iam";
import { never, no, open, yes } from "./decisions";
import { answerTo, document, USER } from "./simulations";

const ALL = document({});
const LAKE = "arn:aws:s3:::lake";

describe("a variable without value", () => {
  const compared = (operator: string, ...wanted: readonly string[]): object => ({
    Condition: { [operator]: { "x:key": wanted } },
  });
  for (const [title, statement, outcome] of [
    ["equals nothing", compared("StringEquals", "${x:none}"), no],
    ["is like nothing", compared("StringLike", "${x:none}*"), no],
    ["may be unequal to everything", compared("StringNotEquals", "${x:none}"), open],
    ["may be unlike everything", compared("StringNotLike", "a${x:none}"), open],
    ["may undo a value beside it that fits", compared("StringEquals", "${x:none}", "a"), open],
    ["may undo a value before it that fits", compared("StringEquals", "a", "${x:none}"), open],
    ["undoes nothing where no other value fits", compared("StringEquals", "${x:none}", "b"), no],
    ["leaves what else is excluded", compared("StringNotEquals", "${x:none}", "a"), no],
    ["with a default has a value", compared("StringEquals", "${x:none, 'b'}", "a"), yes],
    ["of a user's name may be a fault", compared("StringNotEquals", "${aws:username}"), open],
    [
      "of a user's name may be a fault beside a resource that fits",
      { Resource: [`${LAKE}/\${aws:username}/*`, `${LAKE}/*`] },
      open,
    ],
    [
      "of a user's name is none where no resource fits",
      { Resource: [`${LAKE}/\${aws:username}/*`, `${LAKE}2/*`] },
      no,
    ],
    [
      "fits no resource beside another, where a user's name has a default",
      { Resource: [`${LAKE}/\${aws:username, 'a'}/\${x:none}/*`, `${LAKE}/*`] },
      yes,
    ],
    ["fits no resource beside another", { Resource: [`${LAKE}/\${x:none}/*`, `${LAKE}/*`] }, yes],
  ] as const)
    it(`${title}: ${outcome}`, () => {
      const { outcome: got } = answerTo(
        { identity: document(statement) },
        { context: { "x:key": "a" } },
      );
      assert.equal(got, outcome);
    });

  it("may deny what it is compared with by exception", () => {
    const guard = document({ Effect: "Deny", ...compared("StringNotEquals", "${x:none}") });
    const answer = answerTo({ identity: [ALL, guard] }, { context: { "x:key": "a" } });
    assert.equal(answer.outcome, open);
  });

  it("may except something", () => {
    const NotResource = `${LAKE}/\${x:none}/*`;
    const Statement = { Effect: "Allow", Action: "*", NotResource };
    const { outcome, unknown } = answerTo({ identity: { Version: "2012-10-17", Statement } });
    assert.equal(outcome, open);
    assert.deepEqual(unknown, [`what ${NotResource} excepts while x:none has no value`]);
  });

  it("may be one that a resource is excepted by, as long as nobody knows", () => {
    const NotResource = `${LAKE}/\${x:none}/z`;
    const Statement = { Effect: "Allow", Action: "*", NotResource };
    const { outcome, unknown } = answerTo(
      { identity: { Version: "2012-10-17", Statement } },
      { context: { "x:none": { unknown: "why" } } },
    );
    // No value would make a.csv of it; without one, what the statement excepts is open.
    assert.equal(outcome, open);
    assert.deepEqual(unknown, [`policy variable in ${NotResource}`]);
  });

  it("with a default lets its statement count, whatever the value of a tag that nobody knows", () => {
    const identity = document(compared("StringEquals", "${aws:PrincipalTag/team, 'b'}", "a"));
    const { outcome, unknown } = answerTo(
      { identity },
      { context: { "x:key": "a", "aws:PrincipalTag/team": { unknown: "why" } } },
    );
    assert.equal(outcome, yes);
    assert.deepEqual(unknown, []);
  });

  describe("with a default, while nobody knows whether its key has a list", () => {
    const excepted = (variable: string): object => ({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "*", NotResource: `${LAKE}/${variable}/z` },
    });
    const guarded = (variable: string): object[] => [
      ALL,
      document({ Effect: "Deny", ...compared("StringEquals", variable, "a") }),
    ];
    const differs = (variable: string): object =>
      document(compared("StringNotEquals", `z${variable}`));
    for (const [title, key, identityOf, unknown, one, list] of [
      ["may undo a value beside it", "x:none", guarded, open, never, open],
      ["may undo a value beside it, by the table", "aws:TagKeys", guarded, open, open, open],
      ["undoes none as a tag", "aws:PrincipalTag/t", guarded, never, never, open],
      ["undoes none as a service's key", "s3:prefix", guarded, never, never, open],
      ["may undo one as a service's list", "kms:GrantOperations", guarded, open, open, open],
      ["may be compared with nothing", "x:none", differs, open, yes, open],
      ["is compared as a tag", "aws:RequestTag/t", differs, yes, yes, open],
      ["may except something", "x:none", excepted, open, yes, open],
      ["excepts nothing else as a tag", "aws:ResourceTag/t", excepted, yes, yes, open],
    ] as const)
      for (const [state, given, outcome] of [
        ["unknown", { unknown: "why" }, unknown],
        ["one", "p", one],
        ["a list", ["p"], list],
      ] as const)
        it(`${title}; of ${key}, ${state}: ${outcome}`, () => {
          const identity = identityOf(`\${${key}, 'b'}`);
          const context = { "x:key": "a", [key]: given };
          assert.equal(answerTo({ identity }, { context }).outcome, outcome);
        });
  });

  it("is no matter for a caller who has it", () => {
    const identity = document({ Resource: [`${LAKE}/\${aws:username}/*`, `${LAKE}/*`] });
    assert.equal(answerTo({ identity }, { principal: USER }).outcome, yes);
  });

  it("is open where its key is", () => {
    const identity = document(compared("StringEquals", "${x:none}", "a"));
    const request = { context: { "x:key": "a", "x:none": { unknown: "why" } } };
    const { outcome, unknown } = answerTo({ identity }, request);
    // Whatever the key's value, another one fits; without any, the statement may not count.
    assert.equal(outcome, open);
    assert.deepEqual(unknown, ["why"]);
  });
});

describe("an empty text", () => {
  const rows: readonly (readonly [
    operator: string,
    wanted: unknown,
    given: unknown,
    outcome: Outcome,
  ])[] = [
    ["ForAllValues:StringEquals", "a", [""], open],
    ["ForAllValues:StringEquals", "a", "", open],
    ["ForAllValues:StringEquals", "", [""], yes],
    ["ForAllValues:StringEquals", "a", ["", "b"], no],
    ["ForAllValues:StringEquals", "a", ["a", ""], no],
    ["ForAnyValue:StringEquals", "", [""], open],
    ["ForAnyValue:StringNotEquals", "a", ["", ""], open],
    ["ForAnyValue:StringEquals", "a", [""], no],
    ["ForAnyValue:StringEquals", "", ["", "b"], yes],
    ["Null", "true", "", open],
    ["Null", "false", [""], open],
    ["Null", "false", ["", "a"], yes],
    ["StringEquals", "", "", yes],
    ["StringNotEquals", "a", "", yes],
  ];
  for (const [operator, wanted, given, outcome] of rows)
    it(`under ${operator} ${JSON.stringify(wanted)}, of ${JSON.stringify(given)}: ${outcome}`, () => {
      const identity = document({ Condition: { [operator]: { "x:key": wanted } } });
      assert.equal(answerTo({ identity }, { context: { "x:key": given } }).outcome, outcome);
    });

  it("may let a denial under ForAllValues count", () => {
    const guard = document({
      Effect: "Deny",
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } },
    });
    const { outcome, unknown } = answerTo(
      { identity: [ALL, guard] },
      { context: { "aws:TagKeys": [""] } },
    );
    assert.equal(outcome, open);
    assert.deepEqual(unknown, [
      "whether ForAllValues:StringEquals takes the empty text for no value",
    ]);
  });
});
