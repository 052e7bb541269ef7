import { eventBusArn, eventRuleArn } from "../../../mwaa/service/arns";
import { STATUS_EVENT_PATTERN } from "../../../mwaa/service/status-events";
import { contextOf, decide, MalformedDocument, weigh } from "../../../reasoning/iam";
import type { Maybe, Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import { documentAt, policiesOf } from "../access/role-policies";
import { sameAccount } from "../accounts";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";
import { hearsStatus } from "./endpoint-automation";
import { busNameOf, DEFAULT_BUS } from "./event-buses";

const PUT_EVENTS = "events:PutEvents";

/**
 * What a request to put a change of status on a bus tells of the event.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html, "Using IAM
 * policy conditions in Amazon EventBridge", read 2026-11-22.
 */
const EVENT = {
  "events:source": STATUS_EVENT_PATTERN.source,
  "events:detail-type": STATUS_EVENT_PATTERN["detail-type"],
} as const;

/** Whether the role of a target can be assumed by EventBridge and may put events on a bus. */
export function forwarderMayPut(
  world: World,
  target: Resource,
  rule: Resource,
  bus: Maybe<string>,
): Truth {
  const role = world.reference(target, ["roleArn"], "role");
  // That there is none, or that nobody here made it, is not this question's affair.
  if (role.kind === "absent" || role.kind === "outside") return true;
  if (role.kind === "unknown") return role.unknown;
  return all([isAssumable(world, role.resource, rule), allows(world, role.resource, bus)]);
}

/** EventBridge names the rule as it assumes the role for it. */
function isAssumable(world: World, role: Resource, rule: Resource): Truth {
  const trust = documentAt(world, role, "assumeRolePolicy", "trust");
  if (trust === undefined || trust instanceof MalformedDocument) return false;
  if (trust instanceof Unknown) return trust;
  const [place, arn] = [world.place(rule), ruleArn(world, rule)];
  return decide([{ origin: role, document: trust }], {
    action: "sts:AssumeRole",
    resource: "*",
    principal: { kind: "service", name: "events.amazonaws.com" },
    context: contextOf({
      ...(isKnown(place) ? { "aws:SourceAccount": [place.account] } : {}),
      ...(isKnown(arn) ? { "aws:SourceArn": [arn] } : {}),
    }),
  }).allowed;
}

function allows(world: World, role: Resource, bus: Maybe<string>): Truth {
  if (!isKnown(bus)) return bus;
  const { documents, outside, more } = policiesOf(world, role);
  const hidden = [
    ...(more === undefined ? [] : [more]),
    ...outside.map(({ resource, property }) => new Unknown([pointer(resource, [property])])),
  ];
  const { granted, denied } = weigh(documents, {
    action: PUT_EVENTS,
    resource: bus,
    context: contextOf(EVENT),
  });
  return all([any([granted, ...hidden]), not(denied)]);
}

/** Whether the policy of a bus admits what a rule sends; a bus admits its own account anyway. */
export function busAdmits(world: World, bus: Resource, rule: Resource): Truth {
  const place = world.place(rule);
  const own = sameAccount(world.account(bus), isKnown(place) ? place.account : place);
  if (own !== false || !isKnown(place)) return own;
  const on = (kind: "eventBusPolicy" | "eventPermission"): readonly Resource[] =>
    world.of(kind).filter((each) => isOnBus(world, each, bus));
  return any([
    ...on("eventBusPolicy").map((policy) => policyAdmits(world, policy, bus, place.account)),
    ...on("eventPermission").map((permission) => permissionAdmits(world, permission, place)),
    ...(world.whatIsMissing(bus) === undefined ? [] : [new Unknown([pointer(bus, ["policy"])])]),
  ]);
}

function isOnBus(world: World, resource: Resource, bus: Resource): boolean {
  const named = world.reference(resource, ["eventBusName"], "eventBus");
  return named.kind === "resource" && named.resource === bus;
}

function policyAdmits(world: World, policy: Resource, bus: Resource, account: string): Truth {
  const document = documentAt(world, policy, "policy", "resource");
  if (document instanceof Unknown) return document;
  if (document === undefined || document instanceof MalformedDocument) return false;
  const arn = arnOf(world, bus);
  if (!isKnown(arn)) return arn;
  const { granted, denied } = weigh([{ origin: policy, document }], {
    action: PUT_EVENTS,
    resource: arn,
    principal: { kind: "account", account },
    context: contextOf({ ...EVENT, "aws:PrincipalAccount": [account] }),
  });
  // A role of the account may be named instead; which one the events come by is the forwarder's.
  const named = document.statements.some(
    ({ effect, principals }) =>
      effect === "Allow" && principals?.aws.some((each) => each.includes(`:${account}:role/`)),
  );
  return all([
    named && granted === false ? new Unknown([pointer(policy, ["policy"])]) : granted,
    not(denied),
  ]);
}

/** The ARN of a rule, also before EventBridge gives it; one of an own bus has the bus's name in it. */
function ruleArn(world: World, rule: Resource): Maybe<string> {
  const arn = world.text(rule, "arn");
  if (isKnown(arn) && arn !== undefined) return arn;
  const [place, bus, name] = [world.place(rule), busNameOf(world, rule), world.text(rule, "name")];
  if (!isKnown(place)) return place;
  if (!isKnown(bus)) return bus;
  // A bus whose name is made up later goes by its URN.
  return typeof name === "string" && !bus.startsWith("urn:")
    ? eventRuleArn(place, bus === DEFAULT_BUS ? name : `${bus}/${name}`)
    : new Unknown([pointer(rule, ["name"])]);
}

/** The ARN of a bus, also before EventBridge gives it. */
function arnOf(world: World, bus: Resource): Maybe<string> {
  const arn = world.text(bus, "arn");
  const [name, place] = [world.text(bus, "name"), world.place(bus)];
  if (isKnown(arn) && arn !== undefined) return arn;
  if (!isKnown(place)) return place;
  return typeof name === "string"
    ? eventBusArn(place, name)
    : new Unknown([pointer(bus, ["name"])]);
}

function permissionAdmits(
  world: World,
  permission: Resource,
  { account }: { readonly account: string },
): Truth {
  const principal = world.text(permission, "principal");
  if (!isKnown(principal)) return principal;
  if (principal !== "*") return principal === account;
  return world.value(permission, "condition") === undefined
    ? true
    : new Unknown([pointer(permission, ["condition"])]);
}

/** Whether a rule for changes of status stands on a bus. */
export function hearsOnBus(world: World, bus: Resource): Truth {
  const gaps = world.whatIsMissing(bus);
  return any([
    ...world.of("eventRule").map((rule): Truth => {
      const pattern = world.text(rule, "eventPattern");
      if (!isOnBus(world, rule, bus))
        return isKnown(busNameOf(world, rule))
          ? false
          : new Unknown([pointer(rule, ["eventBusName"])]);
      return isKnown(pattern) ? hearsStatus(world, rule) : pattern;
    }),
    ...(gaps === undefined ? [] : [gaps]),
  ]);
}
