import assert from "node:assert/strict";
import { MalformedDocument, parseDocument } from "../../../reasoning/iam";

const statement = (more: object): object => ({
  Statement: [{ Effect: "Deny", Action: "*", Resource: "*", ...more }],
});

describe("a document that AWS would refuse", () => {
  for (const [title, more, pointer, reason] of [
    [
      "a type of principals in other case",
      { Principal: { aws: "*" } },
      "/Statement/0/Principal/aws",
      "is not one of AWS, Service, Federated, CanonicalUser",
    ],
    [
      "a misspelt type of principals",
      { NotPrincipal: { AWS: "111122223333", Services: "sqs.amazonaws.com" } },
      "/Statement/0/NotPrincipal/Services",
      "is not one of AWS, Service, Federated, CanonicalUser",
    ],
    [
      "an account's number that is no text",
      { Principal: { AWS: 111122223333 } },
      "/Statement/0/Principal/AWS",
      "is neither text nor a list of texts",
    ],
    [
      "a number in a list of accounts",
      { Principal: { AWS: ["111122223333", 444455556666] } },
      "/Statement/0/Principal/AWS",
      "is neither text nor a list of texts",
    ],
  ] as const)
    it(`does not count as one without it: ${title}`, () => {
      const read = parseDocument(statement(more), "resource");
      assert.ok(read instanceof MalformedDocument);
      assert.deepEqual([read.pointer, read.reason], [pointer, reason]);
    });

  it("is read with every type that exists, and with what is unknown", () => {
    const Principal = {
      AWS: ["111122223333", { unknown: "who" }],
      Service: "sqs.amazonaws.com",
      Federated: "accounts.google.com",
      CanonicalUser: "0a1b",
    };
    const read = parseDocument(statement({ Principal }), "resource", "allowed");
    assert.ok(!(read instanceof MalformedDocument));
    assert.deepEqual(read.statements[0]?.principals?.aws, ["111122223333"]);
    assert.deepEqual(read.statements[0].hidden?.principals?.blockedBy, ["who"]);
  });
});
