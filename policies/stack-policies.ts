import type {
  Policies,
  PolicyConfigSchema,
  ReportViolation,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Rule, Subject } from "../preflight/checks/rule";
import type { Finding } from "../preflight/findings/finding";
import { readAnalyzedStack } from "../preflight/readers/analyzer";
import type { Level, Levels } from "./configuration";
import { LEVELS, UNDECIDED } from "./configuration";
import { descriptionOf } from "./facts";
import type { JudgedStack, RuleResult } from "./judge-stack";
import { rememberLast } from "./judge-stack";
import { brokenMessage, messageOf, undecidedMessage } from "./message";
import { CLOUD_SEVERITY, reportAs } from "./report";

/** What the policies of one level are called after their subject. */
const NAME_OF: Readonly<Record<Level, string>> = {
  mandatory: "must-hold",
  advisory: "should-hold",
  disabled: "may-hold",
};

type Judge = (stack: StackValidationArgs) => JudgedStack;

/**
 * The rules that need the whole stack, one policy for each subject and level, because the server
 * rebuilds the stack for each policy; and one policy that tells what could not be decided.
 */
export function stackPolicies(rules: readonly Rule[], levels: Levels): Policies {
  const remember = rememberLast();
  const judge: Judge = ({ resources }) => remember(readAnalyzedStack(resources));
  const world = rules.filter(({ decidedBy }) => decidedBy === "world");
  const groups = [...new Set(world.map(({ subject }) => subject))].flatMap((subject) =>
    LEVELS.map((level) => ({
      subject,
      level,
      members: world.filter(
        (rule) => rule.subject === subject && levels.ofRule.get(rule.id) === level,
      ),
    })),
  );
  return [
    ...groups
      .filter(({ members }) => members.length > 0)
      .map(({ subject, level, members }) => groupPolicy(subject, level, members, judge)),
    undecidedPolicy(
      rules.filter(({ id }) => levels.ofRule.get(id) !== "disabled"),
      levels.ofUndecided,
      judge,
    ),
  ];
}

function groupPolicy(
  subject: Subject,
  level: Level,
  rules: readonly Rule[],
  judge: Judge,
): StackValidationPolicy {
  return {
    name: `${subject}-${NAME_OF[level]}`,
    displayName: `MWAA ${subject}: what ${NAME_OF[level].replace("-", " ")}`,
    description: `Judges the whole stack: ${rules.map(({ id }) => id).join(", ")}.`,
    enforcementLevel: level,
    severity: level === "mandatory" ? "high" : level === "advisory" ? "medium" : "low",
    tags: ["aws", "mwaa", subject],
    configSchema: schemaOf(rules),
    validateStack: (args, report) => {
      const overrides = args.getConfig<Partial<Record<string, Level>>>();
      const judged = judge(args);
      const subjects = rules.map((rule) =>
        reportFailures(rule, judged.resultOf(rule), overrides[rule.id], report),
      );
      if (subjects.every((count) => count === 0)) {
        args.notApplicable("The stack holds nothing that these rules judge.");
      }
    },
  };
}

/**
 * Reports what fails and answers how many resources the rule judged.
 *
 * @param level the engine's own setting for this rule; the policy's level if absent.
 */
function reportFailures(
  rule: Rule,
  result: RuleResult,
  level: Level | undefined,
  report: ReportViolation,
): number {
  if ("fault" in result) return 1;
  const failed =
    level === "disabled" ? [] : result.filter(({ outcome }) => outcome.kind === "fail");
  for (const finding of failed.flatMap(({ findings }) => findings)) {
    reportAs(report, {
      name: rule.id,
      description: descriptionOf(rule),
      message: messageOf(finding),
      urn: finding.resource,
      severity: CLOUD_SEVERITY[rule.severity],
      ...(level === undefined || level === "disabled" ? {} : { enforcementLevel: level }),
    });
  }
  return result.length;
}

/** Lets Pulumi Cloud and `--policy-pack-config` level each rule of a group. */
function schemaOf(rules: readonly Rule[]): PolicyConfigSchema {
  return {
    properties: Object.fromEntries(
      rules.map((rule) => [
        rule.id,
        {
          type: "string" as const,
          enum: [...LEVELS],
          description: `The level of this rule alone. ${rule.title}`,
        },
      ]),
    ),
  };
}

/**
 * Tells which rules cannot be decided and what blocks them. A policy of its own, so that a value
 * that only a deployment can tell neither stops that deployment nor passes for proof.
 */
function undecidedPolicy(
  rules: readonly Rule[],
  level: Level,
  judge: Judge,
): StackValidationPolicy {
  return {
    name: UNDECIDED,
    displayName: "MWAA: what cannot be decided yet",
    description: "Tells which rules cannot be decided, and what would have to be known for that.",
    enforcementLevel: level,
    severity: "low",
    tags: ["aws", "mwaa"],
    validateStack: (args, report) => {
      const judged = judge(args);
      const undecided = new Map<string, Finding[]>();
      for (const rule of rules) {
        const result = judged.resultOf(rule);
        if ("fault" in result) {
          report(brokenMessage(rule.id, result.fault));
          continue;
        }
        for (const finding of result.flatMap(({ findings }) => findings)) {
          if (finding.outcome !== "unknown") continue;
          const others = undecided.get(finding.resource) ?? [];
          undecided.set(finding.resource, [...others, finding]);
        }
      }
      for (const [urn, findings] of undecided) report(undecidedMessage(urn, findings), urn);
    },
  };
}
