import type { Maybe, Truth } from "../known";
import { any, isKnown, Unknown } from "../known";

/**
 * How a list of identity providers names the session of a role, which may have been got with a token of
 * one of them.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
 * "Role session principals", and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
 * "aws:FederatedProvider", read 2026-11-23.
 *
 * @param issuer the value of `aws:FederatedProvider`, `none` if the request certainly does not hold it;
 * absent, nothing is known of it.
 */
export function namesIssuer(
  providers: readonly string[],
  issuer: Maybe<string> | undefined,
): { readonly direct: Truth; readonly behind: Truth } {
  const named = any(providers.map((each) => isIssuer(each, issuer)));
  if (named !== true) return { direct: named, behind: false };
  // The session is named by where it comes from: whether as itself, no page says.
  return { direct: new Unknown(["whether naming a provider passes limits by"]), behind: true };
}

function isIssuer(provider: string, issuer: Maybe<string> | undefined): Truth {
  const unsure = new Unknown([`whether ${provider} issued the token for the session`]);
  if (issuer === undefined || !isKnown(issuer)) return unsure;
  if (issuer === provider) return true;
  // The key is there for providers of OpenID Connect alone.
  if (provider.includes(":saml-provider/") || provider.includes("*")) return unsure;
  // One may be written as a host and the other as an ARN.
  return provider.endsWith(`/${issuer}`) || issuer.endsWith(`/${provider}`) ? unsure : false;
}
