import type { Maybe, Truth } from "../known";
import { all, any, isKnown } from "../known";
import type { Misfit, StatementExplanation } from "./explanation";
import { termsOf } from "./grant-terms";
import { namesGrantee, operationOf, refOfGrant, retires } from "./grants";
import type { Question } from "./match";
import type { Naming } from "./principal";
import type { Simulation } from "./simulation";

/** Says of every grant of a key why it does not speak of the request, if it does not. */
export function* explainGrants(
  { request, policies }: Simulation,
  { lookup }: Question,
  called: Misfit["got"],
): Iterable<StatementExplanation> {
  const { grants = [] } = policies;
  const operation = operationOf(request.action);
  if (operation === undefined || !isKnown(grants)) return;
  for (const grant of grants) {
    if (!isKnown(grant)) continue;
    const { grantee, retiringPrincipal: retiring } = grant;
    const statement = refOfGrant(grant);
    const retired =
      retiring !== undefined && retires(operation)
        ? isNamed(namesGrantee(retiring, request.caller))
        : false;
    const named = isNamed(namesGrantee(grantee, request.caller));
    const misfits = [
      ...misfit("Principal", "/grantee", grantee, called, named),
      ...termsOf(grant, { operation, request, lookup }).filter(({ fits }) => fits !== true),
    ];
    const applies = any([retired, all(misfits.map(({ fits }) => fits))]);
    yield { statement, applies, misfits: applies === true ? [] : misfits };
  }
}

function isNamed({ direct, behind, account }: Naming): Truth {
  return any([direct, behind, account]);
}

function misfit(
  element: Misfit["element"],
  pointer: string,
  wanted: Maybe<string>,
  got: Misfit["got"],
  fits: Truth,
): readonly Misfit[] {
  if (fits === true) return [];
  return [{ element, pointer, wanted: isKnown(wanted) ? [wanted] : [], got, fits }];
}
