import type { Rewrite } from "./rewrites-of-callers";
import {
  administrationStays,
  exceptedAccountSparesNobody,
  federatedUserHasNothing,
  linkedRoleIsUnlimited,
  ownerIsNotLockedOut,
  providerHasNoAccount,
  resourceNamesSession,
  roleNamesHaveCase,
  rootHasEverything,
  stsRefusesCallers,
} from "./rewrites-of-callers";
import {
  allAddressesAreARange,
  datesAlike,
  emptyListIsNoKey,
  emptyTextIsAValue,
  escapesInEquals,
  olderVersionHasNoVariables,
  oneAddressIsARange,
  starFillsUp,
  variablesInArns,
} from "./rewrites-of-values";

/** A way in which the oracle differs from AWS, and how to tell it the rule. */
export interface Explanation {
  readonly id: string;
  /** What AWS does, in a sentence. */
  readonly rule: string;
  /** The page and section that say so. */
  readonly source: string;
  /** The case with the rule written out, so that the oracle follows it. */
  readonly rewrite: Rewrite;
}

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

/** Every known way in which the oracle differs. */
export const EXPLANATIONS: readonly Explanation[] = [
  {
    id: "older-version-has-no-variables",
    rule: "A document without the version 2012-10-17 has no policy variables: `${...}` is plain text.",
    source: `${GUIDE}/reference_policies_variables.html, "Introduction"`,
    rewrite: olderVersionHasNoVariables,
  },
  {
    id: "variables-in-arns",
    rule: "The resource part of an ARN may hold variables, with defaults too, and so may the values of ARN operators.",
    source: `${GUIDE}/reference_policies_variables.html, "Where you can use policy variables"`,
    rewrite: variablesInArns,
  },
  {
    id: "dates-may-be-seconds",
    rule: "Dates are written in ISO 8601 or as seconds since 1970, whatever the other side is written in.",
    source: `${GUIDE}/reference_policies_elements_condition_operators.html, "Date condition operators"`,
    rewrite: datesAlike,
  },
  {
    id: "all-addresses-are-a-range",
    rule: "A range in the form of CIDR holds the addresses that share its prefix: /0 holds all of its family.",
    source: `${GUIDE}/reference_policies_elements_condition_operators.html, "IP address condition operators"`,
    rewrite: allAddressesAreARange,
  },
  {
    id: "one-address-is-a-range",
    rule: "An address without prefix is a range of one: an address of the other family is not in it.",
    source: `${GUIDE}/reference_policies_elements_condition_operators.html, "IP address condition operators"`,
    rewrite: oneAddressIsARange,
  },
  {
    id: "empty-list-is-no-key",
    rule: "A key whose values resolve to an empty set is null: `Null` finds it absent, as every other operator does.",
    source: `${GUIDE}/reference_policies_elements_condition_operators.html, "Condition operator to check existence of condition keys"`,
    rewrite: emptyListIsNoKey,
  },
  {
    id: "star-fills-up",
    rule: "Whether a short ARN with a star at its end reaches the parts that it leaves out, AWS does not say of resource control policies; the denial counts.",
    source: `${GUIDE}/reference_policies_elements_resource.html, "IAM JSON policy elements: Resource"`,
    rewrite: starFillsUp,
  },
  {
    id: "escapes-in-every-text-operator",
    rule: "`${*}`, `${?}` and `${$}` stand for the character itself wherever variables may stand, in the operators that compare for equality too.",
    source: `${GUIDE}/reference_policies_variables.html, "Special characters"`,
    rewrite: escapesInEquals,
  },
  {
    id: "empty-text-is-a-value",
    rule: "A variable is replaced by the value of its key, an empty text too.",
    source: `${GUIDE}/reference_policies_variables.html, "Introduction"`,
    rewrite: emptyTextIsAValue,
  },
  {
    id: "excepted-account-spares-nobody",
    rule: "A denial for everybody but an account and a user spares that user alone, so to name the account spares nobody in it.",
    source: `${GUIDE}/reference_policies_elements_notprincipal.html, "Specifying NotPrincipal with Deny"`,
    rewrite: exceptedAccountSparesNobody,
  },
  {
    id: "root-user-needs-no-policy",
    rule: "The root user of an account may do everything in it that no policy denies.",
    source: `${GUIDE}/reference_policies_evaluation-logic.html, "Policy evaluation logic"`,
    rewrite: rootHasEverything,
  },
  {
    id: "service-linked-role-is-not-limited",
    rule: "Service control policies and resource control policies do not limit service-linked roles.",
    source:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html, "Tasks and entities not restricted by SCPs"',
    rewrite: linkedRoleIsUnlimited,
  },
  {
    id: "resource-names-the-session",
    rule: "Within an account, what a resource's policy grants to a session itself its session policies do not limit.",
    source: `${GUIDE}/access_policies.html, "Session policies"`,
    rewrite: resourceNamesSession,
  },
  {
    id: "federated-user-needs-a-session-policy",
    rule: "Without a session policy the session of a federated user has no permissions but those that a resource grants to itself.",
    source:
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html, "Permissions"',
    rewrite: federatedUserHasNothing,
  },
  {
    id: "provider-has-no-account",
    rule: "Who shows the token of an identity provider has no account yet: only the trust policy decides, by its Federated principals.",
    source:
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html, "AssumeRoleWithWebIdentity"',
    rewrite: providerHasNoAccount,
  },
  {
    id: "sts-takes-roles-and-users",
    rule: "No role is assumed by the root user, by who has credentials of GetFederationToken, or unsigned.",
    source: `${GUIDE}/id_credentials_sts-comparison.html, "Compare AWS STS credentials"`,
    rewrite: stsRefusesCallers,
  },
  {
    id: "administration-stays-in-the-account",
    rule: "SQS, KMS and S3 take the administration of queues, keys and bucket policies from their own account alone, whatever policies allow.",
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html, "Cross-account access"',
    rewrite: administrationStays,
  },
  {
    id: "bucket-owner-is-not-locked-out",
    rule: "A bucket's policy cannot deny the root user of its account to read, write and delete it.",
    source:
      'https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html, "Permissions"',
    rewrite: ownerIsNotLockedOut,
  },
  {
    id: "role-names-have-case",
    rule: "The name of a role in a policy or an ARN is compared with regard to case.",
    source: `${GUIDE}/id_roles_create_for-user.html, "Creating a role to delegate permissions to an IAM user"`,
    rewrite: roleNamesHaveCase,
  },
];
