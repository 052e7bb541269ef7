import type * as pulumi from "@pulumi/pulumi";

/** An `Output` as the SDK itself builds one. */
type NewOutput = new (
  resources: unknown,
  value: Promise<unknown>,
  isKnown: Promise<boolean>,
  isSecret: Promise<boolean>,
  allResources: unknown,
) => pulumi.Output<unknown>;

/** The parts of an `Output`, and its `apply` with the SDK's own second argument. */
interface OutputParts {
  resources(): unknown;
  promise(withUnknowns: boolean): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  allResources(): unknown;
  apply(
    work: (value: readonly [unknown, unknown, unknown]) => unknown,
    evenIfUnknown: boolean,
  ): OutputParts;
}

type GetOutput = (
  this: pulumi.StackReference,
  name: pulumi.Input<string>,
) => pulumi.Output<unknown>;

/**
 * Lets a StackReference know some outputs while others are unknown. A stack that is deployed has no
 * unknown outputs, so the SDK takes all of them for unknown as soon as one is; a stack that is only
 * planned has some of each.
 */
export function outputsOneByOne(sdk: typeof pulumi): void {
  const Output = sdk.Output as unknown as NewOutput;
  const prototype = sdk.StackReference.prototype as unknown as {
    getOutput: GetOutput;
    requireOutput: GetOutput;
  };
  const original = prototype.getOutput;
  const one = (required: boolean): GetOutput =>
    function (name) {
      const parts = sdk.all([name, this.name, this.outputs]) as unknown as OutputParts;
      const value = parts.apply(([key, stack, outputs]) => {
        if (sdk.containsUnknowns(key) || sdk.isUnknown(outputs)) return sdk.unknown;
        if (required && !Object.hasOwn(outputs as object, String(key))) {
          throw new Error(
            `Required output '${String(key)}' does not exist on stack '${String(stack)}'.`,
          );
        }
        return (outputs as Readonly<Record<string, unknown>>)[String(key)];
      }, true);
      // The SDK's own answer knows which names are secret.
      const { isSecret } = original.call(this, name) as unknown as OutputParts;
      return new Output(
        value.resources(),
        value.promise(true),
        value.isKnown,
        isSecret,
        value.allResources(),
      );
    };
  prototype.getOutput = one(false);
  prototype.requireOutput = one(true);
}
