import { callsOf } from "../../mwaa/service/calls";
import { regionalServiceName } from "../../mwaa/service/partitions";
import type { Document, Statement } from "../../reasoning/iam";
import { contextOf, decide, MalformedDocument, POLICY_VERSION } from "../../reasoning/iam";
import { isKnown, Unknown } from "../../reasoning/known";
import { keyPolicyOf } from "../model/key-policy";
import { keyOf } from "../model/environment";
import type { Resource } from "../model/resource";
import { pointer } from "../model/resource";
import type { World } from "../model/world";
import type { Outcome, Rule, Violation } from "./rule";
import { conclude, failIf, notApplicable, pass, undecided } from "./rule";
import { aws, guide } from "./sources";

const own = { subject: "encryption", judges: ["environment"], decidedBy: "world" } as const;
const KEY_PAGE = guide("custom-keys-certs", "Customer-managed keys for encryption");

/** What the customer's key has to be. */
export const KEY_RULES: readonly Rule[] = [
  {
    ...own,
    id: "key-admits-cloudwatch-logs",
    title: "CloudWatch Logs may use the environment's key for its log groups",
    why: "With a customer's key the log groups are encrypted with it; without the statement they can't be made and the environment stays without logs.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "log-group-key-unusable",
    sources: [guide("custom-keys-certs", "Attaching key policies to a customer-managed key")],
    examples: {
      fails: "a key policy that speaks of the account only",
      passes:
        '{ Principal: { Service: "logs.eu-west-1.amazonaws.com" }, Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "…:log-group:airflow-etl-*" } } }',
    },
    check: (environment, world) =>
      withKeyPolicy(environment, world, (holder, document) => {
        const place = world.place(environment);
        const name = world.text(environment, "name");
        if (!isKnown(place))
          return undecided("the environment's account or Region is not known", place.blockedBy);
        if (name instanceof Unknown)
          return undecided("the environment's name is not known", name.blockedBy);
        if (name === undefined) return notApplicable("the environment has no name yet");
        const principal = regionalServiceName(place, "logs");
        const statements = (document?.statements ?? []).filter(
          ({ principals }) =>
            principals?.services.includes(principal) === true || principals?.everyone === true,
        );
        const subject = { place, environmentName: name, bucketName: "" };
        const refused: string[] = [];
        const hidden: Unknown[] = [];
        for (const call of callsOf("cloudwatch-logs", "customer-key")) {
          for (const values of call.contexts(subject)) {
            const context = contextOf(
              Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]])),
            );
            for (const action of call.actions) {
              const { allowed } = decide([{ origin: holder, document: onThisKey(statements) }], {
                action,
                resource: "*",
                context,
              });
              if (allowed instanceof Unknown) hidden.push(allowed);
              else if (!allowed) refused.push(`${action} for ${Object.values(values).join()}`);
            }
          }
        }
        const [witness] = refused;
        const violations: Violation[] =
          witness === undefined
            ? []
            : [
                {
                  resource: holder,
                  related: [environment],
                  message: `policy does not let ${principal} use the key for the environment's log groups`,
                  witness:
                    refused.length === 1 ? witness : `${witness}, and ${refused.length - 1} more`,
                  fix: `allow ${principal} to encrypt and decrypt where kms:EncryptionContext:aws:logs:arn is one of airflow-${name}-*`,
                },
              ];
        return conclude(violations, hidden, "the key policy's conditions cannot be decided");
      }),
  },
  {
    ...own,
    id: "key-delegates-to-account",
    title: "The key's policy lets IAM policies of the account decide",
    why: "A key listens to IAM only if its policy says so: otherwise the execution role's own permission is worth nothing, and the key can lock everybody out.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws(
        "kms/latest/developerguide/key-policy-default.html",
        "Allows access to the AWS account and enables IAM policies",
      ),
    ],
    examples: {
      fails: "a policy without the account's root",
      passes: '{ Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*" }',
    },
    check: (environment, world) =>
      withKeyPolicy(environment, world, (holder, document) => {
        if (document === undefined) return pass;
        const account = world.account(environment);
        if (!isKnown(account))
          return undecided("the environment's account is not known", account.blockedBy);
        const delegates = document.statements.some(
          ({ effect, actions, principals }) =>
            effect === "Allow" &&
            actions.some((action) => action === "kms:*" || action === "*") &&
            (principals?.aws ?? []).some((principal) => rootOf(principal) === account),
        );
        return failIf(
          delegates
            ? []
            : [
                {
                  resource: holder,
                  related: [environment],
                  message: "policy does not allow the account's root kms:*",
                  fix: "add a statement that allows the account's root kms:* on this key",
                },
              ],
        );
      }),
  },
  {
    ...own,
    id: "key-is-symmetric-and-single-region",
    title: "The environment's key is a symmetric one of a single Region",
    why: "MWAA does not take multi-Region keys, and no AWS service encrypts at rest with an asymmetric one.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [KEY_PAGE],
    examples: { fails: "multiRegion: true", passes: "multiRegion: false" },
    check: (environment, world) =>
      withKey(environment, world, (key) => {
        const multiRegion = world.flag(key, "multiRegion");
        const spec = world.text(key, "customerMasterKeySpec");
        const violations: Violation[] = [];
        if (multiRegion === true)
          violations.push({
            resource: key,
            message: "multiRegion is true",
            fix: "make a key with multiRegion false; an existing key can't be changed",
          });
        if (typeof spec === "string" && spec !== "SYMMETRIC_DEFAULT") {
          violations.push({
            resource: key,
            message: `customerMasterKeySpec is ${spec}`,
            fix: "leave customerMasterKeySpec out",
          });
        }
        return conclude(
          violations,
          [multiRegion, spec].filter((each) => each instanceof Unknown),
          "the kind of key is not known",
        );
      }),
  },
  {
    ...own,
    id: "key-rotates",
    title: "The environment's key is rotated every year",
    why: "Rotation limits what one leaked key opens; it changes neither ARN nor access.",
    severity: "warning",
    effect: "insecure",
    sources: [aws("kms/latest/developerguide/rotate-keys.html", "Rotate AWS KMS keys")],
    examples: { fails: "enableKeyRotation: false", passes: "enableKeyRotation: true" },
    check: (environment, world) =>
      withKey(environment, world, (key) => {
        const rotates = world.flag(key, "enableKeyRotation");
        if (!isKnown(rotates))
          return undecided("enableKeyRotation is not known", rotates.blockedBy);
        return failIf(
          rotates
            ? []
            : [
                {
                  resource: key,
                  message: "enableKeyRotation is not true",
                  fix: "set enableKeyRotation to true",
                },
              ],
        );
      }),
  },
  {
    ...own,
    id: "key-in-environment-region",
    title: "The key is in the environment's Region",
    why: "A key works in its own Region only.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [KEY_PAGE],
    examples: {
      fails: "kmsKey: an ARN of us-east-1 for an environment in eu-west-1",
      passes: "kmsKey: an ARN of eu-west-1",
    },
    check: (environment, world) => {
      const key = keyOf(world, environment);
      if (key.kind === "absent") return notApplicable("AWS owns the key");
      if (key.kind === "unknown")
        return undecided("which key it is cannot be told", key.unknown.blockedBy);
      const here = world.region(environment);
      const there =
        key.kind === "resource"
          ? world.region(key.resource)
          : (/^arn:[^:]+:kms:([^:]+):/.exec(key.value)?.[1] ?? here);
      if (!isKnown(here)) return undecided("the environment's Region is not known", here.blockedBy);
      if (!isKnown(there)) return undecided("the key's Region is not known", there.blockedBy);
      return failIf(
        here === there
          ? []
          : [
              {
                message: `kmsKey is a key of ${there}, and the environment is in ${here}`,
                fix: `use a key of ${here}`,
              },
            ],
      );
    },
  },
  {
    ...own,
    id: "key-in-environment-account",
    title: "The key belongs to the environment's account",
    why: "A key of another account needs a policy there that admits this account, which nobody here can see or keep from changing.",
    severity: "warning",
    effect: "will-misbehave",
    sources: [guide("encryption-at-rest", "Encryption at rest")],
    examples: {
      fails: "kmsKey: an ARN of another account",
      passes: "kmsKey: an ARN of this account",
    },
    check: (environment, world) => {
      const key = keyOf(world, environment);
      if (key.kind === "absent") return notApplicable("AWS owns the key");
      if (key.kind === "resource") return pass;
      if (key.kind === "unknown")
        return undecided("which key it is cannot be told", key.unknown.blockedBy);
      const account = world.account(environment);
      if (!isKnown(account))
        return undecided("the environment's account is not known", account.blockedBy);
      const owner = /^arn:[^:]+:kms:[^:]+:(\d{12}):/.exec(key.value)?.[1] ?? account;
      return failIf(
        owner === account
          ? []
          : [
              {
                message: `kmsKey is a key of account ${owner}, and the environment is in ${account}`,
                fix: "use a key of the same account, or see that its policy admits this one",
              },
            ],
      );
    },
  },
];

