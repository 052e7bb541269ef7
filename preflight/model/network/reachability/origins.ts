import type { Network } from "../../../../reasoning/reachability/network";
import type { Resource } from "../../resource";
import { pointer } from "../../resource";

/** What a part of the network was made from: a resource, and the property of it that says so. */
export interface Origin {
  readonly resource: Resource;
  readonly path: readonly (string | number)[];
}

/** A place for people to read: `<name>#<property>`; the findings hold the URNs beside it. */
export function shownOrigin({ resource, path }: Origin): string {
  return path.length === 0 ? resource.name : pointer({ urn: resource.name }, path);
}

/** Remembers of each part of a network, and of each rule and route in it, where it comes from. */
export class Origins {
  private readonly byPart = new WeakMap<object, Origin>();

  /** Notes where a part comes from, and hands it on. */
  note<T extends object>(part: T, resource: Resource, path: Origin["path"] = []): T {
    this.byPart.set(part, { resource, path });
    return part;
  }

  /** Where the part behind a JSON pointer comes from: the innermost part on the way that tells. */
  behind(network: Network, pointer: string): Origin | undefined {
    let here: unknown = network;
    let found: Origin | undefined;
    for (const step of pointer.split("/").slice(1)) {
      if (typeof here !== "object" || here === null) break;
      here = (here as Readonly<Record<string, unknown>>)[step];
      if (typeof here !== "object" || here === null) continue;
      found = this.byPart.get(here) ?? found;
    }
    return found;
  }
}
