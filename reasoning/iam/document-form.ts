import type { DocumentForm, Statement } from "./document";
import { MalformedDocument } from "./document";

/** Which elements a form asks for (true) or forbids (false); of others it takes either. */
const ELEMENTS: Readonly<
  Record<DocumentForm, { readonly resources?: boolean; readonly principals: boolean }>
> = {
  identity: { resources: true, principals: false },
  trust: { resources: false, principals: true },
  resource: { resources: true, principals: true },
  repository: { principals: true },
};

const NAMES: Readonly<Record<DocumentForm, string>> = {
  identity: "policy of a role",
  trust: "trust policy",
  resource: "policy of a resource",
  repository: "policy of a repository",
};

/** What a statement lacks in a document of a form, or has too much. */
export function misfitOf(statement: Statement, form: DocumentForm): MalformedDocument | undefined {
  for (const [element, name] of [
    ["resources", "Resource"],
    ["principals", "Principal"],
  ] as const) {
    const wanted = ELEMENTS[form][element];
    if (wanted === undefined || (statement[element] !== undefined) === wanted) continue;
    return new MalformedDocument(
      `${statement.pointer}/${name}`,
      wanted ? "is missing" : `does not belong into a ${NAMES[form]}`,
    );
  }
  return undefined;
}
