import { fileURLToPath, pathToFileURL } from "node:url";
import type * as aliases from "@pulumi/pulumi/proto/alias_pb";
import type * as resources from "@pulumi/pulumi/proto/resource_pb";
import type * as sources from "@pulumi/pulumi/proto/source_pb";
import type * as structs from "google-protobuf/google/protobuf/struct_pb";
import { secondsOf } from "./durations";
import type { Request } from "./monitor";
import type { AliasSpec, SourcePosition, WireProperties } from "./protocol";

/** The plain JSON in a message; an absent struct is empty. */
export function plain(struct: structs.Struct | undefined): WireProperties {
  return struct === undefined ? {} : struct.toJavaScript();
}

/** What a registration asks for, as plain data. @throws Error if a timeout is no duration. */
export function registration(request: resources.RegisterResourceRequest): Request {
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

/** What a read asks for, as plain data. */
export function readRequest(request: resources.ReadResourceRequest): Request {
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
function timeouts(
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
function alias(message: aliases.Alias): string | AliasSpec {
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
