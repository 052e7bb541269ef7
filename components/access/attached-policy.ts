import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../children";

/** A managed policy of one role. */
export interface AttachedPolicyPlan {
  /** The end of the logical names. */
  readonly suffix: string;
  /** The policy's own name. */
  readonly policyName: pulumi.Input<string>;
  readonly path: pulumi.Input<string>;
  readonly description: string;
  readonly document: pulumi.Input<string>;
  readonly roleName: pulumi.Input<string>;
}

/** Creates a managed policy and attaches it to the role; the attachment is what others wait for. */
export function attachPolicy(
  children: Children,
  plan: AttachedPolicyPlan,
): iam.RolePolicyAttachment {
  const options = { parent: children.parent };
  const policy = new iam.Policy(
    children.named(plan.suffix),
    {
      name: plan.policyName,
      path: plan.path,
      description: plan.description,
      policy: plan.document,
      tags: children.tags(plan.suffix.replaceAll("-", " ")),
    },
    options,
  );
  return new iam.RolePolicyAttachment(
    children.named(`${plan.suffix}-attachment`),
    { role: plan.roleName, policyArn: policy.arn },
    options,
  );
}

/**
 * The name of a policy of an execution role, derived from the role's: `MWAA-Execution-Policy` in
 * place of `AmazonMWAA`, which are the prefixes that the documented console policy lets a person
 * create; `purpose` tells several policies of a role apart.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/access-policies.html, "Full console
 * access policy", read 2026-11-22.
 */
export function executionPolicyName(roleName: string, purpose = ""): string {
  const rest = roleName.replace(/^AmazonMWAA-/, "");
  return ["MWAA-Execution-Policy", purpose, rest].filter((each) => each !== "").join("-");
}