/** In a key policy the resource is the key itself, however it is written. */
function onThisKey(statements: readonly Statement[]): Document {
  return {
    version: POLICY_VERSION,
    statements: statements.map((statement) => ({
      ...statement,
      resources: ["*"],
      resourcesInverted: false,
    })),
  };
}

function withKey(environment: Resource, world: World, check: (key: Resource) => Outcome): Outcome {
  const key = keyOf(world, environment);
  switch (key.kind) {
    case "resource":
      return check(key.resource);
    case "absent":
      return notApplicable("AWS owns the key");
    case "outside":
      return undecided(`the key ${key.value} is in none of these stacks`, [
        pointer(environment, ["kmsKey"]),
      ]);
    case "unknown":
      return undecided("which key it is cannot be told", key.unknown.blockedBy);
  }
}

/** Judges the key's policy; `undefined` is AWS's default, which speaks of the account and nobody else. */
function withKeyPolicy(
  environment: Resource,
  world: World,
  check: (holder: Resource, document: Document | undefined) => Outcome,
): Outcome {
  return withKey(environment, world, (key) => {
    const policy = keyPolicyOf(world, key);
    if (policy instanceof Unknown)
      return undecided("the key's policy is not known", policy.blockedBy);
    const { holder, document } = policy;
    if (document instanceof Unknown)
      return undecided("the key's policy is not known", document.blockedBy);
    if (document instanceof MalformedDocument) {
      return failIf([
        {
          resource: holder,
          message: `policy is no policy document: ${document.pointer} ${document.reason}`,
          fix: "build the document from objects, not from text",
        },
      ]);
    }
    return check(holder, document);
  });
}

/** The account that a principal stands for as a whole. */
function rootOf(principal: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal)?.[1];
}
