import { parseArn } from "../../../mwaa/service/arns";
import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import { sameAccount } from "../accounts";
import type { Resource } from "../resource";
import type { World } from "../world";

/** Whom a permission of a function lets in beyond those that its owner chose; undefined if nobody. */
export function strangersOf(
  world: World,
  permission: Resource,
  handler: Resource,
): Maybe<string | undefined> {
  const text = (name: string): Maybe<string | undefined> => world.text(permission, name);
  const action = text("action");
  if (!isKnown(action)) return action;
  if (!/^(lambda:(invoke\w*|\*)|\*)$/i.test(action ?? "")) return undefined;
  if (text("functionUrlAuthType") === "NONE") return "everybody who knows the function's URL";
  const principal = text("principal");
  if (!isKnown(principal)) return principal;
  if (principal === undefined) return undefined;
  const account = accountNamed(principal);
  if (account !== undefined) {
    const same = sameAccount(world.account(handler), account);
    return isKnown(same) ? (same ? undefined : `account ${account}`) : same;
  }
  const organization = text("principalOrgId");
  if (!isKnown(organization)) return organization;
  if (organization !== undefined) return undefined;
  // A source of these stacks is one that somebody chose, whatever its ARN will be.
  if (world.reference(permission, ["sourceArn"], "eventRule", "schedule").kind === "resource")
    return undefined;
  const who = principal === "*" ? "everybody" : `${principal}, for whatever account`;
  const sources = [text("sourceAccount"), sourceOf(text("sourceArn"))];
  if (sources.some((each) => isKnown(each) && each !== undefined && /^\d{12}$/.test(each)))
    return undefined;
  return sources.find((each) => each instanceof Unknown) ?? who;
}

function accountNamed(principal: string): string | undefined {
  if (/^\d{12}$/.test(principal)) return principal;
  const arn = parseArn(principal);
  return arn === undefined ? undefined : arn.account;
}

/** The account in the ARN of a source; a pattern that fits those of two accounts names none. */
function sourceOf(arn: Maybe<string | undefined>): Maybe<string | undefined> {
  if (arn === undefined || !isKnown(arn)) return arn;
  return parseArn(arn)?.account;
}
