import { parseArn } from "../../../mwaa/service/arns";
import type { Maybe, Truth } from "../../../reasoning/known";
import { all, isKnown, Unknown } from "../../../reasoning/known";
import { sameAccount } from "../../model/accounts";
import { busNameOf, busOfTarget, type ForwardingTarget } from "../../model/endpoints/event-buses";
import { busAdmits, forwarderMayPut, hearsOnBus } from "../../model/endpoints/event-forwarding";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, notApplicable, undecided } from "../rule";
import { aws } from "../sources";
import { withStatusRule } from "./status-rule";

const own = { subject: "network", judges: ["eventTarget"], decidedBy: "world" } as const;
const ACROSS = aws(
  "eventbridge/latest/userguide/eb-cross-account.html",
  "Sending and receiving events between AWS accounts in Amazon EventBridge",
);

/** How changes of an environment's status come from the participant's bus to the owner's. */
export const EVENT_FORWARDING_RULES: readonly Rule[] = [
  {
    ...own,
    id: "status-target-on-bus-of-its-rule",
    title: "A target names the bus that its rule is on",
    why: "EventBridge looks a rule up by bus and name; on another bus it finds none, and refuses the target.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("eventbridge/latest/APIReference/API_PutTargets.html", "EventBusName")],
    examples: {
      fails: "new aws.cloudwatch.EventTarget(name, { rule: ruleOfAnotherBus.name, … })",
      passes:
        "new aws.cloudwatch.EventTarget(name, { rule: rule.name, eventBusName: bus.name, … })",
    },
    check: (target, world) =>
      withStatusRule(target, world, (rule) => {
        const [mine, theirs] = [busNameOf(world, target), busNameOf(world, rule)];
        if (!isKnown(mine)) return undecided("eventBusName is not known", mine.blockedBy);
        if (!isKnown(theirs)) return undecided("the rule's bus is not known", theirs.blockedBy);
        return conclude(
          mine === theirs
            ? []
            : [
                {
                  related: [rule],
                  message: `eventBusName is ${mine}, and the rule is on the bus ${theirs}`,
                  fix: `set eventBusName to ${theirs}`,
                },
              ],
          [],
          "",
        );
      }),
  },
  {
    ...own,
    id: "status-events-reach-owners-bus",
    title: "Changes of status that are sent to another bus arrive there and are heard",
    why: "EventBridge drops what it may not deliver, and what no rule waits for: the owner never hears that the environment waits for endpoints.",
    severity: "error",
    effect: "will-misbehave",
    sources: [
      ACROSS,
      aws(
        "eventbridge/latest/userguide/eb-event-bus-permissions-manage.html",
        "Managing permissions for Amazon EventBridge event buses",
      ),
    ],
    examples: {
      fails: "arn: ownersBus.arn, and a bus policy for another account",
      passes: "arn: ownersBus.arn, roleArn: role.arn, and a bus policy that names the participant",
    },
    check: (target, world) =>
      withStatusRule(target, world, (rule) => {
        const forwarding = busOfTarget(world, target);
        if (forwarding === undefined) return notApplicable("the target is no event bus");
        return isKnown(forwarding)
          ? judge(target, rule, forwarding, world)
          : undecided("what the rule calls cannot be told", forwarding.blockedBy);
      }),
  },
];

function judge(
  target: Resource,
  rule: Resource,
  { bus, arn }: ForwardingTarget,
  world: World,
): Outcome {
  const steps: readonly (readonly [Truth, Omit<Violation, "related">])[] = [
    [
      hasRole(world, target, rule, bus, arn),
      {
        message:
          "has no roleArn, and EventBridge sends to another account or Region as a role alone",
        fix: "set roleArn to a role that trusts events.amazonaws.com and may call events:PutEvents on the bus",
      },
    ],
    [
      forwarderMayPut(world, target, rule, arn),
      {
        message:
          "has a role that EventBridge cannot assume, or that may not call events:PutEvents on the bus",
        fix: "trust events.amazonaws.com in the role, and allow it events:PutEvents on the bus's ARN",
      },
    ],
    ...(bus === undefined
      ? []
      : ([
          [
            busAdmits(world, bus, rule),
            {
              resource: bus,
              message:
                "does not let the account of the rule that sends to it call events:PutEvents",
              fix: "name the participant's account in an aws.cloudwatch.EventBusPolicy of the bus",
            },
          ],
          [
            hearsOnBus(world, bus),
            {
              resource: bus,
              message: "has no rule that waits for changes of status",
              fix: "put the rule on this bus: set its eventBusName",
            },
          ],
        ] as const)),
  ];
  return conclude(
    steps
      .filter(([holds]) => holds === false)
      .map(([, fault]) => ({ related: [target, rule], ...fault })),
    steps.flatMap(([holds]) => (holds instanceof Unknown ? [holds] : [])),
    "whether the events arrive cannot be told",
  );
}

/** Within one account and Region a bus may let EventBridge send to it without a role. */
function hasRole(
  world: World,
  target: Resource,
  rule: Resource,
  bus: Resource | undefined,
  arn: Maybe<string>,
): Truth {
  if (world.value(target, "roleArn") !== undefined) return true;
  const parts = isKnown(arn) ? parseArn(arn) : undefined;
  const there =
    bus === undefined ? [parts?.account, parts?.region] : [world.account(bus), world.region(bus)];
  const here = [world.account(rule), world.region(rule)];
  return all(
    here.map((each, i): Truth => {
      const other = there[i];
      if (!isKnown(each)) return each;
      if (other === undefined) return new Unknown([pointer(target, ["arn"])]);
      return isKnown(other) ? (i === 0 ? sameAccount(each, other) : each === other) : other;
    }),
  );
}
