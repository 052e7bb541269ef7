import type { Source } from "../source";
import type { EndpointService } from "./endpoints";
import type { MessageId } from "./messages";
import type { Place } from "./partitions";

/** The environment that calls are made for. */
export interface CallSubject {
  readonly place: Place;
  readonly environmentName: string;
  readonly bucketName: string;
  /** The customer's key; absent, MWAA's own. */
  readonly keyArn?: string;
  /** The execution role, where somebody passes or assumes it. Absent: any role of the account. */
  readonly executionRoleArn?: string;
}

/** Who makes a call. `service` is MWAA itself, `deployer` whoever creates the environment. */
export type Caller = "execution-role" | "service" | "deployer" | "cloudwatch-logs";

/** Which encryption a call belongs to. */
export type CallCondition = "always" | "customer-key" | "aws-owned-key";

/** What the request context of a call holds, by condition key. */
export type CallContext = Readonly<Record<string, string>>;

/** How the documented policies write the permission for a call. */
export interface CallGrant {
  /** Calls with the same statement are granted together. */
  readonly statement: string;
  /** The actions in the documented spelling, with its wildcards. */
  readonly actions: readonly string[];
  /** Where granted, if more broadly than on the call's own resources. */
  readonly resources?: (subject: CallSubject) => readonly string[];
  /** Where granted by a hardened policy, if more narrowly than by the documented one. */
  readonly hardened?: (subject: CallSubject) => readonly string[];
  /** Granted on everything but this. */
  readonly exceptOn?: (subject: CallSubject) => readonly string[];
}

/** One thing that somebody must be able to do for an environment to come up and work. */
export interface ServiceCall {
  readonly id: string;
  readonly caller: Caller;
  /** In words, after "the caller": `writes logs`. */
  readonly purpose: string;
  readonly when: CallCondition;
  /** The exact actions; each must be allowed on each resource in each context. */
  readonly actions: readonly string[];
  /** ARNs, in which `*` stands for what only the service knows. */
  readonly resources: (subject: CallSubject) => readonly string[];
  /** The contexts that the calls come with; one without keys if it does not matter. */
  readonly contexts: (subject: CallSubject) => readonly CallContext[];
  /** The service whose VPC endpoint the call takes; absent if it is not made from the VPC. */
  readonly endpoint?: EndpointService;
  readonly grant: CallGrant;
  /** What the user reads if it is not allowed. */
  readonly predicts: MessageId;
  readonly source: Source;
}
