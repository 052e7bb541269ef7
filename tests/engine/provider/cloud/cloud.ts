import * as fs from "node:fs";

import { isList, isObject } from "../wire";
import type { Json, JsonObject } from "../wire";

/** One thing that exists in the fake account. */
export interface CloudRecord {
  readonly token: string;
  readonly id: string;
  /** Inputs as last sent. */
  readonly inputs: JsonObject;
  /** The whole state, computed values included. */
  readonly state: JsonObject;
}

/** One finished call, in order. */
export interface CloudEvent {
  readonly action: "create" | "update" | "delete" | "status";
  readonly token: string;
  readonly id: string;
  /** For a status event the new status. */
  readonly detail?: string;
}

/** The account on disk. */
export interface CloudFile {
  readonly records: readonly CloudRecord[];
  readonly events: readonly CloudEvent[];
}

const EC2_ID = /^(vpc|subnet|sg|rtb|igw|nat|eipalloc|eigw|vpce|eni|acl)-[0-9a-f]{8,17}$/;

function textsIn(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** EC2 identifiers that a bag of properties mentions. */
export function mentionedIds(bag: JsonObject): readonly string[] {
  return [...new Set(textsIn(bag).filter((text) => EC2_ID.test(text)))];
}

/** A fake account in a JSON file, so that later commands and tests see, and may change, what earlier ones left. */
export class Cloud {
  #records: CloudRecord[];
  #events: CloudEvent[];

  constructor(private readonly file: string) {
    const stored = fs.existsSync(file)
      ? (JSON.parse(fs.readFileSync(file, "utf8")) as CloudFile)
      : { records: [], events: [] };
    this.#records = [...stored.records];
    this.#events = [...stored.events];
  }

  /** Everything of one type. */
  all(token: string): readonly CloudRecord[] {
    return this.#records.filter((record) => record.token === token);
  }

  /** Everything there is. */
  get records(): readonly CloudRecord[] {
    return this.#records;
  }

  find(token: string, id: string): CloudRecord | undefined {
    return this.#records.find((record) => record.token === token && record.id === id);
  }

  /** True when something has this id, or brought it along (a VPC its main route table). */
  hasId(id: string): boolean {
    return this.#records.some(
      (record) =>
        record.id === id ||
        Object.entries(record.state).some(
          ([key, value]) => !(key in record.inputs) && value === id,
        ),
    );
  }

  put(record: CloudRecord, event: CloudEvent): void {
    const index = this.#records.findIndex((r) => r.token === record.token && r.id === record.id);
    if (index === -1) this.#records.push(record);
    else this.#records[index] = record;
    this.#events.push(event);
    this.#save();
  }

  note(event: CloudEvent): void {
    this.#events.push(event);
    this.#save();
  }

  remove(token: string, id: string): void {
    this.#records = this.#records.filter((record) => record.token !== token || record.id !== id);
    this.#events.push({ action: "delete", token, id });
    this.#save();
  }

  #save(): void {
    const partial = `${this.file}.${String(process.pid)}`;
    fs.writeFileSync(
      partial,
      JSON.stringify({ records: this.#records, events: this.#events }, null, 1),
    );
    fs.renameSync(partial, this.file);
  }
}
