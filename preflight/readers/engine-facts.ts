import type { Properties, Resource } from "../model/resource";

/** The stack's name out of the first URN, as `<project>/<stack>`; undefined if there is none. */
export function stackNameOf(urn: string | undefined): string | undefined {
  const [, stack, project] = /^urn:pulumi:(.+?)::(.+?)::/.exec(urn ?? "") ?? [];
  return stack === undefined || project === undefined ? undefined : `${project}/${stack}`;
}

/** The last part of a URN: the logical name. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/**
 * Providers keep notes of their own among the properties, on every level: `__meta`, `__internal`,
 * `__defaults`. They say nothing about the resource, but for one: the topmost `__defaults` lists
 * the inputs that the provider chose because the program did not, a made-up name among them.
 */
export function withoutMarks(
  properties: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { __defaults: chosen } = properties;
  const bare = unmarked(properties) as Record<string, unknown>;
  return Array.isArray(chosen) && chosen.length > 0 ? { ...bare, __defaults: chosen } : bare;
}

function unmarked(wire: unknown): unknown {
  if (Array.isArray(wire)) return wire.map(unmarked);
  if (typeof wire !== "object" || wire === null) return wire;
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([key]) => !key.startsWith("__"))
      .map(([key, value]) => [key, unmarked(value)]),
  );
}

/**
 * The account that a stack's resources tell: the one that the ARNs of its own resources name, or else
 * the only one that their providers accept. Undefined if they tell none or several.
 */
export function accountIn(resources: readonly Resource[]): string | undefined {
  const own = resources.filter(
    ({ custom, change, type }) => custom && change !== "read" && !type.startsWith(PROVIDER),
  );
  const named = own.flatMap(({ outputs, inputs }) => [
    ...accountOf(outputs["arn"]),
    // An environment acts as a role of its own account only.
    ...accountOf(inputs["executionRoleArn"]),
  ]);
  if (named.length > 0) return only(named);
  const providers = new Map(
    resources
      .filter(({ type }) => type === `${PROVIDER}aws`)
      .map((each): [string, readonly string[]] => [each.urn, acceptedAccounts(each)]),
  );
  const accepted = own
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ provider }) => only(providers.get(providerUrn(provider)) ?? []));
  return only(accepted);
}

/** How the type tokens of provider resources start. */
const PROVIDER = "pulumi:providers:";

/** A provider's structured inputs travel as JSON text. */
function acceptedAccounts({ inputs }: Resource): readonly string[] {
  const text = inputs["allowedAccountIds"];
  if (typeof text !== "string") return [];
  return [...text.matchAll(/"(\d{12})"/g)].flatMap(([, account]) => account ?? []);
}

/** A provider is referred to as `<urn>::<id>`. */
function providerUrn(reference: string | undefined): string {
  return reference === undefined
    ? ""
    : reference.slice(0, Math.max(reference.lastIndexOf("::"), 0));
}

function accountOf(arn: unknown): readonly string[] {
  if (typeof arn !== "string") return [];
  return /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.slice(1, 2) ?? [];
}

function only<T>(members: readonly T[]): T | undefined {
  const [first, ...others] = new Set(members);
  return others.length === 0 ? first : undefined;
}

/**
 * A provider writes an empty text into the outputs for what nobody asked for; there it means that
 * the property is not set.
 */
export function withoutEmptyTexts(outputs: Properties): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== ""));
}
