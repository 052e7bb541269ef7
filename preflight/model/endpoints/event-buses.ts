import { parseArn } from "../../../mwaa/service/arns";
import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** The name of the bus that every account has. */
export const DEFAULT_BUS = "default";

/** The bus that a rule, a target or a policy is on, by name; unset means the account's own one. */
export function busNameOf(world: World, resource: Resource): Maybe<string> {
  const bus = world.reference(resource, ["eventBusName"], "eventBus");
  switch (bus.kind) {
    case "absent":
      return DEFAULT_BUS;
    case "outside":
      return bus.value.replace(/^arn:.*:event-bus\//, "");
    case "unknown":
      return bus.unknown;
    case "resource": {
      const name = world.text(bus.resource, "name");
      // A name that is made up later is told apart by whose it is.
      return isKnown(name) ? (name ?? bus.resource.urn) : bus.resource.urn;
    }
  }
}

/** An event bus that a rule sends to. */
export interface ForwardingTarget {
  /** Absent where no stack holds it. */
  readonly bus?: Resource;
  readonly arn: Maybe<string>;
}

/** The bus that a target is; undefined if it is something else. */
export function busOfTarget(world: World, target: Resource): Maybe<ForwardingTarget | undefined> {
  const reference = world.reference(target, ["arn"], "eventBus");
  const text = world.text(target, "arn");
  if (reference.kind === "resource") {
    return { bus: reference.resource, arn: isKnown(text) ? (text ?? hidden(target)) : text };
  }
  if (text === undefined) return undefined;
  if (!isKnown(text)) {
    // Whatever else it is made from is no bus.
    const other = world.reference(target, ["arn"], "lambdaFunction", "queue");
    return other.kind === "resource" ? undefined : text;
  }
  const arn = parseArn(text);
  if (arn?.service !== "events" || !arn.resource.startsWith("event-bus/")) return undefined;
  const name = arn.resource.slice("event-bus/".length);
  const bus = world.of("eventBus").find((each) => {
    const account = world.account(each);
    const region = world.region(each);
    return world.text(each, "name") === name && account === arn.account && region === arn.region;
  });
  return { ...(bus !== undefined && { bus }), arn: text };
}

function hidden(target: Resource): Unknown {
  return new Unknown([pointer(target, ["arn"])]);
}
