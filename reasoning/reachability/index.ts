/**
 * VPC reachability: who can reach whom in a network that is described as data, and why not.
 *
 * The story in order: a network (`network`) is read from JSON (`read-network`).
 */
export { readNetwork } from "./read-network";
export type { NetworkReading } from "./read-network";
export type { Fault } from "./json";
export { EMPTY_NETWORK } from "./network";
export type * from "./network";
export type * from "./question";
export type * from "./answer";
export { EXPLANATION_CODES } from "./explanation";
export type { ExplanationCode } from "./explanation";
