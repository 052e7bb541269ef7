import type { Family } from "../../../../reasoning/reachability/question";
import type { World } from "../../world";
import type { Origins } from "./origins";

/** What every kind of part is drawn with. */
export interface Drawing {
  readonly world: World;
  /** The IP version that the network is for: of the other one it holds nothing that is hidden. */
  readonly family: Family;
  readonly origins: Origins;
}
