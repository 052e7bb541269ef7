import type { Unknown } from "../known";

/** One condition: an operator on a key, satisfied by any of its values. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  /** Further values that nobody can read yet. */
  readonly hidden?: Unknown;
}

/** Who a statement speaks of: the kind of principal and its names. */
export interface Principals {
  readonly everyone: boolean;
  readonly services: readonly string[];
  readonly aws: readonly string[];
  /** Identity providers: a host such as `accounts.google.com`, or an ARN. */
  readonly federated: readonly string[];
  /** Accounts by the id that only S3 knows. */
  readonly canonicalUsers: readonly string[];
}

/** A policy statement with every one-or-many element as a list. */
export interface Statement {
  /** Its place in the document, from 0. */
  readonly index: number;
  /** The JSON pointer to it. */
  readonly pointer: string;
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** True if the list names what the statement does not speak of (`NotAction`). */
  readonly actionsInverted: boolean;
  /** Absent in trust policies. */
  readonly resources?: readonly string[];
  readonly resourcesInverted: boolean;
  readonly principals?: Principals;
  readonly principalsInverted: boolean;
  readonly conditions: readonly Condition[];
  /** Whether the document's version knows policy variables. */
  readonly variables: boolean;
  /** Further entries of an element that nobody can read yet. */
  readonly hidden?: HiddenParts;
}

/** What of a statement's lists cannot be read. */
export interface HiddenParts {
  readonly actions?: Unknown;
  readonly resources?: Unknown;
  readonly principals?: Unknown;
  /** Whole conditions: they may be satisfied or not. */
  readonly conditions?: Unknown;
}

/** A policy document that could be read. */
export interface Document {
  readonly version: string | undefined;
  readonly statements: readonly Statement[];
  /** Statements that nobody can read yet; each may allow or deny anything. */
  readonly hidden?: Unknown;
}

/** Why a text or an object is no policy document. */
export class MalformedDocument {
  /** @param pointer the JSON pointer to the offending element. */
  constructor(
    readonly pointer: string,
    readonly reason: string,
  ) {}

  /** The fault in words, with its place unless it is the whole document. */
  toString(): string {
    return this.pointer === "" ? this.reason : `${this.pointer} ${this.reason}`;
  }
}

/**
 * What a document is for, which decides what its statements have to hold: `identity` policies name
 * resources and nobody, `trust` policies name principals and no resource, policies of a `resource`
 * name both, and those of a `repository` of ECR may leave out the resource, which is the repository.
 *
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html, "Private
 * repository policy examples in Amazon ECR", read 2026-11-23.
 */
export type DocumentForm = "identity" | "trust" | "resource" | "repository";

/** The only version with policy variables; AWS's older default is `2008-10-17`. */
export const POLICY_VERSION = "2012-10-17";

/** The version that AWS takes a document without one for; it reads variables as plain text. */
export const OLDER_POLICY_VERSION = "2008-10-17";
