import { isAtLeast, LATEST_AIRFLOW_VERSION } from "../../../mwaa/service/versions";
import { isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import type { Block } from "../../model/network/address-blocks";
import { detoursWithin } from "../../model/network/inner-routes";
import { blockOf } from "../../model/network/vpc-membership";
import { endpointHomes } from "./acl-needs";
import type { InternetPath } from "../../model/network/internet-path";
import { internetPathOf, ipv6DefaultRoute } from "../../model/network/internet-path";
import type { Resource } from "../../model/resource";
import type { Route } from "../../model/network/routes";
import { routesOf } from "../../model/network/routes";
import type { ServicePath } from "../../model/endpoints/vpc-endpoints";
import { servicePathsOf } from "../../model/endpoints/vpc-endpoints";
import type { World } from "../../model/world";
import { isNoAcl } from "../../model/network/reachability/lost-packet";
import type { Asked } from "../../model/network/reachability/questions";
import { shownByPacket } from "./lost";
import { namesOf, onceEach, withSubnets } from "./network-subjects";
import type { Rule, Violation } from "../rule";
import { conclude, concludeAll, notApplicable, undecided } from "../rule";
import { whyNot } from "../endpoints/service-paths";
import { aws, guide } from "../sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;
const ROUTING = guide("networking-about", "Public routing over the internet");

/** Routes and endpoints: whether the environment's containers can reach what they need. */
export const ROUTING_RULES: readonly Rule[] = [
  {
    ...own,
    id: "subnets-private",
    title: "The subnets have no default route to an internet gateway",
    why: "MWAA gives its containers no public address: in a public subnet their packets reach the gateway and are dropped there.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [ROUTING],
    examples: {
      fails: "gatewayId: internetGateway.id in the private table",
      passes: "natGatewayId: nat.id in the private table",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const hidden: Unknown[] = [];
        const users = new Map<Resource, { readonly route: Route; readonly subnets: Resource[] }>();
        for (const subnet of subnets) {
          const path = internetPathOf(world, subnet);
          if (path.kind === "unknown") hidden.push(path.unknown);
          const ipv6 = ipv6DefaultRoute(routesOf(world, subnet));
          const routes = [
            ...(path.kind === "internet-gateway" ? path.routes : []),
            ...(ipv6?.leadsTo === "internet-gateway" ? [ipv6] : []),
          ];
          for (const route of routes) {
            const user = users.get(route.resource) ?? { route, subnets: [] };
            users.set(route.resource, user);
            if (!user.subnets.includes(subnet)) user.subnets.push(subnet);
          }
        }
        return conclude(
          [...users.values()].map(({ route, subnets: served }) => ({
            resource: route.resource,
            related: [...served, environment],
            message: `gives ${namesOf(served)} a default route to an internet gateway`,
            witness: `${String(route.destination)} from ${namesOf(served)} leads to an internet gateway`,
            fix: "route through a NAT gateway, or place the environment in private subnets",
          })),
          hidden,
          "the routes of a subnet are not known",
        );
      }),
  },
  {
    ...own,
    id: "subnets-reach-aws-services",
    title: "From both subnets the services that MWAA needs can be reached",
    why: "Schedulers and workers call S3, SQS, CloudWatch and KMS; without a NAT gateway or endpoints that answer, the environment stays in CREATING until it fails.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      ROUTING,
      guide(
        "vpc-vpe-create-access",
        "Creating the required VPC service endpoints in an Amazon VPC with private routing",
      ),
      aws("vpc/latest/privatelink/create-interface-endpoint.html", "Prerequisites"),
    ],
    examples: {
      fails:
        "a private subnet without default route, and an endpoint with privateDnsEnabled: false",
      passes: '{ destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id }',
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) =>
        concludeAll(
          onceEach(
            subnets.flatMap((subnet) => {
              const services = servicePathsOf(world, environment, subnet);
              return [
                judgeReach(environment, subnet, internetPathOf(world, subnet), services, world),
                ...detoursWithin(world, subnet, goals(environment, subnets, world)),
              ];
            }),
          ),
          "how a subnet reaches the services cannot be told",
        ),
      ),
  },
  {
    ...own,
    id: "workers-reach-web-server",
    title: "On Airflow 3 workers reach the web server that they report to",
    why: "From Airflow 3 on, workers report through the web server. If it is public only, workers without an internet path can't, and every task fails.",
    severity: "error",
    effect: "will-misbehave",
    sources: [guide("configuring-networking", "Public network")],
    examples: {
      fails: 'airflowVersion: "3.2.1", webserverAccessMode: "PUBLIC_ONLY" without a NAT gateway',
      passes: 'airflowVersion: "3.2.1", webserverAccessMode: "PUBLIC_AND_PRIVATE"',
    },
    check: (environment, world) => {
      const version = world.text(environment, "airflowVersion");
      const mode = world.text(environment, "webserverAccessMode");
      if (isKnown(mode) && mode !== "PUBLIC_ONLY")
        return notApplicable("the web server answers inside the VPC");
      if (!isKnown(version)) return undecided("airflowVersion is not known", version.blockedBy);
      const airflow = version ?? LATEST_AIRFLOW_VERSION;
      if (!isAtLeast(airflow, "3.0.0"))
        return notApplicable("before Airflow 3 workers need no web server");
      if (!isKnown(mode)) return undecided("webserverAccessMode is not known", mode.blockedBy);
      return withSubnets(environment, world, (subnets) =>
        concludeAll(
          subnets.map((subnet): Violation | Unknown | undefined => {
            const path = internetPathOf(world, subnet);
            if (path.kind === "unknown") return path.unknown;
            if (path.kind === "other") return new Unknown(path.routes.map(({ where }) => where));
            // That an internet gateway is no way out is what `subnets-private` says.
            if (path.kind !== "none") return undefined;
            return {
              related: [subnet],
              message: `webserverAccessMode is PUBLIC_ONLY on Airflow ${airflow}, and workers in ${subnet.name} have no path to the internet`,
              fix: 'add a NAT gateway, or set webserverAccessMode to "PUBLIC_AND_PRIVATE" (Airflow 3.2.1 or newer) or "PRIVATE_ONLY"',
            };
          }),
          "how a subnet reaches the internet cannot be told",
        ),
      );
    },
  },
];

