import type { Case, DocumentJson } from "./case";
import {
  denialsOf,
  opened,
  renamePrincipals,
  rewriteStatements,
  statementsOf,
  withoutKinds,
} from "./rewrite";

/** A case with a rule of AWS written out; undefined: the rule does not apply. */
export type Rewrite = (given: Case) => Case | undefined;

const FULL_ACCESS: DocumentJson = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

const NOTHING: DocumentJson = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "glue:GetDatabase", Resource: "arn:aws:glue:::none" }],
};

/** Gives the root user what it has anyway. */
export const rootHasEverything: Rewrite = (given) =>
  given.caller.name === "root user"
    ? { ...given, policies: { ...given.policies, identity: [FULL_ACCESS] } }
    : undefined;

/** Takes the organisation's policies away from a service-linked role. */
export const linkedRoleIsUnlimited: Rewrite = (given) =>
  given.caller.name === "service-linked role"
    ? { ...given, policies: withoutKinds(given.policies, ["serviceControl", "resourceControl"]) }
    : undefined;

/** Lets the resource's policy alone decide, as it does for the session that it names. */
export const resourceNamesSession: Rewrite = (given) => {
  const { session, resource, identity } = given.policies;
  if (session === undefined || resource === undefined) return undefined;
  return {
    ...given,
    policies: { ...given.policies, session: opened(session), identity: identity.map(denialsOf) },
  };
};

/** Puts a policy that allows nothing where a federated user has none. */
export const federatedUserHasNothing: Rewrite = (given) =>
  given.caller.name === "federated user" && given.policies.session === undefined
    ? { ...given, policies: { ...given.policies, session: NOTHING } }
    : undefined;

const WITHOUT_ROLES: readonly string[] = ["root user", "federated user", "anonymous"];

/** Takes every grant from who cannot assume a role. */
export const stsRefusesCallers: Rewrite = (given) =>
  /^sts:assumerole/i.test(given.action) && WITHOUT_ROLES.includes(given.caller.name)
    ? withoutGrants(given)
    : undefined;

const WITHIN_ACCOUNT = /^(s3:putbucketpolicy|sqs:setqueueattributes|kms:putkeypolicy)$/i;

/** Takes every grant from callers of another account, or of none. */
export const administrationStays: Rewrite = (given) => {
  const { action, caller, resourceAccount } = given;
  return caller.account !== resourceAccount && WITHIN_ACCOUNT.test(action)
    ? withoutGrants(given)
    : undefined;
};

/** Leaves what a resource's policy and the caller's own deny, and nothing that they grant. */
function withoutGrants(given: Case): Case {
  const { policies } = given;
  const { resource } = policies;
  const denials = resource === undefined ? [] : statementsOf(denialsOf(resource));
  return {
    ...given,
    policies: {
      ...withoutKinds(policies, ["resource"]),
      identity: policies.identity.map(denialsOf),
      ...(resource === undefined || denials.length === 0
        ? {}
        : { resource: { ...resource, Statement: denials } }),
    },
  };
}

/** Takes from a bucket's policy what it cannot deny to the root user of its account. */
export const ownerIsNotLockedOut: Rewrite = (given) => {
  const { action, caller, policies, resourceAccount } = given;
  const { resource } = policies;
  const owns = caller.name === "root user" && caller.account === resourceAccount;
  if (resource === undefined || !owns || action.toLowerCase() !== "s3:putbucketpolicy")
    return undefined;
  return { ...given, policies: withoutKinds(policies, ["resource"]) };
};

const STAND_IN = "provider.amazonaws.com";

/** Takes a provider for a service: somebody of no account whom only the role's trust policy names. */
export const providerHasNoAccount: Rewrite = (given) => {
  const { caller } = given;
  if (caller.name !== "provider") return undefined;
  const unlimited = { ...given, policies: withoutKinds(given.policies, ["serviceControl"]) };
  const renamed = rewriteStatements(unlimited, (statement) =>
    renamePrincipals(statement, (type, name) =>
      type === "Federated" && name === caller.principal ? ["Service", STAND_IN] : [type, name],
    ),
  );
  return { ...(renamed ?? unlimited), caller: { ...caller, principal: STAND_IN } };
};

/** Gives a role that is written in another case than the caller's a name of its own. */
export const roleNamesHaveCase: Rewrite = (given) => {
  const own = [given.caller.principal, given.caller.behind];
  const folded = own.map((each) => each?.toLowerCase());
  return rewriteStatements(given, (statement) =>
    renamePrincipals(statement, (type, name) =>
      !own.includes(name) && folded.includes(name.toLowerCase())
        ? [type, `${name}-of-another-case`]
        : [type, name],
    ),
  );
};

/** Takes accounts out of exceptions that do not name the caller as well. */
export const exceptedAccountSparesNobody: Rewrite = (given) =>
  rewriteStatements(given, (statement) => {
    const named = JSON.stringify(statement["NotPrincipal"] ?? {});
    const { principal, behind = principal } = given.caller;
    if (named.includes(`"${principal}"`) || named.includes(`"${behind}"`)) return statement;
    if (!("NotPrincipal" in statement)) return statement;
    return renamePrincipals(statement, (type, name) => [
      type,
      /^(\d{12}|.*:root)$/.test(name) ? NOBODY : name,
    ]);
  });

const NOBODY = "arn:aws:iam::777788889999:role/nobody";
