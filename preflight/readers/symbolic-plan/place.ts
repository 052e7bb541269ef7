import type { Registration, WireProperties } from "./protocol";

/** Where a function is asked: what a provider knows without asking AWS. */
export interface Place {
  readonly partition: string;
  readonly dnsSuffix: string;
  /** Absent if the provider works in an account that it does not name. */
  readonly account?: string;
  readonly region?: string;
  /** Everything that the plan holds so far: what a function finds there, AWS would find later. */
  readonly registrations: () => Iterable<Registration>;
  /** Notes what an answer takes for granted. */
  readonly assume: (sentence: string) => void;
}

/** Answers one function; `undefined` if only AWS could, for these arguments. */
export type Answerer = (args: WireProperties, place: Place) => WireProperties | undefined;

/** The partition's DNS suffix from right to left, as names of endpoint services begin. */
export function reverseDns({ dnsSuffix }: Pick<Place, "dnsSuffix">): string {
  return dnsSuffix.split(".").reverse().join(".");
}
