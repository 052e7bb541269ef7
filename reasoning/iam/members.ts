import { isKnown } from "../known";
import { actionOf } from "./action";
import { mayBeOf } from "./actions/resource-form";
import type { ArnPattern } from "./arn";
import { arnPattern } from "./arn";
import { commonText } from "./common-text";
import type { SimulatedRequest, Simulation } from "./simulation";
import { statementsOf } from "./statements";
import { loosen } from "./variable";

/** A star that stands for a whole name, of which none is empty. */
const WHOLE_NAME = /(?<![^/:])\*+(?![^/:])/g;

/** How many resources are tried for one pattern. */
const TRIED = 100;

/** What `*` and `?` are filled with: nothing that a policy would name on purpose. */
const FILLINGS = [
  { star: "", one: "x" },
  { star: "7f3a-unnamed", one: "z" },
] as const;

type Filling = (typeof FILLINGS)[number];

/**
 * Resources that a pattern stands for, each with its wildcards filled in: such that no policy has
 * thought of, and such that the policies name.
 */
export function* membersOf(
  pattern: ArnPattern,
  { request, policies }: Simulation,
): Iterable<string> {
  const accounts = accountsFor(request);
  let left = TRIED;
  for (const filling of FILLINGS)
    for (const account of accounts)
      yield escape(pattern.parts.map((part, i) => fill(part, i, account, filling)).join(":"));
  const [own = ""] = accounts;
  for (const parts of formsOf(pattern, request.action))
    yield escape(
      parts.map((part, i) => (i < 5 ? fill(part, i, own, FILLINGS[0]) : part)).join(":"),
    );
  for (const named of patternsIn(policies)) {
    const other = arnPattern(loosen(named));
    if (other.everything) continue;
    const parts = pattern.parts.map((part, i) => commonText(part, other.parts[i] ?? ""));
    if (parts.includes(undefined)) continue;
    if (!/^(\d{12}|aws|)$/.test(parts[4] ?? "")) parts[4] = fillDigits(pattern.parts[4] ?? "", "");
    yield escape(parts.join(":"));
    if (--left === 0) return;
  }
}

/** Fills in the wildcards of a part. */
function fill(part: string, at: number, account: string, filling: Filling): string {
  if (at === 4) return fillDigits(part, account);
  if (at < 4 && part === "*") return PLAIN[at] ?? "";
  return part.replace(WHOLE_NAME, "x").replaceAll("*", filling.star).replaceAll("?", filling.one);
}

/** Accounts to fill in: the resource's if it is known, else the caller's and one that nobody names. */
function accountsFor({ caller, resourceAccount }: SimulatedRequest): readonly string[] {
  if (resourceAccount !== undefined && isKnown(resourceAccount)) return [resourceAccount];
  const own = isKnown(caller) && "account" in caller && isKnown(caller.account);
  return [...(own ? [caller.account] : []), "999999999999"];
}

/**
 * The parts of ARNs of the kinds that an action is done to: with a name for each variable after the account,
 * and before it as far as a kind tells more than the pattern.
 */
function formsOf(pattern: ArnPattern, action: string): readonly (readonly string[])[] {
  return (actionOf(action).resources ?? []).flatMap((form) => {
    if (!mayBeOf(form, pattern)) return [];
    const parts = pattern.parts.map((part, i) => {
      const own = form.pattern.parts[i] ?? "";
      if (i === 5) return commonText(part, own.replaceAll("*", "?*"));
      return own.includes("*") ? part : commonText(part, own);
    });
    return parts.includes(undefined) ? [] : [parts.map((part) => part ?? "")];
  });
}

/** Partition, service and Region where a pattern leaves them open. */
const PLAIN: readonly string[] = ["arn", "aws", "s3", "eu-west-1"];

function fillDigits(part: string, account: string): string {
  if (part === "*" && account !== "") return account;
  const star = "0".repeat(Math.max(0, 12 - part.replaceAll("*", "").length));
  return part.replace("*", star).replaceAll("*", "").replaceAll("?", "0");
}

/** Every character stands for itself in a request that names one resource. */
function escape(text: string): string {
  return text.replace(/\u{E000}|\u{E001}/gu, (each) => (each === "\u{E000}" ? "${*}" : "${?}"));
}

/** What the policies name, what they deny first. */
function* patternsIn(policies: Simulation["policies"]): Iterable<string> {
  for (const effect of ["Deny", "Allow"])
    for (const { statement } of statementsOf(policies))
      if (statement.effect === effect) yield* statement.resources ?? [];
}
