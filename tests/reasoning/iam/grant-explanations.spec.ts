import assert from "node:assert/strict";
import { explain } from "../../../reasoning/iam";
import { Unknown } from "../../../reasoning/known";
import { naming, OWN, ROLE, simulation } from "./simulations";

const KEY = { action: "kms:Decrypt", resource: `arn:aws:kms:eu-west-1:${OWN}:key/1` };
const CHILD = { ...KEY, action: "kms:CreateGrant" };
const PAIR = "kms:EncryptionContext:lake";
const why = { unknown: "why" };
const SUBSET = "/constraints/encryptionContextSubset";
const EQUALS = "/constraints/encryptionContextEquals";

function told(value: unknown): unknown {
  return value instanceof Unknown ? value.toString() : value;
}

/** Each misfit of a grant to the caller as element, pointer, wanted, got, and fits. */
function misfitsOf(grant: object, request: object): readonly unknown[] {
  const grants = [{ name: "own", grantee: ROLE, operations: ["Decrypt", "CreateGrant"], ...grant }];
  const asked = simulation({ resource: naming("*"), grants }, { ...KEY, ...request });
  const found = explain(asked).find(({ statement }) => statement.kind === "grant");
  assert.ok(found !== undefined);
  return found.misfits.map(({ element, pointer, wanted, got, fits }) => [
    `${element} ${pointer}`,
    wanted,
    told(got),
    told(fits),
  ]);
}

const subset = (pairs: unknown): object => ({ constraints: { encryptionContextSubset: pairs } });
const equals = (pairs: unknown): object => ({ constraints: { encryptionContextEquals: pairs } });

describe("the explanation of what a grant asks for", () => {
  for (const [title, grant, request, ...misfits] of [
    ["nothing where all fits", {}, {}],
    [
      "operations that are not known",
      { operations: why },
      {},
      ["Action /operations", [], "Decrypt", "unknown (why)"],
    ],
    [
      "a grantee that is not known",
      { grantee: why },
      {},
      ["Principal /grantee", [], ROLE, "unknown (why)"],
    ],
    [
      "operations of a new grant that are too many",
      {},
      { ...CHILD, context: { "kms:GrantOperations": ["Decrypt", "Sign"] } },
      ["Condition /operations", ["Decrypt", "CreateGrant"], ["Decrypt", "Sign"], false],
    ],
    [
      "operations of a new grant that are not all known",
      {},
      { ...CHILD, context: { "kms:GrantOperations": ["Decrypt", why] } },
      [
        "Condition /operations",
        ["Decrypt", "CreateGrant"],
        ["Decrypt", "unknown (why)"],
        "unknown (why)",
      ],
    ],
    [
      "operations of a new grant by the name of their key",
      {},
      { ...CHILD, otherContext: "unknown" },
      [
        "Condition /operations",
        ["Decrypt", "CreateGrant"],
        "unknown (condition key kms:GrantOperations)",
        "unknown (condition key kms:GrantOperations)",
      ],
    ],
    [
      "limits that a new grant may lack",
      subset({ lake: "a" }),
      { ...CHILD, context: { "kms:GrantOperations": ["Decrypt"] } },
      [
        "Condition /constraints",
        [],
        "unknown (whether the new grant is as limited as own)",
        "unknown (whether the new grant is as limited as own)",
      ],
    ],
    [
      "another source",
      { sourceArn: "arn:aws:sqs:e:1:q" },
      { context: { "aws:SourceArn": "arn:aws:sqs:e:1:p" } },
      ["Condition /constraints/sourceArn", ["arn:aws:sqs:e:1:q"], ["arn:aws:sqs:e:1:p"], false],
    ],
    [
      "a source that is not there",
      { sourceArn: "arn:aws:sqs:e:1:q" },
      {},
      ["Condition /constraints/sourceArn", ["arn:aws:sqs:e:1:q"], undefined, false],
    ],
    [
      "a source by the name of its key",
      { sourceArn: why },
      { otherContext: "unknown" },
      [
        "Condition /constraints/sourceArn",
        [],
        "unknown (condition key aws:SourceArn)",
        "unknown (condition key aws:SourceArn)",
      ],
    ],
    [
      "another value of a pair",
      subset({ lake: "a" }),
      { context: { [PAIR]: "b" } },
      [`Condition ${SUBSET}/lake`, ["a"], ["b"], false],
    ],
    [
      "a pair that is not there",
      subset({ "a/b": "c" }),
      {},
      [`Condition ${SUBSET}/a~1b`, ["c"], undefined, false],
    ],
    [
      "a pair by the name of its key",
      subset({ Lake: "a" }),
      { otherContext: "unknown" },
      [
        `Condition ${SUBSET}/Lake`,
        ["a"],
        "unknown (condition key kms:EncryptionContext:Lake)",
        "unknown (condition key kms:EncryptionContext:Lake)",
      ],
    ],
    [
      "a pair whose value is not known",
      subset({ lake: why }),
      { context: { [PAIR]: "b" } },
      [`Condition ${SUBSET}/lake`, [], ["b"], "unknown (why)"],
    ],
    [
      "pairs that are not known",
      subset(why),
      {},
      [`Condition ${SUBSET}`, [], undefined, "unknown (why)"],
    ],
    [
      "all pairs where those are not known",
      equals(why),
      { context: { [PAIR]: "b" } },
      [`Condition ${EQUALS}`, [], undefined, "unknown (why)"],
      [`Condition ${EQUALS}`, [], ["lake"], "unknown (why)"],
    ],
    [
      "a pair too many, and none that the request is said not to hold",
      equals({ lake: "a" }),
      {
        context: {
          [PAIR]: "a",
          "kms:EncryptionContext:pond": "b",
          "kms:EncryptionContext:sea": [],
        },
      },
      [`Condition ${EQUALS}`, ["lake"], ["lake", "pond"], false],
    ],
    [
      "a pair too many whose value is empty, and one that is given as a list",
      equals({ lake: "a" }),
      {
        context: {
          [PAIR]: "a",
          "kms:EncryptionContext:pond": "",
          "kms:EncryptionContext:sea": ["b"],
        },
      },
      [`Condition ${EQUALS}`, ["lake"], ["lake", "pond", "sea"], false],
    ],
    [
      "nothing too much where the request is said not to hold the rest",
      equals({ lake: "a" }),
      { context: { [PAIR]: "a", "kms:EncryptionContext:sea": [] } },
    ],
    [
      "a pair that may be too many",
      equals({ lake: "a" }),
      { context: { [PAIR]: "a", "kms:EncryptionContext:pond": why } },
      [`Condition ${EQUALS}`, ["lake"], ["lake", "pond"], "unknown (why)"],
    ],
  ] as const) {
    it(`tells ${title}`, () => {
      assert.deepEqual(misfitsOf(grant, request), misfits);
    });
  }
});
