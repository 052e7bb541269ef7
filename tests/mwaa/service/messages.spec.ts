import * as assert from "node:assert/strict";
import { MESSAGES, messagesIn, messageText } from "../../../mwaa/service/messages";

const idsIn = (text: string): readonly string[] => messagesIn(text).map(({ id }) => id);

describe("MESSAGES", () => {
  it("names each message once and says where it was read", () => {
    assert.equal(new Set(MESSAGES.map(({ id }) => id)).size, MESSAGES.length);
    for (const { source } of MESSAGES) {
      assert.match(source.url, /^https:\/\/(docs\.aws\.amazon\.com|repost\.aws|github\.com)\//);
      assert.match(source.read, /^\d{4}-\d\d-\d\d$/);
      assert.notEqual(source.section, "");
    }
  });

  it("are told apart by their fixed words", () => {
    for (const { id, text } of MESSAGES) {
      assert.deepStrictEqual(idsIn(text.replaceAll(/<[^>]*>/g, "whatever")), [id]);
    }
  });
});

describe("messageText", () => {
  it("gives the sentence of an id", () => {
    assert.equal(
      messageText("no-permission-for-endpoints"),
      "User does not have permissions to manage VPC endpoints.",
    );
  });
});

describe("messagesIn", () => {
  for (const [text, ids] of [
    [
      "error creating MWAA Environment: ValidationException: Failed to assume role arn:aws:iam::012345678901:role/r. This could be due to the role's trust policy. Please ensure your role is assumable by 'airflow-env.amazonaws.com' Service Principal and try again.",
      ["role-not-assumable"],
    ],
    [
      "Invalid request provided: Provided role does not have sufficient permissions for s3 location airflow-xxx-xxx/dags",
      ["role-lacks-bucket-access"],
    ],
    [
      "Airflow version 2.2.2 does not support updates to version 2.4.3.",
      ["version-change-unsupported"],
    ],
    ["Airflow version 2.2.2 is supported.", []],
    ["to version 2.4.3. does not support updates; Airflow version 2.2.2", []],
    ["", []],
  ] as const) {
    it(`finds ${ids.join(", ") || "nothing"} in ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.deepStrictEqual(idsIn(text), ids);
    });
  }
});