/** Where traffic within the VPC goes: the environment's other subnets, and those of endpoints. */
function goals(
  environment: Resource,
  subnets: readonly Resource[],
  world: World,
): readonly Block[] {
  const homes = subnets.flatMap((subnet) => [...endpointHomes(environment, subnet, world)]);
  return [...subnets, ...homes].flatMap((subnet) => {
    const block = blockOf(world, subnet);
    return isKnown(block) ? [block] : [];
  });
}

/** An endpoint that takes the calls decides; where none does, the path to the internet. */
function judgeReach(
  environment: Resource,
  subnet: Resource,
  path: InternetPath,
  services: readonly ServicePath[] | Unknown,
  world: World,
): Violation | Unknown | undefined {
  const leadsOut = path.kind === "nat" || path.kind === "internet-gateway";
  if (!isKnown(services)) return leadsOut ? undefined : services;
  if (leadsOut) return captured(environment, subnet, services, world);
  const open = services.filter(({ serves }) => serves !== true);
  const missing = open.filter(({ serves }) => serves === false);
  if (open.length === 0) return undefined;
  const [first] = missing;
  if (path.kind === "none" && first !== undefined) {
    const violation: Violation = {
      resource: subnet,
      related: [environment, ...missing.flatMap((each) => each.endpoints.map((e) => e.endpoint))],
      message: `has neither a default route nor working endpoints for ${missing.map(({ service }) => service).join(", ")}`,
      witness: missing.map((each) => whyNot(each, subnet)).join("; "),
      fix: "route 0.0.0.0/0 through a NAT gateway, or add the VPC endpoints with private DNS and a security group that admits TCP 443 from the environment",
    };
    return shownByPacket(violation, world, callTo(environment, subnet, first.service), isNoAcl);
  }
  return unknownOf(
    ...open.map(({ serves }) => serves).filter((each) => each instanceof Unknown),
    ...(path.kind === "unknown" ? [path.unknown] : []),
    ...(path.kind === "other" ? [new Unknown(path.routes.map(({ where }) => where))] : []),
  );
}

/** With private DNS an endpoint takes the VPC's calls even where a NAT gateway would carry them. */
function captured(
  environment: Resource,
  subnet: Resource,
  services: readonly ServicePath[],
  world: World,
): Violation | Unknown | undefined {
  const hidden: Unknown[] = [];
  for (const { service, endpoints } of services) {
    for (const { endpoint, kind, captures, ...meets } of endpoints) {
      if (kind === "gateway" || captures === false) continue;
      for (const [what, words] of CAPTURED) {
        if (meets[what] === true) continue;
        if (captures === true && meets[what] === false) {
          const violation: Violation = {
            resource: endpoint,
            related: [subnet, environment],
            message: `takes the calls to ${service} by its private DNS name, and ${words.lacks}`,
            witness: `TCP 443 from ${subnet.name} to ${endpoint.name}: ${words.witness}`,
            fix: words.fix,
          };
          return shownByPacket(violation, world, callTo(environment, subnet, service), isNoAcl);
        }
        hidden.push(...[captures, meets[what]].filter((each) => each instanceof Unknown));
      }
    }
  }
  return hidden.length === 0 ? undefined : unknownOf(...hidden);
}

function callTo(environment: Resource, from: Resource, service: string): Asked {
  return { environment, from, to: { kind: "service", service }, port: 443 };
}

/** What an endpoint needs once it takes the calls, and what to say of one that lacks it. */
const CAPTURED = [
  [
    "admits",
    {
      lacks: "has no security group that admits them",
      witness: "no ingress rule",
      fix: "add an ingress rule for TCP 443 from the environment's security group",
    },
  ],
  [
    "answers",
    {
      lacks: "has IPv6 addresses alone",
      witness: "no IPv4 address",
      fix: 'set ipAddressType to "ipv4" or "dualstack", and dnsRecordIpType to the same',
    },
  ],
] as const;
