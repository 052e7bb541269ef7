import assert from "node:assert/strict";
import type { Answer, Hop, Outcome, Question } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { answered } from "./told";

/** The answer to a question about the network of the user guide, with something changed. */
export function answerOf(question: Question, ...changes: readonly Change[]): Answer {
  return answered(question, changes);
}

/** What stops packets, or what has to be known first. */
function toldBy({ blockers, blockedBy }: Answer): readonly string[] {
  const stops = blockers.map(
    ({ path, code, component, id, pointer, message }) =>
      `${path} ${code} at ${component} ${id} ${pointer}: ${message}`,
  );
  return [...stops, ...blockedBy];
}

/** What packets pass, without where. */
export function hopsOf(way: readonly Hop[] | undefined): readonly string[] {
  return (way ?? []).map(({ component, id, pointer }) => `${component} ${id} ${pointer ?? "-"}`);
}

/** A question with its whole answer: the outcome, and what is told of it. */
export type Case = readonly [
  title: string,
  question: Question,
  changes: readonly Change[],
  outcome: Outcome,
  told: readonly string[],
];

/** Tests that each question has its answer. */
export function itAnswers(cases: readonly Case[]): void {
  for (const [title, question, changes, outcome, told] of cases) {
    it(`${title}: ${outcome}`, () => {
      const answer = answerOf(question, ...changes);
      assert.deepEqual([answer.outcome, ...toldBy(answer)], [outcome, ...told]);
    });
  }
}
