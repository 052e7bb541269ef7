import type * as grpc from "@grpc/grpc-js";
import type * as clients from "@pulumi/pulumi/proto/callback_grpc_pb";
import type * as callbacks from "@pulumi/pulumi/proto/callback_pb";
import type * as resources from "@pulumi/pulumi/proto/resource_pb";
import type { PulumiSdk } from "./pulumi";

/**
 * Functions of the program that change a resource's properties and options before it is registered.
 * The SDK serves them on the loopback interface and tells the monitor the address; nothing is loaded
 * for a program that has none.
 */
export class Transforms {
  readonly #ofStack: callbacks.Callback[] = [];
  readonly #ofResource = new Map<string, readonly callbacks.Callback[]>();
  readonly #parents = new Map<string, string>();
  readonly #clients = new Map<string, clients.CallbacksClient>();

  constructor(private readonly pulumi: Pick<PulumiSdk, "load" | "messages">) {}

  /** Adds one that applies to every resource registered from now on. */
  addForStack(callback: callbacks.Callback): void {
    this.#ofStack.push(callback);
  }

  /**
   * Lets the resource's own functions, then its ancestors' and last the stack's change the request,
   * which is the engine's order.
   */
  async apply(request: resources.RegisterResourceRequest, urn: string): Promise<void> {
    const own = request.getTransformsList();
    const parent = request.getParent();
    if (own.length > 0) this.#ofResource.set(urn, own);
    if (parent !== "") this.#parents.set(urn, parent);
    const inherited: callbacks.Callback[] = [];
    for (let at = this.#parents.get(urn); at !== undefined; at = this.#parents.get(at)) {
      inherited.push(...(this.#ofResource.get(at) ?? []));
    }
    for (const callback of [...own, ...inherited, ...this.#ofStack]) {
      await this.#run(callback, request);
    }
  }

  async #run(
    callback: callbacks.Callback,
    request: resources.RegisterResourceRequest,
  ): Promise<void> {
    const messages = this.pulumi.messages.resources;
    const question = new messages.TransformRequest();
    question.setType(request.getType());
    question.setName(request.getName());
    question.setCustom(request.getCustom());
    question.setParent(request.getParent());
    question.setProperties(request.getObject());
    question.setOptions(this.#options(request));
    const bytes = await this.#call(callback, question.serializeBinary());
    const answer = messages.TransformResponse.deserializeBinary(bytes);
    request.setObject(answer.getProperties());
    const options = answer.getOptions();
    if (options !== undefined) takeOptions(request, options);
  }

  #call(callback: callbacks.Callback, request: Uint8Array): Promise<Uint8Array> {
    const { CallbackInvokeRequest } = this.pulumi.load("proto/callback_pb") as typeof callbacks;
    const message = new CallbackInvokeRequest();
    message.setToken(callback.getToken());
    message.setRequest(request);
    return new Promise((resolve, reject) => {
      this.#client(callback.getTarget()).invoke(message, (error, response) => {
        if (error === null) resolve(response.getResponse_asU8());
        else reject(new Error(error.details));
      });
    });
  }

  #client(target: string): clients.CallbacksClient {
    const known = this.#clients.get(target);
    if (known !== undefined) return known;
    const { CallbacksClient } = this.pulumi.load("proto/callback_grpc_pb") as typeof clients;
    const { credentials } = this.pulumi.load("@grpc/grpc-js") as typeof grpc;
    const client = new CallbacksClient(target, credentials.createInsecure());
    this.#clients.set(target, client);
    return client;
  }

  #options(request: resources.RegisterResourceRequest): resources.TransformResourceOptions {
    const options = new this.pulumi.messages.resources.TransformResourceOptions();
    options.setDependsOnList(request.getDependenciesList());
    options.setIgnoreChangesList(request.getIgnorechangesList());
    options.setReplaceOnChangesList(request.getReplaceonchangesList());
    options.setVersion(request.getVersion());
    options.setAliasesList(request.getAliasesList());
    options.setProvider(request.getProvider());
    options.setCustomTimeouts(request.getCustomtimeouts());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    options.setDeletedWith(request.getDeletedwith());
    options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
    options.setImport(request.getImportid());
    if (request.hasProtect()) options.setProtect(request.getProtect() === true);
    if (request.hasRetainondelete())
      options.setRetainOnDelete(request.getRetainondelete() === true);
    if (request.getDeletebeforereplacedefined()) {
      options.setDeleteBeforeReplace(request.getDeletebeforereplace());
    }
    const providers = options.getProvidersMap();
    request.getProvidersMap().forEach((reference, name) => providers.set(name, reference));
    return options;
  }
}

function takeOptions(
  request: resources.RegisterResourceRequest,
  options: resources.TransformResourceOptions,
): void {
  request.setDependenciesList(options.getDependsOnList());
  request.setIgnorechangesList(options.getIgnoreChangesList());
  request.setReplaceonchangesList(options.getReplaceOnChangesList());
  request.setVersion(options.getVersion());
  request.setAliasesList(options.getAliasesList());
  request.setProvider(options.getProvider());
  request.setCustomtimeouts(options.getCustomTimeouts());
  request.setPlugindownloadurl(options.getPluginDownloadUrl());
  request.setDeletedwith(options.getDeletedWith());
  request.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
  request.setImportid(options.getImport());
  if (options.hasProtect()) request.setProtect(options.getProtect() === true);
  if (options.hasRetainOnDelete()) request.setRetainondelete(options.getRetainOnDelete() === true);
  if (options.hasDeleteBeforeReplace()) {
    request.setDeletebeforereplacedefined(true);
    request.setDeletebeforereplace(options.getDeleteBeforeReplace() === true);
  }
}
