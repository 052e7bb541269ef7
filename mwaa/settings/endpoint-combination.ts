import type { Fault } from "../fault";
import { BASE_URL_OPTION } from "../airflow/base-url";
import {
  mwaaEndpointsFor,
  privateHostedZoneFaults,
  webserverEndpointFaults,
} from "../service/access-modes";
import { certificateArnFaults, domainNameFaults, sourceRangesFaults } from "../service/web-access";
import { DEFAULT_PRESET, PRESET_DEFAULTS } from "./presets";
import type { Readable } from "./readable";
import type { SettingName } from "./schema";
import type { NetworkInput, WebAccessInput } from "./types";
import { containsUnknownText } from "./unknown-text";

/** What is wrong between an environment, its endpoints towards MWAA, and how it is opened. */
export function endpointFaults(readable: Readable): Fault[] {
  const { given, faulty } = readable;
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
    ...(makesEndpoints ? describedFaults(readable) : []),
    ...vpcFaults(readable, makesEndpoints),
    ...(webAccess !== undefined ? webAccessFaults(readable, webAccess, makesEndpoints) : []),
  ];
}

/** What is wrong with a stack that makes the endpoints of another account's environment. */
export function customerEndpointFaults(readable: Readable): Fault[] {
  return describedFaults(readable);
}

/** What is wrong between the endpoints that are described and the access mode, which decides them. */
function describedFaults({ given, faulty }: Readable): Fault[] {
  const names = ["endpoints", "webserverAccessMode", "preset"] as const;
  if (names.some((name) => faulty.has(name))) return [];
  const { endpoints = {}, preset = DEFAULT_PRESET } = given;
  const mode = given.webserverAccessMode ?? PRESET_DEFAULTS[preset].webserverAccessMode;
  const { webserverEndpoint, privateHostedZone = false } = endpoints;
  const made = mwaaEndpointsFor(mode).filter(
    (each) => each === "database" || webserverEndpoint !== false,
  );
  return [
    ...webserverEndpointFaults(mode, webserverEndpoint, ["endpoints", "webserverEndpoint"]),
    ...(privateHostedZone ? privateHostedZoneFaults(made, ["endpoints", "privateHostedZone"]) : []),
  ];
}

/** Endpoints and load balancers stand in a VPC, which an existing network tells if it is read. */
function vpcFaults({ given }: Readable, makesEndpoints: boolean): Fault[] {
  const { network, webAccess } = given;
  const isUnread = network?.kind === "existing" && network.lookUp === false;
  if (!isUnread || (!makesEndpoints && webAccess === undefined)) return [];
  return [
    {
      path: ["network", "lookUp"],
      problem: `is false, and ${makesEndpoints ? "endpoints are" : "a load balancer is"} made in the VPC, which is found by reading`,
      got: false,
      allowed: "true",
      fix: "remove it",
    },
  ];
}

/** What is wrong with a domain of one's own: with its network, its certificate and its targets. */
function webAccessFaults(
  { given, region, faulty }: Readable,
  webAccess: WebAccessInput,
  makesEndpoints: boolean,
): Fault[] {
  const { network, endpoints, airflowConfigurationOptions = {} } = given;
  const { certificateArn, domainName, hostedZoneId, scheme, allowedCidrs } = webAccess;
  const option = faulty.has("airflowConfigurationOptions")
    ? undefined
    : airflowConfigurationOptions[BASE_URL_OPTION];
  const isOther = option !== undefined && option.toLowerCase() !== domainName.toLowerCase();
  const where = region === undefined ? {} : { region };
  return [
    ...webAccessNetworkFaults(network, scheme),
    ...(certificateArn === undefined
      ? [...certificateFaults(hostedZoneId), ...lengthFaults(domainName)]
      : certificateArnFaults(certificateArn, where, ["webAccess", "certificateArn"])),
    ...sourceRangesFaults(allowedCidrs, ["webAccess", "allowedCidrs"]),
    ...(isOther && !containsUnknownText(option)
      ? [
          {
            path: ["webAccess", "domainName"],
            problem: `is not the domain that ${BASE_URL_OPTION} tells Airflow`,
            got: domainName,
            allowed: option,
            fix: `remove ${BASE_URL_OPTION} from airflowConfigurationOptions: it follows from the domain`,
          },
        ]
      : []),
    ...(makesEndpoints && endpoints?.ipAddressType === "ipv6"
      ? [
          {
            path: ["endpoints", "ipAddressType"],
            problem:
              "gives the web server's endpoint addresses that the load balancer has no use for",
            got: "ipv6",
            allowed: "ipv4, together with webAccess",
            fix: "set it to ipv4, or remove webAccess",
          },
        ]
      : []),
  ];
}

/** A name that the service judges too long; what else a domain has to be Airflow's option says. */
function lengthFaults(domainName: string): Fault[] {
  return domainNameFaults(domainName, { certificateRequested: true }, [
    "webAccess",
    "domainName",
  ]).filter(({ problem }) => /certificate/.test(problem));
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
