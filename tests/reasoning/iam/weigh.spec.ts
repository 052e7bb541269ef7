import assert from "node:assert/strict";
import type { Held, Principal } from "../../../reasoning/iam";
import {
  contextOf,
  decide,
  MalformedDocument,
  parseDocument,
  speaksOfAction,
  weigh,
} from "../../../reasoning/iam";
import { Unknown } from "../../../reasoning/known";

const context = contextOf({});
const request = { action: "s3:GetObject", resource: "arn:aws:s3:::b/a.py", context };
const allow = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::b/*" };
const deny = { ...allow, Effect: "Deny" };
const unsure = { Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } };
const why = new Unknown(["why"]);
const ofVpc = new Unknown(["condition key aws:SourceVpc"]);

function held(origin: string, ...statements: readonly object[]): Held<string> {
  const source = { Version: "2012-10-17", Statement: statements };
  const document = parseDocument(source, undefined, "allowed");
  assert.ok(!(document instanceof MalformedDocument));
  return { origin, document };
}

/** The place of a statement as its document and index. */
function placeOf(
  place: { readonly document: string; readonly statement: { index: number } } | undefined,
): string | undefined {
  return place && `${place.document} ${place.statement.index}`;
}

describe("what policies of one kind say", () => {
  for (const [title, policies, denied, granted, deniedBy, grantedBy] of [
    ["nothing", [], false, false, undefined, undefined],
    [
      "nothing of another resource",
      [held("a", { ...allow, Resource: "*x" }, { ...deny, Resource: "*x" })],
      false,
      false,
      undefined,
      undefined,
    ],
    [
      "the first grant and the first denial",
      [held("a", allow, deny), held("b", deny, allow)],
      true,
      true,
      "a 1",
      "a 0",
    ],
    [
      "a grant and a denial that are open",
      [held("a", { ...allow, ...unsure }, { ...deny, ...unsure })],
      ofVpc,
      ofVpc,
      undefined,
      undefined,
    ],
    [
      "the grant that is certain, not the one before",
      [held("a", { ...allow, ...unsure }, allow)],
      false,
      true,
      undefined,
      "a 1",
    ],
    [
      "perhaps something in a statement that nobody can read",
      [held("a", { unknown: "why" })],
      why,
      why,
      undefined,
      undefined,
    ],
    [
      "what a certain statement says beside one that nobody can read",
      [held("a", { unknown: "why" }, allow)],
      why,
      true,
      undefined,
      "a 1",
    ],
  ] as const) {
    it(`is ${title}`, () => {
      const weighed = weigh(policies, request);
      assert.deepEqual([weighed.denied, weighed.granted], [denied, granted]);
      assert.deepEqual(
        [placeOf(weighed.deniedBy), placeOf(weighed.grantedBy)],
        [deniedBy, grantedBy],
      );
    });
  }

  it("names no statement where none decides", () => {
    assert.deepEqual(weigh([], request), { denied: false, granted: false });
    assert.deepEqual(decide([], request), { allowed: false });
  });

  it("is open where a statement that nobody can read may deny", () => {
    assert.deepEqual(decide([held("a", { unknown: "why" })], request).allowed, why);
    assert.deepEqual(decide([held("a", allow, { unknown: "why" })], request).allowed, why);
    assert.equal(decide([held("a", deny, { unknown: "why" })], request).allowed, false);
  });
});

describe("what policies of a resource say of a principal", () => {
  const service: Principal = { kind: "service", name: "airflow.amazonaws.com" };
  const named = (effect: string, ...names: string[]): object => ({
    ...allow,
    Effect: effect,
    Principal: { Service: names },
  });

  for (const [title, statements, principal, allowed] of [
    ["allows whom a statement names", [named("Allow", service.name)], service, true],
    ["allows nobody else", [named("Allow", "ec2.amazonaws.com")], service, false],
    ["denies whom a statement names", [allow, named("Deny", service.name)], service, false],
    ["denies nobody else", [allow, named("Deny", "ec2.amazonaws.com")], service, true],
    ["speaks of everybody where nobody asks for whom", [named("Allow", "x.y")], undefined, true],
    ["speaks of the principal where a statement names nobody", [allow], service, true],
  ] as const) {
    it(title, () => {
      const asked = principal === undefined ? request : { ...request, principal };
      assert.equal(decide([held("a", ...statements)], asked).allowed, allowed);
    });
  }
});

describe("a statement", () => {
  for (const [statement, action, expected] of [
    [allow, "s3:GetObject", true],
    [allow, "S3:getobject", true],
    [allow, "s3:PutObject", false],
    [{ Effect: "Deny", NotAction: "s3:Get*", Resource: "*" }, "s3:GetObject", false],
    [{ Effect: "Deny", NotAction: "s3:Get*", Resource: "*" }, "s3:PutObject", true],
    [{ ...allow, Action: [{ unknown: "why" }] }, "s3:GetObject", false],
    [{ ...allow, Resource: "arn:aws:s3:::other", ...unsure }, "s3:GetObject", true],
  ] as const) {
    it(`${expected ? "speaks" : "does not speak for certain"} of ${action} with ${JSON.stringify(statement)}`, () => {
      const [first] = held("a", statement).document.statements;
      assert.ok(first !== undefined);
      assert.equal(speaksOfAction(first, action), expected);
    });
  }
});
