import { PARTITIONS } from "../../../mwaa/service/partitions";
import type { Condition, Statement } from "../../../reasoning/iam";
import { actionCovers, arnCovers, covers, overlaps } from "../../../reasoning/iam";
import { policiesOf } from "../../model/access/role-policies";
import { withRole } from "./execution-role";
import type { Rule, Violation } from "../rule";
import { conclude } from "../rule";
import { guide } from "../sources";

/** What the execution role must not be allowed. */
export const LEAST_PRIVILEGE_RULES: readonly Rule[] = [
  {
    id: "execution-role-least-privilege",
    title: "The execution role is not allowed everything",
    why: "Every DAG author acts with this role: administrator rights, whole services on every resource or iam:PassRole on every role are theirs too.",
    subject: "access",
    judges: ["environment"],
    decidedBy: "world",
    severity: "error",
    effect: "insecure",
    sources: [
      guide("mwaa-create-role", "Amazon MWAA execution role"),
      guide("best-practices-security", "Security best practices in Apache Airflow"),
    ],
    examples: {
      fails: '{ Effect: "Allow", Action: "s3:*", Resource: "*" }',
      passes: '{ Effect: "Allow", Action: ["s3:GetObject*"], Resource: bucketArn + "/*" }',
    },
    check: (environment, world) =>
      withRole(environment, world, (role) => {
        const { documents, outside, more } = policiesOf(world, role);
        const violations: Violation[] = [
          ...outside
            .filter(({ arn }) => WHOLE_SERVICE_POLICY.test(arn))
            .map(({ arn, resource, property }) => ({
              resource,
              related: [role],
              message: `${property} attaches ${arn.slice(arn.lastIndexOf("/") + 1)}, which allows a whole service or more`,
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
];

/** Policies of AWS's own that give a whole service or more. */
export const WHOLE_SERVICE_POLICY =
  /:policy\/(?:.*\/)?(?:\w*FullAccess|AdministratorAccess|PowerUserAccess)$/;

/** Names of services and actions have at least two characters, so that `?*` covers all of them too. */
const ANY_NAME = "??*";

/** Services that decide who may do what: all of one is too much on any resource. */
const POWERS = ["iam", "organizations", "account", "sts"];

/** What the ARNs of a service's resources begin with, so that what follows is every one of them. */
const RESOURCE_TYPES: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ["table/"],
  ecr: ["repository/"],
  glue: ["job/", "table/", "database/"],
  iam: ["role/"],
  kms: ["key/"],
  lambda: ["function:"],
  logs: ["log-group:"],
  // Every object of every bucket.
  s3: [`${ANY_NAME}/`],
  secretsmanager: ["secret:"],
  ssm: ["parameter/"],
  states: ["stateMachine:"],
};

/** What a statement gives away beyond reason. */
export interface Excess {
  readonly what: string;
  readonly fix: string;
}

const LIST_ACTIONS = "list the actions that the DAGs need";

/** What a statement gives away beyond reason; undefined if it is narrow enough. */
export function excessOf(statement: Statement): Excess | undefined {
  const { effect, actions, actionsInverted, resources = [], resourcesInverted } = statement;
  if (effect !== "Allow") return undefined;
  if (actionsInverted) {
    return { what: "every action but a few (NotAction)", fix: LIST_ACTIONS };
  }
  if (actions.some((each) => actionCovers(each, `${ANY_NAME}:${ANY_NAME}`))) {
    return { what: "every action", fix: LIST_ACTIONS };
  }
  if (resourcesInverted && !isUseOfServiceKeys(statement)) {
    return {
      what: "actions on every resource but a few (NotResource)",
      fix: "list the resources that the DAGs need",
    };
  }
  const power = actions.find((each) =>
    POWERS.some((service) => actionCovers(each, `${service}:${ANY_NAME}`)),
  );
  if (power !== undefined) return { what: power, fix: LIST_ACTIONS };
  if (resourcesInverted) return undefined;
  const wide = actions.find(
    (each) => isWholeService(each) && resources.some((resource) => isEverything(resource, each)),
  );
  if (wide !== undefined) {
    return {
      what: `${wide} on every resource`,
      fix: "name the actions and the resources that the DAGs need",
    };
  }
  const passes = actions.some((each) => actionCovers(each, "iam:PassRole"));
  if (passes && resources.some((each) => isEverything(each, "iam:PassRole"))) {
    return {
      what: "iam:PassRole on every role",
      fix: "name the roles, and add a condition on iam:PassedToService",
    };
  }
  return undefined;
}

/** Whether an action pattern holds all of a service, or reaches into several. */
function isWholeService(action: string): boolean {
  const [service = "", name] = action.split(":");
  if (name === undefined || /[*?]/.test(service)) return true;
  return covers(name, ANY_NAME);
}

/** Whether a resource pattern holds everything that an action of a service can be about. */
function isEverything(resource: string, action: string): boolean {
  const [service = "*"] = action.toLowerCase().split(":");
  const [, , its = "*", region = "*", account = "*"] = resource.split(":");
  if (/^\*+$/.test(resource)) return true;
  if (!overlaps(service, its)) return false;
  const types = ["", ...(RESOURCE_TYPES[its] ?? [])];
  // Whatever Region and account it is in: all of one is all that most DAGs could ever find.
  return PARTITIONS.some(({ id }) =>
    types.some((type) =>
      arnCovers(resource, `arn:${id}:${its}:${region}:${account}:${type}${ANY_NAME}`),
    ),
  );
}

/** The one documented use of NotResource: MWAA's own key, which lies in an unknown account, through SQS. */
function isUseOfServiceKeys({ actions, conditions }: Statement): boolean {
  return (
    actions.every((each) => /^kms:/i.test(each) && !isWholeService(each)) &&
    conditions.some(isThroughSqs)
  );
}

function isThroughSqs({ operator, key, values }: Condition): boolean {
  return (
    key.toLowerCase() === "kms:viaservice" &&
    /^String(?:Equals|Like)$/.test(operator) &&
    values.length > 0 &&
    values.every((value) => value.startsWith("sqs."))
  );
}
