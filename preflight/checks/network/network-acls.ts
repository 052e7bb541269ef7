import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import type { Origin } from "../../model/network/reachability/origins";
import { shownOrigin } from "../../model/network/reachability/origins";
import type { Direction } from "../../model/network/group-rules";
import { passes } from "../../model/network/acl-flows";
import { blockOf } from "../../model/network/vpc-membership";
import { hasIpv6 } from "../../model/network/address-family";
import { internetPathOf } from "../../model/network/internet-path";
import { aclOf } from "../../model/network/network-acls";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import { endpointHomes, needsAt } from "./acl-needs";
import { namesOf, onceEach, withSubnets } from "./network-subjects";
import type { Rule, Violation } from "../rule";
import { conclude } from "../rule";
import { aws, guide } from "../sources";

/** The network ACLs of the environment's subnets, and of those of its NAT gateways and endpoints. */
export const NETWORK_ACL_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "network-acls-let-traffic-through",
    title: "The network ACLs of the subnets let all traffic through",
    why: "A network ACL that a program makes denies everything until entries allow it, and it keeps no state: answers need an entry of their own.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      guide("vpc-security", "Network access control lists (ACLs)"),
      aws("vpc/latest/userguide/vpc-network-acls.html", "Network ACL basics"),
    ],
    examples: {
      fails: "new aws.ec2.NetworkAcl(name, { vpcId: vpc.id, subnetIds })",
      passes:
        'ingress and egress: [{ ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 }]',
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const hidden: Unknown[] = [];
        const guarded = new Map<Resource, Resource[]>();
        for (const subnet of [...subnets, ...passedSubnets(environment, subnets, world)]) {
          const found = aclOf(world, subnet);
          if (found.kind === "unknown") hidden.push(found.unknown);
          if (found.kind !== "acl") continue;
          guarded.set(found.acl, [...(guarded.get(found.acl) ?? []), subnet]);
        }
        const violations: Violation[] = [];
        for (const [acl, behind] of guarded) {
          // The other subnets carry the environment's traffic over IPv4 alone.
          const own = behind.filter((each) => subnets.includes(each));
          for (const [family, served] of familiesOf(behind, own, world)) {
            for (const direction of BOTH) {
              const judged = judgeDirection(
                { acl, behind, own: subnets, family, served, environment },
                direction,
                world,
              );
              violations.push(...judged.violations);
              if (judged.hidden !== undefined) hidden.push(judged.hidden);
            }
          }
        }
        return conclude(
          onlyViolations(onceEach(violations)),
          hidden,
          "whether a network ACL lets enough through cannot be told: only one that allows all traffic before it denies any is sure to",
        );
      }),
  },
];

/** The families of addresses that go through an ACL, and the subnets that have them. */
function familiesOf(
  subnets: readonly Resource[],
  own: readonly Resource[],
  world: World,
): readonly (readonly [Family, Maybe<readonly Resource[]>])[] {
  const told = own.map((subnet) => ({ subnet, has: hasIpv6(world, subnet) }));
  const have = told.filter(({ has }) => has === true).map(({ subnet }) => subnet);
  const hidden = told.flatMap(({ has }) => (has instanceof Unknown ? [has] : []));
  if (have.length === 0 && hidden.length === 0) return [["ipv4", subnets]];
  return [
    ["ipv4", subnets],
    ["ipv6", have.length > 0 ? have : unknownOf(...hidden)],
  ];
}

const WORDS = {
  ipv4: { traffic: "anything", every: "0.0.0.0/0", number: 100 },
  ipv6: { traffic: "any IPv6 traffic", every: "::/0", number: 101 },
} as const;

type Family = keyof typeof WORDS;

interface Closed {
  readonly acl: Resource;
  readonly behind: readonly Resource[];
  readonly direction: "ingress" | "egress";
  readonly family: Family;
  readonly environment: Resource;
}

function closed({ acl, behind, direction, family, environment }: Closed): Violation {
  const { traffic, every, number } = WORDS[family];
  const what = family === "ipv4" ? "nothing" : "none of it";
  return {
    resource: acl,
    related: [...behind, environment],
    message: `has no ${direction} entry that allows ${traffic}, so that ${namesOf(behind)} can ${direction === "ingress" ? "receive" : "send"} ${what}`,
    witness: `${direction} of ${namesOf(behind)}: denied by ${acl.name}`,
    fix: `add an ${direction} entry ${number} that allows protocol -1 for ${every}, and keep such an entry in the other direction too`,
  };
}

