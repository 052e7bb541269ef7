import {
  deprecatedRuntime,
  handlerForm,
  isStillCreated,
  LAMBDA_RUNTIME_DATES_SOURCE,
  LAMBDA_RUNTIMES_SOURCE,
} from "../../../mwaa/service/lambda-runtimes";
import type { Statement } from "../../../reasoning/iam";
import {
  actionCovers,
  arnCovers,
  MalformedDocument,
  speaksOf,
  speaksOfAction,
} from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";
import { documentAt, policiesOf } from "../../model/access/role-policies";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import { excessOf, WHOLE_SERVICE_POLICY } from "../access/least-privilege";
import { judgeRoleAccount, PASSED_ROLE } from "../access/role-account";
import { ofHandler } from "./endpoint-automation";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, failIf, notApplicable, undecided } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "network", judges: ["lambdaFunction"], decidedBy: "world" } as const;
const AUTOMATION = guide(
  "tutorials-customer-managed-endpoints",
  "Tutorial: Automate managing your own environment endpoints",
);
const ROLE = aws(
  "lambda/latest/dg/lambda-intro-execution-role.html",
  "Defining Lambda function permissions with an execution role",
);

/** The function that acts on changes of an environment's status, and what it may do. */
export const STATUS_HANDLER_RULES: readonly Rule[] = [
  {
    ...own,
    id: "status-handler-runtime-creatable",
    title: "Lambda still creates functions with the handler's runtime",
    why: "Lambda refuses functions with a runtime that it has given up, so that nothing makes the endpoints.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [LAMBDA_RUNTIMES_SOURCE, LAMBDA_RUNTIME_DATES_SOURCE],
    examples: { fails: 'runtime: "python3.7"', passes: 'runtime: "python3.13"' },
    check: ofHandler((handler, world) =>
      withRuntime(handler, world, (runtime) => {
        const row = deprecatedRuntime(runtime);
        if (row === undefined || isStillCreated(row)) return [];
        return [
          {
            message: `runtime is ${runtime}, with which Lambda creates no functions since ${row.createBlocked}`,
            fix: `set runtime to "${row.successor}"`,
          },
        ];
      }),
    ),
  },
  {
    ...own,
    id: "status-handler-runtime-supported",
    title: "The handler's runtime gets security patches",
    why: "A deprecated runtime is not patched any more, and from some day on no function can be created or changed with it.",
    severity: "warning",
    effect: "insecure",
    sources: [LAMBDA_RUNTIMES_SOURCE, LAMBDA_RUNTIME_DATES_SOURCE],
    examples: { fails: 'runtime: "python3.8"', passes: 'runtime: "python3.13"' },
    check: ofHandler((handler, world) =>
      withRuntime(handler, world, (runtime) => {
        const row = deprecatedRuntime(runtime);
        if (row === undefined || !isStillCreated(row)) return [];
        return [
          {
            message: `runtime is ${runtime}, deprecated since ${row.deprecated}; from ${row.createBlocked} on no function can be created with it`,
            fix: `set runtime to "${row.successor}"`,
          },
        ];
      }),
    ),
  },
  {
    ...own,
    id: "status-handler-named",
    title: "The handler is named with the file that it stands in",
    why: "Lambda looks a function up in a file of the archive; a name without one is found nowhere, and each call fails.",
    severity: "error",
    effect: "will-misbehave",
    sources: [
      aws("lambda/latest/dg/python-handler.html", "Handler naming conventions"),
      AUTOMATION,
    ],
    examples: { fails: 'handler: "lambda_handler"', passes: 'handler: "handler.lambda_handler"' },
    check: ofHandler((handler, world) => {
      const name = world.text(handler, "handler");
      return withRuntime(
        handler,
        world,
        (runtime) => {
          const form = handlerForm(runtime);
          if (form === undefined || !isKnown(name) || form.form.test(name ?? "")) return [];
          return [
            {
              message:
                name === undefined
                  ? `handler is not set, and ${runtime} needs ${form.written}`
                  : `handler is ${name}, and ${runtime} needs ${form.written}`,
              fix: `name the file too, such as "${form.example}"`,
            },
          ];
        },
        isKnown(name) ? [] : [name],
      );
    }),
  },
  {
    ...own,
    subject: "access",
    id: "status-handler-role-assumable",
    title: "Lambda may assume the role of the handler",
    why: "Lambda refuses to create a function with a role that it cannot assume; a policy of permissions is no trust policy.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [ROLE, PASSED_ROLE, AUTOMATION],
    examples: {
      fails: "assumeRolePolicy: the policy of what the function may do",
      passes: '{ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }',
    },
    check: ofHandler((handler, world) => {
      const reference = world.reference(handler, ["role"], "role");
      const placed = judgeRoleAccount(handler, reference, "role", world);
      if (placed.kind === "fail") return placed;
      return withRole(handler, world, (role) => {
        const trust = documentAt(world, role, "assumeRolePolicy", "trust");
        if (trust instanceof Unknown)
          return undecided("assumeRolePolicy is not known", trust.blockedBy);
        if (trust === undefined) return notApplicable("the role has no trust policy");
        const fault = (message: string): Outcome =>
          failIf([
            {
              resource: role,
              related: [handler],
              message,
              fix: "allow lambda.amazonaws.com sts:AssumeRole in assumeRolePolicy, and put permissions into an aws.iam.RolePolicy",
            },
          ]);
        if (trust instanceof MalformedDocument)
          return fault(`assumeRolePolicy is no trust policy: ${trust.toString()}`);
        return trust.statements.some(admitsLambda)
          ? failIf([])
          : fault("assumeRolePolicy does not allow lambda.amazonaws.com to assume the role");
      });
    }),
  },
  {
    ...own,
    subject: "access",
    id: "status-handler-role-confined",
    title: "The handler's role can change the endpoints of environments and nothing else",
    why: "Events of other accounts set the function going. A role that may change any endpoint of any VPC can cut off networks that have nothing to do with Airflow.",
    severity: "warning",
    effect: "insecure",
    sources: [
      aws(
        "service-authorization/latest/reference/list_amazonec2.html",
        "Actions defined by Amazon EC2",
      ),
      AUTOMATION,
    ],
    examples: {
      fails: '{ Effect: "Allow", Action: "ec2:CreateVpcEndpoint", Resource: "*" }',
      passes:
        '{ Action: "ec2:DeleteVpcEndpoints", Resource: "arn:aws:ec2:…:vpc-endpoint/*", Condition: { StringEquals: { "aws:ResourceTag/managed-by": "…" } } }',
    },
    check: ofHandler((handler, world) =>
      withRole(handler, world, (role) => judgeRole(handler, role, world)),
    ),
  },
];

