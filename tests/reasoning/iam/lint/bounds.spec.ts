import assert from "node:assert/strict";
import type { PolicyFormName } from "../../../../reasoning/iam/lint";
import { lintPolicy } from "../../../../reasoning/iam/lint";

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" };
const SERVICE = { ...READ, Principal: { Service: "sns.amazonaws.com" } };
const LIST = { ...READ, Action: "s3:ListAllMyBuckets" };
const OWN_FOLDER = { ...READ, Resource: "arn:aws:s3:::data/${aws:username}/*" };

/** The ARN of a queue with so many characters. */
function queue(length: number): string {
  return "arn:aws:sqs:eu-west-1:111122223333:".padEnd(length, "q");
}

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
    [
      "a resource longer than any, of another service",
      { ...READ, Resource: queue(2049) },
      "managed",
    ],
    [
      "a resource of an action of which nothing is known",
      {
        ...READ,
        Action: ["s3:GetObject", "braket:CreateJob"],
        Resource: [READ.Resource, queue(60)],
      },
      "managed",
    ],
    [
      "a variable of a service that is not known",
      { ...READ, Resource: "arn:aws:s3:::b/${braket:x}" },
      "managed",
    ],
    [
      "a character that a service takes and IAM refuses",
      { ...READ, Sid: "→", Principal: { AWS: "111122223333" } },
      "bucket",
    ],
    [
      "resources of which one is longer than any",
      { ...READ, Resource: [queue(60), queue(2049)] },
      "managed",
    ],
    ["every action, by however many stars", { ...READ, Action: "***" }, "managed"],
    ["an empty identifier", { ...READ, Sid: "" }, "managed"],
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
    [
      "a resource as long as may be, of another service",
      { ...READ, Resource: queue(2048) },
      ["action-resource-mismatch"],
    ],
    [
      "one fault where a resource is none",
      { ...READ, Resource: ["data", queue(60)] },
      ["arn-malformed"],
    ],
    ["a star for the service", { ...READ, Action: "*:GetObject" }, ["action-malformed"]],
    [
      "an action that nobody knows, of as many letters as may be",
      { ...READ, Action: `s3:${"a".repeat(128)}` },
      ["action-unknown"],
    ],
    [
      "an action with a letter more",
      { ...READ, Action: `s3:${"a".repeat(129)}` },
      ["action-malformed"],
    ],
    ["one fault where no resource is named", { ...READ, Resource: [] }, ["element-empty"]],
    [
      "a pattern of actions, some without resources, on another service",
      { ...READ, Action: "s3:List*", Resource: queue(60) },
      ["action-resource-mismatch"],
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

  it("is an unknown variable, if it is among the first hundred of a text", () => {
    const after = (count: number): object => {
      return {
        ...READ,
        Resource: `arn:aws:s3:::b/${"${aws:username}".repeat(count)}\${aws:usernme}`,
      };
    };
    assert.deepEqual(codes(after(99)), ["variable-unknown"]);
    assert.deepEqual(codes(after(100)), []);
  });

  for (const [length, told] of [
    [118, `"${"é".repeat(118)}" is no action.`],
    [119, `"${"é".repeat(119)}… is no action.`],
    [500, `"${"é".repeat(119)}… is no action.`],
  ] as const) {
    it(`is a text of ${length} letters, of which a message shows 120 with its quotes`, () => {
      const [finding] = lint({ ...READ, Action: "é".repeat(length) });
      assert.equal(finding?.message, told);
    });
  }

  for (const [count, told] of [
    [5, ""],
    [6, ", …"],
  ] as const) {
    it(`is an action on none of ${count} resources, of which five are named`, () => {
      const queues = Array.from({ length: count }, (_, i) => queue(60 + i));
      const [finding] = lint({ ...READ, Resource: queues });
      assert.equal(
        finding?.message,
        `As AWS documents it, s3:GetObject never works on ${queues.slice(0, 5).join(", ")}${told}.`,
      );
    });
  }

  const circle: Record<string, unknown> = {};
  circle["circle"] = circle;

  for (const [title, source, ...sentences] of [
    [
      "an object that holds itself",
      circle,
      'object is no JSON object. Write {"Version": "2012-10-17", "Statement": [...]}.',
    ],
    [
      "nothing",
      undefined,
      'undefined is no JSON object. Write {"Version": "2012-10-17", "Statement": [...]}.',
    ],
    [
      "a text that is not JSON",
      "{",
      'The text is not JSON. Write {"Version": "2012-10-17", "Statement": [...]}.',
    ],
    [
      "an element that no policy has",
      { Version: "2012-10-17", Statements: [], Statement: READ },
      'A policy has no element "Statements". Did you mean Statement?',
    ],
    [
      "no statement",
      { Version: "2012-10-17", Statement: [] },
      "The policy has no statements. Add one, or remove it.",
    ],
    [
      "too many characters without white space",
      `${JSON.stringify({ Version: "2012-10-17", Statement: READ, Id: "a".repeat(6100) })}${" ".repeat(100)}`,
      "The document has 6220 characters without white space; a managed policy may have 6144. Use wildcards and fewer statements, or divide it.",
    ],
  ] as const) {
    it(`is ${title}, in words`, () => {
      assert.deepEqual(
        lintPolicy(source, { form: "managed" }).map(({ message, fix }) => `${message} ${fix}`),
        sentences,
      );
    });
  }

  it("is the length of a document in the unit of its kind", () => {
    const Id = "é".repeat(6000);
    const fits = JSON.stringify({ Version: "2012-10-17", Statement: READ, Id });
    const [finding] = lintPolicy(fits, { form: "queue" }).filter(({ pointer }) => pointer === "");
    const bytes = new TextEncoder().encode(fits).length;
    assert.equal(
      finding?.message,
      `The document has ${bytes} bytes; a queue policy may have 8192.`,
    );
    assert.deepEqual(lintPolicy(fits, { form: "managed" }), []);
    assert.deepEqual(lintPolicy(fits.replace("{", `{${" ".repeat(200)}`), { form: "managed" }), []);
  });

  it("is the key of the same service that a variable likely means", () => {
    const [finding] = lint({ ...READ, Resource: "arn:aws:s3:::b/${s3:prefx}" });
    assert.equal(finding?.fix, "Did you mean s3:prefix?");
  });

  it("is an action in a trust policy that only ends like one of STS", () => {
    const trust = { Effect: "Allow", Principal: { AWS: "111122223333" } };
    assert.deepEqual(codes({ ...trust, Action: "s3:sts:AssumeRole" }, "trust"), [
      "action-malformed",
      "trust-action-invalid",
    ]);
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
