import assert from "node:assert/strict";
import type { PolicyFormName } from "../../../../reasoning/iam/lint";
import { lintPolicy } from "../../../../reasoning/iam/lint";

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" };
const SERVICE = { ...READ, Principal: { Service: "sns.amazonaws.com" } };
const LIST = { ...READ, Action: "s3:ListAllMyBuckets" };
const OWN_FOLDER = { ...READ, Resource: "arn:aws:s3:::data/${aws:username}/*" };

function lint(statement: object, form: PolicyFormName = "managed", rest: object = {}) {
  return lintPolicy({ Version: "2012-10-17", Statement: statement, ...rest }, { form });
}

function codes(statement: object, form?: PolicyFormName, rest?: object): readonly string[] {
  return lint(statement, form, rest).map(({ code }) => code);
}

describe("what the linter leaves alone", () => {
  for (const [title, statement, form] of [
    [
      "a service that a condition ties to a source",
      { ...SERVICE, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:*" } } },
      "bucket",
    ],
    [
      "a service that a condition ties to an account, in any case",
      { ...SERVICE, Condition: { StringEquals: { "AWS:sourceaccount": "111122223333" } } },
      "bucket",
    ],
    ["a service at an endpoint", SERVICE, "endpoint"],
    [
      "keys of actions that are only left out",
      {
        Effect: "Deny",
        NotAction: "s3:GetObject",
        Resource: "*",
        Condition: { StringEquals: { "s3:prefix": "in/" } },
      },
      "managed",
    ],
    [
      "an action without resources on a whole service",
      { ...LIST, Resource: "arn:aws:s3:*" },
      "managed",
    ],
    [
      "the same with stars for Region and account",
      { ...LIST, Resource: "arn:aws:s3:*:*:*" },
      "managed",
    ],
    ["the same with nothing for them", { ...LIST, Resource: "arn:aws:s3:::*" }, "managed"],
  ] as const) {
    it(`is ${title}`, () => {
      assert.deepEqual(codes(statement, form), []);
    });
  }

  it("is the word everyone for services, who are not everyone", () => {
    assert.deepEqual(codes({ ...READ, Principal: { Service: "*" } }, "bucket"), [
      "service-unconfined",
    ]);
  });
});

describe("what the linter finds", () => {
  for (const [title, statement, expected] of [
    [
      "an action without resources in one Region",
      { ...LIST, Resource: "arn:aws:s3:eu-west-1::*" },
      ["action-needs-star"],
    ],
    [
      "an action without resources in one account",
      { ...LIST, Resource: "arn:aws:s3::111122223333:*" },
      ["action-needs-star"],
    ],
  ] as const) {
    it(`is ${title}`, () => {
      assert.deepEqual(codes(statement), expected);
    });
  }

  it("is a service that no condition ties to a source", () => {
    const Condition = { Bool: { "aws:SecureTransport": "true" } };
    assert.deepEqual(codes({ ...SERVICE, Condition }, "bucket"), ["service-unconfined"]);
  });

  it("is a variable in a document of the older version, named or not", () => {
    for (const Version of ["2008-10-17", undefined]) {
      const findings = lint(OWN_FOLDER, "managed", { Version });
      assert.deepEqual(
        findings.map(({ message, fix }) => `${message} ${fix}`),
        [
          Version === undefined
            ? 'Without a version a document is of 2008-10-17, which knows no policy variables. Write "Version": "2012-10-17".'
            : '2008-10-17 knows no policy variables. Write "Version": "2012-10-17".',
          '"arn:aws:s3:::data/${aws:username}/*" is taken as plain text: the document is not of version 2012-10-17. Add "Version": "2012-10-17".',
        ],
      );
    }
  });

  it("is a version that does not exist, of whose variables nothing is said", () => {
    assert.deepEqual(codes(OWN_FOLDER, "managed", { Version: "2012-10-71" }), ["version-invalid"]);
  });

  it("is a list without statements, at its place", () => {
    const [finding, ...rest] = lint([]);
    assert.deepEqual([finding?.code, finding?.pointer, rest], ["element-empty", "/Statement", []]);
  });

  for (const [character, code] of [
    ["ā", "U+0101"],
    ["\u{1f9ea}", "U+1F9EA"],
    ["→é", "U+2192"],
  ] as const) {
    it(`is the first character that IAM refuses, as ${code}`, () => {
      const text = JSON.stringify({ Version: "2012-10-17", Statement: READ }).replace(
        "data",
        `data${character}`,
      );
      const [found] = lintPolicy(text, { form: "managed" });
      assert.equal(found?.message, `The document holds the character ${code}, which IAM refuses.`);
    });
  }
});
