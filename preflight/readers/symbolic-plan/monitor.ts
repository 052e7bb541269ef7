import { partitionOf } from "../../../mwaa/service/partitions";
import { credentialsOf, PROVIDER_PREFIX, providerUrn } from "../../model/provider";
import { decodeProperties } from "../decode";
import { holdsSecret } from "./handed-outputs";
import { UNKNOWN_SENTINEL } from "./sentinels";
import { componentOutputs } from "./component-outputs";
import { answerFor } from "./symbols";
import { knownText, type Subject } from "./symbols/template";
import { answerInvoke } from "./invokes";
import type { DuplicateName, Job, Registration, SourcePosition, WireProperties } from "./protocol";

const ROOT_TYPE = "pulumi:pulumi:Stack";
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** A registration before it has a URN and an answer. */
export type Request = Omit<Registration, "urn" | "outputs" | "change"> & {
  /** The id of a resource that exists already and is taken over. */
  readonly importId?: string;
};

/** What a program is told about a resource; an output that is absent is not known. */
export interface Answer {
  readonly urn: string;
  readonly id?: string;
  readonly outputs: WireProperties;
}

/** Whoever wants to know what is registered while it happens. */
export interface Listener {
  registered(registration: Registration): void;
  outputs(urn: string, outputs: WireProperties): void;
}

/**
 * The engine's side of a preview, without an engine: it names resources as the engine does, refuses
 * what the engine refuses, and answers with symbols where the engine would ask a provider.
 */
export class ResourceMonitor {
  readonly #registrations = new Map<string, Registration>();
  readonly #byId = new Map<string, WireProperties>();
  readonly #duplicates: DuplicateName[] = [];
  readonly #assumptions = new Set<string>();

  constructor(
    private readonly job: Pick<
      Job,
      "project" | "stack" | "account" | "ownCredentials" | "region" | "references" | "components"
    >,
    private readonly listener: Listener,
  ) {}

  /** Names that were given away twice. */
  get duplicates(): readonly DuplicateName[] {
    return this.#duplicates;
  }

  /** What was taken for granted on the way, in sentences. */
  get assumptions(): readonly string[] {
    return [...this.#assumptions];
  }

  /** How many resources have been registered; a later, larger number means that work went on. */
  get size(): number {
    return this.#registrations.size;
  }

  /** Adds an assumption, once. */
  assume(sentence: string): void {
    this.#assumptions.add(sentence);
  }

  /**
   * Registers a resource.
   *
   * @throws Error if its URN is taken, as the engine does.
   */
  register(request: Request): Answer {
    const urn = this.#claim(request);
    const { importId, ...rest } = request;
    const answer = request.custom
      ? answerFor(request.type, this.#subject(urn, request, existing("import", importId)))
      : { outputs: componentOutputs(this.job.components, request) ?? {} };
    const { id } = answer;
    this.#record({
      ...rest,
      urn,
      ...(importId === undefined ? {} : { change: "import" as const }),
      outputs: id === undefined ? answer.outputs : { ...answer.outputs, id },
    });
    return { urn, outputs: answer.outputs, ...(id === undefined ? {} : { id }) };
  }

  /** Reads a resource that exists: its id is known, the rest only as far as a name tells it. */
  read(request: Request, id: string): Answer {
    const urn = this.#claim(request);
    const outputs =
      request.type === STACK_REFERENCE
        ? this.#reference(id)
        : answerFor(request.type, this.#subject(urn, request, existing("read", id))).outputs;
    this.#record({ ...request, urn, change: "read", outputs: { ...outputs, id } });
    return { urn, id, outputs };
  }

  /** Takes what a component says it results in. */
  registerOutputs(urn: string, outputs: WireProperties): void {
    const registration = this.#registrations.get(urn);
    if (registration === undefined) return;
    this.#registrations.set(urn, { ...registration, outputs });
    this.listener.outputs(urn, outputs);
  }

  /** Answers a call of a provider's function; `undefined` if that takes an account to answer. */
  invoke(token: string, args: WireProperties, provider: string | undefined) {
    if (token === "pulumi:pulumi:getResource") return this.#resource(args);
    const place = this.#place(provider, args);
    return answerInvoke(token, args, {
      ...place,
      registrations: () => this.#registrations.values(),
      assume: (sentence) => {
        this.assume(sentence);
      },
    });
  }

  #resource(args: WireProperties): WireProperties | undefined {
    const registration = this.#registrations.get(knownText(args["urn"]) ?? "");
    if (registration === undefined) return undefined;
    const { id, ...state } = registration.outputs;
    return { urn: registration.urn, id: id ?? "", state };
  }

