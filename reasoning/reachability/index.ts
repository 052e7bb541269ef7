/**
 * VPC reachability: who can reach whom in a network that is described as data, and why not.
 *
 * The story in order. A network (`network`) and questions about it (`question`) are plain data,
 * read from JSON (`read-network`, `read-inquiry`) or from what AWS says of a network (`describe/`).
 * An index finds its parts (`network-index`). Where packets start and who they are for becomes
 * stations (`places`, `names`; `inbound` and `aims` where packets start outside). Routes alone lead from one to the other (`walk`, with `routing` for
 * one table, `delivery` for the last mile and `through/` for what routes lead to). Along the roads,
 * packets are sent as sets (`packet-set`) through the filters (`network-acl`, `security-group`),
 * and their answers back (`settle`, into `pieces`). What becomes of each packet makes one verdict
 * (`verdict`), which is told with its way and its blockers (`explain`, `answer`).
 */
export type * from "./answer";
export { DESCRIBE_CALLS, jsonOfNetwork, networkOfDescriptions } from "./describe";
export { EXPLANATION_CODES } from "./explanation";
export type { ExplanationCode } from "./explanation";
export type { Fault } from "./json";
export { EMPTY_NETWORK } from "./network";
export type * from "./network";
export { NetworkIndex } from "./network-index";
export type * from "./question";
export { reach } from "./reach";
export { answerInquiry, readInquiry } from "./read-inquiry";
export type { Answered, Asked, Inquiry, InquiryReading } from "./read-inquiry";
export { readNetwork } from "./read-network";
export type { NetworkReading } from "./read-network";
