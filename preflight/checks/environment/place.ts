import { environmentNameFaults } from "../../../mwaa/service/names";
import { isListedRegion, regionFaults } from "../../../mwaa/service/regions";
import { isKnown } from "../../../reasoning/known";
import { argumentCheck, text, violationOf } from "../argument";
import type { Rule } from "../rule";
import { failIf, pass, undecided } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "resource" } as const;

/** What the environment is called, and where it is. */
export const PLACE_RULES: readonly Rule[] = [
  {
    ...own,
    id: "environment-name-valid",
    title: "The environment's name is one that MWAA accepts",
    why: "CreateEnvironment refuses any other name, and log groups, role and bucket policies are built from it.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("mwaa/latest/API/API_CreateEnvironment.html", "URI Request Parameters")],
    examples: { fails: 'name: "3rd environment"', passes: 'name: "third-environment"' },
    check: argumentCheck(["name"], (values) => {
      const name = text(values, "name");
      return name === undefined ? [] : environmentNameFaults(name);
    }),
  },
  {
    ...own,
    id: "environment-name-set",
    title: "The environment has a name of its own choosing",
    why: "The log groups airflow-<name>-*, the metrics permission and the trust of the execution role all hold the name; a name that Pulumi makes up is in none of them.",
    severity: "error",
    effect: "will-misbehave",
    sources: [guide("mwaa-create-role", "Amazon MWAA execution role")],
    examples: {
      fails: 'new aws.mwaa.Environment("etl", { dagS3Path: "dags" })',
      passes: 'new aws.mwaa.Environment("etl", { name: "etl", dagS3Path: "dags" })',
    },
    check: (environment, world) => {
      const name = environment.inputs["name"];
      const chosen = environment.inputs["__defaults"];
      const madeUp = Array.isArray(chosen) && chosen.includes("name");
      if (name !== undefined && name !== null && !madeUp) return pass;
      // An environment that exists keeps the name it once got, whoever chose it.
      if (world.stack(environment)?.door === "stack-export") return pass;
      return failIf([
        {
          message: "name is not set, so that Pulumi makes one up that no policy document knows",
          fix: "set name, and use the same name in the documents",
        },
      ]);
    },
  },
  {
    ...own,
    id: "environment-region-possible",
    title: "The Region exists",
    why: "A misspelt Region makes every call fail before anything is created.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("what-is-mwaa", "Region availability")],
    examples: { fails: 'region: "eu-wset-1"', passes: 'region: "eu-west-1"' },
    check: (environment, world) => {
      const region = world.region(environment);
      return isKnown(region)
        ? failIf(regionFaults(region).map(violationOf))
        : undecided("the Region is not known", region.blockedBy);
    },
  },
  {
    ...own,
    id: "environment-region-listed",
    title: "The Region is one where MWAA is known to run",
    why: "In a Region that the table does not list, creation fails if MWAA has not come there.",
    severity: "warning",
    effect: "will-not-come-up",
    sources: [guide("what-is-mwaa", "Region availability")],
    examples: { fails: 'region: "ap-southeast-7"', passes: 'region: "ap-southeast-1"' },
    check: (environment, world) => {
      const region = world.region(environment);
      if (!isKnown(region)) return undecided("the Region is not known", region.blockedBy);
      if (isListedRegion(region) || regionFaults(region).length > 0) return pass;
      return failIf([
        {
          message: `Region ${region} is not in the table of 2026-11-22 of Regions that have MWAA`,
          fix: "see that MWAA runs there before you deploy",
        },
      ]);
    },
  },
];
