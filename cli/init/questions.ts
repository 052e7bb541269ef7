import { KEY_QUESTIONS } from "./key-questions";
import { NETWORK_QUESTIONS } from "./network-questions";
import type { Question } from "./question";
import { STACK_QUESTIONS } from "./stack-questions";

/** Every question, in the order in which they are asked: what decides about others comes first. */
export const QUESTIONS: readonly Question[] = [
  ...STACK_QUESTIONS,
  ...NETWORK_QUESTIONS,
  ...KEY_QUESTIONS,
];
