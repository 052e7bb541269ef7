import { createColors } from "picocolors";

/** How text is emphasised; every function gives its text back unchanged without colour. */
export interface Ink {
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly good: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** @param colour whether terminal escape sequences may be used. */
export function inkFor(colour: boolean): Ink {
  const colours = createColors(colour);
  return {
    bad: colours.red,
    doubtful: colours.yellow,
    good: colours.green,
    strong: colours.bold,
    faint: colours.dim,
  };
}
