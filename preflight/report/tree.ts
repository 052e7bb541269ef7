import type { Finding } from "../findings/finding";
import type { Resource, Stack } from "../model/resource";
import { inkFor, type Ink } from "./ink";
import { counted } from "./paragraphs";
import { describeProviders, placeOfStack } from "./places";
import { shortType } from "./urn";

/** How a tree is drawn. */
export interface TreeOptions {
  /** @default false */
  readonly colour?: boolean;
  /** Marks the resources that have findings. @default none */
  readonly findings?: readonly Finding[];
  /** More childless siblings of one type than this become a single line. @default 4 */
  readonly foldAbove?: number;
}

interface Line {
  /** The branches and the name. */
  readonly left: string;
  readonly type: string;
  readonly mark: "" | "✗" | "!" | "?";
}

const ROOT = "pulumi:pulumi:Stack";

function shown(resource: Resource): boolean {
  return resource.type !== ROOT && !resource.type.startsWith("pulumi:providers:");
}

function childrenByParent(stack: Stack): ReadonlyMap<string, readonly Resource[]> {
  const present = new Set(stack.resources.filter(shown).map(({ urn }) => urn));
  const children = new Map<string, Resource[]>();
  for (const resource of stack.resources.filter(shown)) {
    const parent =
      resource.parent !== undefined && present.has(resource.parent) ? resource.parent : "";
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [resource]);
    else siblings.push(resource);
  }
  return children;
}

function marksOf(findings: readonly Finding[]): ReadonlyMap<string, Line["mark"]> {
  const marks = new Map<string, Line["mark"]>();
  const order: readonly Line["mark"][] = ["✗", "!", "?", ""];
  for (const { resource, outcome, severity } of findings) {
    const mark = outcome === "unknown" ? "?" : severity === "error" ? "✗" : "!";
    const present = marks.get(resource) ?? "";
    if (order.indexOf(mark) < order.indexOf(present)) marks.set(resource, mark);
  }
  return marks;
}

/** One entry of a level: a single resource, or several that look the same from here. */
type Entry = readonly [Resource, ...Resource[]];

function entriesOf(
  siblings: readonly Resource[],
  isFoldable: (resource: Resource) => boolean,
  foldAbove: number,
): readonly Entry[] {
  const alike = new Map<string, Resource[]>();
  for (const resource of siblings.filter(isFoldable)) {
    alike.set(resource.type, [...(alike.get(resource.type) ?? []), resource]);
  }
  const entries: Entry[] = [];
  for (const resource of siblings) {
    const group = isFoldable(resource) ? (alike.get(resource.type) ?? []) : [];
    if (group.length <= foldAbove) entries.push([resource]);
    else if (group[0] === resource) entries.push(group as [Resource, ...Resource[]]);
  }
  return entries;
}

function draw(stack: Stack, options: TreeOptions): readonly Line[] {
  const children = childrenByParent(stack);
  const marks = marksOf(options.findings ?? []);
  const lines: Line[] = [];
  // What is marked is never folded away: the reader looks for it.
  const isFoldable = (resource: Resource) =>
    !children.has(resource.urn) && !marks.has(resource.urn);
  const visit = (parent: string, indent: string) => {
    const entries = entriesOf(children.get(parent) ?? [], isFoldable, options.foldAbove ?? 4);
    entries.forEach((entry, index) => {
      const isLast = index === entries.length - 1;
      const branch = isLast ? "└─ " : "├─ ";
      const [first, ...others] = entry;
      const label = others.length === 0 ? first.name : `${first.name} … ×${String(entry.length)}`;
      lines.push({
        left: `${indent}${branch}${label}`,
        type: shortType(first.type),
        mark: marks.get(first.urn) ?? "",
      });
      if (others.length === 0) visit(first.urn, `${indent}${isLast ? "   " : "│  "}`);
    });
  };
  visit("", "");
  return lines;
}

function inked(mark: Line["mark"], text: string, ink: Ink): string {
  switch (mark) {
    case "✗":
      return ink.bad(text);
    case "!":
    case "?":
      return ink.doubtful(text);
    case "":
      return text;
  }
}

/**
 * Draws the resources of a stack below their parents, each with its type; long runs of alike
 * siblings are counted instead. Providers and the stack's own resource are left out.
 */
export function renderTree(stack: Stack, options: TreeOptions = {}): string {
  const ink = inkFor(options.colour ?? false);
  const lines = draw(stack, options);
  const width = Math.min(72, Math.max(0, ...lines.map(({ left }) => left.length)));
  const custom = stack.resources.filter((each) => each.custom && shown(each)).length;
  const place = placeOfStack(stack);
  return [
    `${ink.strong(stack.name)}${place === "" ? "" : ` ${place}`}: ${counted(custom, "resource")}`,
    ...describeProviders(stack).map((line) => ink.faint(`with ${line}`)),
    ...lines.map(({ left, type, mark }) => {
      const gap = " ".repeat(Math.max(0, width - left.length));
      const end = mark === "" ? "" : ` ${mark}`;
      return `${inked(mark, left, ink)}${gap}  ${ink.faint(type)}${inked(mark, end, ink)}`;
    }),
    "",
  ].join("\n");
}
