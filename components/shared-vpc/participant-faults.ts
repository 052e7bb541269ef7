import type { Fault } from "../../mwaa/fault";
import { accountFaults } from "../../mwaa/service/accounts";
import { parseArn } from "../../mwaa/service/arns";
import { environmentNameFaults } from "../../mwaa/service/names";
import { subnetIdsFaults } from "../../mwaa/service/network-arguments";
import { participantFamilyFaults } from "../../mwaa/settings/shared-networks";
import { containsUnknownText } from "../../mwaa/settings/unknown-text";
import { plainOnly } from "../argument-gate";
import type { SharedVpcParticipantArgs } from "./participant-arguments";

/** What is wrong with the plain arguments of a participant. */
export function sharedVpcParticipantFaults(args: SharedVpcParticipantArgs): readonly Fault[] {
  const { account, ownerAccount, environmentName, subnetIds, eventBusArn } = plainOnly(args);
  const { acceptShare, resourceShareArn } = args;
  return [
    ...(account === undefined ? [] : accountFaults(account, ["account"])),
    ...(ownerAccount === undefined ? [] : accountFaults(ownerAccount, ["ownerAccount"])),
    ...(ownerAccount === undefined || account === undefined
      ? []
      : sameAccountFaults(ownerAccount, account)),
    ...(environmentName === undefined
      ? []
      : environmentNameFaults(environmentName, ["environmentName"])),
    ...(subnetIds === undefined ? [] : subnetIdsFaults(subnetIds, ["subnetIds"])),
    ...(acceptShare === true && resourceShareArn === undefined ? shareFaults() : []),
    ...participantFamilyFaults(args),
    ...(eventBusArn === undefined ? [] : eventBusFaults(eventBusArn, ownerAccount)),
  ];
}

/** What is wrong with a participant that is the owner itself. */
export function sameAccountFaults(ownerAccount: string, account: string): readonly Fault[] {
  if (ownerAccount !== account || containsUnknownText(ownerAccount)) return [];
  return [
    {
      path: ["ownerAccount"],
      problem: "is the participant's own account, to which nothing is shared",
      got: ownerAccount,
      allowed: "the account that owns the VPC",
      fix: "give the owner's account, or an ExistingNetwork if the VPC is your own",
    },
  ];
}

function shareFaults(): readonly Fault[] {
  return [
    {
      path: ["resourceShareArn"],
      problem: "is missing, and the share is to be accepted",
      got: undefined,
      allowed: "the ARN of the owner's resource share",
      fix: "give the owner's resourceShareArn; within an organization leave acceptShare out instead",
    },
  ];
}

/** What is wrong with the owner's event bus; its account is compared where it is known. */
export function eventBusFaults(
  eventBusArn: string,
  ownerAccount: string | undefined,
): readonly Fault[] {
  if (containsUnknownText(eventBusArn)) return [];
  const arn = parseArn(eventBusArn);
  const fault = (problem: string): readonly Fault[] => [
    {
      path: ["eventBusArn"],
      problem,
      got: eventBusArn,
      allowed: `the ARN of an event bus of the VPC's owner, such as arn:aws:events:eu-west-1:${ownerAccount ?? "111111111111"}:event-bus/mwaa-environment-status`,
      fix: "give the ARN of the bus that the owner's CustomerEndpointAutomation listens to",
    },
  ];
  if (arn?.service !== "events" || !/^event-bus\/.+/.test(arn.resource)) {
    return fault("is not the ARN of an event bus");
  }
  return ownerAccount === undefined || arn.account === ownerAccount
    ? []
    : fault("is the bus of another account than the owner's");
}
