/**
 * Breaks a text into lines of at most `width` characters at spaces. A word that is longer than a
 * line (an ARN, a JSON pointer) keeps a line of its own, because a broken one cannot be copied.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    lines.push(line);
  }
  return lines;
}

/** A wrapped paragraph behind a label: `label` stands before the first line, spaces before others. */
export function labelled(label: string, text: string, width: number): readonly string[] {
  return wrap(text, Math.max(20, width - label.length)).map(
    (line, index) => (index === 0 ? label : " ".repeat(label.length)) + line,
  );
}

/** A number with its noun: `1 warning`, `2 warnings`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${String(count)} ${count === 1 ? noun : plural}`;
}
