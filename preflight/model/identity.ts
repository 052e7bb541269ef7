import type { Kind } from "./kinds";
import { kindOf } from "./kinds";
import type { Resource } from "./resource";

/** The properties whose values name a resource of a kind; `id` and `arn` name every one. */
const NAMING: Partial<Record<Kind, readonly string[]>> = {
  bucket: ["bucket"],
  role: ["name"],
  key: ["keyId"],
  alias: ["name"],
  logGroup: ["name"],
  elasticIp: ["allocationId"],
  environment: ["name"],
  lambdaFunction: ["name"],
  eventBus: ["name"],
  eventRule: ["name"],
};

/** How a name is read out of an ARN of that kind, for programs that write the ARN by hand. */
const NAME_IN_ARN: Partial<Record<Kind, RegExp>> = {
  bucket: /^arn:[^:]+:s3:::([^/]+)$/,
  role: /^arn:[^:]+:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/,
  key: /^arn:[^:]+:kms:[^:]+:\d{12}:key\/(.+)$/,
  logGroup: /^arn:[^:]+:logs:[^:]+:\d{12}:log-group:([^:]+)(?::\*)?$/,
  lambdaFunction: /^arn:[^:]+:lambda:[^:]+:\d{12}:function:([^:]+)$/,
};

/** A resource that a value may name, and how sure that is. */
export interface Named {
  readonly resource: Resource;
  /** False if only the name inside an ARN fits, and the resource's own ARN is not known yet. */
  readonly certain: boolean;
}

/** Finds the resources that a known value names. */
export class Identities {
  private readonly byKind = new Map<Kind, Map<string, Set<Resource>>>();

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
   * Every resource of that kind that a value names by id, ARN or name. A name alone is not unique:
   * roles of two accounts may share one, and then an ARN written by hand names only one of them.
   */
  find(kind: Kind, given: string): readonly Named[] {
    // EC2 names a group of another account with the account in front; the id alone is unique.
    const value = kind === "securityGroup" ? given.replace(/^\d{12}\//, "") : given;
    const named = this.byKind.get(kind);
    const exact = [...(named?.get(value) ?? [])];
    if (exact.length > 0) return exact.map((resource) => ({ resource, certain: true }));
    const name = NAME_IN_ARN[kind]?.exec(value)?.[1];
    if (name === undefined) return [];
    return [...(named?.get(name) ?? [])].flatMap((resource): readonly Named[] => {
      const arn = resource.outputs["arn"];
      // An S3 ARN holds the name and nothing else.
      if (kind === "bucket") return [{ resource, certain: true }];
      if (typeof arn === "string")
        return arn === value.replace(/:\*$/, "") ? [{ resource, certain: true }] : [];
      return [{ resource, certain: false }];
    });
  }

  private add(kind: Kind, value: string, resource: Resource): void {
    const named = this.byKind.get(kind) ?? new Map<string, Set<Resource>>();
    this.byKind.set(kind, named);
    const same = named.get(value) ?? new Set<Resource>();
    named.set(value, same);
    same.add(resource);
  }
}
