import type { Fault } from "../fault";
import { subnetIdsFaults } from "../service/network-arguments";
import { regionFaults } from "../service/regions";
import { layoutFaults } from "./cidr";
import type { Readable } from "./readable";
import { resolvePrivateRouting, resolvePublicRouting } from "./resolve-network";
import { participantFamilyFaults, shareableKindFaults } from "./shared-networks";
import type {
  Builds,
  ExistingNetworkSettings,
  MadeNetworkInput,
  SharedNetworkInput,
} from "./types";
import { zoneFaults } from "./zones";

/** What is wrong between the ranges and the zones of a network that is made. */
function madeNetworkFaults(given: MadeNetworkInput, region: string | undefined): Fault[] {
  const isJudged = region !== undefined && regionFaults(region).length === 0;
  const layout =
    given.kind === "private-routing"
      ? layoutFaults(resolvePrivateRouting(given))
      : layoutFaults(resolvePublicRouting(given));
  return [...layout, ...(isJudged ? zoneFaults(given.zoneIds, region) : [])];
}

/** What is wrong between a network and the stack or the region it stands in. */
export function networkFaults({ given, region, faulty }: Readable, builds: Builds): Fault[] {
  const { network = {} } = given;
  if (faulty.has("network")) return [];
  const at = (path: Fault["path"], faults: readonly Fault[]): Fault[] =>
    faults.map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
  switch (network.kind) {
    case "existing":
      return builds === "environment"
        ? at(["network"], existingFaults(network))
        : shareableKindFaults("existing");
    case "awsx":
      return builds === "environment" ? [] : shareableKindFaults("awsx");
    case "shared":
      if (builds !== "environment") return shareableKindFaults("shared");
      return "owner" in network
        ? at(
            ["network", "owner", "network"],
            [
              ...madeNetworkFaults(network.owner.network ?? {}, region),
              ...ownersGroupFaults(network.owner.network ?? {}),
            ],
          ).concat(at(["network"], participantFamilyFaults(ownersFamily(network))))
        : at(["network"], [...lentFaults(network), ...participantFamilyFaults(network)]);
    default:
      return at(
        ["network"],
        [
          ...madeNetworkFaults(network, region),
          ...(builds === "environment" ? groupFaults(network) : ownersGroupFaults(network)),
        ],
      );
  }
}

/** What is wrong with services that nobody reads. */
function existingFaults({ lookUp, serviceEndpoints = [] }: ExistingNetworkSettings): Fault[] {
  if (lookUp !== false || serviceEndpoints.length === 0) return [];
  return [
    {
      path: ["serviceEndpoints"],
      problem: "names endpoints to be read in a network that is not read",
      got: serviceEndpoints,
      allowed: "services where lookUp is true",
      fix: "remove it, or lookUp",
    },
  ];
}

/** What is wrong with subnets that are named one by one, and with a share that is accepted. */
function lentFaults(network: Exclude<SharedNetworkInput, { readonly owner: unknown }>): Fault[] {
  if (!("subnetIds" in network)) return [];
  const isShareless = network.acceptShare === true && network.resourceShareArn === undefined;
  return [
    ...subnetIdsFaults(network.subnetIds, ["subnetIds"]),
    ...(isShareless
      ? [
          {
            path: ["resourceShareArn"],
            problem: "is missing, and the share is to be accepted",
            got: undefined,
            allowed: "the ARN of the owner's resource share",
            fix: "set it, or remove acceptShare: within an organization nothing has to be accepted",
          },
        ]
      : []),
  ];
}

/** Only a network without a way to the internet hands its range over. */
function ownersFamily(
  participant: Extract<SharedNetworkInput, { readonly owner: unknown }>,
): Parameters<typeof participantFamilyFaults>[0] {
  const { securityGroupRules = "all", owner } = participant;
  const { network = {} } = owner;
  return {
    securityGroupRules,
    ipv6: network.ipv6 ?? false,
    ...(network.kind === "private-routing" && { vpcCidr: resolvePrivateRouting(network).vpcCidr }),
  };
}

/** An environment cannot do without a security group. */
function groupFaults({ securityGroupRules }: MadeNetworkInput): Fault[] {
  if (securityGroupRules !== "none") return [];
  return [
    {
      path: ["securityGroupRules"],
      problem: "leaves the environment without a security group",
      got: securityGroupRules,
      allowed: "all, restricted",
      fix: "remove it, or set it to restricted",
    },
  ];
}

/** In a network that is shared each participant brings a group of its own. */
function ownersGroupFaults({ securityGroupRules = "none" }: MadeNetworkInput): Fault[] {
  if (securityGroupRules === "none") return [];
  return [
    {
      path: ["securityGroupRules"],
      problem: "describes a security group that the owner of a shared network does not make",
      got: securityGroupRules,
      allowed: "none",
      fix: "remove it, and set securityGroupRules of the participant's network",
    },
  ];
}
