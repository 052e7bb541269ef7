import type { Document, Statement } from "../../../reasoning/iam";
import { MalformedDocument } from "../../../reasoning/iam";
import type { Maybe } from "../../../reasoning/known";
import { Unknown } from "../../../reasoning/known";
import { documentAt } from "../../model/access/role-policies";
import { executionRoleArnOf, executionRoleOf } from "../../model/environment";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome } from "../rule";
import { notApplicable, undecided } from "../rule";

/** Judges the environment's role; one that no stack holds cannot be judged. */
export function withRole(
  environment: Resource,
  world: World,
  check: (role: Resource) => Outcome,
): Outcome {
  const role = executionRoleOf(world, environment);
  switch (role.kind) {
    case "resource":
      return check(role.resource);
    case "absent":
      return notApplicable("executionRoleArn is not set");
    case "outside":
      return undecided(`the role ${role.value} is in none of these stacks`, [
        pointer(environment, ["executionRoleArn"]),
      ]);
    case "unknown":
      return undecided("which role it is cannot be told", role.unknown.blockedBy);
  }
}

/** Judges the trust policy of the environment's role, if it can be read. */
export function withTrust(
  environment: Resource,
  world: World,
  check: (role: Resource, trust: Document) => Outcome,
): Outcome {
  return withRole(environment, world, (role) => {
    const trust = documentAt(world, role, "assumeRolePolicy", "trust");
    if (trust instanceof Unknown)
      return undecided("assumeRolePolicy is not known", trust.blockedBy);
    if (trust === undefined || trust instanceof MalformedDocument)
      return notApplicable("the trust policy is no document");
    return check(role, trust);
  });
}

/** The ARN of the environment's role, also of one that no stack holds. */
export function roleArnOf(environment: Resource, world: World): Maybe<string> {
  return executionRoleArnOf(world, environment);
}

/** How a statement is called: by its Sid, or by its place. */
export function nameOf({ sid, index }: Statement): string {
  return sid === undefined || sid === "" ? `statement ${index}` : `statement ${sid}`;
}

/** A few of a list, and how many more there are. */
export function someOf(texts: readonly string[], shown = 6): string {
  const all = [...new Set(texts)];
  // "And one more" takes the place of the one.
  return all.length <= shown + 1
    ? all.join(", ")
    : `${all.slice(0, shown).join(", ")} and ${all.length - shown} more`;
}
