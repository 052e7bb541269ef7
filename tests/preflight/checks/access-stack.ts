import assert from "node:assert/strict";
import { executionRolePolicy } from "../../../mwaa/documents/execution-role";
import { executionRoleTrust } from "../../../mwaa/documents/trust";
import { toJson } from "../../../mwaa/documents/statement";
import { ruleOf } from "../../../preflight/checks/catalogue";
import type { Outcome, Violation } from "../../../preflight/checks/rule";
import type { Properties, Resource, Stack, Value } from "../../../preflight/model/resource";
import { buildWorld } from "../../../preflight/model/world";

/** Where the environment of these stacks lives. */
export const PLACE = { partition: "aws", region: "eu-west-1", account: "111122223333" } as const;
export const ROLE_ARN = "arn:aws:iam::111122223333:role/etl-role";
export const KEY_ARN =
  "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000000";
export const BUCKET_ARN = "arn:aws:s3:::dags";
export const ENVIRONMENT_ARN = "arn:aws:airflow:eu-west-1:111122223333:environment/etl";

/** An AWS resource of a stack, by its type token's part after `aws:`. */
export function resource(
  type: string,
  name: string,
  inputs: Properties = {},
  outputs: Properties = {},
): Resource {
  return {
    urn: `urn:pulumi:test::access::aws:${type}::${name}`,
    type: `aws:${type}`,
    name,
    custom: true,
    inputs,
    outputs,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    customTimeouts: {},
    ignoreChanges: [],
  };
}

/** A policy document as the JSON text that a program gives. */
export function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** What of the stack a test is about; the rest is as it should be. */
export interface AccessStack {
  readonly role?: Properties;
  /** The statements added to the documented policy of the role. */
  readonly statements?: readonly object[];
  /** The text of the role's policy, in place of the documented one; null for none. */
  readonly rolePolicy?: Value;
  readonly bucketPolicy?: Value;
  /** Inputs of the customer's key; absent, the environment has none. */
  readonly key?: Properties;
  readonly environment?: Properties;
  readonly others?: readonly Resource[];
  readonly incomplete?: readonly string[];
}

/** The documented policy of the stack's role, with statements added. */
export function documentedPolicy(withKey: boolean, added: readonly object[] = []): string {
  const document = executionRolePolicy({
    place: PLACE,
    environmentName: "etl",
    bucketName: "dags",
    encryption: withKey ? { keyArn: KEY_ARN } : "aws-owned",
  });
  return policy(...document.Statement, ...added);
}

/** A stack with one environment and everything that decides over its access. */
export function accessStack(about: AccessStack = {}): Stack {
  const { key, statements, rolePolicy, bucketPolicy, others = [], incomplete = [] } = about;
  const text =
    rolePolicy === undefined ? documentedPolicy(key !== undefined, statements) : rolePolicy;
  return {
    name: "access/test",
    door: "symbolic-plan",
    region: PLACE.region,
    account: PLACE.account,
    assumptions: [],
    incomplete,
    resources: [
      resource(
        "iam/role:Role",
        "role",
        {
          name: "etl-role",
          assumeRolePolicy: toJson(executionRoleTrust({ place: PLACE, environmentName: "etl" })),
          ...about.role,
        },
        { arn: ROLE_ARN, id: "etl-role" },
      ),
      ...(text === null
        ? []
        : [
            resource("iam/rolePolicy:RolePolicy", "grants", {
              name: "grants",
              role: "etl-role",
              policy: text,
            }),
          ]),
      resource("s3/bucket:Bucket", "bucket", { bucket: "dags" }, { arn: BUCKET_ARN, id: "dags" }),
      ...(bucketPolicy === undefined
        ? []
        : [
            resource("s3/bucketPolicy:BucketPolicy", "tls", {
              bucket: "dags",
              policy: bucketPolicy,
            }),
          ]),
      ...(key === undefined ? [] : [resource("kms/key:Key", "key", key, { arn: KEY_ARN })]),
      resource("mwaa/environment:Environment", "environment", {
        name: "etl",
        executionRoleArn: ROLE_ARN,
        sourceBucketArn: BUCKET_ARN,
        ...(key === undefined ? {} : { kmsKey: KEY_ARN }),
        ...about.environment,
      }),
      ...others,
    ],
  };
}

/** What a rule says of the stack's first resource that it judges. */
export function outcomeOf(rule: string, stack: Stack): Outcome {
  const found = ruleOf(rule);
  assert.ok(found, rule);
  const world = buildWorld([stack]);
  const [subject] = found.judges.flatMap((kind) => world.of(kind));
  assert.ok(subject);
  return found.check(subject, world);
}

/** The violations of a rule; fails unless the rule does. */
export function violationsOf(rule: string, stack: Stack): readonly Violation[] {
  const outcome = outcomeOf(rule, stack);
  assert.equal(outcome.kind, "fail");
  return outcome.violations;
}

/** A row of a table: what the stack is like, and what the rule says of it. */
export interface Case {
  readonly says: string;
  readonly about: AccessStack;
  readonly expected: Outcome["kind"];
}

/** Runs a rule on every row. */
export function judges(rule: string, cases: readonly Case[]): void {
  for (const { says, about, expected } of cases) {
    it(`${expected === "fail" ? "fails" : expected === "pass" ? "passes" : expected === "unknown" ? "is unknown" : "does not apply"} ${says}`, () => {
      assert.equal(outcomeOf(rule, accessStack(about)).kind, expected);
    });
  }
}
