import { ruleOf } from "../../../preflight/checks/catalogue";
import { applyRule } from "../../../preflight/checks/run";
import { subnetsOf } from "../../../preflight/model/environment";
import { isExisting } from "../../../preflight/model/existing";
import { hasIpv6 } from "../../../preflight/model/network/address-family";
import { reachabilityNetwork } from "../../../preflight/model/network/reachability-network";
import type { Goal } from "../../../preflight/model/network/reachability/questions";
import { askReach } from "../../../preflight/model/network/reachability/questions";
import type { Resource, Stack } from "../../../preflight/model/resource";
import type { World } from "../../../preflight/model/world";
import { buildWorld } from "../../../preflight/model/world";
import type { Maybe } from "../../../reasoning/known";
import { isKnown } from "../../../reasoning/known";
import type { Answer, Outcome } from "../../../reasoning/reachability/answer";
import type { Family } from "../../../reasoning/reachability/question";

/** What rules and the reachability engine say of the same packets of one environment. */
export interface Opinions {
  readonly topic: Topic;
  readonly rules: "pass" | "fail" | "unknown";
  readonly engine: Outcome;
  /** Who says what, to be read where they contradict each other. */
  readonly told: string;
}

/** Packets from one subnet to one goal. */
interface Sent {
  readonly to: Goal;
  readonly port: number;
  readonly family: Family;
}

interface Questions {
  /** Rules that fail only where some of the packets do not arrive. */
  readonly blame: readonly string[];
  /** Rules about whatever else keeps packets from arriving; where all hold, every packet arrives. */
  readonly besides?: readonly string[];
  /** What is sent from one of the subnets. */
  readonly sent: (world: World, from: Resource, own: readonly Resource[]) => readonly Sent[];
}

/** What keeps apart, or mixes up, the parts of a network that routes and rules speak of. */
const SOUND = [
  "address-blocks-allowed",
  "gateways-and-addresses-used-once",
  "network-in-one-vpc",
  "network-lists-in-one-form",
  "network-parts-in-one-region",
  "routes-differ-in-destination",
  "subnet-fits-vpc",
];
const SERVICES = ["s3", "logs", "monitoring", "sqs", "kms"];
const ACLS = "network-acls-let-traffic-through";

const HAS = {
  ipv4: (world: World, subnet: Resource) => world.flag(subnet, "ipv6Native") === false,
  ipv6: (world: World, subnet: Resource) => hasIpv6(world, subnet) === true,
} as const;
const toNeighbours =
  (family: Family): Questions["sent"] =>
  (world, from, own) =>
    [from, ...own].every((each) => HAS[family](world, each))
      ? own.flatMap((subnet) =>
          [443, 5432].map((port): Sent => ({ to: { kind: "subnet", subnet }, port, family })),
        )
      : [];
const out =
  (family: Family, ...goals: readonly Goal[]): Questions["sent"] =>
  (world, from) =>
    HAS[family](world, from) ? goals.map((to): Sent => ({ to, port: 443, family })) : [];

const toOwn = toNeighbours("ipv4");
const toServices = out(
  "ipv4",
  ...SERVICES.map((service) => ({ kind: "service", service }) as const),
);
const toInternet = out("ipv4", { kind: "internet" });
const everything = [
  toOwn,
  toServices,
  toInternet,
  toNeighbours("ipv6"),
  out("ipv6", { kind: "internet" }),
];

const TOPICS = {
  "own traffic": {
    blame: ["security-groups-admit-themselves", "security-groups-let-own-traffic-out"],
    besides: [ACLS, "subnets-reach-aws-services", ...SOUND],
    sent: toOwn,
  },
  services: {
    blame: ["subnets-reach-aws-services", "security-groups-let-service-calls-out"],
    besides: [
      ACLS,
      "aws-names-lead-to-aws",
      "endpoint-options-fit-together",
      "endpoint-services-not-taken-twice",
      "endpoints-in-one-vpc-and-region",
      "nat-gateways-lead-out",
      "subnets-private",
      "vpc-resolves-names",
      ...SOUND,
    ],
    sent: toServices,
  },
  "the internet": {
    blame: ["workers-reach-web-server", "nat-gateways-lead-out"],
    sent: toInternet,
  },
  everything: {
    blame: [ACLS],
    sent: (...asked) => everything.flatMap((each) => each(...asked)),
  },
} as const satisfies Readonly<Record<string, Questions>>;

/** What packets are for. */
export type Topic = keyof typeof TOPICS;

/** The rules that say something of packets that the engine can be asked about. */
export const RULES_OF_PACKETS: ReadonlySet<string> = new Set(
  Object.values<Questions>(TOPICS).flatMap(({ blame, besides = [] }) => [...blame, ...besides]),
);

