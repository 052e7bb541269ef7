import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../../reasoning/known";
import { PORT_OF } from "../../model/endpoints/customer-endpoints";
import { endpointGroups, endpointSubnets } from "../../model/endpoints/endpoint-conditions";
import { securityGroupsOf, subnetsOf } from "../../model/environment";
import { letsThrough, rulesOf } from "../../model/network/group-traffic";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import { hasIpv6 } from "../../model/network/address-family";
import { blockOf, sameTarget } from "../../model/network/vpc-membership";
import { endpointPolicyOf, letsEverythingThrough } from "../../model/endpoints/endpoint-policy";
import type { World } from "../../model/world";
import { resourcesOf } from "../network/network-subjects";
import { judgeExistence } from "./customer-endpoint-existence";
import { withEndpoints, withWanted } from "./customer-endpoint-subjects";
import type { Rule, Violation } from "../rule";
import { concludeAll, undecided } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;
const MANAGED = guide(
  "vpc-endpoint-management",
  "Managing your own Amazon VPC endpoints on Amazon MWAA",
);
const MAKING = guide("vpc-endpoint-management", "Create the Amazon VPC endpoints");
const TROUBLE = guide("vpc-endpoint-management", "Troubleshooting");

/** The endpoints between an environment and MWAA, where the customer makes them. */
export const CUSTOMER_ENDPOINT_RULES: readonly Rule[] = [
  {
    ...own,
    id: "customer-endpoints-exist",
    title: "Each endpoint that the environment waits for is made",
    why: "The environment stays PENDING until its endpoints exist, and is CREATE_FAILED for good after 72 hours.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [MANAGED, TROUBLE],
    examples: {
      fails: "PRIVATE_ONLY with an endpoint for databaseVpcEndpointService alone",
      passes: "an endpoint for databaseVpcEndpointService and one for webserverVpcEndpointService",
    },
    check: (environment, world) =>
      withWanted(environment, world, (wanted) =>
        concludeAll(
          wanted.map((each) => judgeExistence(each, environment, world, wanted)),
          "whether the endpoints are made cannot be told",
        ),
      ),
  },
  {
    ...own,
    id: "customer-endpoints-in-environment-subnets",
    title: "The endpoints stand in the environment's own subnets",
    why: "MWAA looks for its endpoints in the environment's two subnets; elsewhere they do not count, and the environment fails.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [MAKING, TROUBLE],
    examples: {
      fails: "subnetIds: [first.id]",
      passes: "subnetIds: [first.id, second.id]",
    },
    check: (environment, world) =>
      withEndpoints(environment, world, (endpoints) => {
        const subnets = subnetsOf(world, environment);
        if (!isKnown(subnets)) return undecided("the subnets are not known", subnets.blockedBy);
        return concludeAll(
          endpoints.map(({ endpoint }): Violation | Unknown | undefined => {
            const stands = endpointSubnets(world, endpoint);
            const served = subnets.map((subnet) =>
              any(stands.map((each) => sameTarget(each, subnet))),
            );
            const everywhere = all(served);
            if (everywhere !== false) return isKnown(everywhere) ? undefined : everywhere;
            return {
              resource: endpoint,
              related: [environment, ...resourcesOf(subnets)],
              message: "does not stand in both subnets of the environment",
              fix: "set subnetIds to the environment's two subnets",
            };
          }),
          "in which subnets an endpoint stands cannot be told",
        );
      }),
  },
  {
    ...own,
    id: "customer-endpoints-admit-environment",
    title: "The endpoints' security groups admit the environment",
    why: "Schedulers and workers talk to the database on 5432 and to the web server on 443; an endpoint that drops them keeps the environment from coming up.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [MAKING, TROUBLE],
    examples: {
      fails: "an endpoint group without ingress",
      passes: 'referencedSecurityGroupId: "222222222222/sg-0123456789abcdef0"',
    },
    check: (environment, world) =>
      withEndpoints(environment, world, (endpoints) => {
        const callers = securityGroupsOf(world, environment);
        if (!isKnown(callers))
          return undecided("the security groups are not known", callers.blockedBy);
        const subnets = subnetsOf(world, environment);
        const blocks = isKnown(subnets)
          ? resourcesOf(subnets).map((subnet) => blockOf(world, subnet))
          : [subnets];
        return concludeAll(
          endpoints.map(({ endpoint, purposes }): Violation | Unknown | undefined => {
            const { groups } = endpointGroups(world, endpoint);
            const rules = rulesOf(
              world,
              groups,
              "ingress",
              pointer(endpoint, ["securityGroupIds"]),
            );
            const admitted = purposes.map((purpose): Truth =>
              letsThrough(rules, PORT_OF[purpose], { groups: callers, blocks }),
            );
            // Which of the two it is decides the port, where that is not known.
            const holds = purposes.length > 1 ? oneOf(admitted, endpoint) : all(admitted);
            if (holds !== false) return isKnown(holds) ? undefined : holds;
            const ports = purposes.map((purpose) => PORT_OF[purpose]).join(" and ");
            return {
              resource: endpoint,
              related: [environment, ...resourcesOf(groups), ...resourcesOf(callers)],
              message: `has no security group that admits TCP ${ports} from the environment`,
              witness: `TCP ${ports} from ${environment.name} to ${endpoint.name}: no ingress rule`,
              fix: "add an ingress rule whose source is <environment's account>/<environment's security group>",
            };
          }),
          "whether an endpoint admits the environment cannot be told",
        );
      }),
  },
  {
    ...own,
    id: "customer-endpoints-without-private-dns",
    title: "The endpoints towards MWAA have no private DNS",
    why: "The services behind them have no private DNS name, so that EC2 refuses the switch.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      MAKING,
      aws(
        "vpc/latest/privatelink/manage-dns-names.html",
        "Manage DNS names for VPC endpoint services",
      ),
    ],
    examples: { fails: "privateDnsEnabled: true", passes: "privateDnsEnabled: false" },
    check: (environment, world) =>
      withEndpoints(environment, world, (endpoints) =>
        concludeAll(
          endpoints.map(({ endpoint }): Violation | Unknown | undefined => {
            const on = world.flag(endpoint, "privateDnsEnabled");
            if (on !== true) return isKnown(on) ? undefined : on;
            return {
              resource: endpoint,
              related: [environment],
              message: "privateDnsEnabled is true for a service of MWAA",
              fix: "set privateDnsEnabled to false",
            };
          }),
          "whether an endpoint has private DNS cannot be told",
        ),
      ),
  },
  {
    ...own,
    id: "customer-endpoints-without-policy",
    title: "The endpoints towards MWAA have no policy but full access",
    why: "The services behind them take no endpoint policy: EC2 refuses any other with `only supports the full-access endpoint policy`.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      MAKING,
      aws(
        "vpc/latest/privatelink/vpc-endpoints-access.html",
        "Control access to VPC endpoints using endpoint policies",
      ),
    ],
    examples: {
      fails: 'policy: { Statement: [{ Effect: "Allow", Action: "airflow:*", … }] }',
      passes: "no policy",
    },
    check: (environment, world) =>
      withEndpoints(environment, world, (endpoints) =>
        concludeAll(
          endpoints.flatMap(({ endpoint }): readonly (Violation | Unknown)[] => {
            const policy = endpointPolicyOf(world, endpoint);
            if (letsEverythingThrough(policy)) return [];
            if (policy.documents.length + policy.malformed.length === 0) return policy.hidden;
            return [
              {
                resource: endpoint,
                related: [environment, ...policy.parts],
                message: "has a policy, and the services of MWAA take full access alone",
                fix: "remove the policy, and limit who may connect by the endpoint's security group",
              },
            ];
          }),
          "the policy of an endpoint is not known",
        ),
      ),
  },
  {
    ...own,
    id: "customer-endpoints-match-address-family",
    title: "The endpoints have the address family of the environment's subnets",
    why: "MWAA does not check the family of endpoints that it did not make; with the wrong one the environment cannot reach its database.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [MANAGED, guide("create-environment", "Before you begin")],
    examples: {
      fails: 'ipAddressType: "ipv6" in subnets without an IPv6 range',
      passes: 'ipAddressType: "ipv4" in such subnets',
    },
    check: (environment, world) =>
      withEndpoints(environment, world, (endpoints) =>
        concludeAll(
          endpoints.map(({ endpoint }) => judgeFamily(environment, endpoint, world)),
          "the address family of an endpoint cannot be told",
        ),
      ),
  },
];

