import type { Audience } from "../../mwaa/service/use-cases";
import type { Preset } from "../../mwaa/settings/types";

/** Whose VPC it is; of a shared one, which side the stack is. */
export const VPC_CHOICES = [
  "new",
  "existing",
  "shared-owner",
  "shared-participant",
  "shared-both",
] as const;
/** One of {@link VPC_CHOICES}. */
export type VpcChoice = (typeof VPC_CHOICES)[number];

/** Which key encrypts. */
export const KEY_CHOICES = ["aws-owned", "new", "existing", "other-account"] as const;
/** One of {@link KEY_CHOICES}. */
export type KeyChoice = (typeof KEY_CHOICES)[number];

/** What a person said, as text; a list is separated by commas. What was not said is absent. */
export interface Answers {
  readonly stack?: string;
  readonly name?: string;
  readonly region?: string;
  readonly internet?: "yes" | "no";
  readonly vpc?: VpcChoice;
  readonly airflowVersion?: string;
  readonly ui?: Audience;
  readonly key?: KeyChoice;
  readonly preset?: Preset;
  readonly account?: string;
  readonly vpcCidr?: string;
  readonly zoneIds?: string;
  readonly ownerStack?: string;
  readonly ownerAccount?: string;
  readonly ownerRoleArn?: string;
  readonly participant?: string;
  readonly participantStack?: string;
  readonly vpcId?: string;
  readonly subnetIds?: string;
  readonly securityGroupIds?: string;
  readonly keyArn?: string;
  readonly keyAccount?: string;
  readonly keyRoleArn?: string;
}

/** The name of an answer. */
export type AnswerName = keyof Answers;

/** The stack with the endpoints, which an owner has beside the one with the network. */
export function endpointsStackOf(ownerStack: string): string {
  return `${ownerStack}-endpoints`;
}

/** The parts of an answer that is a list. */
export function listed(answer: string | undefined): readonly string[] | undefined {
  return answer
    ?.split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** Whether the stack's environment, if it has one, is on one of a shared VPC's sides. */
export function isShared(vpc: VpcChoice | undefined): boolean {
  return vpc?.startsWith("shared-") ?? false;
}
