import type { Cloud } from "./cloud/cloud";
import { zonesOf } from "./cloud/place";
import type { CloudRecord } from "./cloud/records";
import { ApiError } from "./services/service";
import { textOf } from "./wire";
import type { JsonObject } from "./wire";

const SUBNET = "aws:ec2/subnet:Subnet";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** What a participant may make in a VPC that is shared with it; the rest is its owner's. */
const PARTICIPANTS = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/networkInterface:NetworkInterface",
  "aws:ec2/instance:Instance",
  "aws:lambda/function:Function",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:lb/targetGroup:TargetGroup",
  "aws:mwaa/environment:Environment",
];

/** Refuses what only the owner of a shared VPC may do with it. */
export function requireParticipantMay(token: string, id: string): void {
  if (PARTICIPANTS.includes(token)) return;
  if (token === ENDPOINT) {
    throw new ApiError("OperationNotPermitted", "This operation does not support shared VPCs.");
  }
  throw new ApiError(
    "UnauthorizedOperation",
    `You are not authorized to perform this operation: ${id} is shared with you, only its owner may do this.`,
  );
}

/** The state of a record in the words of the account that looks: each account names zones differently. */
export function asSeenBy(cloud: Cloud, record: CloudRecord): JsonObject {
  const { state } = record;
  if (record.token !== SUBNET || record.account === cloud.account) return state;
  const region = textOf(state, "region") ?? "";
  const zone = zonesOf(region, cloud.account).find(({ id }) => id === state["availabilityZoneId"]);
  return zone === undefined ? state : { ...state, availabilityZone: zone.name };
}
