import { asLiteral, unescape } from "./variable";

/**
 * IAM's wildcard patterns: `*` stands for any run of characters, `?` for exactly one.
 *
 * A check asks two different questions of a pattern. "May this be denied?" needs to know whether
 * two patterns have a text in common; "is this always allowed?" needs to know whether one holds
 * every text of the other.
 */

/** Puts `?` before `*` in each run of wildcards, where order changes nothing, and merges stars. */
const normalise = remember((pattern: string): string =>
  unescape(pattern).replace(/[*?]{2,}/g, (run) => {
    const single = run.replaceAll("*", "");
    return run.includes("*") ? `${single}*` : single;
  }),
);

/**
 * Whether every text that `inner` stands for is also a text of `outer`. Both may hold wildcards. A
 * yes is certain; it may say no where lengths alone would make it so, as with `?*` and `*a`.
 * Takes time proportional to the product of the lengths at worst, whatever the wildcards.
 */
export function covers(outer: string, inner: string): boolean {
  const p = normalise(outer);
  const q = normalise(inner);
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
  const p = normalise(one);
  const q = normalise(other);
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
  const p = normalise(pattern);
  const t = asLiteral(text);
  let [i, j, star, mark] = [0, 0, -1, 0];
  while (j < t.length) {
    if (p[i] === "*") {
      star = i++;
      mark = j;
    } else if (i < p.length && (p[i] === "?" || p[i] === t[j])) {
      i++;
      j++;
    } else if (star >= 0) {
      i = star + 1;
      j = ++mark;
    } else {
      return false;
    }
  }
  while (p[i] === "*") i++;
  return i === p.length;
}

/** Action names are compared without case. */
export function actionCovers(outer: string, inner: string): boolean {
  return covers(outer.toLowerCase(), inner.toLowerCase());
}

/** Whether some action fits both patterns, without case. */
export function actionOverlaps(one: string, other: string): boolean {
  return overlaps(one.toLowerCase(), other.toLowerCase());
}

/** ARNs are compared part by part: a wildcard in the region does not reach into the resource. */
export function arnCovers(outer: string, inner: string): boolean {
  return compareArns(outer, inner, covers);
}

/** Whether some ARN fits both patterns. */
export function arnOverlaps(one: string, other: string): boolean {
  return compareArns(one, other, overlaps);
}

function compareArns(
  one: string,
  other: string,
  compare: (p: string, q: string) => boolean,
): boolean {
  if (isOnlyStars(one, 0, one.length) && one !== "") return true;
  // An action without resources is requested on "*", and only a literal "*" speaks of that: the
  // reason why denying s3:ListAllMyBuckets on a bucket's ARN has no effect.
  if (other === "*") return false;
  const [p, q] = [arnParts(one), arnParts(other)];
  return p.every((part, i) => compare(part, q[i] ?? ""));
}

/**
 * `arn`, partition, service, region, account, resource. A pattern that ends early in a star, such as
 * `arn:aws:sns:*`, is filled up with stars.
 */
const arnParts = remember((arn: string): readonly string[] => {
  const parts = arn.split(":");
  const rest = arn.endsWith("*") ? "*" : "";
  const head = parts.slice(0, 5);
  while (head.length < 5) head.push(rest);
  return [...head, parts.length > 5 ? parts.slice(5).join(":") : rest];
});

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

/** How many results are kept; a stack's documents hold far fewer patterns. */
const REMEMBERED = 10_000;

function remember<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    if (results.size >= REMEMBERED) results.clear();
    const result = compute(text);
    results.set(text, result);
    return result;
  };
}
