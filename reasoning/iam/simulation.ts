import type { Maybe, Truth } from "../known";
import { mapKnown } from "../known";
import type { Caller } from "./caller";
import type { Document } from "./document";

/**
 * The kinds of policies that have a say in a request, in the order in which a refusal is told.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html,
 * "Policy evaluation logic", read 2026-11-22.
 */
export const POLICY_KINDS = [
  "resourceControl",
  "serviceControl",
  "endpoint",
  "boundary",
  "session",
  "identity",
  "resource",
  "grant",
] as const;

/** One of {@link POLICY_KINDS}. */
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** A request, and every policy that has a say in it. */
export interface Simulation {
  readonly request: SimulatedRequest;
  readonly policies: SimulatedPolicies;
}

/** Who wants to do what to which resource, and what AWS knows of the circumstances. */
export interface SimulatedRequest {
  readonly caller: Maybe<Caller>;
  /** One action, `<service>:<name>`, without wildcards. */
  readonly action: string;
  /**
   * The resource's ARN, or `*` for an action that has no resources. Wildcards in an ARN mean every
   * resource that they stand for; `${*}` is the character itself.
   */
  readonly resource: Maybe<string>;
  /** The resource's account; absent, the ARN tells it, if it can. */
  readonly resourceAccount?: Maybe<string>;
  readonly context: GivenContext;
  /** What keys are that neither `context` gives nor AWS derives from caller and resource. */
  readonly otherContext: "absent" | "unknown";
}

/** Condition keys, as they are written, with their values. Keys differ in more than their case. */
export type GivenContext = ReadonlyMap<string, Maybe<ContextValue>>;

/**
 * One text for a key with a single value; a list for a key that can have several. An empty list says
 * that the request does not hold the key.
 */
export type ContextValue = string | readonly Maybe<string>[];

/** A policy and the name by which the answer calls it. */
export interface NamedDocument {
  readonly name: string;
  readonly document: Maybe<Document>;
}

/** Policies of one kind, none if empty; a hidden list may hold anything. */
export type DocumentList = Maybe<readonly NamedDocument[]>;

/** Every policy that has a say; a kind that is left out does not exist for this request. */
export interface SimulatedPolicies {
  /** Managed and inline policies of the user, its groups, or the role. */
  readonly identity: DocumentList;
  readonly boundary?: DocumentList;
  readonly session?: DocumentList;
  /** The policy of the resource, a role's trust policy and a key's key policy included. */
  readonly resource?: DocumentList;
  /** Of the caller's account: one list for the root, each unit, and the account itself. */
  readonly serviceControl?: Maybe<readonly DocumentList[]>;
  /** Of the resource's account, by the same levels. */
  readonly resourceControl?: Maybe<readonly DocumentList[]>;
  /** The policy of the VPC endpoint that the request passes. */
  readonly endpoint?: DocumentList;
  /**
   * Whether `RestrictPublicBuckets` of S3 block public access is on for the bucket that is the resource, or
   * for its account. Absent, it is not known.
   */
  readonly restrictPublicBuckets?: Truth;
  /** The KMS grants of the key that is the resource. */
  readonly grants?: Maybe<readonly Maybe<KeyGrant>[]>;
}

/** Whether policies of a kind exist: an empty list is none. */
export function hasPolicies(list: DocumentList | undefined): Truth {
  return mapKnown(list ?? [], (documents) => documents.length > 0);
}

/**
 * A grant of a KMS key.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html, "CreateGrant",
 * read 2026-11-22.
 */
export interface KeyGrant {
  readonly name: string;
  /** An ARN of IAM or STS, an account's number, or a service principal. */
  readonly grantee: Maybe<string>;
  /** Names as `Decrypt`. */
  readonly operations: Maybe<readonly string[]>;
  readonly retiringPrincipal?: Maybe<string>;
  /** Pairs that the request's encryption context has to hold. */
  readonly encryptionContextSubset?: EncryptionContext;
  /** Pairs that the request's encryption context has to consist of. */
  readonly encryptionContextEquals?: EncryptionContext;
  /** A pattern of ARNs for `aws:SourceArn`. */
  readonly sourceArn?: Maybe<string>;
}

/** Pairs of an encryption context, compared with regard to case. */
export type EncryptionContext = Maybe<ReadonlyMap<string, Maybe<string>>>;
