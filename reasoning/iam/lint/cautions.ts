import type { NamedActions } from "./actions";
import type { LintCondition } from "./conditions";
import { isObject, member } from "./elements";
import type { Report } from "./finding";
import { step } from "./finding";
import type { PolicyForm, PolicyFormName } from "./forms";
import { needsKey } from "./key-need";
import type { Found } from "./presence";

/** A statement as far as it could be read. */
interface ReadStatement {
  readonly value: Readonly<Record<string, unknown>>;
  readonly pointer: string;
  readonly allows: boolean;
  readonly actions: readonly NamedActions[];
  readonly resources: Found | undefined;
  readonly conditions: readonly LintCondition[];
  readonly setting: { readonly name: PolicyFormName; readonly form: PolicyForm };
}

/** What AWS takes, and what says more or less than it seems to. */
export function lintCautions(statement: ReadStatement, report: Report): void {
  lintFactor(statement, report);
  if (!statement.allows) return;
  lintRest(statement, report);
  lintPassing(statement, report);
  lintServices(statement, report);
}

/** Long-term credentials carry no `aws:MultiFactorAuthPresent` at all. */
function lintFactor({ allows, conditions }: ReadStatement, report: Report): void {
  for (const { operator, key, values, pointer } of conditions) {
    if (operator.name !== "Bool" || key.toLowerCase() !== "aws:multifactorauthpresent") continue;
    const wanted = allows ? "true" : "false";
    // What asks for the factor's key beside it leaves nobody without.
    if (allows && conditions.some((each) => isSameKey(each.key, key) && needsKey(each))) continue;
    if (operator.ifExists !== allows || !values.some(({ text }) => text.toLowerCase() === wanted))
      continue;
    report(
      "mfa-evaded",
      pointer,
      `Requests with long-term credentials carry no ${key}: the statement ${allows ? "allows" : "does not deny"} them without a second factor.`,
      `Write ${allows ? "Bool" : "BoolIfExists"}.`,
    );
  }
}

function isSameKey(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function lintRest({ resources }: ReadStatement, report: Report): void {
  if (resources?.inverted !== true) return;
  report(
    "not-resource-allowed",
    resources.at,
    "Allow with NotResource allows on every resource that is not named, those of the future too.",
    "Name the resources in Resource, or deny with NotResource.",
  );
}

/** Keys that tell services apart to which a role is passed, or roles by their tags. */
const PASSING = /^(iam:passedtoservice|(aws|iam):resourcetag\/.*)$/i;

/** Whoever may pass every role to every service may have what any role has. */
function lintPassing({ actions, resources, conditions }: ReadStatement, report: Report): void {
  if (resources?.texts.some(({ text }) => text === "*") !== true || resources.inverted) return;
  if (conditions.some(({ key }) => PASSING.test(key))) return;
  for (const { text, pointer } of actions) {
    if (text.toLowerCase() !== "iam:passrole") continue;
    report(
      "pass-role-unconfined",
      pointer,
      "iam:PassRole on * lets every role be passed to every service, and so lends what each of them may do.",
      "Name the roles, and the service in a condition on iam:PassedToService.",
    );
  }
}

/** Keys by which a call of a service is tied to somebody's resource. */
const SOURCES =
  /^(aws:source(arn|account|orgid|orgpaths)|kms:(encryptioncontext|viaservice|calleraccount).*)$/i;

/** A service calls for whoever asks it to, other accounts too. */
function lintServices(
  { value, pointer, conditions, setting }: ReadStatement,
  report: Report,
): void {
  // Which services name a source when they assume a role is each service's matter.
  if (setting.name === "trust" || setting.name === "endpoint") return;
  const principal = member(value, "Principal");
  if (!isObject(principal) || !Object.hasOwn(principal, "Service")) return;
  if (conditions.some(({ key }) => SOURCES.test(key))) return;
  report(
    "service-unconfined",
    step(step(pointer, "Principal"), "Service"),
    "The service is allowed whoever it calls for, other accounts too.",
    "If the service names its source, add a condition on aws:SourceArn or aws:SourceAccount.",
  );
}
