import type { CloudRecord } from "../cloud/records";
import { textOf, textsOf } from "../wire";
import { networkOf } from "./environment-network";
import { permits, rulesOf } from "./group-rules";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const VPC = "aws:ec2/vpc:Vpc";

/** How long an environment waits for its endpoints, in hours. */
export const WAITING_HOURS = 72;

const PORTS = { database: 5432, webserver: 443 } as const;

interface Wanted {
  readonly part: keyof typeof PORTS;
  readonly service: string;
}

/** The endpoint services of an environment whose endpoints its customer makes: the database's, and by mode the web server's. */
export function wantedServices(environment: CloudRecord): readonly Wanted[] {
  const { state } = environment;
  const services = [
    { part: "database", service: textOf(state, "databaseVpcEndpointService") },
    { part: "webserver", service: textOf(state, "webserverVpcEndpointService") },
  ] as const;
  return services.flatMap(({ part, service }) =>
    service === undefined ? [] : [{ part, service }],
  );
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}

/** Why one endpoint does not serve; undefined when it does. */
function faultOf(
  records: readonly CloudRecord[],
  environment: CloudRecord,
  wanted: Wanted,
): string | undefined {
  const network = networkOf(records, environment.account, environment.inputs);
  const found = records.filter(
    ({ token, inputs }) => token === ENDPOINT && inputs["serviceName"] === wanted.service,
  );
  const [endpoint] = found;
  const the = `the ${wanted.part} endpoint`;
  if (endpoint === undefined) return `${the} is missing`;
  if (found.length > 1) return `${the} is there ${String(found.length)} times`;
  if (endpoint.inputs["vpcEndpointType"] !== "Interface") return `${the} is no interface endpoint`;
  const vpcId = textOf(network.subnets[0]?.inputs, "vpcId");
  const vpc = records.find(({ token, id }) => token === VPC && id === vpcId);
  if (endpoint.inputs["vpcId"] !== vpcId) return `${the} is in another VPC`;
  if (endpoint.account !== vpc?.account) return `${the} does not belong to the VPC's owner`;
  const subnets = network.subnets.map(({ id }) => id);
  if (!same(textsOf(endpoint.state, "subnetIds"), subnets)) {
    return `${the} is not in the environment's subnets`;
  }
  if (endpoint.state["privateDnsEnabled"] === true) return `${the} has a private DNS name`;
  const ipv6 = network.subnets.some(({ inputs }) => inputs["ipv6CidrBlock"] !== undefined);
  const family = ipv6 ? "ipv6" : "ipv4";
  if (endpoint.state["ipAddressType"] !== family) {
    return `${the} is ${textOf(endpoint.state, "ipAddressType") ?? ""}, the environment ${family}`;
  }
  const names = network.groups.flatMap((id) =>
    endpoint.account === environment.account ? [id] : [`${environment.account}/${id}`],
  );
  const rules = rulesOf(records, textsOf(endpoint.state, "securityGroupIds"), "ingress");
  const cidrs = network.subnets.flatMap(({ inputs }) => textOf(inputs, "cidrBlock") ?? []);
  return permits(rules, { groups: names, cidrs }, PORTS[wanted.part])
    ? undefined
    : `no security group of ${the} admits ${names.join(", ")} on port ${String(PORTS[wanted.part])}`;
}

/** What an environment still waits for; undefined when exactly its endpoints exist and are right. */
export function missingEndpoint(
  records: readonly CloudRecord[],
  environment: CloudRecord,
): string | undefined {
  const faults = wantedServices(environment).flatMap(
    (wanted) => faultOf(records, environment, wanted) ?? [],
  );
  return faults.length === 0 ? undefined : faults.join("; ");
}
