/**
 * Three-valued facts: a value is known, or it is an `Unknown` that names what blocks it.
 *
 * An unknown is never taken for a yes or a no. It only survives where it matters: `any` of a list
 * that holds one true is true whatever the unknown members turn out to be (Kleene's strong logic).
 */
export class Unknown {
  /** @param blockedBy what has to be known first, each as `<urn>#<property>` or a plain phrase. */
  constructor(readonly blockedBy: readonly string[]) {}

  /** Keeps an unknown visible when it is rendered by mistake. */
  toString(): string {
    return `unknown (${this.blockedBy.join(", ")})`;
  }
}

/** A value of type `T`, or the reason why it is not known yet. */
export type Maybe<T> = T | Unknown;

/** The answer to a question: yes, no, or not decidable with what is known. */
export type Truth = Maybe<boolean>;

/** Tells a known value from an unknown one. */
export function isKnown<T>(value: Maybe<T>): value is T {
  return !(value instanceof Unknown);
}

/** Joins several reasons into one unknown, each named once. */
export function unknownOf(...unknowns: readonly Unknown[]): Unknown {
  return joined(unknowns);
}

/** The same for a list, which may be longer than a call can have arguments. */
export function joined(unknowns: readonly Unknown[]): Unknown {
  const [only] = unknowns;
  if (unknowns.length === 1 && only !== undefined) return only;
  return new Unknown([...new Set(unknowns.flatMap((each) => each.blockedBy))]);
}

/** Applies `f` to a known value and passes an unknown through. */
export function mapKnown<T, U>(value: Maybe<T>, f: (known: T) => Maybe<U>): Maybe<U> {
  return isKnown(value) ? f(value) : value;
}

/** Not: an unknown stays unknown. */
export function not(truth: Truth): Truth {
  return isKnown(truth) ? !truth : truth;
}

/** True if every one is true; one false decides, however many are unknown. */
export function all(truths: Iterable<Truth>): Truth {
  const unknowns: Unknown[] = [];
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth instanceof Unknown) unknowns.push(truth);
  }
  return unknowns.length === 0 ? true : joined(unknowns);
}

/** True if one is true; one true decides, however many are unknown. */
export function any(truths: Iterable<Truth>): Truth {
  const unknowns: Unknown[] = [];
  for (const truth of truths) {
    if (truth === true) return true;
    if (truth instanceof Unknown) unknowns.push(truth);
  }
  return unknowns.length === 0 ? false : joined(unknowns);
}

/** {@link all} of two, without a list of them. */
export function both(one: Truth, other: Truth): Truth {
  if (one === false || other === false) return false;
  if (one === true) return other;
  return other === true ? one : unknownOf(one, other);
}

/** {@link any} of two, without a list of them. */
export function either(one: Truth, other: Truth): Truth {
  if (one === true || other === true) return true;
  if (one === false) return other;
  return other === false ? one : unknownOf(one, other);
}

/** Whether any of what was added is true, while it is being added up. */
export type Sum = boolean | Unknown[];

/** Adds to a sum; a list of unknowns is joined once, at the end, however long it is. */
export function plus(sum: Sum, truth: Truth): Sum {
  if (sum === true || truth === false) return sum;
  if (truth === true) return true;
  if (sum === false) return [truth];
  sum.push(truth);
  return sum;
}

/** What a sum comes to: {@link any} of all that was added. */
export function totalOf(sum: Sum): Truth {
  return typeof sum === "boolean" ? sum : joined(sum);
}

/** `yes` or `no` as the question turns out; where it is open, what both agree on. */
export function choose(question: Truth, yes: Truth, no: Truth): Truth {
  if (isKnown(question)) return question ? yes : no;
  if (yes === no) return yes;
  return unknownOf(question, ...[yes, no].filter((each) => each instanceof Unknown));
}
