import { labelled } from "../preflight/report/paragraphs";

/** How text is laid out for people. */
export interface Layout {
  readonly colour: boolean;
  /** In characters. */
  readonly width: number;
}

/** Where texts begin, in characters: behind the longest label. */
export const INDENT = 16;

/** Texts one below the other, with a label before the first. */
export function said(label: string, texts: readonly string[], width: number): readonly string[] {
  return texts.flatMap((text, i) => {
    const start = `  ${i === 0 ? label : ""}`.padEnd(INDENT);
    return labelled(start, text, width);
  });
}