const BOTH = ["ingress", "egress"] as const;

/** An ACL, and what of one family of addresses goes through it. */
interface Guarded {
  readonly environment: Resource;
  readonly acl: Resource;
  /** The subnets that have it. */
  readonly behind: readonly Resource[];
  /** The environment's subnets. */
  readonly own: readonly Resource[];
  readonly family: Family;
  /** Those of the subnets that have addresses of the family. */
  readonly served: Maybe<readonly Resource[]>;
}

interface Judged {
  readonly violations: readonly Violation[];
  readonly hidden?: Unknown;
}

/** Judges an ACL as a whole, and if it lets a part through, by what the environment needs. */
function judgeDirection(guarded: Guarded, direction: Direction, world: World): Judged {
  const { acl, behind, family, served, environment } = guarded;
  const [first] = behind;
  if (first === undefined) return { violations: [] };
  const { lets } = passes(world, first, { direction, family, peers: "everyone" });
  if (lets === "all") return { violations: [] };
  if (lets === "none")
    return isKnown(served)
      ? { violations: [closed({ acl, behind: served, direction, family, environment })] }
      : { violations: [], hidden: served };
  const where = lets === "some" ? new Unknown([pointer(acl, [direction])]) : lets;
  if (family === "ipv6") return { violations: [], hidden: where };
  const judged = behind.map((subnet) => judgeNeeds(guarded, subnet, direction, world));
  const violations = judged.flatMap((each) => (each === "unknown" ? [] : each));
  return judged.includes("unknown") ? { violations, hidden: where } : { violations };
}

/** Judges what an ACL that lets a part through does with each flow that the environment needs. */
function judgeNeeds(
  { environment, own, acl }: Guarded,
  subnet: Resource,
  direction: Direction,
  world: World,
): readonly Violation[] | "unknown" {
  const unread = own.some((each) => !isKnown(blockOf(world, each)));
  const judged = needsAt(subnet, environment, own, world)
    .filter((need) => need.direction === direction)
    .map((need) => ({ need, ...passes(world, subnet, need) }));
  const closedFlows = judged.filter(({ need, lets }) => lets === "none" && need.needed === true);
  if (closedFlows.length === 0)
    return unread || judged.some(({ lets }) => lets !== "all") ? "unknown" : [];
  return closedFlows.map(({ need, deniedBy }) => ({
    resource: acl,
    related: [subnet, environment, ...(deniedBy === undefined ? [] : [deniedBy.resource])],
    message: `lets no ${need.what}`,
    witness: `${direction} of ${subnet.name}: ${need.what} denied by ${entryOf(acl, deniedBy)}`,
    fix: `add an ${direction} entry that allows it, or one that allows protocol -1 for 0.0.0.0/0`,
  }));
}

/** The entry that denies; without one that matches, it is the ACL itself. */
function entryOf(acl: Resource, deniedBy: Origin | undefined): string {
  return deniedBy === undefined || (deniedBy.resource === acl && deniedBy.path.length === 0)
    ? `${acl.name}, which has no entry for it`
    : shownOrigin(deniedBy);
}

function onlyViolations(
  judged: readonly (Violation | Unknown | undefined)[],
): readonly Violation[] {
  return judged.flatMap((each) => (each === undefined || each instanceof Unknown ? [] : [each]));
}

/** The subnets that the environment's traffic goes through besides its own. */
function passedSubnets(
  environment: Resource,
  subnets: readonly Resource[],
  world: World,
): ReadonlySet<Resource> {
  const others = subnets.flatMap((subnet) => [...endpointHomes(environment, subnet, world)]);
  return new Set(
    [...natSubnets(subnets, world), ...others].filter((each) => !subnets.includes(each)),
  );
}

function natSubnets(subnets: readonly Resource[], world: World): ReadonlySet<Resource> {
  const homes = subnets.flatMap((subnet) => {
    const path = internetPathOf(world, subnet);
    if (path.kind !== "nat") return [];
    return path.routes.flatMap(({ target }) => {
      if (target.kind !== "resource") return [];
      const home = world.reference(target.resource, ["subnetId"], "subnet");
      return home.kind === "resource" ? [home.resource] : [];
    });
  });
  return new Set(homes.filter((home) => !subnets.includes(home)));
}
