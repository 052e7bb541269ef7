import { isKnown, Unknown, unknownOf } from "../../reasoning/known";
import type { Document, Held } from "../../reasoning/iam";
import { MalformedDocument, parseDocument } from "../../reasoning/iam";
import type { Resource, Value } from "./resource";
import { pointer } from "./resource";
import type { World } from "./world";

/** A policy document and the resource property it was written in. */
export interface DocumentOrigin {
  readonly resource: Resource;
  readonly property: string;
}

/** The identity policies of a role, as far as they can be read. */
export interface RolePolicies {
  readonly documents: readonly Held<DocumentOrigin>[];
  /** ARNs of attached policies that stand in no stack: AWS's own, or made elsewhere. */
  readonly outside: readonly { readonly arn: string; readonly resource: Resource }[];
  /** Documents that AWS would refuse to parse. */
  readonly malformed: readonly {
    readonly origin: DocumentOrigin;
    readonly fault: MalformedDocument;
  }[];
  /** The resources that make up the role's permissions: policies and attachments. */
  readonly parts: readonly Resource[];
  /** Set if there may be more than the documents show. */
  readonly more?: Unknown;
}

/** Reads a property as a policy document; engines hand it over as JSON text or as an object. */
export function documentAt(
  world: World,
  resource: Resource,
  property: string,
): Document | MalformedDocument | Unknown | undefined {
  return world.once(`document ${property}`, resource, () => {
    const value = world.value(resource, property);
    if (value === undefined || value === null) return undefined;
    const hidden = firstUnknown(value);
    return hidden ?? parseDocument(value);
  });
}

/** Collects everything that gives a role permissions. Computed once for each role. */
export function policiesOf(world: World, role: Resource): RolePolicies {
  return world.once("policies", role, () => collect(world, role));
}

function collect(world: World, role: Resource): RolePolicies {
  const documents: Held<DocumentOrigin>[] = [];
  const malformed: { origin: DocumentOrigin; fault: MalformedDocument }[] = [];
  const outside: { arn: string; resource: Resource }[] = [];
  const parts = new Set<Resource>();
  const unknowns: Unknown[] = [];

  const read = (resource: Resource, property: string): void => {
    const document = documentAt(world, resource, property);
    const origin = { resource, property };
    if (document instanceof Unknown) unknowns.push(document);
    else if (document instanceof MalformedDocument) malformed.push({ origin, fault: document });
    else if (document !== undefined) documents.push({ origin, document });
  };
  const attach = (
    attachment: Resource,
    value: Value | undefined,
    path: readonly string[],
  ): void => {
    parts.add(attachment);
    const policy = world.resolve(attachment, path, value, "policy");
    if (policy.kind === "resource") {
      parts.add(policy.resource);
      read(policy.resource, "policy");
    } else if (policy.kind === "outside") outside.push({ arn: policy.value, resource: attachment });
    else if (policy.kind === "unknown") unknowns.push(policy.unknown);
  };

  for (const [kind, property] of [
    ["rolePolicy", "role"],
    ["rolePolicyAttachment", "role"],
  ] as const) {
    const pointing = world.pointingAt(role, kind, property);
    if (pointing.more !== undefined) unknowns.push(pointing.more);
    for (const resource of pointing.resources) {
      parts.add(resource);
      if (kind === "rolePolicy") read(resource, "policy");
      else attach(resource, world.value(resource, "policyArn"), ["policyArn"]);
    }
  }
  for (const attachment of world.of("policyAttachment")) {
    const roles = world.references(attachment, ["roles"], "role");
    if (!isKnown(roles)) unknowns.push(roles);
    else if (roles.some((each) => each.kind === "resource" && each.resource === role)) {
      attach(attachment, world.value(attachment, "policyArn"), ["policyArn"]);
    }
  }
  const managed = world.value(role, "managedPolicyArns");
  if (managed instanceof Unknown) {
    // The provider reports every attachment back through this property, also when nobody asked.
    if (role.inputs["managedPolicyArns"] !== undefined) unknowns.push(managed);
  } else if (Array.isArray(managed) && role.inputs["managedPolicyArns"] !== undefined) {
    for (const [i, value] of (managed as readonly Value[]).entries())
      attach(role, value, ["managedPolicyArns", String(i)]);
  }
  for (const [i, inline] of inlinePolicies(role).entries()) {
    if (inline instanceof Unknown) unknowns.push(inline);
    else {
      const document = parseDocument(inline);
      const origin = { resource: role, property: `inlinePolicies.${i}.policy` };
      if (document instanceof MalformedDocument) malformed.push({ origin, fault: document });
      else documents.push({ origin, document });
    }
  }
  parts.delete(role);
  return {
    documents,
    outside,
    malformed,
    parts: [...parts],
    ...(unknowns.length === 0 ? {} : { more: unknownOf(...unknowns) }),
  };
}

function inlinePolicies(role: Resource): readonly (Value | Unknown)[] {
  const inline = role.inputs["inlinePolicies"];
  if (inline === undefined || inline === null) return [];
  if (!Array.isArray(inline)) return [new Unknown([pointer(role, ["inlinePolicies"])])];
  return (inline as readonly Value[]).flatMap((each, i) => {
    if (each instanceof Unknown) return [each];
    const policy =
      typeof each === "object" && each !== null
        ? (each as Record<string, Value>)["policy"]
        : undefined;
    if (policy === undefined) return [];
    return [
      firstUnknown(policy) ??
        policy ??
        new Unknown([pointer(role, ["inlinePolicies", i, "policy"])]),
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
