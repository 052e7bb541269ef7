import { isList, isObject } from "../wire";
import type { Json, JsonObject } from "../wire";

/** One thing that exists in an account. */
export interface CloudRecord {
  readonly token: string;
  readonly id: string;
  /** The account that owns it: twelve digits. */
  readonly account: string;
  /** Inputs as last sent. */
  readonly inputs: JsonObject;
  /** The whole state, computed values included. */
  readonly state: JsonObject;
  /** What only the service itself knows, for example since when something waits. */
  readonly facts?: JsonObject;
}

/** One finished call, in order; a `fault` is a call that was obeyed and broke something that is in use. */
export interface CloudEvent {
  readonly action: "create" | "update" | "delete" | "status" | "fault";
  readonly token: string;
  readonly id: string;
  readonly account: string;
  /** For a status event the new status, for a fault what broke. */
  readonly detail?: string;
}

/** Who belongs together. Without one, every account belongs to every organization and unit that is named. */
export interface Organization {
  readonly arn: string;
  readonly accounts: readonly string[];
  /** Accounts by the ARN of their organizational unit. */
  readonly units: Readonly<Record<string, readonly string[]>>;
}

/** All accounts on disk. */
export interface CloudFile {
  readonly records: readonly CloudRecord[];
  readonly events: readonly CloudEvent[];
  /** Simulated hours since the beginning. Default: 0. */
  readonly hours?: number;
  readonly organization?: Organization;
  /** Accounts by the profile of the credentials file that reaches them. */
  readonly profiles?: Readonly<Record<string, string>>;
}

const EC2_ID =
  /^(vpc|subnet|sg|rtb|igw|nat|eipalloc|eigw|vpce|eni|acl|tgw|pcx|vgw)-[0-9a-f]{8,17}$/;

function textsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** EC2 identifiers that a bag of properties mentions. */
export function mentionedIds(bag: JsonObject): readonly string[] {
  return [...new Set(textsIn(bag).filter((text) => EC2_ID.test(text)))];
}
