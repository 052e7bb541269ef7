import { isKnown, Unknown } from "../../../reasoning/known";
import { sameAccount } from "../../model/accounts";
import { keyOf, shareAnAccount } from "../../model/environment";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome, Rule, Violation } from "../rule";
import { conclude, failIf, notApplicable, undecided } from "../rule";
import { aws, guide } from "../sources";

const own = { subject: "encryption", judges: ["environment"], decidedBy: "world" } as const;
const KEY_PAGE = guide("custom-keys-certs", "Customer-managed keys for encryption");

/** What the customer's key has to be; what its policy has to say is a table of its own. */
export const KEY_RULES: readonly Rule[] = [
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
        const usage = world.text(key, "keyUsage");
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
        if (typeof usage === "string" && usage !== "ENCRYPT_DECRYPT") {
          violations.push({
            resource: key,
            message: `keyUsage is ${usage}`,
            fix: "leave keyUsage out; an existing key can't be changed",
          });
        }
        return conclude(
          violations,
          [multiRegion, spec, usage].filter((each) => each instanceof Unknown),
          "the kind of key is not known",
        );
      }),
  },
  {
    ...own,
    id: "key-enabled",
    title: "The environment's key is enabled",
    why: "Nothing can be encrypted or decrypted with a disabled key.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [aws("kms/latest/developerguide/enabling-keys.html", "Enable and disable keys")],
    examples: { fails: "isEnabled: false", passes: "isEnabled: true" },
    check: (environment, world) =>
      withKey(environment, world, (key) => {
        const enabled = world.flag(key, "isEnabled");
        if (!isKnown(enabled)) return undecided("isEnabled is not known", enabled.blockedBy);
        return failIf(
          enabled
            ? []
            : [{ resource: key, message: "isEnabled is not true", fix: "set isEnabled to true" }],
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
      if (key.kind === "unknown")
        return undecided("which key it is cannot be told", key.unknown.blockedBy);
      const account = world.account(environment);
      const owner =
        key.kind === "resource"
          ? world.account(key.resource)
          : (/^arn:[^:]+:kms:[^:]+:(\d{12}):/.exec(key.value)?.[1] ?? account);
      const same =
        key.kind === "resource"
          ? shareAnAccount(environment, key.resource, world)
          : sameAccount(account, owner);
      if (!isKnown(same))
        return undecided(
          "whether key and environment share an account is not known",
          same.blockedBy,
        );
      return failIf(
        same
          ? []
          : [
              {
                message: `kmsKey is a key of account ${String(owner)}, and the environment is in ${String(account)}`,
                fix: "use a key of the same account, or see that its policy admits this one",
              },
            ],
      );
    },
  },
];

/** Whether a text is a key's own ARN: an alias or a bare id names a key, but no policy speaks of it. */
export function isKeyArn(text: string): boolean {
  return /^arn:[^:]+:kms:[^:]*:[^:]*:key\/./.test(text);
}

/** Judges the environment's key; one that no stack holds cannot be judged. */
export function withKey(
  environment: Resource,
  world: World,
  check: (key: Resource) => Outcome,
): Outcome {
  const key = keyOf(world, environment);
  switch (key.kind) {
    case "resource":
      return check(key.resource);
    case "absent":
      return notApplicable("AWS owns the key");
    case "outside":
      if (!isKeyArn(key.value)) return notApplicable("kmsKey is not the ARN of a key");
      return undecided(`the key ${key.value} is in none of these stacks`, [
        pointer(environment, ["kmsKey"]),
      ]);
    case "unknown":
      return undecided("which key it is cannot be told", key.unknown.blockedBy);
  }
}
