import { MWAA_PRINCIPALS } from "../../mwaa/service/calls";
import { environmentArn } from "../../mwaa/service/arns";
import type { Document, Statement } from "../../reasoning/iam";
import {
  actionCovers,
  contextOf,
  MalformedDocument,
  POLICY_VERSION,
  satisfies,
} from "../../reasoning/iam";
import { any, isKnown, Unknown } from "../../reasoning/known";
import { documentAt, policiesOf } from "../model/access";
import { environmentsUsing, executionRoleOf } from "../model/environment";
import type { Resource } from "../model/resource";
import { pointer } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Rule, Violation } from "./rule";
import { conclude, failIf, notApplicable, undecided } from "./rule";
import { guide } from "./sources";

const DEPUTY = guide(
  "cross-service-confused-deputy-prevention",
  "Cross-service confused deputy prevention",
);
const ROLE = guide("mwaa-create-role", "Amazon MWAA execution role");

/** Who may become the execution role, and how the role's documents are written. */
export const ACCESS_RULES: readonly Rule[] = [
  {
    id: "execution-role-trusts-mwaa",
    title: "MWAA may assume the execution role",
    why: "The service and the environment's containers each have a principal; a role that trusts only one of them fails half-way.",
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "role-not-assumable",
    sources: [ROLE],
    examples: {
      fails: 'Principal: { Service: "airflow.amazonaws.com" }',
      passes: 'Principal: { Service: ["airflow.amazonaws.com", "airflow-env.amazonaws.com"] }',
    },
    check: (environment, world) =>
      withTrust(environment, world, (role, trust) => {
        const missing = MWAA_PRINCIPALS.filter((principal) => !trusts(trust, principal));
        return failIf(
          missing.map((principal) => ({
            resource: role,
            message: `assumeRolePolicy does not allow ${principal} to assume the role`,
            fix: `add ${principal} to the services of the trust statement`,
          })),
        );
      }),
  },
  {
    id: "execution-role-guarded-against-confused-deputy",
    title: "Only one's own environment can make MWAA assume the execution role",
    why: "Without aws:SourceArn and aws:SourceAccount in the trust, somebody else's environment could have MWAA act with this role.",
    subject: "access",
    judges: ["role"],
    decidedBy: "resource",
    severity: "error",
    effect: "insecure",
    sources: [DEPUTY],
    examples: {
      fails: 'Principal: { Service: ["airflow.amazonaws.com", …] }, Action: "sts:AssumeRole"',
      passes:
        'Condition: { ArnLike: { "aws:SourceArn": environmentArn }, StringEquals: { "aws:SourceAccount": account } }',
    },
    check: (role, world) => {
      const trust = documentAt(world, role, "assumeRolePolicy");
      if (trust instanceof Unknown)
        return undecided("assumeRolePolicy is not known", trust.blockedBy);
      if (trust === undefined || trust instanceof MalformedDocument)
        return notApplicable("the trust policy is no document");
      const statements = trust.statements.filter((statement) =>
        MWAA_PRINCIPALS.some((each) => speaksOf(statement, each)),
      );
      if (statements.length === 0) return notApplicable("no execution role of MWAA");
      return failIf(
        statements.flatMap((statement) =>
          GUARDS.filter(({ holds }) => !statement.conditions.some(holds)).map(({ key, fix }) => ({
            message: `assumeRolePolicy lets MWAA assume the role without a condition on ${key}`,
            witness: `/Statement/${statement.index}`,
            fix,
          })),
        ),
      );
    },
  },
  {
    id: "execution-role-trust-names-environment",
    title: "The trust's conditions name the environment that uses the role",
    why: "A condition on another environment's ARN or another account keeps MWAA out.",
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "role-not-assumable",
    sources: [DEPUTY],
    examples: {
      fails: '"aws:SourceArn": "arn:aws:airflow:eu-west-1:111122223333:environment/other"',
      passes: '"aws:SourceArn": "arn:aws:airflow:eu-west-1:111122223333:environment/this-one"',
    },
    check: (environment, world) =>
      withTrust(environment, world, (role, trust) => {
        const place = world.place(environment);
        const name = world.text(environment, "name");
        if (!isKnown(place))
          return undecided("the environment's ARN is not known", place.blockedBy);
        if (name instanceof Unknown)
          return undecided("the environment's name is not known", name.blockedBy);
        if (name === undefined) return notApplicable("the environment has no name yet");
        const arn = environmentArn(place, name);
        const context = contextOf({ "aws:SourceArn": [arn], "aws:SourceAccount": [place.account] });
        const trusting = trust.statements.filter((statement) =>
          MWAA_PRINCIPALS.some((each) => speaksOf(statement, each)),
        );
        if (trusting.length === 0) return notApplicable("the trust does not speak of MWAA at all");
        const admitted = any(trusting.map((statement) => satisfies(statement.conditions, context)));
        if (!isKnown(admitted))
          return undecided("the trust's conditions cannot be decided", admitted.blockedBy);
        return failIf(
          admitted
            ? []
            : [
                {
                  resource: role,
                  message: "assumeRolePolicy has conditions that this environment does not meet",
                  witness: `aws:SourceArn = ${arn}, aws:SourceAccount = ${place.account}`,
                  fix: `set aws:SourceArn to ${arn} and aws:SourceAccount to ${place.account}`,
                },
              ],
        );
      }),
  },
  {
    id: "execution-role-least-privilege",
    title: "The execution role is not allowed everything",
    why: "Every DAG author acts with this role: administrator rights, whole services on every resource or iam:PassRole on every role are theirs too.",
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "error",
    effect: "insecure",
    sources: [ROLE, guide("best-practices-security", "Security best practices in Apache Airflow")],
    examples: {
      fails: '{ Effect: "Allow", Action: "s3:*", Resource: "*" }',
      passes: '{ Effect: "Allow", Action: ["s3:GetObject*"], Resource: bucketArn + "/*" }',
    },
    check: (environment, world) =>
      withRole(environment, world, (role) => {
        const { documents, outside, more } = policiesOf(world, role);
        const violations: Violation[] = [
          ...outside
            .filter(({ arn }) =>
              /:policy\/(?:.*\/)?(?:\w*FullAccess|AdministratorAccess|PowerUserAccess)$/.test(arn),
            )
            .map(({ arn, resource }) => ({
              resource,
              related: [role],
              message: `attaches ${arn.slice(arn.lastIndexOf("/") + 1)}, which allows a whole service or more`,
              witness: arn,
              fix: "attach a policy that names the actions and resources that the DAGs need",
            })),
          ...documents.flatMap(({ origin, document }) =>
            document.statements.flatMap((statement) => {
              const excess = excessOf(statement);
              return excess === undefined
                ? []
                : [
                    {
                      resource: origin.resource,
                      related: [role],
                      message: `${origin.property} allows ${excess.what}`,
                      witness: `/Statement/${statement.index}`,
                      fix: excess.fix,
                    },
                  ];
            }),
          ),
        ];
        return conclude(
          violations,
          more === undefined ? [] : [more],
          "a policy of the role is not known",
        );
      }),
  },
  {
    id: "policy-documents-current",
    title: "The execution role's documents have the current policy version",
    why: 'Any Version but "2012-10-17" is refused or, for the older one, read without policy variables.',
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      {
        url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html",
        section: "IAM JSON policy elements: Version",
        read: "2026-11-22",
      },
    ],
    examples: { fails: 'Version: "2012-10-17T00:00:00Z"', passes: 'Version: "2012-10-17"' },
    check: (environment, world) =>
      withRole(environment, world, (role) => {
        const { documents, malformed, more } = policiesOf(world, role);
        const trust = documentAt(world, role, "assumeRolePolicy");
        const readable =
          trust === undefined || trust instanceof Unknown || trust instanceof MalformedDocument
            ? []
            : [{ origin: { resource: role, property: "assumeRolePolicy" }, document: trust }];
        const broken =
          trust instanceof MalformedDocument
            ? [{ origin: { resource: role, property: "assumeRolePolicy" }, fault: trust }]
            : [];
        const violations = [
          ...[...malformed, ...broken].map(({ origin, fault }) => ({
            resource: origin.resource,
            message: `${origin.property} is no policy document: ${fault.pointer} ${fault.reason}`,
            fix: "build the document from objects, not from text",
          })),
          ...[...readable, ...documents]
            .filter(({ document }) => document.version !== POLICY_VERSION)
            .map(({ origin, document }) => ({
              resource: origin.resource,
              message: `${origin.property} has the Version ${JSON.stringify(document.version ?? null)}`,
              fix: `set Version to "${POLICY_VERSION}"`,
            })),
        ];
        const hidden = [more, trust instanceof Unknown ? trust : undefined].filter(
          (each) => each !== undefined,
        );
        return conclude(violations, hidden, "a document of the role is not known");
      }),
  },
  {
    id: "execution-role-unshared",
    title: "Each environment has an execution role of its own",
    why: "A shared role lets the DAGs of one environment read what was granted for another, and an exact aws:SourceArn fits only one.",
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "warning",
    effect: "insecure",
    sources: [ROLE],
    examples: {
      fails: "executionRoleArn: shared.arn (twice)",
      passes: "executionRoleArn: ownRole.arn",
    },
    check: (environment, world) =>
      withRole(environment, world, (role) => {
        const others = environmentsUsing(world, role, "executionRoleArn").filter(
          (each) => each !== environment,
        );
        return failIf(
          others.map((other) => ({
            related: [role, other],
            message: `executionRoleArn is also the role of ${other.name}`,
            fix: "give each environment a role of its own",
          })),
        );
      }),
  },
];

