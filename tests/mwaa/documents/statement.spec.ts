import * as assert from "node:assert/strict";
import { listOf, policyDocument, toJson } from "../../../mwaa/documents/statement";
import type { Statement } from "../../../mwaa/documents/statement";

describe("toJson", () => {
  it("writes compact JSON with the elements in IAM's order", () => {
    const document = policyDocument([
      { Resource: "*", Action: "s3:*", Principal: "*", Effect: "Deny", Sid: "One" },
    ]);
    assert.equal(
      toJson(document),
      '{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}',
    );
  });

  it("gives the same text however the objects were put together", () => {
    const one: Statement = {
      Effect: "Allow",
      Action: ["b:Two", "a:One"],
      NotResource: "arn:aws:s3:::b",
      Condition: { StringLike: { k: "1", a: ["2", "3"] }, ArnLike: { x: "y" } },
    };
    const other: Statement = {
      Condition: { ArnLike: { x: "y" }, StringLike: { a: ["2", "3"], k: "1" } },
      NotResource: "arn:aws:s3:::b",
      Action: ["b:Two", "a:One"],
      Effect: "Allow",
    };
    assert.equal(toJson(policyDocument([one])), toJson(policyDocument([other])));
    assert.deepStrictEqual(JSON.parse(toJson(policyDocument([one]))), policyDocument([one]));
  });
});

describe("listOf", () => {
  it("reads one, several and none alike", () => {
    assert.deepStrictEqual(listOf("a"), ["a"]);
    assert.deepStrictEqual(listOf(["a", "b"]), ["a", "b"]);
    assert.deepStrictEqual(listOf(undefined), []);
  });
});