  /** The URN as the engine computes it: the types of all ancestors but the stack, and the name. */
  urnOf(request: Pick<Request, "type" | "name" | "parent">): string {
    const { project, stack } = this.job;
    const parentType = request.parent?.split("::")[2] ?? "";
    const qualified =
      parentType === "" || parentType === ROOT_TYPE
        ? request.type
        : `${parentType}$${request.type}`;
    return `urn:pulumi:${stack}::${project}::${qualified}::${request.name}`;
  }

  /** Refuses a URN that is taken. */
  #claim(request: Request): string {
    const urn = this.urnOf(request);
    const taken = this.#registrations.get(urn);
    if (taken !== undefined) {
      this.#duplicates.push({ urn, ...positions(taken.source, request.source) });
      throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    }
    return urn;
  }

  #record(registration: Registration): void {
    this.#registrations.set(registration.urn, registration);
    const id = knownText(registration.outputs["id"]);
    if (id !== undefined) this.#byId.set(id, registration.outputs);
    this.listener.registered(registration);
  }

  #subject(urn: string, request: Request, found: Pick<Subject, "existing">): Subject {
    return {
      urn,
      name: request.name,
      inputs: request.inputs,
      ...found,
      byId: (id: string) => this.#byId.get(id),
      ...this.#place(request.provider, request.inputs),
    };
  }

  /** Where a resource goes: its own region, else its explicit provider's or the default provider's. */
  #place(reference: string | undefined, args: WireProperties) {
    const provider = this.#provider(reference);
    const asked = args["region"] ?? undefined;
    const region =
      asked !== undefined
        ? knownText(asked)
        : provider === undefined
          ? this.job.region
          : knownText(provider.inputs["region"]);
    const account = provider === undefined ? this.job.account : this.#accountOf(provider);
    const { id: partition, dnsSuffix } = partitionOf(region ?? this.job.region ?? "");
    return {
      partition,
      dnsSuffix,
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
    };
  }

  #accountOf({ urn, inputs }: Registration): string | undefined {
    const credentials = credentialsOf(decodeProperties(inputs, urn), urn);
    switch (credentials.kind) {
      case "account":
        return credentials.account;
      case "ambient":
        // Credentials that the stack's configuration names are the default provider's alone.
        return this.job.ownCredentials === true ? undefined : this.job.account;
      case "hidden":
        return undefined;
    }
  }

  #provider(reference: string | undefined): Registration | undefined {
    const registration = this.#registrations.get(providerUrn(reference) ?? "");
    return registration?.type.startsWith(PROVIDER_PREFIX) === true ? registration : undefined;
  }

  /** What another stack exports, if somebody said so; its outputs are unknown otherwise. */
  #reference(name: string): WireProperties {
    const outputs = Object.hasOwn(this.job.references, name)
      ? this.job.references[name]
      : undefined;
    if (outputs !== undefined) {
      const secretOutputNames = Object.keys(outputs).filter((key) => holdsSecret(outputs[key]));
      return { name, outputs, secretOutputNames };
    }
    this.assume(
      `The outputs of stack "${name}" were not given: whatever comes from it is unknown.`,
    );
    return { name, outputs: UNKNOWN_SENTINEL, secretOutputNames: UNKNOWN_SENTINEL };
  }
}

function positions(
  first: SourcePosition | undefined,
  second: SourcePosition | undefined,
): Omit<DuplicateName, "urn"> {
  return {
    ...(first === undefined ? {} : { first }),
    ...(second === undefined ? {} : { second }),
  };
}

function existing(change: "read" | "import", id: string | undefined): Pick<Subject, "existing"> {
  return id === undefined ? {} : { existing: { id, change } };
}
