import { addressesOf } from "../../../reasoning/reachability/intervals";
import type { Facing } from "../../../reasoning/reachability/facing";
import type { PacketSet } from "../../../reasoning/reachability/packet-set";
import {
  DESTINATION,
  DESTINATION_PORT,
  SOURCE,
  withAddresses,
} from "../../../reasoning/reachability/packet-set";
import { packetsOf } from "../../../reasoning/reachability/protocol";
import type { Split } from "../../../reasoning/reachability/split";

/** Packets as their senders see them. */
export const PLAIN: Facing = { family: "ipv4", isAnswer: false };

/** TCP from one address to one, for the ports from 0 to 99. */
export const PACKETS: PacketSet = withAddresses(
  withAddresses(
    packetsOf({
      family: "ipv4",
      protocol: "tcp",
      ports: [{ first: 0, last: 99 }],
      sourcePorts: [{ first: 5000, last: 5000 }],
    }),
    SOURCE,
    addressesOf("ipv4", ["10.0.0.1"]),
  ),
  DESTINATION,
  addressesOf("ipv4", ["10.0.1.1"]),
);

/** The ports of packets: `0-9 20-99`. */
function portsOf(packets: PacketSet): string {
  return packets
    .map(
      ({ low, high }) => [Number(low[DESTINATION_PORT]), Number(high[DESTINATION_PORT])] as const,
    )
    .sort(([one], [other]) => one - other)
    .map(([first, last]) => `${first}-${last}`)
    .join(" ");
}

/** What a filter did, in lines: which ports pass, which are stopped where, and which are open why. */
export function told({ passed, stopped, unsettled }: Split): readonly string[] {
  return [
    ...(passed.length === 0 ? [] : [`pass ${portsOf(passed)}`]),
    ...stopped.map(({ packets, stop }) => `stop ${portsOf(packets)}: ${stop.pointer} ${stop.code}`),
    ...unsettled.map(({ packets, unknowns }) => {
      return `open ${portsOf(packets)}: ${unknowns.flatMap((each) => each.blockedBy).join(", ")}`;
    }),
  ];
}
