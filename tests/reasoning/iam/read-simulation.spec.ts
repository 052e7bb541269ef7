import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluate, isFaulty, LIMITS, readSimulation } from "../../../reasoning/iam";
import { document, ROLE } from "./simulations";

const request = { principal: ROLE, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };

function pointers(source: unknown): readonly string[] {
  const read = readSimulation(source);
  return isFaulty(read) ? read.faults.map(({ pointer }) => pointer) : [];
}

describe("a simulation that is read from JSON", () => {
  for (const [title, source, expected] of [
    ["is fine", { request, policies: {} }, []],
    ["is no JSON", "{", [""]],
    ["is a list", [], [""]],
    ["lacks everything", {}, ["/request", "/policies"]],
    ["has a misspelt kind", { request, policies: { identities: [] } }, ["/policies/identities"]],
    [
      "asks for many actions",
      { request: { ...request, action: "s3:Get*" }, policies: {} },
      ["/request/action"],
    ],
    [
      "names nobody",
      { request: { ...request, principal: "ana" }, policies: {} },
      ["/request/principal"],
    ],
    [
      "has a faulty statement",
      { request, policies: { identity: [{ name: "a", document: { Statement: [{}] } }] } },
      ["/policies/identity/0/document/Statement/0/Effect"],
    ],
    [
      "has a bare faulty document",
      { request, policies: { boundary: { Statement: 7 } } },
      ["/policies/boundary/Statement"],
    ],
    [
      "has a level that is no list",
      { request, policies: { serviceControl: [document()] } },
      ["/policies/serviceControl/0"],
    ],
    [
      "gives a key twice",
      { request: { ...request, context: { "a:b": "1", "A:B": "2" } }, policies: {} },
      ["/request/context/A:B"],
    ],
    [
      "has a value that is none",
      { request: { ...request, context: { "a/b": {} } }, policies: {} },
      ["/request/context/a~1b"],
    ],
    [
      "has a grant without grantee",
      { request, policies: { grants: [{ operations: ["Decrypt"] }] } },
      ["/policies/grants/0/grantee"],
    ],
  ] as const) {
    it(`${title}: ${expected.join(", ") || "no fault"}`, () => {
      assert.deepEqual(pointers(source), expected);
    });
  }

  it("is at fault where it is too long or too deep, and says where", () => {
    const long = { ...request, resource: "a".repeat(LIMITS.text + 1) };
    assert.deepEqual(pointers({ request: long, policies: {} }), ["/request/resource"]);
    let deep: unknown = 1;
    for (let i = 0; i < 10_000; i++) deep = [deep];
    assert.equal(pointers({ request, policies: { identity: deep } }).length, 1);
  });

  it("takes members that every object has for what they are: absent", () => {
    const source = `{"request":${JSON.stringify(request)},"policies":{"__proto__":[],"identity":[]}}`;
    assert.deepEqual(pointers(source), ["/policies/__proto__"]);
  });

  it("never throws, whatever it is read from", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.anything(), (policies, anything) => {
        for (const source of [
          policies,
          anything,
          { request, policies },
          { request: anything, policies: {} },
        ]) {
          const read = readSimulation(source);
          if (!isFaulty(read)) evaluate(read);
        }
      }),
    );
  });

  it("never throws in deciding what one broken value makes of it", () => {
    const parts = fc.oneof(fc.jsonValue(), fc.constant({ unknown: "why" }), fc.string());
    fc.assert(
      fc.property(parts, parts, parts, (Resource, Condition, Principal) => {
        const statement = { Effect: "Allow", Action: "*", Resource, Condition };
        for (const policies of [
          { identity: [{ Statement: statement }] },
          { resource: [{ Statement: { ...statement, Principal } }] },
        ]) {
          const read = readSimulation({ request, policies });
          if (!isFaulty(read)) evaluate(read);
        }
      }),
    );
  });
});
