import type { Fault } from "../fault";
import { parseArn } from "../service/arns";
import { environmentNameFaults } from "../service/names";
import type { Readable } from "./readable";
import type { OtherAccount } from "./types";

type Path = Fault["path"];

/** An account that settings name, where they name it, and the role of it that is assumed. */
interface Named {
  readonly path: Path;
  readonly account: string;
  readonly assumeRoleArn?: string;
}

/** What is wrong between the accounts that a stack has to do with. */
export function accountCombinationFaults({ given, faulty }: Readable): Fault[] {
  const readable = <T>(name: Parameters<typeof faulty.has>[0], value: T): T | undefined =>
    faulty.has(name) ? undefined : value;
  const account = readable("account", given.account);
  const shareWith = readable("share", given.share)?.with ?? [];
  const participants = readable("endpointAutomation", given.endpointAutomation)?.participants ?? [];
  const others = [
    ...ownersOf(readable("network", given.network)),
    ...keyOwnersOf(readable("key", given.key)),
  ];
  const served = participants.map((each, index): Named => ({
    path: ["endpointAutomation", "participants", index, "account"],
    account: each.account,
  }));
  const shared = shareWith.map((each, index): Named => ({
    path: ["share", "with", index],
    account: each,
  }));
  return [
    ...[...others, ...shared, ...served].flatMap((each) => ownAccountFaults(each, account)),
    ...[shared, served].flatMap(repetitionFaults),
    ...others.flatMap(roleFaults),
    ...participants.flatMap(({ environments = [] }, index) =>
      environments.flatMap((name, at) =>
        environmentNameFaults(name, [
          "endpointAutomation",
          "participants",
          index,
          "environments",
          at,
        ]),
      ),
    ),
  ];
}

function ownersOf(network: Readable["given"]["network"]): readonly Named[] {
  if (network?.kind !== "shared") return [];
  return "owner" in network
    ? [ownerAt(["network", "owner"], network.owner)]
    : [{ path: ["network", "ownerAccount"], account: network.ownerAccount }];
}

function keyOwnersOf(key: Readable["given"]["key"]): readonly Named[] {
  if (typeof key !== "object" || "existing" in key || key.owner === undefined) return [];
  return [ownerAt(["key", "owner"], key.owner)];
}

function ownerAt(path: Path, { account, assumeRoleArn }: OtherAccount): Named {
  return {
    path: [...path, "account"],
    account,
    ...(assumeRoleArn !== undefined && { assumeRoleArn }),
  };
}

function ownAccountFaults({ path, account }: Named, own: string | undefined): Fault[] {
  if (account !== own) return [];
  return [
    {
      path,
      problem: "is the stack's own account",
      got: account,
      allowed: "another account than mwaa:account",
      fix: FIX_OF_OWN[String(path[0])] ?? "name another account",
    },
  ];
}

const FIX_OF_OWN: Readonly<Record<string, string>> = {
  network: "name the VPC's owner, or describe a network of kind existing or private-routing",
  key: "remove owner, and the key is made here",
  share: "name the participants' accounts",
  endpointAutomation: "name the participants' accounts",
};

function repetitionFaults(all: readonly Named[]): Fault[] {
  return all.flatMap(({ path, account }, index) =>
    all.findIndex((each) => each.account === account) === index
      ? []
      : [
          {
            path,
            problem: "is named a second time",
            got: account,
            allowed: "each one once",
            fix: "remove it",
          },
        ],
  );
}

/** The provider refuses to work in another account than the one it is told. */
function roleFaults({ path, account, assumeRoleArn }: Named): Fault[] {
  const role = assumeRoleArn === undefined ? undefined : parseArn(assumeRoleArn);
  if (role === undefined || role.account === account || !/^\d{12}$/.test(account)) return [];
  return [
    {
      path: [...path.slice(0, -1), "assumeRoleArn"],
      problem: `is a role of another account than ${account}, the one that is worked in`,
      got: assumeRoleArn,
      allowed: `a role of ${account}`,
      fix: "name a role of that account, or the account of that role",
    },
  ];
}
