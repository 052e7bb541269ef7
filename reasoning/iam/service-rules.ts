import type { Maybe, Truth } from "../known";
import { isKnown, Unknown } from "../known";
import type { Action } from "./action";
import { mayBeOf } from "./actions/resource-form";
import type { ArnPattern } from "./arn";
import { overlaps } from "./pattern";
import { tablePolicyReach } from "./table-policies";

/**
 * Whether the resource's own policy has to allow, in the caller's account too: without it, IAM
 * policies count for nothing. So it is with KMS keys and with roles that are assumed.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html,
 * "How AWS enforcement code logic evaluates requests to allow or deny access", read 2026-11-22.
 */
export function mustAllowItself(action: Action, resource: Maybe<ArnPattern>): Truth {
  const { service, name } = action;
  if (isOfGrants(action)) return false;
  const kind = KINDS.get(service);
  if (kind === undefined || (service === "sts" && !ON_ROLES.test(name))) return false;
  if (!isKnown(resource)) return resource;
  const [, , of = "", , , path = ""] = resource.parts;
  if (resource.text === "*") return false;
  if (path.startsWith(`${kind.type}/`) && of === kind.service) return true;
  return resource.everything || WILD.test(path.slice(0, kind.type.length + 1)) || WILD.test(of)
    ? new Unknown([`whether ${resource.text} means a ${kind.name}`])
    : false;
}

/**
 * Whether an action is asked on a resource that it is done to, as far as AWS's table of actions tells: what is
 * asked on another one, or on `*` though it has some, is another question than the one that is meant.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
 * "The actions table", read 2026-11-23.
 */
export function isDoneTo(
  { resources, needsResource, written }: Action,
  resource: Maybe<ArnPattern>,
): Truth {
  if (resources === undefined || !isKnown(resource)) return true;
  const { text } = resource;
  if (text === "*")
    return !needsResource || new Unknown([`which resource ${written} is asked on: * is none`]);
  if (resources.some((form) => mayBeOf(form, resource))) return true;
  return new Unknown([
    resources.length === 0
      ? `whether ${written} has resources: as AWS documents it, it is asked on *`
      : `whether ${written} is ever asked on ${text}, which is no resource of it as AWS documents it`,
  ]);
}

/**
 * Whether what policies allow is enough: who reads through an access point of S3 needs the bucket's
 * permission as well, of which nothing is known here.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html, "Configuring
 * IAM policies for using access points", read 2026-11-23.
 */
export function isAllThereIs({ service, name }: Action, resource: Maybe<ArnPattern>): Truth {
  // What is done to the access point itself does not pass through it.
  if (!THROUGH_ACCESS_POINTS.has(service) || name.includes("accesspoint")) return true;
  if (!isKnown(resource)) return resource;
  const [, , , , account = "", path = ""] = resource.parts;
  // A bucket's ARN has no account.
  const isBucket = account === "" || !ACCESS_POINTS.some((each) => overlaps(path, each));
  if (resource.text === "*" || isBucket) return true;
  return new Unknown([`whether the bucket behind ${resource.text} allows it, too`]);
}

const THROUGH_ACCESS_POINTS: ReadonlySet<string> = new Set([
  ...["s3", "s3-object-lambda", "s3-outposts", "s3express"],
]);

/** What follows the account in their ARNs. */
const ACCESS_POINTS = ["accesspoint/*", "outpost/*/accesspoint/*"] as const;

/**
 * Whether the policy of a resource cannot deny an action to the root user of its account, so that
 * nobody locks the owner out of a bucket.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html, "Permissions", read
 * 2026-11-23.
 */
export function cannotLockOut({ folded }: Action): boolean {
  return OF_BUCKET_POLICIES.has(folded);
}

const OF_BUCKET_POLICIES: ReadonlySet<string> = new Set([
  ...["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"],
  ...["s3express:getbucketpolicy", "s3express:putbucketpolicy", "s3express:deletebucketpolicy"],
]);

/**
 * Whether a resource's policy can allow an action: what is done to a directory bucket itself is for IAM
 * policies to allow, and so is what DynamoDB does not support in the policies of tables.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html, "Permissions", and
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html, "DynamoDB API
 * operations supported by resource-based policies", read 2026-11-23.
 */
export function resourceMayAllow({ service, name, written }: Action): Truth {
  if (service === "s3express") return name === "createsession";
  if (service !== "dynamodb") return true;
  const reach = tablePolicyReach(name);
  if (reach !== undefined) return reach !== "none";
  return new Unknown([`whether the policy of a table can allow ${written}`]);
}

/**
 * Whether a resource's policy can deny an action. DynamoDB's page says of some that the policies of tables
 * do not support them, and not what a denial of all actions then does.
 *
 * Source: the same page of DynamoDB, read 2026-11-23.
 */
export function resourceMayDeny({ service, name, written }: Action): Truth {
  if (service !== "dynamodb" || tablePolicyReach(name) !== "none") return true;
  return new Unknown([`whether the policy of a table can deny ${written}`]);
}

/**
 * Whether an action is for those whom a grant names, whatever the key's policy says.
 *
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html, "Retiring and revoking
 * grants", read 2026-11-23.
 */
export function isOfGrants({ folded }: Action): boolean {
  return folded === "kms:retiregrant";
}

const WILD = /[*?]/;
const ON_ROLES = /^(assumerole|tagsession|setsourceidentity|setcontext)/;

const KINDS: ReadonlyMap<
  string,
  { readonly service: string; readonly type: string; readonly name: string }
> = new Map([
  ["kms", { service: "kms", type: "key", name: "key" }],
  ["sts", { service: "iam", type: "role", name: "role" }],
]);

/** Services with gateway endpoints besides interface endpoints. */
const WITH_GATEWAY: ReadonlySet<string> = new Set(["s3", "dynamodb"]);

/**
 * Whether an endpoint's policy that names somebody allows whom it names. A gateway endpoint's policy has to
 * name everybody, an account in it is its root user alone, and whether an endpoint of these services is a
 * gateway, nobody says.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html, "Principals
 * for gateway endpoints", read 2026-11-23.
 */
export function endpointReadsNames({ service }: Action): Truth {
  if (!WITH_GATEWAY.has(service)) return true;
  return new Unknown(["whether the endpoint is a gateway, whose policy has to name everybody"]);
}
