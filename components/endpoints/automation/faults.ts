import type { Fault } from "../../../mwaa/fault";
import { environmentNameFaults } from "../../../mwaa/service/names";
import { subnetIdsFaults } from "../../../mwaa/service/network-arguments";
import { endpointAutomation as schema } from "../../../mwaa/settings/sharing";
import { containsUnknownText } from "../../../mwaa/settings/unknown-text";
import { plainOnly } from "../../argument-gate";
import { settingFaults } from "../../setting-faults";
import type { CustomerEndpointAutomationArgs } from "./arguments";

type Args = CustomerEndpointAutomationArgs;

/** What Lambda leaves of its 4 KB of environment variables for the list of who is served. */
const MOST_CHARACTERS = 3000;

/** What is wrong with the arguments that are plain. */
export function endpointAutomationFaults(args: Args): readonly Fault[] {
  const { participants, eventBusName, schedule, alarmAfterHours, alarmTopicArn } = args;
  const { organizationId, ownEnvironments } = args;
  const settings = { eventBusName, schedule, alarmAfterHours, alarmTopicArn, organizationId };
  const plain = plainOnly(args);
  const { subnetIds } = plain;
  const onlyOwn = participants.length === 0 && ownEnvironments !== undefined;
  return [
    // The schema of stack files wants a participant; here the owner may be the only one.
    ...settingFaults(schema, { ...settings, participants }).filter(
      ({ path }) => !(onlyOwn && path.length === 1 && path[0] === "participants"),
    ),
    ...(subnetIds === undefined ? [] : subnetIdsFaults(subnetIds, ["subnetIds"])),
    ...participantFaults(args),
    ...queueEndpointFaults(plain.restrictedQueueEndpointId),
    ...sizeFaults(args),
  ];
}

/** What is wrong with an account as a participant: it is the owner itself. */
export function ownAccountFaults(participants: Args["participants"], own: string): Fault[] {
  return participants.flatMap(({ account }, index) =>
    account !== own
      ? []
      : [
          {
            path: ["participants", index, "account"],
            problem: "is the account that owns the VPC, which needs no role to ask itself",
            got: account,
            allowed: "other accounts",
            fix: "give ownEnvironments for the environments of this account",
          },
        ],
  );
}

function participantFaults({ participants, ownEnvironments, account: own }: Args): Fault[] {
  const accounts = participants.map(({ account }) => account);
  const named = [
    ...participants.map(({ environments = [] }, index) => ({
      path: ["participants", index, "environments"] as const,
      environments,
    })),
    {
      path: ["ownEnvironments"] as const,
      environments: typeof ownEnvironments === "object" ? ownEnvironments : [],
    },
  ];
  return [
    ...(typeof own === "string" ? ownAccountFaults(participants, own) : []),
    ...accounts.flatMap((account, index) =>
      accounts.indexOf(account) === index
        ? []
        : [
            {
              path: ["participants", index, "account"],
              problem: "names an account a second time",
              got: account,
              allowed: "different accounts",
              fix: "put its environments together",
            },
          ],
    ),
    ...named.flatMap(({ path, environments }) =>
      environments.flatMap((name, index) => environmentNameFaults(name, [...path, index])),
    ),
  ];
}

function queueEndpointFaults(id: string | undefined): Fault[] {
  if (id === undefined || containsUnknownText(id) || /^vpce-[a-zA-Z0-9]+$/.test(id)) return [];
  return [
    {
      path: ["restrictedQueueEndpointId"],
      problem: "is not the id of a VPC endpoint",
      got: id,
      allowed: "an id such as vpce-0a1b2c3d",
      fix: "give the id of the SQS endpoint",
    },
  ];
}

function sizeFaults({ participants }: Args): Fault[] {
  const size = JSON.stringify(participantsVariable(participants)).length;
  if (size <= MOST_CHARACTERS) return [];
  return [
    {
      path: ["participants"],
      problem: `takes ${size} characters as an environment variable of the function`,
      got: `${participants.length} participants`,
      allowed: `${MOST_CHARACTERS} characters`,
      fix: "name environments only where others must not be served, or make a second automation with another eventBusName",
    },
  ];
}

/** The participants as the function reads them: the admitted names by account, null for all. */
export function participantsVariable(
  participants: Args["participants"],
): Readonly<Record<string, readonly string[] | null>> {
  return Object.fromEntries(
    participants.map(({ account, environments }) => [account, environments ?? null]),
  );
}
