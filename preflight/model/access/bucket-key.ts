import { Unknown } from "../../../reasoning/known";
import type { Reference } from "../reference";
import type { Resource } from "../resource";
import type { World } from "../world";

/** How a bucket is encrypted, and the resource that says so. */
export interface BucketKey {
  readonly holder: Resource;
  /** The path of the key's property, for messages. */
  readonly property: string;
  /** The customer's key; absent if S3's own encrypts the bucket. */
  readonly key: Reference;
}

/** The key of a bucket: from a resource of its own, or from the older inline block. */
export function bucketKeyOf(world: World, bucket: Resource): BucketKey | Unknown | undefined {
  const { resources, more } = world.pointingAt(bucket, "bucketEncryption", "bucket");
  const [own] = resources;
  if (own !== undefined) {
    return at(world, own, ["rules", "0", "applyServerSideEncryptionByDefault", "kmsMasterKeyId"]);
  }
  if (bucket.inputs["serverSideEncryptionConfiguration"] !== undefined) {
    return at(world, bucket, [
      "serverSideEncryptionConfiguration",
      "rule",
      "applyServerSideEncryptionByDefault",
      "kmsMasterKeyId",
    ]);
  }
  return more;
}

function at(world: World, holder: Resource, path: readonly [string, ...string[]]): BucketKey {
  const value = world.value(holder, ...path);
  const key = behindAlias(world, world.resolve(holder, path, value, "key", "alias"));
  return { holder, property: path.join("."), key };
}

/** An alias is another name of a key; AWS's own `aws/s3` is no customer's. */
function behindAlias(world: World, reference: Reference): Reference {
  if (reference.kind === "outside") {
    const alias = /(?:^|:)alias\/(.+)$/.exec(reference.value)?.[1];
    if (alias === undefined) return reference;
    if (alias === "aws/s3") return { kind: "absent" };
    return { kind: "unknown", unknown: new Unknown([`the key behind alias/${alias}`]) };
  }
  if (reference.kind !== "resource" || !reference.resource.type.endsWith(":Alias"))
    return reference;
  return world.reference(reference.resource, ["targetKeyId"], "key");
}
