import { serviceDnsName } from "../../../mwaa/service/endpoints";
import { any, isKnown, Unknown } from "../../../reasoning/known";
import type { ServicePath } from "../../model/endpoints/vpc-endpoints";
import { servicePathsOf } from "../../model/endpoints/vpc-endpoints";
import { asksAmazon } from "../../model/network/name-servers";
import { shadowsOf } from "../../model/network/private-zones";
import { blockedBy, forwarded } from "../../model/network/resolver";
import { vpcOf } from "../../model/network/vpc-membership";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import { onceEach, withSubnets } from "./network-subjects";
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
  {
    ...own,
    id: "aws-names-lead-to-aws",
    title: "Nothing in the VPC stands in for the names of AWS's services",
    why: "A private hosted zone answers for all names in its domain, also for those that it does not have; a resolver rule sends them elsewhere, and DNS Firewall blocks them. Then the services cannot be found, whatever the routes.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      aws(
        "Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html",
        "Public and private hosted zones that have overlapping namespaces",
      ),
      aws(
        "Route53/latest/DeveloperGuide/resolver-dns-firewall-rules.html",
        "Rule settings in DNS Firewall",
      ),
    ],
    examples: {
      fails: 'new aws.route53.Zone(name, { name: "amazonaws.com", vpcs: [{ vpcId: vpc.id }] })',
      passes: 'new aws.route53.Zone(name, { name: "corp.internal", vpcs: [{ vpcId: vpc.id }] })',
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) =>
        concludeAll(
          onceEach(subnets.flatMap((subnet) => detours(environment, subnet, world))),
          "where the names of AWS's services lead cannot be told",
        ),
      ),
  },
];

/** What keeps the names of the services from leading to them, in a subnet's VPC. */
function detours(
  environment: Resource,
  subnet: Resource,
  world: World,
): readonly (Violation | Unknown | undefined)[] {
  const vpc = vpcOf(world, subnet);
  const region = world.region(environment);
  const services = servicePathsOf(world, environment, subnet);
  if (vpc.kind !== "resource") return [new Unknown([pointer(subnet, ["vpcId"])])];
  if (!isKnown(region) || !isKnown(services)) return [isKnown(region) ? undefined : region];
  const judged = services.flatMap((path) => {
    const name = serviceDnsName(path.service, region);
    return [
      shadow(environment, path, vpc.resource, name, world),
      forwarded(world, vpc.resource, name),
      firewalled(environment, vpc.resource, name, world),
    ];
  });
  // What stands in for one name does for others too: it is told once.
  const blamed = new Set<Resource | undefined>();
  return judged.filter((each) => {
    if (each === undefined || each instanceof Unknown) return true;
    const told = blamed.has(each.resource);
    blamed.add(each.resource);
    return !told;
  });
}

function shadow(
  environment: Resource,
  { endpoints }: ServicePath,
  vpc: Resource,
  name: string,
  world: World,
): Violation | Unknown | undefined {
  // Private DNS of an endpoint is a zone of the very name, which is closer than any other.
  const own = any(endpoints.map(({ kind, captures }) => kind === "interface" && captures));
  const [closest] = shadowsOf(world, vpc, name);
  if (own === true || closest === undefined) return undefined;
  const { zone, answers, knows } = closest;
  if (answers === true && knows === false && own === false)
    return {
      resource: zone,
      related: [vpc, environment],
      message: `answers for ${name} in the VPC, and has no record of it`,
      witness: `${name} in ${vpc.name}: no such name in ${zone.name}`,
      fix: "choose a domain of your own for the zone, or take it away from the VPC",
    };
  return new Unknown([pointer(zone, ["name"])]);
}

function firewalled(
  environment: Resource,
  vpc: Resource,
  name: string,
  world: World,
): Violation | Unknown | undefined {
  const blocked = blockedBy(world, vpc, name);
  if (blocked === undefined || blocked.blocks === false) return undefined;
  if (blocked.blocks instanceof Unknown) return blocked.blocks;
  return {
    resource: blocked.rule,
    related: [vpc, environment],
    message: `blocks the names of AWS's services, such as ${name}`,
    fix: "add a rule with a lower priority number that allows *.amazonaws.com",
  };
}

/** Name servers of one's own may forward to Amazon's, or not. */
function foreignServers(vpc: Resource, world: World): Unknown | undefined {
  const asks = asksAmazon(world, vpc);
  return asks instanceof Unknown ? asks : undefined;
}
