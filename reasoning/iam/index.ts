export { contextOf, satisfies } from "./condition";
export type { RequestContext } from "./condition";
export { decide } from "./decide";
export type { Decision, Held, Request, StatementPlace } from "./decide";
export { MalformedDocument, parseDocument, POLICY_VERSION } from "./document";
export type { Condition, Document, Principals, Statement } from "./document";
export {
  actionCovers,
  actionOverlaps,
  arnCovers,
  arnOverlaps,
  covers,
  matches,
  overlaps,
} from "./pattern";
