/**
 * A test AWS provider: it knows every type of the installed `@pulumi/aws` by its declarations, and plays accounts
 * that lie in a file. Environment: MWAA_TEST_CLOUD (the file), MWAA_TEST_ACCOUNT (the account of the ambient
 * credentials, twelve digits), MWAA_TEST_AWS_SDK
 * (folder of `@pulumi/aws`), MWAA_TEST_SCHEMA_CACHE (a folder).
 */
import * as fs from "node:fs";
import * as path from "node:path";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { Store } from "./cloud/store";
import { handlersOf } from "./handlers";
import { Provider } from "./provider";
import { Catalogue } from "./schema/catalogue";
import { settle } from "./services/settle";

const DEFAULT_ACCOUNT = "000000000000";

function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined || value === "") {
    throw new Error(`the test AWS provider needs the environment variable ${variable}`);
  }
  return value;
}

const sdk = required("MWAA_TEST_AWS_SDK");
const { version } = JSON.parse(fs.readFileSync(path.join(sdk, "package.json"), "utf8")) as {
  version: string;
};
const catalogue = new Catalogue(sdk, path.join(required("MWAA_TEST_SCHEMA_CACHE"), version));
const account = process.env["MWAA_TEST_ACCOUNT"] ?? DEFAULT_ACCOUNT;
const provider = new Provider(catalogue, new Store(required("MWAA_TEST_CLOUD"), settle), account);

const server = new grpc.Server({
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
});
server.addService(ResourceProviderService, handlersOf(provider, version));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  // The engine reads the port from the first line of stdout.
  process.stdout.write(`${String(port)}\n`);
});