const SOURCE_ARN = /^arn:[\w*-]+:airflow:[\w*-]*:(?:\d{12}):environment\/.+$/;

/** The two conditions that keep other people's environments out. */
const GUARDS = [
  {
    key: "aws:SourceArn",
    fix: "add ArnLike on aws:SourceArn with the environment's ARN",
    holds: ({
      operator,
      key,
      values,
    }: {
      operator: string;
      key: string;
      values: readonly string[];
    }): boolean =>
      key.toLowerCase() === "aws:sourcearn" &&
      /^(?:ForAnyValue:)?(?:Arn|String)(?:Equals|Like)$/.test(operator) &&
      values.every((value) => SOURCE_ARN.test(value)),
  },
  {
    key: "aws:SourceAccount",
    fix: "add StringEquals on aws:SourceAccount with the account",
    holds: ({
      operator,
      key,
      values,
    }: {
      operator: string;
      key: string;
      values: readonly string[];
    }): boolean =>
      key.toLowerCase() === "aws:sourceaccount" &&
      /^(?:ForAnyValue:)?String(?:Equals|Like)$/.test(operator) &&
      values.every((value) => /^\d{12}$/.test(value)),
  },
] as const;

function speaksOf(statement: Statement, service: string): boolean {
  return (
    statement.effect === "Allow" &&
    !statement.principalsInverted &&
    statement.principals !== undefined &&
    (statement.principals.everyone || statement.principals.services.includes(service))
  );
}

