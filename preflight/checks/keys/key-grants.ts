import {
  type KeyGrantArguments,
  KEY_GRANT_SOURCE,
  keyGrantFaults,
} from "../../../mwaa/service/key-grant-arguments";
import { unknownText } from "../../../mwaa/settings/unknown-text";
import { contextOf, weigh } from "../../../reasoning/iam";
import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import { keyPolicySetOf } from "../../model/access/key-policy";
import { environmentsUsing, keyOf, shareAnAccount } from "../../model/environment";
import type { Resource, Value } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule } from "../rule";
import { conclude, notApplicable } from "../rule";

const own = { subject: "encryption", decidedBy: "world" } as const;

/** The grants on an environment's key that others are given. */
export const KEY_GRANT_RULES: readonly Rule[] = [
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
        const maker = makerMayGrant(grant, world);
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
            ...(maker === false
              ? [
                  {
                    message: `is made in account ${String(world.account(grant))}, which the key's policy does not let call kms:CreateGrant`,
                    fix: "make it with the provider of the key's account, or allow that account kms:CreateGrant in the key's policy",
                  },
                ]
              : []),
            ...faults.map(({ path, problem, got, allowed, fix }) => ({
              message: `${nameOf(path)} ${shown(got)}${problem}; allowed: ${allowed}`,
              fix,
            })),
          ],
          [...args.hidden, ...hidden, ...(maker instanceof Unknown ? [maker] : [])],
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

/** Whether the key listens to the account that makes a grant; a key that no stack holds is not asked. */
function makerMayGrant(grant: Resource, world: World): Truth {
  const key = world.reference(grant, ["keyId"], "key");
  if (key.kind !== "resource") return true;
  const together = shareAnAccount(grant, key.resource, world);
  const account = world.account(grant);
  if (together !== false || !isKnown(account)) return isKnown(together) ? true : together;
  const { documents, hidden, arn } = keyPolicySetOf(world, key.resource);
  const { granted, denied } = weigh(documents, {
    action: "kms:CreateGrant",
    resource: arn,
    principal: { kind: "account", account },
    context: contextOf({
      "kms:CallerAccount": [account],
      "aws:PrincipalAccount": [account],
      "kms:GrantIsForAWSResource": ["false"],
    }),
  });
  // A single role of the account may be admitted, which whoever deploys may act as.
  const named = documents.some(({ document }) =>
    document.statements.some(({ principals }) =>
      principals?.aws.some((each) => each.includes(`:${account}:`)),
    ),
  );
  const mayBe = named && granted === false ? [new Unknown(["who makes the grant"])] : [];
  return all([any([granted, ...hidden, ...mayBe]), not(denied)]);
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
