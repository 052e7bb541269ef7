import assert from "node:assert/strict";
import fc from "fast-check";
import type { Evaluation } from "../../../reasoning/iam";
import { isKnown } from "../../../reasoning/known";
import { answerTo, OTHER, OWN, ROLE, ROOT, SESSION } from "./simulations";

type Json = Readonly<Record<string, unknown>>;

const action = fc.constantFrom("*", "s3:*", "s3:Get*", "S3:GetObject", "s3:PutObject", "sqs:*");
const resource = fc.constantFrom(
  "*",
  "arn:aws:s3:::lake/*",
  "arn:aws:s3:::lake/a*",
  "arn:aws:s3:::lake/a.csv",
  "arn:aws:s3:::lake/${aws:PrincipalTag/team}*",
  "arn:aws:s3:::pond/*",
);
const condition = fc.constantFrom<Json>(
  {},
  { StringEquals: { "aws:PrincipalTag/team": "a" } },
  { StringNotEquals: { "aws:PrincipalTag/team": ["a", "b"] } },
  { StringLikeIfExists: { "aws:SourceVpce": "vpce-*" } },
  { Null: { "aws:SourceVpce": "true" } },
  { "ForAllValues:StringEquals": { "aws:TagKeys": ["x", "y"] } },
  { "ForAnyValue:StringNotLike": { "aws:TagKeys": "x*" } },
  { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/path/*" } },
);
const statement = fc.record({
  Effect: fc.constantFrom("Allow", "Allow", "Deny"),
  Action: action,
  Resource: resource,
  Condition: condition,
});
const principal = fc.constantFrom<unknown>(
  "*",
  { AWS: ROLE },
  { AWS: ROOT },
  { AWS: SESSION },
  { AWS: OTHER },
);
const named = fc.tuple(statement, principal).map(([each, Principal]) => ({ ...each, Principal }));
const documentOf = (statements: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.array(statements, { maxLength: 3 }).map((Statement) => ({ Version: "2012-10-17", Statement }));
const policies = fc.record(
  {
    identity: fc.array(documentOf(statement), { minLength: 1, maxLength: 2 }),
    boundary: documentOf(statement),
    session: documentOf(statement),
    resource: documentOf(named),
    endpoint: documentOf(named),
    serviceControl: fc.array(fc.array(documentOf(statement), { minLength: 1, maxLength: 2 }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: ["identity"] },
);
const context = fc.record(
  {
    "aws:PrincipalTag/team": fc.constantFrom("a", "b", "c"),
    "aws:SourceVpce": fc.constantFrom("vpce-1", "other"),
    "aws:TagKeys": fc.subarray(["x", "y", "z"]),
  },
  { requiredKeys: [] },
);
const request = fc.record({
  context,
  resourceAccount: fc.constantFrom(OWN, OTHER),
  otherContext: fc.constantFrom("absent", "unknown"),
});

const allowed = ({ allowed: truth }: Evaluation): unknown => (isKnown(truth) ? truth : "unknown");

/** What a richer question may answer where the poorer one answered this. */
function refines(poor: Evaluation, rich: Evaluation): void {
  if (isKnown(poor.allowed)) assert.equal(allowed(rich), poor.allowed);
  if (poor.outcome !== "unknown" && poor.outcome !== "denied")
    assert.equal(rich.outcome, poor.outcome);
}

const RUNS = { numRuns: 300 };

describe("laws of IAM evaluation", () => {
  it("to add a denial never grants", () => {
    fc.assert(
      fc.property(policies, request, statement, (given, asked, extra) => {
        const denial = { Statement: [{ ...extra, Effect: "Deny" }] };
        const before = answerTo(given, asked);
        const after = answerTo({ ...given, identity: [...given.identity, denial] }, asked);
        if (before.allowed === false) assert.equal(after.allowed, false);
        if (after.allowed === true) assert.equal(before.allowed, true);
      }),
      RUNS,
    );
  });

  it("the order of statements and documents never matters", () => {
    fc.assert(
      fc.property(policies, request, (given, asked) => {
        const turn = ({ Statement, ...rest }: Json): Json => ({
          ...rest,
          Statement: [...(Statement as Json[])].reverse(),
        });
        const turned = {
          ...given,
          identity: [...given.identity].reverse().map(turn),
          ...(given.resource === undefined ? {} : { resource: turn(given.resource) }),
        };
        const [there, back] = [answerTo(given, asked), answerTo(turned, asked)];
        assert.equal(back.outcome, there.outcome);
        assert.deepEqual([...back.unknown].sort(), [...there.unknown].sort());
      }),
      RUNS,
    );
  });

  it("a statement that speaks of nothing changes nothing", () => {
    fc.assert(
      fc.property(policies, request, fc.constantFrom("Allow", "Deny"), (given, asked, Effect) => {
        const idle = { Statement: { Effect, Action: "glue:GetJob", Resource: "*" } };
        const more = { ...given, identity: [idle, ...given.identity] };
        assert.equal(answerTo(more, asked).outcome, answerTo(given, asked).outcome);
      }),
      RUNS,
    );
  });

  it("to learn of a key never turns a decided answer", () => {
    const keys = ["aws:PrincipalTag/team", "aws:SourceVpce", "aws:TagKeys"] as const;
    fc.assert(
      fc.property(policies, request, fc.subarray([...keys]), (given, asked, hidden) => {
        const poor = Object.fromEntries(
          Object.entries(asked.context).filter(([key]) => !hidden.includes(key as never)),
        );
        const open = { ...asked, context: poor, otherContext: "unknown" };
        refines(answerTo(given, open), answerTo(given, asked));
      }),
      RUNS,
    );
  });

  it("to learn of a document, a list, a caller or an account never turns a decided answer", () => {
    const parts = ["identity", "boundary", "session", "resource", "endpoint", "serviceControl"];
    fc.assert(
      fc.property(
        policies,
        request,
        fc.subarray(parts),
        fc.subarray(["principal", "resourceAccount", "resource"]),
        (given, asked, hiddenKinds, hiddenParts) => {
          const hide = (names: readonly string[]): Json =>
            Object.fromEntries(names.map((name) => [name, { unknown: name }]));
          const there = hiddenKinds.filter((kind) => kind in given);
          const poor = answerTo({ ...given, ...hide(there) }, { ...asked, ...hide(hiddenParts) });
          refines(poor, answerTo(given, asked));
        },
      ),
      RUNS,
    );
  });

  it("what is said of a pattern holds of the resources that it stands for", () => {
    const pattern = fc.constantFrom(
      "arn:aws:s3:::lake/*",
      "arn:aws:s3:::lake/a*",
      "arn:aws:s3:::*",
    );
    const texts = ["lake/", "lake/a", "lake/a.csv", "lake/b", "pond/a", "sea/b", "lake/team"];
    fc.assert(
      fc.property(policies, request, pattern, (given, asked, wild) => {
        const whole = answerTo(given, { ...asked, resource: wild });
        const members = texts
          .map((each) => `arn:aws:s3:::${each}`)
          .filter((each) => each.startsWith(wild.slice(0, -1)));
        const on = (member: string): Evaluation => answerTo(given, { ...asked, resource: member });
        if (whole.allowed === true)
          for (const member of members) assert.equal(on(member).allowed, true, member);
        if (whole.allowed === false) {
          assert.ok(whole.witness !== undefined);
          const { allowed, outcome } = on(whole.witness);
          assert.equal(allowed, false);
          // Of another member a statement may say no.
          if (whole.outcome !== "denied") assert.equal(outcome, whole.outcome);
        }
      }),
      RUNS,
    );
  });
});
