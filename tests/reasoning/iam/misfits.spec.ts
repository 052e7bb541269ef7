import assert from "node:assert/strict";
import type { Misfit } from "../../../reasoning/iam";
import { explain } from "../../../reasoning/iam";
import type { Maybe, Truth } from "../../../reasoning/known";
import { isKnown } from "../../../reasoning/known";
import { document, naming, OWN, ROLE, ROOT, simulation, USER } from "./simulations";

const why = { unknown: "why" };
const SERVICE = { service: "sqs.amazonaws.com" };
const PROVIDER = { provider: "accounts.google.com" };
const PRINCIPAL = "Principal /Statement/0/Principal";

function told<T>(value: Maybe<T>): T | string {
  return isKnown(value) ? value : value.toString();
}

/** Whether one statement applies, and each misfit as element, pointer, wanted, got, and fits. */
function explained(policies: object, request: object = {}): readonly unknown[] {
  const [explanation, ...others] = explain(simulation(policies, request));
  assert.ok(explanation !== undefined && others.length === 0);
  const { applies, misfits } = explanation;
  return [
    told<Exclude<Truth, object>>(applies),
    ...misfits.map(({ element, pointer, wanted, got, fits }) => [
      `${element} ${pointer}`,
      wanted,
      told<Exclude<Misfit["got"], object>>(got as Maybe<string>),
      told<Exclude<Truth, object>>(fits),
    ]),
  ];
}

const resource = (principal: unknown, more: object = {}): object => ({
  resource: naming(principal, more),
});

