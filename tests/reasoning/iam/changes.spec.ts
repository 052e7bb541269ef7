import assert from "node:assert/strict";
import type { ContextChange } from "../../../reasoning/iam";
import { contextChanges } from "../../../reasoning/iam";
import { document, simulation } from "./simulations";

const where = (Condition: object): object => ({ Condition });

function changes(identity: object, request: object = {}): readonly ContextChange[] {
  return contextChanges(simulation({ identity }, request));
}

/** What would have to change, and to which end. */
function told(identity: object, request: object = {}): readonly unknown[] {
  return changes(identity, request).map(({ context, outcome }) => [context, outcome]);
}

describe("a change of the request context", () => {
  it("tells the statement that suggests it, the first of several", () => {
    const condition = where({ StringEquals: { "x:a": "1" } });
    const identity = [{ name: "own", document: document({ Sid: "One", ...condition }, condition) }];
    assert.deepEqual(changes(identity), [
      {
        context: { "x:a": "1" },
        outcome: "allowed",
        suggestedBy: {
          kind: "identity",
          document: "own",
          index: 0,
          pointer: "/Statement/0",
          effect: "Allow",
          sid: "One",
        },
      },
    ]);
  });

  it("keeps what the request has of other keys", () => {
    const identity = document(
      where({ StringEquals: { "x:a": "1", "x:b": "2" } }),
      where({ StringEquals: { "x:c": "3" } }),
    );
    assert.deepEqual(told(identity, { context: { "X:B": "2" } }), [
      [{ "x:a": "1" }, "allowed"],
      [{ "x:a": "1", "x:b": "2" }, "allowed"],
      [{ "x:c": "3" }, "allowed"],
    ]);
  });

  it("takes the place of the same key in other letters", () => {
    const identity = document(where({ StringEquals: { "X:A": "1" } }));
    assert.deepEqual(told(identity, { context: { "x:a": "2" } }), [[{ "X:A": "1" }, "allowed"]]);
  });

  it("never gives one key two values", () => {
    const identity = document(
      where({ NumericGreaterThan: { "x:a": "5" }, NumericGreaterThanEquals: { "X:A": "10" } }),
    );
    assert.deepEqual(told(identity), [[{ "X:A": "10" }, "allowed"]]);
  });

  it("is none where one of several conditions can never be satisfied", () => {
    const identity = document(where({ StringEquals: { "x:a": "1" }, Bool: { "x:b": "yes" } }));
    assert.deepEqual(told(identity), []);
  });

  it("is none where nothing is asked", () => {
    assert.deepEqual(told(document({})), []);
  });

  it("is looked for five hundred times at most", () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      where({ StringEquals: { [`x:${i}`]: "1" } }),
    );
    const found = changes(document(...many));
    // Of a key, three values are tried: the one that is asked for, another one, and none.
    assert.equal(found.length, Math.ceil(500 / 3));
    assert.ok(found.every(({ outcome }) => outcome === "allowed"));
  });
});
