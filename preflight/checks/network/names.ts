import { isKnown, Unknown } from "../../../reasoning/known";
import { asksAmazon } from "../../model/network/name-servers";
import { vpcOf } from "../../model/network/vpc-membership";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import { withSubnets } from "./network-subjects";
import type { Rule, Violation } from "../rule";
import { concludeAll } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;

/** Whether the environment's names lead anywhere. */
export const NAME_RULES: readonly Rule[] = [
  {
    ...own,
    id: "vpc-resolves-names",
    title: "The VPC resolves and gives DNS names",
    why: "The environment's endpoints are found by private DNS names, which need both switches of the VPC and its own resolver: name servers of a DHCP options set know them only if they ask that resolver.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      guide("vpc-create", "Create the VPC network"),
      aws("vpc/latest/userguide/vpc-dns.html", "DNS attributes for your VPC"),
      aws("vpc/latest/userguide/AmazonDNS-concepts.html", "Rules and considerations"),
    ],
    examples: {
      fails: "enableDnsHostnames: false",
      passes: "enableDnsHostnames: true, enableDnsSupport: true",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const vpcs = new Set<Resource>();
        const hidden: Unknown[] = [];
        for (const subnet of subnets) {
          const vpc = vpcOf(world, subnet);
          if (vpc.kind === "resource") vpcs.add(vpc.resource);
          else hidden.push(new Unknown([pointer(subnet, ["vpcId"])]));
        }
        return concludeAll(
          [
            ...hidden,
            ...[...vpcs].map((vpc) => foreignServers(vpc, world)),
            ...[...vpcs].flatMap((vpc) =>
              (["enableDnsSupport", "enableDnsHostnames"] as const).map(
                (property): Violation | Unknown | undefined => {
                  const on = world.flag(vpc, property);
                  if (!isKnown(on)) return on;
                  if (on) return undefined;
                  return {
                    resource: vpc,
                    related: [environment],
                    message: `${property} is not true`,
                    fix: `set ${property} to true`,
                  };
                },
              ),
            ),
          ],
          "the DNS attributes of the VPC, or what its name servers answer, are not known",
        );
      }),
  },
];

/** Name servers of one's own may forward to Amazon's, or not. */
function foreignServers(vpc: Resource, world: World): Unknown | undefined {
  const asks = asksAmazon(world, vpc);
  return asks instanceof Unknown ? asks : undefined;
}
