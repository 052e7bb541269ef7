import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as wire from "@pulumi/pulumi/proto/provider_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";

import type { Refusal } from "./check";
import type { PropertyChange } from "./diff";
import type { Provider, Subject } from "./provider";
import { InitialisationFailure } from "./services/service";
import { fromStruct, toStruct } from "./wire";
import type { JsonObject, Json } from "./wire";

const { Kind } = wire.PropertyDiff;

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

function unary<Request, Response>(
  respond: Handler<Request, Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => respond(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(asStatus(error), null);
        },
      );
  };
}

class StatusError extends Error {
  constructor(
    message: string,
    readonly metadata: grpc.Metadata,
  ) {
    super(message);
  }
}

function asStatus(error: unknown): grpc.ServerErrorResponse {
  const details = error instanceof Error ? error.message : String(error);
  return {
    name: "Error",
    message: details,
    code: grpc.status.UNKNOWN,
    details,
    ...(error instanceof StatusError ? { metadata: error.metadata } : {}),
  };
}

/** A failure that tells the engine to keep the half-made resource in its state. */
function initialisationError(
  failure: InitialisationFailure,
  state: JsonObject,
  inputs: JsonObject,
): StatusError {
  const detail = new wire.ErrorResourceInitFailed();
  detail.setId(failure.id);
  detail.setProperties(toStruct(state));
  detail.setInputs(toStruct(inputs));
  detail.setReasonsList([failure.message]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(failure.message);
  status.addDetails(any);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return new StatusError(failure.message, metadata);
}

function subjectOf(urn: string): Subject {
  const [, , types = "", ...name] = urn.split("::");
  return { token: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}

function failures(refusals: readonly Refusal[]): wire.CheckFailure[] {
  return refusals.map((refusal) => {
    const failure = new wire.CheckFailure();
    failure.setProperty(refusal.property);
    failure.setReason(refusal.reason);
    return failure;
  });
}

const KINDS: Readonly<
  Record<PropertyChange["kind"], readonly [wire.PropertyDiff.Kind, wire.PropertyDiff.Kind]>
> = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
};

function topLevel(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}

/** Provider settings travel as JSON text, all but texts themselves. */
function settings(bag: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(bag).map(([key, value]) => {
      if (typeof value !== "string" || !/^(\[|\{|true$|false$|\d+$)/.test(value))
        return [key, value];
      try {
        return [key, JSON.parse(value) as Json];
      } catch {
        return [key, value];
      }
    }),
  );
}

function checkConfig(provider: Provider, request: wire.CheckRequest): wire.CheckResponse {
  const given = Object.fromEntries(
    Object.entries(fromStruct(request.getNews())).filter(([key]) => key !== "version"),
  );
  const response = new wire.CheckResponse();
  response.setInputs(request.getNews());
  response.setFailuresList(failures(provider.checkConfiguration(settings(given))));
  return response;
}

function configure(provider: Provider, request: wire.ConfigureRequest): wire.ConfigureResponse {
  provider.configure(settings(fromStruct(request.getArgs())));
  const response = new wire.ConfigureResponse();
  // As the bridged provider: previews are planned, secrets are left to the engine.
  response.setSupportspreview(true);
  return response;
}

function check(provider: Provider, request: wire.CheckRequest): wire.CheckResponse {
  const checked = provider.check(
    subjectOf(request.getUrn()),
    fromStruct(request.getOlds()),
    fromStruct(request.getNews()),
    request.getRandomseed_asU8(),
  );
  const response = new wire.CheckResponse();
  response.setInputs(toStruct(checked.inputs));
  response.setFailuresList(failures(checked.refusals));
  return response;
}

function diff(provider: Provider, request: wire.DiffRequest): wire.DiffResponse {
  const { changes, deleteBeforeReplace } = provider.diff(
    subjectOf(request.getUrn()),
    fromStruct(request.getOlds()),
    fromStruct(request.getOldInputs()),
    fromStruct(request.getNews()),
    request.getIgnorechangesList(),
  );
  const response = new wire.DiffResponse();
  const { DiffChanges } = wire.DiffResponse;
  response.setChanges(changes.size === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
  response.setDiffsList([...new Set([...changes.keys()].map(topLevel))].sort());
  const replacing = [...changes]
    .filter(([, change]) => change.replaces)
    .map(([path]) => topLevel(path));
  response.setReplacesList([...new Set(replacing)].sort());
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const [path, change] of changes) {
    const detail = new wire.PropertyDiff();
    detail.setKind(KINDS[change.kind][change.replaces ? 1 : 0]);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

async function create(
  provider: Provider,
  request: wire.CreateRequest,
): Promise<wire.CreateResponse> {
  const subject = subjectOf(request.getUrn());
  const inputs = fromStruct(request.getProperties());
  const response = new wire.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct(provider.planCreate(subject, inputs)));
    return response;
  }
  try {
    const created = await provider.create(subject, inputs, request.getTimeout());
    response.setId(created.id);
    response.setProperties(toStruct(created.state));
    return response;
  } catch (error) {
    if (!(error instanceof InitialisationFailure)) throw error;
    const state = provider.keepBroken(subject, error.id, inputs, error.outputs);
    throw initialisationError(error, state, inputs);
  }
}

async function update(
  provider: Provider,
  request: wire.UpdateRequest,
): Promise<wire.UpdateResponse> {
  const subject = subjectOf(request.getUrn());
  const state = fromStruct(request.getOlds());
  const inputs = fromStruct(request.getNews());
  const { changes } = provider.diff(
    subject,
    state,
    fromStruct(request.getOldInputs()),
    inputs,
    request.getIgnorechangesList(),
  );
  const changed = [...new Set([...changes.keys()].map(topLevel))];
  const response = new wire.UpdateResponse();
  const next = request.getPreview()
    ? provider.planUpdate(subject, state, inputs, changed)
    : await provider.update(subject, request.getId(), inputs, changed, request.getTimeout());
  response.setProperties(toStruct(next));
  return response;
}

function read(provider: Provider, request: wire.ReadRequest): wire.ReadResponse {
  // A refresh hands over the state that it knows; who looks something up knows nothing yet.
  const known = Object.keys(fromStruct(request.getProperties()));
  const subject = subjectOf(request.getUrn());
  const state = provider.read(subject, request.getId(), known.length === 0);
  const response = new wire.ReadResponse();
  if (state === undefined) return response;
  response.setId(request.getId());
  response.setProperties(toStruct(state));
  response.setInputs(request.getInputs());
  return response;
}

function invoke(provider: Provider, request: wire.InvokeRequest): wire.InvokeResponse {
  const answer = provider.invoke(request.getTok(), fromStruct(request.getArgs()));
  const response = new wire.InvokeResponse();
  response.setReturn(toStruct(answer.result));
  response.setFailuresList(failures(answer.refusals));
  return response;
}

/** The gRPC side of the provider. */
export function handlersOf(provider: Provider, version: string): grpc.UntypedServiceImplementation {
  return {
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion(version);
      return info;
    }),
    getSchema: unary(() => {
      const schema = new wire.GetSchemaResponse();
      schema.setSchema("{}");
      return schema;
    }),
    checkConfig: unary((request: wire.CheckRequest) => checkConfig(provider, request)),
    diffConfig: unary(() => new wire.DiffResponse()),
    configure: unary((request: wire.ConfigureRequest) => configure(provider, request)),
    check: unary((request: wire.CheckRequest) => check(provider, request)),
    diff: unary((request: wire.DiffRequest) => diff(provider, request)),
    create: unary((request: wire.CreateRequest) => create(provider, request)),
    update: unary((request: wire.UpdateRequest) => update(provider, request)),
    read: unary((request: wire.ReadRequest) => read(provider, request)),
    delete: unary(async (request: wire.DeleteRequest) => {
      await provider.delete(subjectOf(request.getUrn()), request.getId(), request.getTimeout());
      return new Empty();
    }),
    invoke: unary((request: wire.InvokeRequest) => invoke(provider, request)),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
  };
}
