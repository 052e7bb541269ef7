import assert from "node:assert/strict";
import { isFaulty, MalformedDocument, parseDocument, readSimulation } from "../../../reasoning/iam";
import { decides, never, no, open, yes } from "./decisions";
import { OTHER, OWN } from "./simulations";

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

describe("the policy of what may be a role", () => {
  const assume = {
    principal: `arn:aws:iam::${OWN}:user/ana`,
    action: "sts:AssumeRole",
    resource: { unknown: "which" },
  };
  const trust = {
    Statement: { Effect: "Allow", Principal: { AWS: OWN }, Action: "sts:AssumeRole" },
  };
  const other = {
    Statement: { ...trust.Statement, Principal: { AWS: `arn:aws:iam::${OWN}:user/bob` } },
  };
  const whole = { Statement: { ...trust.Statement, Resource: "*" } };
  const allowing = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
  const denying = { Statement: { Effect: "Deny", Action: "*", Resource: "*" } };
  decides([
    ["is a trust policy perhaps", { identity: denying, resource: trust }, assume, never],
    ["is another one perhaps", { identity: denying, resource: whole }, assume, never],
    ["allows whichever role it is", { identity: allowing, resource: trust }, assume, yes],
    [
      "leaves open what is allowed to others",
      { identity: allowing, resource: other },
      assume,
      open,
    ],
  ]);

  it("has to name principals all the same", () => {
    const read = readSimulation({ request: assume, policies: { resource: allowing } });
    assert.ok(isFaulty(read));
    assert.deepEqual(read.faults, [
      { pointer: "/policies/resource/Statement/Principal", reason: "is missing" },
    ]);
  });
});

describe("the policy of a repository of ECR", () => {
  const pull = {
    principal: `arn:aws:iam::${OWN}:role/worker`,
    action: "ecr:BatchGetImage",
    resource: `arn:aws:ecr:eu-west-1:${OTHER}:repository/airflow`,
    resourceAccount: OTHER,
  };
  const allows = (more: object): object => ({
    identity: { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    resource: {
      Statement: [{ Effect: "Allow", Principal: { AWS: OWN }, Action: pull.action, ...more }],
    },
  });
  decides([
    ["speaks of the repository without naming it", allows({}), pull, yes],
    ["may name it", allows({ Resource: pull.resource }), pull, yes],
    ["may name another", allows({ Resource: `${pull.resource}-2` }), pull, no],
    [
      "is one of a public repository, too",
      allows({ Action: "ecr-public:*" }),
      { ...pull, action: "ecr-public:BatchGetImage" },
      yes,
    ],
  ]);

  it("names principals, as other services' policies name a resource besides", () => {
    const faultsOf = (policies: object, request: object): readonly string[] => {
      const read = readSimulation({ request: { ...pull, ...request }, policies });
      return isFaulty(read) ? read.faults.map(({ pointer, reason }) => `${pointer} ${reason}`) : [];
    };
    const queue = `arn:aws:sqs:eu-west-1:${OTHER}:jobs`;
    assert.deepEqual(faultsOf(allows({}), { action: "sqs:SendMessage", resource: queue }), [
      "/policies/resource/Statement/0/Resource is missing",
    ]);
    const nobody = { resource: { Statement: [{ Effect: "Allow", Action: "ecr:*" }] } };
    assert.deepEqual(faultsOf(nobody, {}), ["/policies/resource/Statement/0/Principal is missing"]);
  });
});
