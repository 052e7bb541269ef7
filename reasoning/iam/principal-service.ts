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
  if (wild !== undefined) return new Unknown([`whether the principal ${wild} means ${name}`]);
  const alias = names.find((each) => mayBeOne(each, name));
  return alias !== undefined && isName(alias, name);
}

/**
 * Whether a list may name a service by another of its names, that of another Region included: a denial may
 * reach whoever goes by several of them.
 */
export function mayName(names: readonly string[], name: string): Truth {
  const own = labelsOf(name).rest;
  const alias = names.find((each) => each !== name && labelsOf(each).rest === own);
  return alias !== undefined && isName(alias, name);
}

/**
 * A service can have several names, such as `logs.eu-west-1.amazonaws.com` beside `logs.amazonaws.com`, and a
 * provider goes by its host or its ARN: no page says that only one of them counts.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
 * "aws:PrincipalServiceNamesList", read 2026-11-23.
 */
function isName(alias: string, name: string): Unknown {
  return new Unknown([`whether ${alias} is a name of ${name}, too`]);
}

/** Whether two names may be of one service, in one Region, or of one provider. */
function mayBeOne(one: string, other: string): boolean {
  if (one.endsWith(`/${other}`) || other.endsWith(`/${one}`)) return true;
  const [a, b] = [labelsOf(one), labelsOf(other)];
  return a.rest === b.rest && (a.region === "" || b.region === "");
}

/** The name of a service without the suffix of the partition, and its Region. */
function labelsOf(name: string): { readonly rest: string; readonly region: string } {
  const labels = name.replace(/\.amazonaws\.com(\.cn)?$/, "").split(".");
  const region = labels.find((label) => REGION.test(label)) ?? "";
  return { rest: labels.filter((label) => label !== region).join("."), region };
}

const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
