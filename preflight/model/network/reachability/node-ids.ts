import type { Maybe } from "../../../../reasoning/known";
import { Unknown } from "../../../../reasoning/known";
import type { Reference } from "../../reference";
import type { Resource } from "../../resource";

/**
 * The id that a resource has in the network. What will exist has no id of AWS's yet, and one thing
 * may have several URNs in several stacks, so that the World's own URN stands for all of them. The
 * engine reads a slash in the name of a group as the end of an account number.
 */
export function nodeId({ urn }: Pick<Resource, "urn">): string {
  return urn.replaceAll("%", "%25").replaceAll("/", "%2F");
}

/** The id behind a reference; what no stack holds keeps the value that names it. */
export function idBehind(reference: Reference, where: string): Maybe<string> {
  switch (reference.kind) {
    case "resource":
      return nodeId(reference.resource);
    case "outside":
      return reference.value;
    case "absent":
      return new Unknown([where]);
    case "unknown":
      return reference.unknown;
  }
}
