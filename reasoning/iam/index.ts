export { contextOf, satisfies } from "./condition";
export type { RequestContext } from "./condition";
export { decide, speaksOfAction, weigh } from "./decide";
export type { Decision, Held, Request, StatementPlace, Weighed } from "./decide";
export { MalformedDocument, OLDER_POLICY_VERSION, parseDocument, POLICY_VERSION } from "./document";
export type { Condition, Document, DocumentForm, Principals, Statement } from "./document";
export {
  actionCovers,
  actionOverlaps,
  arnCovers,
  arnOverlaps,
  covers,
  matches,
  overlaps,
} from "./pattern";
export { accountOf, speaksOf } from "./principal";
export type { Principal } from "./principal";
export { decideTogether } from "./together";
export type { JointDecision, Policies, PolicySet } from "./together";
export { hasVariable, loosen } from "./variable";
