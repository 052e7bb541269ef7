import type { Maybe } from "../known";
import type { DocumentForm } from "./document";
import { MalformedDocument } from "./document";
import type { FaultList } from "./fault";
import { isObject, member, unknownIn } from "./json";
import { parseDocument } from "./parse-document";
import type { DocumentList, NamedDocument } from "./simulation";

/**
 * Reads policies of one kind: one or a list, each `{ "name", "document" }` or a bare document, which
 * is then called by its place.
 */
export function readDocuments(
  value: unknown,
  at: string,
  form: DocumentForm,
  faults: FaultList,
): DocumentList {
  const hidden = unknownIn(value);
  if (hidden !== undefined) return hidden;
  if (!Array.isArray(value)) return [readOne(value, at, form, faults)];
  return value.map((each: unknown, i) => readOne(each, `${at}/${i}`, form, faults));
}

/** Reads policies by level of the organisation, the root's first. */
export function readLevels(
  value: unknown,
  at: string,
  form: DocumentForm,
  faults: FaultList,
): Maybe<readonly DocumentList[]> {
  const hidden = unknownIn(value);
  if (hidden !== undefined) return hidden;
  if (Array.isArray(value))
    return value.map((each: unknown, i) => {
      if (!Array.isArray(each) && unknownIn(each) === undefined)
        faults.add(`${at}/${i}`, "is not a list: each level has a list of policies");
      return readDocuments(each, `${at}/${i}`, form, faults);
    });
  faults.add(at, "is not a list of levels, each a list of policies");
  return [];
}

function readOne(value: unknown, at: string, form: DocumentForm, faults: FaultList): NamedDocument {
  const named = isObject(value) && Object.hasOwn(value, "document");
  if (named) faults.refuseOthers(value, at, ["name", "document"]);
  const given = named ? member(value, "name") : undefined;
  if (given !== undefined && typeof given !== "string") faults.add(`${at}/name`, "is not text");
  const source = named ? member(value, "document") : value;
  const document = unknownIn(source) ?? parseDocument(source, form, "allowed");
  const name = typeof given === "string" ? given : at.replace(/^\/policies\//, "");
  if (!(document instanceof MalformedDocument)) return { name, document };
  faults.add(`${at}${named ? "/document" : ""}${document.pointer}`, document.reason);
  return { name, document: { version: undefined, statements: [] } };
}
