import type { Document, PolicySet } from "../../../reasoning/iam";
import { MalformedDocument } from "../../../reasoning/iam";
import { Unknown } from "../../../reasoning/known";
import type { DocumentOrigin } from "./role-policies";
import { documentAt } from "./role-policies";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** The policy of a key and the resource that holds it. */
export interface KeyPolicy {
  readonly holder: Resource;
  readonly document: Document | MalformedDocument | Unknown | undefined;
}

/** A key's policy: of a resource of its own, or inline. Without either, AWS's default delegates to the account. */
export function keyPolicyOf(world: World, key: Resource): KeyPolicy | Unknown {
  const { resources, more } = world.pointingAt(key, "keyPolicy", "keyId");
  const [own, ...others] = resources;
  // A key has one policy, and nobody can tell which of several is written last.
  if (others.length > 0) return new Unknown(resources.map((each) => pointer(each, ["policy"])));
  const holder = own ?? key;
  if (own === undefined && more !== undefined) return more;
  return { holder, document: documentAt(world, holder, "policy", "resource") };
}

/** What a key's policy says, and the ARN that requests for the key are asked with. */
export interface KeyPolicySet extends PolicySet<DocumentOrigin> {
  readonly arn: string;
}

/** A key's policy as one that takes part in a decision; AWS's default names nobody but the account. */
export function keyPolicySetOf(world: World, key: Resource): KeyPolicySet {
  const known = world.text(key, "arn");
  const arn = typeof known === "string" ? known : "arn:*:kms:*:*:key/*";
  const hidden = (unknown: Unknown): KeyPolicySet => ({ arn, documents: [], hidden: [unknown] });
  const policy = keyPolicyOf(world, key);
  if (policy instanceof Unknown) return hidden(policy);
  const { holder, document } = policy;
  if (document === undefined) return { arn, documents: [], hidden: [] };
  if (document instanceof Unknown) return hidden(document);
  if (document instanceof MalformedDocument)
    return hidden(new Unknown([pointer(holder, ["policy"])]));
  const narrow = document.statements.some(
    ({ resources = [], resourcesInverted }) => resourcesInverted || !resources.includes("*"),
  );
  // In a key's policy `*` is this key; whether an ARN is this key's, only that can tell.
  if (narrow && typeof known !== "string") return hidden(new Unknown([pointer(key, ["arn"])]));
  return {
    arn,
    documents: [{ origin: { resource: holder, property: "policy" }, document }],
    hidden: [],
  };
}
