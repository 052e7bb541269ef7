import type { Truth } from "../known";
import { Unknown } from "../known";

/**
 * Whether a list of names that are no ARNs of AWS names a service or an identity provider: in letters. A
 * star in its place is one that AWS's page of principals does not know.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
 * "AWS JSON policy elements: Principal", read 2026-11-23.
 */
export function namesExactly(names: readonly string[], name: string): Truth {
  if (names.includes(name)) return true;
  const [wild] = names.filter((each) => each.includes("*"));
  return wild !== undefined && new Unknown([`whether the principal ${wild} means ${name}`]);
}

/**
 * Whether a list may name a service by another of its names, such as `logs.eu-west-1.amazonaws.com` for
 * `logs.amazonaws.com`: a service can have several, and no page says that a denial reaches but one.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
 * "aws:PrincipalServiceNamesList", read 2026-11-23.
 */
export function mayName(names: readonly string[], name: string): Truth {
  const own = withoutRegion(name);
  const alias = names.find((each) => each !== name && withoutRegion(each) === own);
  return alias !== undefined && new Unknown([`whether ${alias} is a name of ${name}, too`]);
}

/** The name of a service without the Region and the suffix of the partition. */
function withoutRegion(name: string): string {
  return name
    .replace(/\.amazonaws\.com(\.cn)?$/, "")
    .split(".")
    .filter((label) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(label))
    .join(".");
}
