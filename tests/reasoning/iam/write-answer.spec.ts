import assert from "node:assert/strict";
import { answer } from "../../../reasoning/iam";
import { document, simulation } from "./simulations";

const of = (name: string, ...statements: object[]): object => ({
  name,
  document: document(...statements),
});

describe("an answer that is written down", () => {
  it("holds the evaluation, each statement with its misfits, and what context would change it", () => {
    const Condition = { StringEquals: { "x:a": "1" }, Bool: { "x:b": "true" } };
    const policies = {
      identity: [of("own", { Sid: "A", Condition })],
      boundary: [of("limit", { Action: { unknown: "why" } })],
    };
    const asked = simulation(policies, { context: { "x:b": { unknown: "how" } } });
    const own = {
      kind: "identity",
      document: "own",
      index: 0,
      sid: "A",
      pointer: "/Statement/0",
      effect: "Allow",
    };
    assert.deepEqual(answer(asked), {
      outcome: "implicitly-denied",
      unknown: [],
      blockedBy: ["identity"],
      decidedBy: [],
      statements: [
        {
          statement: {
            kind: "boundary",
            document: "limit",
            index: 0,
            pointer: "/Statement/0",
            effect: "Allow",
          },
          applies: { unknown: "why" },
          misfits: [
            {
              element: "Action",
              pointer: "/Statement/0/Action",
              wanted: [],
              got: "s3:GetObject",
              fits: { unknown: "why" },
            },
          ],
        },
        {
          statement: own,
          applies: false,
          misfits: [
            {
              element: "Condition",
              pointer: "/Statement/0/Condition/StringEquals/x:a",
              wanted: ["1"],
              got: null,
              fits: false,
            },
            {
              element: "Condition",
              pointer: "/Statement/0/Condition/Bool/x:b",
              wanted: ["true"],
              got: { unknown: "how" },
              fits: { unknown: "how" },
            },
          ],
        },
      ],
      contextChanges: [
        { context: { "x:a": "1" }, outcome: "unknown", suggestedBy: own },
        { context: { "x:a": "1", "x:b": "true" }, outcome: "unknown", suggestedBy: own },
      ],
    });
  });

  it("says everything that has to be known first", () => {
    const identity = [of("own", { Action: [{ unknown: "why" }], Resource: { unknown: "where" } })];
    const { outcome, unknown, statements } = answer(simulation({ identity }));
    assert.deepEqual([outcome, unknown], ["unknown", ["why", "where"]]);
    assert.deepEqual(statements[0]?.applies, { unknown: "why, where" });
  });

  it("has a witness of a refused pattern, and none otherwise", () => {
    const identity = document({ Resource: "arn:aws:s3:::lake/in/*" });
    const refused = answer(simulation({ identity }, { resource: "arn:aws:s3:::lake/*" }));
    assert.equal(refused.witness, "arn:aws:s3:::lake/x");
    assert.equal("witness" in answer(simulation({ identity })), false);
  });

  it("is the same after a way through JSON", () => {
    const identity = document({ Condition: { Bool: { "x:b": { unknown: "how" } } } });
    const written = answer(simulation({ identity }));
    assert.deepEqual(JSON.parse(JSON.stringify(written)), written);
  });
});
