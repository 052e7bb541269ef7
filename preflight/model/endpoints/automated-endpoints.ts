import type { Maybe, Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import type { AutomationVariable } from "./endpoint-automation";
import {
  hearsStatus,
  isEndpointAutomation,
  statusHandlers,
  variablesOf,
} from "./endpoint-automation";
import { subnetsOf } from "../environment";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import { isForeign } from "../network/shared-subnets";
import { isEnabled, isOnScheduler, permits } from "./status-handlers";
import type { World } from "../world";

/**
 * Whether something in the World makes the endpoints of an environment by itself: our own function
 * if its variables say so. Of another function that hears of changes of status nobody can tell.
 */
export function automationFor(world: World, environment: Resource): Truth {
  return any([
    ...world.of("lambdaFunction").map((handler) => serves(world, handler, environment)),
    ...othersThatHear(world),
  ]);
}

function serves(world: World, handler: Resource, environment: Resource): Truth {
  if (!isEndpointAutomation(handler)) return false;
  return all([
    admits(world, handler, environment),
    standsIn(world, handler, environment),
    inOneRegion(world, handler, environment),
    ownsSubnets(world, handler, environment),
    isCalled(world, handler, environment),
  ]);
}

/** Functions call EC2 in their own Region, and are called from there. */
function inOneRegion(world: World, one: Resource, other: Resource): Truth {
  const [here, there] = [world.region(one), world.region(other)];
  return isKnown(here) ? (isKnown(there) ? here === there : there) : here;
}

/** Only the owner of a VPC makes endpoints in it. */
function ownsSubnets(world: World, handler: Resource, environment: Resource): Truth {
  const subnets = subnetsOf(world, environment);
  if (!isKnown(subnets)) return subnets;
  return all(
    subnets.map((each) =>
      each.kind === "resource" ? not(isForeign(world, handler, each.resource)) : true,
    ),
  );
}

/** Whether something calls the function: by schedule it finds every environment that waits. */
function isCalled(world: World, handler: Resource, environment: Resource): Truth {
  const { resources, more } = world.pointingAt(handler, "eventTarget", "arn");
  return any([
    isOnScheduler(world, handler),
    ...resources.map((target) => callsFor(world, target, handler, environment)),
    ...(more === undefined ? [] : [more]),
  ]);
}

function callsFor(world: World, target: Resource, handler: Resource, environment: Resource): Truth {
  const rule = world.reference(target, ["rule"], "eventRule");
  if (rule.kind !== "resource") return new Unknown([pointer(target, ["rule"])]);
  const expression = world.text(rule.resource, "scheduleExpression");
  const scheduled = isKnown(expression) ? expression !== undefined : expression;
  // Whether an event of another account comes as far as the rule, more than the rule decides.
  const heard = all([
    hearsStatus(world, rule.resource),
    new Unknown([`whether the events of ${environment.urn} come to ${rule.resource.urn}`]),
  ]);
  const { resources, more } = world.pointingAt(handler, "lambdaPermission", "function");
  return all([
    isEnabled(world, rule.resource),
    inOneRegion(world, rule.resource, handler),
    any([
      // EventBridge then calls as that role, whatever the function's own policy says.
      world.value(target, "roleArn") !== undefined,
      ...resources.map((permission) => permits(world, permission, rule.resource)),
      ...(more === undefined ? [] : [more]),
    ]),
    any([scheduled, heard]),
  ]);
}

/** A variable as text; unknown if only the provider will know it. */
function variable(handler: Resource, name: AutomationVariable): Maybe<string> {
  const value = variablesOf(handler)[name];
  return typeof value === "string"
    ? value
    : new Unknown([pointer(handler, ["environment", "variables", name])]);
}

function admits(world: World, handler: Resource, environment: Resource): Truth {
  const text = variable(handler, "PARTICIPANTS");
  const account = world.account(environment);
  const name = world.text(environment, "name");
  if (!isKnown(text)) return text;
  if (!isKnown(account)) return account;
  const participants = parsed(text);
  if (participants === undefined)
    return new Unknown([pointer(handler, ["environment", "variables", "PARTICIPANTS"])]);
  if (!Object.hasOwn(participants, account)) return false;
  const environments = participants[account];
  if (!Array.isArray(environments)) return true;
  if (!isKnown(name)) return name;
  return environments.includes(name);
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the environment's subnets are those that the function makes endpoints in. */
function standsIn(world: World, handler: Resource, environment: Resource): Truth {
  const ids = variable(handler, "SUBNET_IDS");
  if (!isKnown(ids)) return ids;
  const subnets = subnetsOf(world, environment);
  if (!isKnown(subnets)) return subnets;
  const served = new Set(ids.split(","));
  return all(
    subnets.map((subnet): Truth => {
      if (subnet.kind === "outside") return served.has(subnet.value);
      if (subnet.kind !== "resource")
        return new Unknown([pointer(environment, ["networkConfiguration", "subnetIds"])]);
      const id = world.text(subnet.resource, "id");
      return typeof id === "string"
        ? served.has(id)
        : new Unknown([pointer(subnet.resource, ["id"])]);
    }),
  );
}

function othersThatHear(world: World): readonly Unknown[] {
  return statusHandlers(world)
    .filter((handler) => !isEndpointAutomation(handler))
    .map(({ urn }) => new Unknown([`what ${urn} does when an environment is PENDING`]));
}
