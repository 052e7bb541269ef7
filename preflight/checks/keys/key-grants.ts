import type { CallSubject } from "../../../mwaa/service/calls";
import { callsOf } from "../../../mwaa/service/calls";
import { type KeyGrantArguments, keyGrantFaults } from "../../../mwaa/service/key-grant-arguments";
import { KEY_GRANT_SOURCE } from "../../../mwaa/service/key-grant-arguments";
import {
  GRANT_FOR_SERVICE_SOURCE,
  grantRequests,
  KEY_GRANTS_SOURCE,
} from "../../../mwaa/service/key-grants";
import type { Place } from "../../../mwaa/service/partitions";
import { unknownText } from "../../../mwaa/settings/unknown-text";
import type { Principal } from "../../../reasoning/iam";
import { contextOf, MalformedDocument, weigh } from "../../../reasoning/iam";
import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import { isTold } from "../../model/accounts";
import { environmentsUsing, keyOf, shareAnAccount } from "../../model/environment";
import type { KeyPolicySet } from "../../model/access/key-policy";
import { keyPolicyOf, keyPolicySetOf } from "../../model/access/key-policy";
import type { Resource, Value } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import { someOf } from "../access/execution-role";
import { withKey } from "./key";
import type { Outcome, Rule } from "../rule";
import { conclude, failIf, notApplicable, pass, undecided } from "../rule";
import { aws } from "../sources";

const own = { subject: "encryption", decidedBy: "world" } as const;

/** The grants by which MWAA uses a customer's key, and those that others are given. */
export const KEY_GRANT_RULES: readonly Rule[] = [
  {
    ...own,
    judges: ["environment"],
    id: "key-permits-service-grants",
    title: "The key's policy lets whoever creates the environment make MWAA's grants",
    why: "MWAA, and Amazon RDS for it, use the key by grants that they make with the rights of whoever creates the environment. The key has to listen to that account, also if it belongs to another one.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      KEY_GRANTS_SOURCE,
      GRANT_FOR_SERVICE_SOURCE,
      aws(
        "kms/latest/developerguide/key-policy-modifying-external-accounts.html",
        "Allowing users in other accounts to use a KMS key",
      ),
    ],
    examples: {
      fails: "a policy that lets the environment's account encrypt and decrypt, and nothing else",
      passes:
        '{ Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } }',
    },
    check: (environment, world) =>
      withKey(environment, world, (key) => judgeKey(environment, key, world)),
  },
  {
    ...own,
    judges: ["keyGrant"],
    id: "key-grants-possible",
    title: "A grant on an environment's key is for one principal and names its operations",
    why: "KMS knows no wildcards in grants and refuses a grant that breaks its rules; an encryption context beside operations that have none limits nothing.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [KEY_GRANT_SOURCE],
    examples: {
      fails: 'operations: ["kms:GenerateDataKey*"]',
      passes: 'operations: ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext"]',
    },
    check: (grant, world) =>
      ofEnvironmentKey(grant, world, (hidden) => {
        const args = argumentsOf(grant, world);
        const key = world.text(grant, "keyId");
        const faults = keyGrantFaults({ ...args.known, wholeAccount: true });
        return conclude(
          [
            ...(isKnown(key) && /(^|:)alias\//.test(key ?? "")
              ? [
                  {
                    message: `keyId is ${String(key)}, and grants take no alias`,
                    fix: "give the key's ARN or id",
                  },
                ]
              : []),
            ...faults.map(({ path, problem, got, allowed, fix }) => ({
              message: `${nameOf(path)} ${shown(got)}${problem}; allowed: ${allowed}`,
              fix,
            })),
          ],
          [...args.hidden, ...hidden],
          "the grant is not known",
        );
      }),
  },
  {
    ...own,
    judges: ["keyGrant"],
    id: "key-grants-for-single-principals",
    title: "No grant gives an environment's key to a whole account",
    why: "Whoever administers IAM in that account then decides who reads what the environment encrypts.",
    severity: "warning",
    effect: "insecure",
    sources: [KEY_GRANT_SOURCE],
    examples: {
      fails: 'granteePrincipal: "arn:aws:iam::444455556666:root"',
      passes: 'granteePrincipal: "arn:aws:iam::444455556666:role/data-reader"',
    },
    check: (grant, world) =>
      ofEnvironmentKey(grant, world, (hidden) => {
        const grantee = world.text(grant, "granteePrincipal");
        const whole = isKnown(grantee) && /^arn:[^:]+:iam::\d{12}:root$/.test(grantee ?? "");
        return conclude(
          whole
            ? [
                {
                  message: `granteePrincipal is ${String(grantee)}, which is everybody whom that account lets`,
                  fix: "give the role that uses the key",
                },
              ]
            : [],
          [...(isKnown(grantee) ? [] : [grantee]), ...hidden],
          "whom the grant is for is not known",
        );
      }),
  },
];

