import type { Properties, Resource, Stack, Value } from "../../../preflight/model/resource";
import type { Breakage } from "./breakages";
import type { Edit } from "./edits";
import { a, copy, rewrite, set } from "./edits";

const environment = a("Environment");
const s3Endpoint = a("VpcEndpoint", "s3-endpoint");

/** Several edits, one after the other. */
function all(...edits: readonly Edit[]): Edit {
  return (stack) => edits.reduce((edited, edit) => edit(edited), stack);
}

function idOf(stack: Stack, pick: (resource: Resource) => boolean): Value {
  return stack.resources.find(pick)?.outputs["id"] ?? null;
}

/** Adds an interface endpoint in both private subnets, which the environment waits for. */
function endpoint(service: string, more: (stack: Stack) => Properties = () => ({})): Edit {
  return (stack) => {
    const gateway = stack.resources.find(s3Endpoint);
    const group = stack.resources.find(a("SecurityGroup"));
    if (gateway === undefined || group === undefined) throw new Error("no endpoint or group");
    const urn = `${gateway.urn}-${service}`;
    const added: Resource = {
      ...gateway,
      urn,
      name: service,
      inputs: {
        vpcId: gateway.inputs["vpcId"] ?? null,
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [idOf(stack, a("Subnet", "private-1")), idOf(stack, a("Subnet", "private-2"))],
        securityGroupIds: [group.outputs["id"] ?? null],
        ...more(stack),
      },
      outputs: { id: `vpce-${service}` },
      propertyDependencies: {},
    };
    const wait = (each: Resource): Resource =>
      environment(each) ? { ...each, dependencies: [...each.dependencies, urn] } : each;
    return { ...stack, resources: [...stack.resources.map(wait), added] };
  };
}

