/** Reads AWS's answers leniently: what is not asked for is not looked at. Nothing here throws. */
import { Unknown } from "../../known";
import type { Maybe } from "../../known";
import { REFUSED, escapePointer, flag, isObject, list, shown, text, whole } from "../json";
import type { Decoder, Faults } from "../json";
import type { Listed } from "../network";
import { address, cidr } from "../read-parts";

/** One object of an answer, with its place in what was given. */
export class Entry {
  /** @param pointer the JSON pointer of the object. */
  constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    readonly pointer: string,
    readonly faults: Faults,
  ) {}

  /** A text; undefined if it is left out, `null` or faulty. */
  text(name: string): string | undefined {
    return this.read(name, text);
  }

  /** A text that has to be there; undefined if it is not, with a fault. */
  required(name: string): string | undefined {
    if (!this.has(name)) this.fault(name, "is missing");
    return this.text(name);
  }

  /** The id that makes an entry usable; without it the answer has a fault. */
  named<T>(idName: string, f: (id: string) => T): readonly T[] {
    const id = this.required(idName);
    return id === undefined ? [] : [f(id)];
  }

  /** A text that has to be there, unknown after a fault. */
  known(name: string): Maybe<string> {
    return this.required(name) ?? new Unknown([`${this.pointer}/${name}`]);
  }

  /** true or false; undefined if it is left out or faulty. */
  flag(name: string): boolean | undefined {
    return this.read(name, flag);
  }

  /** true or false, which has to be said; undefined if it is not, with a fault. */
  requiredFlag(name: string): boolean | undefined {
    if (!this.has(name)) this.fault(name, "is missing");
    return this.flag(name);
  }

  /** A whole number within bounds; undefined if it is left out or faulty. */
  whole(name: string, least: number, most: number): number | undefined {
    return this.read(name, whole(least, most));
  }

  /** A CIDR block; undefined if it is left out or faulty. */
  cidr(name: string): string | undefined {
    return this.read(name, cidr);
  }

  /** An IP address; undefined if it is left out or faulty. */
  address(name: string): string | undefined {
    return this.read(name, address);
  }

  /** Texts; none if the list is left out. */
  texts(name: string): readonly string[] {
    return this.read(name, list(text)) ?? [];
  }

  /** CIDR blocks; none if the list is left out. */
  cidrs(name: string): readonly string[] {
    return this.read(name, list(cidr)) ?? [];
  }

  /** Objects; none if the list is left out. */
  entries(name: string): readonly Entry[] {
    return this.read(name, list(entry)) ?? [];
  }

  /** An object; undefined if it is left out or faulty. */
  entry(name: string): Entry | undefined {
    return this.read(name, entry);
  }

  /** Whether there is anything under the name. The CLI of AWS leaves out what is empty. */
  has(name: string): boolean {
    return Object.hasOwn(this.fields, name) && (this.fields[name] ?? undefined) !== undefined;
  }

  /**
   * Puts a fault down.
   *
   * @param name of a property, or `""` for the object itself.
   */
  fault(name: string, message: string): void {
    this.faults.add(name === "" ? this.pointer : `${this.pointer}/${name}`, message);
  }

  private read<T>(name: string, decoder: Decoder<T>): T | undefined {
    if (!this.has(name)) return undefined;
    const at = `${this.pointer}/${escapePointer(name)}`;
    const value = decoder(this.fields[name], at, this.faults);
    return value === REFUSED ? undefined : value;
  }
}

/** Reads an object of an answer. */
export const entry: Decoder<Entry> = (value, pointer, faults) =>
  isObject(value)
    ? new Entry(value, pointer, faults)
    : faults.add(pointer, `is ${shown(value)}; an object is wanted`);

/** What a state says of a thing: it acts, it is gone, or nobody can tell which of both. */
export function inState<T>(
  state: string | undefined,
  acting: readonly string[],
  passing: readonly string[],
  thing: T,
): Listed<T> {
  if (state === undefined || acting.includes(state)) return [thing];
  return passing.includes(state) ? [new Unknown([`${String(thing)} is ${state}`])] : [];
}

/** A property that is there only if its value is. */
export function given<K extends string, V>(
  name: K,
  value: V | undefined,
): { readonly [k in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [k in K]?: V });
}

/** A list of one, or of none. */
export function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}

/** A word of AWS's as one of ours; unknown if AWS has a word that this table does not hold. */
export function wordOf<T extends string>(
  entry: Entry,
  name: string,
  words: Readonly<Record<string, T>>,
): Maybe<T> | undefined {
  const word = entry.text(name);
  if (word === undefined) return undefined;
  const known = Object.entries(words).find(([each]) => each === word)?.[1];
  return known ?? new Unknown([`${name} ${word} of ${entry.pointer}`]);
}
