import { fileURLToPath, pathToFileURL } from "node:url";
import type * as aliases from "@pulumi/pulumi/proto/alias_pb";
import type * as callbacks from "@pulumi/pulumi/proto/callback_pb";
import type * as provider from "@pulumi/pulumi/proto/provider_pb";
import type * as resources from "@pulumi/pulumi/proto/resource_pb";
import type * as sources from "@pulumi/pulumi/proto/source_pb";
import type * as empties from "google-protobuf/google/protobuf/empty_pb";
import type * as structs from "google-protobuf/google/protobuf/struct_pb";
import { secondsOf } from "./durations";
import { unansweredInvoke } from "./invokes";
import type { Request, ResourceMonitor } from "./monitor";
import type { Messages } from "./pulumi";
import type { AliasSpec, SourcePosition, WireProperties } from "./protocol";
import type { Transforms } from "./transforms";

/** Answers a call with a message or an error, as generated clients and servers do. */
export type Callback<T> = (error: RpcError | null, response?: T) => void;

/** An error as gRPC clients see it: the SDK reads `details` in some places and `message` in others. */
export interface RpcError extends Error {
  readonly details: string;
  /** gRPC's UNKNOWN. */
  readonly code: number;
}

const GRPC_UNKNOWN = 2;
const GRPC_UNIMPLEMENTED = 12;

/** What a program may ask for; what is not here is refused by the SDK with a clear error. */
const FEATURES: ReadonlySet<string> = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "deletedWith",
  "replaceWith",
  "aliasSpecs",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);

/**
 * The monitor in the form in which the SDK calls it: one method for each remote call, with a
 * message and a callback. The same object serves in-process and behind a gRPC server.
 */
export class MonitorService {
  constructor(
    private readonly messages: Messages,
    private readonly monitor: ResourceMonitor,
    private readonly transforms: Transforms,
  ) {}

  supportsFeature(
    request: resources.SupportsFeatureRequest,
    callback: Callback<resources.SupportsFeatureResponse>,
  ): void {
    const response = new this.messages.resources.SupportsFeatureResponse();
    response.setHassupport(FEATURES.has(request.getId()));
    callback(null, response);
  }

  registerResource(
    request: resources.RegisterResourceRequest,
    callback: Callback<resources.RegisterResourceResponse>,
  ): void {
    this.#answer(callback, async () => {
      await this.transforms.apply(request, this.monitor.urnOf(registration(request)));
      const answer = this.monitor.register(registration(request));
      const response = new this.messages.resources.RegisterResourceResponse();
      response.setUrn(answer.urn);
      response.setId(answer.id ?? "");
      response.setObject(this.#struct(answer.outputs));
      return response;
    });
  }

  readResource(
    request: resources.ReadResourceRequest,
    callback: Callback<resources.ReadResourceResponse>,
  ): void {
    this.#answer(callback, () => {
      const answer = this.monitor.read(readRequest(request), request.getId());
      const response = new this.messages.resources.ReadResourceResponse();
      response.setUrn(answer.urn);
      response.setProperties(this.#struct(answer.outputs));
      return response;
    });
  }

  registerResourceOutputs(
    request: resources.RegisterResourceOutputsRequest,
    callback: Callback<empties.Empty>,
  ): void {
    this.#answer(callback, () => {
      this.monitor.registerOutputs(request.getUrn(), plain(request.getOutputs()));
      return new this.messages.empties.Empty();
    });
  }

  invoke(
    request: resources.ResourceInvokeRequest,
    callback: Callback<provider.InvokeResponse>,
  ): void {
    this.#answer(callback, () => {
      const token = request.getTok();
      const result = this.monitor.invoke(token, plain(request.getArgs()), request.getProvider());
      if (result === undefined) throw new Error(unansweredInvoke(token));
      const response = new this.messages.provider.InvokeResponse();
      response.setReturn(this.#struct(result));
      return response;
    });
  }

  call(request: resources.ResourceCallRequest, callback: Callback<never>): void {
    callback(
      rpcError(`${request.getTok()} is a remote method: a plan without providers cannot call it`),
    );
  }

  registerPackage(
    request: resources.RegisterPackageRequest,
    callback: Callback<resources.RegisterPackageResponse>,
  ): void {
    const response = new this.messages.resources.RegisterPackageResponse();
    response.setRef(`${request.getName()}@${request.getVersion()}`);
    callback(null, response);
  }

  /** Hooks run while an update creates and deletes; a plan only has to accept them. */
  registerResourceHook(_request: unknown, callback: Callback<empties.Empty>): void {
    callback(null, new this.messages.empties.Empty());
  }

  registerErrorHook(_request: unknown, callback: Callback<empties.Empty>): void {
    callback(null, new this.messages.empties.Empty());
  }

  registerStackTransform(request: callbacks.Callback, callback: Callback<empties.Empty>): void {
    this.transforms.addForStack(request);
    callback(null, new this.messages.empties.Empty());
  }

  registerStackInvokeTransform(_request: unknown, callback: Callback<empties.Empty>): void {
    this.monitor.assume(
      "Invoke transforms were not applied: arguments of provider functions are as written.",
    );
    callback(null, new this.messages.empties.Empty());
  }

  signalAndWaitForShutdown(_request: unknown, callback: Callback<empties.Empty>): void {
    callback(null, new this.messages.empties.Empty());
  }

  getDeploymentInfo(_request: unknown, callback: Callback<never>): void {
    callback({ ...rpcError("not implemented"), code: GRPC_UNIMPLEMENTED });
  }

  #struct(value: WireProperties): structs.Struct {
    return this.messages.structs.Struct.fromJavaScript(value);
  }

  #answer<T>(callback: Callback<T>, work: () => T | Promise<T>): void {
    // On the next microtask, as a real call would: the SDK never sees an answer before it has asked.
    Promise.resolve()
      .then(work)
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(rpcError(error instanceof Error ? error.message : String(error)));
        },
      );
  }
}

