import { remember } from "../remember";
import { asLiteral, unescape } from "./variable";

/**
 * IAM's wildcard patterns: `*` stands for any run of characters, `?` for exactly one.
 *
 * A check asks two different questions of a pattern. "May this be denied?" needs to know whether
 * two patterns have a text in common; "is this always allowed?" needs to know whether one holds
 * every text of the other.
 */

/** Puts `?` before `*` in each run of wildcards, where order changes nothing, and merges stars. */
export function mergeWildcards(pattern: string): string {
  return pattern.replace(/[*?]{2,}/g, (run) => {
    const single = run.replaceAll("*", "");
    return run.includes("*") ? `${single}*` : single;
  });
}

/** A pattern with merged wildcards, and with escaped characters as such that no wildcard is. */
export const normalise = remember((pattern: string): string => mergeWildcards(unescape(pattern)));

/**
 * Whether every text that `inner` stands for is also a text of `outer`. Both may hold wildcards. A
 * yes is certain; it may say no where lengths alone would make it so, as with `?*` and `*a`.
 * Takes time proportional to the product of the lengths at worst, whatever the wildcards.
 */
export function covers(outer: string, inner: string): boolean {
  return coversNormal(normalise(outer), normalise(inner));
}

/** As {@link covers}, of normalised patterns. */
export function coversNormal(p: string, q: string): boolean {
  if (p === "*" || p === q) return true;
  if (!hasWildcard(q)) return fitsText(p, q);
  let start = 0;
  while (start < p.length && start < q.length && p[start] !== "*" && q[start] !== "*") {
    if (p[start] !== "?" && p[start] !== q[start]) return false;
    start++;
  }
  if (start === p.length) return start === q.length;
  if (start === q.length) return isOnlyStars(p, start, p.length);
  // A character of the outer pattern, where the inner one admits every other too.
  if (p[start] !== "*" && p[start] !== "?") return false;
  let [pEnd, qEnd] = [p.length, q.length];
  while (pEnd > start && qEnd > start && isCharacter(p[pEnd - 1])) {
    if (p[pEnd - 1] !== q[qEnd - 1]) return false;
    pEnd--;
    qEnd--;
  }
  if (isOnlyStars(p, start, pEnd)) return pEnd > start || qEnd === start;
  return coversMiddle(p.slice(start, pEnd), q.slice(start, qEnd));
}

function coversMiddle(p: string, q: string): boolean {
  // reach[j]: outer up to here holds all of inner up to j. One row for each character of outer.
  let reach = new Uint8Array(q.length + 1);
  let next = new Uint8Array(q.length + 1);
  reach[0] = 1;
  for (const c of p) {
    let open = 0;
    let alive = 0;
    for (let j = 0; j <= q.length; j++) {
      if (c === "*") open |= reach[j] ?? 0;
      else open = j > 0 && reach[j - 1] === 1 && q[j - 1] !== "*" && agrees(c, q[j - 1]) ? 1 : 0;
      next[j] = open;
      alive |= open;
    }
    if (alive === 0) return false;
    [reach, next] = [next, reach];
  }
  return reach[q.length] === 1;
}

/** Whether some text fits both patterns. */
export function overlaps(one: string, other: string): boolean {
  return overlapsNormal(normalise(one), normalise(other));
}

/** As {@link overlaps}, of normalised patterns. */
export function overlapsNormal(p: string, q: string): boolean {
  if (p === "*" || q === "*" || p === q) return true;
  if (!hasWildcard(q)) return fitsText(p, q);
  if (!hasWildcard(p)) return fitsText(q, p);
  let start = 0;
  while (start < p.length && start < q.length && p[start] !== "*" && q[start] !== "*") {
    if (!fits(p[start], q[start])) return false;
    start++;
  }
  if (start === p.length) return isOnlyStars(q, start, q.length);
  if (start === q.length) return isOnlyStars(p, start, p.length);
  let [pEnd, qEnd] = [p.length, q.length];
  while (pEnd > start && qEnd > start && p[pEnd - 1] !== "*" && q[qEnd - 1] !== "*") {
    if (!fits(p[pEnd - 1], q[qEnd - 1])) return false;
    pEnd--;
    qEnd--;
  }
  if (start === pEnd) return isOnlyStars(q, start, qEnd);
  if (start === qEnd) return isOnlyStars(p, start, pEnd);
  // One of the two stands for every text here, whatever the other does.
  if (isOnlyStars(p, start, pEnd) || isOnlyStars(q, start, qEnd)) return true;
  return overlapsMiddle(p.slice(start, pEnd), q.slice(start, qEnd));
}

