import * as fs from "node:fs";
import * as path from "node:path";

import { parse } from "yaml";

import { existingThings, hostedZone } from "./existing-things";
import { REPOSITORY } from "./paths";
import type { CloudRecord } from "./provider/cloud/records";

/** A way of putting an environment into a network, as its user runs it: one stack, or several in this order. */
export interface Topology {
  readonly title: string;
  /** In the order in which they are brought up. */
  readonly stacks: readonly string[];
  /** Stacks whose environment is taken away first (`mwaa:retired`), in an update of its own. */
  readonly retired?: readonly string[];
  /** In the order in which they are destroyed. */
  readonly destroyed: readonly string[];
  /** Context files that `mwaa plan` is given. */
  readonly contexts?: readonly string[];
  /** True when a function of the VPC's owner makes endpoints, and takes them away. Default: false. */
  readonly ownersFunction?: boolean;
  /** What exists before. */
  readonly existing?: () => readonly CloudRecord[];
  /** The environment's states, one after the other. */
  readonly states: readonly string[];
}

const THREE_STACKS = ["shared-vpc-owner", "shared-vpc-participant", "shared-vpc-endpoints"];
const SHARED_STATES = ["CREATING", "PENDING", "AVAILABLE"];
const EXISTING_VPC = "stacks/context/existing-vpc.yaml";

/** Topologies of more than one stack, and those that need something which is there before. */
export const TOPOLOGIES: readonly Topology[] = [
  {
    title: "a shared VPC in three stacks",
    stacks: THREE_STACKS,
    retired: ["shared-vpc-participant"],
    destroyed: ["shared-vpc-endpoints", "shared-vpc-participant", "shared-vpc-owner"],
    states: SHARED_STATES,
  },
  {
    title: "a shared VPC in one program with two providers",
    stacks: ["shared-vpc-one-program"],
    retired: ["shared-vpc-one-program"],
    destroyed: ["shared-vpc-one-program"],
    states: SHARED_STATES,
  },
  {
    title: "a shared VPC whose owner's function makes the endpoints",
    stacks: ["automation-owner", "automation-participant"],
    retired: ["automation-participant"],
    destroyed: ["automation-participant", "automation-owner"],
    ownersFunction: true,
    states: SHARED_STATES,
  },
  {
    title: "endpoints that the environment's own account makes",
    stacks: ["own-endpoints"],
    retired: ["own-endpoints"],
    destroyed: ["own-endpoints"],
    states: SHARED_STATES,
  },
  {
    title: "a VPC of awsx",
    stacks: ["awsx-vpc"],
    destroyed: ["awsx-vpc"],
    contexts: ["stacks/context/awsx-vpc.yaml"],
    states: ["CREATING", "AVAILABLE"],
  },
  {
    title: "an existing VPC",
    stacks: ["existing-vpc"],
    destroyed: ["existing-vpc"],
    contexts: [EXISTING_VPC],
    existing: () => existingThings(EXISTING_VPC),
    states: ["CREATING", "AVAILABLE"],
  },
  {
    title: "a web interface under a domain of one's own",
    stacks: ["custom-domain"],
    destroyed: ["custom-domain"],
    existing: () => [hostedZone(accountOf("custom-domain"), "Z0123456789EXAMPLE", "example.com")],
    states: ["CREATING", "AVAILABLE"],
  },
];

/** Stacks that a topology tries, in the right company. */
export const IN_TOPOLOGIES: ReadonlySet<string> = new Set(
  TOPOLOGIES.flatMap(({ stacks }) => stacks),
);

/** The account of credentials for a stack that names none. */
const SOME_ACCOUNT = "000000000000";

/** The account that a stack is run in. */
export function accountOf(stack: string): string {
  const file = path.join(REPOSITORY, "stacks", `Pulumi.${stack}.yaml`);
  const { config } = parse(fs.readFileSync(file, "utf8")) as {
    readonly config: Readonly<Record<string, unknown>>;
  };
  const account = config["mwaa:account"];
  return typeof account === "string" ? account : SOME_ACCOUNT;
}
