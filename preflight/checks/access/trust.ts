import { environmentArn } from "../../../mwaa/service/arns";
import { MWAA_PRINCIPALS } from "../../../mwaa/service/calls";
import type { Condition, Document, Statement } from "../../../reasoning/iam";
import {
  contextOf,
  decide,
  MalformedDocument,
  speaksOf,
  speaksOfAction,
} from "../../../reasoning/iam";
import { isKnown, Unknown } from "../../../reasoning/known";
import { documentAt } from "../../model/access/role-policies";
import { environmentsUsing } from "../../model/environment";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import { nameOf, withRole, withTrust } from "./execution-role";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, failIf, notApplicable, undecided } from "../rule";
import { guide } from "../sources";

const DEPUTY = guide(
  "cross-service-confused-deputy-prevention",
  "Cross-service confused deputy prevention",
);
const ROLE = guide("mwaa-create-role", "Amazon MWAA execution role");

/** Who may become the execution role. */
export const TRUST_RULES: readonly Rule[] = [
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
      withTrust(environment, world, (role, trust) =>
        failIf(
          MWAA_PRINCIPALS.filter((each) => !trust.statements.some((one) => admits(one, each))).map(
            (principal) => ({
              resource: role,
              message: `assumeRolePolicy does not allow ${principal} to assume the role`,
              fix: `add ${principal} to the services of the trust statement`,
            }),
          ),
        ),
      ),
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
      const trust = documentAt(world, role, "assumeRolePolicy", "trust");
      if (trust instanceof Unknown)
        return undecided("assumeRolePolicy is not known", trust.blockedBy);
      if (trust === undefined || trust instanceof MalformedDocument)
        return notApplicable("the trust policy is no document");
      const admitting = trust.statements.filter((statement) =>
        MWAA_PRINCIPALS.some((each) => admits(statement, each)),
      );
      const unguarded = admitting.flatMap((statement) =>
        GUARDS.filter(({ holds }) => !statement.conditions.some(holds)).map(({ key, fix }) => ({
          message: `assumeRolePolicy lets MWAA assume the role without a condition on ${key}`,
          witness: `/Statement/${statement.index}`,
          fix,
        })),
      );
      if (admitting.some(namesMwaa)) return failIf(unguarded);
      if (admitting.length === 0) return notApplicable("no execution role of MWAA");
      return ofUsedRole(role, world, unguarded);
    },
  },
  {
    id: "execution-role-trust-names-environment",
    title: "The trust's conditions name the environment that uses the role",
    why: "A condition on another environment's ARN or another account keeps MWAA out, and so does a denial.",
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
      withTrust(environment, world, (role, trust) => judgeTrust(environment, role, trust, world)),
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

const ASSUME_ROLE = "sts:AssumeRole";

/** Whether a statement allows a service to assume the role, if its conditions hold. */
function admits(statement: Statement, service: string): boolean {
  return (
    statement.effect === "Allow" &&
    speaksOfAction(statement, ASSUME_ROLE) &&
    speaksOf(statement, { kind: "service", name: service }) === true
  );
}

function namesMwaa({ principals, principalsInverted }: Statement): boolean {
  return (
    !principalsInverted &&
    MWAA_PRINCIPALS.some((each) => principals?.services.includes(each) === true)
  );
}

/** A role that admits MWAA with everybody else is an execution role only if an environment uses it. */
function ofUsedRole(role: Resource, world: World, unguarded: readonly Violation[]): Outcome {
  const { resources, more } = world.pointingAt(role, "environment", "executionRoleArn");
  if (resources.length > 0) return failIf(unguarded);
  return more === undefined || unguarded.length === 0
    ? notApplicable("no execution role of MWAA")
    : conclude([], [more], "whether an environment uses the role cannot be told");
}

/** Asks for each principal that the trust speaks of whether this environment lets it in. */
function judgeTrust(environment: Resource, role: Resource, trust: Document, world: World): Outcome {
  const place = world.place(environment);
  const name = world.text(environment, "name");
  if (name === undefined) return notApplicable("the environment has no name yet");
  const asked = MWAA_PRINCIPALS.filter((principal) =>
    trust.statements.some((statement) => admits(statement, principal)),
  );
  if (asked.length === 0) return notApplicable("the trust does not speak of MWAA at all");
  const source: Record<string, readonly string[]> = {};
  if (isKnown(place)) {
    source["aws:SourceAccount"] = [place.account];
    if (isKnown(name)) source["aws:SourceArn"] = [environmentArn(place, name)];
  }
  const kept: string[] = [];
  const denied = new Map<Statement, string[]>();
  const hidden: Unknown[] = [];
  for (const principal of asked) {
    const context = contextOf({
      ...source,
      "aws:PrincipalIsAWSService": ["true"],
      "aws:PrincipalServiceName": [principal],
    });
    const { allowed, deniedBy } = decide([{ origin: role, document: trust }], {
      action: ASSUME_ROLE,
      resource: "*",
      context,
      principal: { kind: "service", name: principal },
    });
    if (allowed instanceof Unknown) hidden.push(allowed);
    else if (allowed) continue;
    else if (deniedBy === undefined) kept.push(principal);
    else denied.set(deniedBy.statement, [...(denied.get(deniedBy.statement) ?? []), principal]);
  }
  const [arn = "the environment's ARN"] = source["aws:SourceArn"] ?? [];
  const [account = "its account"] = source["aws:SourceAccount"] ?? [];
  return conclude(
    [
      ...(kept.length === 0
        ? []
        : [
            {
              resource: role,
              message: `assumeRolePolicy has conditions that this environment does not meet for ${kept.join(" and ")}`,
              witness: `aws:SourceArn = ${arn}, aws:SourceAccount = ${account}`,
              fix: `set aws:SourceArn to ${arn} and aws:SourceAccount to ${account}`,
            },
          ]),
      ...[...denied].map(([statement, principals]) => ({
        resource: role,
        message: `assumeRolePolicy denies ${principals.join(" and ")} to assume the role`,
        witness: `/Statement/${statement.index}`,
        fix: `take ${principals.join(" and ")} out of ${nameOf(statement)}`,
      })),
    ],
    hidden.length === 0
      ? []
      : [...hidden, ...[place, name].filter((each) => each instanceof Unknown)],
    "the trust's conditions cannot be decided",
  );
}

const SOURCE_ARN = /^arn:[\w*-]+:airflow:[\w*-]*:(?:\d{12}):environment\/.+$/;

/** Whether a condition asks a key for values of a form, with an operator that fails without the key. */
function demands(key: string, operators: RegExp, form: RegExp): (condition: Condition) => boolean {
  return (condition) =>
    condition.key.toLowerCase() === key.toLowerCase() &&
    operators.test(condition.operator) &&
    condition.values.length > 0 &&
    condition.values.every((value) => form.test(value));
}

/** The two conditions that keep other people's environments out. */
const GUARDS = [
  {
    key: "aws:SourceArn",
    fix: "add ArnLike on aws:SourceArn with the environment's ARN",
    holds: demands("aws:SourceArn", /^(?:ForAnyValue:)?(?:Arn|String)(?:Equals|Like)$/, SOURCE_ARN),
  },
  {
    key: "aws:SourceAccount",
    fix: "add StringEquals on aws:SourceAccount with the account",
    holds: demands("aws:SourceAccount", /^(?:ForAnyValue:)?String(?:Equals|Like)$/, /^\d{12}$/),
  },
] as const;
