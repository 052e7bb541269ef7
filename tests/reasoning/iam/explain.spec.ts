import assert from "node:assert/strict";
import { contextChanges, evaluate, explain } from "../../../reasoning/iam";
import { CALLER, document, naming, ROLE, simulation } from "./simulations";

describe("the explanation of an IAM evaluation", () => {
  it("says of each statement which elements do not fit, with what was wanted and what came", () => {
    const explanations = explain(
      simulation({
        identity: document({ Action: "sqs:*", Resource: "arn:aws:sqs:*:*:q" }, {}),
        resource: naming(
          { AWS: `${ROLE}2` },
          { Condition: { Bool: { "aws:SecureTransport": "true" } } },
        ),
      }),
    );
    assert.deepEqual(
      explanations.map(({ statement, applies, misfits }) => [
        `${statement.kind}${statement.pointer}`,
        applies,
        misfits.map(({ pointer, wanted, got }) => [pointer, wanted, got]),
      ]),
      [
        [
          "identity/Statement/0",
          false,
          [
            ["/Statement/0/Action", ["sqs:*"], "s3:GetObject"],
            ["/Statement/0/Resource", ["arn:aws:sqs:*:*:q"], "arn:aws:s3:::lake/a.csv"],
          ],
        ],
        ["identity/Statement/1", true, []],
        [
          "resource/Statement/0",
          false,
          [
            ["/Statement/0/Principal", [`${ROLE}2`], ROLE],
            ["/Statement/0/Condition/Bool/aws:SecureTransport", ["true"], undefined],
          ],
        ],
      ],
    );
  });
});

describe("changes of the request context", () => {
  it("are told where they would turn the answer, and hold when they are made", () => {
    const Condition = {
      IpAddress: { "aws:SourceIp": "192.0.2.0/24" },
      StringLike: { "aws:SourceVpce": "vpce-*" },
    };
    const policies = { identity: document({ Condition }) };
    const changes = contextChanges(simulation(policies));
    assert.deepEqual(
      changes.map(({ context, outcome }) => [context, outcome]),
      [[{ "aws:SourceIp": "192.0.2.0", "aws:SourceVpce": "vpce-any" }, "allowed"]],
    );
    for (const { context, outcome } of changes)
      assert.equal(evaluate(simulation(policies, { context })).outcome, outcome);
  });

  it("may be the absence of a key", () => {
    const Condition = { StringEquals: { "aws:SourceVpc": "vpc-1" } };
    const identity = document({}, { Effect: "Deny", Condition });
    const changes = contextChanges(
      simulation({ identity }, { context: { "aws:SourceVpc": "vpc-1" } }),
    );
    assert.ok(
      changes.some(
        ({ context, outcome }) => outcome === "allowed" && context["aws:SourceVpc"]?.length === 0,
      ),
    );
  });

  it("leave alone what follows from the caller", () => {
    const Condition = { ArnEquals: { "aws:PrincipalArn": `${ROLE}2` } };
    const changes = contextChanges(
      simulation({ identity: document({ Condition }) }, { principal: CALLER }),
    );
    assert.deepEqual(changes, []);
  });
});
