import { coversNormal, fitsText, overlapsNormal } from "./pattern";

/** A normalised pattern that is asked again and again, with what answers most questions at once. */
export interface TextPattern {
  readonly normal: string;
  readonly wild: boolean;
  /** The text before the first wildcard. */
  readonly start: string;
  /** True if a star at the end is the only wildcard. */
  readonly isPrefix: boolean;
}

/** How two patterns are compared: all of the second, or any of it. */
export type Reach = "covers" | "overlaps";

/** Prepares a normalised pattern. */
export function textPattern(normal: string): TextPattern {
  const at = normal.search(/[*?]/);
  if (at < 0) return { normal, wild: false, start: normal, isPrefix: false };
  return {
    normal,
    wild: true,
    start: normal.slice(0, at),
    isPrefix: at === normal.length - 1 && normal.endsWith("*"),
  };
}

/** Whether a pattern holds all, or any, of another one. */
export function reachesText(p: TextPattern, q: TextPattern, how: Reach): boolean {
  if (q.wild) return (how === "covers" ? coversNormal : overlapsNormal)(p.normal, q.normal);
  if (!p.wild) return p.normal === q.normal;
  if (!q.normal.startsWith(p.start)) return false;
  return p.isPrefix || fitsText(p.normal, q.normal);
}
