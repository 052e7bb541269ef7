import { remember } from "../remember";
import { normalise } from "./pattern";
import type { TextPattern } from "./text-pattern";
import { textPattern } from "./text-pattern";

/** The action of a request, taken apart once. */
export interface Action {
  /** As the request writes it. */
  readonly written: string;
  /** `<service>:<name>` in small letters. */
  readonly folded: string;
  /** The prefix of the service, in small letters. */
  readonly service: string;
  /** What follows the prefix, in small letters. */
  readonly name: string;
  /** The whole as a pattern that statements are compared with. */
  readonly pattern: TextPattern;
}

/** Takes the action of a request apart. */
export const actionOf = remember((written: string): Action => {
  const folded = written.toLowerCase();
  const colon = folded.indexOf(":");
  return {
    written,
    folded,
    service: folded.slice(0, colon),
    name: folded.slice(colon + 1),
    pattern: actionPattern(written),
  };
});

/** Reads an action, or a pattern of actions, which are compared without case. */
export const actionPattern = remember((text: string): TextPattern =>
  textPattern(normalise(text.toLowerCase())),
);
