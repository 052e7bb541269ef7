import type { Properties, Resource, Stack } from "../../../../preflight/model/resource";
import { document } from "../automation-stack";
import { change, HIDDEN, itSays, make, stackOf, without } from "../network-stack";

const OWNER = "111111111111";
const PARTICIPANT = "222222222222";
const PATTERN = JSON.stringify({
  source: ["aws.airflow"],
  "detail-type": ["MWAA Environment Status Change"],
});
const BUS = `arn:aws:events:eu-west-1:${OWNER}:event-bus/status-bus`;

const provider = (name: string, account: string): Resource =>
  make(
    "provider",
    name,
    { allowedAccountIds: [account], region: "eu-west-1" },
    { type: "pulumi:providers:aws", outputs: { id: "id" } },
  );
const by = (name: string, resource: Resource): Resource => ({
  ...resource,
  provider: `${name}::id`,
});
const putting = (principal: unknown): string =>
  document({ Effect: "Allow", Principal: principal, Action: "events:PutEvents", Resource: BUS });

/** The participant's rule sends to the owner's bus, on which the owner's rule listens. */
function forwarding(): Stack {
  return stackOf([
    provider("owner", OWNER),
    provider("participant", PARTICIPANT),
    ...[
      make("cloudwatch/eventBus:EventBus", "bus", { name: "status-bus" }, { outputs: {} }),
      make("cloudwatch/eventBusPolicy:EventBusPolicy", "bus-policy", {
        eventBusName: "status-bus",
        policy: putting({ AWS: `arn:aws:iam::${PARTICIPANT}:root` }),
      }),
      make("cloudwatch/eventRule:EventRule", "listening", {
        name: "listening",
        eventBusName: "status-bus",
        eventPattern: PATTERN,
      }),
    ].map((each) => by("owner", each)),
    ...[
      make(
        "iam/role:Role",
        "role",
        {
          name: "forwarder",
          assumeRolePolicy: document({
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sts:AssumeRole",
          }),
        },
        { outputs: { id: "forwarder", arn: `arn:aws:iam::${PARTICIPANT}:role/forwarder` } },
      ),
      make("iam/rolePolicy:RolePolicy", "role-policy", {
        role: "forwarder",
        policy: document({ Effect: "Allow", Action: "events:PutEvents", Resource: BUS }),
      }),
      make("cloudwatch/eventRule:EventRule", "sending", { name: "sending", eventPattern: PATTERN }),
      make("cloudwatch/eventTarget:EventTarget", "target", {
        rule: "sending",
        arn: BUS,
        roleArn: `arn:aws:iam::${PARTICIPANT}:role/forwarder`,
      }),
    ].map((each) => by("participant", each)),
  ]);
}

const but =
  (name: string, inputs: Properties): (() => Stack) =>
  () =>
    change(forwarding(), name, inputs);
const roleless = (): Stack => change(forwarding(), "target", { roleArn: undefined });
const inOwnersAccount = (stack: Stack): Stack => ({
  ...stack,
  resources: stack.resources.map((each) =>
    each.provider === "participant::id" ? by("owner", each) : each,
  ),
});

describe("status-events-reach-owners-bus", () => {
  itSays("status-events-reach-owners-bus", [
    { when: "a bus that admits the participant", stack: forwarding, says: "pass" },
    {
      when: "a target without a role",
      stack: roleless,
      says: "fail",
      findings: [
        "target: has no roleArn, and EventBridge sends to another account or Region as a role alone",
      ],
    },
    {
      when: "one to a bus of the same account",
      stack: () => inOwnersAccount(roleless()),
      says: "pass",
    },
    {
      when: "a role for another bus",
      stack: but("role-policy", {
        policy: document({
          Effect: "Allow",
          Action: "events:PutEvents",
          Resource: BUS.replace("status-bus", "other"),
        }),
      }),
      says: "fail",
      findings: [
        "target: has a role that EventBridge cannot assume, or that may not call events:PutEvents on the bus",
      ],
    },
    {
      when: "a role that another service assumes",
      stack: but("role", {
        assumeRolePolicy: document({
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        }),
      }),
      says: "fail",
    },
    {
      when: "a hidden policy of the role",
      stack: but("role-policy", { policy: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a bus for another account",
      stack: but("bus-policy", { policy: putting({ AWS: "arn:aws:iam::333333333333:root" }) }),
      says: "fail",
      findings: [
        "bus: does not let the account of the rule that sends to it call events:PutEvents",
      ],
    },
    {
      when: "a bus without a policy",
      stack: () => without(forwarding(), "bus-policy"),
      says: "fail",
    },
    {
      when: "a permission for the account in the place of a policy",
      stack: () => ({
        ...without(forwarding(), "bus-policy"),
        resources: [
          ...without(forwarding(), "bus-policy").resources,
          by(
            "owner",
            make("cloudwatch/eventPermission:EventPermission", "permission", {
              principal: PARTICIPANT,
              statementId: "participant",
              eventBusName: "status-bus",
            }),
          ),
        ],
      }),
      says: "pass",
    },
    {
      when: "a bus for one role of the account",
      stack: but("bus-policy", {
        policy: putting({ AWS: `arn:aws:iam::${PARTICIPANT}:role/forwarder` }),
      }),
      says: "unknown",
    },
    {
      when: "a bus with a hidden policy",
      stack: but("bus-policy", { policy: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a bus that no rule listens on",
      stack: () => change(forwarding(), "listening", { eventBusName: undefined }),
      says: "fail",
      findings: ["bus: has no rule that waits for changes of status"],
    },
    {
      when: "a bus that no stack holds",
      stack: () => without(forwarding(), "bus", "bus-policy", "listening"),
      says: "pass",
    },
    {
      when: "a target that is no bus",
      stack: but("target", { arn: "arn:aws:sqs:eu-west-1:222222222222:queue" }),
      says: "notApplicable",
    },
    { when: "a hidden target", stack: but("target", { arn: HIDDEN }), says: "unknown" },
  ]);
});

describe("status-target-on-bus-of-its-rule", () => {
  itSays("status-target-on-bus-of-its-rule", [
    { when: "both on the account's own bus", stack: forwarding, says: "pass" },
    {
      when: "the account's own bus in words",
      stack: but("target", { eventBusName: "default" }),
      says: "pass",
    },
    {
      when: "a target on another bus than its rule",
      stack: but("sending", { eventBusName: "custom" }),
      says: "fail",
      findings: ["target: eventBusName is default, and the rule is on the bus custom"],
    },
    { when: "a hidden bus", stack: but("target", { eventBusName: HIDDEN }), says: "unknown" },
    {
      when: "a rule for other events",
      stack: but("sending", { eventPattern: '{"source":["aws.ec2"]}', eventBusName: "custom" }),
      says: "notApplicable",
    },
  ]);
});

describe("status-events-unfiltered", () => {
  const asks = (more: object): (() => Stack) => {
    const eventPattern = JSON.stringify({ ...(JSON.parse(PATTERN) as object), ...more });
    return but("sending", { eventPattern });
  };
  itSays("status-events-unfiltered", [
    { when: "what is documented alone", stack: forwarding, says: "pass" },
    {
      when: "a status in the detail",
      stack: asks({ detail: { status: ["PENDING"] } }),
      says: "fail",
      findings: ["sending: eventPattern compares detail.status, which is not documented"],
    },
    {
      when: "a hidden pattern",
      stack: but("sending", { eventPattern: HIDDEN }),
      says: "unknown",
    },
  ]);
});
