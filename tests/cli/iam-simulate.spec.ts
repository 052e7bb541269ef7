import assert from "node:assert/strict";
import { run } from "./worlds";

const REQUEST = {
  principal: "arn:aws:sts::111122223333:assumed-role/etl/run",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::data/in/x.csv",
  resourceAccount: "111122223333",
};

const POLICIES = {
  identity: [
    {
      name: "etl",
      document: {
        Version: "2012-10-17",
        Statement: [
          { Sid: "Read", Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::data/*" },
          {
            Effect: "Deny",
            Action: "*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      },
    },
  ],
};

const simulate = (request: object, ...argv: readonly string[]) =>
  run(["iam", "simulate", "-", ...argv], {
    input: JSON.stringify({ request: { ...REQUEST, ...request }, policies: POLICIES }),
  });

describe("mwaa iam simulate", () => {
  it("says that a request is allowed, and by which statement", async () => {
    const { code, out, err } = await simulate({ otherContext: "absent" });
    assert.equal(code, 0);
    assert.equal(err, "");
    const [first, second] = out.split("\n");
    assert.equal(first, "allowed");
    assert.equal(second, '  decided by    Allow "Read" in etl#/Statement/0 (identity)');
  });

  it("says why the other statements do not speak of the request, and what would change that", async () => {
    const { out } = await simulate({ otherContext: "absent" });
    assert.equal(
      out.split("\n").slice(2).join("\n"),
      `  does not      Deny in etl#/Statement/1 (identity)
                  Condition does not fit: /Statement/1/Condition/Bool/aws:SecureTransport wants
                  ["false"], the request has none
  would change  aws:SecureTransport = "false": explicitly denied
`,
    );
  });

  it("exits 1 and says what is missing if the answer hangs on context that nobody gave", async () => {
    const { code, out } = await simulate({});
    assert.equal(code, 1);
    assert.match(out, /^unknown\n {2}hangs on {6}condition key aws:SecureTransport\n/);
  });

  it("exits 0 for the expected denial and 1 for another outcome", async () => {
    const denied = { action: "s3:PutObject", otherContext: "absent" };
    assert.equal((await simulate(denied, "--expect", "denied")).code, 0);
    assert.equal((await simulate(denied)).code, 1);
    assert.equal((await simulate({ otherContext: "absent" }, "--expect", "denied")).code, 1);
  });

  it("does not take an open answer for a denial", async () => {
    assert.equal((await simulate({}, "--expect", "denied")).code, 1);
  });

  it("writes all of the answer as JSON", async () => {
    const { out } = await simulate({ otherContext: "absent" }, "--format", "json");
    const answer = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual(Object.keys(answer), [
      "outcome",
      "unknown",
      "blockedBy",
      "decidedBy",
      "statements",
      "contextChanges",
    ]);
    assert.deepEqual(answer["decidedBy"], [
      {
        kind: "identity",
        document: "etl",
        index: 0,
        sid: "Read",
        pointer: "/Statement/0",
        effect: "Allow",
      },
    ]);
  });

  it("names every fault of the input with its pointer and prints nothing else", async () => {
    const { code, out, err } = await run(["iam", "simulate", "-"], {
      input: '{"request":{"principal":"*","action":"s3:*","resource":"*"},"policy":{}}',
    });
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.deepEqual(err.split("\n"), [
      "mwaa: standard input#/policy: is not one of request, policies",
      "standard input#/request/action: is not one action, such as s3:GetObject, without wildcards",
      "standard input#/policies: is not an object",
      "",
    ]);
  });

  it("names what iam has to be given", async () => {
    const { code, err } = await run(["iam"]);
    assert.equal(code, 2);
    assert.equal(err, "mwaa: iam needs a command, allowed: simulate; see `mwaa iam --help`\n");
  });
});
