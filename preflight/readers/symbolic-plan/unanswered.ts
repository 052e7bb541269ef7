import type * as pulumi from "@pulumi/pulumi";
import { UNANSWERED } from "./invokes";
import type { ResourceMonitor } from "./monitor";

type Invoke = typeof pulumi.runtime.invoke;
type InvokeOutput = typeof pulumi.runtime.invokeOutput;

/** The SDK's functions that ask a provider, each in its two forms. */
interface Runtime {
  invoke: Invoke;
  invokeSingle?: Invoke;
  invokeOutput: InvokeOutput;
  invokeSingleOutput?: InvokeOutput;
}

/** An `Output` as the SDK itself builds one. */
type NewOutput = new (
  resources: readonly pulumi.Resource[],
  value: Promise<unknown>,
  isKnown: Promise<boolean>,
  isSecret: Promise<boolean>,
  allResources: Promise<ReadonlySet<pulumi.Resource>>,
) => pulumi.Output<never>;

/** The promises that an `Output` is made of. */
interface OutputParts {
  promise(withUnknowns: boolean): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  allResources(): Promise<ReadonlySet<pulumi.Resource>>;
}

/**
 * Makes provider functions that only AWS could answer unknown in their output form. The wire has no
 * message for "the whole result is unknown", so the monitor refuses, and what the SDK would hand to
 * the program as a rejected output becomes an unknown one. The plain form stays refused, but the
 * error gets the stack of the call, which the SDK's own does not have.
 */
export function unknownWhereUnanswered(sdk: typeof pulumi, monitor: ResourceMonitor): void {
  const runtime = sdk.runtime as Runtime;
  const Output = sdk.Output as unknown as NewOutput;
  const output =
    (original: InvokeOutput): InvokeOutput =>
    (...[token, ...rest]: Parameters<InvokeOutput>) => {
      const parts = original(token, ...rest) as unknown as OutputParts;
      const unless =
        <T>(instead: T) =>
        (error: unknown): T => {
          if (!isUnanswered(error)) throw error;
          monitor.assume(
            `What ${token} returns is not known offline; resources that the program makes from it inside apply are not part of this plan.`,
          );
          return instead;
        };
      return new Output(
        [],
        parts.promise(true).catch(unless<unknown>(sdk.unknown)),
        parts.isKnown.catch(unless(false)),
        parts.isSecret.catch(unless(false)),
        parts.allResources().catch(unless<ReadonlySet<pulumi.Resource>>(new Set())),
      );
    };
  const plain =
    (original: Invoke): Invoke =>
    async (token, ...rest) => {
      const call = new Error();
      try {
        return (await original(token, ...rest)) as unknown;
      } catch (error) {
        if (!isUnanswered(error)) throw error;
        call.message = error.message;
        throw call;
      }
    };
  runtime.invoke = plain(runtime.invoke);
  if (runtime.invokeSingle !== undefined) runtime.invokeSingle = plain(runtime.invokeSingle);
  runtime.invokeOutput = output(runtime.invokeOutput);
  if (runtime.invokeSingleOutput !== undefined) {
    runtime.invokeSingleOutput = output(runtime.invokeSingleOutput);
  }
}

function isUnanswered(error: unknown): error is Error {
  return error instanceof Error && error.message.includes(UNANSWERED);
}
