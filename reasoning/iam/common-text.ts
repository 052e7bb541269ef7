/** Pairs of places that are looked at; longer patterns are not worth the memory. */
const PLACES = 4_000_000;

/**
 * A text that fits two patterns, or undefined if there is none, or none is found at this price. Wildcards that need not stand for
 * anything stand for nothing. Takes time proportional to the product of the lengths.
 */
export function commonText(one: string, other: string): string | undefined {
  const width = other.length + 1;
  if ((one.length + 1) * width > PLACES) return undefined;
  // How a pair of places was reached: 1 both went on, 2 only the first, 3 only the second.
  const cameBy = new Uint8Array((one.length + 1) * width);
  const open: number[] = [0];
  cameBy[0] = 4;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [i, j] = [Math.floor(at / width), at % width];
    if (i === one.length && j === other.length) return textOf(one, other, width, cameBy);
    const [a, b] = [one[i], other[j]];
    const reach = (next: number, by: number): void => {
      if (cameBy[next] !== 0) return;
      cameBy[next] = by;
      open.push(next);
    };
    // A star stands for nothing, or for one character of the other pattern; the last is tried first.
    if (b !== undefined && b !== "*" && a === "*") reach(at + 1, 3);
    if (a !== undefined && a !== "*" && b === "*") reach(at + width, 2);
    if (a !== undefined && b !== undefined && a !== "*" && b !== "*")
      if (a === b || a === "?" || b === "?") reach(at + width + 1, 1);
    if (a === "*") reach(at + width, 2);
    if (b === "*") reach(at + 1, 3);
  }
  return undefined;
}

function textOf(one: string, other: string, width: number, cameBy: Uint8Array): string {
  const characters: string[] = [];
  let at = (one.length + 1) * width - 1;
  while (at > 0) {
    const by = cameBy[at];
    const previous = by === 1 ? at - width - 1 : by === 2 ? at - width : at - 1;
    const [a = "", b = ""] = [one[Math.floor(previous / width)], other[previous % width]];
    if (by === 1) characters.push(a === "?" ? (b === "?" ? "x" : b) : a);
    else if (by === 2 && a !== "*") characters.push(a === "?" ? "x" : a);
    else if (by === 3 && b !== "*") characters.push(b === "?" ? "x" : b);
    at = previous;
  }
  return characters.reverse().join("");
}
