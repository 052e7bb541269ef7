import assert from "node:assert/strict";
import { arnPattern } from "../../../reasoning/iam/arn";
import { membersOf } from "../../../reasoning/iam/members";
import { document, naming, OTHER, OWN, simulation } from "./simulations";

const NOBODY = "999999999999";

function members(pattern: string, policies: object = {}, request: object = {}): readonly string[] {
  const asked = { resourceAccount: undefined, ...request };
  return [...membersOf(arnPattern(pattern), simulation(policies, asked))];
}

/** What is named beyond the resources that are tried for any policies. */
function named(pattern: string, policies: object): readonly string[] {
  return members(pattern, policies).slice(4);
}

const onQueue = (effect: string, ...resources: string[]): object =>
  document({ Effect: effect, Resource: resources });

describe("the resources that a pattern stands for", () => {
  it("are some in the caller's account and in another one, with every wildcard filled in", () => {
    assert.deepEqual(members("arn:*:sqs:*:*:q-?*"), [
      `arn:aws:sqs:eu-west-1:${OWN}:q-x`,
      `arn:aws:sqs:eu-west-1:${NOBODY}:q-x`,
      `arn:aws:sqs:eu-west-1:${OWN}:q-z7f3a-unnamed`,
      `arn:aws:sqs:eu-west-1:${NOBODY}:q-z7f3a-unnamed`,
    ]);
  });

  it("are of a service and a Region that exist where the pattern leaves them open", () => {
    assert.equal(members("*")[0], `arn:aws:s3:eu-west-1:${OWN}:x`);
    assert.equal(members("*")[2], `arn:aws:s3:eu-west-1:${OWN}:x`);
    assert.equal(members("arn:aws:sqs:eu-?est-*:1:q")[0], "arn:aws:sqs:eu-xest-:1:q");
  });

  it("are of the action's own service where one letter of it is left open", () => {
    const asked = members("arn:aws:sq?:eu-west-1:1:q", {}, { action: "sqs:SendMessage" });
    assert.ok(asked.includes("arn:aws:sqs:eu-west-1:1:q"), asked.join(" "));
  });

  it("are of accounts of twelve digits, however much of them the pattern leaves open", () => {
    for (const [account, expected] of [
      ["*", OWN],
      [OTHER, OTHER],
      ["1111*", "111100000000"],
      ["*1111", "000000001111"],
      ["11*22*", "110000000022"],
      ["1111????2222", "111100002222"],
      ["", ""],
    ] as const)
      assert.equal(members(`arn:aws:sqs:e:${account}:q*`)[0], `arn:aws:sqs:e:${expected}:q`);
  });

  it("are in the resource's account where that is known", () => {
    assert.deepEqual(members("arn:aws:sqs:e:*:q", {}, { resourceAccount: OTHER }), [
      `arn:aws:sqs:e:${OTHER}:q`,
      `arn:aws:sqs:e:${OTHER}:q`,
    ]);
  });

  it("are a bucket's where a bucket fits whose ARN leaves out what the pattern leaves open", () => {
    assert.equal(members("arn:aws:s3:*:*:b/*").at(-1), "arn:aws:s3:::b/x");
  });

  for (const [title, principal] of [
    ["a service", { service: "sqs.amazonaws.com" }],
    ["nobody", "*"],
    ["somebody unknown", { unknown: "why" }],
  ] as const) {
    it(`are in no account of the caller's where that is ${title}`, () => {
      assert.deepEqual(members("arn:aws:sqs:e:*:q", {}, { principal }), [
        `arn:aws:sqs:e:${NOBODY}:q`,
        `arn:aws:sqs:e:${NOBODY}:q`,
      ]);
    });
  }

  it("are those that policies name, what they deny first", () => {
    const policies = {
      identity: onQueue("Allow", `arn:aws:sqs:*:${OWN}:q-a*`),
      boundary: onQueue("Deny", "arn:aws:sqs:eu-north-1:*:*-b", "arn:aws:sns:*:*:*"),
    };
    assert.deepEqual(named(`arn:aws:sqs:e*:${OWN}:q*`, policies), [
      `arn:aws:sqs:eu-north-1:${OWN}:q-b`,
      `arn:aws:sqs:e:${OWN}:q-a`,
    ]);
  });

  it("are none for what a policy calls everything, or for a statement without resources", () => {
    const trust = { Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } };
    const request = { action: "sts:AssumeRole", resource: `arn:aws:iam::${OWN}:role/*` };
    assert.deepEqual(named("arn:aws:sqs:e:1:q*", { identity: onQueue("Allow", "*", "**") }), []);
    assert.equal(members(request.resource, { resource: trust }, request).length, 5);
    assert.equal(members("arn:aws:s3:::b/*", { resource: naming("*") }).length, 5);
  });

  it("take any value for a variable, and an account for one that does not fit", () => {
    const own = onQueue("Deny", "arn:aws:sqs:e:11112222????:q-${aws:username}-x");
    assert.deepEqual(named("arn:aws:sqs:e:1111*:q-a*", { identity: own }), [
      "arn:aws:sqs:e:111100000000:q-a-x",
    ]);
    assert.deepEqual(named("arn:aws:sqs:e:*:q-a*", { identity: own }), [
      "arn:aws:sqs:e:000000000000:q-a-x",
    ]);
    const other = onQueue("Deny", `arn:aws:sqs:e:${OTHER}:q-b`);
    assert.deepEqual(named("arn:aws:sqs:e:*:q*", { identity: other }), [
      `arn:aws:sqs:e:${OTHER}:q-b`,
    ]);
    const every = onQueue("Deny", "arn:aws:iam::*:policy/a");
    assert.deepEqual(named("arn:aws:iam::*:policy/*", { identity: every }), [
      "arn:aws:iam:::policy/a",
    ]);
    const ofAws = onQueue("Deny", "arn:aws:iam::aws:policy/a");
    assert.deepEqual(named("arn:aws:iam::*:policy/*", { identity: ofAws }), [
      "arn:aws:iam::aws:policy/a",
    ]);
  });

  it("keep characters that stand for themselves", () => {
    const [first] = members("arn:aws:s3:::b/${*}/${?}/*");
    assert.equal(first, "arn:aws:s3:::b/${*}/${?}/x");
  });

  it("are at most a hundred beside the usual ones", () => {
    const many = Array.from({ length: 150 }, (_, i) => `arn:aws:s3:::b/${i}`);
    const found = named("arn:aws:s3:::b/*", { identity: onQueue("Deny", ...many) });
    assert.deepEqual(found, ["arn:aws:s3:::b/x", ...many.slice(0, 100)]);
  });

  it("are written as those that the action is done to, with a name for each of their parts", () => {
    const streams = {
      action: "logs:PutLogEvents",
      resource: `arn:aws:logs:e:${OWN}:log-group:a:*`,
    };
    assert.deepEqual(members(streams.resource, {}, streams).slice(4), [
      `arn:aws:logs:e:${OWN}:log-group:a:log-stream:x`,
    ]);
    assert.deepEqual(
      members("arn:aws:*:e:1:q*", {}, { action: "sqs:SendMessage" }).at(-1),
      "arn:aws:sqs:e:1:q",
    );
    assert.deepEqual(members("arn:aws:s3:::*").at(-1), "arn:aws:s3:::x/x");
    assert.deepEqual(members("arn:aws:sqs:e:1:q*").slice(4), []);
    assert.deepEqual(members("arn:aws:own:::a*", {}, { action: "own:Action" }).slice(4), []);
  });
});
