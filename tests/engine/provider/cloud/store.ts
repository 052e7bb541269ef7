import * as fs from "node:fs";

import type { CloudEvent, CloudFile, CloudRecord } from "./records";

/** What a change may alter. */
export interface Draft {
  readonly records: CloudRecord[];
  readonly events: CloudEvent[];
}

/** Where records are kept. */
export interface Shelf {
  /** What exists at this moment; the same object until something changes. */
  read(): CloudFile;
  change(act: (draft: Draft) => void): void;
}

const WAIT_MILLISECONDS = 2;
/** A lock that is older was left behind by a process that was killed. */
const STALE_MILLISECONDS = 10_000;
const EMPTY: CloudFile = { records: [], events: [] };

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/**
 * Every account in one JSON file. Each provider of a program is a process of its own and all of them write here, so
 * a change happens under a lock and on what the file holds then; specs change it between commands.
 */
export class Store implements Shelf {
  #stamp = "";
  #file: CloudFile = EMPTY;

  /** `settle` lets the services react to what happened: it returns the file as it is then. */
  constructor(
    private readonly path: string,
    private readonly settle: (file: CloudFile) => CloudFile = (file) => file,
  ) {}

  read(): CloudFile {
    const found = fs.statSync(this.path, { throwIfNoEntry: false });
    if (found === undefined) return EMPTY;
    const stamp = `${String(found.ino)} ${String(found.mtimeMs)} ${String(found.size)}`;
    if (stamp !== this.#stamp) {
      this.#file = JSON.parse(fs.readFileSync(this.path, "utf8")) as CloudFile;
      this.#stamp = stamp;
    }
    return this.#file;
  }

  change(act: (draft: Draft) => void): void {
    this.#rewrite((file) => {
      const draft = { records: [...file.records], events: [...file.events] };
      act(draft);
      return { ...file, ...draft };
    });
  }

  /** Lets simulated hours pass. */
  advance(hours: number): void {
    this.#rewrite((file) => ({ ...file, hours: (file.hours ?? 0) + hours }));
  }

  #rewrite(next: (file: CloudFile) => CloudFile): void {
    this.#locked(() => {
      const changed = this.settle(next(this.read()));
      const partial = `${this.path}.${String(process.pid)}`;
      fs.writeFileSync(partial, JSON.stringify(changed));
      fs.renameSync(partial, this.path);
    });
  }

  #locked(act: () => void): void {
    const lock = `${this.path}.lock`;
    for (;;) {
      try {
        fs.mkdirSync(lock);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const since = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
        if (Date.now() - since > STALE_MILLISECONDS)
          fs.rmSync(lock, { recursive: true, force: true });
        else sleep(WAIT_MILLISECONDS);
      }
    }
    try {
      act();
    } finally {
      fs.rmSync(lock, { recursive: true, force: true });
    }
  }
}
