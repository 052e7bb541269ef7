import { mwaaEndpointsFor } from "../../mwaa/service/access-modes";
import { endpointsFor } from "../../mwaa/service/endpoints";
import { PENDING_HOURS } from "../../mwaa/service/pending-environment";
import type { UseCase } from "../../mwaa/service/use-cases";
import type {
  KeySettings,
  MadeNetwork,
  NetworkSettings,
  Settings,
  StackSettings,
} from "../../mwaa/settings/types";
import { type Answers, endpointsStackOf } from "./answers";

function count(number: number, one: string, many = `${one}s`): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}

/** What a thing is, and what has to be paid for it; one line each. */
interface Made {
  readonly network: readonly string[];
  readonly paid: readonly string[];
}

function madeNetwork(network: MadeNetwork, region: string): Made {
  const flowLogs = network.flowLogs === undefined ? [] : ["flow logs of the VPC"];
  if (network.kind === "public-routing") {
    const gateways = network.natGateways === "single" ? 1 : 2;
    return {
      network: [`public-routing, ${network.vpcCidr}: to the internet through NAT gateways`],
      paid: [
        `${count(gateways, "NAT gateway")} with a public IPv4 address each, and their traffic`,
        ...flowLogs,
      ],
    };
  }
  const { features, s3 } = network.serviceEndpoints;
  const endpoints = endpointsFor({ features, s3, region });
  const interfaces = endpoints.filter(({ kind }) => kind === "interface");
  const gateways = endpoints.filter(({ kind }) => kind === "gateway");
  return {
    network: [
      `private-routing, ${network.vpcCidr}: no way to the internet`,
      `endpoints of AWS services: ${endpoints.map(({ service }) => service).join(", ")}`,
    ],
    paid: [
      `${count(interfaces.length, "interface endpoint")} of AWS services in 2 zones each, and their traffic`,
      ...(gateways.length === 0
        ? []
        : [`${count(gateways.length, "gateway endpoint")}, free of charge`]),
      ...flowLogs,
    ],
  };
}

function networkOf(network: NetworkSettings, region: string): Made {
  switch (network.kind) {
    case "public-routing":
    case "private-routing":
      return madeNetwork(network, region);
    case "existing":
      return { network: ["existing: nothing is made in it but what MWAA makes"], paid: [] };
    case "awsx":
      return { network: [`awsx, ${network.vpcCidr}`], paid: [] };
    case "shared": {
      if (!("owner" in network)) {
        return {
          network: [`shared: subnets of account ${network.ownerAccount}`],
          paid: [],
        };
      }
      const { account, network: made } = network.owner;
      const owner = madeNetwork(made, region);
      return {
        network: [`shared: made and shared by account ${account}`, ...owner.network],
        paid: owner.paid,
      };
    }
  }
}

function keyLine(key: KeySettings): string {
  if (key === "aws-owned") return "one that AWS owns";
  if ("existing" in key) return `the customer key ${key.existing}`;
  if (key.owner !== undefined) return `a new customer key of account ${key.owner.account}`;
  return "a new customer key";
}

const AUDIENCES: Readonly<Record<Settings["webserverAccessMode"], string>> = {
  PUBLIC_ONLY: "opens on the internet",
  PRIVATE_ONLY: "opens inside the VPC",
  PUBLIC_AND_PRIVATE: "opens on the internet and inside the VPC",
};

function isParticipant({ network }: Settings): boolean {
  return network.kind === "shared" && !("owner" in network);
}

/** Who makes the endpoints towards MWAA. */
function maker(settings: Settings): string {
  if (isParticipant(settings)) return "made by the VPC's owner";
  return settings.endpointManagement === "CUSTOMER" ? "made here" : "made by MWAA";
}

