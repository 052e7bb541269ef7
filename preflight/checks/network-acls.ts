import { isKnown, Unknown } from "../../reasoning/known";
import { internetPathOf } from "../model/internet-path";
import { aclLets, aclOf } from "../model/network-acls";
import type { Resource } from "../model/resource";
import { pointer } from "../model/resource";
import type { World } from "../model/world";
import { namesOf, withSubnets } from "./network-subjects";
import type { Rule, Violation } from "./rule";
import { conclude } from "./rule";
import { aws, guide } from "./sources";

/** The network ACLs of the environment's subnets and of those that its NAT gateways stand in. */
export const NETWORK_ACL_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "network-acls-let-traffic-through",
    title: "The network ACLs of the subnets let all IPv4 traffic through",
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
          for (const direction of ["ingress", "egress"] as const) {
            const { lets } = aclLets(world, acl, direction);
            if (lets === "everything") continue;
            if (lets === "nothing") violations.push(closed(acl, behind, direction, environment));
            else hidden.push(isKnown(lets) ? new Unknown([pointer(acl, [direction])]) : lets);
          }
        }
        return conclude(
          violations,
          hidden,
          "whether a network ACL lets enough through cannot be told: only one that allows all IPv4 traffic before it denies any is sure to",
        );
      }),
  },
];

function closed(
  acl: Resource,
  behind: readonly Resource[],
  direction: "ingress" | "egress",
  environment: Resource,
): Violation {
  return {
    resource: acl,
    related: [...behind, environment],
    message: `has no ${direction} entry that allows anything, so that ${namesOf(behind)} can ${direction === "ingress" ? "receive" : "send"} nothing`,
    witness: `${direction} of ${namesOf(behind)}: denied by ${acl.name}`,
    fix: `add an ${direction} entry 100 that allows protocol -1 for 0.0.0.0/0, and keep such an entry in the other direction too`,
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
