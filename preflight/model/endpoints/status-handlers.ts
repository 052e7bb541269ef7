import { arnCovers } from "../../../reasoning/iam";
import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../../reasoning/known";
import { hearsStatus, isEndpointAutomation, statusHandlers } from "./endpoint-automation";
import { namesAny } from "../mentions";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** Whether a function acts on changes of the status of environments: it hears them, or it is ours. */
export function handlesStatus(world: World, handler: Resource): boolean {
  return isEndpointAutomation(handler) || statusHandlers(world).includes(handler);
}

/** Whether a rule of EventBridge is at work. */
export function isEnabled(world: World, rule: Resource): Truth {
  const state = world.text(rule, "state");
  if (!isKnown(state)) return state;
  // The older switch counts only where the newer one is not used.
  if (state !== undefined) return state !== "DISABLED";
  const enabled = world.value(rule, "isEnabled");
  if (enabled instanceof Unknown) return enabled;
  return enabled !== false && enabled !== "false";
}

/** The targets by which rules that hear of the status call a function. */
export function statusTargets(world: World, handler: Resource): readonly Resource[] {
  return world.pointingAt(handler, "eventTarget", "arn").resources.filter((target) => {
    const rule = world.reference(target, ["rule"], "eventRule");
    return rule.kind === "resource" && hearsStatus(world, rule.resource);
  });
}

/** Whether something calls a function now and then, whatever events come. */
export function runsOnSchedule(world: World, handler: Resource): Truth {
  const { resources, more } = world.pointingAt(handler, "eventTarget", "arn");
  return any([
    ...resources.map((target) => isScheduled(world, target)),
    isOnScheduler(world, handler),
    ...(more === undefined ? [] : [more]),
  ]);
}

/** Whether a schedule of EventBridge Scheduler calls a function. */
export function isOnScheduler(world: World, handler: Resource): Truth {
  return any(
    world.of("schedule").map((schedule): Truth => {
      const target = world.reference(schedule, ["target", "arn"], "lambdaFunction");
      const calls = pointsAt(target, handler);
      const state = world.text(schedule, "state");
      return all([calls, isKnown(state) ? state !== "DISABLED" : state]);
    }),
  );
}

function isScheduled(world: World, target: Resource): Truth {
  const rule = world.reference(target, ["rule"], "eventRule");
  if (rule.kind === "unknown") return rule.unknown;
  if (rule.kind !== "resource") return new Unknown([pointer(target, ["rule"])]);
  const expression = world.text(rule.resource, "scheduleExpression");
  return all([
    isKnown(expression) ? expression !== undefined : expression,
    isEnabled(world, rule.resource),
  ]);
}

function pointsAt(reference: Reference, resource: Resource): Truth {
  if (reference.kind === "unknown") return reference.unknown;
  return reference.kind === "resource" && reference.resource === resource;
}

/** Where Lambda puts the events that a function fails on for good: one of these has to be set. */
export function keepsFailures(world: World, handler: Resource): Truth {
  const { resources, more } = asyncConfigurations(world, handler);
  const set = (resource: Resource, ...path: readonly [string, ...string[]]): Truth => {
    const value = world.value(resource, ...path);
    return value instanceof Unknown ? value : typeof value === "string" && value !== "";
  };
  return any([
    set(handler, "deadLetterConfig", "targetArn"),
    ...resources.map((each) => set(each, "destinationConfig", "onFailure", "destination")),
    ...(more === undefined ? [] : [more]),
  ]);
}

/** What a function does with events that it fails on; a version's own says nothing of the function. */
export function asyncConfigurations(
  world: World,
  handler: Resource,
): { readonly resources: readonly Resource[]; readonly more?: Unknown } {
  const { resources, more } = world.pointingAt(handler, "lambdaAsyncConfiguration", "functionName");
  const own = resources.filter((each) => {
    const qualifier = world.text(each, "qualifier");
    return qualifier === undefined || qualifier === "$LATEST";
  });
  return more === undefined ? { resources: own } : { resources: own, more };
}

/** Whether an alarm looks at a function, or at the queue of what it failed on. */
export function isAlarmed(world: World, handler: Resource): Truth {
  const queues = failureQueues(world, handler);
  const watched = [handler, ...queues].flatMap((each) => {
    const name = world.text(each, "name");
    return typeof name === "string" ? [name] : [];
  });
  const urns = [handler, ...queues].map(({ urn }) => urn);
  return any(
    world.of("metricAlarm").map((alarm): Truth => {
      const edges = ["dimensions", "metricQueries"].flatMap(
        (property) => alarm.propertyDependencies[property] ?? [],
      );
      if (edges.some((urn) => urns.includes(urn))) return true;
      const named = ["dimensions", "metricQueries"].map((each) => namesAny(alarm, each, watched));
      const hidden = watched.length > 0 ? [] : [new Unknown([pointer(handler, ["name"])])];
      return any([...named, ...hidden]);
    }),
  );
}

function failureQueues(world: World, handler: Resource): readonly Resource[] {
  const references = [
    world.reference(handler, ["deadLetterConfig", "targetArn"], "queue"),
    ...asyncConfigurations(world, handler).resources.map((each) =>
      world.reference(each, ["destinationConfig", "onFailure", "destination"], "queue"),
    ),
    ...statusTargets(world, handler).map((each) =>
      world.reference(each, ["deadLetterConfig", "arn"], "queue"),
    ),
  ];
  return references.flatMap((each) => (each.kind === "resource" ? [each.resource] : []));
}

/** Whether a permission of a function lets EventBridge call it for a rule. */
export function permits(world: World, permission: Resource, rule: Resource): Truth {
  const action = world.text(permission, "action");
  const principal = world.text(permission, "principal");
  const qualifier = world.text(permission, "qualifier");
  return all([
    isKnown(action) ? /^(lambda:(InvokeFunction|\*)|\*)$/i.test(action ?? "") : action,
    isKnown(principal) ? principal === "events.amazonaws.com" || principal === "*" : principal,
    // A permission for a version or an alias says nothing of the function itself.
    isKnown(qualifier) ? qualifier === undefined || qualifier === "$LATEST" : qualifier,
    isFor(world, permission, rule),
    isOfAccount(world, permission, rule),
  ]);
}

function isFor(world: World, permission: Resource, rule: Resource): Truth {
  const source = world.text(permission, "sourceArn");
  if (source === undefined) return true;
  const named = world.reference(permission, ["sourceArn"], "eventRule");
  if (named.kind === "resource") return named.resource === rule;
  if (!isKnown(source)) return source;
  const arn = world.text(rule, "arn");
  if (!isKnown(arn)) return arn;
  // Lambda compares the source as `ArnLike` does: part by part, with wildcards.
  return arn === undefined ? new Unknown([pointer(rule, ["arn"])]) : arnCovers(source, arn);
}

function isOfAccount(world: World, permission: Resource, rule: Resource): Truth {
  const account = world.text(permission, "sourceAccount");
  if (account === undefined) return true;
  if (!isKnown(account)) return account;
  const own = world.account(rule);
  return isKnown(own) ? own === account : own;
}
