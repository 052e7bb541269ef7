import { matchesStatusEvents } from "../../mwaa/service/status-events";
import type { Maybe, Truth } from "../../reasoning/known";
import { all, any, isKnown, Unknown } from "../../reasoning/known";
import { subnetsOf } from "./environment";
import type { Resource, Value } from "./resource";
import { pointer } from "./resource";
import type { World } from "./world";

/** The variables by which the function that makes endpoints is known, and told what to do. */
const VARIABLES = ["READER_ROLE_NAME", "PARTICIPANTS", "SUBNET_IDS", "SECURITY_GROUP_ID"] as const;

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

/** The functions that the rules of the World call on a change of an environment's status. */
export function statusHandlers(world: World): readonly Resource[] {
  const functions = world.of("eventTarget").flatMap((target) => {
    const rule = world.reference(target, ["rule"], "eventRule");
    const handler = world.reference(target, ["arn"], "lambdaFunction");
    return rule.kind === "resource" &&
      handler.kind === "resource" &&
      hearsStatus(world, rule.resource)
      ? [handler.resource]
      : [];
  });
  return [...new Set(functions)];
}

/** Whether a rule of EventBridge matches changes of status of MWAA environments. */
export function hearsStatus(world: World, rule: Resource): boolean {
  const pattern = world.text(rule, "eventPattern");
  return typeof pattern === "string" && matchesStatusEvents(pattern);
}

/** Whether a function is ours, by what it is told. */
export function isEndpointAutomation(handler: Resource): boolean {
  const variables = variablesOf(handler);
  return VARIABLES.every((name) => variables[name] !== undefined);
}

function variablesOf(handler: Resource): Readonly<Record<string, Value>> {
  const environment = handler.inputs["environment"];
  if (typeof environment !== "object" || environment === null || environment instanceof Unknown)
    return {};
  const variables = (environment as Readonly<Record<string, Value>>)["variables"];
  if (typeof variables !== "object" || variables === null || variables instanceof Unknown)
    return {};
  return variables as Readonly<Record<string, Value>>;
}

function serves(world: World, handler: Resource, environment: Resource): Truth {
  if (!isEndpointAutomation(handler)) return false;
  return all([admits(world, handler, environment), standsIn(world, handler, environment)]);
}

/** A variable as text; unknown if only the provider will know it. */
function variable(handler: Resource, name: (typeof VARIABLES)[number]): Maybe<string> {
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
