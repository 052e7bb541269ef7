/**
 * A stand-in for `pulumi-language-nodejs`, for machines whose engine was built from source: the language
 * host ships with a full CLI installation only. It runs the same `@pulumi/pulumi/cmd/run` with the same flags.
 */
import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import {
  AboutResponse,
  GetRequiredPackagesResponse,
  GetRequiredPluginsResponse,
  RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { runProgram } from "./program";

const engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "";
const running = new Set<ChildProcess>();

function endPrograms(): void {
  for (const child of running) child.kill("SIGTERM");
}

function answer<Request, Response>(
  respond: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => respond(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          const details = error instanceof Error ? error.message : String(error);
          callback({ code: grpc.status.UNKNOWN, details }, null);
        },
      );
  };
}

async function run(request: RunRequest): Promise<RunResponse> {
  const end = await runProgram(request, engineAddress, running);
  const response = new RunResponse();
  response.setBail(end.bail);
  response.setError(end.error);
  return response;
}

function pulumiSdkVersion(): string {
  const manifest = path.join(
    path.dirname(require.resolve("@pulumi/pulumi", { paths: [process.cwd()] })),
    "package.json",
  );
  return (JSON.parse(fs.readFileSync(manifest, "utf8")) as { version: string }).version;
}

const handlers = {
  // Plugins come from `plugins.providers` of the project; nothing is to be downloaded.
  getRequiredPlugins: answer(() => new GetRequiredPluginsResponse()),
  getRequiredPackages: answer(() => new GetRequiredPackagesResponse()),
  getPluginInfo: answer(() => {
    const info = new PluginInfo();
    info.setVersion(pulumiSdkVersion());
    return info;
  }),
  about: answer(() => {
    const about = new AboutResponse();
    about.setExecutable(process.execPath);
    about.setVersion(process.version);
    return about;
  }),
  run: answer(run),
  cancel: answer(() => {
    endPrograms();
    return new Empty();
  }),
};

const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
server.addService(LanguageRuntimeService, handlers);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  // The engine reads the port from the first line of stdout.
  process.stdout.write(`${String(port)}\n`);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    endPrograms();
    process.exit(0);
  });
}
