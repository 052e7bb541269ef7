import type * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../mwaa/fault";
import { environmentNameFaults } from "../../mwaa/service/names";
import { key as schema } from "../../mwaa/settings/access";
import { plainOnly } from "../argument-gate";
import { settingFaults } from "../setting-faults";
import type { EnvironmentKeyArgs } from "./key-arguments";

/** What is wrong with the plain ones among a key's arguments, all of it at once. */
export function environmentKeyFaults(args: EnvironmentKeyArgs): readonly Fault[] {
  const { administrators, deletionWindowDays, whenDestroyed, usedFrom } = args;
  return [
    ...settingFaults(schema, { administrators, deletionWindowDays, whenDestroyed }),
    ...nameFaults(args),
    ...repetitionFaults("environmentNames", args.environmentNames),
    ...(args.executionRole !== undefined && args.executionRoles !== undefined
      ? [bothFault("executionRoles", "executionRole", "put the one role into executionRoles")]
      : []),
    ...(usedFrom === undefined ? [] : accountsFaults(usedFrom)),
  ];
}

function nameFaults(args: EnvironmentKeyArgs): readonly Fault[] {
  const { environmentName, environmentNames } = args;
  if (environmentName !== undefined && environmentNames !== undefined) {
    return [
      bothFault("environmentNames", "environmentName", "put the one name into environmentNames"),
    ];
  }
  if (environmentName === undefined && (environmentNames ?? []).length === 0) {
    return [
      {
        path: [environmentNames === undefined ? "environmentName" : "environmentNames"],
        problem: "names no environment",
        got: environmentNames,
        allowed: "the name of the environment, or of each that shares the key",
        fix: "give environmentName or environmentNames",
      },
    ];
  }
  const plain = plainOnly({ environmentName });
  return [
    ...(plain.environmentName === undefined
      ? []
      : environmentNameFaults(plain.environmentName, ["environmentName"])),
    ...(environmentNames ?? []).flatMap((each, index) => {
      const { name } = plainOnly({ name: each });
      return name === undefined ? [] : environmentNameFaults(name, ["environmentNames", index]);
    }),
  ];
}

function bothFault(argument: string, other: string, fix: string): Fault {
  return {
    path: [argument],
    problem: `is given, and so is ${other}`,
    got: "both",
    allowed: "one of the two",
    fix,
  };
}

function repetitionFaults(
  argument: string,
  values: readonly pulumi.Input<string>[] = [],
): readonly Fault[] {
  return values.flatMap((each, index) =>
    typeof each !== "string" || values.indexOf(each) === index
      ? []
      : [
          {
            path: [argument, index],
            problem: "is named a second time",
            got: each,
            allowed: "each one once",
            fix: "remove it",
          },
        ],
  );
}

function accountsFaults(accounts: readonly string[]): readonly Fault[] {
  const path = ["usedFrom"];
  const allowed = "accounts of environments, 12 digits each, in quotes";
  if (accounts.length === 0) {
    const fix = "remove usedFrom, or name the account of the environments";
    return [{ path, problem: "names no account", got: accounts, allowed, fix }];
  }
  return [
    ...accounts.flatMap((account, index) =>
      /^\d{12}$/.test(account)
        ? []
        : [
            {
              path: [...path, index],
              problem: "is not the number of an account",
              got: account,
              allowed,
              fix: "write all 12 digits; a role is admitted by executionRole",
            },
          ],
    ),
    ...repetitionFaults("usedFrom", accounts),
  ];
}
