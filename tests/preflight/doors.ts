import type { Properties, Resource, Stack, Value } from "../../preflight/model/resource";
import type { AnalyzedResource } from "../../preflight/readers/analyzer";
import { readAnalyzedStack } from "../../preflight/readers/analyzer";
import { UNKNOWN_SENTINEL } from "../../preflight/readers/decode";
import { readPreview } from "../../preflight/readers/preview";
import { readStackExport } from "../../preflight/readers/stack-export";
import { Unknown } from "../../reasoning/known";
import { unknownCheckingProxy } from "../policies/proxy";

/** Decides where the engine may do one thing or another; answers anew at each call. */
export type Coin = () => boolean;

/** What a value is on its way through a door: plain JSON. */
type Wire = null | boolean | number | string | readonly Wire[] | { readonly [key: string]: Wire };

type Hidden = Readonly<Record<string, readonly string[]>>;

/** How a door writes what it does not tell. */
interface Hiding {
  readonly secret: Wire;
  /**
   * By top-level property, the texts that only a deployment tells: a text that holds one of them is
   * unknown as a whole.
   */
  readonly hidden: Hidden;
  readonly coin: Coin;
}

/** The stack as `pulumi preview --json` would show it before anything exists. */
export function throughPreview(stack: Stack, coin: Coin): Stack {
  const computed = computedTexts(stack);
  const steps = stack.resources.map((resource) => {
    const hiding = { secret: "[secret]", hidden: hiddenFrom(resource, computed, coin), coin };
    const state = {
      ...stateOf(resource, withMarks(resource, wireProperties(resource.inputs, hiding))),
      ...(resource.provider === undefined
        ? {}
        : { provider: `${providerUrn(resource.provider)}::${UNKNOWN_SENTINEL}` }),
    };
    return { op: "create", urn: resource.urn, newState: state, detailedDiff: null };
  });
  const config = stack.region === undefined ? {} : { "aws:region": stack.region };
  const json = { config, steps, duration: 1, changeSummary: { create: steps.length } };
  return readPreview(JSON.parse(JSON.stringify(json)), "preview.json");
}

/**
 * The stack as `pulumi preview --json` would show it if everything existed and only some resources
 * changed: without `--show-sames` the others are left out.
 */
export function throughPartialPreview(stack: Stack, coin: Coin): Stack {
  const hiding = { secret: "[secret]", hidden: {}, coin };
  const shown = stack.resources.filter(() => coin());
  const steps = shown.map((resource) => {
    const inputs = withMarks(resource, wireProperties(resource.inputs, hiding));
    const state = stateOf(resource, inputs);
    const oldState = {
      ...state,
      ...(resource.custom ? { id: idOf(resource) } : {}),
      outputs: { ...filledIn(resource, coin), ...wireProperties(resource.outputs, hiding) },
    };
    return { op: "update", urn: resource.urn, oldState, newState: state, detailedDiff: null };
  });
  const changeSummary = { same: stack.resources.length - shown.length, update: shown.length };
  const json = { config: { "aws:region": stack.region }, steps, duration: 1, changeSummary };
  return readPreview(JSON.parse(JSON.stringify(json)), "preview.json");
}

/** The stack as `pulumi stack export` would show it once everything exists with just these values. */
export function throughExport(stack: Stack, coin: Coin): Stack {
  const secret = { "4dabf18193072939515e22adb298388d": SECRET, ciphertext: "v1:…" };
  const hiding = { secret, hidden: {}, coin };
  const resources = stack.resources.map((resource) => ({
    ...stateOf(resource, withMarks(resource, wireProperties(resource.inputs, hiding))),
    ...(resource.custom ? { id: idOf(resource) } : {}),
    outputs: {
      ...filledIn(resource, coin),
      ...wireProperties(resource.inputs, hiding),
      ...wireProperties(resource.outputs, hiding),
      __meta: "{}",
    },
    ...(resource.provider === undefined ? {} : { provider: resource.provider }),
  }));
  const provider = {
    ...defaultProvider(stack),
    custom: true,
    id: "id",
    inputs: { ...regionOf(stack) },
  };
  const json = { version: 3, deployment: { resources: [provider, ...resources] } };
  return readStackExport(JSON.parse(JSON.stringify(json)), "export.json");
}

/** A resource as the engine sends it to a policy pack: plain properties, edges as URNs. */
export interface ShownResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** What a resource policy gets. */
  readonly inputs: Readonly<Record<string, Wire>>;
  /** What a stack policy gets. */
  readonly properties: Readonly<Record<string, Wire>>;
  readonly resource: Resource;
}

