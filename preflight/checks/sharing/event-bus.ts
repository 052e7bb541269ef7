import { STATUS_EVENT_BUS } from "../../../mwaa/service/status-events";
import type { Condition } from "../../../reasoning/iam";
import { covers, MalformedDocument, speaksOfAction } from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";
import { documentAt } from "../../model/access/role-policies";
import { hearsStatus } from "../../model/endpoints/endpoint-automation";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Rule } from "../rule";
import { failIf, notApplicable, undecided } from "../rule";
import { aws } from "../sources";

/** Who may put events on the bus by which an owner hears of the environments of others. */
export const EVENT_BUS_RULES: readonly Rule[] = [
  {
    subject: "access",
    judges: ["eventBusPolicy", "eventPermission"],
    decidedBy: "world",
    id: "event-bus-admits-participants-only",
    title: "Only participants can put events on the bus that the owner listens to",
    why: "Any account of the world could otherwise set the owner's function going, as often as it likes.",
    severity: "warning",
    effect: "insecure",
    sources: [
      aws(
        "eventbridge/latest/userguide/eb-event-bus-permissions-manage.html",
        "Managing permissions for Amazon EventBridge event buses",
      ),
    ],
    examples: {
      fails: '{ Principal: "*", Action: "events:PutEvents" }',
      passes:
        '{ Principal: "*", Action: "events:PutEvents", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }',
    },
    check: (policy, world) => {
      if (!isStatusBus(policy, world))
        return notApplicable("no rule of this bus is for the status of environments");
      if (policy.inputs["principal"] !== undefined) return judgePermission(policy, world);
      const document = documentAt(world, policy, "policy", "resource");
      if (document instanceof Unknown)
        return undecided("the policy is not known", document.blockedBy);
      if (document === undefined || document instanceof MalformedDocument)
        return notApplicable("the policy is no document");
      return failIf(
        document.statements
          .filter(
            ({ effect, principals, principalsInverted, conditions, ...rest }) =>
              effect === "Allow" &&
              (principals?.everyone === true || principalsInverted) &&
              speaksOfAction({ effect, principalsInverted, conditions, ...rest }, PUT_EVENTS) &&
              !conditions.some(limitsWho),
          )
          .map(({ index }) => ({
            message: "policy lets everybody put events on the bus",
            witness: `/Statement/${index}`,
            fix: FIX,
          })),
      );
    },
  },
];

const PUT_EVENTS = "events:PutEvents";
const FIX =
  "name the participants' accounts as principals, or add a condition on aws:PrincipalOrgID";

/** The condition keys that tell who it is that sends, in lower case. */
const WHO: ReadonlySet<string> = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

/** Whether a condition keeps somebody out by who they are. */
function limitsWho({ operator, key, values }: Condition): boolean {
  return (
    WHO.has(key.toLowerCase()) &&
    /^(ForAnyValue:)?(String|Arn)(Equals|EqualsIgnoreCase|Like)$/.test(operator) &&
    !values.some((each) => covers(each, "*"))
  );
}

function judgePermission(permission: Resource, world: World): ReturnType<Rule["check"]> {
  const principal = world.text(permission, "principal");
  if (!isKnown(principal)) return undecided("the principal is not known", principal.blockedBy);
  if (principal !== "*" || world.value(permission, "condition") !== undefined) return failIf([]);
  return failIf([{ message: "principal is *, without a condition", fix: FIX }]);
}

/** Whether rules for the status of environments stand on the bus, or it is the one made for them. */
function isStatusBus(policy: Resource, world: World): boolean {
  const bus = busOf(policy, world);
  if (bus === undefined) return false;
  if (bus === STATUS_EVENT_BUS) return true;
  return world
    .of("eventRule")
    .some((rule) => hearsStatus(world, rule) && busOf(rule, world) === bus);
}

/** The bus as a resource, else its name; undefined if nobody can tell. */
function busOf(resource: Resource, world: World): Resource | string | undefined {
  const bus = world.reference(resource, ["eventBusName"], "eventBus");
  switch (bus.kind) {
    case "resource":
      return world.text(bus.resource, "name") === STATUS_EVENT_BUS
        ? STATUS_EVENT_BUS
        : bus.resource;
    case "absent":
      return "default";
    case "outside":
      return bus.value.replace(/^.*:event-bus\//, "");
    case "unknown":
      return undefined;
  }
}
