import type { CallSubject } from "../../../mwaa/service/calls";
import { callsOf } from "../../../mwaa/service/calls";
import {
  GRANT_FOR_SERVICE_SOURCE,
  grantRequests,
  KEY_GRANTS_SOURCE,
} from "../../../mwaa/service/key-grants";
import type { Place } from "../../../mwaa/service/partitions";
import type { Principal } from "../../../reasoning/iam";
import { contextOf, MalformedDocument, weigh } from "../../../reasoning/iam";
import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import type { KeyPolicySet } from "../../model/access/key-policy";
import { keyPolicyOf, keyPolicySetOf } from "../../model/access/key-policy";
import { isTold } from "../../model/accounts";
import { shareAnAccount } from "../../model/environment";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import { someOf } from "../access/execution-role";
import type { Outcome, Rule } from "../rule";
import { conclude, failIf, notApplicable, pass, undecided } from "../rule";
import { aws } from "../sources";
import { withKey } from "./key";

/** The grants by which MWAA, and others for it, use a customer's key. */
export const SERVICE_GRANT_RULES: readonly Rule[] = [
  {
    subject: "encryption",
    decidedBy: "world",
    judges: ["environment"],
    id: "key-permits-service-grants",
    title: "The key's policy lets whoever creates the environment make MWAA's grants",
    why: "MWAA, and Amazon RDS for it, use the key by grants that they make with the rights of whoever creates the environment. The key has to listen to that account, also if it belongs to another one.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      KEY_GRANTS_SOURCE,
      GRANT_FOR_SERVICE_SOURCE,
      aws(
        "kms/latest/developerguide/key-policy-modifying-external-accounts.html",
        "Allowing users in other accounts to use a KMS key",
      ),
    ],
    examples: {
      fails: "a policy that lets the environment's account encrypt and decrypt, and nothing else",
      passes:
        '{ Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } }',
    },
    check: (environment, world) =>
      withKey(environment, world, (key) => judgeKey(environment, key, world)),
  },
];

/** Something that whoever creates the environment has to be allowed on the key. */
interface Request {
  readonly action: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** What creating an environment with the key takes, beside what the environment itself does. */
function requestsIn(place: Place, keyArn: string): readonly Request[] {
  const subject: CallSubject = { place, environmentName: "", bucketName: "", keyArn };
  const use = callsOf("deployer", "customer-key")
    .filter(({ id }) => id === "use-key")
    .flatMap(({ actions, contexts }) =>
      contexts(subject).flatMap((values) =>
        actions.map((action) => ({
          action,
          context: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]])),
        })),
      ),
    );
  return [...use, ...grantRequests(place)];
}

function judgeKey(environment: Resource, key: Resource, world: World): Outcome {
  const policy = keyPolicyOf(world, key);
  if (policy instanceof Unknown)
    return undecided("the key's policy is not known", policy.blockedBy);
  if (policy.document instanceof Unknown)
    return undecided("the key's policy is not known", policy.document.blockedBy);
  if (policy.document instanceof MalformedDocument)
    return notApplicable("the key's policy is no document");
  const place = world.place(environment);
  if (!isKnown(place))
    return undecided("the environment's account or Region is not known", place.blockedBy);
  const { holder, document } = policy;
  const foreign = not(shareAnAccount(environment, key, world));
  if (document === undefined) {
    // AWS's own policy listens to the key's account and to no other.
    if (!isKnown(foreign))
      return undecided(
        "whether key and environment share an account is not known",
        foreign.blockedBy,
      );
    if (!foreign) return pass;
    return failIf([
      {
        resource: holder,
        related: [environment],
        message: `has no policy, so that account ${place.account} cannot use it`,
        fix: FIX_FOREIGN,
      },
    ]);
  }
  const set = keyPolicySetOf(world, key);
  const asked = requestsIn(place, set.arn).map((request) => ({
    request,
    allowed: allows(set, request, place.account),
  }));
  const refused = asked.filter(({ allowed }) => allowed === false);
  if (refused.length > 0 && !isTold(place.account) && foreign !== true)
    return undecided("the account that the policy has to admit is not known", [
      "the account that the stack deploys to",
    ]);
  return conclude(
    refused.length === 0
      ? []
      : [
          {
            resource: holder,
            related: [environment],
            message: `policy does not let account ${place.account} call ${someOf(refused.map(({ request }) => request.action))}, with which the environment is created`,
            fix:
              foreign === true
                ? FIX_FOREIGN
                : "add a statement that allows the account's root kms:* on this key",
          },
        ],
    asked.flatMap(({ allowed }) => (allowed instanceof Unknown ? [allowed] : [])),
    "whether the creator of the environment is admitted cannot be told",
  );
}

const FIX_FOREIGN =
  "add statements that let the environment's account use the key, and call kms:CreateGrant, kms:ListGrants and kms:RevokeGrant where kms:GrantIsForAWSResource is true";

/**
 * Whether the key lets the account's IAM decide, or names somebody of the account, who may be the
 * one that creates the environment.
 */
function allows(policy: KeyPolicySet, { action, context }: Request, account: string): Truth {
  const deployer = new Unknown(["who creates the environment"]);
  const principals: readonly Principal[] = [
    { kind: "account", account },
    { kind: "role", arn: deployer, account },
  ];
  const asked = principals.map((principal) =>
    weigh(policy.documents, {
      action,
      resource: policy.arn,
      principal,
      context: contextOf({
        ...context,
        "aws:SecureTransport": ["true"],
        "aws:PrincipalAccount": [account],
        "kms:CallerAccount": [account],
      }),
    }),
  );
  return all([
    any([...asked.map(({ granted }) => granted), ...policy.hidden]),
    // Whoever is denied by name may be somebody else.
    ...asked.slice(0, 1).map(({ denied }) => not(denied)),
  ]);
}
