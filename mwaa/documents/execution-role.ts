import { callsOf, DENIED_TO_ROLE } from "../service/calls";
import type { Place } from "../service/partitions";
import { grantedStatements } from "./granted";
import { policyDocument } from "./statement";
import type { PolicyDocument, Statement } from "./statement";

/** What the policy of an execution role is computed from; all of it is known before anything exists. */
export interface ExecutionRolePolicyArgs {
  readonly place: Place;
  readonly environmentName: string;
  readonly bucketName: string;
  /**
   * How the environment is encrypted. `aws-owned`: by a key of MWAA. `keyArn`: by the customer's
   * key. `separate`: by a key whose ARN is not known yet; the statement for it is left out and
   * belongs into a policy of its own, `keyUsePolicy`.
   */
  readonly encryption: "aws-owned" | "separate" | { readonly keyArn: string };
  /**
   * Whether logs may be written to the environment's five log groups alone, instead of to all
   * whose name begins like theirs; a second environment's might.
   * @default false
   */
  readonly hardened?: boolean;
}

const DENY_BUCKET_NAMES: Statement = { Effect: "Deny", Action: DENIED_TO_ROLE, Resource: "*" };

/**
 * The permissions that an environment needs of its execution role, as MWAA documents them with two
 * repairs: reporting health is allowed under a customer's key too, and the denial of
 * `s3:ListAllMyBuckets` stands on `*`, since on a bucket it denies nothing.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/mwaa-create-role.html, "Sample JSON
 * policies for an execution role", read 2026-11-22.
 */
export function executionRolePolicy(args: ExecutionRolePolicyArgs): PolicyDocument {
  const { place, environmentName, bucketName, encryption, hardened = false } = args;
  const key = typeof encryption === "object" ? { keyArn: encryption.keyArn } : {};
  const calls = callsOf(
    "execution-role",
    encryption === "aws-owned" ? "aws-owned-key" : "customer-key",
  ).filter((each) => encryption !== "separate" || each.when === "always");
  const subject = { place, environmentName, bucketName, ...key };
  const [health, ...others] = grantedStatements(calls, subject, hardened);
  return policyDocument([...(health === undefined ? [] : [health]), DENY_BUCKET_NAMES, ...others]);
}

/**
 * The use of a customer's key, through the queue and the bucket only, as a policy of its own: with
 * a new key nothing of it is known before the key exists, while the rest of the role's permissions
 * is.
 */
export function keyUsePolicy(args: {
  readonly place: Place;
  readonly keyArn: string;
}): PolicyDocument {
  const calls = callsOf("execution-role", "customer-key").filter(
    (each) => each.when === "customer-key",
  );
  // Neither name occurs in what the calls with a key are allowed on.
  return policyDocument(grantedStatements(calls, { ...args, environmentName: "", bucketName: "" }));
}
