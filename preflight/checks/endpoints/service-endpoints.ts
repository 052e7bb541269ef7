import { serviceEndpointsIn } from "../../../mwaa/service/endpoints";
import { isKnown, Unknown } from "../../../reasoning/known";
import { internetPathOf } from "../../model/network/internet-path";
import type { Resource } from "../../model/resource";
import { OTHER_NETWORKS } from "../../model/network/routes";
import { servicesGranted, servicesOfSettings } from "../../model/access/used-services";
import { servicePathsOf, servicesThatAre } from "../../model/endpoints/vpc-endpoints";
import type { World } from "../../model/world";
import { withRole } from "../access/execution-role";
import { namesOf, withSubnets } from "../network/network-subjects";
import type { Outcome, Rule, Violation } from "../rule";
import { concludeAll, notApplicable, undecided } from "../rule";
import { whyNot, withoutEndpoints } from "./service-paths";
import { aws, guide } from "../sources";

const own = { subject: "network", judges: ["environment"], decidedBy: "world" } as const;
const CREATING = guide(
  "vpc-vpe-create-access",
  "Creating the required VPC service endpoints in an Amazon VPC with private routing",
);
const UNTOLD = "which services the subnets reach through endpoints cannot be told";
const ROUTED = "the subnets have another way to the services";

/** The endpoints that an environment without a path to the internet wants beyond the required ones. */
export const SERVICE_ENDPOINT_RULES: readonly Rule[] = [
  {
    ...own,
    id: "service-endpoints-advised",
    title: "Private routing has the endpoints of the container registry and of Apache Airflow",
    why: "The user guide lists these endpoints on some pages and leaves them out on others. With them the image, the tokens of the web server and the API stay inside the VPC; without them it depends on the service.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [CREATING, guide("vpc-vpe-create-access", "Attaching the required VPC endpoints")],
    examples: {
      fails: "endpoints for s3, logs, monitoring, sqs and kms alone, without a NAT gateway",
      passes: "endpoints for ecr.api, ecr.dkr, airflow.api and airflow.env too",
    },
    check: (environment, world) =>
      withPrivateSubnets(environment, world, (subnets, region) => {
        // Who reaches nothing at all has another rule's error to mend first.
        const required = subnets.map((subnet) => servicePathsOf(world, environment, subnet));
        if (required.some((each) => isKnown(each) && each.some(({ serves }) => serves === false)))
          return notApplicable("the services that MWAA requires are not reached either");
        return concludeAll(
          withoutEndpoints(environment, subnets, world, servicesThatAre("advised", region), {
            message: (services, names) => `has no working endpoint for ${services} from ${names}`,
            fix: (services) =>
              `add interface endpoints for ${services} with private DNS, in the environment's subnets`,
          }),
          UNTOLD,
        );
      }),
  },
  {
    ...own,
    id: "feature-endpoints-present",
    title: "Private routing has an endpoint for each service that the settings need",
    why: "A secrets backend is asked for every connection and variable. Without a path to it each task waits for the time limit and then fails.",
    severity: "error",
    effect: "will-misbehave",
    sources: [
      CREATING,
      guide(
        "connections-secrets-manager",
        "Step one: Provide Amazon MWAA with permission to access Secrets Manager secret keys",
      ),
    ],
    examples: {
      fails: 'secrets.backend: "…SecretsManagerBackend" without an endpoint for secretsmanager',
      passes: 'serviceName: "com.amazonaws.eu-west-1.secretsmanager", privateDnsEnabled: true',
    },
    check: (environment, world) =>
      withPrivateSubnets(environment, world, (subnets) => {
        const services = servicesOfSettings(world, environment);
        if (!isKnown(services))
          return undecided("what the settings need is not known", services.blockedBy);
        if (services.length === 0) return notApplicable("the settings name no further service");
        return concludeAll(
          withoutEndpoints(environment, subnets, world, services, {
            message: (names, from) =>
              `has no working endpoint for ${names}, which the environment's options call from ${from}`,
            fix: (names) => `add an endpoint for ${names}, or a NAT gateway`,
          }),
          UNTOLD,
        );
      }),
  },
  {
    ...own,
    id: "granted-services-have-endpoints",
    title: "Private routing has an endpoint for each service that the execution role may call",
    why: "Who lets DAGs call a service means them to; without an internet path and without an endpoint the call hangs until its time limit.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [CREATING, guide("vpc-vpe-access", "Permission to use other AWS services")],
    examples: {
      fails: 'Action: "glue:StartJobRun" without an endpoint for glue',
      passes: 'serviceName: "com.amazonaws.eu-west-1.glue", privateDnsEnabled: true',
    },
    check: (environment, world) =>
      withPrivateSubnets(environment, world, (subnets, region) =>
        withRole(environment, world, (role) => {
          const { services, more } = servicesGranted(world, role);
          const needed = servicesOfSettings(world, environment);
          const others = services
            .filter((each) => isKnown(needed) && !needed.includes(each))
            .filter((each) => serviceEndpointsIn(region).some(({ service }) => service === each));
          return concludeAll(
            [
              ...withoutEndpoints(environment, subnets, world, others, {
                message: (names, from) =>
                  `has no working endpoint for ${names}, which the execution role may call from ${from}`,
                fix: (names) => `add endpoints for ${names}, or take the permission away`,
              }),
              ...(more === undefined ? [] : [more]),
              ...(isKnown(needed) ? [] : [needed]),
            ],
            UNTOLD,
          );
        }),
      ),
  },
  {
    ...own,
    id: "transit-gateway-routes-have-endpoints",
    title: "Subnets whose way out is another network reach MWAA's services through endpoints",
    why: "Behind a transit gateway, a VPN or a peering connection every call to S3, SQS, CloudWatch and KMS crosses somebody else's network and firewall. The user guide advises endpoints in the VPC itself.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [
      guide("vpc-vpe-create-access", "(Required) VPC endpoints"),
      aws(
        "vpc/latest/tgw/tgw-vpc-attachments.html",
        "Amazon VPC attachments in AWS Transit Gateway",
      ),
    ],
    examples: {
      fails: '{ destinationCidrBlock: "0.0.0.0/0", transitGatewayId } and no endpoint',
      passes: "endpoints for s3, logs, monitoring, sqs and kms beside that route",
    },
    check: (environment, world) =>
      withSubnets(environment, world, (subnets) => {
        const judged = subnets.map((subnet) => judgeTransit(environment, subnet, world));
        if (judged.every((each) => each === "direct"))
          return notApplicable("no subnet's default route leads into another network");
        return concludeAll(
          judged.filter((each) => each !== "direct"),
          "where the default route of a subnet leads cannot be told",
        );
      }),
  },
];

