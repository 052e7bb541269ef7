import { Address4 } from "ip-address";
import { serviceEndpointsIn } from "../../mwaa/service/endpoints";
import { zoneIdsFor } from "../../mwaa/service/regions";
import { isAtLeast, LATEST_AIRFLOW_VERSION } from "../../mwaa/service/versions";
import { isKnown, Unknown } from "../../reasoning/known";
import { subnetsOf } from "../model/environment";
import type { InternetPath } from "../model/network";
import { defaultRoute, internetPathOf, routesOf } from "../model/network";
import type { Resource } from "../model/resource";
import { pointer } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Rule, Violation } from "./rule";
import { concludeAll, failIf, notApplicable, pass, undecided } from "./rule";
import { aws, guide } from "./sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;
const ROUTING = guide("networking-about", "Public routing over the internet");

/** Subnets, routes and gateways: whether the environment's containers can reach what they need. */
export const NETWORK_RULES: readonly Rule[] = [
  {
    ...own,
    id: "subnets-in-two-zones",
    title: "The two subnets are in different availability zones",
    why: "MWAA keeps an environment alive by restarting containers in the other zone, and refuses two subnets of one.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [ROUTING],
    examples: {
      fails: 'availabilityZone: "eu-west-1a" (twice)',
      passes: 'availabilityZone: "eu-west-1a" and "eu-west-1b"',
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const [one, other] = subnets;
        if (one === undefined || other === undefined) return notApplicable("not two subnets");
        const zones = (["availabilityZoneId", "availabilityZone"] as const).map(
          (property) => [world.text(one, property), world.text(other, property)] as const,
        );
        const told = zones.find(([a, b]) => typeof a === "string" && typeof b === "string");
        if (told === undefined)
          return undecided(
            "the zones of the subnets are not known",
            subnets.map((subnet) => pointer(subnet, ["availabilityZone"])),
          );
        return failIf(
          told[0] === told[1]
            ? [
                {
                  resource: other,
                  related: [one],
                  message: `is in the same zone as ${one.name}`,
                  witness: String(told[0]),
                  fix: "move one of the two subnets to another zone",
                },
              ]
            : [],
        );
      }),
  },
  {
    ...own,
    id: "subnets-in-supported-zones",
    title: "The subnets are in zones that MWAA runs in",
    why: "MWAA is missing in some zones, such as use1-az3, and an environment with a subnet there is not created. Zone names differ from account to account; only zone ids tell.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("vpc-create", "Create the VPC network")],
    examples: { fails: 'availabilityZoneId: "use1-az3"', passes: 'availabilityZoneId: "use1-az1"' },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const region = world.region(environment);
        if (!isKnown(region)) return undecided("the Region is not known", region.blockedBy);
        const supported = zoneIdsFor(region);
        // Where every zone will do, the names need no deciphering.
        if (region !== "us-east-1") return pass;
        const judged = subnets.map((subnet): Violation | Unknown | undefined => {
          const id = world.text(subnet, "availabilityZoneId");
          if (typeof id !== "string") return new Unknown([pointer(subnet, ["availabilityZoneId"])]);
          if (supported.includes(id)) return undefined;
          return {
            resource: subnet,
            message: `availabilityZoneId ${id} is a zone without MWAA`,
            fix: `use one of ${supported.join(", ")}`,
          };
        });
        return concludeAll(judged, "the zone ids of the subnets are not known");
      }),
  },
  {
    ...own,
    id: "subnets-private",
    title: "The subnets have no route to an internet gateway",
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
      withSubnets(environment, world, (subnets) =>
        concludeAll(
          subnets.flatMap((subnet): readonly (Violation | Unknown | undefined)[] => {
            const { routes, more } = routesOf(world, subnet);
            return [
              ...routes
                .filter(
                  ({ leadsTo, target }) =>
                    leadsTo === "internet-gateway" &&
                    !(target.kind === "resource" && target.resource.type.includes("vpcEndpoint")),
                )
                .map(({ resource, destination }) => ({
                  resource,
                  related: [subnet, environment],
                  message: `gives the subnet ${subnet.name} a route to an internet gateway`,
                  witness: `${isKnown(destination) ? destination : "a destination"} leads to an internet gateway`,
                  fix: "route through a NAT gateway, or place the environment in private subnets",
                })),
              more,
            ];
          }),
          "the routes of a subnet are not known",
        ),
      ),
  },
  {
    ...own,
    id: "subnets-reach-aws-services",
    title: "From both subnets the services that MWAA needs can be reached",
    why: "Schedulers and workers call S3, SQS, CloudWatch and KMS; without a NAT gateway or endpoints the environment stays in CREATING until it fails.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      ROUTING,
      guide(
        "vpc-vpe-create-access",
        "Creating the required VPC service endpoints in an Amazon VPC with private routing",
      ),
    ],
    examples: {
      fails: "a private subnet without default route and endpoints",
      passes: '{ destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id }',
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) =>
        concludeAll(
          subnets.map((subnet): Violation | Unknown | undefined => {
            const path = internetPathOf(world, subnet);
            if (path.kind === "unknown") return path.unknown;
            if (path.kind === "nat" || path.kind === "internet-gateway") return undefined;
            if (path.kind === "other")
              return new Unknown([
                `where ${path.route.leadsTo} of ${path.route.resource.urn} leads`,
              ]);
            return missingEndpoints(environment, subnet, world);
          }),
          "how a subnet reaches the services cannot be told",
        ),
      ),
  },
  {
    ...own,
    id: "nat-gateways-lead-out",
    title: "The NAT gateways that the subnets use lead to the internet",
    why: "A NAT gateway works only with an Elastic IP address, in another subnet, and if that subnet's table leads to an internet gateway.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [aws("vpc/latest/userguide/vpc-nat-gateway.html", "NAT gateway basics"), ROUTING],
    examples: {
      fails: "subnetId: privateSubnet.id",
      passes: "subnetId: publicSubnet.id, allocationId: address.id",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const paths = subnets.map((subnet) => ({ subnet, path: internetPathOf(world, subnet) }));
        if (paths.every(({ path }) => path.kind === "none" || path.kind === "other"))
          return notApplicable("no NAT gateway");
        return concludeAll(
          paths.flatMap(({ subnet, path }) =>
            path.kind === "nat"
              ? natFaults(subnet, path, world)
              : path.kind === "unknown"
                ? [path.unknown]
                : [],
          ),
          "a NAT gateway is not known in full",
        );
      }),
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
      if (version instanceof Unknown)
        return undecided("airflowVersion is not known", version.blockedBy);
      if (mode instanceof Unknown)
        return undecided("webserverAccessMode is not known", mode.blockedBy);
      const airflow = version ?? LATEST_AIRFLOW_VERSION;
      if (mode !== "PUBLIC_ONLY" || !isAtLeast(airflow, "3.0.0"))
        return notApplicable("workers reach the web server inside the VPC, or need not");
      return withSubnets(environment, world, (subnets) =>
        concludeAll(
          subnets.map((subnet): Violation | Unknown | undefined => {
            const path = internetPathOf(world, subnet);
            if (path.kind === "unknown") return path.unknown;
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
  {
    ...own,
    id: "vpc-resolves-names",
    title: "The VPC resolves and gives DNS names",
    why: "The environment's endpoints are found by private DNS names, which need both switches of the VPC.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "incorrect-configuration",
    sources: [
      guide("vpc-create", "Create the VPC network"),
      aws("vpc/latest/userguide/vpc-dns.html", "DNS attributes for your VPC"),
    ],
    examples: {
      fails: "enableDnsHostnames: false",
      passes: "enableDnsHostnames: true, enableDnsSupport: true",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const vpcs = new Set<Resource>();
        for (const subnet of subnets) {
          const vpc = world.reference(subnet, ["vpcId"], "vpc");
          if (vpc.kind !== "resource")
            return undecided("the VPC of a subnet is in none of these stacks", [
              pointer(subnet, ["vpcId"]),
            ]);
          vpcs.add(vpc.resource);
        }
        return concludeAll(
          [...vpcs].flatMap((vpc) =>
            (["enableDnsSupport", "enableDnsHostnames"] as const).map(
              (property): Violation | Unknown | undefined => {
                const on = world.flag(vpc, property);
                if (!isKnown(on)) return on;
                return on
                  ? undefined
                  : {
                      resource: vpc,
                      related: [environment],
                      message: `${property} is not true`,
                      fix: `set ${property} to true`,
                    };
              },
            ),
          ),
          "the DNS attributes of the VPC are not known",
        );
      }),
  },
  {
    id: "subnet-fits-vpc",
    title: "Each subnet's addresses are its VPC's, and no other subnet's",
    why: "EC2 refuses a subnet outside its VPC or across another one.",
    subject: "network",
    judges: ["subnet"],
    decidedBy: "world",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("vpc/latest/userguide/subnet-sizing.html", "Subnet CIDR blocks")],
    examples: {
      fails: 'cidrBlock: "10.0.1.0/24" in a VPC of 10.192.0.0/16',
      passes: 'cidrBlock: "10.192.20.0/24"',
    },
    check: (subnet, world) => {
      const vpc = world.reference(subnet, ["vpcId"], "vpc");
      const block = world.text(subnet, "cidrBlock");
      if (vpc.kind !== "resource") return notApplicable("the VPC is in none of these stacks");
      if (block instanceof Unknown) return undecided("cidrBlock is not known", block.blockedBy);
      const outer = world.text(vpc.resource, "cidrBlock");
      if (outer instanceof Unknown)
        return undecided("the VPC's cidrBlock is not known", outer.blockedBy);
      if (
        block === undefined ||
        outer === undefined ||
        !Address4.isValid(block) ||
        !Address4.isValid(outer)
      )
        return notApplicable("no IPv4 block");
      const mine = new Address4(block);
      const violations: Violation[] = [];
      if (
        !mine.isInSubnet(new Address4(outer)) &&
        world.value(vpc.resource, "cidrBlock") === outer &&
        !hasMoreBlocks(vpc.resource, world)
      ) {
        violations.push({
          related: [vpc.resource],
          message: `cidrBlock ${block} is not inside ${outer} of the VPC`,
          fix: `choose a block inside ${outer}`,
        });
      }
      for (const other of world.pointingAt(vpc.resource, "subnet", "vpcId").resources) {
        const theirs = world.text(other, "cidrBlock");
        if (other === subnet || typeof theirs !== "string" || !Address4.isValid(theirs)) continue;
        const there = new Address4(theirs);
        if (mine.isInSubnet(there) || there.isInSubnet(mine)) {
          violations.push({
            related: [other],
            message: `cidrBlock ${block} overlaps ${theirs} of ${other.name}`,
            fix: "give each subnet a block of its own",
          });
        }
      }
      return failIf(violations);
    },
  },
];

/** A VPC can be given further blocks by resources of their own. */
function hasMoreBlocks(vpc: Resource, world: World): boolean {
  return world.resources.some(
    (resource) =>
      resource.type.includes("VpcIpv4CidrBlockAssociation") &&
      resource.dependencies.includes(vpc.urn),
  );
}

/** Every required endpoint must be there, with private DNS or on the subnet's own table. */
function missingEndpoints(
  environment: Resource,
  subnet: Resource,
  world: World,
): Violation | Unknown | undefined {
  const region = world.region(environment);
  if (!isKnown(region)) return region;
  const vpc = world.reference(subnet, ["vpcId"], "vpc");
  if (vpc.kind !== "resource") return new Unknown([pointer(subnet, ["vpcId"])]);
  const { resources, more } = world.pointingAt(vpc.resource, "vpcEndpoint", "vpcId");
  const present = resources.map((endpoint) => world.text(endpoint, "serviceName"));
  const missing = serviceEndpointsIn(region)
    .filter(({ need }) => need === "required")
    .filter(
      ({ service }) =>
        !present.some((name) => typeof name === "string" && name.endsWith(`.${region}.${service}`)),
    )
    .map(({ service }) => service);
  if (missing.length === 0) return undefined;
  const hidden = present.filter((name) => name instanceof Unknown);
  if (more !== undefined || hidden.length > 0) return more ?? hidden[0];
  return {
    resource: subnet,
    related: [environment],
    message: `has neither a default route nor endpoints for ${missing.join(", ")}`,
    witness: `${missing.map((service) => `${service}.${region}`).join(", ")} on port 443 from ${subnet.name}: no route`,
    fix: "route 0.0.0.0/0 through a NAT gateway, or add the VPC endpoints",
  };
}

function natFaults(
  subnet: Resource,
  path: Extract<InternetPath, { kind: "nat" | "internet-gateway" | "other" }>,
  world: World,
): readonly (Violation | Unknown)[] {
  const { route } = path;
  if (route.target.kind === "unknown") return [route.target.unknown];
  if (route.target.kind !== "resource")
    return [new Unknown([pointer(route.resource, ["natGatewayId"])])];
  const nat = route.target.resource;
  if (world.value(nat, "connectivityType") === "private") {
    return [
      {
        resource: nat,
        related: [route.resource],
        message: "connectivityType is private, so that it does not reach the internet",
        fix: 'set connectivityType to "public" and give it an Elastic IP address',
      },
    ];
  }
  if (world.value(nat, "availabilityMode") === "regional") return [];
  const faults: (Violation | Unknown)[] = [];
  if (world.value(nat, "allocationId") === undefined) {
    faults.push({
      resource: nat,
      related: [route.resource],
      message: "allocationId is not set, so that it has no public address",
      fix: "give it the allocation id of an Elastic IP address",
    });
  }
  const home = world.reference(nat, ["subnetId"], "subnet");
  if (home.kind !== "resource") return [...faults, new Unknown([pointer(nat, ["subnetId"])])];
  if (home.resource === subnet) {
    faults.push({
      resource: nat,
      related: [subnet],
      message: `stands in ${subnet.name}, which it should serve`,
      fix: "place it in a public subnet",
    });
    return faults;
  }
  const routes = routesOf(world, home.resource);
  const exit = defaultRoute(routes);
  if (exit === undefined && routes.more !== undefined) return [...faults, routes.more];
  if (exit?.leadsTo !== "internet-gateway") {
    faults.push({
      resource: nat,
      related: [home.resource, route.resource],
      message: `stands in ${home.resource.name}, whose table has no route to an internet gateway`,
      witness: `0.0.0.0/0 from ${subnet.name}: ${route.resource.name} to ${nat.name}, then no route`,
      fix: "place it in a subnet whose table leads 0.0.0.0/0 to an internet gateway",
    });
  }
  return faults;
}

/** Judges the environment's subnets; those that no stack holds can't be judged. */
export function withSubnets(
  environment: Resource,
  world: World,
  check: (subnets: readonly Resource[]) => Outcome,
): Outcome {
  const subnets = subnetsOf(world, environment);
  if (!isKnown(subnets)) return undecided("the subnets are not known", subnets.blockedBy);
  const blocked = subnets.flatMap((each, i) =>
    each.kind === "resource"
      ? []
      : each.kind === "unknown"
        ? each.unknown.blockedBy
        : [pointer(environment, ["networkConfiguration", "subnetIds", i])],
  );
  if (blocked.length > 0) return undecided("a subnet is in none of these stacks", blocked);
  return check(subnets.flatMap((each) => (each.kind === "resource" ? [each.resource] : [])));
}
