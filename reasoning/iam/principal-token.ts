import type { Truth } from "../known";
import { both, either, not } from "../known";
import type { Statement } from "./document";
import type { Naming } from "./principal";

/**
 * How a statement in the policy of an endpoint names who shows the token of an identity provider: a lone star
 * does, and a star for AWS principals does not, since nobody is one before the token is taken.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sts_vpc_endpoint_policies.html, "Example:
 * Allow all AWS STS actions for your organization" and "Example: Deny non-organization access while allowing
 * federation", read 2026-11-23.
 *
 * @param named how it names the caller elsewhere.
 * @param showsToken whether the caller shows a token.
 */
export function namingWithToken(statement: Statement, named: Naming, showsToken: Truth): Naming {
  const { principals, principalsInverted } = statement;
  if (principals?.everyone !== true || principalsInverted) return named;
  const direct = isForAwsPrincipals(statement)
    ? both(not(showsToken), named.direct)
    : either(showsToken, named.direct);
  return { ...named, direct };
}

/** Whether a statement speaks of every AWS principal, by a star for them. */
export function isForAwsPrincipals({ principals, principalsInverted }: Statement): boolean {
  return principals?.everyone === true && !principalsInverted && principals.aws.length > 0;
}
