/**
 * Through virtual private gateways. What lies behind one is not known, unless the question says so:
 * then answers to hosts behind it have arrived there.
 *
 * Source: https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html, "Virtual private gateway",
 * read 2026-11-22.
 */
import { Unknown } from "../../known";
import type { Intervals } from "../intervals";
import type { Road, Trail, Walk } from "../road";
import { endAt, pass, unsettledAt } from "../road";

/** Sends packets through a virtual private gateway. */
export function throughVpnGateway(
  { target }: Walk,
  trail: Trail,
  id: string,
  addresses: Intervals,
): readonly Road[] {
  if (target?.component !== "vpnGateway" || target.id !== id) {
    return unsettledAt(trail, addresses, new Unknown([`what lies behind ${id}`]));
  }
  const { component, pointer } = target;
  return endAt(pass(trail, { component, id, pointer }), addresses, {
    kind: "outside",
    gateway: id,
  });
}
