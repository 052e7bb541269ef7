import { planVersionChange } from "../../../mwaa/service/version-change";
import {
  AIRFLOW_VERSIONS_SOURCE,
  airflowVersionFaults,
  isUnlistedButNewer,
} from "../../../mwaa/service/versions";
import { argumentCheck, text } from "../argument";
import type { Rule } from "../rule";
import { failIf, notApplicable, pass } from "../rule";
import { guide } from "../sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "resource" } as const;

/** Which Airflow the environment runs, and may run next. */
export const AIRFLOW_VERSION_RULES: readonly Rule[] = [
  {
    ...own,
    id: "airflow-version-supported",
    title: "The Airflow version is one that MWAA offers",
    why: "MWAA creates environments only with the exact versions it has built images for, and no longer with those past their end of support.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("airflow-versions", "Supported Apache Airflow versions")],
    examples: { fails: 'airflowVersion: "2.10.2"', passes: 'airflowVersion: "2.10.3"' },
    check: argumentCheck(["airflowVersion"], (values) => {
      const version = text(values, "airflowVersion");
      return version === undefined ? [] : airflowVersionFaults(version);
    }),
  },
  {
    ...own,
    id: "airflow-version-listed",
    title: "The Airflow version is in the table these checks know",
    why: "What is said of a version that is newer than the table rests on the newest one in it.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("airflow-versions", "Supported Apache Airflow versions")],
    examples: { fails: 'airflowVersion: "3.9.0"', passes: 'airflowVersion: "3.2.1"' },
    check: argumentCheck(["airflowVersion"], (values) => {
      const version = text(values, "airflowVersion");
      if (version === undefined || !isUnlistedButNewer(version)) return [];
      return [
        {
          path: ["airflowVersion"],
          problem: "is newer than the version table of 2026-11-22, so that it could not be checked",
          got: version,
          allowed: "any version of the table",
          fix: "see that MWAA offers it in your Region, and update pulumi-mwaa",
        },
      ];
    }),
  },
  {
    ...own,
    id: "airflow-version-pinned",
    title: "The Airflow version is stated",
    why: "Without one, the environment gets whatever is the latest on the day it is created, and two stacks from one program differ.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("airflow-versions", "Latest version")],
    examples: { fails: 'environmentClass: "mw1.small"', passes: 'airflowVersion: "3.2.1"' },
    check: (environment, world) =>
      failIf(
        world.value(environment, "airflowVersion") === undefined
          ? [
              {
                message: "airflowVersion is not set, so that the latest of the day is taken",
                fix: "set airflowVersion",
              },
            ]
          : [],
      ),
  },
  {
    ...own,
    id: "version-change-possible",
    title: "A change of the Airflow version is one that MWAA makes in place",
    why: "MWAA moves environments between supported minor versions of one major version; everything else needs a new environment.",
    severity: "error",
    effect: "will-misbehave",
    predicts: "version-change-unsupported",
    sources: [
      guide("upgrading-environment", "Changing the Apache Airflow version"),
      guide("airflow-versions", "Upgrading Apache Airflow"),
    ],
    examples: {
      fails: 'airflowVersion: "2.11.0" to "3.0.6"',
      passes: 'airflowVersion: "2.10.3" to "2.11.0"',
    },
    check: (environment, world) => {
      const from = environment.previousInputs?.["airflowVersion"];
      const to = world.text(environment, "airflowVersion");
      if (typeof from !== "string" || typeof to !== "string" || from === to)
        return notApplicable("the version does not change");
      const plan = planVersionChange({ from, to, today: AIRFLOW_VERSIONS_SOURCE.read });
      if (plan.decision !== "refused") return pass;
      return failIf([
        {
          message: `airflowVersion would change from ${from} to ${to}: ${plan.reasons.join("; ")}`,
          fix: "make a new environment with the new version and move to it",
        },
      ]);
    },
  },
];
