import type { CallSubject } from "../../../mwaa/service/calls";
import { callsOf } from "../../../mwaa/service/calls";
import type { Condition, Principal, Statement } from "../../../reasoning/iam";
import { contextOf, covers, weigh } from "../../../reasoning/iam";
import type { Truth } from "../../../reasoning/known";
import { any, isKnown, Unknown } from "../../../reasoning/known";
import { bucketPolicySetOf } from "../../model/access/bucket-policy";
import { bucketNameOf, bucketOf, shareAnAccount } from "../../model/environment";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import { roleArnOf, someOf } from "../access/execution-role";
import type { Outcome, Rule } from "../rule";
import { conclude, notApplicable, undecided } from "../rule";
import { aws } from "../sources";

const own = { subject: "storage", judges: ["environment"], decidedBy: "world" } as const;

/** Whom the policy of the environment's bucket lets in. */
export const BUCKET_ACCESS_RULES: readonly Rule[] = [
  {
    ...own,
    id: "bucket-admits-execution-role",
    title: "A bucket of another account lets the execution role in",
    why: "Across accounts both sides have to allow a request: the role's policy, and the bucket's. Without the latter MWAA cannot read a single DAG.",
    severity: "error",
    effect: "will-not-come-up",
    predicts: "role-lacks-bucket-access",
    sources: [
      aws(
        "AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html",
        "Bucket owner granting cross-account bucket permissions",
      ),
    ],
    examples: {
      fails: "sourceBucketArn: bucketOfAnotherAccount.arn, and no aws.s3.BucketPolicy",
      passes:
        '{ Effect: "Allow", Principal: { AWS: roleArn }, Action: ["s3:GetObject*", "s3:GetBucket*", "s3:List*"], … }',
    },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) => {
        const together = shareAnAccount(environment, bucket, world);
        if (!isKnown(together))
          return undecided("whose the bucket is cannot be told", together.blockedBy);
        return together
          ? notApplicable("the bucket is in the environment's account")
          : judgeForeign(environment, bucket, world);
      }),
  },
  {
    ...own,
    id: "bucket-policy-not-public",
    title: "The bucket's policy lets nobody in whom it does not name",
    why: "MWAA wants a bucket that blocks public access, and S3 refuses to such a bucket every policy that it takes for public.",
    severity: "error",
    effect: "will-not-come-up",
    sources: [
      aws(
        "AmazonS3/latest/userguide/access-control-block-public-access.html",
        'The meaning of "public"',
      ),
    ],
    examples: {
      fails: '{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "…/*" }',
      passes: '{ Effect: "Allow", Principal: { AWS: roleArn }, Action: "s3:GetObject", … }',
    },
    check: (environment, world) =>
      withBucket(environment, world, (bucket) => {
        const { documents, hidden } = bucketPolicySetOf(world, bucket);
        return conclude(
          documents.flatMap(({ origin, document }) =>
            document.statements.filter(isPublic).map(({ index }) => ({
              resource: origin.resource,
              related: [environment],
              message:
                "policy allows everybody something, which a bucket that blocks public access refuses",
              witness: `/Statement/${index}`,
              fix: "name the principals, or add a condition on aws:PrincipalOrgID or aws:SourceVpce",
            })),
          ),
          hidden,
          "the bucket's policy is not known",
        );
      }),
  },
];

function withBucket(
  environment: Resource,
  world: World,
  check: (bucket: Resource) => Outcome,
): Outcome {
  const bucket = bucketOf(world, environment);
  if (bucket.kind === "unknown")
    return undecided("which bucket it is cannot be told", bucket.unknown.blockedBy);
  return bucket.kind === "resource"
    ? check(bucket.resource)
    : notApplicable("the bucket is in none of these stacks");
}

function judgeForeign(environment: Resource, bucket: Resource, world: World): Outcome {
  const place = world.place(environment);
  const name = bucketNameOf(world, environment);
  if (!isKnown(place)) return undecided("the account is not known", place.blockedBy);
  if (name === undefined) return notApplicable("the environment has no bucket yet");
  if (!isKnown(name)) return undecided("the bucket's name is not known", name.blockedBy);
  const subject: CallSubject = { place, environmentName: "", bucketName: name };
  const { documents, hidden } = bucketPolicySetOf(world, bucket);
  const role = roleArnOf(environment, world);
  const principals: readonly Principal[] = [
    { kind: "role", arn: role, account: place.account },
    { kind: "account", account: place.account },
  ];
  const context = contextOf({
    "aws:SecureTransport": ["true"],
    "aws:PrincipalAccount": [place.account],
    ...(isKnown(role) ? { "aws:PrincipalArn": [role] } : {}),
  });
  const asked = callsOf("execution-role", "aws-owned-key")
    .filter(({ grant }) => grant.statement === "bucket")
    .flatMap(({ actions, resources }) =>
      resources(subject).flatMap((resource) =>
        actions.map((action): { readonly action: string; readonly granted: Truth } => ({
          action,
          granted: any([
            ...principals.map(
              (principal) => weigh(documents, { action, resource, context, principal }).granted,
            ),
            ...hidden,
          ]),
        })),
      ),
    );
  const refused = asked.filter(({ granted }) => granted === false);
  return conclude(
    refused.length === 0
      ? []
      : [
          {
            resource: bucket,
            related: [environment],
            message: `belongs to another account, and no policy of it allows the execution role ${someOf(refused.map(({ action }) => action))}`,
            fix: "allow these to the execution role in an aws.s3.BucketPolicy, or use a bucket of the environment's account",
          },
        ],
    asked.flatMap(({ granted }) => (granted instanceof Unknown ? [granted] : [])),
    "whether the bucket lets the role in cannot be told",
  );
}

/** The conditions that make a statement for everybody one that is not public, in lower case. */
const LIMITING: ReadonlySet<string> = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalarn",
  "aws:principalaccount",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

function limits({ operator, key, values }: Condition): boolean {
  return (
    LIMITING.has(key.toLowerCase()) &&
    /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress)$/.test(
      operator,
    ) &&
    !values.some((each) => covers(each, "*"))
  );
}

function isPublic({ effect, principals, principalsInverted, conditions }: Statement): boolean {
  const everybody = principalsInverted || principals?.everyone === true;
  return effect === "Allow" && everybody && !conditions.some(limits);
}
