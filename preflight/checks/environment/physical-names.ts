import type { Maybe } from "../../../reasoning/known";
import { all, isKnown, Unknown } from "../../../reasoning/known";
import { once } from "../../../reasoning/remember";
import { isTold, sameAccount } from "../../model/accounts";
import { shareAnAccount, shareAPlace } from "../../model/environment";
import { isExisting } from "../../model/existing";
import { kindOf, type Kind } from "../../model/kinds";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, notApplicable, undecided } from "../rule";
import { aws } from "../sources";

/** How far a name has to be the only one of its kind. */
type Reach = "everywhere" | "account" | "region";

/** What is known of the names of a kind. */
interface Naming {
  readonly property: string;
  readonly reach: Reach;
  /** What AWS does with the second one. */
  readonly second: "is refused" | "overwrites the first";
  /** A property that the name belongs to, with what it is where a program leaves it out. */
  readonly within?: { readonly property: string; readonly unset: string };
  /** True where names that differ in capital letters alone are one. */
  readonly ignoresCase?: true;
  /** The name of what has none of its own. */
  readonly unset?: string;
}

const ON_BUS = { property: "eventBusName", unset: "default" } as const;

/**
 * The kinds whose names a program chooses and AWS wants once.
 *
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, "IAM name
 * requirements"; https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
 * "General purpose bucket naming rules"; for the others the create call of each API. Read 2026-11-22.
 */
const NAMINGS = {
  role: { property: "name", reach: "account", second: "is refused", ignoresCase: true },
  policy: { property: "name", reach: "account", second: "is refused", ignoresCase: true },
  bucket: { property: "bucket", reach: "everywhere", second: "is refused" },
  logGroup: { property: "name", reach: "region", second: "is refused" },
  alias: { property: "name", reach: "region", second: "is refused" },
  lambdaFunction: { property: "name", reach: "region", second: "is refused" },
  queue: { property: "name", reach: "region", second: "overwrites the first" },
  eventBus: { property: "name", reach: "region", second: "is refused" },
  eventBusPolicy: {
    property: "eventBusName",
    reach: "region",
    second: "overwrites the first",
    unset: "default",
  },
  eventRule: {
    property: "name",
    reach: "region",
    second: "overwrites the first",
    within: ON_BUS,
  },
  schedule: {
    property: "name",
    reach: "region",
    second: "is refused",
    within: { property: "groupName", unset: "default" },
  },
  metricAlarm: { property: "name", reach: "region", second: "overwrites the first" },
  loadBalancer: { property: "name", reach: "region", second: "is refused" },
  targetGroup: { property: "name", reach: "region", second: "is refused" },
} as const satisfies Partial<Record<Kind, Naming>>;

const JUDGED = Object.keys(NAMINGS) as readonly (keyof typeof NAMINGS)[];

/** Names that two resources of the stacks cannot both have. */
export const PHYSICAL_NAME_RULES: readonly Rule[] = [
  {
    id: "physical-names-unique",
    title: "No two resources have a name that AWS gives only once",
    why: "Roles, policies, buckets, log groups, functions and queues are found by name. The second of two is refused half-way through an update, or takes the place of the first without a word, and destroying one stack then takes it away from the other.",
    subject: "environment",
    judges: JUDGED,
    decidedBy: "world",
    severity: "error",
    effect: "will-misbehave",
    sources: [
      aws("IAM/latest/UserGuide/reference_iam-quotas.html", "IAM name requirements"),
      aws(
        "AmazonS3/latest/userguide/bucketnamingrules.html",
        "General purpose bucket naming rules",
      ),
    ],
    examples: {
      fails: 'statusReader: "create" in two stacks of one account and Region',
      passes: 'statusReader: "create" in one of them, and "existing" in the other',
    },
    check: (resource, world) => {
      const naming = namingOf(resource);
      if (naming === undefined || isExisting(resource) || resource.change === "delete")
        return notApplicable("it exists already");
      const name = nameOf(resource, naming, world);
      if (name === undefined) return notApplicable("Pulumi makes up a name of its own");
      if (!isKnown(name)) return undecided("the name is not known", name.blockedBy);
      return judge(resource, naming, name, world);
    },
  },
];

