import { unknownText } from "../../../../mwaa/settings/unknown-text";
import type { WireProperties, WireValue } from "../protocol";
import { managedPrefixList } from "./prefix-lists";
import { regional } from "./regional";
import { draw, isNew, knownText, type Made, type Subject, type SymbolTable } from "./template";

const EC2 = "arn:{partition}:ec2:{region}:{account}";

/**
 * VPC endpoints and what is tied to them. Addresses stay unknown: nobody but EC2 chooses those of an
 * interface, and those behind a gateway are AWS's own.
 */
export const VPC_ENDPOINT_SYMBOLS: SymbolTable = regional({
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: "vpce-0{hex16}",
    arn: `${EC2}:vpc-endpoint/{id}`,
    ownerId: "{account}",
    networkInterfaceIds,
    dnsEntries,
    prefixListId,
  },
  "aws:ec2/vpcEndpointService:VpcEndpointService": {
    id: "vpce-svc-0{hex16}",
    arn: `${EC2}:vpc-endpoint-service/{id}`,
    serviceName: "com.amazonaws.vpce.{region}.{id}",
  },
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": {
    id: "a-{vpcEndpointId}{digits10}",
  },
  "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": {
    id: "a-{vpcEndpointId}{digits10}",
  },
  "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": {
    id: "a-{vpcEndpointId}{digits10}",
  },
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": { id: "{vpcEndpointId}" },
  "aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter": {
    id: "{vpcEndpointServiceId}_{vpcEndpointId}",
  },
});

/** The kind of endpoint; undefined if it is not known. */
export function endpointKind(inputs: WireProperties): string | undefined {
  const given = inputs["vpcEndpointType"];
  return given === undefined || given === null ? "Gateway" : knownText(given);
}

/** What a gateway endpoint leads to is the Region's list for its service. */
function prefixListId({ inputs, region }: Subject): string | undefined {
  const name = knownText(inputs["serviceName"]);
  return endpointKind(inputs) !== "Gateway" || region === undefined || name === undefined
    ? undefined
    : managedPrefixList({ name }, region)?.id;
}

/** The subnets that an interface endpoint is in; undefined if they are not known one by one. */
function subnetsOf(subject: Subject): readonly string[] | undefined {
  const { subnetIds } = subject.inputs;
  if (!Array.isArray(subnetIds) || !isNew(subject)) return undefined;
  if (endpointKind(subject.inputs) !== "Interface") return undefined;
  const known = (subnetIds as readonly WireValue[]).map(knownText);
  return known.every((each) => each !== undefined) ? known : undefined;
}

/** The id of the network interface that an endpoint has in a subnet. */
export function interfaceId(urn: string, subnet: string): string {
  return `eni-0${draw(urn, `interface in ${subnet}`, "hex", 16)}`;
}

/** One interface in each subnet. */
function networkInterfaceIds(subject: Subject): readonly string[] | undefined {
  return subnetsOf(subject)?.map((subnet) => interfaceId(subject.urn, subnet));
}

/** The hosted zone of a Region's endpoint names is AWS's own, one for all endpoints there. */
function endpointZoneId(region: string): string {
  return `Z${draw(region, "zone of endpoints", "caps", 13)}`;
}

/**
 * The names of an endpoint: one for all its zones, then one for each zone. A private name comes
 * last, and which one that is only the service tells.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html,
 * "DNS hostnames", read 2026-11-22.
 */
function dnsEntries(subject: Subject, made: Made): readonly WireProperties[] | undefined {
  const { urn, inputs, region, dnsSuffix, byId } = subject;
  const [id, subnets] = [knownText(made["id"]), subnetsOf(subject)];
  const service = knownText(inputs["serviceName"])?.split(".").at(-1);
  if (id === undefined || subnets === undefined || service === undefined || region === undefined)
    return undefined;
  const zones = subnets.map((subnet) => knownText(byId(subnet)?.["availabilityZone"]));
  const label = `${id}-${draw(urn, "dnsEntries", "hex", 8)}`;
  const rest = `${service}.${region}.vpce.${dnsSuffix}`;
  const hostedZoneId = endpointZoneId(region);
  const regionalName = { dnsName: `${label}.${rest}`, hostedZoneId };
  // How many there are is known even where a zone is not.
  const zonal = zones.map((zone, index) => ({
    dnsName:
      zone === undefined
        ? unknownText(`the name of the endpoint in zone ${index + 1}`)
        : `${label}-${zone}.${rest}`,
    hostedZoneId,
  }));
  // The name that the service's own clients use: which one that is, only the service tells.
  const own =
    inputs["privateDnsEnabled"] === true
      ? [
          {
            dnsName: unknownText(`the private name of ${service}`),
            hostedZoneId: unknownText("the private zone of the endpoint"),
          },
        ]
      : [];
  return [regionalName, ...zonal, ...own];
}
