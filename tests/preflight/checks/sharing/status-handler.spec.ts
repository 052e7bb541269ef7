import type { Stack, Value } from "../../../../preflight/model/resource";
import { admitting, automationStack, document } from "../automation-stack";
import { change, HIDDEN, itSays, make, without } from "../network-stack";

const but =
  (name: string, inputs: Readonly<Record<string, Value | undefined>>): (() => Stack) =>
  () =>
    change(automationStack(), name, inputs);
const runtime = (id: Value): (() => Stack) => but("function", { runtime: id });

describe("status-handler-runtime-creatable", () => {
  itSays("status-handler-runtime-creatable", [
    { when: "a current runtime", stack: automationStack, says: "pass" },
    {
      when: "a runtime that Lambda has given up",
      stack: runtime("python3.7"),
      says: "fail",
      findings: [
        "function: runtime is python3.7, with which Lambda creates no functions since 2024-01-09",
      ],
    },
    { when: "a deprecated one that it still takes", stack: runtime("python3.8"), says: "pass" },
    { when: "one newer than the table", stack: runtime("python3.20"), says: "pass" },
    { when: "a hidden one", stack: runtime(HIDDEN), says: "unknown" },
    {
      when: "a container image",
      stack: but("function", { packageType: "Image", runtime: undefined }),
      says: "notApplicable",
    },
    {
      when: "a function that hears nothing of environments",
      stack: () => without(runtime("python3.7")(), "status-target"),
      says: "notApplicable",
    },
  ]);
});

describe("status-handler-runtime-supported", () => {
  itSays("status-handler-runtime-supported", [
    { when: "a current runtime", stack: automationStack, says: "pass" },
    {
      when: "a deprecated one",
      stack: runtime("python3.8"),
      says: "fail",
      findings: [
        "function: runtime is python3.8, deprecated since 2024-10-14; from 2027-02-01 on no function can be created with it",
      ],
    },
    { when: "one that another rule refuses", stack: runtime("python3.7"), says: "pass" },
    { when: "a hidden one", stack: runtime(HIDDEN), says: "unknown" },
  ]);
});

describe("status-handler-named", () => {
  const named = (handler: Value | undefined): (() => Stack) => but("function", { handler });
  itSays("status-handler-named", [
    { when: "a function of a file", stack: automationStack, says: "pass" },
    { when: "one of a file in a folder", stack: named("src/app.main"), says: "pass" },
    {
      when: "a function without its file",
      stack: named("lambda_handler"),
      says: "fail",
      findings: ["function: handler is lambda_handler, and python3.13 needs <file>.<function>"],
    },
    { when: "none at all", stack: named(undefined), says: "fail" },
    {
      when: "a name of a runtime that takes any",
      stack: () => change(runtime("provided.al2023")(), "function", { handler: "bootstrap" }),
      says: "pass",
    },
    { when: "a hidden one", stack: named(HIDDEN), says: "unknown" },
  ]);
});

describe("status-handler-role-assumable", () => {
  const trust = (assumeRolePolicy: Value): (() => Stack) => but("role", { assumeRolePolicy });
  itSays("status-handler-role-assumable", [
    { when: "a trust in Lambda", stack: automationStack, says: "pass" },
    {
      when: "permissions in the place of a trust",
      stack: trust(document({ Effect: "Allow", Action: "ec2:*", Resource: "*" })),
      says: "fail",
      findings: [
        "role: assumeRolePolicy is no trust policy: /Statement/0/Resource does not belong into a trust policy",
      ],
    },
    {
      when: "a trust in another service",
      stack: trust(
        document({
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
        }),
      ),
      says: "fail",
      findings: ["role: assumeRolePolicy does not allow lambda.amazonaws.com to assume the role"],
    },
    { when: "a hidden trust", stack: trust(HIDDEN), says: "unknown" },
    {
      when: "a role that no stack holds",
      stack: but("function", { role: "arn:aws:iam::000000000000:role/theirs" }),
      says: "unknown",
    },
  ]);
});

