import type { Place } from "../../mwaa/service/partitions";
import type { Maybe } from "../../reasoning/known";
import { Unknown, unknownOf } from "../../reasoning/known";
import { defaultOf } from "./defaults";
import { mayHaveMore } from "./existing";
import { Identities } from "./identity";
import type { Kind } from "./kinds";
import { kindOf } from "./kinds";
import { mergeStacks } from "./merging";
import type { Reference } from "./reference";
import { References } from "./reference";
import type { Resource, Stack, Value } from "./resource";
import { pointer, valueAt } from "./resource";
import { accountOf, placeOf, regionOf } from "./whereabouts";

/** The resources that point at one target, and those that might. */
export interface Pointing {
  readonly resources: readonly Resource[];
  /** Set if something could point here and cannot be resolved, or if the World is not whole. */
  readonly more?: Unknown;
}

/**
 * What will exist once the stacks are deployed: every resource of every stack given, indexed for
 * the questions that checks ask. Built once for each run and shared by all checks.
 *
 * The World is closed over its stacks: a resource that none of them holds does not exist, unless a
 * stack is incomplete, the target itself lies outside, or the target exists already and nobody told
 * everything of it.
 */
export class World {
  readonly resources: readonly Resource[];
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private readonly byKind: ReadonlyMap<Kind, readonly Resource[]>;
  private readonly stackOf: ReadonlyMap<Resource, Stack>;
  private readonly tables: ReadonlyMap<Resource, Resource>;
  private readonly links: References;
  private readonly relations = new Map<string, ReadonlyMap<Resource | "unresolved", Resource[]>>();
  private readonly closures = new Map<Resource, ReadonlySet<string>>();
  private readonly memos = new Map<string, Map<Resource, unknown>>();

  constructor(readonly stacks: readonly Stack[]) {
    const { resources, byUrn, stackOf, tableBeneath } = mergeStacks(stacks);
    this.resources = resources;
    this.byUrn = byUrn;
    this.stackOf = stackOf;
    this.tables = tableBeneath;
    const byKind = new Map<Kind, Resource[]>();
    for (const resource of this.resources) {
      const kind = kindOf(resource.type);
      if (kind === undefined) continue;
      const list = byKind.get(kind) ?? [];
      byKind.set(kind, list);
      list.push(resource);
    }
    this.byKind = byKind;
    this.links = new References(new Identities(this.resources), this.byUrn, this.stackOf);
  }

