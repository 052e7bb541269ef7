import { callsOf } from "../../../mwaa/service/calls";
import type { Principal, RequestContext } from "../../../reasoning/iam";
import {
  accountOf,
  actionCovers,
  contextOf,
  MalformedDocument,
  weigh,
} from "../../../reasoning/iam";
import type { Maybe, Truth } from "../../../reasoning/known";
import { any, isKnown, Unknown } from "../../../reasoning/known";
import type { KeyPolicySet } from "../../model/access/key-policy";
import { keyPolicyOf, keyPolicySetOf } from "../../model/access/key-policy";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import { roleArnOf, someOf } from "../access/execution-role";
import { withKey } from "./key";
import { judgeLogs } from "./key-for-logs";
import type { Outcome, Rule } from "../rule";
import { conclude, notApplicable, pass, undecided } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "encryption", judges: ["environment"], decidedBy: "world" } as const;

const DELEGATION = aws(
  "kms/latest/developerguide/key-policy-default.html",
  "Allows access to the AWS account and enables IAM policies",
);

/** What the policy of the customer's key has to say. */
export const KEY_POLICY_RULES: readonly Rule[] = [
  {
    ...own,
    id: "key-admits-cloudwatch-logs",
    title: "CloudWatch Logs may use the environment's key for its log groups",
    why: "With a customer's key the log groups are encrypted with it; without the statement they can't be made and the environment stays without logs.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "log-group-key-unusable",
    sources: [guide("custom-keys-certs", "Attaching key policies to a customer-managed key")],
    examples: {
      fails: "a key policy that speaks of the account only",
      passes:
        '{ Principal: { Service: "logs.eu-west-1.amazonaws.com" }, Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "…:log-group:airflow-etl-*" } } }',
    },
    check: (environment, world) =>
      withKeyPolicy(environment, world, (holder, policy) =>
        judgeLogs(environment, holder, policy, world),
      ),
  },
  {
    ...own,
    id: "key-admits-execution-role",
    title: "The key's policy lets the execution role use the key, itself or through IAM",
    why: "A key listens to IAM only if its policy says so: otherwise the execution role's own permission is worth nothing, unless the key's policy names the role.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [DELEGATION, guide("mwaa-create-role", "Sample policy for a customer-managed key")],
    examples: {
      fails: "a policy that names neither the account's root nor the role",
      passes: '{ Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*" }',
    },
    check: (environment, world) =>
      withKeyPolicy(environment, world, (holder, policy) =>
        policy === undefined ? pass : judgeRole(environment, holder, policy, world),
      ),
  },
  {
    ...own,
    id: "key-delegates-to-account",
    title: "The key's policy lets IAM policies of the account decide",
    why: "A key whose policy names single users and roles only locks everybody out once these are gone; then AWS support has to be asked.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [DELEGATION],
    examples: {
      fails: "a policy without the account's root",
      passes: '{ Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*" }',
    },
    check: (environment, world) =>
      withKeyPolicy(environment, world, (holder, policy) =>
        policy === undefined ? pass : judgeDelegation(environment, holder, policy, world),
      ),
  },
];

function judgeRole(
  environment: Resource,
  holder: Resource,
  policy: KeyPolicySet,
  world: World,
): Outcome {
  const place = world.place(environment);
  if (!isKnown(place))
    return undecided("the environment's account or Region is not known", place.blockedBy);
  const { account } = place;
  const roleArn = roleArnOf(environment, world);
  const subject = { place, environmentName: "", bucketName: "", keyArn: policy.arn };
  const refused: string[] = [];
  const hidden: Unknown[] = [];
  const calls = callsOf("execution-role", "customer-key").filter(
    ({ when }) => when === "customer-key",
  );
  for (const call of calls) {
    for (const values of call.contexts(subject)) {
      const context = contextOf({
        ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]])),
        ...contextOfCaller(account, roleArn),
        "aws:RequestedRegion": [place.region],
      });
      for (const action of call.actions) {
        const admitted = admits(policy, action, context, [
          { kind: "role", arn: roleArn, account },
          { kind: "account", account },
        ]);
        if (admitted instanceof Unknown) hidden.push(admitted);
        else if (!admitted) refused.push(action);
      }
    }
  }
  return conclude(
    refused.length === 0
      ? []
      : [
          {
            resource: holder,
            related: [environment],
            message: `policy allows ${someOf(refused)} neither to the execution role nor to the account's root`,
            fix: "add a statement that allows the account's root kms:* on this key",
          },
        ],
    hidden,
    "the key policy cannot be decided",
  );
}

function judgeDelegation(
  environment: Resource,
  holder: Resource,
  policy: KeyPolicySet,
  world: World,
): Outcome {
  const account = world.account(holder);
  if (!isKnown(account)) return undecided("the key's account is not known", account.blockedBy);
  // Conditions on who it is leave the others without a way in.
  const delegates = policy.documents.some(({ document }) =>
    document.statements.some(
      ({ effect, actions, actionsInverted, principals, principalsInverted, conditions }) =>
        effect === "Allow" &&
        !actionsInverted &&
        !principalsInverted &&
        actions.some((action) => actionCovers(action, "kms:*")) &&
        (principals?.everyone === true ||
          (principals?.aws ?? []).some((each) => accountOf(each) === account)) &&
        conditions.every(({ key }) => key.toLowerCase() === "kms:calleraccount"),
    ),
  );
  if (delegates) return pass;
  return conclude(
    policy.hidden.length > 0
      ? []
      : [
          {
            resource: holder,
            related: [environment],
            message: "policy does not allow the account's root kms:*",
            fix: "add a statement that allows the account's root kms:* on this key",
          },
        ],
    policy.hidden,
    "the key's policy is not known",
  );
}

/** Whether the key's policy lets one of the principals in; who is denied, the role's calls tell. */
function admits(
  policy: KeyPolicySet,
  action: string,
  context: RequestContext,
  principals: readonly Principal[],
): Truth {
  return any([
    ...principals.map(
      (principal) =>
        weigh(policy.documents, { action, resource: policy.arn, context, principal }).granted,
    ),
    ...policy.hidden,
  ]);
}

function contextOfCaller(
  account: string,
  roleArn: Maybe<string>,
): Readonly<Record<string, readonly string[]>> {
  return {
    "aws:SecureTransport": ["true"],
    "aws:PrincipalAccount": [account],
    "aws:PrincipalType": ["AssumedRole"],
    "kms:CallerAccount": [account],
    ...(isKnown(roleArn) ? { "aws:PrincipalArn": [roleArn] } : {}),
  };
}

/** Judges the key's policy; `undefined` is AWS's default, which speaks of the account and nobody else. */
function withKeyPolicy(
  environment: Resource,
  world: World,
  check: (holder: Resource, policy: KeyPolicySet | undefined) => Outcome,
): Outcome {
  return withKey(environment, world, (key) => {
    const policy = keyPolicyOf(world, key);
    if (policy instanceof Unknown)
      return undecided("the key's policy is not known", policy.blockedBy);
    const { holder, document } = policy;
    if (document instanceof Unknown)
      return undecided("the key's policy is not known", document.blockedBy);
    if (document instanceof MalformedDocument)
      return notApplicable("the key's policy is no document");
    return check(holder, document === undefined ? undefined : keyPolicySetOf(world, key));
  });
}