/** What a role may do to endpoints, and on what it would be any of them. */
const ENDPOINT_ACTIONS = [
  // Every request is for an endpoint that does not exist yet; the VPC is what limits it.
  { action: "ec2:CreateVpcEndpoint", every: "vpc/*", what: "in every VPC" },
  { action: "ec2:ModifyVpcEndpoint", every: "vpc-endpoint/*", what: "on every endpoint" },
  { action: "ec2:DeleteVpcEndpoints", every: "vpc-endpoint/*", what: "on every endpoint" },
] as const;

function judgeRole(handler: Resource, role: Resource, world: World): Outcome {
  const { documents, outside, more } = policiesOf(world, role);
  const violations: readonly Violation[] = [
    ...outside
      .filter(({ arn }) => WHOLE_SERVICE_POLICY.test(arn))
      .map(({ arn, resource, property }) => ({
        resource,
        related: [handler, role],
        message: `${property} attaches ${arn.slice(arn.lastIndexOf("/") + 1)}, which allows a whole service or more`,
        witness: arn,
        fix: "attach a policy that names what the function does",
      })),
    ...documents.flatMap(({ origin, document }) =>
      document.statements.flatMap((statement) =>
        excessesOf(statement).map((what) => ({
          resource: origin.resource,
          related: [handler, role],
          message: `${origin.property} allows ${what}`,
          witness: `/Statement/${statement.index}`,
          fix: "name the VPC and the actions, and add a condition on the tags of the endpoints",
        })),
      ),
    ),
  ];
  return conclude(
    violations,
    more === undefined ? [] : [more],
    "a policy of the role is not known",
  );
}

function excessesOf(statement: Statement): readonly string[] {
  const excess = excessOf(statement);
  if (excess !== undefined) return [excess.what];
  const { effect, actions, actionsInverted, resources = [], resourcesInverted } = statement;
  if (effect !== "Allow" || actionsInverted || resourcesInverted) return [];
  if (statement.conditions.length > 0) return [];
  return ENDPOINT_ACTIONS.filter(
    ({ action, every }) =>
      actions.some((each) => actionCovers(each, action)) &&
      resources.some((each) => isEvery(each, every)),
  ).map(({ action, what }) => `${action} ${what}`);
}

/** Whether a pattern holds everything of a type, in whatever Region and account it names. */
function isEvery(pattern: string, type: string): boolean {
  const [, partition = "aws", , region = "*", account = "*"] = pattern.split(":");
  return arnCovers(pattern, `arn:${partition}:ec2:${region}:${account}:${type}`);
}

function admitsLambda(statement: Statement): boolean {
  return (
    statement.effect === "Allow" &&
    speaksOfAction(statement, "sts:AssumeRole") &&
    speaksOf(statement, { kind: "service", name: "lambda.amazonaws.com" }) === true
  );
}

function withRuntime(
  handler: Resource,
  world: World,
  violationsFor: (runtime: string) => readonly Violation[],
  hidden: readonly Unknown[] = [],
): Outcome {
  const kind = world.text(handler, "packageType");
  if (kind === "Image") return notApplicable("the function is a container image");
  const runtime = world.text(handler, "runtime");
  if (runtime === undefined) return notApplicable("the function has no runtime");
  if (!isKnown(runtime)) return undecided("runtime is not known", runtime.blockedBy);
  return conclude(violationsFor(runtime), hidden, "handler is not known");
}

function withRole(handler: Resource, world: World, check: (role: Resource) => Outcome): Outcome {
  const role = world.reference(handler, ["role"], "role");
  switch (role.kind) {
    case "resource":
      return check(role.resource);
    case "absent":
      return notApplicable("role is not set");
    case "outside":
      return undecided(`the role ${role.value} is in none of these stacks`, [
        pointer(handler, ["role"]),
      ]);
    case "unknown":
      return undecided("which role it is cannot be told", role.unknown.blockedBy);
  }
}
