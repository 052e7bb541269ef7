import { remember } from "../remember";
import { normalise } from "./pattern";
import type { TextPattern } from "./text-pattern";
import { textPattern } from "./text-pattern";

/** Reads an action, or a pattern of actions, which are compared without case. */
export const actionPattern = remember((text: string): TextPattern =>
  textPattern(normalise(text.toLowerCase())),
);
