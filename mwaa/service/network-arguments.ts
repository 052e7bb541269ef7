import type { Fault } from "../fault";
import type { Source } from "../source";
import { containsUnknownText } from "../settings/unknown-text";

/** Where the numbers of subnets and security groups stand. */
export const NETWORK_ARGUMENTS_SOURCE: Source = {
  url: "https://docs.aws.amazon.com/mwaa/latest/API/API_NetworkConfiguration.html",
  section: "Contents",
  read: "2026-11-22",
};

/** How many subnets an environment has, each in a zone of its own. */
export const SUBNETS_PER_ENVIRONMENT = 2;

/** The most security groups an environment takes; one is the least. */
export const MOST_SECURITY_GROUPS = 5;

const SUBNET_ID = /^subnet-[a-zA-Z0-9\-._]+$/;
const SECURITY_GROUP_ID = /^sg-[a-zA-Z0-9\-._]+$/;

/** What is wrong with the subnets of an environment: not exactly two, twice the same, not ids. */
export function subnetIdsFaults(
  ids: readonly string[],
  path: Fault["path"] = ["networkConfiguration", "subnetIds"],
): Fault[] {
  const faults: Fault[] = [];
  if (ids.length !== SUBNETS_PER_ENVIRONMENT) {
    faults.push({
      path,
      problem: `has ${ids.length} subnets`,
      got: ids,
      allowed: "exactly two private subnets in different availability zones",
      fix: "give two subnet ids",
    });
  }
  return [
    ...faults,
    ...shapeFaults(ids, path, { shape: SUBNET_ID, kind: "subnet", example: "subnet-0a1b2c3d" }),
    ...repetitionFaults(ids, path, "subnet"),
  ];
}

/** What is wrong with the security groups of an environment: none, more than five, twice the same, not ids. */
export function securityGroupIdsFaults(
  ids: readonly string[],
  path: Fault["path"] = ["networkConfiguration", "securityGroupIds"],
): Fault[] {
  const faults: Fault[] = [];
  if (ids.length === 0 || ids.length > MOST_SECURITY_GROUPS) {
    faults.push({
      path,
      problem: `has ${ids.length} security groups`,
      got: ids,
      allowed: `1 to ${MOST_SECURITY_GROUPS} security groups`,
      fix:
        ids.length === 0
          ? "give a security group that admits all traffic from itself"
          : `remove ${ids.length - MOST_SECURITY_GROUPS} of them`,
    });
  }
  const group = { shape: SECURITY_GROUP_ID, kind: "security group", example: "sg-0a1b2c3d" };
  return [...faults, ...shapeFaults(ids, path, group), ...repetitionFaults(ids, path, group.kind)];
}

interface IdKind {
  readonly shape: RegExp;
  readonly kind: string;
  readonly example: string;
}

function shapeFaults(ids: readonly string[], path: Fault["path"], id: IdKind): Fault[] {
  return ids.flatMap((each, index) =>
    containsUnknownText(each) || id.shape.test(each)
      ? []
      : [
          {
            path: [...path, index],
            problem: `is not the id of a ${id.kind}`,
            got: each,
            allowed: `an id such as ${id.example}`,
            fix: `give the id of a ${id.kind}, not its name or ARN`,
          },
        ],
  );
}

function repetitionFaults(ids: readonly string[], path: Fault["path"], kind: string): Fault[] {
  return ids.flatMap((each, index) =>
    containsUnknownText(each) || ids.indexOf(each) === index
      ? []
      : [
          {
            path: [...path, index],
            problem: `names a ${kind} a second time`,
            got: each,
            allowed: `different ${kind}s`,
            fix: `give another ${kind}`,
          },
        ],
  );
}
