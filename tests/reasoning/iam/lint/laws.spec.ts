import assert from "node:assert/strict";
import fc from "fast-check";
import type { LintFinding } from "../../../../reasoning/iam/lint";
import { lintPolicy } from "../../../../reasoning/iam/lint";

const action = fc.constantFrom(
  "s3:GetObject",
  "s3:*",
  "s3:GetObjects",
  "sqs:SendMessage",
  "*",
  "x",
);
const resource = fc.constantFrom(
  ...[
    "*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/*",
    "arn:aws:sqs:*:*:q",
    "b",
    "arn:aws:s3:::${aws:nme}",
  ],
);
const key = fc.constantFrom("aws:SourceVpc", "aws:CalledVia", "aws:SourceArn", "s3:prefix", "s3:x");
const operator = fc.constantFrom(
  ...["StringEquals", "StringLike", "ForAllValues:StringEquals", "ArnLike", "Null", "Bool", "Nul"],
);
const value = fc.constantFrom("a", "b*", "true", "false", "arn:aws:s3:::b");
const statement = fc.record(
  {
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.oneof(action, fc.array(action, { maxLength: 3 })),
    Resource: fc.oneof(resource, fc.array(resource, { maxLength: 3 })),
    Condition: fc.dictionary(operator, fc.dictionary(key, value, { maxKeys: 2 }), { maxKeys: 3 }),
  },
  { requiredKeys: ["Effect", "Action", "Resource"] },
);

function lint(statements: readonly unknown[]): readonly LintFinding[] {
  return lintPolicy({ Version: "2012-10-17", Statement: statements }, { form: "inline-role" });
}

/** What is said of one statement, told from its place. */
function of(index: number, findings: readonly LintFinding[]): readonly LintFinding[] {
  const place = `/Statement/${index}`;
  return findings
    .filter(({ pointer }) => pointer === place || pointer.startsWith(`${place}/`))
    .map((finding) => ({ ...finding, pointer: finding.pointer.slice(place.length) }));
}

describe("the laws of linting", () => {
  it("says of a statement the same wherever it stands and whatever stands beside it", () => {
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 5 }), (statements) => {
        const together = lint(statements);
        for (const [index, each] of statements.entries())
          assert.deepEqual(of(index, together), of(0, lint([each])));
      }),
    );
  });

  it("says of a text what it says of the object", () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
        const document = { Version: "2012-10-17", Statement: statements };
        const text = JSON.stringify(document, null, 2);
        assert.deepEqual(
          lintPolicy(text, { form: "managed" }),
          lintPolicy(document, { form: "managed" }),
        );
      }),
    );
  });

  it("says the same again, whatever was asked before", () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
        const first = lint(statements);
        lint([...statements].reverse());
        assert.deepEqual(lint(statements), first);
      }),
    );
  });

  it("changes nothing of what it reads", () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 5 }), (statements) => {
        const before = JSON.stringify(statements);
        lint(statements);
        assert.equal(JSON.stringify(statements), before);
      }),
    );
  });
});
