import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type ObservedEnvironment,
  waitUntilAvailable,
} from "../../../components/endpoints/availability-polling";

/** What the service answers at one time of asking. */
type Answer = string | Error | ObservedEnvironment;

function observed(answer: Exclude<Answer, Error>): ObservedEnvironment {
  return typeof answer === "string"
    ? { status: answer, webserverUrl: "", error: undefined }
    : answer;
}

/** Plays a service that gives these answers, the last one for ever, and a clock that only sleeps. */
function play(
  answers: readonly [Answer, ...Answer[]],
  timeoutMinutes = 180,
): { readonly outcome: Promise<ObservedEnvironment>; readonly pauses: readonly number[] } {
  const pauses: number[] = [];
  let asked = 0;
  const outcome = waitUntilAvailable(
    {
      environmentName: "airflow",
      region: "eu-west-1",
      timeoutMinutes,
      advice: { creationFailed: ["one", "two"], staysPending: ["three"] },
    },
    {
      look: () => {
        const answer = answers[Math.min(asked, answers.length - 1)] ?? answers[0];
        asked += 1;
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(observed(answer));
      },
      now: () => pauses.reduce((sum, each) => sum + each, 0),
      sleep: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
    },
  );
  return { outcome, pauses };
}

function serviceError(name: string, message = ""): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

function networkError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

async function failure(outcome: Promise<unknown>): Promise<string> {
  return outcome.then(
    () => assert.fail("It should have failed."),
    (error: unknown) => String(error instanceof Error ? error.message : error),
  );
}

describe("waitUntilAvailable", () => {
  it("asks once if the environment is available already", async () => {
    const { outcome, pauses } = play(["AVAILABLE"]);
    assert.equal((await outcome).status, "AVAILABLE");
    assert.deepEqual(pauses, []);
  });

  it("asks ever less often, up to once a minute, until the environment is available", async () => {
    const { outcome, pauses } = play([
      "PENDING",
      "PENDING",
      "CREATING",
      "CREATING",
      "CREATING",
      "AVAILABLE",
    ]);
    assert.equal((await outcome).status, "AVAILABLE");
    assert.deepEqual(pauses, [15_000, 22_500, 33_750, 50_625, 60_000]);
  });

  it("takes a state that it does not know for a step on the way", async () => {
    assert.equal((await play(["HIBERNATING", "AVAILABLE"]).outcome).status, "AVAILABLE");
  });

  for (const error of [
    serviceError("ThrottlingException"),
    serviceError("TooManyRequestsException"),
    serviceError("InternalServerException"),
    serviceError("TimeoutError"),
    networkError("ECONNRESET"),
    networkError("EAI_AGAIN"),
  ]) {
    it(`asks again after ${error.name} ${error.message}`, async () => {
      assert.equal((await play([error, error, "AVAILABLE"]).outcome).status, "AVAILABLE");
    });
  }

  it("repeats what MWAA says of a creation that failed, and what to check", async () => {
    const failed = {
      status: "CREATE_FAILED",
      webserverUrl: "",
      error: {
        code: "INCORRECT_CONFIGURATION",
        message: "You may need to check the execution role.",
      },
    };
    assert.equal(
      await failure(play(["PENDING", failed]).outcome),
      'The environment "airflow" in eu-west-1 could not be created (CREATE_FAILED). ' +
        "MWAA says: INCORRECT_CONFIGURATION: You may need to check the execution role. " +
        "Check that (1) one; (2) two. " +
        "Then delete the environment and create it anew: one that failed cannot be updated.",
    );
  });

  for (const [status, words] of [
    ["UPDATE_FAILED", "could not be updated and went back to what it was"],
    ["UNAVAILABLE", "is not available"],
    ["DELETING", "is being deleted"],
    ["DELETED", "was deleted"],
  ] as const) {
    it(`gives up at once on ${status}, and says so if MWAA gives no reason`, async () => {
      const { outcome, pauses } = play([status]);
      assert.equal(
        await failure(outcome),
        `The environment "airflow" in eu-west-1 ${words} (${status}). MWAA gives no reason.`,
      );
      assert.deepEqual(pauses, []);
    });
  }

  it("says what to check if the endpoints do not let the environment start in time", async () => {
    assert.equal(
      await failure(play(["PENDING"], 10).outcome),
      'The environment "airflow" in eu-west-1 was not available after 10 minutes; last seen: PENDING. ' +
        "Check that (1) three. The next update waits again; timeoutMinutes sets for how long.",
    );
  });

  it("says what it met last if the service never answered", async () => {
    assert.match(
      await failure(play([networkError("ECONNREFUSED")], 1).outcome),
      /was not available after 1 minutes; last seen: it does not answer \(Error: connect ECONNREFUSED\)\. The next/,
    );
  });

  it("puts up with a refusal while IAM may not know the role yet, and no longer", async () => {
    const refused = serviceError("AccessDeniedException", "not authorized");
    assert.equal((await play([refused, refused, "AVAILABLE"]).outcome).status, "AVAILABLE");
    const { outcome, pauses } = play([refused]);
    assert.match(
      await failure(outcome),
      /^The state of the environment "airflow" in eu-west-1 cannot be read \(AccessDeniedException: not authorized\)\. .*airflow:GetEnvironment must be allowed/,
    );
    const waited = pauses.reduce((sum, each) => sum + each, 0);
    assert.ok(waited >= 120_000 && waited < 240_000, `waited ${waited} ms`);
  });

  for (const name of [
    "ResourceNotFoundException",
    "ExpiredTokenException",
    "CredentialsProviderError",
  ]) {
    it(`gives up at once on ${name}`, async () => {
      const { outcome, pauses } = play([serviceError(name, "no")]);
      assert.match(await failure(outcome), new RegExp(`cannot be read \\(${name}: no\\)`));
      assert.deepEqual(pauses, []);
    });
  }

  it("never sleeps past its deadline, however long that is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4320 }), async (minutes) => {
        const { outcome, pauses } = play(["CREATING"], minutes);
        await failure(outcome);
        const waited = pauses.reduce((sum, each) => sum + each, 0);
        assert.ok(waited <= minutes * 60_000 && waited > (minutes - 1) * 60_000 - 1);
      }),
      { numRuns: 25 },
    );
  });
});
