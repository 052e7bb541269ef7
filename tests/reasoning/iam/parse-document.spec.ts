import assert from "node:assert/strict";
import type { Document, Statement } from "../../../reasoning/iam";
import { MalformedDocument, parseDocument } from "../../../reasoning/iam";
import { Unknown } from "../../../reasoning/known";

const allow = { Effect: "Allow", Action: "a:b" };

function read(statement: unknown, unknowns: "allowed" | "refused" = "refused"): Document {
  const document = parseDocument({ Statement: [statement] }, undefined, unknowns);
  assert.ok(!(document instanceof MalformedDocument));
  return document;
}

function only(statement: unknown, unknowns: "allowed" | "refused" = "refused"): Statement {
  const [first] = read(statement, unknowns).statements;
  assert.ok(first !== undefined);
  return first;
}

describe("a document that is at fault", () => {
  const ELEMENTS =
    "Sid, Effect, Condition, Action, NotAction, Resource, NotResource, Principal, NotPrincipal";
  for (const [source, words] of [
    [[], "is not an object"],
    ['{"Statement":', "is not JSON"],
    [{ Version: 7, Statement: [] }, "/Version is not text"],
    [{ Statement: [7] }, "/Statement/0 is not an object"],
    [{ Statement: 7 }, "/Statement is not an object"],
    [{ Statement: [{ Effect: "allow" }] }, "/Statement/0/Effect is neither Allow nor Deny"],
    [
      { Statement: [{ ...allow, NotAction: "a:c" }] },
      "/Statement/0/NotAction stands beside Action",
    ],
    [
      { Statement: [{ Effect: "Deny" }] },
      "/Statement/0/Action is neither text nor a list of texts",
    ],
    [
      { Statement: [{ ...allow, Action: [7] }] },
      "/Statement/0/Action is neither text nor a list of texts",
    ],
    [{ Statement: [{ ...allow, Action: "" }] }, "/Statement/0/Action is empty"],
    [{ Statement: [{ ...allow, Resource: [] }] }, "/Statement/0/Resource is empty"],
    [
      { Statement: [{ ...allow, Principal: 7 }] },
      "/Statement/0/Principal is neither * nor an object",
    ],
    [
      { Statement: [{ ...allow, Principal: ["*"] }] },
      "/Statement/0/Principal is neither * nor an object",
    ],
    [
      { Statement: [{ ...allow, NotPrincipal: { Aws: "*" } }] },
      "/Statement/0/NotPrincipal/Aws is not one of AWS, Service, Federated, CanonicalUser",
    ],
    [
      { Statement: [{ ...allow, Principal: { AWS: 7 } }] },
      "/Statement/0/Principal/AWS is neither text nor a list of texts",
    ],
    [
      { Statement: [{ ...allow, Condition: [] }] },
      "/Statement/0/Condition is not an object of operators",
    ],
    [
      { Statement: [{ ...allow, Condition: { Bool: "true" } }] },
      "/Statement/0/Condition is not an object of operators",
    ],
    [
      { Statement: [{ ...allow, Condition: { "Bool/": { "a~b": {} } } }] },
      "/Statement/0/Condition/Bool~1/a~0b is neither text, number, true, false nor a list; numbers beyond 2^53 have to be written as text",
    ],
    [
      { Statement: [{ ...allow, ["x".repeat(200)]: 1 }] },
      `/Statement/0/${"x".repeat(100)} is not one of ${ELEMENTS}`,
    ],
    [{ Statement: [{ unknown: "why" }] }, `/Statement/0/unknown is not one of ${ELEMENTS}`],
    [
      { Statement: [{ ...allow, Effect: { unknown: "why" } }] },
      "/Statement/0/Effect is neither Allow nor Deny",
    ],
  ] as const) {
    it(`says that ${words.slice(0, 90)}`, () => {
      const document = parseDocument(source);
      assert.ok(document instanceof MalformedDocument);
      assert.equal(document.toString(), words);
    });
  }
});

describe("a statement that is read", () => {
  it("holds what is written, as lists, and nothing of what is not", () => {
    assert.deepEqual(only(allow), {
      index: 0,
      pointer: "/Statement/0",
      effect: "Allow",
      actions: ["a:b"],
      actionsInverted: false,
      resourcesInverted: false,
      principalsInverted: false,
      conditions: [],
      variables: false,
    });
    assert.ok(!("sid" in only({ ...allow, Sid: 7 })));
    assert.equal(only({ ...allow, Sid: "Read" }).sid, "Read");
  });

  it("holds the values of its conditions as texts", () => {
    const Condition = { StringEquals: { "x:key": ["a", 7, true] }, Bool: { "x:other": false } };
    assert.deepEqual(only({ ...allow, Condition }).conditions, [
      { operator: "StringEquals", key: "x:key", values: ["a", "7", "true"] },
      { operator: "Bool", key: "x:other", values: ["false"] },
    ]);
  });

  it("holds who is named, type by type", () => {
    const Principal = { AWS: ["1", "2"], Service: "s", Federated: "f", CanonicalUser: "c" };
    assert.deepEqual(only({ ...allow, Principal }).principals, {
      everyone: false,
      services: ["s"],
      aws: ["1", "2"],
      federated: ["f"],
      canonicalUsers: ["c"],
    });
    assert.equal(only({ ...allow, NotPrincipal: { AWS: "*" } }).principals?.everyone, true);
  });

  const why = { unknown: "why" };
  const because = new Unknown(["why"]);
  for (const [title, statement, hidden] of [
    ["actions", { ...allow, Action: ["a:b", why] }, { actions: because }],
    ["resources", { ...allow, Resource: ["*", why] }, { resources: because }],
    ["a principal", { ...allow, Principal: { AWS: [why] } }, { principals: because }],
    ["all principals", { ...allow, Principal: why }, { principals: because }],
    ["all conditions", { ...allow, Condition: why }, { conditions: because }],
    ["an operator", { ...allow, Condition: { Bool: why } }, { conditions: because }],
  ] as const) {
    it(`says what is hidden of ${title}`, () => {
      assert.deepEqual(only(statement, "allowed").hidden, hidden);
    });
  }

  it("says what is hidden among the values of a condition", () => {
    const Condition = { Bool: { "x:key": ["a", why] } };
    const statement = only({ ...allow, Condition }, "allowed");
    assert.deepEqual(statement.conditions, [
      { operator: "Bool", key: "x:key", values: ["a"], hidden: because },
    ]);
    assert.ok(!("hidden" in statement));
  });

  for (const [title, statement] of [
    ["as a whole", why],
    ["in its effect", { ...allow, Effect: why }],
  ] as const) {
    it(`counts as hidden in its document if it is hidden ${title}`, () => {
      assert.deepEqual(read(statement, "allowed"), {
        version: undefined,
        statements: [],
        hidden: because,
      });
    });
  }
});
