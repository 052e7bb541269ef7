export { satisfies } from "./condition";
export { contextOf } from "./context";
export type { RequestContext } from "./context";
export { decide, speaksOfAction, weigh } from "./decide";
export type { Decision, Held, Request, StatementPlace, Weighed } from "./decide";
export { MalformedDocument, OLDER_POLICY_VERSION, POLICY_VERSION } from "./document";
export { parseDocument } from "./parse-document";
export type { Condition, Document, DocumentForm, Principals, Statement } from "./document";
export { arnCovers, arnOverlaps } from "./arn";
export { actionCovers, actionOverlaps, covers, matches, overlaps } from "./pattern";
export { accountOf, speaksOf } from "./principal";
export type { Principal } from "./principal";
export { decideTogether } from "./together";
export type { JointDecision, Policies, PolicySet } from "./together";
export { hasVariable, loosen } from "./variable";
export { callerFromArn } from "./caller";
export type { Caller, FederatedUser, RoleSession } from "./caller";
export { contextChanges } from "./changes";
export type { ContextChange } from "./changes";
export { evaluate } from "./evaluate";
export { explain } from "./explain";
export type { Misfit, StatementExplanation } from "./explanation";
export { OUTCOMES } from "./evaluation";
export type { Evaluation, Outcome, StatementRef } from "./evaluation";
export { SimulationFaults } from "./fault";
export type { SimulationFault } from "./fault";
export { isFaulty, readSimulation } from "./read-simulation";
export { POLICY_KINDS } from "./simulation";
export type {
  ContextValue,
  DocumentList,
  EncryptionContext,
  GivenContext,
  KeyGrant,
  NamedDocument,
  PolicyKind,
  SimulatedPolicies,
  SimulatedRequest,
  Simulation,
} from "./simulation";
export { LIMITS } from "./size";
export { answer } from "./write-answer";
export type { Written, WrittenAnswer, WrittenExplanation, WrittenMisfit } from "./write-answer";
