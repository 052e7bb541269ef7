/** How much a finding matters: an error makes the policy invalid or void in part. */
export const LINT_SEVERITIES = ["error", "warning", "note"] as const;

/** One of the severities. */
export type LintSeverity = (typeof LINT_SEVERITIES)[number];

/** What is known of a kind of finding. */
export interface LintCodeFacts {
  /** The good state, as a sentence. */
  readonly title: string;
  readonly severity: LintSeverity;
  /** The AWS page and section, read 2026-11-22. */
  readonly source: string;
}

const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
const GRAMMAR = `${IAM}reference_policies_grammar.html, "Grammar of the IAM JSON policy language"`;
const VERSION = `${IAM}reference_policies_elements_version.html, "IAM JSON policy elements: Version"`;
const SID = `${IAM}reference_policies_elements_sid.html, "IAM JSON policy elements: Sid"`;
const EFFECT = `${IAM}reference_policies_elements_effect.html, "IAM JSON policy elements: Effect"`;
const ACTION = `${IAM}reference_policies_elements_action.html, "IAM JSON policy elements: Action"`;
const NOT_ACTION = `${IAM}reference_policies_elements_notaction.html, "IAM JSON policy elements: NotAction"`;
const RESOURCE = `${IAM}reference_policies_elements_resource.html, "IAM JSON policy elements: Resource"`;
const PRINCIPAL = `${IAM}reference_policies_elements_principal.html, "AWS JSON policy elements: Principal"`;
const NOT_PRINCIPAL = `${IAM}reference_policies_elements_notprincipal.html, "AWS JSON policy elements: NotPrincipal"`;
const OPERATORS = `${IAM}reference_policies_elements_condition_operators.html, "IAM JSON policy elements: Condition operators"`;
const SETS = `${IAM}reference_policies_condition-single-vs-multi-valued-context-keys.html, "Set operators for multivalued context keys"`;
const VARIABLES = `${IAM}reference_policies_variables.html, "IAM policy elements: Variables and tags"`;
const ARNS = `${IAM}reference-arns.html, "Identify AWS resources with Amazon Resource Names (ARNs)"`;
const QUOTAS = `${IAM}reference_iam-quotas.html, "IAM and AWS STS quotas"`;
const TABLES =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html, "Actions, resources, and condition keys for AWS services"';
const NOT_RESOURCE = `${IAM}reference_policies_elements_notresource.html, "IAM JSON policy elements: NotResource"`;
const KEYS = `${IAM}reference_policies_condition-keys.html, "AWS global condition context keys"`;
const PASS = `${IAM}id_roles_use_passrole.html, "Grant a user permissions to pass a role to an AWS service"`;
const DEPUTY = `${IAM}confused-deputy.html, "The confused deputy problem"`;
const CONTROL =
  'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html, "RCP syntax"';

