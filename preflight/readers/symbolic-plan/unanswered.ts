import type * as pulumi from "@pulumi/pulumi";
import { isAnswerable } from "./invokes";
import type { ResourceMonitor } from "./monitor";

type InvokeOutput = typeof pulumi.runtime.invokeOutput;

/**
 * Makes the output form of a provider's function unknown where only AWS could answer it. The wire
 * has no message for "the whole result is unknown", so the SDK's own rule is put to use: a call with
 * an argument that is not known yet is not made, and its result is not known.
 */
export function unknownWhereUnanswered(sdk: typeof pulumi, monitor: ResourceMonitor): void {
  const runtime = sdk.runtime as { invokeOutput: InvokeOutput; invokeSingleOutput?: InvokeOutput };
  const unknown = sdk.output(sdk.unknown);
  const guard =
    (original: InvokeOutput): InvokeOutput =>
    (token, args, ...rest) => {
      if (isAnswerable(token)) return original(token, args, ...rest);
      monitor.assume(
        `What ${token} returns is not known offline; resources that a program makes from it inside apply are not part of this plan.`,
      );
      return original(token, { ...args, [UNANSWERED]: unknown }, ...rest);
    };
  runtime.invokeOutput = guard(runtime.invokeOutput);
  if (runtime.invokeSingleOutput !== undefined) {
    runtime.invokeSingleOutput = guard(runtime.invokeSingleOutput);
  }
}

const UNANSWERED = "__unanswered";