/** Something that whoever creates the environment has to be allowed on the key. */
interface Request {
  readonly action: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** What creating an environment with the key takes, beside what the environment itself does. */
function requestsIn(place: Place, keyArn: string): readonly Request[] {
  const subject: CallSubject = { place, environmentName: "", bucketName: "", keyArn };
  const use = callsOf("deployer", "customer-key")
    .filter(({ id }) => id === "use-key")
    .flatMap(({ actions, contexts }) =>
      contexts(subject).flatMap((values) =>
        actions.map((action) => ({
          action,
          context: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]])),
        })),
      ),
    );
  return [...use, ...grantRequests(place)];
}

function judgeKey(environment: Resource, key: Resource, world: World): Outcome {
  const policy = keyPolicyOf(world, key);
  if (policy instanceof Unknown)
    return undecided("the key's policy is not known", policy.blockedBy);
  if (policy.document instanceof Unknown)
    return undecided("the key's policy is not known", policy.document.blockedBy);
  if (policy.document instanceof MalformedDocument)
    return notApplicable("the key's policy is no document");
  const place = world.place(environment);
  if (!isKnown(place))
    return undecided("the environment's account or Region is not known", place.blockedBy);
  const { holder, document } = policy;
  const foreign = not(shareAnAccount(environment, key, world));
  if (document === undefined) {
    // AWS's own policy listens to the key's account and to no other.
    if (!isKnown(foreign))
      return undecided(
        "whether key and environment share an account is not known",
        foreign.blockedBy,
      );
    if (!foreign) return pass;
    return failIf([
      {
        resource: holder,
        related: [environment],
        message: `has no policy, so that account ${place.account} cannot use it`,
        fix: FIX_FOREIGN,
      },
    ]);
  }
  const set = keyPolicySetOf(world, key);
  const asked = requestsIn(place, set.arn).map((request) => ({
    request,
    allowed: allows(set, request, place.account),
  }));
  const refused = asked.filter(({ allowed }) => allowed === false);
  if (refused.length > 0 && !isTold(place.account) && foreign !== true)
    return undecided("the account that the policy has to admit is not known", [
      "the account that the stack deploys to",
    ]);
  return conclude(
    refused.length === 0
      ? []
      : [
          {
            resource: holder,
            related: [environment],
            message: `policy does not let account ${place.account} call ${someOf(refused.map(({ request }) => request.action))}, with which the environment is created`,
            fix:
              foreign === true
                ? FIX_FOREIGN
                : "add a statement that allows the account's root kms:* on this key",
          },
        ],
    asked.flatMap(({ allowed }) => (allowed instanceof Unknown ? [allowed] : [])),
    "whether the creator of the environment is admitted cannot be told",
  );
}

const FIX_FOREIGN =
  "add statements that let the environment's account use the key, and call kms:CreateGrant, kms:ListGrants and kms:RevokeGrant where kms:GrantIsForAWSResource is true";

/**
 * Whether the key lets the account's IAM decide, or names somebody of the account, who may be the
 * one that creates the environment.
 */
function allows(policy: KeyPolicySet, { action, context }: Request, account: string): Truth {
  const deployer = new Unknown(["who creates the environment"]);
  const principals: readonly Principal[] = [
    { kind: "account", account },
    { kind: "role", arn: deployer, account },
  ];
  const asked = principals.map((principal) =>
    weigh(policy.documents, {
      action,
      resource: policy.arn,
      principal,
      context: contextOf({
        ...context,
        "aws:SecureTransport": ["true"],
        "aws:PrincipalAccount": [account],
        "kms:CallerAccount": [account],
      }),
    }),
  );
  return all([
    any([...asked.map(({ granted }) => granted), ...policy.hidden]),
    // Whoever is denied by name may be somebody else.
    ...asked.slice(0, 1).map(({ denied }) => not(denied)),
  ]);
}