function environmentLines(settings: Settings): Sections {
  const { network, region, webserverAccessMode: mode, key } = settings;
  const made = networkOf(network, region);
  const endpoints = mwaaEndpointsFor(mode);
  return {
    makes: [
      ["environment", `${settings.name} in ${region}: Airflow ${settings.airflowVersion}`],
      ...made.network.map((line, index) => [index === 0 ? "network" : "", line] as const),
      ["endpoints", `towards MWAA, ${maker(settings)}: ${endpoints.join(", ")}`],
      ["interface", `${mode}: ${AUDIENCES[mode]}`],
      ["key", keyLine(key)],
    ],
    costs: [
      `the environment: ${settings.environmentClass}, ${String(settings.minWorkers)} to ${count(settings.maxWorkers, "worker")}`,
      ...made.paid,
      `${count(endpoints.length, "interface endpoint")} towards MWAA in 2 zones${isParticipant(settings) ? ", paid by the VPC's owner" : ""}`,
      ...(typeof key === "object" && !("existing" in key) ? ["1 customer key and its use"] : []),
      "what the bucket and the logs hold",
    ],
  };
}

interface Sections {
  readonly makes: readonly (readonly [string, string])[];
  readonly costs: readonly string[];
}

function ownerLines(stacks: readonly StackSettings[]): Sections {
  const makes: (readonly [string, string])[] = [];
  const costs: string[] = [];
  for (const stack of stacks) {
    if (stack.builds === "shared-network") {
      const made = madeNetwork(stack.network, stack.region);
      makes.push(
        ...made.network.map((line, index) => [index === 0 ? "network" : "", line] as const),
        ["share", `private subnets with ${stack.share.with.join(", ")}`],
      );
      costs.push(...made.paid);
    } else if (stack.builds === "customer-endpoints") {
      const { webserverAccessMode: mode } = stack;
      const endpoints = mwaaEndpointsFor(mode);
      makes.push(
        ["endpoints", `towards MWAA, made here: ${endpoints.join(", ")}`],
        ["interface", `${mode}: ${AUDIENCES[mode]}`],
      );
      costs.push(`${count(endpoints.length, "interface endpoint")} towards MWAA in 2 zones`);
    }
  }
  return { makes, costs };
}

/** The three stacks of a shared VPC in the order in which they are deployed, by their names. */
function sharedOrder(answers: Answers): readonly string[] | undefined {
  const { vpc, stack = "", participantStack = "", ownerStack } = answers;
  const environment = (name: string) =>
    `${name}: the participant's environment, which waits in PENDING for up to ${String(PENDING_HOURS)} hours`;
  if (vpc === "shared-owner") {
    return [
      `${stack}: the owner's network and its share`,
      environment(participantStack),
      `${endpointsStackOf(stack)}: the owner's endpoints of the environment`,
    ];
  }
  if (vpc !== "shared-participant") return undefined;
  return [
    ownerStack === undefined
      ? "the owner's stack of the network, which is shared already"
      : `${ownerStack}: the owner's network and its share`,
    environment(stack),
    `${ownerStack === undefined ? "the owner's stack of endpoints" : endpointsStackOf(ownerStack)}: the owner's endpoints of the environment`,
  ];
}

/** What is told of a choice before and after its files are written. */
export function summarize(
  useCase: UseCase,
  stacks: readonly StackSettings[],
  answers: Answers,
): string {
  const environment = stacks.find((each) => each.builds === "environment");
  const { makes, costs } =
    environment === undefined ? ownerLines(stacks) : environmentLines(environment);
  const title =
    useCase.number === undefined
      ? `Use case: ${useCase.title}`
      : `Use case ${String(useCase.number)} of the user guide: ${useCase.title}`;
  const order = sharedOrder(answers);
  const numbered = (lines: readonly string[]) =>
    lines.map((line, index) => `  ${String(index + 1)}. ${line}`);
  const width = Math.max(...makes.map(([what]) => what.length));
  return [
    title,
    `  ${useCase.source.url}`,
    `  "${useCase.source.section}"`,
    "",
    "Makes",
    ...makes.map(([what, line]) => `  ${what.padEnd(width)}  ${line}`),
    "",
    "Costs, in kind",
    ...costs.map((line) => `  - ${line}`),
    "",
    "Needs, in this order",
    ...numbered(useCase.needs),
    ...(order === undefined
      ? []
      : ["", "Three stacks, deployed in this order", ...numbered(order)]),
    "",
  ].join("\n");
}
