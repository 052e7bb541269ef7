/**
 * The preflight as a library: read what a deployment will hold, judge it, render the report. The
 * entry `pulumi-mwaa/preflight`; it loads neither Pulumi nor the AWS provider.
 */
export { judge } from "./preflight";
export type { JudgeOptions } from "./preflight";

export { CATALOGUE_VERSION, ruleOf, RULES } from "./checks/catalogue";
export type { Outcome, Rule, Subject, Violation } from "./checks/rule";

export { EFFECTS, SEVERITIES } from "./findings/finding";
export type { Effect, Finding, Report, Severity, StackReport, Verdict } from "./findings/finding";

export type { Change, Door, Properties, Resource, Stack, Value } from "./model/resource";
export { buildWorld, World } from "./model/world";
export type { Pointing } from "./model/world";

export { readAnalyzedStack } from "./readers/analyzer";
export type { AnalyzedResource } from "./readers/analyzer";
export { contextFileSchema } from "./readers/context/json-schema";
export { readContext } from "./readers/context/read";
export type { Context, Outputs, ReadContext } from "./readers/context/read";
export { readPreview } from "./readers/preview";
export {
  listStacks,
  ProjectFileError,
  readProject,
  readStackConfig,
  stackFile,
} from "./readers/project";
export type { Project, StackConfig } from "./readers/project";
export { readStackExport } from "./readers/stack-export";
export { planAll, planProgram } from "./readers/symbolic-plan/plan";
export type { FailureReason } from "./readers/symbolic-plan/failure";
export type { PlanRequest, PlanResult } from "./readers/symbolic-plan/plan";
export { readDeploymentFile } from "./readers/told-apart";
export { UnreadableDeployment } from "./readers/unreadable";

export { renderGithub } from "./report/github";
export { canonicalReport, renderJson } from "./report/json";
export { renderJunit } from "./report/junit";
export type { JunitOptions } from "./report/junit";
export { renderMarkdown } from "./report/markdown";
export { withNames } from "./report/names";
export { renderSarif } from "./report/sarif";
export type { SarifTool } from "./report/sarif";
export { renderText } from "./report/text";
export type { TextOptions } from "./report/text";
export { renderTree } from "./report/tree";
export type { TreeOptions } from "./report/tree";

export { isKnown, Unknown } from "../reasoning/known";
export type { Maybe, Truth } from "../reasoning/known";
