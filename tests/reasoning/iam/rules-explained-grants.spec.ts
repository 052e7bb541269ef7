import assert from "node:assert/strict";
import { explain } from "../../../reasoning/iam";
import { isKnown } from "../../../reasoning/known";
import { naming, OWN, ROLE, simulation } from "./simulations";

const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
const PAIR = "kms:EncryptionContext:aws:s3:arn";

function explained(grants: readonly unknown[], request: object = {}): readonly unknown[] {
  const asked = simulation(
    { resource: naming({ AWS: OWN }), grants },
    { action: "kms:Decrypt", resource: KEY, ...request },
  );
  return explain(asked)
    .filter(({ statement }) => statement.kind === "grant")
    .map(({ statement, applies, misfits }) => [
      statement.document,
      isKnown(applies) ? applies : "unknown",
      misfits.map(({ element, pointer, wanted, got }) => [element, pointer, wanted, got]),
    ]);
}

const grant = (more: object = {}): object => ({
  name: "for-etl",
  grantee: ROLE,
  operations: ["Decrypt"],
  ...more,
});

describe("the explanation of a grant", () => {
  it("finds nothing amiss with one that permits", () => {
    assert.deepEqual(explained([grant()]), [["for-etl", true, []]]);
  });

  it("is none for one of which nothing is known", () => {
    assert.deepEqual(explained([{ unknown: "why" }, grant()]), [["for-etl", true, []]]);
  });

  it("tells who may not retire it, since nobody is named who may", () => {
    assert.deepEqual(explained([grant()], { action: "kms:RetireGrant" }), [
      ["for-etl", false, [["Action", "/operations", ["Decrypt"], "RetireGrant"]]],
    ]);
  });

  it("tells that who may retire it may not decrypt by it", () => {
    assert.deepEqual(explained([grant({ grantee: `${ROLE}2`, retiringPrincipal: ROLE })]), [
      ["for-etl", false, [["Principal", "/grantee", [`${ROLE}2`], ROLE]]],
    ]);
  });

  it("tells the grantee and the operations that do not fit", () => {
    assert.deepEqual(explained([grant({ grantee: `${ROLE}2`, operations: ["Encrypt", "Sign"] })]), [
      [
        "for-etl",
        false,
        [
          ["Principal", "/grantee", [`${ROLE}2`], ROLE],
          ["Action", "/operations", ["Encrypt", "Sign"], "Decrypt"],
        ],
      ],
    ]);
  });

  it("tells the pair of the encryption context that is missing, and the one too many", () => {
    const constraints = { encryptionContextEquals: { "aws:s3:arn": "arn:aws:s3:::lake" } };
    assert.deepEqual(
      explained([grant({ constraints })], { context: { "kms:EncryptionContext:b": "1" } }),
      [
        [
          "for-etl",
          false,
          [
            [
              "Condition",
              "/constraints/encryptionContextEquals/aws:s3:arn",
              ["arn:aws:s3:::lake"],
              undefined,
            ],
            ["Condition", "/constraints/encryptionContextEquals", ["aws:s3:arn"], ["b"]],
          ],
        ],
      ],
    );
  });

  it("is open where a pair may be there or not", () => {
    const constraints = { encryptionContextEquals: { "aws:s3:arn": "arn:aws:s3:::lake" } };
    const context = { [PAIR]: "arn:aws:s3:::lake", "kms:EncryptionContext:b": { unknown: "b" } };
    assert.deepEqual(explained([grant({ constraints })], { context }), [
      [
        "for-etl",
        "unknown",
        [
          [
            "Condition",
            "/constraints/encryptionContextEquals",
            ["aws:s3:arn"],
            ["aws:s3:arn", "b"],
          ],
        ],
      ],
    ]);
  });

  it("tells the source", () => {
    assert.deepEqual(explained([grant({ sourceArn: "arn:aws:sqs:*:*:q" })]), [
      [
        "for-etl",
        false,
        [["Condition", "/constraints/sourceArn", ["arn:aws:sqs:*:*:q"], undefined]],
      ],
    ]);
  });

  it("knows that who may retire a grant needs no operation", () => {
    const retirable = grant({ grantee: `${ROLE}2`, retiringPrincipal: ROLE });
    assert.deepEqual(explained([retirable], { action: "kms:RetireGrant" }), [
      ["for-etl", true, []],
    ]);
    assert.equal(explained([retirable]).length, 1);
  });

  it("says nothing of grants where another service is asked", () => {
    assert.deepEqual(explained([grant()], { action: "s3:GetObject" }), []);
  });
});
