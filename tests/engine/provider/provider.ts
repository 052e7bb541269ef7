import { setTimeout as pause } from "node:timers/promises";

import { callerOf } from "./caller";
import { Cloud } from "./cloud/cloud";
import { hex } from "./cloud/ids";
import { placeOf } from "./cloud/place";
import type { Place } from "./cloud/place";
import { mentionedIds } from "./cloud/records";
import type { CloudRecord } from "./cloud/records";
import type { Shelf } from "./cloud/store";
import { declarationOf, refusalsOf } from "./check";
import type { Refusal } from "./check";
import { filledInputs, plain } from "./defaults";
import type { Tags } from "./defaults";
import { changesBetween, deletesFirst } from "./diff";
import type { Changes } from "./diff";
import type { Catalogue } from "./schema/catalogue";
import { INVOKES } from "./services/invokes";
import { asFound } from "./services/lookups";
import { asSeenBy, requireParticipantMay } from "./participant";
import { ApiError } from "./services/service";
import type { Service } from "./services/service";
import { SERVICES } from "./services/services";
import { plannedState, stateOf } from "./state";
import { UNKNOWN, isObject, show, textOf } from "./wire";
import type { Json, JsonObject } from "./wire";

/** Creating takes a moment, so that calls which do not wait for each other overlap. */
const CALL_MILLISECONDS = 5;

/** A resource as requests name it. */
export interface Subject {
  readonly token: string;
  readonly name: string;
}

/** The answer to a diff. */
export interface Difference {
  readonly changes: Changes;
  readonly deleteBeforeReplace: boolean;
}

/** A created, updated or read resource. */
export interface Existing {
  readonly id: string;
  readonly state: JsonObject;
  readonly inputs: JsonObject;
}

/** The provider without its wire: what the handlers call. */
export class Provider {
  #place: Place | undefined;
  #defaultTags: Tags = {};
  #cloud: Cloud;

  /** `ambient` is the account of the credentials that a provider without a role or a profile uses. */
  constructor(
    private readonly catalogue: Catalogue,
    private readonly shelf: Shelf,
    private readonly ambient: string,
  ) {
    this.#cloud = new Cloud(shelf, ambient);
  }