/** The stack's resources as the engine sends them, during a preview or after an update. */
export function shownToPolicies(
  stack: Stack,
  coin: Coin,
  when: "preview" | "update",
): readonly ShownResource[] {
  const computed = computedTexts(stack);
  return stack.resources.map((resource) => {
    const hidden = when === "preview" ? hiddenFrom(resource, computed, coin) : {};
    const hiding = { secret: "known to nobody", hidden, coin };
    const inputs = withMarks(resource, wireProperties(resource.inputs, hiding));
    const outputs =
      when === "update"
        ? { ...filledIn(resource, coin), ...wireProperties(resource.outputs, hiding) }
        : foretold(resource, coin);
    const { urn, type, name } = resource;
    return { urn, type, name, inputs, properties: { ...outputs, ...inputs }, resource };
  });
}

/** The stack as a stack policy of CrossGuard would get it, during a preview or after an update. */
export function throughAnalyzer(stack: Stack, coin: Coin, when: "preview" | "update"): Stack {
  const provider = {
    ...defaultProvider(stack),
    props: unknownCheckingProxy({ ...regionOf(stack) }),
  };
  const all = shownToPolicies(stack, coin, when);
  const explicit = new Map(
    all
      .filter(({ type }) => type === provider.type)
      .map(({ urn, type, inputs }) => [urn, { urn, type, props: unknownCheckingProxy(inputs) }]),
  );
  const shown = all.map(({ urn, type, properties, resource }): AnalyzedResource => {
    const { create, update, delete: destroy } = resource.customTimeouts;
    return {
      urn,
      type,
      props: unknownCheckingProxy(properties),
      opts: {
        protect: resource.protect,
        ignoreChanges: resource.ignoreChanges,
        ...(resource.deleteBeforeReplace === undefined
          ? {}
          : { deleteBeforeReplace: resource.deleteBeforeReplace }),
        additionalSecretOutputs: [],
        customTimeouts: {
          createSeconds: create ?? 0,
          updateSeconds: update ?? 0,
          deleteSeconds: destroy ?? 0,
        },
        ...(resource.parent === undefined ? {} : { parent: resource.parent }),
      },
      ...(resource.custom && type !== provider.type
        ? { provider: explicit.get(providerUrn(resource.provider ?? "")) ?? provider }
        : {}),
      dependencies: resource.dependencies.map((on) => ({ urn: on })),
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([property, urns]) => [
          property,
          urns.map((on) => ({ urn: on })),
        ]),
      ),
    };
  });
  return readAnalyzedStack(shown);
}

const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Properties that the service fills with emptiness where nothing was asked for. */
const EMPTY_OUTPUTS: Readonly<Record<string, Readonly<Record<string, Wire>>>> = {
  "aws:mwaa/environment:Environment": {
    kmsKey: "",
    pluginsS3Path: "",
    requirementsS3Path: "",
    startupScriptS3Path: "",
    workerReplacementStrategy: "",
    tags: {},
  },
  "aws:s3/bucket:Bucket": { tags: {}, versioning: { enabled: false, mfaDelete: false } },
  "aws:iam/role:Role": { permissionsBoundary: "", description: "", managedPolicyArns: [] },
  "aws:cloudwatch/logGroup:LogGroup": { kmsKeyId: "", retentionInDays: 0, namePrefix: "" },
  "aws:ec2/subnet:Subnet": { mapPublicIpOnLaunch: false, ipv6CidrBlock: "", outpostArn: "" },
  "aws:ec2/route:Route": { natGatewayId: "", gatewayId: "", destinationPrefixListId: "" },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { cidrIpv6: "", description: "" },
};

function filledIn({ type, inputs, outputs }: Resource, coin: Coin): Readonly<Record<string, Wire>> {
  return Object.fromEntries(
    Object.entries(EMPTY_OUTPUTS[type] ?? {}).filter(
      ([property]) => !(property in inputs) && !(property in outputs) && coin(),
    ),
  );
}

/** In a preview a provider says of computed outputs that they are unknown, or does not name them. */
function foretold({ inputs, outputs }: Resource, coin: Coin): Readonly<Record<string, Wire>> {
  return Object.fromEntries(
    Object.keys(outputs)
      .filter((property) => !(property in inputs) && coin())
      .map((property) => [property, UNKNOWN_SENTINEL]),
  );
}

