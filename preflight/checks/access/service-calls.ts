import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import { endpointBlocks, endpointGroups } from "../../model/endpoints/endpoint-conditions";
import type { Rules } from "../../model/network/group-traffic";
import {
  admitsTcp,
  letsThrough,
  placesBeyond,
  reachesWorld,
  rulesOf,
} from "../../model/network/group-traffic";
import { internetPathOf } from "../../model/network/internet-path";
import type { Resource } from "../../model/resource";
import type { EndpointPath, ServicePath } from "../../model/endpoints/vpc-endpoints";
import { servicePathsOf } from "../../model/endpoints/vpc-endpoints";
import type { World } from "../../model/world";
import {
  asReferences,
  namesOf,
  onceEach,
  withGroups,
  withSubnets,
} from "../network/network-subjects";
import type { Rule, Violation } from "../rule";
import { concludeAll, pass } from "../rule";
import { guide } from "../sources";

const SECURITY = guide("vpc-security", "VPC security groups");

/** Whether the security groups let the calls to AWS services out. */
export const SERVICE_CALL_RULES: readonly Rule[] = [
  {
    subject: "network",
    judges: ["environment"],
    decidedBy: "world",
    id: "security-groups-let-service-calls-out",
    title: "The environment's security groups let its calls to AWS out",
    why: "Schedulers and workers call S3, SQS, CloudWatch and KMS on TCP 443: through a NAT gateway at addresses that nobody knows beforehand, or through endpoints.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      SECURITY,
      guide("vpc-vpe-create-access", "(Recommended) Using VPC endpoint policies"),
    ],
    examples: {
      fails: "egress to the group itself alone, with a NAT gateway",
      passes: "egress to 0.0.0.0/0; or, with endpoints, to the VPC's block and the S3 prefix list",
    },
    check: (environment, world) =>
      withGroups(environment, world, (groups) => {
        const rules = rulesOf(world, asReferences(groups), "egress", "");
        if (reachesWorld(rules, 443) === true) return pass;
        return withSubnets(environment, world, (subnets) =>
          concludeAll(
            onceEach(
              subnets.map((subnet) => judgeCalls({ environment, groups, subnet, rules }, world)),
            ),
            "whether the egress rules let the calls to AWS out cannot be told",
          ),
        );
      }),
  },
];

interface Calls {
  readonly environment: Resource;
  readonly groups: readonly Resource[];
  readonly subnet: Resource;
  readonly rules: Rules;
}

/** Rules that do not let everything out must let out to each service, at its endpoint. */
function judgeCalls(calls: Calls, world: World): Violation | Unknown | undefined {
  const { environment, groups, subnet, rules } = calls;
  const services = servicePathsOf(world, environment, subnet);
  if (!isKnown(services)) return services;
  const path = internetPathOf(world, subnet);
  const judged = services.map((each) => ({
    ...each,
    out: any([
      ...each.endpoints.map((via) => all([via.serves, goesTo(via, rules, world)])),
      // Without an endpoint a service's own prefix list still names it where a NAT gateway leads.
      ...(path.kind === "none"
        ? []
        : [namesList(rules, (name) => name.endsWith(`.${each.service}`))]),
    ]),
  }));
  const closed = judged.filter(({ out }) => out === false);
  const hidden = [
    ...rules.hidden,
    ...judged.flatMap(({ out }) => (out instanceof Unknown ? [out] : [])),
    ...(closed.length > 0 ? placesBeyond(rules, 443) : []),
    ...(closed.length > 0 && path.kind === "unknown" ? [path.unknown] : []),
  ];
  // Where there is no way to a service at all, the routes are to blame, not the rules.
  const blamed = closed.filter((each) => path.kind !== "none" || mayServe(each));
  if (hidden.length > 0) return unknownOf(...hidden);
  const [group] = groups;
  if (blamed.length === 0 || group === undefined) return undefined;
  const names = blamed.map(({ service }) => service).join(", ");
  return {
    resource: group,
    related: [subnet, environment],
    message: `no egress rule lets TCP 443 out to ${names}`,
    witness: `TCP 443 from ${subnet.name} under ${namesOf(groups)} to ${names}: no rule`,
    fix: "add an egress rule for TCP 443 to 0.0.0.0/0; with endpoints for every service, to their security group or the VPC's block and to the S3 prefix list",
  };
}

function mayServe({ endpoints }: ServicePath): boolean {
  return endpoints.some(({ serves }) => serves !== false);
}

/** Whether the rules let TCP 443 out to an endpoint: its interfaces, or its service's prefix list. */
function goesTo({ kind, endpoint }: EndpointPath, rules: Rules, world: World): Truth {
  if (kind === "interface") {
    const { groups } = endpointGroups(world, endpoint);
    return letsThrough(rules, 443, { groups, blocks: endpointBlocks(world, endpoint) });
  }
  const service = world.text(endpoint, "serviceName");
  return any([
    namesList(rules, (name) => name === service),
    ...placesBeyond(rules, 443),
    ...rules.hidden,
  ]);
}

/** Whether a rule lets TCP 443 out to the prefix list of a service. */
function namesList({ rules }: Rules, isIt: (service: string) => boolean): Truth {
  return any(
    rules.map((rule) =>
      all([
        admitsTcp(rule, 443),
        rule.prefixLists.some(({ service }) => service !== undefined && isIt(service)),
      ]),
    ),
  );
}
