import { member } from "./elements";
import type { Report } from "./finding";
import { step } from "./finding";
import type { PolicyForm, PolicyFormName } from "./forms";
import { present } from "./presence";
import { lintPrincipals } from "./principals";

/** Whom a statement speaks of, and whether it may say so. */
export function lintWho(
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  { name, form }: { readonly name: PolicyFormName; readonly form: PolicyForm },
  allows: boolean,
  report: Report,
): void {
  const at = present(value, "Principal", pointer, form.principal, form, report);
  if (name === "resource-control") lintControl(value, pointer, report);
  if (at === undefined) return;
  const inverted = at.endsWith("/NotPrincipal");
  if (inverted && allows) {
    report(
      "not-principal-allowed",
      at,
      "Allow with NotPrincipal allows everyone else, unsigned requests too.",
      "Name the principals in Principal.",
    );
  }
  const everyone = lintPrincipals(
    member(value, inverted ? "NotPrincipal" : "Principal"),
    at,
    report,
  );
  const isOpen = everyone && !inverted && allows && !Object.hasOwn(value, "Condition");
  if (isOpen && name !== "endpoint") {
    report(
      "principal-everyone",
      at,
      "Everyone is allowed, in every account and unsigned.",
      "Name the principals, or add a condition such as aws:PrincipalOrgID or aws:SourceArn.",
    );
  }
}

/** What resource control policies may not hold beyond what all policies may not. */
function lintControl(
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  report: Report,
): void {
  for (const [element, isRight, fix] of [
    ["Effect", member(value, "Effect") === "Deny", "Deny alone; AWS's RCPFullAWSAccess allows."],
    ["Principal", member(value, "Principal") === "*", '"*", and narrow it down by conditions.'],
    ["NotAction", !Object.hasOwn(value, "NotAction"), "Action instead."],
  ] as const) {
    if (isRight) continue;
    report(
      "control-policy-invalid",
      step(pointer, element),
      `A resource control policy cannot hold this ${element}.`,
      `Write ${fix}`,
    );
  }
}
