import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { withoutHeavyModules } from "./deferred";
import type * as provider from "@pulumi/pulumi/proto/provider_pb";
import type * as resources from "@pulumi/pulumi/proto/resource_pb";
import type * as empties from "google-protobuf/google/protobuf/empty_pb";
import type * as structs from "google-protobuf/google/protobuf/struct_pb";

/** Pulumi's own message classes, as the program's copy of the SDK has them. */
export interface Messages {
  readonly resources: typeof resources;
  readonly provider: typeof provider;
  readonly structs: typeof structs;
  readonly empties: typeof empties;
}

/** The copy of Pulumi's SDK that the program itself loads. */
export interface PulumiSdk {
  readonly version: string;
  /** Whether the program's folder has none and this tool's copy stands in. */
  readonly borrowed: boolean;
  readonly messages: Messages;
  readonly sdk: typeof pulumi;
  /** Loads one of the SDK's own modules, such as `runtime/settings`, or a package it depends on. */
  readonly load: (module: string) => unknown;
}

/** Finds and loads the SDK from the program's folder. @throws Error if there is none at all. */
export function loadPulumi(directory: string): PulumiSdk {
  const fromProgram = createRequire(path.join(directory, "program.js"));
  const manifest = fromProgram.resolve("@pulumi/pulumi/package.json");
  const load = createRequire(manifest);
  const { version } = load(manifest) as { version: string };
  return {
    version,
    borrowed: !isAbove(directory, "node_modules/@pulumi/pulumi"),
    sdk: withoutHeavyModules(() => load("@pulumi/pulumi") as typeof pulumi),
    messages: {
      resources: load("./proto/resource_pb") as Messages["resources"],
      provider: load("./proto/provider_pb") as Messages["provider"],
      structs: load("google-protobuf/google/protobuf/struct_pb.js") as Messages["structs"],
      empties: load("google-protobuf/google/protobuf/empty_pb.js") as Messages["empties"],
    },
    load: (module) => load(module.startsWith("@") ? module : `./${module}`) as unknown,
  };
}

/**
 * Lets the SDK see stack frames of functions without a name, which it skips: a resource made in a
 * loop's callback would be blamed on the line of the loop.
 */
export function seeEveryFrame(sdk: typeof pulumi): void {
  const resource = sdk.Resource as unknown as { framePositionRegExp?: RegExp };
  if (resource.framePositionRegExp === undefined) return;
  resource.framePositionRegExp =
    /^\s*at (?:.* \()?(?:async )?(?<file>[^()]*):(?<line>[0-9]+):(?<column>[0-9]+)\)?$/;
}

/** Whether a folder or one above it holds something under a relative path. */
function isAbove(directory: string, relative: string): boolean {
  if (existsSync(path.join(directory, relative))) return true;
  const parent = path.dirname(directory);
  return parent !== directory && isAbove(parent, relative);
}
