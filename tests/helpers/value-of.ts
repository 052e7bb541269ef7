import type { Output } from "@pulumi/pulumi";

interface Inspectable<T> {
  promise(withUnknowns?: boolean): Promise<T>;
  readonly isKnown: Promise<boolean>;
}

/** Waits for an output. A value that is not known is an error: an assertion on it would be idle. */
export async function valueOf<T>(output: Output<T>): Promise<T> {
  if (!(await isKnownOutput(output))) throw new Error("The output is not known.");
  return inspect(output).promise();
}

/** Whether an output is known, as it would be in a preview. */
export async function isKnownOutput(output: Output<unknown>): Promise<boolean> {
  return inspect(output).isKnown;
}

function inspect<T>(output: Output<T>): Inspectable<T> {
  return output as unknown as Inspectable<T>;
}