/** Judges a grant on the key of an environment; others are nobody's business here. */
function ofEnvironmentKey(
  grant: Resource,
  world: World,
  check: (hidden: readonly Unknown[]) => Outcome,
): Outcome {
  const key = world.reference(grant, ["keyId"], "key", "alias");
  switch (key.kind) {
    case "resource": {
      const target =
        key.resource.type === "aws:kms/alias:Alias"
          ? world.reference(key.resource, ["targetKeyId"], "key")
          : key;
      if (target.kind !== "resource") return notApplicable("no environment uses the key");
      return environmentsUsing(world, target.resource, "kmsKey").length > 0
        ? check([])
        : notApplicable("no environment uses the key");
    }
    case "outside": {
      const id = (text: string): string => text.slice(text.lastIndexOf("/") + 1);
      const used = world.of("environment").some((environment) => {
        const other = keyOf(world, environment);
        return other.kind === "outside" && id(other.value) === id(key.value);
      });
      return used ? check([]) : notApplicable("no environment uses the key");
    }
    case "absent":
      return notApplicable("keyId is not set");
    case "unknown":
      return world.of("environment").some((each) => keyOf(world, each).kind !== "absent")
        ? check([key.unknown])
        : notApplicable("no environment has a customer's key");
  }
}

/** The grant's arguments, with a marker in the place of what is not known. */
function argumentsOf(
  grant: Resource,
  world: World,
): { readonly known: KeyGrantArguments; readonly hidden: readonly Unknown[] } {
  const hidden: Unknown[] = [];
  const text = (value: Value | undefined, path: readonly string[]): string => {
    if (typeof value === "string") return value;
    hidden.push(value instanceof Unknown ? value : new Unknown([pointer(grant, path)]));
    return MARKER;
  };
  const operations = world.value(grant, "operations");
  const constraint = world.value(grant, "constraints", 0);
  if (constraint instanceof Unknown) hidden.push(constraint);
  const pairs = (name: string): Readonly<Record<string, string>> | undefined => {
    const value = world.value(grant, "constraints", 0, name);
    if (value === undefined || value === null) return undefined;
    if (value instanceof Unknown || typeof value !== "object") return { [text(value, [name])]: "" };
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, text(each, ["constraints"])]),
    );
  };
  const [equals, subset] = [pairs("encryptionContextEquals"), pairs("encryptionContextSubset")];
  const retiring = world.value(grant, "retiringPrincipal");
  const name = world.value(grant, "name");
  return {
    hidden,
    known: {
      grantee: text(world.value(grant, "granteePrincipal"), ["granteePrincipal"]),
      operations: Array.isArray(operations)
        ? (operations as readonly Value[]).map((each) => text(each, ["operations"]))
        : [text(operations, ["operations"])],
      ...(constraint === undefined || constraint instanceof Unknown
        ? {}
        : {
            encryptionContext: {
              ...(equals === undefined ? {} : { equals }),
              ...(subset === undefined ? {} : { subset }),
            },
          }),
      ...(retiring === undefined
        ? {}
        : { retiringPrincipal: text(retiring, ["retiringPrincipal"]) }),
      ...(name === undefined ? {} : { grantName: text(name, ["name"]) }),
    },
  };
}

const MARKER = unknownText("known only when it is deployed");

/** The provider's names of the arguments that are called otherwise here. */
const PROPERTIES: Readonly<Record<string, string>> = {
  grantee: "granteePrincipal",
  grantName: "name",
  encryptionContext: "constraints",
};

function nameOf([argument = "", ...rest]: readonly (string | number)[]): string {
  const name = String(argument);
  return [PROPERTIES[name] ?? name, ...rest].join(".");
}

function shown(got: unknown): string {
  return typeof got === "string" ? `"${got}" ` : "";
}
