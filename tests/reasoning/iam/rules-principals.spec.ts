import assert from "node:assert/strict";
import { answerTo, document, naming, OWN, ROLE, ROOT, SESSION } from "./simulations";
import { decides, never, no, open, yes } from "./decisions";

const ALL = document({});
const NONE = document({ Action: "sns:Publish" });
const denying = (principal: unknown): object => naming(principal, { Effect: "Deny" });

describe("a session that a provider's token may have given", () => {
  const OIDC = `arn:aws:iam::${OWN}:oidc-provider/token.example.com`;
  const SAML = `arn:aws:iam::${OWN}:saml-provider/corporate`;
  const from = (issuer: string): object => ({ context: { "aws:FederatedProvider": issuer } });
  const open = { otherContext: "unknown" };
  const deniesOidc = { identity: ALL, resource: denying({ Federated: OIDC }) };
  const grantsOidc = { resource: naming({ Federated: OIDC }) };
  decides([
    ["is denied with the provider", deniesOidc, from(OIDC), never],
    ["may be denied where nothing is known of it", deniesOidc, open, "unknown"],
    ["is not denied where it certainly has none", deniesOidc, {}, yes],
    [
      "may be denied by the ARN of a provider whose host names it",
      { identity: ALL, resource: denying({ Federated: "token.example.com" }) },
      from(OIDC),
      "unknown",
    ],
    ["is not denied with another provider", deniesOidc, from("accounts.google.com"), yes],
    ["may be denied by the provider's host", deniesOidc, from("token.example.com"), "unknown"],
    [
      "may be denied with a provider of SAML, which no key tells",
      { identity: ALL, resource: denying({ Federated: SAML }) },
      {},
      "unknown",
    ],
    ["is granted what the provider is", grantsOidc, from(OIDC), yes],
    [
      "is limited by a boundary, or is not",
      { ...grantsOidc, boundary: NONE },
      from(OIDC),
      "unknown",
    ],
    ["is granted nothing without the provider", grantsOidc, {}, no],
    [
      "may be excepted from a denial",
      {
        identity: ALL,
        resource: document({ Effect: "Deny", NotPrincipal: { Federated: OIDC } }),
      },
      from(OIDC),
      "unknown",
    ],
  ]);
});

describe("a session that a provider's token has given", () => {
  it("is limited by a boundary or is not, and says so", () => {
    const { unknown } = answerTo(
      { resource: naming({ Federated: "accounts.google.com" }), boundary: NONE },
      { context: { "aws:FederatedProvider": "accounts.google.com" } },
    );
    assert.deepEqual(unknown, ["whether naming a provider passes limits by"]);
  });
});

describe("a service among principals", () => {
  const regional = { principal: { service: "logs.eu-west-1.amazonaws.com" } };
  const service = (name: string): object => ({ Service: name });
  decides([
    [
      "is named by its name",
      { resource: naming(service("logs.eu-west-1.amazonaws.com")) },
      regional,
      yes,
    ],
    [
      "may be granted what another name of it is",
      { resource: naming(service("logs.amazonaws.com")) },
      regional,
      open,
    ],
    [
      "is not granted what the name of another Region is",
      { resource: naming(service("logs.us-east-1.amazonaws.com")) },
      regional,
      no,
    ],
    [
      "may be granted what its name in a Region is",
      { resource: naming(service("logs.eu-west-1.amazonaws.com")) },
      { principal: { service: "logs.amazonaws.com" } },
      open,
    ],
    [
      "may be denied by another name",
      {
        resource: [naming("*"), denying(service("logs.amazonaws.com"))],
      },
      regional,
      open,
    ],
    [
      "may be denied by the name of another Region",
      { resource: [naming("*"), denying(service("logs.us-east-1.amazonaws.com"))] },
      regional,
      open,
    ],
    [
      "is not denied with a service of a like name",
      { resource: [naming("*"), denying(service("delivery.logs.amazonaws.com"))] },
      regional,
      yes,
    ],
    [
      "may be denied by its name in a Region of the government",
      { resource: [naming("*"), denying(service("logs.us-gov-west-1.amazonaws.com"))] },
      { principal: { service: "logs.amazonaws.com" } },
      open,
    ],
    [
      "may be denied by its name in China",
      { resource: [naming("*"), denying(service("logs.cn-north-1.amazonaws.com.cn"))] },
      { principal: { service: "logs.amazonaws.com" } },
      open,
    ],
    ...[
      "deliverylogs.amazonaws.com",
      "own-logs-1.delivery.logs.amazonaws.com",
      "eu-west-1a.delivery.logs.amazonaws.com",
      "delivery.amazonaws.com.logs",
    ].map(
      (other) =>
        [
          `is not denied with ${other}, which only looks like it`,
          { resource: [naming("*"), denying(service(other))] },
          { principal: { service: "delivery.logs.amazonaws.com" } },
          yes,
        ] as const,
    ),
    ["may be named by a star", { resource: naming(service("*")) }, regional, open],
    ["may be denied by a star", { resource: [naming("*"), denying(service("*"))] }, regional, open],
  ]);

  it("says which other name may be meant, and not its own", () => {
    const names = { Service: ["logs.amazonaws.com", "logs.eu-west-1.amazonaws.com"] };
    const { unknown } = answerTo(
      { resource: [naming("*"), denying({ Service: names.Service[0] })] },
      regional,
    );
    assert.deepEqual(unknown, [
      "whether logs.amazonaws.com is a name of logs.eu-west-1.amazonaws.com, too",
    ]);
    assert.equal(answerTo({ resource: [naming("*"), denying(names)] }, regional).outcome, never);
  });

  it("has a provider's counterpart, which a star may name", () => {
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Federated: "*" }, Action: "sts:*" }],
    };
    const { outcome, unknown } = answerTo(
      { resource: trust },
      {
        principal: { provider: "accounts.google.com" },
        action: "sts:AssumeRoleWithWebIdentity",
        resource: `arn:aws:iam::${OWN}:role/target`,
      },
    );
    assert.equal(outcome, open);
    assert.deepEqual(unknown, ["whether the principal * means accounts.google.com"]);
  });

  it("has a provider's counterpart, which its host may name as well as its ARN", () => {
    const [host, arn] = [
      "token.example.com",
      `arn:aws:iam::${OWN}:oidc-provider/token.example.com`,
    ];
    const ask = (provider: unknown, named: string) =>
      answerTo(
        {
          resource: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { Federated: named }, Action: "sts:*" }],
          },
        },
        {
          principal: provider,
          action: "sts:AssumeRoleWithWebIdentity",
          resource: `arn:aws:iam::${OWN}:role/target`,
        },
      );
    assert.equal(ask(arn, arn).outcome, yes);
    assert.deepEqual(ask(arn, host).unknown, [`whether ${host} is a name of ${arn}, too`]);
    assert.deepEqual(ask({ provider: host }, arn).unknown, [
      `whether ${arn} is a name of ${host}, too`,
    ]);
    assert.equal(ask(arn, "example.com").outcome, no);
  });
});