/** Both opinions on every environment of some stacks whose subnets are known. */
export function opinionsOn(...stacks: readonly Stack[]): readonly Opinions[] {
  return heard(stacks, () => true);
}

/**
 * Where rules and engine contradict each other: rules blame what the engine sees arrive, or pass what
 * it sees lost.
 */
export function contradictionsIn(...stacks: readonly Stack[]): readonly string[] {
  return heard(stacks, (engine) => engine !== "unknown")
    .filter(isContradiction)
    .map(({ told }) => told);
}

/** Whether one opinion is a sure yes, and the other a sure no. */
export function isContradiction({ rules, engine }: Opinions): boolean {
  const pair = `${rules} ${engine}`;
  return pair === "fail reachable" || pair === "pass unreachable";
}

function heard(
  stacks: readonly Stack[],
  matters: (engine: Outcome) => boolean,
): readonly Opinions[] {
  const world = buildWorld(stacks);
  const environments = world
    .of("environment")
    .filter((each) => !isExisting(each) && each.change !== "delete");
  return environments.flatMap((environment) => {
    const subnets = subnetsOf(world, environment);
    if (!isKnown(subnets)) return [];
    const own = subnets.flatMap((each) => (each.kind === "resource" ? [each.resource] : []));
    if (own.length === 0 || own.length < subnets.length) return [];
    return (Object.keys(TOPICS) as Topic[]).flatMap((topic): Opinions[] => {
      const { engine, why } = engineOn(world, environment, own, TOPICS[topic]);
      if (engine === undefined || !matters(engine)) return [];
      const { rules, failed } = rulesOn(world, environment, TOPICS[topic]);
      const told = `${topic}: ${rules} (${failed.join(", ")}), ${engine} (${why})`;
      return [{ topic, rules, engine, told }];
    });
  });
}

/** What the engine says of all the packets together; undefined where there are none. */
function engineOn(
  world: World,
  environment: Resource,
  own: readonly Resource[],
  { sent }: Questions,
): { readonly engine: Outcome | undefined; readonly why: string } {
  const answers = own.flatMap((from) =>
    sent(world, from, own).map((each) => {
      const packets = `${from.name} to ${goalName(each.to)}`;
      // The topics overlap: what is asked for one is not asked again for another.
      const what = `${each.family} ${each.port} from ${packets}`;
      const ask = (): Maybe<Answer> => askReach(world, { environment, from, ...each });
      return { packets, answer: world.once(what, environment, ask) };
    }),
  );
  const outcomes = answers.map(({ answer }) => (isKnown(answer) ? answer.outcome : "unknown"));
  const engine = (["unreachable", "unknown", "reachable"] as const).find((each) =>
    outcomes.includes(each),
  );
  const lost = answers.flatMap(({ packets, answer }) =>
    isKnown(answer) && answer.outcome !== "reachable"
      ? [`${packets}: ${reasons(world, answer)}`]
      : [],
  );
  return { engine, why: lost.join("; ") };
}

function rulesOn(
  world: World,
  environment: Resource,
  { blame, besides }: Questions,
): { readonly rules: Opinions["rules"]; readonly failed: readonly string[] } {
  const failed = blame.filter((id) => outcomeOf(world, environment, id) === "fail");
  if (failed.length > 0) return { rules: "fail", failed };
  const holds =
    besides !== undefined &&
    [...blame, ...besides].every((id) => {
      const outcome = outcomeOf(world, environment, id);
      return outcome === "pass" || outcome === "notApplicable";
    });
  return { rules: holds ? "pass" : "unknown", failed };
}

/** What a rule says of an environment, or of everything that it judges, the worst first. */
function outcomeOf(world: World, environment: Resource, id: string): string {
  const rule = ruleOf(id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  const judged = applyRule(rule, world).filter(
    ({ subject }) => subject === environment || !rule.judges.includes("environment"),
  );
  const kinds = judged.map(({ outcome }) => outcome.kind);
  return (
    ["fail", "unknown", "pass"].find((each) => kinds.includes(each as "pass")) ?? "notApplicable"
  );
}

function goalName(goal: Goal): string {
  if (goal.kind === "service") return goal.service;
  return goal.kind === "subnet" ? goal.subnet.name : "the internet";
}

function reasons(world: World, { blockers, blockedBy }: Answer): string {
  const { originOf } = reachabilityNetwork(world);
  return [
    ...blockers.map(({ code, pointer }) => `${code} ${originOf(pointer)?.resource.name ?? ""}`),
    ...blockedBy,
  ].join(", ");
}