describe("the explanation of a statement", () => {
  for (const [title, policies, request, ...expected] of [
    ["that fits", { identity: document({}) }, {}, true],
    [
      "with NotAction and NotResource",
      {
        identity: {
          Statement: {
            Effect: "Allow",
            NotAction: ["s3:*"],
            NotResource: "arn:aws:s3:::lake/*",
          },
        },
      },
      {},
      false,
      ["Action /Statement/NotAction", ["s3:*"], "s3:GetObject", false],
      [
        "Resource /Statement/NotResource",
        ["arn:aws:s3:::lake/*"],
        "arn:aws:s3:::lake/a.csv",
        false,
      ],
    ],
    [
      "for a resource that nobody knows",
      { identity: document({ Resource: "arn:aws:s3:::lake/*" }) },
      { resource: why },
      "unknown (why)",
      ["Resource /Statement/0/Resource", ["arn:aws:s3:::lake/*"], "unknown (why)", "unknown (why)"],
    ],
    [
      "whose action is open and whose resource does not fit",
      { identity: document({ Action: [why], Resource: "arn:aws:s3:::pond" }) },
      {},
      false,
      ["Action /Statement/0/Action", [], "s3:GetObject", "unknown (why)"],
      ["Resource /Statement/0/Resource", ["arn:aws:s3:::pond"], "arn:aws:s3:::lake/a.csv", false],
    ],
    [
      "whose action and condition are open",
      { identity: document({ Action: [why], Condition: { Bool: { "x:b": { unknown: "how" } } } }) },
      { context: { "x:b": "true" } },
      "unknown (why, how)",
      ["Action /Statement/0/Action", [], "s3:GetObject", "unknown (why)"],
      ["Condition /Statement/0/Condition/Bool/x:b", [], "true", "unknown (how)"],
    ],
    [
      "whose conditions are hidden",
      { identity: document({ Condition: why }) },
      {},
      "unknown (why)",
      ["Condition /Statement/0/Condition", [], undefined, "unknown (why)"],
    ],
    [
      "with one condition of two that fits",
      {
        identity: document({
          Condition: { StringEquals: { "x:a": "1", "x:b/c": ["2", "3"] } },
        }),
      },
      { context: { "x:a": "1", "X:B/C": "4" } },
      false,
      ["Condition /Statement/0/Condition/StringEquals/x:b~1c", ["2", "3"], "4", false],
    ],
    [
      "on a key with several values",
      { identity: document({ Condition: { "ForAnyValue:StringEquals": { "x:a": "1" } } }) },
      { context: { "x:a": ["2", why] } },
      "unknown (why)",
      [
        "Condition /Statement/0/Condition/ForAnyValue:StringEquals/x:a",
        ["1"],
        ["2", "unknown (why)"],
        "unknown (why)",
      ],
    ],
    [
      "on a key that the request does not hold",
      { identity: document({ Condition: { StringEquals: { "x:a": "1" } } }) },
      { context: { "x:a": [] } },
      false,
      ["Condition /Statement/0/Condition/StringEquals/x:a", ["1"], undefined, false],
    ],
    [
      "on a key of which nothing is known",
      { identity: document({ Condition: { StringEquals: { "x:A": "1" } } }) },
      { otherContext: "unknown" },
      "unknown (condition key x:A)",
      [
        "Condition /Statement/0/Condition/StringEquals/x:A",
        ["1"],
        "unknown (condition key x:A)",
        "unknown (condition key x:A)",
      ],
    ],
    [
      "that names others by every type",
      resource({
        AWS: ["111111111111", "222222222222"],
        Service: "sns.amazonaws.com",
        Federated: "accounts.google.com",
        CanonicalUser: "f".repeat(64),
      }),
      { principal: "*" },
      false,
      [
        PRINCIPAL,
        [
          "111111111111",
          "222222222222",
          "sns.amazonaws.com",
          "accounts.google.com",
          "f".repeat(64),
        ],
        "*",
        false,
      ],
    ],
    [
      "that names another role",
      resource({ AWS: ROLE }),
      { principal: USER },
      false,
      [PRINCIPAL, [ROLE], USER, false],
    ],
    [
      "that names another account",
      resource({ AWS: `${OWN.slice(1)}9` }),
      { principal: ROOT },
      false,
      [PRINCIPAL, [`${OWN.slice(1)}9`], ROOT, false],
    ],
    [
      "that names another service",
      resource({ Service: "s3.amazonaws.com" }),
      { principal: SERVICE },
      false,
      [PRINCIPAL, ["s3.amazonaws.com"], SERVICE.service, false],
    ],
    [
      "that names another provider",
      resource({ Federated: "www.amazon.com" }),
      { principal: PROVIDER },
      false,
      [PRINCIPAL, ["www.amazon.com"], PROVIDER.provider, false],
    ],
    [
      "that names somebody where the caller is open",
      resource({ AWS: ROLE }),
      { principal: why },
      "unknown (why)",
      [PRINCIPAL, [ROLE], "unknown (why)", "unknown (why)"],
    ],
    ["that names the caller's account", resource({ AWS: OWN }), {}, true],
    [
      "that denies everybody but the caller's account",
      {
        resource: document({ Effect: "Deny", NotPrincipal: { AWS: [ROLE, ROOT] } }),
      },
      { principal: ROOT },
      false,
      ["Principal /Statement/0/NotPrincipal", [ROLE, ROOT], ROOT, false],
    ],
    [
      "that allows everybody but everybody",
      { resource: document({ NotPrincipal: "*" }) },
      {},
      false,
      ["Principal /Statement/0/NotPrincipal", ["*"], ROLE, false],
    ],
    [
      "that allows everybody but the caller's account, perhaps",
      { resource: document({ NotPrincipal: { AWS: ROOT } }) },
      { principal: USER },
      "unknown (whether NotPrincipal passes limits by, NotPrincipal names the caller's account)",
      [
        "Principal /Statement/0/NotPrincipal",
        [ROOT],
        USER,
        "unknown (whether NotPrincipal passes limits by, NotPrincipal names the caller's account)",
      ],
    ],
    [
      "that denies everybody but the caller, whose account it leaves out",
      { resource: document({ Effect: "Deny", NotPrincipal: { AWS: USER } }) },
      { principal: USER },
      "unknown (NotPrincipal names the caller, but not all it needs)",
      [
        "Principal /Statement/0/NotPrincipal",
        [USER],
        USER,
        "unknown (NotPrincipal names the caller, but not all it needs)",
      ],
    ],
    [
      "that denies the account of the caller",
      resource({ AWS: OWN }, { Effect: "Deny" }),
      { principal: USER },
      true,
    ],
  ] as const) {
    it(`${title} says what does not fit, and why`, () => {
      assert.deepEqual(explained(policies, request), expected);
    });
  }

  it("names the level of the organisation that it stands at", () => {
    const policies = { serviceControl: [[], [{ name: "unit", document: document({ Sid: "A" }) }]] };
    assert.deepEqual(
      explain(simulation(policies)).map(({ statement }) => statement),
      [
        {
          kind: "serviceControl",
          document: "unit",
          level: 1,
          index: 0,
          sid: "A",
          pointer: "/Statement/0",
          effect: "Allow",
        },
      ],
    );
  });
});
