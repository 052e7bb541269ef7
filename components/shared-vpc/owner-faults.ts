import type { Fault } from "../../mwaa/fault";
import { accountFaults } from "../../mwaa/service/accounts";
import { partitionFaults } from "../../mwaa/settings/partition-faults";
import { sharePrincipalFaults } from "../../mwaa/settings/share-principals";
import { shareableKindFaults } from "../../mwaa/settings/shared-networks";
import { plainOnly } from "../argument-gate";
import type { SharedVpcOwnerArgs } from "./owner-arguments";

/** What is wrong with the arguments of an owner; those of the network are judged by the network. */
export function sharedVpcOwnerFaults(args: SharedVpcOwnerArgs): readonly Fault[] {
  const { account, region } = plainOnly({ account: args.account, region: args.region });
  const { kind = "public-routing" } = args.network;
  return [
    ...(account === undefined ? [] : accountFaults(account, ["account"])),
    ...shareableKindFaults(kind),
    ...(args.shareWith.length === 0 ? nobodyFaults() : []),
    ...args.shareWith.flatMap((principal, index) => {
      const path = ["shareWith", index];
      const faults = sharePrincipalFaults(principal, path);
      if (faults.length > 0) return faults;
      return [
        ...(region === undefined ? [] : partitionFaults(principal, region, path)),
        ...(principal === account ? itselfFaults(principal, path) : []),
        ...(args.shareWith.indexOf(principal) === index ? [] : repeatedFaults(principal, path)),
      ];
    }),
  ];
}

function nobodyFaults(): readonly Fault[] {
  return [
    {
      path: ["shareWith"],
      problem: "shares the network with nobody",
      got: [],
      allowed: "accounts (12 digits), or ARNs of organizational units or of the organization",
      fix: 'name the participants, such as ["222222222222"]',
    },
  ];
}

function itselfFaults(principal: string, path: Fault["path"]): readonly Fault[] {
  return [
    {
      path,
      problem: "is the owner itself",
      got: principal,
      allowed: "other accounts of the organization",
      fix: "name the participant's account, or take the network without sharing it",
    },
  ];
}

function repeatedFaults(principal: string, path: Fault["path"]): readonly Fault[] {
  return [
    {
      path,
      problem: "names a participant a second time",
      got: principal,
      allowed: "different participants",
      fix: "remove it",
    },
  ];
}
