import type { Maybe } from "../known";
import { isKnown, mapKnown } from "../known";
import { actionOf } from "./action";
import { mayBeOf } from "./actions/resource-form";
import type { ArnPattern } from "./arn";
import { requestedResource } from "./match";
import { covers } from "./pattern";
import type { SimulatedRequest } from "./simulation";

/**
 * The resource that is asked about: of a pattern what it stands for in the resource's account, where it leaves
 * open an account that there has to be. The ARNs of buckets have none, so that theirs stay as they are.
 */
export function resourceOf(request: SimulatedRequest): Maybe<ArnPattern> {
  return mapKnown(request.resource, (text) => inAccount(requestedResource(text), request));
}

/** Whether it stands for many: a lone star is what an action without resources is requested on. */
export function isPattern({ wild, text }: ArnPattern): boolean {
  return wild && text !== "*";
}

function inAccount(pattern: ArnPattern, { action, resourceAccount }: SimulatedRequest): ArnPattern {
  if (!isPattern(pattern) || resourceAccount === undefined || !isKnown(resourceAccount))
    return pattern;
  const parts = pattern.text.split(":");
  const [, , , , account = ""] = parts;
  if (parts.length < 6 || account === resourceAccount || !covers(account, resourceAccount))
    return pattern;
  const forms = actionOf(action).resources?.filter((form) => mayBeOf(form, pattern)) ?? [];
  const needsAccount = forms.length > 0 && forms.every((form) => form.pattern.parts[4] === "*");
  return needsAccount ? requestedResource(parts.with(4, resourceAccount).join(":")) : pattern;
}
