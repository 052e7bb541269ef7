import type { Maybe } from "../../reasoning/known";
import { Unknown } from "../../reasoning/known";
import type { Identities } from "./identity";
import type { Kind } from "./kinds";
import { kindOf } from "./kinds";
import type { Resource, Stack, Value } from "./resource";
import { pointer } from "./resource";

/** What a property points at. */
export type Reference =
  | { readonly kind: "resource"; readonly resource: Resource }
  /** A known value that nothing in the World answers to: it exists elsewhere, or nowhere. */
  | { readonly kind: "outside"; readonly value: string }
  /** The property is not set. */
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly unknown: Unknown };

const ABSENT: Reference = { kind: "absent" };

/** Resolves properties to the resources they point at, by value and, where that is hidden, by edge. */
export class References {
  constructor(
    private readonly identities: Identities,
    private readonly byUrn: ReadonlyMap<string, Resource>,
    private readonly stackOf: ReadonlyMap<Resource, Stack>,
  ) {}

  /**
   * What one value of a property points at. A value that only the provider will know is resolved by
   * the engine's own record of which resources went into the property, if just one of them fits.
   */
  one(
    resource: Resource,
    path: readonly string[],
    value: Value | undefined,
    kinds: readonly Kind[],
  ): Reference {
    if (value === undefined || value === null || value === "") return { kind: "absent" };
    if (typeof value === "string") return this.byValue(resource, path, value, kinds);
    if (value instanceof Unknown) {
      const [only, ...others] = this.candidates(resource, path, kinds);
      if (only !== undefined && others.length === 0) return { kind: "resource", resource: only };
      return { kind: "unknown", unknown: value };
    }
    return { kind: "unknown", unknown: new Unknown([pointer(resource, path)]) };
  }

  /**
   * What a list property points at, in order where values tell, as a set where only edges do. The
   * whole answer is unknown if the list's length is, or if edges and hidden members do not match up.
   */
  many(
    resource: Resource,
    path: readonly string[],
    value: Value | undefined,
    kinds: readonly Kind[],
  ): Maybe<readonly Reference[]> {
    if (value === undefined || value === null) return [];
    if (value instanceof Unknown) return value;
    if (!Array.isArray(value)) return new Unknown([pointer(resource, path)]);
    const members = value as readonly Value[];
    const direct = members.map((member) =>
      typeof member === "string"
        ? this.byValue(resource, path, member, kinds)
        : member instanceof Unknown
          ? undefined
          : ABSENT,
    );
    const hidden = direct.filter((each) => each === undefined).length;
    if (hidden === 0) return direct.filter((each) => each !== undefined);
    const named = new Set(
      direct.flatMap((each) => (each?.kind === "resource" ? [each.resource] : [])),
    );
    const rest = this.candidates(resource, path, kinds).filter((each) => !named.has(each));
    if (rest.length !== hidden) {
      return new Unknown(
        members.flatMap((member, i) =>
          member instanceof Unknown ? [pointer(resource, [...path, String(i)])] : [],
        ),
      );
    }
    let next = 0;
    return direct.map((each): Reference => {
      if (each !== undefined) return each;
      const resolved = rest[next++];
      return resolved === undefined
        ? { kind: "unknown", unknown: new Unknown([pointer(resource, path)]) }
        : { kind: "resource", resource: resolved };
    });
  }

  /**
   * By value. Where the value leaves a choice, the engine's edge settles it, else the referrer's own
   * stack: two stacks of one program make resources of the same names in two accounts.
   */
  private byValue(
    resource: Resource,
    path: readonly string[],
    value: string,
    kinds: readonly Kind[],
  ): Reference {
    const named = kinds.flatMap((kind) => this.identities.find(kind, value));
    const home = this.stackOf.get(resource);
    const edges = this.candidates(resource, path, kinds);
    if (named.length === 0) {
      // In a stack with gaps it may be one of the resources that are left out, and with an edge one
      // whose name is not known yet.
      const hidden = [...(home?.incomplete ?? []), ...edges.map(({ urn }) => urn)];
      return hidden.length === 0
        ? { kind: "outside", value }
        : { kind: "unknown", unknown: new Unknown(hidden) };
    }
    const tiers = [
      named.filter((each) => edges.includes(each.resource)),
      named.filter((each) => each.certain && this.stackOf.get(each.resource) === home),
      named.filter((each) => each.certain),
    ];
    const [only, ...others] = tiers.find((tier) => tier.length > 0) ?? [];
    return only !== undefined && others.length === 0
      ? { kind: "resource", resource: only.resource }
      : { kind: "unknown", unknown: new Unknown([`${pointer(resource, path)} (${value})`]) };
  }

  /** The resources of the right kind that the engine recorded as having gone into the property. */
  private candidates(
    resource: Resource,
    path: readonly string[],
    kinds: readonly Kind[],
  ): Resource[] {
    const [property] = path;
    const urns = property === undefined ? [] : (resource.propertyDependencies[property] ?? []);
    return [...new Set(urns)].flatMap((urn) => {
      const candidate = this.byUrn.get(urn);
      const kind = candidate === undefined ? undefined : kindOf(candidate.type);
      return candidate !== undefined && kind !== undefined && kinds.includes(kind)
        ? [candidate]
        : [];
    });
  }
}
