import { Document, isScalar, visit } from "yaml";
import { comment, QUOTING } from "./yaml-text";
import type { StackDraft } from "./stack-drafts";

/** Lists of ids and ranges read better on one line. */
function shortLists(document: Document): void {
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every(isScalar)) list.flow = true;
    },
  });
}

/**
 * The text of a stack file.
 *
 * @param schema where the schema of settings is, as seen from the file.
 */
export function renderStackFile({ about, entries }: StackDraft, schema: string): string {
  const document = new Document({ config: {} }, QUOTING);
  document.commentBefore = comment([`yaml-language-server: $schema=${schema}`, ...about]);
  for (const { key, value, comment: why } of entries) {
    const name = document.createNode(key);
    if (why !== undefined) name.commentBefore = comment([why]);
    document.addIn(["config"], document.createPair(name, value));
  }
  shortLists(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
