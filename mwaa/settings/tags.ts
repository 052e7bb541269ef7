import type { Fault } from "../fault";
import { containsUnknownText } from "./unknown-text";

/**
 * The most tags a resource can have. Source:
 * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html, "Tag
 * naming limits and requirements", read 2026-11-22.
 */
const MOST_TAGS = 50;

const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const ALLOWED = "letters, digits, spaces and _ . : / = + - @";

/** What is wrong with tags: too many, too long, reserved or with characters that no service takes. */
export function tagFaults(tags: Readonly<Record<string, string>>): Fault[] {
  const entries = Object.entries(tags);
  const faults: Fault[] = [];
  if (entries.length > MOST_TAGS) {
    faults.push({
      path: [],
      problem: `has ${entries.length} tags`,
      got: tags,
      allowed: `at most ${MOST_TAGS} tags`,
      fix: `remove ${entries.length - MOST_TAGS} of them`,
    });
  }
  for (const [name, value] of entries) {
    const fault = (problem: string, allowed: string, fix: string): void => {
      faults.push({ path: [name], problem, got: value, allowed, fix });
    };
    if (/^aws:/i.test(name)) {
      fault(
        "has a name that AWS keeps for itself",
        "names that do not begin with aws:",
        "rename it",
      );
    }
    if (name === "" || name.length > 128) {
      fault(`has a name of ${name.length} characters`, "1 to 128 characters", "rename it");
    } else if (!CHARACTERS.test(name)) {
      fault("has a character in its name that AWS does not take", ALLOWED, "rename it");
    }
    if (containsUnknownText(value)) continue;
    if (value.length > 256) {
      fault(`has ${value.length} characters`, "at most 256 characters", "shorten the value");
    } else if (!CHARACTERS.test(value)) {
      fault("has a character that AWS does not take", ALLOWED, "change the value");
    }
  }
  return faults;
}
