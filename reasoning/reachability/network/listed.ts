import type { Maybe } from "../../known";

/** A list that holds what is known of it, and an unknown where there may be more. */
export type Listed<T> = readonly Maybe<T>[];
