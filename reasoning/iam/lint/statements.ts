import type { NamedActions } from "./actions";
import { lintActions } from "./actions";
import type { LintCondition } from "./conditions";
import { lintConditions } from "./conditions";
import { lintContradictions } from "./contradictions";
import { lintCautions } from "./cautions";
import { isObject, member } from "./elements";
import type { Report } from "./finding";
import { shown, step } from "./finding";
import type { PolicyForm, PolicyFormName } from "./forms";
import { lintGuards } from "./guards";
import { lintKeyUse } from "./key-use";
import { nearestName } from "./nearest";
import { oneOf } from "./presence";
import { lintResources } from "./resources";
import { lintVariables } from "./variables";
import { lintWho } from "./who";

/** What the document around a statement says. */
export interface StatementSetting {
  readonly name: PolicyFormName;
  readonly form: PolicyForm;
  /** Whether `${` is plain text, since the document is of an older version. */
  readonly inert: boolean;
  /** Identifiers that were met, with the place of the first. */
  readonly sids: Map<string, string>;
}

const ELEMENTS: readonly string[] = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
  ...["Resource", "NotResource", "Condition"],
];

/** Judges one statement of a document. */
export function lintStatement(
  value: unknown,
  pointer: string,
  setting: StatementSetting,
  report: Report,
): void {
  if (!isObject(value)) {
    report(
      "element-malformed",
      pointer,
      `${shown(value)} is no statement.`,
      'Write an object such as {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}.',
    );
    return;
  }
  lintNames(value, pointer, report);
  lintSid(member(value, "Sid"), step(pointer, "Sid"), setting, report);
  const effect = member(value, "Effect");
  if (effect !== "Allow" && effect !== "Deny") {
    report(
      "effect-invalid",
      step(pointer, "Effect"),
      effect === undefined ? "The effect is missing." : `${shown(effect)} is no effect.`,
      "Write Allow or Deny, with a capital.",
    );
  }
  const allows = effect === "Allow";
  const conditions = conditionsOf(value, pointer, report);
  const { actions, inverted } = actionsOf(value, pointer, setting, allows, report);
  const resources = oneOf(value, "Resource", pointer, setting.form.resource, setting.form, report);
  lintWho(value, pointer, setting, allows, report);
  if (resources !== undefined && !inverted && !resources.inverted)
    lintResources(resources.texts, actions, setting.name, report);
  const values = conditions.flatMap((condition) => condition.values);
  lintVariables([...(resources?.texts ?? []), ...values], setting.inert, report);
  if (!inverted) lintKeyUse(conditions, actions, report);
  if (allows) lintGuards(conditions, report);
  lintCautions({ value, pointer, allows, actions, resources, conditions, setting }, report);
  lintContradictions(conditions, report);
}

function lintNames(
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  report: Report,
): void {
  for (const name of Object.keys(value)) {
    if (ELEMENTS.includes(name)) continue;
    const nearest = nearestName(name, ELEMENTS);
    report(
      "element-unknown",
      step(pointer, name),
      `A statement has no element ${shown(name)}.`,
      nearest === undefined ? `Write one of ${ELEMENTS.join(", ")}.` : `Did you mean ${nearest}?`,
    );
  }
}

function lintSid(sid: unknown, pointer: string, setting: StatementSetting, report: Report): void {
  if (sid === undefined || sid === "") return;
  if (typeof sid !== "string" || (setting.form.iam && !/^[A-Za-z0-9]+$/.test(sid))) {
    report(
      "sid-invalid",
      pointer,
      `${shown(sid)} is no identifier of a statement.`,
      "Write letters A-Z and a-z and digits alone.",
    );
    return;
  }
  const first = setting.sids.get(sid);
  if (first === undefined) setting.sids.set(sid, pointer);
  else
    report(
      "sid-duplicate",
      pointer,
      `${shown(sid)} is the identifier of ${first} too.`,
      "Give each statement an identifier of its own, or none.",
    );
}

function conditionsOf(
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  report: Report,
): readonly LintCondition[] {
  const condition = member(value, "Condition");
  return condition === undefined
    ? []
    : lintConditions(condition, step(pointer, "Condition"), report);
}

function actionsOf(
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  setting: StatementSetting,
  allows: boolean,
  report: Report,
): { readonly actions: readonly NamedActions[]; readonly inverted: boolean } {
  const found = oneOf(value, "Action", pointer, "required", setting.form, report);
  if (found === undefined) return { actions: [], inverted: false };
  const { texts, inverted, at } = found;
  const actions = lintActions(texts, report);
  if (inverted && allows) {
    report(
      "not-action-allowed",
      at,
      "Allow with NotAction allows every action that is not named, those of future services too.",
      "Name the actions in Action, or deny with NotAction.",
    );
  }
  if (setting.name === "trust") {
    for (const { text, pointer: place } of actions) {
      if (/^(sts:|\*)/i.test(text)) continue;
      report(
        "trust-action-invalid",
        place,
        `${shown(text)} is no action of STS.`,
        "Write sts:AssumeRole, sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity, sts:SetSourceIdentity or sts:TagSession.",
      );
    }
  }
  return { actions, inverted };
}
