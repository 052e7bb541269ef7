import type { Truth } from "../known";
import { Unknown } from "../known";
import { mergeWildcards, normalise } from "./pattern";
import { remember } from "../remember";
import type { Reach, TextPattern } from "./text-pattern";
import { reachesText, textPattern } from "./text-pattern";

/**
 * ARNs and patterns of them. They are compared part by part: a wildcard in the Region does not reach
 * into the resource.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html,
 * "IAM JSON policy elements: Resource", read 2026-11-22.
 */
export class ArnPattern {
  /** The pattern as one text, whose stars reach beyond colons. */
  readonly whole: TextPattern;
  private read: Segments | undefined;

  /** @param normal the text with merged wildcards, and escapes as the document's version has them. */
  constructor(
    readonly text: string,
    normal: string,
  ) {
    this.whole = textPattern(normal);
  }

  /** Whether it holds a wildcard. */
  get wild(): boolean {
    return this.whole.wild;
  }

  /** Nothing but stars: it speaks of actions without resources too. */
  get everything(): boolean {
    return this.whole.normal === "*";
  }

  /** `arn`, partition, service, Region, account, resource. */
  get parts(): readonly string[] {
    return this.segments.parts;
  }

  /** Read when first needed: most ARNs are told apart by how they begin. */
  get segments(): Segments {
    return (this.read ??= segmentsOf(this.whole.normal));
  }
}

/** An ARN taken apart at its colons. */
interface Segments {
  readonly parts: readonly string[];
  /** The same, prepared for comparing. */
  readonly patterns: readonly TextPattern[];
  /** Whether a star stands before a colon, or parts are left out: then the parts may not be all. */
  readonly loose: boolean;
  readonly colons: number;
  /** The parts of a short pattern with stars for what it leaves out. */
  readonly filledUp?: readonly TextPattern[];
}

/** Reads a pattern; one that ends early in a star, such as `arn:aws:sns:*`, is filled up with stars. */
export const arnPattern = remember(
  (text: string): ArnPattern => new ArnPattern(text, normalise(text)),
);

/** Reads a pattern of a document whose version knows no variables, and so no escapes. */
export function plainArnPattern(text: string): ArnPattern {
  return new ArnPattern(text, mergeWildcards(text));
}

function segmentsOf(normal: string): Segments {
  const parts = normal.split(":");
  const rest = normal.endsWith("*") ? "*" : "";
  const head = parts.slice(0, 5);
  while (head.length < 5) head.push(rest);
  const all = [...head, parts.length > 5 ? parts.slice(5).join(":") : rest];
  const isShort = parts.length < 6;
  return {
    parts: all,
    patterns: all.map(textPattern),
    colons: parts.length - 1,
    loose: isShort || normal.includes("*:"),
    ...(isShort ? { filledUp: [...parts, ...STARS].slice(0, 6).map(textPattern) } : {}),
  };
}

const STARS: readonly string[] = ["*", "*", "*", "*", "*"];

/** Whether every ARN of the second pattern is one of the first. */
export function arnCovers(outer: string, inner: string): boolean {
  return reaches(arnPattern(outer), arnPattern(inner), "covers");
}

/** Whether some ARN fits both patterns. */
export function arnOverlaps(one: string, other: string): boolean {
  return reaches(arnPattern(one), arnPattern(other), "overlaps");
}

/** As {@link arnCovers} and {@link arnOverlaps}, of patterns that have been read. */
export function reaches(pattern: ArnPattern, other: ArnPattern, how: Reach): boolean {
  if (pattern.everything) return true;
  if (beginsOtherwise(pattern, other)) return false;
  // An action without resources is requested on "*", and only "*" speaks of that for certain: the
  // reason why denying s3:ListAllMyBuckets on a bucket's ARN has no effect.
  if (other.text === "*") return false;
  return reachesParts(pattern.segments.patterns, other.segments.patterns, how);
}

/** Whether a whole ARN begins with another text than the pattern, which settles most questions. */
function beginsOtherwise({ whole }: ArnPattern, other: ArnPattern): boolean {
  if (other.wild || other.whole.normal.startsWith(whole.start)) return false;
  // What a short ARN leaves out may be written in a pattern of the same.
  return other.segments.filledUp === undefined;
}

