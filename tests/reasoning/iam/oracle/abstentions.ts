/** A question that our engine leaves open on purpose, though the oracle decides it. */
export interface Abstention {
  readonly id: string;
  /** Why AWS's pages do not decide it. */
  readonly reason: string;
  /** The page and section that leave it open. */
  readonly source: string;
  /** The phrases by which an answer names it. */
  readonly phrase: RegExp;
}

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

/** The questions that are left open; every one is named by some answer. */
export const ABSTENTIONS: readonly Abstention[] = [
  {
    id: "services-under-resource-control-policies",
    reason:
      "Resource control policies count for the services of a list that grows; whether a denial counts for another service is open.",
    source:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html, "List of AWS services that support RCPs"',
    phrase: /^whether resource control policies count for /,
  },
  {
    id: "services-with-unsigned-requests",
    reason:
      "S3, SNS and SQS take requests that nobody signs; of other services but STS, no page says whether they do.",
    source: `${GUIDE}/reference_policies_variables.html, "Principal key values"`,
    phrase: /^whether .* takes unsigned requests$/,
  },
  {
    id: "everybody-as-a-provider",
    reason:
      "A role's trust policy names the providers whose tokens it takes; whether a star names them, no page says.",
    source: `${GUIDE}/reference_policies_elements_principal.html, "Federated user principals"`,
    phrase: /^whether the principal \* means an identity provider$/,
  },
  {
    id: "services-within-an-account",
    reason:
      "Some actions are taken from the resource's own account alone; whether from a service that its policy names, no page says.",
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html, "Cross-account access"',
    phrase: /^whether a service takes \S+ for its own$/,
  },
  {
    id: "what-cannot-be-compared",
    reason:
      "A value of another form than the page asks for cannot be compared, and what an operator then says, the page does not tell: only what resembles no value of the kind fits nothing for certain. Of a variable without value another page says what negates it, and the oracle does not follow it.",
    source: `${GUIDE}/reference_policies_elements_condition_operators.html, "IAM JSON policy elements: Condition operators"`,
    phrase: /^what \S+ says of .*, which it cannot compare$/,
  },
  {
    id: "exception-with-a-variable-without-value",
    reason:
      "A variable that cannot be resolved might make the whole statement invalid: what a NotResource with it excepts is open.",
    source: `${GUIDE}/reference_policies_variables.html, "IAM policy elements: Variables and tags"`,
    phrase: /^what .* excepts while .* has no value$/,
  },
  {
    id: "statement-with-a-variable-without-value",
    reason:
      "A statement whose condition compares with a variable that has no value does not take effect; what another value beside it that fits then does, the page does not say.",
    source: `${GUIDE}/reference_policies_variables.html, "Policy variables with no value"`,
    phrase: /^whether a statement with .* counts while .* has no value$/,
  },
  {
    id: "empty-text-for-no-value",
    reason:
      "The set operators and Null take a null data set for none, such as an empty text; whether every empty text is one, the pages do not say.",
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html, "Set operators for multivalued context keys"`,
    phrase: /^whether .* takes the empty text for no value$/,
  },
  {
    id: "any-value-if-exists",
    reason: "ForAnyValue is false without the key, IfExists is true: the page does not join them.",
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html, "Multivalued context keys"`,
    phrase: /^whether .* is satisfied without the key, which AWS leaves open$/,
  },
  {
    id: "variable-of-a-list",
    reason: "A key with several values may not be used as a variable; what happens then is open.",
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html, "Key points"`,
    phrase: /^the variable in .*, whose key has a list of values$/,
  },
  {
    id: "wildcard-in-the-value-of-a-variable",
    reason:
      "Whether a star or question mark that a variable or its default brings in is a wildcard, the page does not say.",
    source: `${GUIDE}/reference_policies_variables.html, "Where you can use policy variables"`,
    phrase: /^whether a wildcard in the (value|default) of .* counts in /,
  },
  {
    id: "list-without-set-operator",
    reason:
      "A key with several values needs a set operator; what a condition without one says is open.",
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html, "Single-valued vs. multivalued context keys"`,
    phrase: /^whether .* without a set operator is satisfied by the list /,
  },
  {
    id: "not-principal-and-accounts",
    reason:
      "NotPrincipal has to name the caller's account besides the caller; what naming only one of them does is open.",
    source: `${GUIDE}/reference_policies_elements_notprincipal.html, "AWS JSON policy elements: NotPrincipal"`,
    phrase: /^NotPrincipal names the caller/,
  },
  {
    id: "not-principal-and-limits",
    reason:
      "What a resource's policy grants to a session or a user by name, boundary and session policies do not limit; whether NotPrincipal is such a name, the page does not say.",
    source: `${GUIDE}/access_policies_boundaries.html, "Evaluating effective permissions with boundaries"`,
    phrase: /^whether NotPrincipal passes limits by$/,
  },
  {
    id: "role-without-session",
    reason:
      "A question about a role as such leaves its session's name open, which policies may name.",
    source: `${GUIDE}/reference_policies_elements_principal.html, "Role session principals"`,
    phrase: /^the session that .* names$/,
  },
  {
    id: "parts-of-a-loose-arn",
    reason:
      "A star before a colon can reach beyond it, and policies of identities alone complete an ARN with too few parts: what either means elsewhere is open.",
    source: `${GUIDE}/reference_policies_elements_resource.html, "Using wildcards in resource ARNs"`,
    phrase: /^how AWS reads .*, whose parts are too few or end in a star$/,
  },
  {
    id: "endpoint-of-what-needs-no-permission",
    reason:
      "GetCallerIdentity needs no permission, even against a denial of the caller's; whether the policy of an endpoint on the way counts, the page does not say.",
    source:
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html, "GetCallerIdentity"',
    phrase: /^whether an endpoint's policy limits what needs no permission$/,
  },
];
