import assert from "node:assert/strict";
import { callerFromArn } from "../../../reasoning/iam";
import type { Caller } from "../../../reasoning/iam";
import { isServiceLinked } from "../../../reasoning/iam/caller";
import { Unknown } from "../../../reasoning/known";

const account = "111122223333";
const someSession = new Unknown(["the session's name"]);
const LINKED = `arn:aws:iam::${account}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`;
const LINKED_SESSION = `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForX/run`;
const FEDERATED = `arn:aws-cn:sts::${account}:federated-user/ana`;

describe("a caller's ARN", () => {
  for (const [text, caller] of [
    ["*", { kind: "anonymous" }],
    [account, { kind: "root", account, partition: "aws" }],
    [`arn:aws-cn:iam::${account}:root`, { kind: "root", account, partition: "aws-cn" }],
    [
      `arn:aws:iam::${account}:user/path/ana`,
      { kind: "user", arn: `arn:aws:iam::${account}:user/path/ana`, account },
    ],
    [
      "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1",
      {
        kind: "user",
        arn: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1",
        account: "cloudfront",
      },
    ],
    [
      `arn:aws:iam::${account}:role/path/etl`,
      {
        kind: "role",
        arn: `arn:aws:iam::${account}:role/path/etl`,
        account,
        session: someSession,
      },
    ],
    [
      `arn:aws:iam::${account}:oidc-provider/example.com`,
      { kind: "provider", name: `arn:aws:iam::${account}:oidc-provider/example.com` },
    ],
    [
      `arn:aws:iam::${account}:saml-provider/corp`,
      { kind: "provider", name: `arn:aws:iam::${account}:saml-provider/corp` },
    ],
    [
      `arn:aws-us-gov:sts::${account}:assumed-role/etl/run`,
      {
        kind: "role",
        arn: `arn:aws-us-gov:iam::${account}:role/etl`,
        account,
        session: "run",
        pathless: true,
      },
    ],
    [
      LINKED_SESSION,
      {
        kind: "role",
        arn: new Unknown(["the path of the role AWSServiceRoleForX"]),
        account,
        session: "run",
        pathless: true,
      },
    ],
    [
      FEDERATED,
      {
        kind: "federated-user",
        arn: FEDERATED,
        account,
        user: new Unknown([`the user who asked for the credentials of ${FEDERATED}`]),
      },
    ],
  ] as const satisfies readonly (readonly [string, Caller])[]) {
    it(`stands for ${"name" in caller ? "a" : "the"} ${caller.kind} with ${text}`, () => {
      assert.deepEqual(callerFromArn(text), caller);
    });
  }

  it("of a session tells the role's path only together with the role's own", () => {
    const session = `arn:aws:sts::${account}:assumed-role/etl/run`;
    const role = `arn:aws:iam::${account}:role/path/etl`;
    const caller = { kind: "role", arn: role, account, session: "run" };
    assert.deepEqual(callerFromArn(session, role), caller);
  });

  for (const [title, text] of [
    ["nothing", ""],
    ["a name", "ana"],
    ["more digits than an account has", "1111222233334"],
    ["digits after something else", `x${account}`],
    ["a group", `arn:aws:iam::${account}:group/admins`],
    ["a user of an account of eleven digits", "arn:aws:iam::11112222333:user/ana"],
    ["a root user with a name", `arn:aws:iam::${account}:root/ana`],
    ["a role of STS", `arn:aws:sts::${account}:role/etl`],
    ["a session without a name", `arn:aws:sts::${account}:assumed-role/etl`],
    ["a federated user with a session", `arn:aws:sts::${account}:federated-user/ana/run`],
    ["a user within another text", `x arn:aws:iam::${account}:user/ana`],
    ["a session within another text", `x arn:aws:sts::${account}:assumed-role/etl/run`],
    ["a bucket", "arn:aws:s3:::lake"],
  ] as const) {
    it(`is none with ${title}`, () => {
      assert.equal(callerFromArn(text), undefined);
    });
  }
});

describe("a service-linked role", () => {
  for (const [title, arn, expected] of [
    ["is known by its path", LINKED, true],
    ["is none under another path", `arn:aws:iam::${account}:role/AWSServiceRoleForX`, false],
    [
      "may be behind a session by its name, whose path is not told",
      LINKED_SESSION,
      new Unknown(["the path of the role AWSServiceRoleForX"]),
    ],
    ["is not behind a session of another name", `arn:aws:sts::${account}:assumed-role/e/r`, false],
    ["is no user", `arn:aws:iam::${account}:user/aws-service-role/ana`, false],
    ["is no service", "*", false],
  ] as const) {
    it(title, () => {
      const caller = callerFromArn(arn);
      assert.ok(caller !== undefined);
      assert.deepEqual(isServiceLinked(caller), expected);
    });
  }
});