describe("a role that AWS gives a path", () => {
  const session = `arn:aws:sts::${OWN}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ana`;
  const guard = {
    Effect: "Deny",
    Condition: {
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*" },
    },
  };
  decides([
    [
      "may be denied by its path, where only the session is given",
      { identity: [ALL, document(guard)] },
      { principal: session },
      open,
    ],
    [
      "is denied by the path that is given",
      { identity: [ALL, document(guard)] },
      {
        principal: {
          session,
          role: `arn:aws:iam::${OWN}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef`,
        },
      },
      never,
    ],
    ["is allowed what hangs on no path", { identity: ALL }, { principal: session }, yes],
  ]);
});

describe("an origin access identity of CloudFront", () => {
  const origin = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEFGHIJKL";
  const caller = { principal: origin };
  decides([
    ["reads what the bucket grants it", { resource: naming({ AWS: origin }) }, caller, yes],
    ["needs the bucket's grant", { resource: naming({ AWS: ROLE }) }, caller, no],
    [
      "is no matter of the organisation's callers",
      { resource: naming({ AWS: origin }), serviceControl: [[document({ Effect: "Deny" })]] },
      caller,
      yes,
    ],
    [
      "may be meant by a canonical user",
      { resource: naming({ CanonicalUser: "0123abcd" }) },
      caller,
      open,
    ],
    ["has no account that would name it", { resource: naming({ AWS: OWN }) }, caller, no],
  ]);
});

describe("the names in an endpoint's policy", () => {
  const queue = { action: "sqs:SendMessage", resource: `arn:aws:sqs:eu-west-1:${OWN}:jobs` };
  const through = (endpoint: object): object => ({ identity: ALL, endpoint });
  decides([
    ["let a role through to SQS", through(naming({ AWS: ROLE })), queue, yes],
    ["let an account through to SQS", through(naming({ AWS: OWN })), queue, yes],
    [
      "may not let a role through to S3, whose endpoint may be a gateway",
      through(naming({ AWS: ROLE })),
      {},
      open,
    ],
    ["may not let a session through to S3", through(naming({ AWS: SESSION })), {}, open],
    ["let everybody through to S3", through(naming("*")), {}, yes],
    ["let nobody else through to S3", through(naming({ AWS: `${ROLE}2` })), {}, no],
    [
      "may let the root user through to S3",
      through(naming({ AWS: OWN })),
      { principal: ROOT },
      open,
    ],
    ["deny a role at S3", through(denying({ AWS: ROLE })), {}, never],
    [
      "may not let a role through to S3 where everybody may pass to SQS",
      through([naming({ AWS: ROLE }), naming("*", { Action: "sqs:*" })]),
      {},
      open,
    ],
    [
      "may not let a role through to S3 where the same document lets everybody pass to SQS",
      through(document({ Principal: { AWS: ROLE } }, { Principal: "*", Action: "sqs:*" })),
      {},
      open,
    ],
    [
      "let everybody through where a role is named as well",
      { identity: ALL, endpoint: [naming({ AWS: ROLE }), naming("*")] },
      {},
      yes,
    ],
  ]);

  const within = { Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } };
  for (const [title, endpoint, unknown] of [
    ["everybody under a condition", naming("*", within), ["condition key aws:SourceVpc"]],
    [
      "everybody under a condition, and keeps somebody out",
      document({ Principal: "*", ...within }, { Effect: "Deny", Principal: { AWS: `${ROLE}2` } }),
      ["condition key aws:SourceVpc"],
    ],
    [
      "everybody but somebody, under a condition",
      document({ NotPrincipal: { AWS: `${ROLE}2` }, ...within }),
      ["whether NotPrincipal passes limits by", "condition key aws:SourceVpc"],
    ],
    [
      "a role under a condition",
      naming({ AWS: ROLE }, within),
      [
        "condition key aws:SourceVpc",
        "whether the endpoint is a gateway, whose policy has to name everybody",
      ],
    ],
    ["nobody knows whom", { unknown: "file" }, ["file"]],
    ["nobody knows whom, by one of its documents", [{ unknown: "file" }], ["file"]],
  ] as const)
    it(`matter where the endpoint is a gateway, and not where it lets through ${title}`, () => {
      const request = { context: { "aws:SourceVpc": { unknown: "condition key aws:SourceVpc" } } };
      const answer = answerTo({ identity: ALL, endpoint }, request);
      assert.equal(answer.outcome, open);
      assert.deepEqual(answer.unknown, unknown);
    });
});
