import { credentialsOf, isDefaultProvider, PROVIDER_PREFIX, providerUrn } from "../model/provider";
import type { Properties, Resource, Stack } from "../model/resource";
import { decodeProperties } from "./decode";

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
 * The default AWS provider's inputs out of a stack's configuration: every value as text, structured
 * ones as JSON text, by full key (`aws:region`).
 */
export function awsConfiguration(config: Readonly<Record<string, string>>): Properties {
  return decodeProperties(
    Object.fromEntries(
      Object.entries(config).flatMap(([key, value]) =>
        key.startsWith("aws:") ? [[key.slice("aws:".length), value] as const] : [],
      ),
    ),
    DEFAULT_PROVIDER,
  );
}

/** What is known of the stack's default provider beside its region. */
export type DefaultAccount = Pick<Stack, "account" | "ownCredentials">;

/**
 * The account of the default provider: the one that its own configuration names, else the one in
 * the ARNs of what it made, else, where it made nothing, the only one that all other providers
 * accept. Absent if these tell none or several.
 *
 * @param configuration the default provider's inputs, as far as the door tells them.
 */
export function defaultAccount(
  resources: readonly Resource[],
  configuration: Properties = {},
): DefaultAccount {
  const credentials = credentialsOf(configuration, DEFAULT_PROVIDER);
  const own = credentials.kind === "ambient" ? {} : { ownCredentials: true };
  const account =
    credentials.kind === "account"
      ? credentials.account
      : accountIn(resources, credentials.kind === "hidden");
  return { ...(account === undefined ? {} : { account }), ...own };
}

/** The default provider in pointers: most doors show no URN of it. */
const DEFAULT_PROVIDER = "the default provider";

function accountIn(resources: readonly Resource[], chosen: boolean): string | undefined {
  const own = resources.filter(
    ({ custom, change, type }) => custom && change !== "read" && !type.startsWith(PROVIDER_PREFIX),
  );
  const providers = new Map(
    resources
      .filter(({ type }) => type === `${PROVIDER_PREFIX}aws`)
      .map((each): [string, Resource] => [each.urn, each]),
  );
  const elsewhere = own.filter((each) => isElsewhere(each, providers, chosen));
  const here = own.filter((each) => !elsewhere.includes(each));
  const named = here.flatMap(({ outputs, inputs }) => [
    ...accountOf(outputs["arn"]),
    // An environment acts as a role of its own account only.
    ...accountOf(inputs["executionRoleArn"]),
  ]);
  if (named.length > 0) return only(named);
  if (here.some(({ type }) => type.startsWith("aws:"))) return undefined;
  return only(
    elsewhere
      .filter(({ type }) => type.startsWith("aws:"))
      .map(({ provider }) => {
        const explicit = providers.get(providerUrn(provider) ?? "");
        const credentials =
          explicit === undefined ? undefined : credentialsOf(explicit.inputs, explicit.urn);
        return credentials?.kind === "account" ? credentials.account : undefined;
      }),
  );
}

/** Whether a resource may be in another account than what the default provider makes. */
function isElsewhere(
  { provider }: Resource,
  providers: ReadonlyMap<string, Resource>,
  chosen: boolean,
): boolean {
  const urn = providerUrn(provider);
  if (urn === undefined || isDefaultProvider(urn)) return false;
  const explicit = providers.get(urn);
  if (explicit === undefined) return true;
  return chosen || credentialsOf(explicit.inputs, urn).kind !== "ambient";
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
