import * as pulumi from "@pulumi/pulumi";
import { environmentArgumentFaults } from "../../mwaa/environment-arguments";
import type { Fault } from "../../mwaa/fault";
import { unknownText } from "../../mwaa/settings/unknown-text";
import { type ArgumentGate, plainOnly } from "../argument-gate";
import type { EnvironmentArgs } from "./arguments";

type Inputs = Readonly<Record<string, unknown>>;

/** Inputs of the resource that the component's arguments call otherwise. */
const ARGUMENT_NAMES: Readonly<Record<string, string>> = {
  executionRoleArn: "executionRole",
  kmsKey: "key",
  loggingConfiguration: "logging",
  networkConfiguration: "network",
  sourceBucketArn: "bucket",
};

/** What is wrong with the inputs that are known now; the others are left out of the judgement. */
export function plainFaults(inputs: Inputs, args: EnvironmentArgs): readonly Fault[] {
  const { environmentArgs = {} } = args;
  const faults = [
    ...environmentArgumentFaults(withoutLate(inputs), regionOf(args)),
    ...endpointManagementFaults(inputs, args),
  ];
  return faults.map((fault) => inWordsOfCaller(fault, environmentArgs));
}

/**
 * What a network that leaves the endpoints to its owner has against an environment that would make
 * them itself: in a shared VPC the service cannot.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/API/API_CreateEnvironment.html,
 * "EndpointManagement", read 2026-11-22.
 */
function endpointManagementFaults(inputs: Inputs, args: EnvironmentArgs): readonly Fault[] {
  const { endpointManagement: got } = inputs;
  if (args.network.endpointManagement !== "CUSTOMER" || got === "CUSTOMER" || isLate(got)) {
    return [];
  }
  return [
    {
      path: ["endpointManagement"],
      problem: "leaves the endpoints to MWAA in a network whose owner has to make them",
      got,
      allowed: "CUSTOMER",
      fix: "leave endpointManagement out: the network says CUSTOMER",
    },
  ];
}

/** A fault at the argument that the caller wrote. */
function inWordsOfCaller(fault: Fault, passedThrough: Inputs): Fault {
  const [first = "", ...rest] = fault.path;
  if (first in passedThrough) return { ...fault, path: ["environmentArgs", ...fault.path] };
  return { ...fault, path: [ARGUMENT_NAMES[first] ?? first, ...rest] };
}

/**
 * The inputs, where each one that is known only later is held back until it is checked against the
 * plain ones. Values inside lists and maps pass: who made them checked them.
 */
export function admitLate<T extends object>(
  inputs: T,
  args: EnvironmentArgs,
  gate: ArgumentGate,
): T {
  const plain = withoutLate(inputs);
  const entries = Object.entries(inputs).map(([key, value]: [string, unknown]) => {
    if (!isLate(value)) return [key, value] as const;
    const admitted = gate.admit(value, (known) =>
      environmentArgumentFaults({ ...plain, [key]: known }, regionOf(args))
        .filter((fault) => fault.path[0] === key)
        .map((fault) => inWordsOfCaller(fault, args.environmentArgs ?? {})),
    );
    return [key, admitted] as const;
  });
  return Object.fromEntries(entries) as T;
}

function regionOf(args: EnvironmentArgs): { readonly region?: string } {
  const { region } = plainOnly({ region: args.region });
  return region === undefined ? {} : { region };
}

/** A value with a marker in the place of everything that is known only later. */
function withoutLate(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, unknown]) => [key, marked(each)]),
  );
}

function marked(value: unknown): unknown {
  if (isLate(value)) return unknownText("known only when it is deployed");
  if (Array.isArray(value)) return value.map(marked);
  return typeof value === "object" && value !== null ? withoutLate(value) : value;
}

function isLate(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return value instanceof Promise || pulumi.Output.isInstance(value);
}
