import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown, unknownOf } from "../../../reasoning/known";
import type { Document, DocumentForm, Held } from "../../../reasoning/iam";
import { MalformedDocument, parseDocument } from "../../../reasoning/iam";
import { attachmentsOf } from "./attachments";
import { inlineNamesOf, isListed, listedElsewhere } from "./inline-names";
import type { Resource, Value } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** A policy document and the resource property it was written in. */
export interface DocumentOrigin {
  readonly resource: Resource;
  readonly property: string;
}

/** A document that AWS would refuse to parse. */
export interface MalformedPolicy {
  readonly origin: DocumentOrigin;
  readonly fault: MalformedDocument;
}

/** The identity policies of a role, as far as they can be read. */
export interface RolePolicies {
  readonly documents: readonly Held<DocumentOrigin>[];
  /** Attached policies that stand in no stack, AWS's own or made elsewhere, and who attaches them. */
  readonly outside: readonly {
    readonly arn: string;
    readonly resource: Resource;
    readonly property: string;
  }[];
  readonly malformed: readonly MalformedPolicy[];
  /** The resources that make up the role's permissions: policies and attachments. */
  readonly parts: readonly Resource[];
  /** Set if there may be more than the documents show. */
  readonly more?: Unknown;
}

/**
 * Reads a property as a policy document; engines hand it over as JSON text or as an object.
 *
 * @param form what the document is for; absent, only what all documents have in common is asked.
 */
export function documentAt(
  world: World,
  resource: Resource,
  property: string,
  form?: DocumentForm,
): Document | MalformedDocument | Unknown | undefined {
  return world.once(`document ${property} ${form ?? ""}`, resource, () => {
    const value = world.value(resource, property);
    if (value === undefined || value === null) return undefined;
    return firstUnknown(value) ?? parseDocument(value, form);
  });
}

/** Collects everything that gives a role permissions. Computed once for each role. */
export function policiesOf(world: World, role: Resource): RolePolicies {
  return world.once("policies", role, () => collect(world, role));
}

/** The permissions boundary of a role: what its policies can give at most. */
export type Boundary =
  | { readonly kind: "none" }
  | { readonly kind: "document"; readonly held: Held<DocumentOrigin> }
  | { readonly kind: "malformed"; readonly policy: MalformedPolicy }
  /** It stands in no stack, or its text is not known. */
  | { readonly kind: "hidden"; readonly unknown: Unknown };

/** Reads the permissions boundary of a role. */
export function boundaryOf(world: World, role: Resource): Boundary {
  const at = pointer(role, ["permissionsBoundary"]);
  const policy = world.reference(role, ["permissionsBoundary"], "policy");
  if (policy.kind === "absent") return { kind: "none" };
  if (policy.kind === "unknown") return { kind: "hidden", unknown: policy.unknown };
  if (policy.kind === "outside")
    return { kind: "hidden", unknown: new Unknown([`${at} (${policy.value})`]) };
  const origin = { resource: policy.resource, property: "policy" };
  const document = documentAt(world, policy.resource, "policy", "identity");
  if (document === undefined) return { kind: "hidden", unknown: new Unknown([at]) };
  if (document instanceof Unknown) return { kind: "hidden", unknown: document };
  return document instanceof MalformedDocument
    ? { kind: "malformed", policy: { origin, fault: document } }
    : { kind: "document", held: { origin, document } };
}

function collect(world: World, role: Resource): RolePolicies {
  const documents: Held<DocumentOrigin>[] = [];
  const malformed: MalformedPolicy[] = [];
  const unknowns: Unknown[] = [];
  const keep = (
    origin: DocumentOrigin,
    document: ReturnType<typeof documentAt>,
    kept: boolean | Unknown = true,
  ): void => {
    if (kept === false) return;
    if (kept instanceof Unknown) unknowns.push(kept);
    else if (document instanceof Unknown) unknowns.push(document);
    else if (document instanceof MalformedDocument) malformed.push({ origin, fault: document });
    else if (document !== undefined) documents.push({ origin, document });
  };

  const attachments = attachmentsOf(world, role);
  unknowns.push(...attachments.hidden);
  for (const resource of attachments.policies)
    keep({ resource, property: "policy" }, documentAt(world, resource, "policy", "identity"));

  const inline = world.pointingAt(role, "rolePolicy", "role");
  if (inline.more !== undefined) unknowns.push(inline.more);
  const own = [
    ...inline.resources.map((resource) => ({
      origin: { resource, property: "policy" },
      name: world.text(resource, "name"),
      read: () => documentAt(world, resource, "policy", "identity"),
    })),
    ...inlinePoliciesOf(role),
  ];
  const names = inlineNamesOf(world, role);
  if (names instanceof Unknown) unknowns.push(names);
  else
    unknowns.push(
      ...listedElsewhere(
        names,
        own.map(({ name }) => name),
      ),
    );
  const kept: Resource[] = [];
  for (const { origin, name, read } of own) {
    const listed = names instanceof Unknown ? names : isListed(names, name, origin.resource);
    keep(origin, read(), listed);
    if (listed !== false && origin.resource !== role) kept.push(origin.resource);
  }
  return {
    documents,
    outside: attachments.outside,
    malformed,
    parts: [...new Set([...kept, ...attachments.parts])],
    ...(unknowns.length === 0 ? {} : { more: unknownOf(...unknowns) }),
  };
}

/** An inline policy of the role's own list, and how to read it. */
interface InlinePolicy {
  readonly origin: DocumentOrigin;
  readonly name: Maybe<string | undefined>;
  readonly read: () => ReturnType<typeof documentAt>;
}

function inlinePoliciesOf(role: Resource): readonly InlinePolicy[] {
  const inline = role.inputs["inlinePolicies"];
  if (inline === undefined || inline === null) return [];
  const members = Array.isArray(inline) ? (inline as readonly Value[]) : [inline];
  return members.flatMap((each, i): readonly InlinePolicy[] => {
    const at = Array.isArray(inline) ? `inlinePolicies.${i}` : "inlinePolicies";
    const hidden = new Unknown([pointer(role, [at])]);
    const fields =
      typeof each === "object" && each !== null && !Array.isArray(each) && isKnown(each)
        ? (each as Readonly<Record<string, Value>>)
        : { policy: hidden };
    const policy = fields["policy"];
    // The provider takes one empty block for "no inline policies".
    if (policy === undefined) return [];
    const name = fields["name"];
    return [
      {
        origin: { resource: role, property: `${at}.policy` },
        name: typeof name === "string" ? name : hidden,
        read: () =>
          policy === null ? hidden : (firstUnknown(policy) ?? parseDocument(policy, "identity")),
      },
    ];
  });
}

/** The first unknown anywhere inside a value. */
export function firstUnknown(value: Value): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (value === null || typeof value !== "object") return undefined;
  for (const each of Object.values(value)) {
    const found = firstUnknown(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
