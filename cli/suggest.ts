import { distance } from "fastest-levenshtein";

/**
 * The candidates that somebody may have meant, nearest first, at most three.
 *
 * @returns an empty list if nothing is near: a wrong suggestion is worse than none.
 */
export function nearest(given: string, candidates: readonly string[]): readonly string[] {
  const wanted = given.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 4));
  return candidates
    .map((candidate) => {
      const isPart = wanted.length >= 4 && candidate.toLowerCase().includes(wanted);
      return { candidate, far: isPart ? 0 : distance(wanted, candidate.toLowerCase()) };
    })
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** `; did you mean a or b?`, or nothing if no candidate is near. */
export function didYouMean(given: string, candidates: readonly string[]): string {
  const near = nearest(given, candidates);
  return near.length === 0 ? "" : `; did you mean ${near.join(" or ")}?`;
}