function overlapsMiddle(p: string, q: string): boolean {
  let reach = new Uint8Array(q.length + 1);
  let next = new Uint8Array(q.length + 1);
  for (let i = 0; i <= p.length; i++) {
    let alive = 0;
    for (let j = 0; j <= q.length; j++) {
      const [c, d] = [p[i - 1], q[j - 1]];
      // A star may stand for nothing more, or for one more character of the other side.
      const open =
        (i === 0 && j === 0) ||
        ((c === "*" || d === "*") && (reach[j] === 1 || next[j - 1] === 1)) ||
        (c !== undefined && d !== undefined && reach[j - 1] === 1 && fits(c, d));
      next[j] = open ? 1 : 0;
      alive |= next[j] ?? 0;
    }
    if (alive === 0) return false;
    [reach, next] = [next, reach];
  }
  return reach[q.length] === 1;
}

/** Whether a text fits the pattern; nothing in the text is a wildcard. */
export function matches(pattern: string, text: string): boolean {
  return fitsText(normalise(pattern), asLiteral(text));
}

/**
 * As {@link matches}, of a normalised pattern and a text without wildcards. Every piece between two
 * stars is taken where it comes first, so nothing is tried twice.
 */
export function fitsText(p: string, t: string): boolean {
  const first = p.indexOf("*");
  if (first < 0) return p.length === t.length && fitsAt(p, 0, p.length, t, 0);
  const last = p.lastIndexOf("*");
  const tail = p.length - last - 1;
  if (first + tail > t.length) return false;
  if (!fitsAt(p, 0, first, t, 0) || !fitsAt(p, last + 1, p.length, t, t.length - tail))
    return false;
  let at = first;
  for (let from = first + 1; from <= last;) {
    const to = p.indexOf("*", from);
    at = findPiece(p, from, to, t, at, t.length - tail);
    if (at < 0) return false;
    from = to + 1;
  }
  return true;
}

/** Where a piece of a pattern ends that fits first within a part of a text; -1 if nowhere. */
function findPiece(
  p: string,
  from: number,
  to: number,
  t: string,
  start: number,
  end: number,
): number {
  const piece = p.slice(from, to);
  if (!piece.includes("?")) {
    const found = t.indexOf(piece, start);
    return found >= 0 && found + piece.length <= end ? found + piece.length : -1;
  }
  for (let at = start; at + piece.length <= end; at++)
    if (fitsAt(p, from, to, t, at)) return at + piece.length;
  return -1;
}

function fitsAt(p: string, from: number, to: number, t: string, at: number): boolean {
  for (let i = from; i < to; i++) if (p[i] !== "?" && p[i] !== t[at + i - from]) return false;
  return true;
}

/** Action names are compared without case. */
export function actionCovers(outer: string, inner: string): boolean {
  return covers(outer.toLowerCase(), inner.toLowerCase());
}

/** Whether some action fits both patterns, without case. */
export function actionOverlaps(one: string, other: string): boolean {
  return overlaps(one.toLowerCase(), other.toLowerCase());
}

/** Whether a pattern holds an unescaped wildcard. */
function hasWildcard(pattern: string): boolean {
  return pattern.includes("*") || pattern.includes("?");
}

/** Whether a pattern, or a part of it, is nothing but stars. */
function isOnlyStars(pattern: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (pattern[i] !== "*") return false;
  return true;
}

function isCharacter(c: string | undefined): boolean {
  return c !== "*" && c !== "?";
}

function agrees(c: string, d: string | undefined): boolean {
  return c === "?" || c === d;
}

function fits(c: string | undefined, d: string | undefined): boolean {
  return c === d || c === "?" || d === "?";
}
