import { Unknown } from "../../reasoning/known";
import { isDefaultProvider, PROVIDER_PREFIX } from "../model/provider";
import type { Properties, Resource, Stack } from "../model/resource";
import {
  decodeProperties,
  knownProperties,
  SIGNATURE_KEY,
  SIGNATURES,
  UNKNOWN_SENTINEL,
} from "./decode";
import {
  defaultAccount,
  nameOf,
  stackNameOf,
  withoutEmptyTexts,
  withoutMarks,
} from "./engine-facts";
import { hideSecrets } from "./sensitive";

/** A resource as CrossGuard hands it to a policy; the shape of `@pulumi/policy`, as far as it is read. */
export interface AnalyzedResource {
  readonly urn: string;
  readonly type: string;
  /** A proxy whose reads throw on unknowns: read it through {@link readAnalyzedStack} only. */
  readonly props: object;
  readonly opts: {
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    readonly deleteBeforeReplace?: boolean;
    readonly additionalSecretOutputs: readonly string[];
    /** 0 stands for the provider's default. */
    readonly customTimeouts: {
      readonly createSeconds: number;
      readonly updateSeconds: number;
      readonly deleteSeconds: number;
    };
    readonly parent?: string;
  };
  readonly provider?: { readonly urn: string; readonly type: string; readonly props: object };
  readonly dependencies?: readonly { readonly urn: string }[];
  readonly propertyDependencies?: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/**
 * Reads the resources of a stack as a stack policy gets them: the outputs of each, which during a
 * preview are its inputs and what the provider foretells.
 */
export function readAnalyzedStack(analyzed: readonly AnalyzedResource[]): Stack {
  const recorded = analyzed.some((each) => Object.keys(each.propertyDependencies ?? {}).length > 0);
  return assemble(
    analyzed.map((each) => {
      const properties = readProperties(each.props, each);
      const inputs = recorded ? asked(properties, each) : withoutEmptyTexts(properties);
      return toResource(each, inputs, told(properties));
    }),
    analyzed,
    [],
  );
}

/**
 * Reads the one resource that a resource policy gets before it is created: its inputs. The stack
 * around it is not shown, so it is incomplete.
 */
export function readAnalyzedResource(analyzed: AnalyzedResource): Stack {
  return assemble(
    [toResource(analyzed, readProperties(analyzed.props, analyzed), {})],
    [analyzed],
    ["Before a resource is created, CrossGuard shows it alone, without the rest of the stack."],
  );
}

/**
 * What the program may have asked for. The engine shows inputs and outputs as one, and records which
 * resources went into an input. An input can only be unknown because of one of those; an unknown
 * without any is an output that is to come, and an empty text one that was never set.
 */
function asked(
  properties: Properties,
  { propertyDependencies = {} }: AnalyzedResource,
): Properties {
  return Object.fromEntries(
    Object.entries(properties).filter(
      ([property, value]) =>
        (propertyDependencies[property] ?? []).length > 0 ||
        !(value instanceof Unknown || value === ""),
    ),
  );
}

/** What is known of the result. */
function told(properties: Properties): Properties {
  return withoutEmptyTexts(knownProperties(properties));
}

function assemble(
  resources: readonly Resource[],
  analyzed: readonly AnalyzedResource[],
  incomplete: readonly string[],
): Stack {
  const all = [...resources, ...providersOf(resources, analyzed)];
  const provider = all.find(
    ({ type, urn }) => type === `${PROVIDER_PREFIX}aws` && isDefaultProvider(urn),
  );
  const region = provider?.inputs["region"];
  return {
    name: stackNameOf(analyzed[0]?.urn) ?? "stack",
    door: "analyzer",
    ...(typeof region === "string" ? { region } : {}),
    ...defaultAccount(all, provider?.inputs),
    resources: all,
    assumptions: [],
    incomplete,
  };
}

function toResource(analyzed: AnalyzedResource, inputs: Properties, outputs: Properties): Resource {
  const { urn, type, opts, provider } = analyzed;
  const { createSeconds, updateSeconds, deleteSeconds } = opts.customTimeouts;
  return {
    urn,
    type,
    name: nameOf(urn),
    custom: provider !== undefined || type.startsWith(PROVIDER_PREFIX),
    ...(opts.parent === undefined ? {} : { parent: opts.parent }),
    ...(provider === undefined ? {} : { provider: `${provider.urn}::unknown` }),
    inputs,
    outputs,
    dependencies: (analyzed.dependencies ?? []).map((each) => each.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(analyzed.propertyDependencies ?? {}).map(([property, on]) => [
        property,
        on.map((each) => each.urn),
      ]),
    ),
    protect: opts.protect,
    retainOnDelete: false,
    ...(opts.deleteBeforeReplace === undefined
      ? {}
      : { deleteBeforeReplace: opts.deleteBeforeReplace }),
    customTimeouts: {
      ...(createSeconds > 0 ? { create: createSeconds } : {}),
      ...(updateSeconds > 0 ? { update: updateSeconds } : {}),
      ...(deleteSeconds > 0 ? { delete: deleteSeconds } : {}),
    },
    ignoreChanges: opts.ignoreChanges,
  };
}

/** The providers that the resources refer to and the engine did not list among them. */
function providersOf(
  resources: readonly Resource[],
  analyzed: readonly AnalyzedResource[],
): readonly Resource[] {
  const listed = new Set(resources.map(({ urn }) => urn));
  const missing = new Map<string, Resource>();
  for (const { provider, opts } of analyzed) {
    if (provider === undefined || listed.has(provider.urn) || missing.has(provider.urn)) continue;
    const shown = {
      ...provider,
      opts: { ...NO_OPTIONS, additionalSecretOutputs: opts.additionalSecretOutputs },
    };
    missing.set(provider.urn, toResource(shown, readProperties(provider.props, shown), {}));
  }
  return [...missing.values()];
}

const NO_OPTIONS: AnalyzedResource["opts"] = {
  protect: false,
  ignoreChanges: [],
  additionalSecretOutputs: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
};

function readProperties(
  props: object,
  { urn, type, opts }: Pick<AnalyzedResource, "urn" | "type" | "opts">,
): Properties {
  const raw = Object.fromEntries(
    Object.keys(props).map((property) => [property, rawProperty(props, property)]),
  );
  return hideSecrets(
    decodeProperties(withoutMarks(raw), urn),
    type,
    urn,
    opts.additionalSecretOutputs,
  );
}

/**
 * Reads a property past the proxy that throws on unknowns. The proxy guards reads only, so the
 * property's descriptor shows the value as it came; should another version guard that too, what it
 * refuses is unknown.
 */
function rawProperty(props: object, property: string): unknown {
  try {
    const descriptor = Object.getOwnPropertyDescriptor(props, property);
    return toWire(
      descriptor !== undefined && "value" in descriptor
        ? descriptor.value
        : Reflect.get(props, property),
    );
  } catch {
    return UNKNOWN_SENTINEL;
  }
}

/**
 * Assets and archives come as instances of Pulumi's classes, with promises of their contents, which
 * no check needs; everything else is plain.
 */
function toWire(raw: unknown): unknown {
  if (Array.isArray(raw)) return raw.map(toWire);
  if (typeof raw !== "object" || raw === null) return raw;
  const prototype: unknown = Object.getPrototypeOf(raw);
  if (prototype === Object.prototype || prototype === null) {
    return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, toWire(value)]));
  }
  return { [SIGNATURE_KEY]: "__pulumiArchive" in raw ? SIGNATURES.archive : SIGNATURES.asset };
}