function namingOf({ type }: Resource): Naming | undefined {
  const kind = kindOf(type);
  return kind === undefined ? undefined : (NAMINGS as Partial<Record<Kind, Naming>>)[kind];
}

/** The name in full, with what it belongs to in front; undefined if the program chooses none. */
function nameOf(
  resource: Resource,
  { property, within, ignoresCase, unset }: Naming,
  world: World,
): Maybe<string | undefined> {
  const own = world.text(resource, property) ?? unset;
  if (own === undefined || !isKnown(own)) return own;
  const around =
    within === undefined ? "" : (world.text(resource, within.property) ?? within.unset);
  if (!isKnown(around)) return around;
  const name = [around, own].map((each) => each.replace(/^arn:.*:event-bus\//, "")).join("/");
  return ignoresCase === true ? name.toLowerCase() : name;
}

function judge(resource: Resource, naming: Naming, name: string, world: World): Outcome {
  const violations: Violation[] = [];
  const hidden: Unknown[] = [];
  for (const other of bearersIn(world).get(bearing(resource, name)) ?? []) {
    if (other.urn === resource.urn) continue;
    const clash = meet(resource, other, naming.reach, world);
    if (!isKnown(clash)) hidden.push(clash);
    else if (clash) violations.push(violationOf(resource, other, naming, world));
  }
  return conclude(
    violations,
    hidden,
    "whether two resources of one name are in one account and Region cannot be told",
  );
}

/** Resources by kind and name, found once for each World: names are many in an organisation. */
const bearersIn = once((world: World): ReadonlyMap<string, readonly Resource[]> => {
  const bearers = new Map<string, Resource[]>();
  for (const kind of JUDGED)
    for (const resource of world.of(kind)) {
      if (isExisting(resource) || resource.change === "delete") continue;
      const name = nameOf(resource, NAMINGS[kind], world);
      if (name === undefined || !isKnown(name)) continue;
      const key = bearing(resource, name);
      const others = bearers.get(key);
      if (others === undefined) bearers.set(key, [resource]);
      else others.push(resource);
    }
  return bearers;
});

/** What a name is the name of. */
function bearing({ type }: Resource, name: string): string {
  return `${kindOf(type) ?? ""} ${name}`;
}

/** Whether two resources are where only one of a name can be. */
function meet(one: Resource, other: Resource, reach: Reach, world: World): Maybe<boolean> {
  if (reach === "everywhere") return true;
  const [here, there] = [world.region(one), world.region(other)];
  if (reach === "region" && isKnown(here) && isKnown(there) && here !== there) return false;
  const together =
    reach === "account" ? shareAnAccount(one, other, world) : shareAPlace(one, other, world);
  if (together !== true || world.stack(one) === world.stack(other)) return together;
  // Two stacks that nobody told an account may well go to two accounts.
  const untold = [one, other].filter((each) => {
    const account = world.account(each);
    return isKnown(account) && !isTold(account);
  });
  return untold.length === 0
    ? all([together, sameAccount(world.account(one), world.account(other))])
    : new Unknown(untold.map((each) => pointer(each, ["account"])));
}

function violationOf(
  resource: Resource,
  other: Resource,
  { property, second }: Naming,
  world: World,
): Violation {
  const home = world.stack(other);
  const elsewhere = home === world.stack(resource) ? "" : ` in ${home?.name ?? "another stack"}`;
  const name = world.text(resource, property);
  const called = typeof name === "string" ? name : "default";
  return {
    related: [other],
    message: `${property} "${called}" is also that of ${other.name}${elsewhere}: the second one ${second}`,
    fix: "give one of them another name, or make it in one stack and let the other use it",
  };
}
