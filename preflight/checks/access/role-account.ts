import { parseArn } from "../../../mwaa/service/arns";
import { partitionOf } from "../../../mwaa/service/partitions";
import type { Maybe } from "../../../reasoning/known";
import { isKnown } from "../../../reasoning/known";
import { sameAccount } from "../../model/accounts";
import { executionRoleOf } from "../../model/environment";
import { isExisting } from "../../model/existing";
import type { Reference } from "../../model/reference";
import type { Resource } from "../../model/resource";
import { accountOf } from "../../model/whereabouts";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { failIf, notApplicable, pass, undecided } from "../rule";
import { aws, guide } from "../sources";

/** Passing a role to a service never crosses accounts. */
export const PASSED_ROLE = aws(
  "IAM/latest/UserGuide/id_roles_use_passrole.html",
  "Grant a user permissions to pass a role to an AWS service",
);

/** Where the execution role is. */
export const ROLE_ACCOUNT_RULES: readonly Rule[] = [
  {
    id: "execution-role-in-environment-account",
    title: "The execution role is in the environment's account",
    why: "A role can be passed only to a service that works in the role's own account, so that CreateEnvironment is refused with any other.",
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("mwaa-create-role", "Amazon MWAA execution role"), PASSED_ROLE],
    examples: {
      fails: 'executionRoleArn: "arn:aws:iam::444455556666:role/airflow" in account 111122223333',
      passes: 'executionRoleArn: "arn:aws:iam::111122223333:role/airflow" in account 111122223333',
    },
    check: (environment, world) =>
      judgeRoleAccount(environment, executionRoleOf(world, environment), "executionRoleArn", world),
  },
];

/** Whether a role is where it is passed to: in the same account of the same partition. */
export function judgeRoleAccount(
  user: Resource,
  role: Reference,
  property: string,
  world: World,
): Outcome {
  switch (role.kind) {
    case "absent":
      return notApplicable(`${property} is not set`);
    case "unknown":
      return undecided("which role it is cannot be told", role.unknown.blockedBy);
    case "resource":
      return judgeMade(user, role.resource, property, world);
    case "outside":
      return judgeNamed(user, role.value, property, world);
  }
}

function judgeMade(user: Resource, role: Resource, property: string, world: World): Outcome {
  if (
    !isExisting(role) &&
    world.stack(user) === world.stack(role) &&
    user.provider === role.provider
  )
    return pass;
  const [mine, theirs] = [accountWithoutRole(user, property, world), world.account(role)];
  const same = sameAccount(mine, theirs);
  if (!isKnown(same)) return undecided("the accounts are not known", same.blockedBy);
  return same ? pass : failIf([faultOf(String(theirs), String(mine), property, [role])]);
}

function judgeNamed(user: Resource, text: string, property: string, world: World): Outcome {
  const arn = parseArn(text);
  // That it is no ARN of a role at all, another rule says.
  if (arn?.service !== "iam") return notApplicable(`${property} is no ARN of a role`);
  const region = world.region(user);
  if (isKnown(region) && partitionOf(region).id !== arn.partition) {
    const { id } = partitionOf(region);
    return failIf([
      {
        message: `${property} is a role of the partition ${arn.partition}, and ${region} is in ${id}`,
        fix: `name a role whose ARN begins with arn:${id}:`,
      },
    ]);
  }
  const account = accountWithoutRole(user, property, world);
  const same = sameAccount(account, arn.account);
  if (!isKnown(same)) return undecided("the account is not known", same.blockedBy);
  return same ? pass : failIf([faultOf(arn.account, String(account), property)]);
}

/** An account that was read from the very role proves nothing of it. */
function accountWithoutRole(user: Resource, property: string, world: World): Maybe<string> {
  return accountOf(user, {
    at: (urn) => world.at(urn),
    stack: (each) => world.stack(each),
    text: (each, name) => (name === property ? undefined : world.text(each, name)),
  });
}

function faultOf(
  theirs: string,
  mine: string,
  property: string,
  related: readonly Resource[] = [],
): Violation {
  return {
    related,
    message: `${property} is a role of account ${theirs}, and what acts as it is in account ${mine}`,
    fix: `name a role of account ${mine}, and let that one assume roles of others if it has to`,
  };
}
