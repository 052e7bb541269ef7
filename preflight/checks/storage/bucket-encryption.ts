import { Unknown } from "../../../reasoning/known";
import { bucketKeyOf } from "../../model/access/bucket-key";
import { keyOf, sameKey } from "../../model/environment";
import { withBucket } from "./bucket";
import type { Rule } from "../rule";
import { failIf, notApplicable, undecided } from "../rule";
import { guide } from "../sources";

const own = { subject: "storage", judges: ["environment"], decidedBy: "world" } as const;
const ARTIFACTS = guide("encryption-at-rest", "Encryption artifacts");

/** Which key the bucket with the DAGs is encrypted with. */
export const BUCKET_ENCRYPTION_RULES: readonly Rule[] = [
  {
    ...own,
    id: "bucket-encrypted-with-environment-key",
    title: "A bucket with a customer's key uses the environment's key",
    why: "MWAA reads the bucket with the environment's key; it has no way to use another one.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [guide("mwaa-s3-bucket", "Create the bucket"), ARTIFACTS],
    examples: {
      fails: "kmsMasterKeyId: otherKey.arn",
      passes: "kmsMasterKeyId: environmentKey.arn",
    },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) => {
        const encryption = bucketKeyOf(world, bucket);
        if (encryption instanceof Unknown)
          return undecided("the bucket's encryption is not known", encryption.blockedBy);
        if (encryption === undefined || encryption.key.kind === "absent")
          return notApplicable("the bucket has no customer's key");
        const environmentKey = keyOf(world, environment);
        for (const key of [encryption.key, environmentKey]) {
          if (key.kind === "unknown")
            return undecided("which keys they are cannot be told", key.unknown.blockedBy);
        }
        return failIf(
          sameKey(encryption.key, environmentKey)
            ? []
            : [
                {
                  resource: encryption.holder,
                  related: [environment, bucket],
                  message: `${encryption.property} is another key than the environment's kmsKey`,
                  fix: "use one key for both",
                },
              ],
        );
      }),
  },
  {
    ...own,
    id: "bucket-encrypted-with-customer-key",
    title: "With a customer's key, the bucket uses it too",
    why: "DAGs, requirements and plugins are data of the environment like its logs and its queue.",
    severity: "warning",
    effect: "insecure",
    sources: [ARTIFACTS],
    examples: {
      fails: 'sseAlgorithm: "AES256"',
      passes: 'sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn',
    },
    check: (environment, world) => {
      if (keyOf(world, environment).kind === "absent") return notApplicable("AWS owns the key");
      return withBucket(environment, world, (bucket) => {
        const encryption = bucketKeyOf(world, bucket);
        if (encryption instanceof Unknown)
          return undecided("the bucket's encryption is not known", encryption.blockedBy);
        if (encryption?.key.kind === "unknown")
          return undecided("the bucket's key is not known", encryption.key.unknown.blockedBy);
        return failIf(
          encryption === undefined || encryption.key.kind === "absent"
            ? [
                {
                  resource: encryption?.holder ?? bucket,
                  related: [environment],
                  message:
                    "no customer's key encrypts the bucket although one encrypts the environment",
                  fix: "encrypt the bucket with the environment's key",
                },
              ]
            : [],
        );
      });
    },
  },
];
