import type { Maybe, Truth } from "../known";
import { all, any, both, isKnown, not, Unknown } from "../known";
import type { Action } from "./action";
import type { ArnPattern } from "./arn";
import type { Caller } from "./caller";
import type { Statement } from "./document";
import { covers } from "./pattern";
import type { DocumentList, SimulatedPolicies } from "./simulation";

/**
 * Whether S3 lets a request pass, whatever policies allow: where it restricts public buckets, a bucket whose
 * policy is public serves its own account and services alone.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html,
 * "Block public access settings", read 2026-11-23.
 */
export function passesPublicAccessBlock(
  { service }: Action,
  resource: Maybe<ArnPattern>,
  caller: Maybe<Caller>,
  sameAccount: Truth,
  policies: SimulatedPolicies,
): Truth {
  if (sameAccount === true || (isKnown(caller) && caller.kind === "service")) return true;
  const restricts = restrictsPublic(service, resource, policies);
  if (restricts === false) return true;
  return not(all([not(sameAccount), isPublic(policies.resource ?? []), restricts]));
}

/** Whether the service keeps what is public to its account. */
function restrictsPublic(
  service: string,
  resource: Maybe<ArnPattern>,
  { restrictPublicBuckets = UNTOLD }: SimulatedPolicies,
): Truth {
  if (service !== "s3") return ALWAYS.get(service) ?? false;
  return both(isOfBucket(resource), restrictPublicBuckets);
}

/** Whether a resource is a bucket or in one: only the ARNs of those have no account. */
function isOfBucket(resource: Maybe<ArnPattern>): Truth {
  if (!isKnown(resource)) return resource;
  const [, , , , account = ""] = resource.parts;
  if (account === "") return true;
  return covers(account, "") && new Unknown([`whether ${resource.text} means a bucket`]);
}

/**
 * Services whose buckets block public access for good.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html, "CreateBucket", of directory
 * buckets, and https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3onOutposts.html, "What is Amazon S3
 * on Outposts?", read 2026-11-23.
 */
const ALWAYS: ReadonlyMap<string, Truth> = new Map<string, Truth>([
  ["s3express", true],
  ["s3-outposts", true],
  ["s3tables", new Unknown(["whether S3 Tables restricts public table buckets"])],
  ["s3vectors", new Unknown(["whether S3 Vectors restricts public vector buckets"])],
]);

/** Buckets are made with public access blocked, so that nobody may take it for granted. */
const UNTOLD = new Unknown([
  "policies.restrictPublicBuckets, whether S3 blocks public access to the bucket",
]);

/**
 * Whether policies are public: they allow everybody. Of a condition it depends on key and value whether
 * it keeps the public out.
 *
 * Source: the same page, "The meaning of 'public'", read 2026-11-23.
 */
function isPublic(list: DocumentList): Truth {
  if (!isKnown(list)) return list;
  return any(
    list.map(({ document }) =>
      isKnown(document)
        ? any([document.hidden ?? false, ...document.statements.map(allowsEverybody)])
        : document,
    ),
  );
}

function allowsEverybody({
  effect,
  principals,
  principalsInverted,
  conditions,
  hidden,
}: Statement): Truth {
  if (effect === "Deny") return false;
  if (principals?.everyone !== true && !principalsInverted) return hidden?.principals ?? false;
  if (conditions.length === 0 && hidden?.conditions === undefined) return true;
  return new Unknown(["whether the conditions of the bucket's policy keep the public out"]);
}
