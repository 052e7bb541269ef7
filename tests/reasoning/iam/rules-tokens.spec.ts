import assert from "node:assert/strict";
import { explain } from "../../../reasoning/iam";
import { Unknown } from "../../../reasoning/known";
import { decides, never, no, open, yes } from "./decisions";
import { document, naming, OTHER, OWN, ROOT, simulation, USER } from "./simulations";

const ROLE = `arn:aws:iam::${OWN}:role/target`;
const HOST = "accounts.google.com";
const OIDC = `arn:aws:iam::${OWN}:oidc-provider/token.example.com`;
const SAML = `arn:aws:iam::${OWN}:saml-provider/corporate`;
const ALL = document({});
const WEB = "sts:AssumeRoleWithWebIdentity";
const trusting = (principal: unknown, ...more: object[]): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:*" }, ...more],
});
const show = (principal: unknown, action = WEB): object => ({ principal, action, resource: ROLE });
const token = show({ provider: HOST });
const trusted = { resource: trusting({ Federated: HOST }) };
const denying = (Principal: unknown): object => ({
  resource: trusting({ Federated: HOST }, { Effect: "Deny", Principal, Action: "*" }),
});
const denyingWhere = (Condition: object): object => ({
  resource: trusting(
    { Federated: HOST },
    { Effect: "Deny", Principal: "*", Action: "*", Condition },
  ),
});

describe("a call that shows a token", () => {
  const both = { resource: trusting({ Federated: [OIDC, SAML, HOST] }) };
  const saml = "sts:AssumeRoleWithSAML";
  decides([
    ["shows an assertion of a SAML provider", both, show(SAML, saml), yes],
    ["shows no assertion of another provider", both, show(OIDC, saml), no],
    ["shows no assertion of a provider by its host", both, show({ provider: HOST }, saml), no],
    ["shows a web identity", both, show(OIDC), yes],
    ["shows a web identity of a provider by its host", both, token, yes],
    ["shows no web identity of SAML's", both, show(SAML), no],
    ["passes tags of either", both, show(SAML, "sts:TagSession"), yes],
    ["may be anybody's", both, show({ unknown: "who" }, saml), open],
  ]);
});

describe("the root user, who assumes no role", () => {
  const own = { resource: trusting({ AWS: OWN }), identity: ALL };
  const ask = (action: string, resource: unknown = ROLE): object => ({
    principal: ROOT,
    action,
    resource,
    resourceAccount: OWN,
  });
  decides([
    ["tags no session of one", own, ask("sts:TagSession"), no],
    ["sets no source identity", own, ask("sts:SetSourceIdentity"), no],
    ["sets no context", own, ask("sts:SetContext"), no],
    ["may tag what nobody knows", own, ask("sts:TagSession", { unknown: "which" }), open],
    ["leaves that to a user", own, { ...ask("sts:TagSession"), principal: USER }, yes],
  ]);
});

describe("an endpoint that a token passes", () => {
  const at = (...statements: object[]): object => ({
    ...trusted,
    endpoint: document(...statements),
  });
  const lone = { Principal: "*" };
  const aws = { Principal: { AWS: "*" } };
  decides([
    ["lets it pass by a lone star", at(lone), token, yes],
    ["does not by a star for AWS principals", at(aws), token, no],
    ["denies it by a lone star", at(lone, { ...lone, Effect: "Deny" }), token, never],
    [
      "does not deny it by a star for AWS principals",
      at(lone, { ...aws, Effect: "Deny" }),
      token,
      yes,
    ],
    [
      "lets AWS principals pass by either",
      { identity: ALL, resource: trusting({ AWS: USER }), endpoint: document(aws) },
      show(USER, "sts:AssumeRole"),
      yes,
    ],
    [
      "denies AWS principals by either",
      {
        identity: ALL,
        resource: trusting({ AWS: USER }),
        endpoint: naming({ AWS: "*" }, { Effect: "Deny" }),
      },
      show(USER, "sts:AssumeRole"),
      never,
    ],
    [
      "may deny whom nobody knows",
      at(lone, { ...aws, Effect: "Deny" }),
      show({ unknown: "who" }),
      open,
    ],
    ["leaves trust policies alone", { resource: trusting("*") }, token, open],
    ["leaves denials in trust policies alone", denying({ AWS: "*" }), token, never],
    ["lets nobody pass whom it does not name", at({ Principal: { AWS: OTHER } }), token, no],
  ]);
});

describe("an endpoint of a service that takes no tokens", () => {
  const read = { principal: { provider: HOST } };
  decides([
    [
      "denies who shows one by a star for AWS principals as well",
      { resource: naming("*"), endpoint: naming({ AWS: "*" }, { Effect: "Deny" }) },
      read,
      never,
    ],
    [
      "denies who shows one by a lone star",
      { resource: naming("*"), endpoint: naming("*", { Effect: "Deny" }) },
      read,
      never,
    ],
  ]);
});

describe("the explanation of a token", () => {
  it("tells the star of AWS principals apart in the policies of endpoints alone", () => {
    const unsure = new Unknown(["whether the principal * means an identity provider"]);
    const deny = { Effect: "Deny", Action: "*", Principal: { AWS: "*" } };
    const explained = explain(
      simulation({ resource: trusting(deny.Principal, deny), endpoint: document(deny) }, token),
    );
    assert.deepEqual(
      explained.map(({ statement, applies, misfits }) => [
        `${statement.kind}${statement.pointer}`,
        applies,
        misfits.map(({ pointer, fits }) => [pointer, fits]),
      ]),
      [
        ["endpoint/Statement/0", false, [["/Statement/0/Principal", false]]],
        ["resource/Statement/0", unsure, [["/Statement/0/Principal", unsure]]],
        ["resource/Statement/1", true, []],
      ],
    );
  });
});

describe("who shows a token, having no AWS identity yet", () => {
  const unsure = { ...token, otherContext: "unknown" };
  decides([
    ["has no ARN", denyingWhere({ StringLike: { "aws:PrincipalArn": "*" } }), unsure, yes],
    ["has no account", denyingWhere({ StringLike: { "aws:PrincipalAccount": "*" } }), unsure, yes],
    [
      "has no organisation",
      denyingWhere({ Null: { "aws:PrincipalOrgID": "true" } }),
      unsure,
      never,
    ],
    [
      "is no service and no other",
      denyingWhere({ Null: { "aws:PrincipalIsAWSService": "true" } }),
      unsure,
      never,
    ],
    ["may have a type", denyingWhere({ StringLike: { "aws:PrincipalType": "*" } }), unsure, open],
    [
      "has the keys that are given",
      denyingWhere({ StringLike: { "aws:PrincipalOrgID": "*" } }),
      { ...unsure, context: { "aws:PrincipalOrgID": "o-1" } },
      never,
    ],
  ]);
});
