import assert from "node:assert/strict";
import type { Evaluation, Simulation } from "../../../reasoning/iam";
import { evaluate, isFaulty, readSimulation } from "../../../reasoning/iam";

/** The caller's account, and another one. */
export const OWN = "111122223333";
export const OTHER = "444455556666";

export const ROLE = `arn:aws:iam::${OWN}:role/path/etl`;
export const USER = `arn:aws:iam::${OWN}:user/ana`;
export const SESSION = `arn:aws:sts::${OWN}:assumed-role/etl/run`;
export const ROOT = `arn:aws:iam::${OWN}:root`;

/** The caller behind {@link SESSION} with the path of its role. */
export const CALLER = { session: SESSION, role: ROLE };

/** A document of the version that knows variables. */
export function document(...statements: readonly object[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map((each) => ({ Effect: "Allow", Action: "*", Resource: "*", ...each })),
  };
}

/** A document whose statements name principals. */
export function naming(principal: unknown, more: object = {}): object {
  return document({ Principal: principal, ...more });
}

/** A simulation of reading an object of the caller's account, changed by a request's members. */
export function simulation(policies: object, request: object = {}): Simulation {
  const read = readSimulation({
    request: {
      principal: CALLER,
      action: "s3:GetObject",
      resource: "arn:aws:s3:::lake/a.csv",
      resourceAccount: OWN,
      otherContext: "absent",
      ...request,
    },
    policies,
  });
  assert.ok(!isFaulty(read), isFaulty(read) ? read.message : "");
  return read;
}

/** The answer to such a simulation. */
export function answerTo(policies: object, request: object = {}): Evaluation {
  return evaluate(simulation(policies, request));
}
