import type { Document, MalformedDocument } from "../../reasoning/iam";
import type { Unknown } from "../../reasoning/known";
import { documentAt } from "./access";
import type { Resource } from "./resource";
import type { World } from "./world";

/** The policy of a key and the resource that holds it. */
export interface KeyPolicy {
  readonly holder: Resource;
  readonly document: Document | MalformedDocument | Unknown | undefined;
}

/** A key's policy: of a resource of its own, or inline. Without either, AWS's default delegates to the account. */
export function keyPolicyOf(world: World, key: Resource): KeyPolicy | Unknown {
  const { resources, more } = world.pointingAt(key, "keyPolicy", "keyId");
  const [own] = resources;
  if (own !== undefined) return { holder: own, document: documentAt(world, own, "policy") };
  return more ?? { holder: key, document: documentAt(world, key, "policy") };
}
