/** What names lead to. */
import type { Unknown } from "../known";
import type { Intervals } from "./intervals";
import type { Place } from "./places";
import type { Stop } from "./split";

/** What a name leads to. */
export type Resolution =
  | { readonly kind: "places"; readonly places: readonly Place[] }
  | {
      readonly kind: "addresses";
      readonly addresses: Intervals;
      /** Set if the addresses are somewhere among these. */
      readonly oneOf?: Unknown;
      /** The names of a prefix list that they are in. */
      readonly prefixList?: readonly string[];
    }
  | { readonly kind: "stopped"; readonly stop: Stop }
  | { readonly kind: "unknown"; readonly unknowns: readonly Unknown[] }
  | {
      readonly kind: "either";
      readonly resolutions: readonly Resolution[];
      readonly why: readonly Unknown[];
    };
