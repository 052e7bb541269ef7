import type * as callbacks from "@pulumi/pulumi/proto/callback_pb";
import type * as provider from "@pulumi/pulumi/proto/provider_pb";
import type * as resources from "@pulumi/pulumi/proto/resource_pb";
import type * as empties from "google-protobuf/google/protobuf/empty_pb";
import type * as structs from "google-protobuf/google/protobuf/struct_pb";
import { unansweredInvoke } from "./invokes";
import type { ResourceMonitor } from "./monitor";
import { plain, readRequest, registration } from "./requests";
import type { Messages } from "./pulumi";
import type { WireProperties } from "./protocol";
import type { Transforms } from "./transforms";

/** Answers a call with a message or an error, as generated clients and servers do. */
export type Callback<T> = (error: RpcError | null, response?: T) => void;

/** An error as gRPC clients see it: the SDK reads `details` in some places and `message` in others. */
interface RpcError extends Error {
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
