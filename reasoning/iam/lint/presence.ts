import type { Placed } from "./elements";
import { member, readTexts } from "./elements";
import type { Report } from "./finding";
import { step } from "./finding";
import type { PolicyForm, Presence } from "./forms";

/** An element or its opposite, as it was found. */
export interface Found {
  readonly texts: readonly Placed[];
  readonly inverted: boolean;
  readonly at: string;
}

/** Reads an element or its opposite, and judges whether it may be there at all. */
export function oneOf(
  value: Readonly<Record<string, unknown>>,
  name: "Action" | "Resource",
  pointer: string,
  presence: Presence,
  form: PolicyForm,
  report: Report,
): Found | undefined {
  const at = present(value, name, pointer, presence, form, report);
  if (at === undefined) return undefined;
  const inverted = at.endsWith(`/Not${name}`);
  return {
    texts: readTexts(member(value, inverted ? `Not${name}` : name), at, report),
    inverted,
    at,
  };
}

/** The pointer to an element or its opposite, if one is there and may be. */
export function present(
  value: Readonly<Record<string, unknown>>,
  name: "Action" | "Resource" | "Principal",
  pointer: string,
  presence: Presence,
  form: PolicyForm,
  report: Report,
): string | undefined {
  const [plain, inverted] = [Object.hasOwn(value, name), Object.hasOwn(value, `Not${name}`)];
  const at = step(pointer, inverted ? `Not${name}` : name);
  if (plain && inverted) {
    report("element-doubled", at, `Not${name} stands beside ${name}.`, "Keep one of them.");
    return undefined;
  }
  if (!plain && !inverted) {
    if (presence === "required")
      report(
        "element-missing",
        at,
        `A statement of a ${form.name} needs ${name}.`,
        `Add ${name}${name === "Action" ? "" : ` or Not${name}`}.`,
      );
    return undefined;
  }
  if (presence === "forbidden") {
    report(
      "element-misplaced",
      at,
      `A ${form.name} has no ${inverted ? "Not" : ""}${name}: ${name === "Principal" ? "it speaks of whom it is attached to" : "it speaks of the role that it belongs to"}.`,
      "Remove it.",
    );
    return undefined;
  }
  return at;
}
