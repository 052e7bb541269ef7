import type { Case, CasePolicies, DocumentJson, StatementJson } from "./case";

/** A way in which the oracle differs from AWS, and how to tell it the rule. */
export interface Explanation {
  readonly id: string;
  /** What AWS does, in a sentence. */
  readonly rule: string;
  /** The page and section that say so. */
  readonly source: string;
  /** The case with the rule written out, so that the oracle follows it; undefined: does not apply. */
  readonly rewrite: (given: Case) => Case | undefined;
}

/** Changes every document of a case; undefined if none changes. */
export function rewriteDocuments(
  given: Case,
  change: (document: DocumentJson) => DocumentJson | undefined,
): Case | undefined {
  const changes: DocumentJson[] = [];
  const one = (document: DocumentJson): DocumentJson => {
    const result = change(document);
    if (result !== undefined) changes.push(result);
    return result ?? document;
  };
  const { policies } = given;
  const { identity, resource, boundary, session, endpoint } = policies;
  const { serviceControl, resourceControl } = policies;
  const rewritten = {
    ...given,
    policies: {
      identity: identity.map(one),
      ...(resource === undefined ? {} : { resource: one(resource) }),
      ...(boundary === undefined ? {} : { boundary: one(boundary) }),
      ...(session === undefined ? {} : { session: one(session) }),
      ...(endpoint === undefined ? {} : { endpoint: one(endpoint) }),
      ...(serviceControl === undefined
        ? {}
        : { serviceControl: serviceControl.map((level) => level.map(one)) }),
      ...(resourceControl === undefined
        ? {}
        : { resourceControl: resourceControl.map((level) => level.map(one)) }),
    },
  };
  return changes.length === 0 ? undefined : rewritten;
}

/** The statements of a document, as a list. */
export function statementsOf({ Statement: statement }: DocumentJson): readonly StatementJson[] {
  return Array.isArray(statement)
    ? (statement as readonly StatementJson[])
    : [statement as StatementJson];
}

/** A document that allows everything else besides. */
function opened(document: DocumentJson): DocumentJson {
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  return { ...document, Statement: [everything, ...statementsOf(document)] };
}

/** A document of which only the denials are left. */
function denialsOf(document: DocumentJson): DocumentJson {
  const denials = statementsOf(document).filter(({ Effect: effect }) => effect === "Deny");
  return { ...document, Statement: denials };
}

const FULL_ACCESS: DocumentJson = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** Writes every variable as the plain text that it is to a version without variables. */
function withoutVariables(document: DocumentJson): DocumentJson | undefined {
  const text = JSON.stringify(document.Statement);
  if (document.Version === "2012-10-17" || !text.includes("${")) return undefined;
  return {
    ...document,
    Statement: JSON.parse(text.replaceAll("${", "${$}{")) as DocumentJson["Statement"],
  };
}

const UNLIMITED = ["serviceControl", "resourceControl"];

function unlimited(given: Case): Case | undefined {
  if (given.caller.name !== "service-linked role") return undefined;
  return { ...given, policies: without(given.policies, UNLIMITED) };
}

function without(policies: CasePolicies, kinds: readonly string[]): CasePolicies {
  const rest = Object.entries(policies).filter(([kind]) => !kinds.includes(kind));
  return Object.fromEntries(rest) as unknown as CasePolicies;
}

/** Lets the resource's policy alone decide, as it does for the session that it names. */
function bySessionAlone(given: Case): Case | undefined {
  const { session, resource, identity } = given.policies;
  if (session === undefined || resource === undefined) return undefined;
  return {
    ...given,
    policies: { ...given.policies, session: opened(session), identity: identity.map(denialsOf) },
  };
}

const NOTHING: DocumentJson = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "glue:GetDatabase", Resource: "arn:aws:glue:::none" }],
};

/** Puts a policy that allows nothing where a federated user has none. */
function federatedWithNothing(given: Case): Case | undefined {
  if (given.caller.name !== "federated user" || given.policies.session !== undefined)
    return undefined;
  return { ...given, policies: { ...given.policies, session: NOTHING } };
}

const STAND_IN = "provider.amazonaws.com";

/** Takes a provider for a service: somebody of no account whom only the role's trust policy names. */
function providerAsService(given: Case): Case | undefined {
  const { caller } = given;
  if (caller.name !== "provider") return undefined;
  const policies = without(given.policies, ["serviceControl"]);
  const rewritten = rewriteDocuments({ ...given, policies }, (document) =>
    rewritePrincipals(document, (type, name) =>
      type === "Federated" && name === caller.principal ? ["Service", STAND_IN] : [type, name],
    ),
  );
  return { ...(rewritten ?? { ...given, policies }), caller: { ...caller, principal: STAND_IN } };
}

