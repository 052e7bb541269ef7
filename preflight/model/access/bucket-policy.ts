import type { PolicySet } from "../../../reasoning/iam";
import { MalformedDocument } from "../../../reasoning/iam";
import { Unknown } from "../../../reasoning/known";
import type { DocumentOrigin } from "./role-policies";
import { documentAt } from "./role-policies";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** A bucket's policy as one that takes part in a decision: of a resource of its own, or inline. */
export function bucketPolicySetOf(world: World, bucket: Resource): PolicySet<DocumentOrigin> {
  return world.once("policy set", bucket, () => {
    const { resources, more } = world.pointingAt(bucket, "bucketPolicy", "bucket");
    const holders = bucket.inputs["policy"] === undefined ? resources : [bucket, ...resources];
    const [holder, ...others] = holders;
    const hidden = more === undefined ? [] : [more];
    if (holder === undefined) return { documents: [], hidden };
    const at = pointer(holder, ["policy"]);
    // A bucket has one policy, and nobody can tell which of several is written last.
    if (others.length > 0) return { documents: [], hidden: [...hidden, new Unknown([at])] };
    const document = documentAt(world, holder, "policy", "resource");
    if (document === undefined) return { documents: [], hidden };
    if (document instanceof Unknown) return { documents: [], hidden: [...hidden, document] };
    if (document instanceof MalformedDocument)
      return { documents: [], hidden: [...hidden, new Unknown([at])] };
    const origin = { resource: holder, property: "policy" };
    return { documents: [{ origin, document }], hidden };
  });
}
