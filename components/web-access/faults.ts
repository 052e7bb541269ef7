import { isIPv4 } from "node:net";
import type * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { SUBNETS_PER_ENVIRONMENT } from "../../mwaa/service/network-arguments";
import {
  certificateArnFaults,
  domainNameFaults,
  sourceRangesFaults,
  tlsPolicyFaults,
} from "../../mwaa/service/web-access";
import { plainOnly } from "../argument-gate";
import type { WebserverLoadBalancerArgs } from "./arguments";

/** How many zones an Application Load Balancer has at least. */
const FEWEST_SUBNETS = 2;

const ENDPOINT_ARGUMENTS = [
  "environment",
  "webserverVpcEndpointService",
  "endpointAddresses",
] as const;

/** What is wrong with the arguments that are known now, all of it at once. */
export function loadBalancerFaults(args: WebserverLoadBalancerArgs): readonly Fault[] {
  const { domainName, certificateArn, region } = plainOnly({
    domainName: args.domainName,
    certificateArn: args.certificateArn,
    region: args.region,
  });
  const certificateRequested = args.certificateArn === undefined;
  return [
    ...endpointFaults(args),
    ...subnetFaults(args),
    ...(domainName === undefined ? [] : domainNameFaults(domainName, { certificateRequested })),
    ...zoneFaults(args),
    ...(certificateArn === undefined
      ? []
      : certificateArnFaults(certificateArn, region === undefined ? {} : { region })),
    ...callerFaults(args),
    ...(endpointGroupId(args) === undefined ? [NO_GROUP] : []),
    ...(args.tlsPolicy === undefined ? [] : tlsPolicyFaults(args.tlsPolicy)),
  ];
}

/** The security group of the web server's endpoint; nothing if no argument leads to it. */
export function endpointGroupId(args: WebserverLoadBalancerArgs): pulumi.Input<string> | undefined {
  return args.environmentSecurityGroupId ?? args.environment?.endpointRequest.securityGroupIds[0];
}

const NO_GROUP: Fault = {
  path: ["environmentSecurityGroupId"],
  problem: "is missing, so that nothing could admit the load balancer",
  got: undefined,
  allowed: "the security group of the web server's endpoint",
  fix: "give the environment's security group, or that of the endpoint that you make",
};

function endpointFaults(args: WebserverLoadBalancerArgs): readonly Fault[] {
  const given = ENDPOINT_ARGUMENTS.filter((each) => args[each] !== undefined);
  if (given.length === 1) return addressFaults(args);
  return [
    {
      path: [given[1] ?? "environment"],
      problem: given.length === 0 ? "is missing" : `is given, and so is ${given[0] ?? ""}`,
      got: given.length === 0 ? undefined : given,
      allowed: `one of ${ENDPOINT_ARGUMENTS.join(", ")}`,
      fix:
        given.length === 0
          ? "give the environment, or the two addresses of an endpoint that you make"
          : "keep endpointAddresses for an endpoint that you make, else the environment",
    },
  ];
}

function addressFaults({ endpointAddresses }: WebserverLoadBalancerArgs): readonly Fault[] {
  if (!Array.isArray(endpointAddresses)) return [];
  const known = endpointAddresses.map((each: unknown) => (typeof each === "string" ? each : ""));
  return endpointAddressFaults(known);
}

/** What is wrong with the addresses of an endpoint, which has one in each subnet; empty is unknown. */
export function endpointAddressFaults(addresses: readonly string[]): readonly Fault[] {
  const path = ["endpointAddresses"];
  return [
    ...countFaults(addresses, path),
    ...addresses.flatMap((address, index) =>
      address === "" || isIPv4(address)
        ? []
        : [
            {
              path: [...path, index],
              problem: "is not an IPv4 address, and the load balancer's targets are",
              got: address,
              allowed: "the private IPv4 addresses of the web server's endpoint",
              fix: 'make the endpoint with ipAddressType "ipv4", or give its IPv4 addresses',
            },
          ],
    ),
  ];
}

/** What is wrong with the number of an endpoint's addresses, or of its network interfaces. */
export function countFaults(
  all: readonly string[],
  path: Fault["path"] = ["webserverVpcEndpointService"],
): readonly Fault[] {
  if (all.length === SUBNETS_PER_ENVIRONMENT) return [];
  return [
    {
      path,
      problem: `has ${all.length}, and not two addresses`,
      got: all,
      allowed: "two, one in each subnet of the environment",
      fix: "give both addresses of the web server's endpoint: with one, a zone's failure closes it",
    },
  ];
}

/** What is wrong with the name of the web server's endpoint service, once the environment has it. */
export function endpointServiceFaults(serviceName: string): readonly Fault[] {
  if (serviceName !== "") return [];
  return [
    {
      path: ["webserverVpcEndpointService"],
      problem: "is empty: the environment has no endpoint for its web server",
      got: serviceName,
      allowed: "an environment with webserverAccessMode PRIVATE_ONLY that is AVAILABLE",
      fix: 'set webserverAccessMode to "PRIVATE_ONLY"',
    },
  ];
}

function subnetFaults({ subnetIds }: WebserverLoadBalancerArgs): readonly Fault[] {
  const fault = (problem: string): Fault[] => [
    {
      path: ["subnetIds"],
      problem,
      got: subnetIds.filter((each) => typeof each === "string"),
      allowed: "two or more subnets in different availability zones",
      fix: "give a subnet of another zone",
    },
  ];
  if (subnetIds.length < FEWEST_SUBNETS) {
    return fault(`has ${subnetIds.length} subnet${subnetIds.length === 1 ? "" : "s"}`);
  }
  const plain = subnetIds.filter((each) => typeof each === "string");
  return new Set(plain).size < plain.length ? fault("names a subnet twice") : [];
}

function zoneFaults(args: WebserverLoadBalancerArgs): readonly Fault[] {
  const { certificateArn, hostedZoneId, validationZoneId } = args;
  if (certificateArn !== undefined && validationZoneId !== undefined) {
    return [
      {
        path: ["validationZoneId"],
        problem: "proves a certificate that is given already",
        got: "both",
        allowed: "certificateArn, or a zone to prove a new certificate by",
        fix: "remove one of certificateArn and validationZoneId",
      },
    ];
  }
  if ([certificateArn, hostedZoneId, validationZoneId].some((each) => each !== undefined)) {
    return [];
  }
  return [
    {
      path: ["certificateArn"],
      problem: "is missing, and there is no hosted zone to prove a new certificate by",
      got: undefined,
      allowed: "certificateArn, hostedZoneId, or both",
      fix: "give hostedZoneId, or the certificateArn of a certificate for the domain",
    },
  ];
}

function callerFaults(args: WebserverLoadBalancerArgs): readonly Fault[] {
  const { allowedCidrs = [], allowedSecurityGroupIds = [] } = args;
  if (allowedCidrs.length + allowedSecurityGroupIds.length > 0) {
    return sourceRangesFaults(allowedCidrs);
  }
  return [
    {
      path: ["allowedCidrs"],
      problem: "is missing, so that nobody could open the web interface",
      got: undefined,
      allowed: "ranges such as 10.0.0.0/8, or allowedSecurityGroupIds",
      fix: "give the ranges of the networks that your people come from",
    },
  ];
}
