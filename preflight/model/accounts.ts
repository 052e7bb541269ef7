import type { Maybe, Truth } from "../../reasoning/known";
import { isKnown, Unknown } from "../../reasoning/known";

/** The account in ARNs when nobody said which one it is. */
export const PLACEHOLDER_ACCOUNT = "000000000000";

/** Whether an account is one, and not the placeholder for the one that nobody named. */
export function isTold(account: string | undefined): account is string {
  return account !== undefined && account !== PLACEHOLDER_ACCOUNT;
}

/**
 * Whether two accounts are one. The placeholder is the same account wherever it stands, but may turn
 * out to be any other: only who is told both can say that they differ.
 */
export function sameAccount(one: Maybe<string>, other: Maybe<string>): Truth {
  if (!isKnown(one)) return one;
  if (!isKnown(other)) return other;
  if (one === other) return true;
  return isTold(one) && isTold(other)
    ? false
    : new Unknown(["the account that the stack deploys to"]);
}