function trusts(trust: Document, service: string): boolean {
  return trust.statements.some(
    (statement) =>
      speaksOf(statement, service) &&
      !statement.actionsInverted &&
      statement.actions.some((action) => actionCovers(action, "sts:AssumeRole")),
  );
}

/** What a statement gives away beyond reason; undefined if it is narrow enough. */
function excessOf(
  statement: Statement,
): { readonly what: string; readonly fix: string } | undefined {
  if (statement.effect !== "Allow") return undefined;
  const everywhere = statement.resources?.some((resource) => resource === "*") ?? false;
  if (statement.actionsInverted) {
    return {
      what: "every action but a few (NotAction)",
      fix: "list the actions that the DAGs need",
    };
  }
  if (statement.actions.some((action) => /^\*+(?::\**)?$/.test(action))) {
    return { what: "every action", fix: "list the actions that the DAGs need" };
  }
  if (statement.resourcesInverted && !isUseOfServiceKeys(statement)) {
    return {
      what: "actions on every resource but a few (NotResource)",
      fix: "list the resources that the DAGs need",
    };
  }
  const powers = statement.actions.find((action) =>
    /^(?:iam|organizations|account|sts):\*$/i.test(action),
  );
  if (powers !== undefined) return { what: powers, fix: "list the actions that the DAGs need" };
  if (!everywhere) return undefined;
  const service = statement.actions.find((action) => /^[\w-]+:\*+$/.test(action));
  if (service !== undefined) {
    return {
      what: `${service} on every resource`,
      fix: "name the actions and the resources that the DAGs need",
    };
  }
  if (statement.actions.some((action) => actionCovers(action, "iam:PassRole"))) {
    return {
      what: "iam:PassRole on every role",
      fix: "name the roles, and add a condition on iam:PassedToService",
    };
  }
  return undefined;
}

/** The one documented use of NotResource: MWAA's own key, which lies in an unknown account, through SQS. */
function isUseOfServiceKeys(statement: Statement): boolean {
  return (
    statement.actions.every((action) => /^kms:/i.test(action) && !/^kms:\*+$/i.test(action)) &&
    statement.conditions.some(
      ({ key, values }) =>
        key.toLowerCase() === "kms:viaservice" && values.every((value) => value.startsWith("sqs.")),
    )
  );
}

/** Judges the environment's role; one that no stack holds cannot be judged. */
export function withRole(
  environment: Resource,
  world: World,
  check: (role: Resource) => Outcome,
): Outcome {
  const role = executionRoleOf(world, environment);
  switch (role.kind) {
    case "resource":
      return check(role.resource);
    case "absent":
      return notApplicable("executionRoleArn is not set");
    case "outside":
      return undecided(`the role ${role.value} is in none of these stacks`, [
        pointer(environment, ["executionRoleArn"]),
      ]);
    case "unknown":
      return undecided("which role it is cannot be told", role.unknown.blockedBy);
  }
}

function withTrust(
  environment: Resource,
  world: World,
  check: (role: Resource, trust: Document) => Outcome,
): Outcome {
  return withRole(environment, world, (role) => {
    const trust = documentAt(world, role, "assumeRolePolicy");
    if (trust instanceof Unknown)
      return undecided("assumeRolePolicy is not known", trust.blockedBy);
    if (trust === undefined || trust instanceof MalformedDocument)
      return notApplicable("the trust policy is no document");
    return check(role, trust);
  });
}