/** Names other principals; undefined if none changes. */
function rewritePrincipals(
  document: DocumentJson,
  rename: (type: string, name: string) => readonly [string, string],
): DocumentJson | undefined {
  const statements = statementsOf(document).map((statement) => {
    const changed: Record<string, unknown> = { ...statement };
    for (const element of ["Principal", "NotPrincipal"]) {
      const principals = statement[element];
      if (typeof principals !== "object" || principals === null) continue;
      const renamed: Record<string, string[]> = {};
      for (const [type, names] of Object.entries(principals as Record<string, readonly string[]>)) {
        for (const name of names) {
          const [newType, newName] = rename(type, name);
          (renamed[newType] ??= []).push(newName);
        }
      }
      changed[element] = renamed;
    }
    return changed;
  });
  const unchanged = JSON.stringify(statements) === JSON.stringify(statementsOf(document));
  return unchanged ? undefined : { ...document, Statement: statements };
}

/** Gives a role that is written in another case than the caller's a name of its own. */
function rolesByCase(given: Case): Case | undefined {
  const own = [given.caller.principal, given.caller.behind];
  const lower = own.map((each) => each?.toLowerCase());
  return rewriteDocuments(given, (document) =>
    rewritePrincipals(document, (type, name) =>
      !own.includes(name) && lower.includes(name.toLowerCase())
        ? [type, `${name}-of-another-case`]
        : [type, name],
    ),
  );
}

/** Writes dates as the request writes those of the key: `aws:EpochTime` in seconds, others in ISO 8601. */
function datesAlike(given: Case): Case | undefined {
  return rewriteDocuments(given, (document) => {
    const statements = statementsOf(document).map((statement) =>
      "Condition" in statement
        ? { ...statement, Condition: conditionWithDates(statement["Condition"]) }
        : statement,
    );
    const unchanged = JSON.stringify(statements) === JSON.stringify(statementsOf(document));
    return unchanged ? undefined : { ...document, Statement: statements };
  });
}

type ConditionJson = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function conditionWithDates(condition: unknown): unknown {
  return Object.fromEntries(
    Object.entries(condition as ConditionJson).map(([operator, block]) => {
      if (!/^(.*:)?Date/.test(operator)) return [operator, block];
      return [
        operator,
        Object.fromEntries(
          Object.entries(block).map(([key, values]) => [
            key,
            [values].flat().map((value) => dateFor(key, String(value))),
          ]),
        ),
      ];
    }),
  );
}

function dateFor(key: string, value: string): string {
  const seconds = /^\d+$/.test(value) ? Number(value) : Date.parse(value) / 1000;
  if (Number.isNaN(seconds)) return value;
  return key === "aws:EpochTime" ? String(seconds) : new Date(seconds * 1000).toISOString();
}

const EVALUATION =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";

/** Every known way in which the oracle differs. */
export const EXPLANATIONS: readonly Explanation[] = [
  {
    id: "older-version-knows-no-variables",
    rule: "A document without the version 2012-10-17 has no policy variables: `${...}` is plain text.",
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html, "IAM JSON policy elements: Version"',
    rewrite: (given) => rewriteDocuments(given, withoutVariables),
  },
  {
    id: "root-user-needs-no-policy",
    rule: "The root user of an account may do everything in it that no policy denies.",
    source: `${EVALUATION}, "Policy evaluation logic"`,
    rewrite: (given) =>
      given.caller.name === "root user"
        ? { ...given, policies: { ...given.policies, identity: [FULL_ACCESS] } }
        : undefined,
  },
  {
    id: "service-linked-role-is-not-limited",
    rule: "Service control policies and resource control policies do not limit service-linked roles.",
    source:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html, "Tasks and entities not restricted by SCPs"',
    rewrite: unlimited,
  },
  {
    id: "session-named-by-the-resource",
    rule: "Within an account, what a resource's policy grants to a session itself its session policies do not limit.",
    source: `${EVALUATION}, "Determining whether a request is allowed or denied within an account"`,
    rewrite: bySessionAlone,
  },
  {
    id: "federated-user-needs-a-session-policy",
    rule: "Without a session policy the session of a federated user has no permissions but those that a resource grants to itself.",
    source:
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html, "Permissions"',
    rewrite: federatedWithNothing,
  },
  {
    id: "provider-is-of-no-account",
    rule: "Who shows the token of an identity provider has no account yet: only the trust policy decides, by its Federated principals.",
    source:
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html, "AssumeRoleWithWebIdentity"',
    rewrite: providerAsService,
  },
  {
    id: "names-in-arns-have-case",
    rule: "The name of a role in a policy or an ARN is compared with regard to case.",
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html, "Creating a role to delegate permissions to an IAM user"',
    rewrite: rolesByCase,
  },
  {
    id: "dates-may-be-seconds",
    rule: "Dates are written in ISO 8601 or as seconds since 1970, whatever the other side is written in.",
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, "Date condition operators"',
    rewrite: datesAlike,
  },
];
