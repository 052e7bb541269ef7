/**
 * Judges a policy document by itself, without a request: whether AWS takes it, and whether each part
 * of it can ever matter. `lintPolicy` reads the document; `statements` walks through a statement, and
 * beside it stands one file for each element: actions, resources, principals, conditions, variables.
 */
export { LINT_CODES, LINT_SEVERITIES } from "./codes";
export type { LintCode, LintCodeFacts, LintSeverity } from "./codes";
export type { LintFinding } from "./finding";
export { POLICY_FORMS } from "./forms";
export type { PolicyForm, PolicyFormName, Presence, SizeLimit } from "./forms";
export { lintPolicy } from "./lint";
export type { LintOptions } from "./lint";
