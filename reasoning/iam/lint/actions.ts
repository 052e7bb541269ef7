import type { Action, ServiceActions } from "../actions";
import { serviceActions } from "../actions";
import { matches } from "../pattern";
import { remember } from "../../remember";
import type { Placed } from "./elements";
import type { Report } from "./finding";
import { shown } from "./finding";
import { nearestName } from "./nearest";

/** What an action of a statement stands for, as far as the table tells. */
export interface NamedActions extends Placed {
  /** The service, if the table holds it; absent too for `*` and for malformed actions. */
  readonly service?: ServiceActions;
  /** Every action that the text stands for; empty where the table cannot tell. */
  readonly actions: readonly Action[];
}

const FORM = /^([A-Za-z0-9-]+):([A-Za-z0-9*?]+)$/;

/** The longest name of an action in any service has half as many letters. */
const LONGEST = 128;

/** The actions that a pattern with its service stands for. */
const fitting = remember((text: string): readonly Action[] => {
  const [prefix = "", pattern = ""] = text.toLowerCase().split(":");
  const all = serviceActions(prefix)?.actions ?? [];
  return all.filter((each) => matches(pattern, each.name.toLowerCase()));
});

function expand(service: ServiceActions, name: string): readonly Action[] {
  if (!/[*?]/.test(name)) {
    const one = service.action(name);
    return one === undefined ? [] : [one];
  }
  return fitting(`${service.prefix}:${name}`);
}

/** Whether the actions of a statement exist, and which ones they are. */
export function lintActions(texts: readonly Placed[], report: Report): readonly NamedActions[] {
  return texts.map((placed) => lintAction(placed, report));
}

function lintAction({ text, pointer }: Placed, report: Report): NamedActions {
  const unknown: NamedActions = { text, pointer, actions: [] };
  if (/^\*+$/.test(text)) return unknown;
  if (text.includes("${")) {
    report(
      "variable-misplaced",
      pointer,
      `${shown(text)} holds a policy variable, which works in Resource and Condition alone.`,
      "Name the actions.",
    );
    return unknown;
  }
  const [, prefix = "", name = ""] = FORM.exec(text) ?? [];
  if (name === "" || name.length > LONGEST) {
    report(
      "action-malformed",
      pointer,
      `${shown(text)} is no action.`,
      "Write * or <service>:<Action>, such as s3:GetObject; wildcards may stand in the action's name.",
    );
    return unknown;
  }
  const service = serviceActions(prefix);
  // Nothing can be said of a service that the table leaves out.
  if (service === undefined) return unknown;
  const actions = expand(service, name);
  if (actions.length === 0) reportMissing(service, name, { text, pointer }, report);
  return { text, pointer, service, actions };
}

function reportMissing(
  service: ServiceActions,
  name: string,
  { text, pointer }: Placed,
  report: Report,
): void {
  const pattern = /[*?]/.test(name);
  const nearest = nearestName(
    name.replace(/[*?]/g, ""),
    service.actions.map((each) => each.name),
  );
  const fix =
    nearest === undefined
      ? `See the actions of ${service.prefix} in the Service Authorization Reference.`
      : `Did you mean ${service.prefix}:${nearest}?`;
  report(
    pattern ? "action-matches-nothing" : "action-unknown",
    pointer,
    pattern
      ? `${shown(text)} fits no action that AWS documents for ${service.prefix}.`
      : `AWS documents no action ${shown(name)} of ${service.prefix}.`,
    fix,
  );
}