function reachesParts(
  patterns: readonly TextPattern[],
  others: readonly TextPattern[],
  how: Reach,
): boolean {
  // The resource comes first: it tells most ARNs apart.
  for (let i = patterns.length - 1; i >= 0; i--) {
    const [p, q] = [patterns[i], others[i]];
    if (p === undefined || q === undefined || !reachesText(p, q, how)) return false;
  }
  return true;
}

/**
 * What a policy makes of an ARN with too few parts: one of an identity completes it with stars. Session
 * policies refuse it, and of others no page tells: there it grants nothing for certain, and excepts nothing
 * from a denial.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html, "Limitations on wildcard usage
 * within ARNs", read 2026-11-23.
 */
export type ShortArns = "completed" | "open";

/** Whether parts are left out; a lone star speaks of everything. */
function isShort({ everything, segments }: ArnPattern): boolean {
  return !everything && segments.filledUp !== undefined;
}

function reachesCompleted(pattern: ArnPattern, other: ArnPattern, how: Reach): boolean {
  if (other.text === "*" || beginsOtherwise(pattern, other)) return false;
  const { filledUp } = pattern.segments;
  return filledUp !== undefined && reachesParts(filledUp, other.segments.patterns, how);
}

/**
 * Whether a pattern speaks of a requested resource. AWS's own samples allow `s3:ListAllMyBuckets` on
 * `arn:aws:s3:::*`, while its reference knows only `*` for it: that question stays open.
 */
export function speaksOfArn(
  pattern: ArnPattern,
  requested: ArnPattern,
  how: Reach,
  short: ShortArns = "open",
): Truth {
  if (reaches(pattern, requested, how))
    return short === "open" && how === "covers" && isShort(pattern) ? beyondColons(pattern) : true;
  if (short === "completed" && reachesCompleted(pattern, requested, how)) return true;
  if (requested.text !== "*")
    return looselyReaches(pattern, requested, how) && beyondColons(pattern);
  return (
    namesWholeService(pattern, short) &&
    new Unknown([`whether ${pattern.text} speaks of an action without resources`])
  );
}

/**
 * Whether another reading of a pattern speaks of an ARN: AWS says that a star before a colon can reach
 * beyond it, and not what it makes of an ARN with too few parts.
 */
function looselyReaches(pattern: ArnPattern, other: ArnPattern, how: Reach): boolean {
  if (beginsOtherwise(pattern, other)) return false;
  const { loose, filledUp, colons } = pattern.segments;
  if (!loose) return false;
  // With as many colons on both sides, no star has one to reach beyond.
  if (filledUp === undefined && other.segments.colons <= colons) return false;
  if (reachesText(pattern.whole, other.whole, how)) return true;
  return filledUp !== undefined && reachesParts(filledUp, other.segments.patterns, how);
}

/** Whether an ARN has all its parts; stars at its end fill it up. */
export function isWhole({ segments }: ArnPattern): boolean {
  return segments.filledUp === undefined || segments.parts[5] === "*";
}

/** The question that another reading of a pattern leaves open. */
function beyondColons({ text }: ArnPattern): Unknown {
  return new Unknown([`how AWS reads ${text}, whose parts are too few or end in a star`]);
}

function namesWholeService({ segments }: ArnPattern, short: ShortArns): boolean {
  const { filledUp, patterns } = segments;
  const [, , , region, account, path] = (short === "completed" ? filledUp : undefined) ?? patterns;
  return path?.normal === "*" && isOpenPart(region) && isOpenPart(account);
}

function isOpenPart(part: TextPattern | undefined): boolean {
  return part?.normal === "" || part?.normal === "*";
}

/** The account in an ARN, `aws` for what AWS owns; undefined if the ARN leaves it out. */
export function accountInArn({ parts }: ArnPattern): string | undefined {
  return /^(\d{12}|aws)$/.exec(parts[4] ?? "")?.[0];
}
