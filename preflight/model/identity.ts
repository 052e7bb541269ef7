import type { Maybe } from "../../reasoning/known";
import { Unknown } from "../../reasoning/known";
import type { Kind } from "./kinds";
import { kindOf } from "./kinds";
import type { Resource } from "./resource";

/** The properties whose values name a resource of a kind; `id` and `arn` name every one. */
const NAMING: Partial<Record<Kind, readonly string[]>> = {
  bucket: ["bucket"],
  role: ["name"],
  key: ["keyId"],
  logGroup: ["name"],
  elasticIp: ["allocationId"],
  environment: ["name"],
};

/** How a name is read out of an ARN of that kind, for programs that write the ARN by hand. */
const NAME_IN_ARN: Partial<Record<Kind, RegExp>> = {
  bucket: /^arn:[^:]+:s3:::([^/]+)$/,
  role: /^arn:[^:]+:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/,
  key: /^arn:[^:]+:kms:[^:]+:\d{12}:key\/(.+)$/,
  logGroup: /^arn:[^:]+:logs:[^:]+:\d{12}:log-group:([^:]+)(?::\*)?$/,
};

/** Finds the resource that a known value names. */
export class Identities {
  private readonly byKind = new Map<Kind, Map<string, Resource | "ambiguous">>();

  constructor(resources: Iterable<Resource>) {
    for (const resource of resources) {
      const kind = kindOf(resource.type);
      if (kind === undefined) continue;
      for (const property of ["id", "arn", ...(NAMING[kind] ?? [])]) {
        const value = resource.outputs[property] ?? resource.inputs[property];
        if (typeof value === "string" && value !== "") this.add(kind, value, resource);
      }
    }
  }

  /**
   * The resource of that kind that `value` names by id, ARN or name; undefined if none does, and
   * unknown if several do: a name that two resources share identifies neither.
   */
  find(kind: Kind, value: string): Maybe<Resource | undefined> {
    const named = this.byKind.get(kind);
    const name = NAME_IN_ARN[kind]?.exec(value)?.[1];
    const found = named?.get(value) ?? (name === undefined ? undefined : named?.get(name));
    return found === "ambiguous" ? new Unknown([`several resources are named ${value}`]) : found;
  }

  private add(kind: Kind, value: string, resource: Resource): void {
    const named = this.byKind.get(kind) ?? new Map<string, Resource | "ambiguous">();
    this.byKind.set(kind, named);
    const known = named.get(value);
    named.set(value, known === undefined || known === resource ? resource : "ambiguous");
  }
}