/** Of several purposes an endpoint has one: both hold or neither does, else it cannot be told. */
function oneOf(truths: readonly Truth[], endpoint: Resource): Truth {
  const both = all(truths);
  if (both === true) return true;
  return any(truths) === false ? false : new Unknown([pointer(endpoint, ["serviceName"])]);
}

/** What decides the family of MWAA's connections. */
const FAMILY = ["networkConfiguration", "subnetIds"];

function judgeFamily(
  environment: Resource,
  endpoint: Resource,
  world: World,
): Violation | Unknown | undefined {
  const family = world.text(endpoint, "ipAddressType") ?? "ipv4";
  if (!isKnown(family)) return family;
  const fault = (message: string, fix: string): Violation => ({
    resource: endpoint,
    related: [environment],
    message,
    fix,
  });
  if (family !== "ipv4" && family !== "ipv6")
    return fault(
      `ipAddressType is ${family}, and MWAA knows ipv4 and ipv6 only`,
      'set ipAddressType to "ipv4", or to "ipv6" where the subnets have IPv6 ranges',
    );
  const subnets = subnetsOf(world, environment);
  if (!isKnown(subnets)) return subnets;
  const judged: readonly Truth[] = subnets.map((subnet) =>
    subnet.kind === "resource"
      ? hasIpv6(world, subnet.resource)
      : new Unknown([pointer(environment, FAMILY)]),
  );
  if (family === "ipv4") {
    const some = any(judged);
    if (some === false) return undefined;
    // MWAA connects over IPv6 "in IPv6 subnets", and EC2 makes endpoints of that family in subnets of IPv6 alone:
    // nobody says which family MWAA takes where subnets have both.
    return isKnown(some) ? new Unknown([pointer(environment, FAMILY)]) : some;
  }
  const ranges = all(judged);
  if (ranges !== false) return isKnown(ranges) ? undefined : ranges;
  return fault(
    "ipAddressType is ipv6, and a subnet of the environment has no IPv6 range",
    'set ipAddressType to "ipv4"',
  );
}
