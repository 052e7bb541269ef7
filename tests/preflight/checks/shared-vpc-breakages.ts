import type { Resource } from "../../../preflight/model/resource";
import type { Breakage } from "./breakages";
import { a, drop, set } from "./edits";

const environment = a("Environment");
const webserver = a("VpcEndpoint", "endpoints-webserver");
const database = a("VpcEndpoint", "endpoints-database");

/** The same resource, made by the stack's own provider; its ARN would tell the owner's account. */
function byParticipant(resource: Resource): Resource {
  const own = Object.entries(resource).filter(([key]) => key !== "provider");
  return {
    ...(Object.fromEntries(own) as Omit<Resource, "provider">),
    outputs: { id: resource.outputs["id"] ?? null },
  };
}

/** Both sides of a shared VPC in one program, each broken by one line. */
export const SHARED_VPC_BREAKAGES: readonly Breakage[] = [
  {
    stack: "shared-vpc-one-program",
    broken: "endpoints of the service",
    edit: set(environment, "endpointManagement", "SERVICE"),
    flips: ["shared-subnets-have-customer-endpoints"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "a subnet outside of the share",
    edit: drop(a("ResourceAssociation")),
    flips: ["subnets-shared-with-environment-account"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "a share with a single role",
    edit: set(a("PrincipalAssociation"), "principal", "arn:aws:iam::222222222222:role/airflow"),
    flips: ["share-principals-possible", "subnets-shared-with-environment-account"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "a share for the whole world",
    edit: set(a("ResourceShare"), "allowExternalPrincipals", true),
    flips: ["share-stays-in-organization"],
  },
  {
    stack: "automation-owner",
    broken: "a public subnet in the share",
    edit: (stack) => {
      const subnet = stack.resources.find(a("Subnet", "public-1"));
      const arn = subnet?.outputs["arn"];
      if (arn === undefined) throw new Error("the stack holds no public subnet");
      return set(a("ResourceAssociation"), "resourceArn", arn)(stack);
    },
    flips: ["share-holds-private-subnets-only"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "an endpoint made by the participant",
    edit: (stack) => ({
      ...stack,
      resources: stack.resources.map((each) => (database(each) ? byParticipant(each) : each)),
    }),
    flips: ["endpoints-made-by-vpc-owner"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "endpoints in one zone",
    edit: (stack) => {
      const subnets = stack.resources.find(webserver)?.inputs["subnetIds"];
      const [first = null] = Array.isArray(subnets) ? (subnets as readonly string[]) : [];
      return set(webserver, "subnetIds", [first])(stack);
    },
    flips: ["customer-endpoints-in-environment-subnets"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "an endpoint group that admits nobody",
    edit: drop(a("SecurityGroupIngressRule", "endpoints-from-environment")),
    flips: ["customer-endpoints-admit-environment"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "private DNS towards the database",
    edit: set(database, "privateDnsEnabled", true),
    flips: ["customer-endpoints-without-private-dns"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "IPv6 endpoints in subnets without IPv6",
    edit: set(database, "ipAddressType", "ipv6"),
    flips: ["customer-endpoints-match-address-family", "endpoint-options-fit-together"],
  },
  {
    stack: "shared-vpc-one-program",
    broken: "a policy on the endpoint of the database",
    edit: set(database, "policy", '{"Version":"2012-10-17","Statement":[]}'),
    flips: ["customer-endpoints-without-policy"],
  },
  {
    stack: "own-endpoints",
    broken: "no endpoint of the web server",
    edit: drop(webserver),
    flips: ["customer-endpoints-exist"],
  },
];