function rpcError(details: string): RpcError {
  return Object.assign(new Error(details), { details, code: GRPC_UNKNOWN });
}

/** The plain JSON in a message; an absent struct is empty. */
export function plain(struct: structs.Struct | undefined): WireProperties {
  return struct === undefined ? {} : struct.toJavaScript();
}

function registration(request: resources.RegisterResourceRequest): Request {
  const source = sourceOf(request.getStacktrace(), request.getSourceposition());
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    ...given("parent", request.getParent()),
    ...given("provider", request.getProvider()),
    providers: Object.fromEntries(request.getProvidersMap().getEntryList()),
    inputs: plain(request.getObject()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependencies(request),
    protect: request.getProtect() === true,
    retainOnDelete: request.getRetainondelete() === true,
    ...(request.getDeletebeforereplacedefined()
      ? { deleteBeforeReplace: request.getDeletebeforereplace() }
      : {}),
    customTimeouts: timeouts(request.getCustomtimeouts()),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [...request.getAliasurnsList(), ...request.getAliasesList().map(alias)],
    ...given("deletedWith", request.getDeletedwith()),
    ...given("importId", request.getImportid()),
    ...(source === undefined ? {} : { source }),
  };
}

function propertyDependencies(
  request: resources.RegisterResourceRequest,
): Request["propertyDependencies"] {
  const entries: [string, readonly string[]][] = [];
  // Not getEntryList: its entries hold raw arrays of fields.
  request.getPropertydependenciesMap().forEach((urns, property) => {
    entries.push([property, urns.getUrnsList()]);
  });
  return Object.fromEntries(entries);
}

function readRequest(request: resources.ReadResourceRequest): Request {
  const source = sourceOf(request.getStacktrace(), request.getSourceposition());
  return {
    type: request.getType(),
    name: request.getName(),
    custom: true,
    remote: false,
    ...given("parent", request.getParent()),
    ...given("provider", request.getProvider()),
    providers: {},
    inputs: plain(request.getProperties()),
    dependencies: request.getDependenciesList(),
    propertyDependencies: {},
    protect: false,
    retainOnDelete: false,
    customTimeouts: {},
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [],
    ...(source === undefined ? {} : { source }),
  };
}

/** Timeouts come as text and are counted in seconds. @throws Error if one is no duration. */
export function timeouts(
  message: resources.RegisterResourceRequest.CustomTimeouts | undefined,
): Request["customTimeouts"] {
  if (message === undefined) return {};
  return {
    ...seconds("create", message.getCreate()),
    ...seconds("update", message.getUpdate()),
    ...seconds("delete", message.getDelete()),
  };
}

function seconds<K extends string>(key: K, text: string): { [P in K]?: number } {
  if (text === "") return {};
  const value = secondsOf(text);
  if (value === undefined) {
    throw new Error(
      `customTimeouts.${key} is no duration: got "${text}", allowed: numbers with a unit, such as "90s", "45m" or "3h"`,
    );
  }
  return { [key]: value } as { [P in K]: number };
}

/** An alias as plain data. */
export function alias(message: aliases.Alias): string | AliasSpec {
  const spec = message.hasSpec() ? message.getSpec() : undefined;
  if (spec === undefined) return message.getUrn();
  return {
    ...given("name", spec.getName()),
    ...given("type", spec.getType()),
    ...given("stack", spec.getStack()),
    ...given("project", spec.getProject()),
    ...given("parent", spec.getParenturn()),
    ...(spec.getNoparent() ? { noParent: true } : {}),
  };
}

/** The innermost line of the program itself; a library's line only if there is none. */
function sourceOf(
  trace: sources.StackTrace | undefined,
  position: sources.SourcePosition | undefined,
): SourcePosition | undefined {
  const frames = (trace?.getFramesList() ?? []).flatMap((frame) => frame.getPc() ?? []);
  const own = frames.find((frame) => !frame.getUri().includes("/node_modules/"));
  const found = own ?? position;
  // The root resource is made by the line in this folder that runs the program.
  if (found === undefined || found.getLine() === 0 || isOurs(found.getUri())) return undefined;
  return { file: filePath(found.getUri()), line: found.getLine() };
}

function isOurs(uri: string): boolean {
  return uri.startsWith(pathToFileURL(__dirname).href);
}

function filePath(uri: string): string {
  // A module of its own is named by a URL on the stack, which the SDK takes for a relative path.
  const nested = uri.indexOf("/file:/", "file:///".length);
  const url = nested === -1 ? uri : uri.slice(nested + 1).replace(/^file:\/+/, "file:///");
  return url.startsWith("file://") ? fileURLToPath(url) : url;
}

function given<K extends string>(key: K, text: string): { [P in K]?: string } {
  return text === "" ? {} : ({ [key]: text } as { [P in K]: string });
}
