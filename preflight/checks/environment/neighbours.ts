import { Unknown, isKnown } from "../../../reasoning/known";
import { shareAPlace } from "../../model/environment";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { concludeAll, notApplicable, undecided } from "../rule";
import { guide } from "../sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "world" } as const;

/** Environments of one account and Region. */
export const NEIGHBOUR_RULES: readonly Rule[] = [
  {
    ...own,
    id: "environment-names-unique",
    title: "No two environments of a Region have one name",
    why: "The name is the environment's identity in its account and Region; log groups and queue belong to it.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("create-environment", "Step one: Specify details")],
    examples: {
      fails: 'name: "etl" (twice in eu-west-1)',
      passes: 'name: "etl" and "etl-reports"',
    },
    check: (environment, world) =>
      withNeighbours(
        environment,
        world,
        (name, other) => other === name,
        (name, twin) => ({
          related: [twin],
          message: `name "${name}" is also the name of ${twin.name}`,
          fix: "give each environment of the account and Region a name of its own",
        }),
      ),
  },
  {
    ...own,
    id: "log-groups-told-apart",
    title: "No environment's log groups fall under another one's pattern",
    why: "An execution role for airflow-etl-* may also read and write the logs of an environment named etl-reports.",
    severity: "warning",
    effect: "insecure",
    sources: [guide("mwaa-create-role", "Permissions attached by default")],
    examples: {
      fails: 'name: "etl" beside name: "etl-reports"',
      passes: 'name: "etl-loads" beside name: "etl-reports"',
    },
    check: (environment, world) =>
      withNeighbours(
        environment,
        world,
        (name, other) => other.startsWith(`${name}-`),
        (name, other) => ({
          related: [other],
          message: `name "${name}" makes the pattern airflow-${name}-*, which also covers the log groups of ${other.name}`,
          fix: "rename one of the two, or list the five log groups in the role (hardened)",
        }),
      ),
  },
];

/** Judges the other environments that `concerns` picks, if they are in the same place. */
function withNeighbours(
  environment: Resource,
  world: World,
  concerns: (name: string, other: string) => boolean,
  violationOf: (name: string, neighbour: Resource) => Violation,
): Outcome {
  const name = world.text(environment, "name");
  if (name === undefined) return notApplicable("the environment has no name yet");
  if (name instanceof Unknown)
    return undecided("the environment's name is not known", name.blockedBy);
  return concludeAll(
    world.of("environment").map((other): Violation | Unknown | undefined => {
      const theirs = world.text(other, "name");
      if (other === environment || typeof theirs !== "string" || !concerns(name, theirs))
        return undefined;
      const together = shareAPlace(environment, other, world);
      if (!isKnown(together)) return together;
      return together ? violationOf(name, other) : undefined;
    }),
    "whether two environments are in one account and Region cannot be told",
  );
}
