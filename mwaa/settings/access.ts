import { z } from "zod";
import { grantFaults, isGrant } from "../documents/grant-faults";
import { type Grant, GRANT_SERVICES } from "../documents/grants";
import { otherAccount } from "./accounts";
import { choice, flag, JSON_SCHEMAS, text, wholeNumber } from "./leaf";
import { namesExisting } from "./storage";
import { forms, isMapping, report } from "./structure";
import type { ExecutionRoleInput, KeyInput } from "./types";
import { mentionsUnknown } from "./unknown-text";

const ACCOUNT = "\\d{12}";
const PARTITION = "arn:aws[a-z-]*";

// The ARNs of what exists are judged with the environment's other arguments.
const keyArn = text({
  what: "the ARN of a KMS key",
  example: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
});

const roleArn = text({
  what: "the ARN of a role",
  example: "arn:aws:iam::123456789012:role/service-role/my-airflow",
});

const policyArn = text({
  what: "the ARN of a managed policy",
  example: "arn:aws:iam::123456789012:policy/boundary",
  pattern: new RegExp(`^${PARTITION}:iam::(${ACCOUNT}|aws):policy/[\\w+=,.@/-]+$`),
});

const administratorArn = text({
  what: "the ARN of a role, a user or an account's root",
  example: "arn:aws:iam::123456789012:role/key-administrator",
  pattern: new RegExp(`^${PARTITION}:iam::${ACCOUNT}:(root|(role|user)/[\\w+=,.@/-]+)$`),
});

const madeKey = z.strictObject({
  owner: otherAccount({})
    .exactOptional()
    .describe("The account that owns the key. Default: the environment's."),
  administrators: z
    .array(administratorArn)
    .exactOptional()
    .describe("Who may administer the key. Default: whom the account's IAM policies allow to."),
  deletionWindowDays: wholeNumber({ min: 7, max: 30 }, 30)
    .exactOptional()
    .describe("Days between asking to delete the key and its deletion. Default: 30."),
  whenDestroyed: choice("what happens to the key", ["keep", "schedule-deletion"])
    .exactOptional()
    .describe("What `pulumi destroy` does to the key. Default: keep."),
});

/** The key: AWS's own, an existing customer key, or one made here. */
export const key = forms<KeyInput>(
  "aws-owned, or a mapping: existing, or administrators, deletionWindowDays and whenDestroyed",
  "aws-owned",
  [
    {
      name: "AWS's own key",
      applies: (value) => value === "aws-owned",
      schema: z.literal("aws-owned"),
    },
    {
      name: "an existing key",
      applies: namesExisting,
      schema: z.strictObject({
        existing: keyArn.describe("The ARN of a customer key that exists."),
      }),
    },
    { name: "a key made here", applies: isMapping, schema: madeKey },
  ],
);

const grant = z.unknown().transform((value, context): Grant => {
  // What cannot be read cannot be judged either; the rest of the grant still is.
  const faults = grantFaults(value).filter((fault) => !mentionsUnknown(fault.got));
  report(context, faults);
  return isGrant(value) || faults.length === 0 ? (value as Grant) : z.NEVER;
});
JSON_SCHEMAS.add(grant, {
  json: () => ({
    type: "object",
    properties: { service: { enum: GRANT_SERVICES } },
    required: ["service"],
  }),
});

const PATH_EXAMPLE = "/service-role/";

const madeRole = z.strictObject({
  path: text({
    what: "an IAM path",
    allowed: "at most 512 characters that begin and end with a slash, such as /service-role/",
    example: PATH_EXAMPLE,
    pattern: /^(\/|\/[!-~]{1,510}\/)$/,
  })
    .exactOptional()
    .describe("The role's IAM path. Default: /service-role/."),
  permissionsBoundary: policyArn
    .exactOptional()
    .describe("The ARN of the managed policy that bounds the role. Default: none."),
  grants: z
    .array(grant)
    .exactOptional()
    .describe("What DAGs may use beyond what MWAA itself needs, one entry a service."),
  hardened: flag(true)
    .exactOptional()
    .describe("Whether the role names the five log groups one by one instead of by a pattern."),
});

/** The execution role: an existing one, or one made here. */
export const executionRole = forms<ExecutionRoleInput>(
  "a mapping: existing, or path, permissionsBoundary, grants and hardened",
  "a mapping such as { hardened: true }",
  [
    {
      name: "an existing role",
      applies: namesExisting,
      schema: z.strictObject({
        existing: roleArn.describe("The ARN of a role that exists and trusts MWAA."),
      }),
    },
    { name: "a role made here", applies: isMapping, schema: madeRole },
  ],
);
