import * as pulumi from "@pulumi/pulumi";
import providerMessages from "@pulumi/pulumi/proto/provider_pb";
import resourceMessages from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Stands in {@link Registration.inputs} where a preview does not know the value. */
export const UNKNOWN = "<unknown>";

const UNKNOWN_ON_THE_WIRE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Pulumi's own loader of programs calls this too; its types leave it out. */
const runtime = pulumi.runtime as typeof pulumi.runtime & { awaitFeatureSupport(): Promise<void> };

/** What a provider answers when it is asked; anything that is not listed here is an error. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "123456789012" },
  "aws:index/getRegion:getRegion": { region: "eu-west-1" },
  "aws:ec2/getPrefixList:getPrefixList": { id: "pl-6da54004" },
  "aws:ec2/getNetworkInterface:getNetworkInterface": {
    privateIp: "10.192.20.7",
    ipv6Addresses: ["2600:1f18:abcd:ef02::7"],
  },
};

/** What a provider adds to the inputs once a resource exists. */
const COMPUTED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "aws:ec2/vpc:Vpc": { ipv6CidrBlock: "2600:1f18:abcd:ef00::/56" },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    dnsEntries: [{ dnsName: "vpce-1.eu-west-1.vpce.amazonaws.com", hostedZoneId: "Z1" }],
    networkInterfaceIds: ["eni-1", "eni-2"],
    state: "available",
  },
  "aws:ec2/eip:Eip": { allocationId: "eipalloc-1" },
  "aws:mwaa/environment:Environment": {
    status: "AVAILABLE",
    webserverUrl: "b1c2.c3.airflow.eu-west-1.on.aws",
    databaseVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0d",
    webserverVpcEndpointService: "com.amazonaws.vpce.eu-west-1.vpce-svc-0e",
  },
};

/** One resource as the program registered it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly urn: string;
  readonly parent: string;
  /** Secrets are laid open; what a preview does not know is {@link UNKNOWN}. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The top-level inputs that hold a secret. */
  readonly secretInputs: readonly string[];
  /** Logical names of the resources it waits for, sorted. */
  readonly dependencies: readonly string[];
  /** For each input, logical names of the resources whose outputs went into it, sorted. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly provider: string;
  readonly customTimeouts: Readonly<Record<"create" | "update" | "delete", string>>;
}

/** One resource that exists, as the program read it. */
export interface Reading {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  /** {@link UNKNOWN} where the program cannot know it yet. */
  readonly id: string;
}

/** Everything that a program did. */
export class Recording {
  readonly registrations: Registration[] = [];
  /** The resources that the program read, in order. */
  readonly readings: Reading[] = [];
  /** Tokens of the functions that the program called. */
  readonly calls: string[] = [];

