import type { Kit } from "./kit";
import { OtherStack } from "./other-stack";

/**
 * The stack that has an environment's network.
 *
 * @param stack as a StackReference names it.
 * @param what it has to be, with its article.
 */
export function networkStack(kit: Kit, stack: string, what: string): OtherStack {
  return new OtherStack(
    { kind: "Platform", name: kit.name },
    { stack, path: ["network", "fromStack"], what },
    { name: kit.named("network-stack"), options: kit.options },
  );
}
