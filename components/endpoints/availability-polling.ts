/** What the service says of an environment at one moment. */
export interface ObservedEnvironment {
  /** `CREATING`, `PENDING`, `AVAILABLE` and so on. */
  readonly status: string;
  /** The address of the web interface, as the service gives it; empty while there is none. */
  readonly webserverUrl: string;
  /** What went wrong at last, as code and sentence of the service. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

/** Whom to wait for, and how long. */
export interface Patience {
  readonly environmentName: string;
  readonly region: string;
  /** Minutes after which waiting is given up. */
  readonly timeoutMinutes: number;
  /** What to look at if creation failed, and if it does not begin. */
  readonly advice: {
    readonly creationFailed: readonly string[];
    readonly staysPending: readonly string[];
  };
}

/** The world that is asked; tests bring a clock of their own. */
export interface Observatory {
  /** Asks the service once. */
  look(): Promise<ObservedEnvironment>;
  /** Milliseconds since whenever. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** States that an environment does not leave by itself for `AVAILABLE`. */
const FINAL: Readonly<Record<string, string>> = {
  CREATE_FAILED: "could not be created",
  UPDATE_FAILED: "could not be updated and went back to what it was",
  UNAVAILABLE: "is not available",
  DELETING: "is being deleted",
  DELETED: "was deleted",
};

const FIRST_PAUSE = 15_000;
const LONGEST_PAUSE = 60_000;

/** How long a refusal may come from a role or policy that IAM has not spread yet. */
const IAM_IS_SLOW = 120_000;

/**
 * Waits until an environment is `AVAILABLE`. A state that is not known yet counts as a step on the
 * way; what does not answer is asked again.
 *
 * Its text travels into the state of the stack and runs in another process: it may use nothing of
 * other modules.
 *
 * @throws Error if the environment failed, the deadline passed, or the service refuses to answer.
 */
export async function waitUntilAvailable(
  patience: Patience,
  world: Observatory,
): Promise<ObservedEnvironment> {
  const whom = `environment "${patience.environmentName}" in ${patience.region}`;
  const began = world.now();
  const deadline = began + patience.timeoutMinutes * 60_000;
  let last = "it gave no answer";
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    try {
      const seen = await world.look();
      if (seen.status === "AVAILABLE") return seen;
      refuseFinal(whom, seen, patience);
      last = seen.status;
    } catch (error) {
      if (!mayPass(error, world.now() - began)) throw refusal(whom, error);
      last = `it does not answer (${sayingOf(error)})`;
    }
    if (world.now() + pause > deadline) throw tooLate(whom, last, patience);
    await world.sleep(pause);
  }
}

/** Marks an error that is the answer, so that nobody asks again. */
const ANSWERED = "EnvironmentNotAvailable";

function answer(message: string): Error {
  const error = new Error(message);
  error.name = ANSWERED;
  return error;
}

function refuseFinal(whom: string, seen: ObservedEnvironment, patience: Patience): void {
  const fate = FINAL[seen.status];
  if (fate === undefined) return;
  const why =
    seen.error === undefined
      ? "MWAA gives no reason."
      : `MWAA says: ${seen.error.code}: ${seen.error.message}`;
  const help =
    seen.status === "CREATE_FAILED"
      ? `${checklist(patience.advice.creationFailed)} Then delete the environment and create it anew: one that failed cannot be updated.`
      : "";
  throw answer(`The ${whom} ${fate} (${seen.status}). ${why}${help}`);
}

function tooLate(whom: string, last: string, patience: Patience): Error {
  const help = last === "PENDING" ? checklist(patience.advice.staysPending) : "";
  return answer(
    `The ${whom} was not available after ${patience.timeoutMinutes} minutes; last seen: ${last}.${help}` +
      " The next update waits again; timeoutMinutes sets for how long.",
  );
}

function checklist(points: readonly string[]): string {
  return ` Check that ${points.map((point, index) => `(${index + 1}) ${point}`).join("; ")}.`;
}

function refusal(whom: string, error: unknown): Error {
  if (factOf(error, "name") === ANSWERED && error instanceof Error) return error;
  return answer(
    `The state of the ${whom} cannot be read (${sayingOf(error)}).` +
      " Check region, account and credentials: airflow:GetEnvironment must be allowed, through roleArn or profile if another account's environment is asked for.",
  );
}

/** Whether asking again may help: the service is busy or out of reach, or IAM is behind. */
function mayPass(error: unknown, elapsed: number): boolean {
  const name = factOf(error, "name");
  if (/^AccessDenied/.test(name)) return elapsed < IAM_IS_SLOW;
  const busy = /Throttl|TooManyRequests|InternalServer|InternalFailure|ServiceUnavailable|Timeout/;
  // Errors of the network have a code of the operating system; those of the service have none.
  return busy.test(name) || /^E[A-Z_]+$/.test(factOf(error, "code"));
}

function sayingOf(error: unknown): string {
  const message = factOf(error, "message");
  const name = factOf(error, "name");
  return message === "" ? name : `${name}: ${message}`;
}

function factOf(error: unknown, key: string): string {
  if (typeof error !== "object" || error === null) return "";
  const value: unknown = Reflect.get(error, key);
  return typeof value === "string" ? value : "";
}
