import assert from "node:assert/strict";
import { isFaulty, readSimulation } from "../../../reasoning/iam";
import { ROLE } from "./simulations";

const request = { principal: ROLE, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
const ASSUME = { principal: ROLE, action: "sts:AssumeRole", resource: ROLE };
const TRUST = { Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } };

/** What is wrong with an input, line by line; empty if nothing is. */
function faultsOf(source: unknown): readonly string[] {
  const read = readSimulation(source);
  return isFaulty(read) ? read.message.split("\n") : [];
}

const asking = (change: object): object => ({ request: { ...request, ...change }, policies: {} });
const given = (context: unknown, more: object = {}): object => asking({ context, ...more });

describe("a simulation that cannot be read", () => {
  for (const [title, source, ...faults] of [
    ["no JSON", "{", "the input is not JSON"],
    ["a number", 7, "the input is not an object with `request` and `policies`"],
    ["text that holds a number", "7", "the input is not an object with `request` and `policies`"],
    ["nothing", {}, "/request is not an object", "/policies is not an object"],
    [
      "something besides",
      { ...asking({}), version: 1 },
      "/version is not one of request, policies",
    ],
    [
      "a request with something besides",
      asking({ actions: [] }),
      "/request/actions is not one of principal, action, resource, resourceAccount, context, otherContext",
    ],
    [
      "an action in a list",
      asking({ action: ["s3:GetObject"] }),
      "/request/action is not one action, such as s3:GetObject, without wildcards",
    ],
    [
      "an action with a colon too many",
      asking({ action: "s3:Get:Object" }),
      "/request/action is not one action, such as s3:GetObject, without wildcards",
    ],
    [
      "no resource",
      asking({ resource: undefined }),
      '/request/resource is neither text nor { "unknown": "<why>" }',
    ],
    [
      "an empty resource",
      asking({ resource: "" }),
      '/request/resource is neither text nor { "unknown": "<why>" }',
    ],
    [
      "a resource that is unknown and more than that",
      asking({ resource: { unknown: "why", until: "tomorrow" } }),
      '/request/resource is neither text nor { "unknown": "<why>" }',
    ],
    [
      "an account of more digits",
      asking({ resourceAccount: "1111222233334" }),
      "/request/resourceAccount is not an account number of twelve digits",
    ],
    [
      "an account of fewer digits",
      asking({ resourceAccount: "11112222333" }),
      "/request/resourceAccount is not an account number of twelve digits",
    ],
    [
      "an account's ARN",
      asking({ resourceAccount: "arn:aws:iam::111122223333" }),
      "/request/resourceAccount is not an account number of twelve digits",
    ],
    [
      "an account as a number",
      asking({ resourceAccount: 111122223333 }),
      '/request/resourceAccount is neither text nor { "unknown": "<why>" }',
    ],
    [
      "another word for other keys",
      asking({ otherContext: "none" }),
      '/request/otherContext is neither "absent" nor "unknown"',
    ],
    ["a context that is a list", given([]), "/request/context is not an object of condition keys"],
    ["a context of null", given(null), "/request/context is not an object of condition keys"],
    [
      "a key twice",
      given({ "a:b": "1", "A:B": "2" }),
      "/request/context/A:B is given twice; keys are told apart without case",
    ],
    [
      "a value of null",
      given({ "a:b": null }),
      "/request/context/a:b is neither text, number, true, false nor a list; numbers beyond 2^53 have to be written as text",
    ],
    [
      "a value in a list of a list",
      given({ "a:b": ["1", ["2"]] }),
      "/request/context/a:b is neither text, number, true, false nor a list; numbers beyond 2^53 have to be written as text",
    ],
    [
      "a kind of policies that is none",
      { request, policies: { group: [] } },
      "/policies/group is not one of identity, boundary, session, resource, serviceControl, resourceControl, endpoint, restrictPublicBuckets, grants",
    ],
    ["policies in a list", { request, policies: [] }, "/policies is not an object"],
    [
      "a role's policy with a resource",
      {
        request: ASSUME,
        policies: { resource: { Statement: { ...TRUST.Statement, Resource: "*" } } },
      },
      "/policies/resource/Statement/Resource does not belong into a trust policy",
    ],
    [
      "a bucket's policy without one",
      { request, policies: { resource: TRUST } },
      "/policies/resource/Statement/Resource is missing",
    ],
    [
      "no request, beside the policy of a resource that names none",
      { request: 7, policies: { resource: TRUST } },
      "/request is not an object",
      "/policies/resource/Statement/Resource is missing",
    ],
    [
      "a role's policy for an action that is not of STS",
      { request: { ...ASSUME, action: "iam:PassRole" }, policies: { resource: TRUST } },
      "/policies/resource/Statement/Resource is missing",
    ],
    [
      "a policy of what only looks like a role",
      { request: { ...ASSUME, resource: `x:${ROLE}` }, policies: { resource: TRUST } },
      "/policies/resource/Statement/Resource is missing",
    ],
    [
      "a boundary that names principals",
      { request, policies: { boundary: TRUST } },
      "/policies/boundary/Statement/Resource is missing",
    ],
    [
      "several faults, all of which are told",
      { request: { ...request, action: "*", context: 7 }, policies: { grants: {} } },
      "/request/action is not one action, such as s3:GetObject, without wildcards",
      "/request/context is not an object of condition keys",
      "/policies/grants is not a list of grants",
    ],
  ] as const) {
    it(`since it holds ${title}, says so`, () => {
      assert.deepEqual(faultsOf(source), faults);
    });
  }

  it("tells fifty faults and no more", () => {
    const keys = (count: number): object =>
      given(Object.fromEntries(Array.from({ length: count }, (_, i) => [`x:${i}`, {}])));
    for (const [count, told] of [
      [49, 49],
      [50, 50],
      [51, 50],
      [200, 50],
    ] as const)
      assert.equal(faultsOf(keys(count)).length, told, `${count} faults`);
  });

  it("is told apart from other errors by its name", () => {
    const read = readSimulation("{");
    assert.ok(isFaulty(read));
    assert.equal(`${read.name}: ${read.message}`, "SimulationFaults: the input is not JSON");
  });
});

