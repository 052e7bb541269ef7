import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import type { Stack } from "../../preflight/model/resource";
import type { ShownResource } from "../preflight/doors";
import { defaultProvider } from "../preflight/doors";

/** What the pack says of one fault, as the engine gets it. */
export interface Diagnostic {
  readonly policy: string;
  readonly level: "advisory" | "mandatory" | "disabled" | "remediate";
  readonly urn: string;
  readonly message: string;
}

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;

const CODES = {
  advisory: messages.EnforcementLevel.ADVISORY,
  mandatory: messages.EnforcementLevel.MANDATORY,
  disabled: messages.EnforcementLevel.DISABLED,
  remediate: messages.EnforcementLevel.REMEDIATE,
} as const;

/** A pack that runs as the engine runs it, asked over the analyzer's protocol without an engine. */
export class ServedPack {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
    /** How long the pack took to say its port. */
    readonly startMilliseconds: number,
  ) {}

  /** Starts the pack in its folder; rejects with what it printed if it does not come up. */
  static async start(folder: string): Promise<ServedPack> {
    const started = performance.now();
    const runner = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [runner, "127.0.0.1:1", "."], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const port = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).once("line", resolve);
      child.once("exit", () => {
        setImmediate(() => {
          reject(new Error(printed));
        });
      });
    });
    const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
    const client = new AnalyzerClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
      unlimited,
    );
    return new ServedPack(child, client, performance.now() - started);
  }

  /** Ends the pack. */
  stop(): void {
    this.client.close();
    this.child.kill();
  }

  /** What the pack says of itself and its policies. */
  async info(): Promise<messages.AnalyzerInfo.AsObject> {
    const info = await call<messages.AnalyzerInfo>((done) =>
      this.client.getAnalyzerInfo(new Empty(), done),
    );
    return info.toObject();
  }

  /** Levels policies as the engine's own configuration does. */
  async configure(
    levels: Readonly<
      Record<string, { level: (typeof LEVELS)[number]; settings?: Record<string, string> }>
    >,
  ): Promise<void> {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const [policy, { level, settings }] of Object.entries(levels)) {
      const config = new messages.PolicyConfig();
      config.setEnforcementlevel(CODES[level]);
      config.setProperties(Struct.fromJavaScript(settings ?? {}));
      request.getPolicyconfigMap().set(policy, config);
    }
    await call((done) => this.client.configure(request, done));
  }

  /** Asks about one resource before it is created. */
  async analyze(shown: ShownResource, stack: Stack): Promise<readonly Diagnostic[]> {
    const request = new messages.AnalyzeRequest();
    request.setUrn(shown.urn);
    request.setType(shown.type);
    request.setName(shown.name);
    request.setProperties(structOf(shown.inputs));
    request.setOptions(optionsOf(shown));
    if (shown.resource.custom) request.setProvider(providerOf(stack));
    return diagnosticsOf(await call((done) => this.client.analyze(request, done)));
  }

  /** Asks about the whole stack after everything succeeded. */
  async analyzeStack(all: readonly ShownResource[], stack: Stack): Promise<readonly Diagnostic[]> {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(all.map((shown) => stackResource(shown, stack)));
    return diagnosticsOf(await call((done) => this.client.analyzeStack(request, done)));
  }
}

function call<T>(ask: (done: (fault: unknown, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    ask((fault, answer) => {
      if (fault === null || fault === undefined) resolve(answer);
      else reject(fault instanceof Error ? fault : new Error(JSON.stringify(fault)));
    });
  });
}

function diagnosticsOf(response: messages.AnalyzeResponse): readonly Diagnostic[] {
  return response.getDiagnosticsList().map((each) => ({
    policy: each.getPolicyname(),
    level: LEVELS[each.getEnforcementlevel()],
    urn: each.getUrn(),
    message: each.getMessage(),
  }));
}

function stackResource(shown: ShownResource, stack: Stack): messages.AnalyzerResource {
  const { resource } = shown;
  const message = new messages.AnalyzerResource();
  message.setUrn(shown.urn);
  message.setType(shown.type);
  message.setName(shown.name);
  message.setProperties(structOf(shown.properties));
  message.setOptions(optionsOf(shown));
  if (resource.custom) message.setProvider(providerOf(stack));
  if (resource.parent !== undefined) message.setParent(resource.parent);
  message.setDependenciesList([...resource.dependencies]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new messages.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

function optionsOf({ resource }: ShownResource): messages.AnalyzerResourceOptions {
  const options = new messages.AnalyzerResourceOptions();
  options.setProtect(resource.protect);
  options.setIgnorechangesList([...resource.ignoreChanges]);
  options.setDeletebeforereplacedefined(resource.deleteBeforeReplace !== undefined);
  options.setDeletebeforereplace(resource.deleteBeforeReplace ?? false);
  const timeouts = new messages.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(resource.customTimeouts.create ?? 0);
  timeouts.setUpdate(resource.customTimeouts.update ?? 0);
  timeouts.setDelete(resource.customTimeouts.delete ?? 0);
  options.setCustomtimeouts(timeouts);
  return options;
}

function providerOf(stack: Stack): messages.AnalyzerProviderResource {
  const { urn, type } = defaultProvider(stack);
  const message = new messages.AnalyzerProviderResource();
  message.setUrn(urn);
  message.setType(type);
  message.setName("default_7_48_0");
  message.setProperties(Struct.fromJavaScript({ region: stack.region ?? "" }));
  return message;
}

function structOf(properties: ShownResource["inputs"]): Struct {
  return Struct.fromJavaScript(properties);
}
