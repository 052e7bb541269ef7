/**
 * What the values of a condition key are; the operators of a condition follow from it.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
 * "The condition keys table", read 2026-11-22.
 */
export type KeyType = "String" | "ARN" | "Bool" | "Numeric" | "Date" | "IPAddress" | "Binary";

/** A key that a request may carry. */
export interface ConditionKey {
  /** As AWS writes it; a part that the policy's author chooses stands as `${TagKey}` or `<key>`. */
  readonly name: string;
  readonly type: KeyType;
  /** Whether a request may carry several values, so that an operator needs `ForAllValues` or `ForAnyValue`. */
  readonly multivalued: boolean;
}

/** A kind of thing that an action is done to. */
export interface ResourceType {
  readonly name: string;
  /** With a variable for each part that differs: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
  readonly arn: string;
  /** Keys that a request on such a resource may carry. */
  readonly keys: readonly ConditionKey[];
}

/** How an action uses a kind of resource. */
export interface ActionResource {
  readonly type: ResourceType;
  /** Whether every request names one; otherwise it may, or may name one of another kind. */
  readonly required: boolean;
  /** Keys that a request carries only if it names this kind. */
  readonly keys: readonly ConditionKey[];
}

/** What AWS files an action under. */
export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";

/** An action of a service, as its page of the Service Authorization Reference lists it. */
export interface Action {
  /** As AWS writes it, without the service: `GetObject`. Policies may write it in any case. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Empty: the action works on no resource, and a policy has to say `*`. */
  readonly resources: readonly ActionResource[];
  /** Keys that a request carries whatever it names, beside the global ones. */
  readonly keys: readonly ConditionKey[];
}

/** What is known of a service. */
export interface ServiceActions {
  /** The prefix of its actions: `s3`. */
  readonly prefix: string;
  readonly actions: readonly Action[];
  /** Finds an action by its name without the prefix, in any case. */
  readonly action: (name: string) => Action | undefined;
  readonly resourceTypes: readonly ResourceType[];
  /** Every key of the service's page. */
  readonly keys: readonly ConditionKey[];
}