describe("status-handler-role-confined", () => {
  const allowed = (action: Value, resource: Value, condition?: object): (() => Stack) =>
    but("role-policy", {
      policy: document({
        Effect: "Allow",
        Action: action,
        Resource: resource,
        ...(condition === undefined ? {} : { Condition: condition }),
      }),
    });
  const endpoints = "arn:aws:ec2:eu-west-1:000000000000:vpc-endpoint/*";
  itSays("status-handler-role-confined", [
    { when: "one VPC, and endpoints with a tag", stack: automationStack, says: "pass" },
    {
      when: "endpoints anywhere",
      stack: allowed("ec2:CreateVpcEndpoint", "*"),
      says: "fail",
      findings: ["role-policy: policy allows ec2:CreateVpcEndpoint in every VPC"],
    },
    {
      when: "endpoints anywhere with a tag",
      stack: allowed("ec2:CreateVpcEndpoint", "*", {
        StringEquals: { "aws:RequestTag/managed-by": "us" },
      }),
      says: "pass",
    },
    {
      when: "any endpoint's end",
      stack: allowed(["ec2:DeleteVpcEndpoints"], endpoints),
      says: "fail",
      findings: ["role-policy: policy allows ec2:DeleteVpcEndpoints on every endpoint"],
    },
    {
      when: "one endpoint's change",
      stack: allowed("ec2:ModifyVpcEndpoint", endpoints.replace("*", "vpce-1")),
      says: "pass",
    },
    {
      when: "new endpoints of any id in one VPC",
      stack: allowed("ec2:CreateVpcEndpoint", [
        endpoints,
        "arn:aws:ec2:eu-west-1:000000000000:vpc/vpc-1",
      ]),
      says: "pass",
    },
    {
      when: "all of EC2",
      stack: allowed("ec2:*", "*"),
      says: "fail",
      findings: ["role-policy: policy allows ec2:* on every resource"],
    },
    {
      when: "a policy of AWS's own for a whole service",
      stack: () => {
        const stack = automationStack();
        const attachment = make("iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
          role: "handler-role",
          policyArn: "arn:aws:iam::aws:policy/AmazonEC2FullAccess",
        });
        return { ...stack, resources: [...stack.resources, attachment] };
      },
      says: "fail",
      findings: [
        "attachment: policyArn attaches AmazonEC2FullAccess, which allows a whole service or more",
      ],
    },
    { when: "a hidden policy", stack: but("role-policy", { policy: HIDDEN }), says: "unknown" },
  ]);
});

describe("event-bus-admits-participants-only", () => {
  const policy = (statement: object): (() => Stack) =>
    but("bus-policy", { policy: document(statement) });
  const permission =
    (inputs: Readonly<Record<string, Value>>): (() => Stack) =>
    () => {
      const stack = without(automationStack(), "bus-policy");
      const made = make("cloudwatch/eventPermission:EventPermission", "permission", {
        eventBusName: "status-bus",
        statementId: "all",
        ...inputs,
      });
      return { ...stack, resources: [...stack.resources, made] };
    };
  const organization = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
  itSays("event-bus-admits-participants-only", [
    { when: "a participant's account", stack: automationStack, says: "pass" },
    {
      when: "everybody",
      stack: policy(admitting("*")),
      says: "fail",
      findings: ["bus-policy: policy lets everybody put events on the bus"],
    },
    {
      when: "everybody of an organization",
      stack: policy(admitting("*", { Condition: organization })),
      says: "pass",
    },
    {
      when: "everybody of any organization",
      stack: policy(admitting("*", { Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } })),
      says: "fail",
    },
    {
      when: "everybody who sends MWAA's events",
      stack: policy(
        admitting(
          { AWS: "*" },
          { Condition: { StringEquals: { "events:source": "aws.airflow" } } },
        ),
      ),
      says: "fail",
    },
    { when: "a hidden policy", stack: but("bus-policy", { policy: HIDDEN }), says: "unknown" },
    {
      when: "the policy of a bus that hears nothing of environments",
      stack: () => change(policy(admitting("*"))(), "bus-policy", { eventBusName: "other" }),
      says: "notApplicable",
    },
    { when: "a permission for everybody", stack: permission({ principal: "*" }), says: "fail" },
    {
      when: "a permission for an account",
      stack: permission({ principal: "222222222222" }),
      says: "pass",
    },
    {
      when: "a permission for everybody of an organization",
      stack: permission({
        principal: "*",
        condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" },
      }),
      says: "pass",
    },
    { when: "a hidden permission", stack: permission({ principal: HIDDEN }), says: "unknown" },
  ]);
});
