import type { Blocker } from "../../../reasoning/reachability/answer";
import type { Asked } from "../../model/network/reachability/questions";
import { lostPacket } from "../../model/network/reachability/lost-packet";
import type { World } from "../../model/world";
import type { Violation } from "../rule";

/** The violation with a packet to show for it, if the reachability engine sees one lost. */
export function shownByPacket(
  violation: Violation,
  world: World,
  asked: Asked,
  is: (blocker: Blocker) => boolean,
): Violation {
  const lost = lostPacket(world, asked, is);
  if (lost === undefined) return violation;
  const { witness, related = [] } = violation;
  return {
    ...violation,
    witness: witness === undefined ? lost.told : `${witness}; ${lost.told}`,
    related: [...related, ...lost.at.filter((each) => !related.includes(each))],
  };
}
