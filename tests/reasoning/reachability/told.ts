import type { Answer, Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { GUIDE } from "./documentation/guide";

/** Answers a question about the guide's network with something changed. */
export function answered(question: Question, changes: readonly Change[]): Answer {
  return reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    question,
  );
}

/** What an answer comes to: its outcome, then each blocker in full, or what is not known. */
export function told(question: Question, changes: readonly Change[]): readonly string[] {
  const { outcome, blockers, blockedBy } = answered(question, changes);
  const stops = blockers.map(
    ({ code, path, component, id, pointer, message }) =>
      `${code} ${path}: ${component} ${id} at ${pointer}: ${message}`,
  );
  return [outcome, ...stops, ...blockedBy];
}

/** The components on a way, each with its id and the rule or route that decided. */
export function passed(way: Answer["forward"]): readonly string[] {
  return (way ?? []).map(({ component, id, pointer = "" }) => `${component} ${id} ${pointer}`);
}