describe("a simulation that can be read", () => {
  const contextOf = (context: unknown, more: object = {}): unknown => {
    const read = readSimulation(given(context, more));
    assert.ok(!isFaulty(read));
    return [[...read.request.context], read.request.otherContext];
  };

  it("takes numbers and booleans of the context as texts", () => {
    const context = { "a:n": 5, "a:b": true, "a:l": ["x", 0, false], "a:none": [] };
    assert.deepEqual(contextOf(context), [
      [
        ["a:n", "5"],
        ["a:b", "true"],
        ["a:l", ["x", "0", "false"]],
        ["a:none", []],
      ],
      "unknown",
    ]);
  });

  it("may say that other keys are absent, but not of a context that is hidden", () => {
    const absent = { otherContext: "absent" };
    assert.deepEqual(contextOf({}, absent), [[], "absent"]);
    assert.deepEqual(contextOf(undefined, absent), [[], "absent"]);
    assert.deepEqual(contextOf({ unknown: "why" }, absent), [[], "unknown"]);
  });

  it("may leave the resource, its account and a value of the context unknown", () => {
    const unknown = { unknown: "why" };
    for (const change of [
      { resource: unknown },
      { resourceAccount: unknown },
      { context: { "a:b": unknown } },
      { context: { "a:b": [unknown] } },
    ])
      assert.deepEqual(faultsOf(asking(change)), []);
  });

  it("takes a role's policy for a trust policy in any partition and in any case", () => {
    for (const [action, resource] of [
      ["sts:AssumeRole", ROLE],
      ["STS:assumerole", ROLE.replace("aws", "aws-cn")],
    ] as const) {
      const asked = { principal: ROLE, action, resource };
      assert.deepEqual(faultsOf({ request: asked, policies: { resource: TRUST } }), []);
    }
  });

  it("takes the policy of a resource that nobody knows for one that names resources", () => {
    const asked = { ...ASSUME, resource: { unknown: "why" } };
    const policies = { resource: { Statement: { ...TRUST.Statement, Resource: "*" } } };
    assert.deepEqual(faultsOf({ request: asked, policies }), []);
  });
});