  /** Takes the configuration. Throws when the region is missing or the account is not an allowed one. */
  configure(configuration: JsonObject): void {
    const region = textOf(configuration, "region");
    if (region === undefined) {
      throw new Error(
        "could not validate provider configuration: Provider is missing a required configuration key, try `pulumi config set aws:region`",
      );
    }
    const account = callerOf(configuration, this.shelf.read(), this.ambient);
    const allowed = configuration["allowedAccountIds"];
    if (Array.isArray(allowed) && allowed.length > 0 && !allowed.includes(account)) {
      throw new Error(`AWS account ID not allowed: ${account}`);
    }
    this.#cloud = new Cloud(this.shelf, account);
    const tags = configuration["defaultTags"];
    const map = isObject(tags) ? tags["tags"] : undefined;
    this.#defaultTags = isObject(map)
      ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, show(value)]))
      : {};
    this.#place = placeOf(account, region);
  }

  /** Refusals of a provider configuration. */
  checkConfiguration(configuration: JsonObject): readonly Refusal[] {
    return refusalsOf(this.catalogue.provider(), configuration, "default");
  }

  check(
    subject: Subject,
    olds: JsonObject,
    news: JsonObject,
    seed: Uint8Array,
  ): { readonly inputs: JsonObject; readonly refusals: readonly Refusal[] } {
    const declaration = declarationOf(this.catalogue, subject.token, "Check");
    const service = SERVICES.get(subject.token);
    const { name } = subject;
    const filling = { declaration, service, name, olds, seed, defaultTags: this.#defaultTags };
    const inputs = filledInputs(news, filling);
    const sentences = service?.validate?.(plain(inputs)) ?? [];
    return {
      inputs,
      refusals: [
        ...refusalsOf(declaration, news, name),
        ...sentences.map((reason) => ({ property: "", reason })),
      ],
    };
  }

  diff(
    subject: Subject,
    state: JsonObject,
    oldInputs: JsonObject,
    news: JsonObject,
    ignored: readonly string[],
  ): Difference {
    const declaration = declarationOf(this.catalogue, subject.token, "Diff");
    const service = SERVICES.get(subject.token);
    const changes = changesBetween(declaration, service, state, oldInputs, news, ignored);
    const replaced = [...changes.values()].some((change) => change.replaces);
    return { changes, deleteBeforeReplace: replaced && deletesFirst(service, news) };
  }

  planCreate(subject: Subject, inputs: JsonObject): JsonObject {
    return plannedState(
      declarationOf(this.catalogue, subject.token, "Create"),
      inputs,
      this.#placeOf(inputs),
    );
  }

  async create(subject: Subject, inputs: JsonObject, timeoutSeconds: number): Promise<Existing> {
    const { token, name } = subject;
    const declaration = declarationOf(this.catalogue, token, "Create");
    const sent = plain(inputs);
    const place = this.#placeOf(sent);
    this.#requireMentioned(token, sent);
    const call = { cloud: this.#cloud, place, name, inputs: sent, timeoutSeconds };
    await pause(CALL_MILLISECONDS);
    const created = await (SERVICES.get(token) ?? plainService(token)).create(call);
    const state = stateOf(declaration, inputs, created.computed, place);
    const { id } = created;
    const { facts } = created;
    this.#cloud.put(
      { token, id, inputs: sent, state, ...(facts === undefined ? {} : { facts }) },
      { action: "create", token, id },
    );
    return { id, state, inputs };
  }

  /** Stores something that was started and is broken. */
  keepBroken(subject: Subject, id: string, inputs: JsonObject, computed: JsonObject): JsonObject {
    const declaration = declarationOf(this.catalogue, subject.token, "Create");
    const sent = plain(inputs);
    const state = stateOf(declaration, inputs, computed, this.#placeOf(sent));
    this.#cloud.put(
      { token: subject.token, id, inputs: sent, state },
      { action: "create", token: subject.token, id },
    );
    return state;
  }

  planUpdate(
    subject: Subject,
    state: JsonObject,
    inputs: JsonObject,
    changed: readonly string[],
  ): JsonObject {
    const recomputed = SERVICES.get(subject.token)?.recomputed?.(changed) ?? [];
    return {
      ...state,
      ...plain(inputs),
      ...Object.fromEntries(recomputed.map((key) => [key, UNKNOWN])),
    };
  }

  async update(
    subject: Subject,
    id: string,
    inputs: JsonObject,
    changed: readonly string[],
    timeoutSeconds: number,
  ): Promise<JsonObject> {
    const { token, name } = subject;
    const declaration = declarationOf(this.catalogue, token, "Update");
    const record = this.#owned(token, id);
    if (record === undefined) throw new ApiError("NotFound", `${token} ${id} does not exist`);
    const sent = plain(inputs);
    const place = this.#placeOf(sent);
    this.#requireMentioned(token, sent);
    const { state } = record;
    const call = {
      cloud: this.#cloud,
      place,
      name,
      inputs: sent,
      timeoutSeconds,
      id,
      state,
      changed,
    };
    await pause(CALL_MILLISECONDS);
    const computed = (await SERVICES.get(token)?.update?.(call)) ?? {};
    const gone = Object.keys(record.inputs).filter((key) => sent[key] === undefined);
    const kept = Object.fromEntries(
      Object.entries(state).filter(
        ([key]) => !gone.includes(key) || declaration.outputs[key]?.required === true,
      ),
    );
    const after = stateOf(declaration, inputs, {}, place);
    const next = { ...after, ...kept, ...plain(inputs), ...computed };
    this.#cloud.put({ token, id, inputs: sent, state: next }, { action: "update", token, id });
    return next;
  }

  /**
   * What exists now; undefined when it is gone. A program that reads something which it did not make (`looksUp`) is
   * told more: what others made apart from it, too.
   */
  read(subject: Subject, id: string, looksUp = false): JsonObject | undefined {
    const { token } = subject;
    const declaration = declarationOf(this.catalogue, token, "Read");
    if (looksUp) {
      const found = asFound(this.#cloud, token, id);
      return found === undefined
        ? undefined
        : stateOf(declaration, found, {}, this.#placeOf(found));
    }
    const record = this.#cloud.find(token, id);
    return record === undefined ? undefined : asSeenBy(this.#cloud, record);
  }

  async delete(subject: Subject, id: string, timeoutSeconds: number): Promise<void> {
    const { token, name } = subject;
    const record = this.#owned(token, id);
    if (record === undefined) return;
    // Another account's resource in a shared subnet holds it, too.
    const user = this.#cloud.everywhere.find(
      (other) => other.id !== id && mentionedIds(other.inputs).includes(id),
    );
    if (user !== undefined) {
      throw new ApiError(
        "DependencyViolation",
        `resource ${id} has a dependent object (${user.token} ${user.id}) and cannot be deleted`,
      );
    }
    const { state } = record;
    const call = {
      cloud: this.#cloud,
      place: this.#placeOf(state),
      name,
      id,
      state,
      timeoutSeconds,
    };
    await pause(CALL_MILLISECONDS);
    await SERVICES.get(token)?.remove?.(call);
    this.#cloud.remove(token, id);
  }

  invoke(
    token: string,
    args: JsonObject,
  ): { readonly result: Readonly<Record<string, Json>>; readonly refusals: readonly Refusal[] } {
    const declaration = this.catalogue.invoke(token);
    const answer = INVOKES[token];
    if (declaration === undefined || answer === undefined) {
      throw new Error(`unrecognized data function (Invoke): ${token}`);
    }
    const refusals = refusalsOf(declaration, args, token);
    return {
      refusals,
      result: refusals.length > 0 ? {} : answer(args, this.#placeOf(args), this.#cloud),
    };
  }

  #placeOf(bag: JsonObject): Place {
    if (this.#place === undefined) throw new Error("the provider is not configured");
    const region = textOf(bag, "region");
    return region === undefined ? this.#place : placeOf(this.#place.account, region);
  }

  /** A record that this account may change; what others share with it may only be looked at. */
  #owned(token: string, id: string): CloudRecord | undefined {
    const record = this.#cloud.find(token, id);
    if (record !== undefined && record.account !== this.#cloud.account) {
      throw new ApiError(
        "UnauthorizedOperation",
        `You are not authorized to perform this operation: ${id} belongs to ${record.account}.`,
      );
    }
    return record;
  }

  /** A call that names something which does not exist (yet), or that is not ours to use so, fails. */
  #requireMentioned(token: string, inputs: JsonObject): void {
    for (const id of mentionedIds(inputs)) {
      if (!this.#cloud.hasId(id)) {
        throw new ApiError("InvalidID.NotFound", `The ID '${id}' does not exist`);
      }
      if (this.#cloud.isShared(id)) requireParticipantMay(token, id);
    }
  }
}

function plainService(token: string): Service {
  return {
    token,
    create: ({ name, place }) => {
      const id = `${name}-${hex(8)}`;
      const [, room = ""] = /^aws:([^/]+)/.exec(token) ?? [];
      return {
        id,
        computed: { arn: `arn:${place.partition}:${room}:${place.region}:${place.account}:${id}` },
      };
    },
  };
}
