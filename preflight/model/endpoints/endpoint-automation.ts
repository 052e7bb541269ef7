import { matchesStatusEvents } from "../../../mwaa/service/status-events";
import { Unknown } from "../../../reasoning/known";
import type { Resource, Value } from "../resource";
import type { World } from "../world";

/** The variables by which the function that makes endpoints is known, and told what to do. */
const VARIABLES = ["READER_ROLE_NAME", "PARTICIPANTS", "SUBNET_IDS", "SECURITY_GROUP_ID"] as const;

/** One of these variables. */
export type AutomationVariable = (typeof VARIABLES)[number];

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

/** The variables of a function, as far as they are known. */
export function variablesOf(handler: Resource): Readonly<Record<string, Value>> {
  const environment = handler.inputs["environment"];
  if (typeof environment !== "object" || environment === null || environment instanceof Unknown)
    return {};
  const variables = (environment as Readonly<Record<string, Value>>)["variables"];
  if (typeof variables !== "object" || variables === null || variables instanceof Unknown)
    return {};
  return variables as Readonly<Record<string, Value>>;
}
