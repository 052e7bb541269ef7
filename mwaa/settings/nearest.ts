import { closest, distance } from "fastest-levenshtein";

/** The word of the list that takes the fewest edits to reach, whatever the case of its letters. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const folded = word.toLowerCase();
  const byFolded = new Map(known.map((each) => [each.toLowerCase(), each]));
  return known.length === 0 ? undefined : byFolded.get(closest(folded, [...byFolded.keys()]));
}

/** The word of the list that was probably meant: at most a third of its letters are wrong. */
export function probablyMeant(word: string, known: readonly string[]): string | undefined {
  const candidate = nearest(word, known);
  if (candidate === undefined) return undefined;
  const edits = distance(word.toLowerCase(), candidate.toLowerCase());
  return edits <= Math.max(2, Math.floor(candidate.length / 3)) ? candidate : undefined;
}
