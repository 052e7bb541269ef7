import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from "yaml";
import type { YAMLError } from "yaml";
import type { SettingFault } from "./setting-fault";

/** A place in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML document with the places of what stands in it. */
export interface YamlDocument {
  /** Keys given twice: the document can be read, but not what its author meant. */
  readonly faults: readonly SettingFault[];
  /** The document as plain values; nothing if the text holds nothing. */
  readonly value: unknown;
  /** Where a key or a list's entry stands; if it does not, what is nearest around it. */
  readonly positionOf: (path: readonly (string | number)[]) => Position;
  /** Plain scalars that YAML reads as something else than their letters, such as `2.10`. */
  readonly surprises: (path: readonly (string | number)[]) => readonly Surprise[];
}

/** A scalar without quotes that changes when it is read. */
interface Surprise {
  readonly path: readonly (string | number)[];
  /** As it is written. */
  readonly written: string;
  /** What it is read as. */
  readonly readAs: string;
}

/** What a document is called in messages. */
export interface DocumentName {
  readonly file: string;
}

const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/;

type Path = readonly (string | number)[];

/** Reads a YAML text. Of malformed text the first fault says all; keys given twice are all named. */
export function readYaml(
  text: string,
  { file }: DocumentName,
): YamlDocument | { readonly malformed: SettingFault } {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const malformed = (problem: string, offset: number): SettingFault => {
    const position = at(offset);
    const line = (text.split(/\r?\n/)[position.line - 1] ?? "").trim();
    const got = line === "" ? "the end of the file" : line;
    const allowed = "one well-formed YAML document";
    return { key: "", path: [], problem, got, allowed, fix: "mend this line", file, ...position };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
    const [error] = document.errors.filter((each) => each.code !== "DUPLICATE_KEY");
    if (error !== undefined) {
      const [reason = ""] = error.message.split("\n");
      return { malformed: malformed(`is malformed YAML: ${reason}`, error.pos[0]) };
    }
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    const resolve = (node: unknown): Node | undefined => {
      const target = isAlias(node) ? node.resolve(document) : node;
      return isMap(target) || isSeq(target) || isScalar(target) ? target : undefined;
    };
    return {
      faults: document.errors.map((each) => duplicate(each, text, at, file)),
      value,
      positionOf: (path) => at(offsetOf(resolve(document.contents), path, resolve)),
      surprises: (path) => surprisesIn(descend(resolve(document.contents), path, resolve), path),
    };
  } catch (cause) {
    // Aliases that multiply without end, and nesting deeper than the parser's own stack.
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { malformed: malformed(`cannot be read as YAML: ${reason}`, 0) };
  }
}

function duplicate(
  error: YAMLError,
  text: string,
  at: (offset: number) => Position,
  file: string,
): SettingFault {
  const [offset] = error.pos;
  const [, quoted, plain] =
    /^(?:["']([^"'\n]*)["']|([^\n]*?))\s*:(?=\s|$)/.exec(text.slice(offset)) ?? [];
  const key = quoted ?? plain ?? "";
  return {
    key,
    path: [],
    problem: "is given a second time",
    got: key,
    allowed: "each key once",
    fix: "remove one of them",
    file,
    ...at(offset),
  };
}

type Resolve = (node: unknown) => Node | undefined;

function pairOf(map: YAMLMap, step: string | number): YAMLMap["items"][number] | undefined {
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
}

/** The offset of a key or an entry, or of the deepest one around it. */
function offsetOf(root: Node | undefined, path: Path, resolve: Resolve): number {
  let here = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(here)) {
      const pair = pairOf(here, step);
      if (pair === undefined) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      here = resolve(pair.value);
    } else if (isSeq(here)) {
      const item = here.items[Number(step)] as Node | undefined;
      if (item === undefined) return offset;
      offset = item.range?.[0] ?? offset;
      here = resolve(item);
    } else return offset;
  }
  return offset;
}

function descend(root: Node | undefined, path: Path, resolve: Resolve): Node | undefined {
  let here = root;
  for (const step of path) {
    if (isMap(here)) here = resolve(pairOf(here, step)?.value);
    else if (isSeq(here)) here = resolve(here.items[Number(step)]);
    else return undefined;
  }
  return here;
}

function surprisesIn(node: Node | undefined, path: Path): Surprise[] {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) =>
      surprisesIn(value as Node, [...path, isScalar(key) ? String(key.value) : ""]),
    );
  }
  if (isSeq(node))
    return node.items.flatMap((each, index) => surprisesIn(each as Node, [...path, index]));
  if (!isScalar(node) || node.type !== "PLAIN" || node.source === undefined) return [];
  const { source: written, value } = node;
  if (typeof value === "number" && String(value) !== written) {
    return [{ path, written, readAs: `the number ${String(value)}` }];
  }
  if (typeof value === "string" && TIMESTAMP.test(written)) {
    return [{ path, written, readAs: "a point in time" }];
  }
  return [];
}
