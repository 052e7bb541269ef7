import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import { hasIpv6 } from "../../model/network/address-family";
import { internetPathOf } from "../../model/network/internet-path";
import { aclLets, aclOf } from "../../model/network/network-acls";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import { namesOf, withSubnets } from "./network-subjects";
import type { Rule, Violation } from "../rule";
import { conclude } from "../rule";
import { aws, guide } from "../sources";

/** The network ACLs of the environment's subnets and of those that its NAT gateways stand in. */
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
        for (const subnet of [...subnets, ...natSubnets(subnets, world)]) {
          const found = aclOf(world, subnet);
          if (found.kind === "unknown") hidden.push(found.unknown);
          if (found.kind !== "acl") continue;
          guarded.set(found.acl, [...(guarded.get(found.acl) ?? []), subnet]);
        }
        const violations: Violation[] = [];
        for (const [acl, behind] of guarded) {
          // The subnet of a NAT gateway carries the environment's traffic over IPv4 alone.
          const own = behind.filter((each) => subnets.includes(each));
          for (const [family, served] of familiesOf(behind, own, world)) {
            for (const direction of ["ingress", "egress"] as const) {
              const { lets } = aclLets(world, acl, direction, family);
              if (lets === "everything") continue;
              if (lets !== "nothing")
                hidden.push(isKnown(lets) ? new Unknown([pointer(acl, [direction])]) : lets);
              else if (isKnown(served))
                violations.push(closed({ acl, behind: served, direction, family, environment }));
              else hidden.push(served);
            }
          }
        }
        return conclude(
          violations,
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
