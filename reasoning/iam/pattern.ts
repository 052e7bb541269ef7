/**
 * IAM's wildcard patterns: `*` stands for any run of characters, `?` for exactly one.
 *
 * A check asks two different questions of a pattern. "May this be denied?" needs to know whether
 * two patterns have a text in common; "is this always allowed?" needs to know whether one holds
 * every text of the other.
 */

/** Puts `?` before `*` in each run of wildcards, where order changes nothing, and merges stars. */
function normalise(pattern: string): string {
  return pattern.replace(/[*?]{2,}/g, (run) => {
    const single = run.replaceAll("*", "");
    return run.includes("*") ? `${single}*` : single;
  });
}

/**
 * Whether every text that `inner` stands for is also a text of `outer`. Both may hold wildcards.
 * Takes time proportional to the product of the lengths, whatever the wildcards.
 */
export function covers(outer: string, inner: string): boolean {
  const p = normalise(outer);
  const q = normalise(inner);
  // reach[j]: outer up to here holds all of inner up to j. One row for each character of outer.
  let reach = new Array<boolean>(q.length + 1).fill(false);
  reach[0] = true;
  for (const c of p) {
    const next = new Array<boolean>(q.length + 1).fill(false);
    if (c === "*") {
      let open = false;
      for (let j = 0; j <= q.length; j++) {
        open = open || reach[j] === true;
        next[j] = open;
      }
    } else {
      for (let j = 0; j < q.length; j++) {
        const d = q[j];
        if (reach[j] === true && d !== "*" && (c === "?" || c === d)) next[j + 1] = true;
      }
    }
    reach = next;
  }
  return reach[q.length] === true;
}

/** Whether some text fits both patterns. */
export function overlaps(one: string, other: string): boolean {
  const p = normalise(one);
  const q = normalise(other);
  let reach = new Array<boolean>(q.length + 1).fill(false);
  for (let i = 0; i <= p.length; i++) {
    const next = new Array<boolean>(q.length + 1).fill(false);
    for (let j = 0; j <= q.length; j++) {
      const [c, d] = [p[i - 1], q[j - 1]];
      next[j] =
        (i === 0 && j === 0) ||
        // A star may stand for nothing more, or for one more character of the other side.
        (c === "*" && (reach[j] === true || next[j - 1] === true)) ||
        (d === "*" && (next[j - 1] === true || reach[j] === true)) ||
        (c !== undefined && d !== undefined && reach[j - 1] === true && fits(c, d));
    }
    reach = next;
  }
  return reach[q.length] === true;
}

/** Whether a text without wildcards of its own fits the pattern. */
export function matches(pattern: string, text: string): boolean {
  const p = normalise(pattern);
  let [i, j, star, mark] = [0, 0, -1, 0];
  while (j < text.length) {
    if (p[i] === "*") {
      star = i++;
      mark = j;
    } else if (i < p.length && (p[i] === "?" || p[i] === text[j])) {
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
  if (one === "*") return true;
  // An action without resources is requested on "*", and only a literal "*" speaks of that: the
  // reason why denying s3:ListAllMyBuckets on a bucket's ARN has no effect.
  if (other === "*") return false;
  const [p, q] = [arnParts(one), arnParts(other)];
  return p.every((part, i) => compare(part, q[i] ?? ""));
}

/** `arn`, partition, service, region, account, resource; a short pattern is filled up with stars. */
function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  const head = parts.slice(0, 5);
  while (head.length < 5) head.push("*");
  return [...head, parts.length > 5 ? parts.slice(5).join(":") : "*"];
}

function fits(c: string, d: string): boolean {
  return c === d || c === "?" || d === "?";
}