  /** The resources of a type, in the order of their names. */
  ofType(type: string): readonly Registration[] {
    return this.registrations
      .filter((each) => each.type === type)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The one resource of a type, or the one that has the name too. */
  only(type: string, name?: string): Registration {
    const found = this.ofType(type).filter((each) => name === undefined || each.name === name);
    const [first] = found;
    if (first === undefined || found.length > 1) {
      const names = this.ofType(type).map((each) => each.name);
      throw new Error(`Not one ${type} ${name ?? ""} among ${names.join(", ")}.`);
    }
    return first;
  }

  /** How many resources there are of each type; components are left out. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { type, custom } of this.registrations) {
      if (custom) counts[type] = (counts[type] ?? 0) + 1;
    }
    return counts;
  }
}

/** How the engine behaves, and what it tells the program. */
export interface RecordOptions {
  /** Whether what only the provider can tell is unknown, as in `pulumi preview`. */
  readonly preview?: boolean;
  /** Configuration of the stack by full key: `mwaa:name`. */
  readonly config?: Readonly<Record<string, string>>;
  /** The keys of the configuration that are secrets. */
  readonly secretKeys?: readonly string[];
  /** What functions answer, by their tokens, besides those that answer in every test. */
  readonly answers?: Readonly<Record<string, (args: Values) => Values>>;
  /** What a provider adds to the inputs of a type, besides what it adds in every test. */
  readonly computed?: Readonly<Record<string, Values>>;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Runs a program against a stand-in for the engine and waits until everything is registered.
 * Outside a preview, ids and ARNs are made up from the resource's name.
 */
export async function record<T>(
  program: () => T | Promise<T>,
  options: RecordOptions = {},
): Promise<{ readonly recording: Recording; readonly result: T }> {
  const recording = new Recording();
  const preview = options.preview ?? false;
  pulumi.runtime.setMockOptions(
    new Monitor(recording, preview, options),
    "project",
    "stack",
    preview,
  );
  await runtime.awaitFeatureSupport();
  pulumi.runtime.setAllConfig({ ...options.config }, [...(options.secretKeys ?? [])]);
  // Pulumi takes a stack trace for each promise, which makes up most of a test's time.
  const stackTraceLimit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    const result = await program();
    await pulumi.runtime.disconnect();
    return { recording, result };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

type Callback<T> = (error: unknown, response: T) => void;

/** The part of the engine that a program talks to. */
class Monitor {
  private readonly names = new Map<string, string>();

  constructor(
    private readonly recording: Recording,
    private readonly preview: boolean,
    private readonly options: Pick<RecordOptions, "answers" | "computed">,
  ) {}

  supportsFeature(
    request: { getId(): string },
    callback: Callback<{ getHassupport(): boolean }>,
  ): void {
    const supported = !["transforms", "invokeTransforms", "outputValues"].includes(request.getId());
    callback(null, { getHassupport: () => supported });
  }

  invoke(
    request: { getTok(): string; getArgs(): Struct | undefined },
    callback: Callback<InstanceType<typeof providerMessages.InvokeResponse> | undefined>,
  ): void {
    const token = request.getTok();
    this.recording.calls.push(token);
    const asked = this.options.answers?.[token];
    const answer = asked?.(request.getArgs()?.toJavaScript() ?? {}) ?? ANSWERS[token];
    if (answer === undefined) {
      callback(new Error(`The test gives no answer to ${token}.`), undefined);
      return;
    }
    const response = new providerMessages.InvokeResponse();
    response.setReturn(Struct.fromJavaScript({ ...answer } as Record<string, object>));
    callback(null, response);
  }

  registerResource(
    request: InstanceType<typeof resourceMessages.RegisterResourceRequest>,
    callback: Callback<InstanceType<typeof resourceMessages.RegisterResourceResponse> | undefined>,
  ): void {
    const type = request.getType();
    const name = request.getName();
    const urn = this.urnOf(request.getParent(), type, name);
    if (this.names.has(urn)) {
      callback(new Error(`Duplicate resource URN '${urn}'`), undefined);
      return;
    }
    this.names.set(urn, name);
    const wire = request.getObject()?.toJavaScript() ?? {};
    this.recording.registrations.push({
      type,
      name,
      urn,
      custom: request.getCustom(),
      parent: this.nameOf(request.getParent()),
      inputs: plain(wire) as Record<string, unknown>,
      secretInputs: Object.keys(wire).filter((key) => holdsSecret(wire[key])),
      dependencies: this.namesOf(request.getDependenciesList()),
      propertyDependencies: this.edgesOf(request),
      protect: request.getProtect() ?? false,
      retainOnDelete: request.getRetainondelete() ?? false,
      deleteBeforeReplace: request.getDeletebeforereplace(),
      ignoreChanges: request.getIgnorechangesList(),
      provider: request.getProvider(),
      customTimeouts: {
        create: request.getCustomtimeouts()?.getCreate() ?? "",
        update: request.getCustomtimeouts()?.getUpdate() ?? "",
        delete: request.getCustomtimeouts()?.getDelete() ?? "",
      },
    });
    const response = new resourceMessages.RegisterResourceResponse();
    response.setUrn(urn);
    if (request.getCustom() && !this.preview) response.setId(`${name}_id`);
    const computed = this.preview
      ? {}
      : { arn: `arn:made-up:${name}`, ...COMPUTED[type], ...this.options.computed?.[type] };
    response.setObject(Struct.fromJavaScript({ ...computed, ...wire }));
    callback(null, response);
  }

  readResource(
    request: InstanceType<typeof resourceMessages.ReadResourceRequest>,
    callback: Callback<InstanceType<typeof resourceMessages.ReadResourceResponse>>,
  ): void {
    const [type, name] = [request.getType(), request.getName()];
    const urn = this.urnOf(request.getParent(), type, name);
    this.names.set(urn, name);
    const id = request.getId();
    this.recording.readings.push({
      type,
      name,
      parent: this.nameOf(request.getParent()),
      id: String(plain(id)),
    });
    const response = new resourceMessages.ReadResourceResponse();
    response.setUrn(urn);
    response.setProperties(
      Struct.fromJavaScript({ ...COMPUTED[type], ...this.options.computed?.[type] } as Record<
        string,
        object
      >),
    );
    callback(null, response);
  }

  registerResourceOutputs(_request: unknown, callback: Callback<object>): void {
    callback(null, {});
  }

  close(): void {
    // Nothing is open.
  }

  private edgesOf(
    request: InstanceType<typeof resourceMessages.RegisterResourceRequest>,
  ): Readonly<Record<string, readonly string[]>> {
    const edges: Record<string, readonly string[]> = {};
    request.getPropertydependenciesMap().forEach((each, property) => {
      const names = this.namesOf(each.getUrnsList());
      if (names.length > 0) edges[property] = names;
    });
    return edges;
  }

  private urnOf(parent: string, type: string, name: string): string {
    const outer = parent === "" ? undefined : parent.split("::")[2];
    const qualified = outer === undefined ? type : `${outer}$${type}`;
    return `urn:pulumi:stack::project::${qualified}::${name}`;
  }

  private nameOf(urn: string): string {
    return this.names.get(urn) ?? urn;
  }

  private namesOf(urns: readonly string[]): readonly string[] {
    return urns.map((urn) => this.nameOf(urn)).sort();
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of the wire without its wrappings. */
function plain(value: unknown): unknown {
  if (value === UNKNOWN_ON_THE_WIRE) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if (value[SIGNATURE] === SECRET) return plain(value["value"]);
  const entries = Object.entries(value).filter(([key]) => key !== SIGNATURE);
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each)]));
}

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isRecord(value)) return false;
  return value[SIGNATURE] === SECRET || Object.values(value).some(holdsSecret);
}