  /** Every resource of a kind. */
  of(kind: Kind): readonly Resource[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The resource with that URN, if the World holds it. */
  at(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /** The stack that holds the resource. */
  stack(resource: Resource): Stack | undefined {
    return this.stackOf.get(resource);
  }

  /**
   * A property as it will be: what the program says, else what is known of the result, else what
   * the provider fills in. Undefined if it stays unset, which an empty text means to the provider.
   */
  value(resource: Resource, ...path: readonly [string, ...(string | number)[]]): Value | undefined {
    const asked = given(valueAt(resource.inputs, path));
    if (asked !== undefined && !(asked instanceof Unknown)) return asked;
    const known = given(valueAt(resource.outputs, path));
    if (known !== undefined && !(known instanceof Unknown)) return known;
    return asked ?? (path.length === 1 ? defaultOf(kindOf(resource.type), path[0]) : undefined);
  }

  /** A property that should hold text; unknown also if it holds something else. */
  text(
    resource: Resource,
    ...path: readonly [string, ...(string | number)[]]
  ): Maybe<string | undefined> {
    const value = this.value(resource, ...path);
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string" || value instanceof Unknown) return value;
    return new Unknown([pointer(resource, path)]);
  }

  /** A property that should be a switch; engines render some as text. Unset is false. */
  flag(resource: Resource, ...path: readonly [string, ...(string | number)[]]): Maybe<boolean> {
    const value = this.value(resource, ...path);
    if (value instanceof Unknown) return value;
    return value === true || value === "true";
  }

  /** What a property points at. */
  reference(
    resource: Resource,
    path: readonly [string, ...string[]],
    ...kinds: readonly Kind[]
  ): Reference {
    return this.links.one(resource, path, this.value(resource, ...path), kinds);
  }

  /** What a value inside a property points at, where the caller has followed the path itself. */
  resolve(
    resource: Resource,
    path: readonly string[],
    value: Value | undefined,
    ...kinds: readonly Kind[]
  ): Reference {
    return this.links.one(resource, path, value, kinds);
  }

  /** What a list property points at. */
  references(
    resource: Resource,
    path: readonly [string, ...string[]],
    ...kinds: readonly Kind[]
  ): Maybe<readonly Reference[]> {
    return this.links.many(resource, path, this.value(resource, ...path), kinds);
  }

  /** Every resource of a kind whose property points at the target. */
  pointingAt(target: Resource, kind: Kind, property: string): Pointing {
    const targetKind = kindOf(target.type);
    if (targetKind === undefined) return { resources: [] };
    const relation = this.relation(kind, property, targetKind);
    const unresolved = (relation.get("unresolved") ?? []).map(
      (each) => new Unknown([pointer(each, [property])]),
    );
    const missing = [this.whatIsMissing(target), mayHaveMore(target, kind)];
    const reasons = [...unresolved, ...missing.filter((each) => each !== undefined)];
    const resources = relation.get(target) ?? [];
    return reasons.length === 0 ? { resources } : { resources, more: unknownOf(...reasons) };
  }

  /** Why absence proves nothing for this resource's stack; undefined if the stack is whole. */
  whatIsMissing(resource: Resource): Unknown | undefined {
    const incomplete = this.stackOf.get(resource)?.incomplete ?? [];
    return incomplete.length === 0 ? undefined : new Unknown(incomplete);
  }

  /** The route table that programs read beneath a subnet, which says that it is the subnet's. */
  tableBeneath(subnet: Resource): Resource | undefined {
    return this.tables.get(subnet);
  }

  /** The URNs of everything that is finished before the resource starts: dependencies, and theirs. */
  before(resource: Resource): ReadonlySet<string> {
    const known = this.closures.get(resource);
    if (known !== undefined) return known;
    const closure = new Set<string>();
    const pending = [...dependenciesOf(resource)];
    for (let urn = pending.pop(); urn !== undefined; urn = pending.pop()) {
      if (closure.has(urn)) continue;
      closure.add(urn);
      const dependency = this.byUrn.get(urn);
      if (dependency !== undefined) pending.push(...dependenciesOf(dependency));
    }
    this.closures.set(resource, closure);
    return closure;
  }

  /** The Region a resource lives in: its own, its provider's, or its stack's. */
  region(resource: Resource): Maybe<string> {
    return regionOf(resource, this);
  }

  /** The account a resource lives in: its provider's, the one its ARN names, or its stack's. */
  account(resource: Resource): Maybe<string> {
    return accountOf(resource, this);
  }

  /** Partition, Region and account of a resource at once. */
  place(resource: Resource): Maybe<Place> {
    return placeOf(resource, this);
  }

  /** Computes something once for each resource, however many checks ask for it. */
  once<T>(what: string, resource: Resource, compute: () => T): T {
    const memo = this.memos.get(what) ?? new Map<Resource, unknown>();
    this.memos.set(what, memo);
    if (!memo.has(resource)) memo.set(resource, compute());
    return memo.get(resource) as T;
  }

  private relation(
    kind: Kind,
    property: string,
    target: Kind,
  ): ReadonlyMap<Resource | "unresolved", Resource[]> {
    const key = `${kind}.${property}->${target}`;
    const known = this.relations.get(key);
    if (known !== undefined) return known;
    const relation = new Map<Resource | "unresolved", Resource[]>();
    for (const resource of this.of(kind)) {
      const reference = this.reference(resource, [property], target);
      if (reference.kind === "absent" || reference.kind === "outside") continue;
      const end = reference.kind === "resource" ? reference.resource : "unresolved";
      const list = relation.get(end) ?? [];
      relation.set(end, list);
      list.push(resource);
    }
    this.relations.set(key, relation);
    return relation;
  }
}

/** Builds the World that checks judge. */
export function buildWorld(stacks: readonly Stack[]): World {
  return new World(stacks);
}

function given(value: Value | undefined): Value | undefined {
  return value === null || value === "" ? undefined : value;
}

function dependenciesOf(resource: Resource): readonly string[] {
  return [...resource.dependencies, ...Object.values(resource.propertyDependencies).flat()];
}
