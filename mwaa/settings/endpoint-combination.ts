import type { Fault } from "../fault";
import type { Readable } from "./readable";
import type { SettingName } from "./schema";
import type { NetworkInput, WebAccessInput } from "./types";

/** What is wrong between an environment, its endpoints towards MWAA, and how it is opened. */
export function endpointFaults({ given, faulty }: Readable): Fault[] {
  const { network, endpointManagement, retired, webAccess } = given;
  if (faulty.has("network") || faulty.has("endpointManagement")) return [];
  const isShared = network?.kind === "shared";
  const makesEndpoints =
    (isShared && "owner" in network) || (!isShared && endpointManagement === "CUSTOMER");
  const fault = (path: SettingName, problem: string, allowed: string, fix: string): Fault => ({
    path: [path],
    problem,
    got: given[path],
    allowed,
    fix,
  });
  return [
    ...(isShared && endpointManagement === "SERVICE"
      ? [
          fault(
            "endpointManagement",
            "is SERVICE in a network that another account shares",
            "CUSTOMER: only the owner of a VPC can make endpoints in it",
            "remove it, or set it to CUSTOMER",
          ),
        ]
      : []),
    ...(given.endpoints !== undefined && !makesEndpoints
      ? [
          fault(
            "endpoints",
            "has nothing to describe: no endpoints towards MWAA are made in this stack",
            "a stack with endpointManagement CUSTOMER, or with a shared network and its owner",
            isShared ? "move it to the owner's stack" : "set endpointManagement to CUSTOMER",
          ),
        ]
      : []),
    ...(retired === true && !isShared && endpointManagement !== "CUSTOMER"
      ? [
          fault(
            "retired",
            "is true where MWAA makes the endpoints itself",
            "an environment whose endpoints the customer makes",
            "remove it, and run pulumi destroy",
          ),
        ]
      : []),
    ...(webAccess !== undefined ? webAccessNetworkFaults(network, webAccess.scheme) : []),
    ...(webAccess !== undefined && webAccess.certificateArn === undefined
      ? certificateFaults(webAccess.hostedZoneId)
      : []),
  ];
}

/** A load balancer needs subnets of the environment's own account, and public ones to be public. */
function webAccessNetworkFaults(
  network: NetworkInput | undefined,
  scheme: WebAccessInput["scheme"],
): Fault[] {
  const kind = network?.kind ?? "public-routing";
  if (kind === "shared")
    return [
      {
        path: ["webAccess"],
        problem: "is given in a network that another account shares",
        got: kind,
        allowed: "networks of the environment's own account",
        fix: "remove it, and have the owner of the VPC make a WebserverLoadBalancer",
      },
    ];
  if (scheme !== "internet-facing" || kind === "public-routing") return [];
  return [
    {
      path: ["webAccess", "scheme"],
      problem: `is internet-facing in a network of kind ${kind}, which has no public subnets here`,
      got: scheme,
      allowed: "internal, or a network of kind public-routing",
      fix: "set it to internal",
    },
  ];
}

function certificateFaults(hostedZoneId: string | undefined): Fault[] {
  if (hostedZoneId !== undefined) return [];
  return [
    {
      path: ["webAccess", "certificateArn"],
      problem: "is missing, and there is no hosted zone to prove a new certificate in",
      got: undefined,
      allowed: "the ARN of a certificate, or a hostedZoneId",
      fix: "set certificateArn, or hostedZoneId to the public hosted zone of the domain",
    },
  ];
}
