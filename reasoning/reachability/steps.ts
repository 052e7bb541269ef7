/** The steps that more than one part of the way has. */
import type { Unknown } from "../known";
import { isKnown } from "../known";
import type { Subnet } from "./network";
import type { Direction } from "./network-acl";
import { decidingRule, filterByAcl, orderRules } from "./network-acl";
import type { NetworkIndex, Node } from "./network-index";
import { isEmpty, NO_PACKETS, partition, PROTOCOL } from "./packet-set";
import type { Step } from "./road";
import type { Stop } from "./split";

/** The network ACL of a subnet, in one direction. */
export function aclStep(index: NetworkIndex, subnet: Node<Subnet>, direction: Direction): Step {
  return index.once(`acl step ${direction}`, subnet.value, () => {
    const acl = index.aclOf(subnet.value);
    if (!isKnown(acl)) {
      const id = `network ACL of ${subnet.value.id}`;
      const place = { component: "networkAcl", id, pointer: subnet.pointer };
      return { ...doubtStep(place, [acl]), direction };
    }
    const rules = index.once(`ordered ${direction}`, acl.value, () =>
      orderRules(acl.value[direction], `${acl.pointer}/${direction}`),
    );
    return {
      component: "networkAcl",
      id: acl.value.id,
      pointer: acl.pointer,
      direction,
      decidedBy: (packet, facing) => decidingRule(rules, direction, packet, facing),
      filter: (packets, facing) => filterByAcl(acl, direction, rules, packets, facing),
    };
  });
}

/** A thing that may let packets pass, or not. */
export function doubtStep(place: Step, unknowns: readonly Unknown[]): Step {
  return {
    ...place,
    filter: (packets) => ({ passed: NO_PACKETS, stopped: [], unsettled: [{ packets, unknowns }] }),
  };
}

/** A thing that lets nothing pass. */
export function stopStep(stop: Stop): Step {
  const { component, id, pointer } = stop;
  return {
    component,
    id,
    pointer,
    filter: (packets) => ({ passed: NO_PACKETS, stopped: [{ packets, stop }], unsettled: [] }),
  };
}

/** A thing that takes packets of some protocols only. */
export function protocolStep(place: Step, protocols: readonly number[], stop: Stop): Step {
  return {
    ...place,
    filter: (packets) => {
      let passed = NO_PACKETS;
      let rest = packets;
      for (const protocol of protocols) {
        const { inside, outside } = partition(rest, [[PROTOCOL, protocol, protocol]]);
        passed = [...passed, ...inside];
        rest = outside;
      }
      return { passed, stopped: isEmpty(rest) ? [] : [{ packets: rest, stop }], unsettled: [] };
    },
  };
}
