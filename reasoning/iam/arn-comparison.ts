import type { ArnPattern } from "./arn";
import { arnPattern, isWhole, plainArnPattern, reaches } from "./arn";
import { fitsText } from "./pattern";
import { asLiteral } from "./variable";

/**
 * How conditions compare ARNs: each of the six parts by itself.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html,
 * "Amazon Resource Name (ARN) condition operators", read 2026-11-22.
 *
 * @returns undefined of what is no ARN and has no parts to compare.
 */
export function testArn(wanted: string): (given: string) => boolean | undefined {
  const pattern = arnPattern(wanted);
  return (given) => {
    const arn = literalArn(given);
    if (reaches(pattern, arn, "covers")) return true;
    return isWhole(pattern) && isWhole(arn) ? false : undefined;
  };
}

/** An ARN of a request: an escape in it is none. */
function literalArn(given: string): ArnPattern {
  const text = asLiteral(given);
  return given.includes("${") ? plainArnPattern(text) : arnPattern(text);
}

/** Whether a pattern with too few parts fits with stars for them, or what is no ARN fits as a text. */
export function fitsLoosely(wanted: string, given: string): boolean {
  const [pattern, arn] = [arnPattern(wanted), literalArn(given)];
  if (!isWhole(arn)) return fitsText(pattern.whole.normal, arn.whole.normal);
  const missing = Math.max(0, 5 - pattern.segments.colons);
  return reaches(arnPattern(wanted + ":*".repeat(missing)), arn, "covers");
}

/** Whether an ARN fits a pattern, or what the pattern begins, if stars reach beyond colons. */
export function fitsAsText(wanted: string, given: string): boolean {
  const text = asLiteral(given);
  const { normal } = arnPattern(wanted).whole;
  return fitsText(normal, text) || fitsText(`${normal}:*`, text);
}

/** Whether a pattern has all six parts only by a star at its end. */
export function isShort(wanted: string): boolean {
  return arnPattern(wanted).segments.filledUp !== undefined;
}