/** For each resource, the texts that its provider computes beyond what was asked for. */
function computedTexts(stack: Stack): ReadonlyMap<string, readonly string[]> {
  return new Map(
    stack.resources.map(({ urn, inputs, outputs }) => [
      urn,
      Object.entries(outputs).flatMap(([property, value]) =>
        property in inputs || !IDENTIFYING.test(property) ? [] : textsIn(value),
      ),
    ]),
  );
}

/** Outputs that name a resource, as against a Region or an account, which names hold anyway. */
const IDENTIFYING = /^(?:id|arn|name|bucket|keyId)$|(?<!owner)Id$|Arn$|Url$|EndpointService$/;

function textsIn(value: Value): readonly string[] {
  if (typeof value === "string") return value.length > 3 ? [value] : [];
  if (typeof value !== "object" || value === null || value instanceof Unknown) return [];
  return Object.values(value).flatMap(textsIn);
}

/**
 * What a resource's inputs cannot hold as known text in a preview: what is computed by the resources
 * that went into each property. Where a name that the program chose is an id too, either may have
 * been meant.
 */
function hiddenFrom(
  resource: Resource,
  computed: ReadonlyMap<string, readonly string[]>,
  coin: Coin,
): Hidden {
  return Object.fromEntries(
    Object.entries(resource.propertyDependencies).map(([property, urns]) => [
      property,
      urns.flatMap((urn) =>
        (computed.get(urn) ?? []).filter((text) => !NAMES.test(text) || coin()),
      ),
    ]),
  );
}

/** Names that programs choose, and so know; ids and ARNs they don't. */
const NAMES = /^(?!(?:arn:|[a-z]+-[0-9a-f]{8,}$|[0-9a-f-]{36}$))/;

function wireProperties(properties: Properties, hiding: Hiding): Readonly<Record<string, Wire>> {
  return Object.fromEntries(
    Object.entries(properties).map(([property, value]) => [
      property,
      wire(value, hiding.hidden[property] ?? [], hiding),
    ]),
  );
}

function wire(value: Value, hidden: readonly string[], hiding: Hiding): Wire {
  if (value instanceof Unknown) {
    const secret = value.blockedBy.some((each) => each.endsWith("(secret)"));
    return secret ? hiding.secret : UNKNOWN_SENTINEL;
  }
  if (typeof value === "string") {
    return hidden.some((text) => value.includes(text)) ? UNKNOWN_SENTINEL : value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const members = (value as readonly Value[]).map((each) => wire(each, hidden, hiding));
    // A list that a program makes in one step is unknown as a whole, its length too.
    return members.includes(UNKNOWN_SENTINEL) && hiding.coin() ? UNKNOWN_SENTINEL : members;
  }
  return Object.fromEntries(
    Object.entries(value as Properties).map(([key, each]) => [key, wire(each, hidden, hiding)]),
  );
}

/** Marks as the bridged provider leaves them, and the name that it makes up where none is given. */
function withMarks(
  { inputs, outputs }: Resource,
  properties: Readonly<Record<string, Wire>>,
): Readonly<Record<string, Wire>> {
  const name = outputs["name"];
  if ("name" in inputs || typeof name !== "string") return { __defaults: [], ...properties };
  return { __defaults: ["name"], ...properties, name };
}

function stateOf(resource: Resource, inputs: Readonly<Record<string, Wire>>): object {
  const { urn, type, custom, parent, protect, retainOnDelete, customTimeouts } = resource;
  return {
    urn,
    type,
    custom,
    inputs,
    ...(parent === undefined ? {} : { parent }),
    ...(protect ? { protect } : {}),
    ...(retainOnDelete ? { retainOnDelete } : {}),
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    customTimeouts,
    ignoreChanges: resource.ignoreChanges,
    ...(resource.source === undefined
      ? {}
      : { sourcePosition: `project:///${resource.source.file}#${resource.source.line},1` }),
  };
}

function regionOf({ region }: Stack): { readonly region?: string } {
  return region === undefined ? {} : { region };
}

/** The provider that the engine makes where a program names none. */
export function defaultProvider(stack: Stack): { readonly urn: string; readonly type: string } {
  const [project, name] = stack.name.split("/");
  return {
    urn: `urn:pulumi:${name}::${project}::pulumi:providers:aws::default_7_48_0`,
    type: "pulumi:providers:aws",
  };
}

function idOf({ outputs, name }: Resource): string {
  return typeof outputs["id"] === "string" ? outputs["id"] : name;
}

function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}
