import { isDeepStrictEqual } from "node:util";
import { Unknown } from "../../reasoning/known";
import { asInputs, completeFor, factsOf } from "./existing";
import type { Kind } from "./kinds";
import type { Properties, Resource, Stack, Value } from "./resource";
import { pointer } from "./resource";

/** A resource and the stack that holds it. */
export interface Placed {
  readonly resource: Resource;
  readonly stack: Stack;
}

/** What exists without a stack that makes it, and what a stack makes that others read. */
export interface Drafts {
  readonly byUrn: Map<string, Draft>;
  /** The maker of a thing, by the URNs under which others read it. */
  readonly makers: Map<string, Resource>;
  /** What exists, or is made, by its names. */
  readonly byName: ReadonlyMap<string, Draft | Resource>;
}

/** Something that exists, while what is known of it is put together from all who know of it. */
export class Draft {
  /** Whoever tells most of where and what it is: a context file, or else the first program. */
  readonly #base: Placed;
  readonly #complete: Set<Kind>;
  readonly #stated: Record<string, Value>;
  readonly #outputs: Properties;
  readonly #open: boolean;
  readonly #edges: Record<string, readonly string[]>;
  #resource: Resource | undefined;

  private constructor(base: Placed, all: readonly Placed[]) {
    this.#base = base;
    const facts = all.map(({ resource, stack }) => factsOf(resource, stack));
    const whole = facts.find(({ open }) => !open);
    this.#open = whole === undefined;
    this.#stated = whole === undefined ? agreed(base.resource, facts) : { ...whole.stated };
    this.#outputs = Object.assign(
      {},
      ...facts.map(({ outputs }) => outputs).reverse(),
    ) as Properties;
    this.#complete = new Set(all.flatMap(({ resource }) => completeFor(resource, this.#open)));
    this.#edges = { ...base.resource.propertyDependencies };
  }

  /** What several stacks tell of one thing; undefined if none tells of it. */
  static of(told: readonly Placed[]): Draft | undefined {
    const files = told.filter(({ stack }) => stack.door === "context");
    const [base] = [...files, ...told];
    return base === undefined ? undefined : new Draft(base, told);
  }

  get stack(): Stack {
    return this.#base.stack;
  }

  get urn(): string {
    return this.#base.resource.urn;
  }

  get type(): string {
    return this.#base.resource.type;
  }

  /** Its id, if it is known. */
  get id(): string | undefined {
    const { id } = this.#outputs;
    return typeof id === "string" && id !== "" ? id : undefined;
  }

  /** A property that somebody told. */
  told(property: string): Value | undefined {
    const value = this.#stated[property];
    return value instanceof Unknown ? undefined : value;
  }

  /** Whether it has no more of a kind than the World holds. */
  isComplete(kind: Kind): boolean {
    return this.#complete.has(kind);
  }

  /** Says what a property leads to whose value nobody told. */
  leadTo(property: string, urn: string): void {
    if (this.told(property) === undefined) this.#edges[property] = [urn];
  }

  /** Adds a subnet to a network ACL that did not tell its subnets. */
  addSubnet(subnet: Draft): void {
    if (!this.#open) return;
    const { urn } = subnet;
    const known = this.told("subnetIds");
    const ids = Array.isArray(known) ? (known as readonly Value[]) : [];
    if (subnet.id !== undefined && ids.includes(subnet.id)) return;
    this.#stated["subnetIds"] = [...ids, subnet.id ?? new Unknown([pointer({ urn }, ["id"])])];
    this.#edges["subnetIds"] = [...(this.#edges["subnetIds"] ?? []), urn];
  }

  /** The thing as a resource, once everything is known of it that will be. */
  get resource(): Resource {
    this.#resource ??= {
      ...this.#base.resource,
      change: "read",
      inputs: this.#open ? asInputs(this.#base.resource, this.#stated) : this.#stated,
      outputs: this.#outputs,
      propertyDependencies: this.#edges,
      complete: [...this.#complete],
    };
    return this.#resource;
  }
}

/** What all tell together; where they contradict each other nobody knows. */
function agreed(
  resource: Resource,
  facts: readonly { readonly stated: Properties }[],
): Record<string, Value> {
  const together: Record<string, Value> = {};
  for (const { stated } of facts) {
    for (const [property, value] of Object.entries(stated)) {
      const other = together[property];
      together[property] =
        other === undefined || isDeepStrictEqual(other, value)
          ? value
          : new Unknown([`${pointer(resource, [property])} (told in two ways)`]);
    }
  }
  return together;
}
