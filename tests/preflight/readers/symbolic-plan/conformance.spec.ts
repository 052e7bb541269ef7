import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import {
  LogSeverity,
  SetRootResourceResponse,
  type LogRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceMonitor } from "../../../../preflight/readers/symbolic-plan/monitor";
import { loadPulumi } from "../../../../preflight/readers/symbolic-plan/pulumi";
import { Transforms } from "../../../../preflight/readers/symbolic-plan/transforms";
import { MonitorService } from "../../../../preflight/readers/symbolic-plan/wire";
import { planFixture, planned } from "../../../programs/run";
import type { Registration } from "../../../../preflight/readers/symbolic-plan/protocol";

const FIXTURE = path.resolve(__dirname, "../../../programs/javascript");
const CONFIG = {
  "aws:region": "eu-west-1",
  "components:password": "hunter2",
  "components:settings": '{"team":"data"}',
};

type Unary = (
  call: { request: never },
  callback: (error: unknown, response?: unknown) => void,
) => void;

/** Serves the monitor and as much of an engine as a program talks to, on a port of its own. */
async function serve(
  service: MonitorService,
  errors: string[],
): Promise<{ address: string; stop: () => void }> {
  const server = new grpc.Server();
  const methods = Object.keys(ResourceMonitorService) as (keyof MonitorService)[];
  const handlers = methods.map((name): [string, Unary] => {
    const method = service[name].bind(service) as (request: never, callback: unknown) => void;
    return [
      name,
      ({ request }, callback) => {
        method(request, callback);
      },
    ];
  });
  server.addService(ResourceMonitorService, Object.fromEntries(handlers) as never);
  server.addService(EngineService, {
    log: (
      { request }: { request: LogRequest },
      callback: (error: null, response: Empty) => void,
    ) => {
      if (request.getSeverity() === LogSeverity.ERROR) errors.push(request.getMessage());
      callback(null, new Empty());
    },
    setRootResource: (
      _: unknown,
      callback: (error: null, response: SetRootResourceResponse) => void,
    ) => {
      callback(null, new SetRootResourceResponse());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    address: `127.0.0.1:${String(port)}`,
    stop: () => {
      server.forceShutdown();
    },
  };
}

/** Runs a program as Pulumi's own language host does. */
function runWithHost(address: string): Promise<{ code: number | null; printed: string }> {
  const host = path.dirname(require.resolve("@pulumi/pulumi/cmd/run"));
  const args = ["--monitor", address, "--engine", address, "--organization", "organization"];
  args.push("--project", "components", "--stack", "dev", "--pwd", path.join(FIXTURE, "src"));
  args.push("--dry-run", "--parallel", "16", ".");
  const child = spawn(process.execPath, ["--stack-trace-limit=0", host, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 100_000,
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(CONFIG),
      PULUMI_CONFIG_SECRET_KEYS: '["components:password"]',
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => (printed += text.toString()));
  }
  return new Promise((resolve) => {
    child.on("close", (code) => {
      resolve({ code, printed });
    });
  });
}

/** Order and the library's view of the stack differ between runs; all else must not. */
function comparable(registrations: Iterable<Registration>): readonly object[] {
  return [...registrations]
    .map((each) => ({ ...each, source: undefined, dependencies: [...each.dependencies].sort() }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

describe("The monitor behind a real gRPC server", function () {
  this.timeout(120_000);

  it("is asked for the same resources by Pulumi's own host as in-process", async () => {
    const seen = new Map<string, Registration>();
    const job = {
      project: "components",
      stack: "dev",
      account: "111111111111",
      region: "eu-west-1",
      references: {},
      components: {},
      config: CONFIG,
    };
    const monitor = new ResourceMonitor(job, {
      registered: (registration) => seen.set(registration.urn, registration),
      outputs: (urn, outputs) => {
        const registration = seen.get(urn);
        if (registration !== undefined) seen.set(urn, { ...registration, outputs });
      },
    });
    const pulumi = loadPulumi(FIXTURE);
    const service = new MonitorService(pulumi.messages, monitor, new Transforms(pulumi));
    const errors: string[] = [];
    const { address, stop } = await serve(service, errors);
    try {
      const { code, printed } = await runWithHost(address);
      assert.equal(code, 0, `${printed}${errors.join()}`);
    } finally {
      stop();
    }
    const result = await planFixture("javascript", {
      project: "components",
      entry: "src/",
      account: "111111111111",
      config: CONFIG,
      secretKeys: ["components:password"],
    });
    assert.equal(seen.size, 11, errors.join("; "));
    assert.deepEqual(comparable(planned(result).registrations), comparable(seen.values()));
  });
});
