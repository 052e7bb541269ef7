import type { CloudEvent, CloudFile, CloudRecord } from "./records";
import { idsSharedWith } from "./sharing";
import type { Shelf } from "./store";

/** A record before it is known whose it is. */
export type NewRecord = Omit<CloudRecord, "account">;

/** An event before it is known whose it is. */
export type NewEvent = Omit<CloudEvent, "account">;

interface View {
  readonly records: readonly CloudRecord[];
  readonly shared: ReadonlySet<string>;
}

const VIEWS = new WeakMap<CloudFile, Map<string, View>>();

function viewOf(file: CloudFile, account: string): View {
  const views = VIEWS.get(file) ?? new Map<string, View>();
  VIEWS.set(file, views);
  const known = views.get(account);
  if (known !== undefined) return known;
  const shared = idsSharedWith(file, account);
  const view = {
    shared,
    records: file.records.filter((record) => record.account === account || shared.has(record.id)),
  };
  views.set(account, view);
  return view;
}

/** The cloud as one account sees it: its own things, and what others share with it. */
export class Cloud {
  constructor(
    private readonly shelf: Shelf,
    /** Twelve digits. */
    readonly account: string,
  ) {}

  /** Everything that the account sees. */
  get records(): readonly CloudRecord[] {
    return viewOf(this.shelf.read(), this.account).records;
  }

  /** Everything of all accounts: what only the services themselves see. */
  get everywhere(): readonly CloudRecord[] {
    return this.shelf.read().records;
  }

  /** The file as it is, for who needs organization, clock or profiles. */
  get file(): CloudFile {
    return this.shelf.read();
  }

  /** Everything of one type. */
  all(token: string): readonly CloudRecord[] {
    return this.records.filter((record) => record.token === token);
  }

  /** Something of one type that the account sees; of two with one name, its own. */
  find(token: string, id: string): CloudRecord | undefined {
    const found = this.records.filter((record) => record.token === token && record.id === id);
    return found.find((record) => record.account === this.account) ?? found[0];
  }

  /** True when something has this id, or brought it along (a VPC its main route table). */
  hasId(id: string): boolean {
    return this.records.some(
      (record) =>
        record.id === id ||
        Object.entries(record.state).some(
          ([key, value]) => !(key in record.inputs) && value === id,
        ),
    );
  }

  /** True when the account sees this only because it is shared with it. */
  isShared(id: string): boolean {
    return viewOf(this.shelf.read(), this.account).shared.has(id);
  }

  /** The same cloud as another account sees it. */
  as(account: string): Cloud {
    return new Cloud(this.shelf, account);
  }

  put(record: NewRecord, event: NewEvent): void {
    const { account } = this;
    this.shelf.change(({ records, events }) => {
      const index = records.findIndex((r) => isSame(r, record, account));
      const facts = record.facts ?? records[index]?.facts;
      const stored = { ...record, account, ...(facts === undefined ? {} : { facts }) };
      if (index === -1) records.push(stored);
      else records[index] = stored;
      events.push({ ...event, account });
    });
  }

  note(event: NewEvent): void {
    this.shelf.change(({ events }) => {
      events.push({ ...event, account: this.account });
    });
  }

  remove(token: string, id: string): void {
    const { account } = this;
    this.shelf.change(({ records, events }) => {
      const index = records.findIndex((r) => isSame(r, { token, id }, account));
      if (index === -1) return;
      records.splice(index, 1);
      events.push({ action: "delete", token, id, account });
    });
  }
}

function isSame(
  record: CloudRecord,
  other: { readonly token: string; readonly id: string },
  account: string,
): boolean {
  return record.token === other.token && record.id === other.id && record.account === account;
}
