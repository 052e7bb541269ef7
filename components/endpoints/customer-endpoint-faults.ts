import {
  ACCESS_MODES,
  isAccessMode,
  mwaaEndpointsFor,
  type MwaaEndpoint,
  privateHostedZoneFaults,
  webserverEndpointFaults,
} from "../../mwaa/service/access-modes";
import type { Fault } from "../../mwaa/fault";
import { accountFaults } from "../../mwaa/service/accounts";
import { environmentNameFaults } from "../../mwaa/service/names";
import {
  MOST_SECURITY_GROUPS,
  securityGroupIdsFaults,
  subnetIdsFaults,
} from "../../mwaa/service/network-arguments";
import { containsUnknownText } from "../../mwaa/settings/unknown-text";
import { plainOnly } from "../argument-gate";
import { webserverHostFaults } from "./webserver-address";
import type { CustomerManagedEndpointsArgs } from "./customer-managed-endpoints-arguments";

type Args = CustomerManagedEndpointsArgs;

/** Which endpoints there are: as the arguments say, else as the access mode needs. */
export function endpointsOf(
  args: Pick<Args, "webserverAccessMode" | "webserverEndpoint">,
): readonly MwaaEndpoint[] {
  const { webserverAccessMode, webserverEndpoint } = args;
  const needed = mwaaEndpointsFor(webserverAccessMode);
  return webserverEndpoint === false ? needed.filter((each) => each !== "webserver") : needed;
}

/** What is wrong with the arguments that are plain. */
export function customerEndpointFaults(args: Args): readonly Fault[] {
  const plain = plainOnly(args);
  const { environmentName, subnetIds, environmentSecurityGroupIds: groups } = plain;
  return [
    ...(environmentName === undefined
      ? []
      : environmentNameFaults(environmentName, ["environmentName"])),
    ...(subnetIds === undefined ? [] : subnetIdsFaults(subnetIds, ["subnetIds"])),
    ...(groups === undefined
      ? []
      : securityGroupIdsFaults(groups, ["environmentSecurityGroupIds"])),
    ...groupCountFaults(args),
    ...modeFaults(args),
    ...serviceArgumentFaults(args),
    ...(["environmentAccount", "ownerAccount"] as const).flatMap((key) =>
      plain[key] === undefined ? [] : accountFaults(plain[key], [key]),
    ),
    ...ownerFaults(plain),
    ...hostedZoneFaults(args),
  ];
}

/** An endpoint bears its own group and, in the environment's account, those of the environment. */
function groupCountFaults(args: Args): readonly Fault[] {
  const { environmentAccount, environmentSecurityGroupIds: groups } = args;
  if (environmentAccount !== undefined || groups.length !== MOST_SECURITY_GROUPS) return [];
  return [
    {
      path: ["environmentSecurityGroupIds"],
      problem: "leaves no place for the endpoints' own group",
      got: groups.length,
      allowed: `at most ${MOST_SECURITY_GROUPS - 1} groups where environmentAccount is left out`,
      fix: "give environmentAccount, or fewer groups",
    },
  ];
}

function modeFaults({ webserverAccessMode: mode, webserverEndpoint }: Args): readonly Fault[] {
  if (!isAccessMode(mode)) {
    return [
      {
        path: ["webserverAccessMode"],
        problem: "is not a web server access mode",
        got: mode,
        allowed: ACCESS_MODES.join(", "),
        fix: "give the access mode of the environment",
      },
    ];
  }
  return webserverEndpointFaults(mode, webserverEndpoint);
}

/** Which argument names the service of each endpoint. */
const SERVICE_ARGUMENTS = {
  database: "databaseVpcEndpointService",
  webserver: "webserverVpcEndpointService",
} as const satisfies Record<MwaaEndpoint, keyof Args>;

function serviceArgumentFaults(args: Args): readonly Fault[] {
  if (args.retired === true || !isAccessMode(args.webserverAccessMode)) return [];
  const plain = plainOnly(args);
  return endpointsOf(args).flatMap((endpoint) => {
    const argument = SERVICE_ARGUMENTS[endpoint];
    if (args[argument] !== undefined) {
      const value = plain[argument];
      return value === undefined ? [] : serviceNameFaults(value, endpoint);
    }
    return [
      {
        path: [argument],
        problem: `is missing, and access mode ${args.webserverAccessMode} has an endpoint for it`,
        got: undefined,
        allowed:
          "the name that the environment got, such as com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d",
        fix: `give ${argument} of the environment's endpointRequest`,
      },
    ];
  });
}

/** What is wrong with the name of an endpoint service; empty while the environment has none yet. */
export function serviceNameFaults(serviceName: string, endpoint: MwaaEndpoint): readonly Fault[] {
  if (serviceName.includes(".vpce-svc-") || containsUnknownText(serviceName)) return [];
  const argument = SERVICE_ARGUMENTS[endpoint];
  const optional =
    endpoint === "webserver" ? ", or set webserverEndpoint: false if it has none" : "";
  return [
    {
      path: [argument],
      problem: serviceName === "" ? "is empty" : "is not the name of an endpoint service",
      got: serviceName,
      allowed: "a name such as com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d",
      fix: `refresh the environment's stack once it is PENDING, and give its ${argument}${optional}`,
    },
  ];
}

function ownerFaults(plain: {
  readonly ownerAccount?: string;
  readonly account?: string;
}): readonly Fault[] {
  const { ownerAccount, account } = plain;
  return ownerAccount === undefined || account === undefined
    ? []
    : ownerAccountFaults(ownerAccount, account);
}

/** What is wrong with making endpoints in an account, given the one that owns the VPC. */
export function ownerAccountFaults(ownerAccount: string, account: string): readonly Fault[] {
  if (ownerAccount === account || containsUnknownText(ownerAccount + account)) return [];
  return [
    {
      path: ["ownerAccount"],
      problem: `is another account than ${account}, where the endpoints would be made: EC2 lets only the owner of a VPC make them`,
      got: ownerAccount,
      allowed: account,
      fix: "give the component a provider of the VPC's owner",
    },
  ];
}

function hostedZoneFaults(args: Args): readonly Fault[] {
  const wanted = args.privateHostedZone === true && args.retired !== true;
  if (!wanted || !isAccessMode(args.webserverAccessMode)) return [];
  const faults = privateHostedZoneFaults(endpointsOf(args));
  if (faults.length > 0) return faults;
  if (args.webserverHost !== undefined) {
    const { webserverHost } = plainOnly({ webserverHost: args.webserverHost });
    return webserverHost === undefined ? [] : webserverHostFaults(webserverHost);
  }
  return [
    {
      path: ["webserverHost"],
      problem: "is missing, and the private hosted zone has its name",
      got: undefined,
      allowed: "the host of the environment's web interface",
      fix: "give webserverHost of the environment's endpointRequest, or make a WebserverAddress later",
    },
  ];
}
