/**
 * Through gateway endpoints, to the service whose prefix list leads to them. Their policies are not
 * looked at: they are about who calls what, not about packets.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html, "Considerations",
 * and https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html, read 2026-11-22.
 */
import { isKnown, Unknown } from "../../known";
import { endpointState } from "../endpoint-state";
import type { Intervals } from "../intervals";
import type { Vpc } from "../network";
import type { NetworkIndex, Node } from "../network-index";
import { ICMP, ICMPV6, TCP } from "../protocol";
import type { Road, Station, Trail, Walk } from "../road";
import { endAt, pass, startAt, stopAt, unsettledAt } from "../road";
import type { Stop } from "../split";
import { aclStep, protocolStep } from "../steps";

/** Sends packets through a gateway endpoint; `vpc` is where the route to it is. */
export function throughGatewayEndpoint(
  walk: Walk,
  trail: Trail,
  id: string,
  vpc: Node<Vpc>,
  addresses: Intervals,
): readonly Road[] {
  const { index } = walk;
  const endpoint = index.find("vpcEndpoints", id);
  if (!isKnown(endpoint)) return unsettledAt(trail, addresses, endpoint);
  const place = { component: "vpcEndpoint", id, pointer: endpoint.pointer };
  const stop = (code: Stop["code"], message: string) =>
    stopAt(trail, addresses, { ...place, code, message });
  const { type, vpcId } = endpoint.value;
  const state = endpointState(endpoint.value);
  if (!isKnown(type)) return unsettledAt(trail, addresses, type);
  if (type !== "gateway") {
    return unsettledAt(trail, addresses, new Unknown([`what lies behind ${id}`]));
  }
  if (!isKnown(state)) return unsettledAt(trail, addresses, state);
  if (state !== "available") return stop("BAD_STATE", `${id} is ${state}`);
  if (!isKnown(vpcId)) return unsettledAt(trail, addresses, vpcId);
  if (vpcId !== vpc.value.id) {
    return stop("BAD_STATE_ATTACHMENT", `${id} is not in ${vpc.value.id}`);
  }
  if (trail.from.vpc.value.id !== vpc.value.id) {
    return stop("NO_POSSIBLE_DESTINATION", `${id} serves ${vpc.value.id} only, not other networks`);
  }
  const limits = protocolStep(place, [TCP, ICMP, ICMPV6], {
    ...place,
    code: "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
    message: `${id} takes TCP and ICMP echo requests only`,
  });
  return endAt(pass(trail, limits), addresses, { kind: "outside", gateway: id }, () =>
    fromService(index, trail.from, place),
  );
}

/** Answers go straight to the subnet that packets came from. */
function fromService(
  index: NetworkIndex,
  to: Station,
  place: { readonly component: string; readonly id: string; readonly pointer: string },
): readonly Road[] {
  const trail = startAt(to, place);
  const steps = to.subnet === undefined ? [] : [aclStep(index, to.subnet, "ingress")];
  return endAt(pass(trail, ...steps), to.addresses, { kind: "station", station: to, lostTo: [] });
}
