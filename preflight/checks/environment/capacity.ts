import { capacityFaults } from "../../../mwaa/service/capacity";
import { environmentClassFaults } from "../../../mwaa/service/classes";
import { workersAboveQuotaFaults } from "../../../mwaa/service/quotas";
import type { Arguments } from "../argument";
import { argumentCheck, number, text } from "../argument";
import type { Rule } from "../rule";
import { guide } from "../sources";

const own = { subject: "environment", judges: ["environment"], decidedBy: "resource" } as const;

const CAPACITY = [
  "environmentClass",
  "schedulers",
  "minWorkers",
  "maxWorkers",
  "minWebservers",
  "maxWebservers",
] as const;

/** How much of everything the environment has. */
export const CAPACITY_RULES: readonly Rule[] = [
  {
    ...own,
    id: "capacity-fits-class",
    title: "Schedulers, workers and web servers fit the environment class",
    why: "Each class has its own ranges; mw1.micro runs exactly one of each and does not scale.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "web-server-count-of-micro",
    sources: [
      guide("environment-class", "Environment capabilities"),
      guide("mwaa-autoscaling", "How worker scaling works"),
    ],
    examples: {
      fails: 'environmentClass: "mw1.micro", schedulers: 2',
      passes: 'environmentClass: "mw1.small", schedulers: 2',
    },
    check: argumentCheck(CAPACITY, (values) => {
      const environmentClass = text(values, "environmentClass");
      return [
        ...(environmentClass === undefined ? [] : environmentClassFaults(environmentClass)),
        ...capacityFaults(capacityOf(values)),
      ];
    }),
  },
  {
    ...own,
    id: "workers-within-quota",
    title: "The maximum of workers is within the default quota",
    why: "An account may run 25 workers in an environment until a higher quota is granted; beyond it, scaling stops.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("mwaa-quotas", "Service quotas")],
    examples: { fails: "maxWorkers: 40", passes: "maxWorkers: 25" },
    check: argumentCheck(["maxWorkers"], (values) => {
      const workers = number(values, "maxWorkers");
      return workers === undefined ? [] : workersAboveQuotaFaults(workers);
    }),
  },
];

function capacityOf(values: Arguments): Parameters<typeof capacityFaults>[0] {
  const counts = CAPACITY.slice(1).flatMap((property) => {
    const count = number(values, property);
    return count === undefined ? [] : [[property, count] as const];
  });
  return {
    environmentClass: text(values, "environmentClass") ?? "mw1.small",
    ...Object.fromEntries(counts),
  };
}