const policy = (...statements: readonly Properties[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Takes the secrets backend out of the options; the role may still read secrets. */
const withoutBackend: Edit = (stack) => {
  const options = stack.resources.find(environment)?.inputs["airflowConfigurationOptions"];
  const others = Object.entries(options ?? {}).filter(([name]) => !name.startsWith("secrets."));
  return set(environment, "airflowConfigurationOptions", Object.fromEntries(others))(stack);
};

/** Takes the routes to NAT gateways away; endpoints of the services stand in for them. */
function privateRouting(...services: readonly string[]): Edit {
  const routeless: Edit = (stack) => ({
    ...stack,
    resources: stack.resources.filter((each) => !a("Route", "private")(each)),
  });
  return all(routeless, ...services.map((service) => endpoint(service)));
}

const REQUIRED = ["logs", "monitoring", "sqs", "kms"];
const ADVISED = ["ecr.api", "ecr.dkr", "airflow.api", "airflow.env"];

function ipv6(subnet: string, inputs: Readonly<Record<string, Value>> = {}): Edit {
  const pick = a("Subnet", subnet);
  const sets = Object.entries({ ipv6CidrBlock: "2001:db8::/64", ...inputs });
  return all(...sets.map(([property, value]) => set(pick, property, value)));
}

const assigned = { assignIpv6AddressOnCreation: true };

/** Lines that break the rules of routes, endpoints and their policies. */
export const NETWORK_BREAKAGES: readonly Breakage[] = [
  {
    stack: "production",
    broken: "an S3 endpoint for the layers of images alone",
    edit: set(
      s3Endpoint,
      "policy",
      policy({
        Effect: "Allow",
        Principal: "*",
        Action: ["s3:GetObject"],
        Resource: ["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"],
      }),
    ),
    flips: ["endpoint-policies-admit-environment"],
  },
  {
    stack: "production",
    broken: "an endpoint of Secrets Manager that reads no secret",
    edit: endpoint("secretsmanager", () => ({
      policy: policy({
        Effect: "Allow",
        Principal: "*",
        Action: "secretsmanager:GetRandomPassword",
        Resource: "*",
      }),
    })),
    flips: ["endpoint-policies-admit-granted-calls"],
  },
  {
    stack: "production",
    broken: "private routing with the required endpoints alone",
    edit: privateRouting(...REQUIRED, "secretsmanager"),
    flips: ["service-endpoints-advised"],
  },
  {
    stack: "production",
    broken: "private routing without an endpoint of the secrets backend",
    edit: privateRouting(...REQUIRED, ...ADVISED),
    flips: ["feature-endpoints-present"],
  },
  {
    stack: "production",
    broken: "private routing without an endpoint of a service that a grant opens",
    edit: all(privateRouting(...REQUIRED, ...ADVISED), withoutBackend),
    flips: ["granted-services-have-endpoints"],
  },
  {
    stack: "production",
    broken: "a default route to a transit gateway",
    edit: all(
      set(a("Route", "private-1"), "natGatewayId", undefined),
      set(a("Route", "private-1"), "transitGatewayId", "tgw-0123456789abcdef0"),
    ),
    flips: ["transit-gateway-routes-have-endpoints"],
  },
  {
    stack: "production",
    broken: "an endpoint in one zone of two",
    edit: endpoint("sqs", (stack) => ({ subnetIds: [idOf(stack, a("Subnet", "private-1"))] })),
    flips: ["endpoints-in-every-subnet-zone"],
  },
  {
    stack: "production",
    broken: "an endpoint for a service of another Region",
    edit: endpoint("sqs", () => ({ serviceName: "com.amazonaws.eu-west-2.sqs" })),
    flips: ["endpoints-in-one-vpc-and-region"],
  },
  {
    stack: "production",
    broken: "an endpoint without its type",
    edit: endpoint("sqs", () => ({ vpcEndpointType: null })),
    flips: ["endpoint-options-fit-together"],
  },
  {
    stack: "production",
    broken: "a NAT gateway of another Region",
    edit: set(a("NatGateway", "nat-1"), "region", "eu-west-2"),
    flips: ["network-parts-in-one-region"],
  },
  {
    stack: "production",
    broken: "one address for two NAT gateways",
    edit: (stack) => {
      const first = stack.resources.find(a("NatGateway", "nat-1"));
      return set(
        a("NatGateway", "nat-2"),
        "allocationId",
        first?.inputs["allocationId"] ?? null,
      )(stack);
    },
    flips: ["gateways-and-addresses-used-once"],
  },
  {
    stack: "production",
    broken: "a second route for one destination",
    edit: copy(a("Route", "private-1"), "-again", {}),
    flips: ["routes-differ-in-destination", "environment-waits-for-network"],
  },
  {
    stack: "production",
    broken: "a group that says that it has no egress rules beside those that it has",
    edit: set(a("SecurityGroup"), "egress", []),
    flips: ["network-lists-in-one-form"],
  },
  {
    stack: "production",
    broken: "a subnet narrower than EC2 takes",
    edit: rewrite(a("Subnet", "private-1"), "cidrBlock", (block) => block.replace(/\/\d+$/, "/29")),
    flips: ["address-blocks-allowed"],
  },
  {
    stack: "production",
    broken: "a private zone for all names of AWS",
    edit: (stack) => {
      const vpc = stack.resources.find(a("Vpc"));
      if (vpc === undefined) throw new Error("the stack holds no VPC");
      const zone: Resource = {
        ...vpc,
        urn: `${vpc.urn}-zone`,
        type: "aws:route53/zone:Zone",
        name: "zone",
        inputs: { name: "amazonaws.com", vpcs: [{ vpcId: vpc.outputs["id"] ?? null }] },
        outputs: {},
        propertyDependencies: {},
      };
      return { ...stack, resources: [...stack.resources, zone] };
    },
    flips: ["aws-names-lead-to-aws"],
  },
  {
    stack: "production",
    broken: "a second endpoint for a service",
    edit: all(endpoint("sqs"), copy(a("VpcEndpoint", "sqs"), "-again", {})),
    flips: ["endpoint-services-not-taken-twice"],
  },
  {
    stack: "production",
    broken: "one NAT gateway for both zones",
    edit: (stack) =>
      set(a("Route", "private-2"), "natGatewayId", idOf(stack, a("NatGateway", "nat-1")))(stack),
    flips: ["nat-gateways-in-every-zone"],
  },
  {
    stack: "production",
    broken: "IPv6 blocks that no interface takes an address from, and no way out",
    edit: all(ipv6("private-1"), ipv6("private-2")),
    flips: ["ipv6-subnets-assign-addresses", "ipv6-routes-lead-out"],
  },
  {
    stack: "production",
    broken: "an IPv6 block on one subnet alone",
    edit: ipv6("private-1", assigned),
    flips: ["subnets-of-one-address-family", "ipv6-routes-lead-out"],
  },
  {
    stack: "production",
    broken: "IPv6 without an egress-only internet gateway",
    edit: all(ipv6("private-1", assigned), ipv6("private-2", assigned)),
    flips: ["ipv6-routes-lead-out"],
  },
  {
    stack: "quick-start",
    broken: "a private web interface that nothing leads to",
    edit: set(environment, "webserverAccessMode", "PRIVATE_ONLY"),
    flips: ["web-interface-has-a-way-in"],
  },
];