/** Judges an environment with subnets that have no certain way out of the VPC. */
function withPrivateSubnets(
  environment: Resource,
  world: World,
  check: (subnets: readonly Resource[], region: string) => Outcome,
): Outcome {
  return withSubnets(environment, world, (subnets) => {
    const paths = subnets.map((subnet) => internetPathOf(world, subnet).kind);
    if (paths.every((kind) => kind === "nat" || kind === "internet-gateway"))
      return notApplicable(ROUTED);
    const region = world.region(environment);
    return isKnown(region)
      ? check(subnets, region)
      : undecided("the Region is not known", region.blockedBy);
  });
}

function judgeTransit(
  environment: Resource,
  subnet: Resource,
  world: World,
): Violation | Unknown | undefined | "direct" {
  const path = internetPathOf(world, subnet);
  if (path.kind !== "other" && path.kind !== "unknown") return "direct";
  if (path.kind === "other" && !path.routes.some(({ leadsTo }) => OTHER_NETWORKS.includes(leadsTo)))
    return "direct";
  const services = servicePathsOf(world, environment, subnet);
  if (!isKnown(services)) return services;
  const missing = services.filter(({ serves }) => serves === false);
  if (path.kind === "unknown") return missing.length > 0 ? path.unknown : undefined;
  const [route] = path.routes;
  if (missing.length === 0)
    return services.map(({ serves }) => serves).find((each) => each instanceof Unknown);
  return {
    resource: subnet,
    related: [...path.routes.map(({ resource }) => resource), environment],
    message: `sends the calls to ${missing.map(({ service }) => service).join(", ")} through a ${route.leadsTo.replaceAll("-", " ")}`,
    witness: missing.map((each) => whyNot(each, subnet)).join("; "),
    fix: `add endpoints for these services to the VPC of ${namesOf([subnet])}`,
  };
}
