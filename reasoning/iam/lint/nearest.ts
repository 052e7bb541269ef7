import { distance } from "fastest-levenshtein";

/** Names that are longer than this are no slips of the pen. */
const LONGEST = 128;

/** The name that somebody most likely meant, if one is near: a third of the letters may differ. */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const each of names) {
    const longer = Math.abs(each.length - name.length);
    if (longer >= least) continue;
    // Of two names that are as near, the one of the same length: letters are swapped more often.
    const far = distance(wanted, each.toLowerCase()) + longer / LONGEST;
    if (far < least) [best, least] = [each, far];
  }
  return best;
}