/** Every code that a finding can have. A code is permanent. */
export const LINT_CODES = {
  "not-a-document": fact("The document is a JSON object", "error", GRAMMAR),
  "element-unknown": fact("Every element belongs to the policy language", "error", GRAMMAR),
  "element-malformed": fact("Every element has the form that it must have", "error", GRAMMAR),
  "element-missing": fact("Every statement has what its kind of policy needs", "error", GRAMMAR),
  "element-misplaced": fact("No statement has what its kind of policy forbids", "error", GRAMMAR),
  "element-doubled": fact("No statement has an element beside its opposite", "error", GRAMMAR),
  "element-empty": fact("No list is empty", "warning", GRAMMAR),
  "version-missing": fact("The document names its version", "warning", VERSION),
  "version-old": fact("The document is of the current version", "warning", VERSION),
  "version-invalid": fact("The version exists", "error", VERSION),
  "effect-invalid": fact("The effect is Allow or Deny", "error", EFFECT),
  "sid-invalid": fact("Identifiers of statements hold letters and digits", "error", SID),
  "sid-duplicate": fact("No two statements share an identifier", "error", SID),
  "size-over-limit": fact("The document fits into the quota of its kind", "error", QUOTAS),
  "character-invalid": fact("The document holds no character that IAM refuses", "error", QUOTAS),
  "action-malformed": fact("Actions are a service's prefix, a colon and a name", "error", ACTION),
  "action-unknown": fact("Every action exists", "error", TABLES),
  "action-matches-nothing": fact("Every action pattern fits some action", "error", TABLES),
  "not-action-allowed": fact("NotAction is used to deny", "warning", NOT_ACTION),
  "arn-malformed": fact("Resources are * or ARNs of six parts", "error", RESOURCE),
  "arn-partition-invalid": fact("The partition of every ARN exists", "error", ARNS),
  "arn-region-invalid": fact("The Region of every ARN looks like one", "error", ARNS),
  "arn-account-invalid": fact("The account of every ARN has twelve digits", "error", ARNS),
  "action-needs-star": fact("Actions without resource types are stated on *", "warning", TABLES),
  "action-resource-mismatch": fact(
    "Every action meets a resource that it works on",
    "warning",
    TABLES,
  ),
  "resource-unused": fact("Every resource meets an action that works on it", "warning", TABLES),
  "principal-malformed": fact("Principals are of a type and form that exists", "error", PRINCIPAL),
  "principal-wildcard": fact("A principal is * or holds no wildcard", "error", PRINCIPAL),
  "principal-everyone": fact(
    "Nobody is allowed anything without a condition",
    "warning",
    PRINCIPAL,
  ),
  "not-principal-allowed": fact("NotPrincipal is used to deny", "error", NOT_PRINCIPAL),
  "trust-action-invalid": fact("A trust policy speaks of actions of STS", "error", PRINCIPAL),
  "control-policy-invalid": fact("A resource control policy denies to everyone", "error", CONTROL),
  "operator-unknown": fact("Every condition operator exists", "error", OPERATORS),
  "operator-type-mismatch": fact("Operators compare what their key holds", "error", OPERATORS),
  "operator-compares-text": fact("Typed keys are compared by their type", "warning", OPERATORS),
  "value-malformed": fact("Values are of the form that the operator compares", "error", OPERATORS),
  "value-wildcard-literal": fact("Wildcards stand where they work", "warning", OPERATORS),
  "key-unknown": fact("Every condition key exists", "error", TABLES),
  "key-not-for-action": fact("Requests carry the keys that are asked for", "warning", TABLES),
  "condition-contradictory": fact("Some request can satisfy every condition", "error", OPERATORS),
  "set-operator-missing": fact("Keys with several values have a set operator", "warning", SETS),
  "set-operator-needless": fact("Keys with one value have no set operator", "warning", SETS),
  "set-operator-unguarded": fact("ForAllValues allows nobody without the key", "warning", SETS),
  "variable-inert": fact("Variables stand under a version that knows them", "error", VARIABLES),
  "variable-unknown": fact("Variables name keys that have one value", "error", VARIABLES),
  "variable-misplaced": fact("Variables stand in resources and conditions", "error", VARIABLES),
  "mfa-evaded": fact("A second factor is asked of long-term credentials too", "warning", KEYS),
  "not-resource-allowed": fact("NotResource is used to deny", "warning", NOT_RESOURCE),
  "pass-role-unconfined": fact("Roles that may be passed are named", "warning", PASS),
  "service-unconfined": fact("Services are allowed for sources that are named", "note", DEPUTY),
} as const satisfies Readonly<Record<string, LintCodeFacts>>;

/** One of the codes. */
export type LintCode = keyof typeof LINT_CODES;

function fact<S extends LintSeverity>(
  title: string,
  severity: S,
  source: string,
): LintCodeFacts & { readonly severity: S } {
  return { title, severity, source: `${source}, read 2026-11-22` };
}
