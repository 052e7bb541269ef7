/** The steps that more than one part of the way has. */
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
      return {
        component: "networkAcl",
        id: `network ACL of ${subnet.value.id}`,
        pointer: subnet.pointer,
        direction,
        filter: (packets) => ({
          passed: NO_PACKETS,
          stopped: [],
          unsettled: [{ packets, unknowns: [acl] }],
        }),
      };
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

/** A thing that takes packets of some protocols only. */
export function protocolStep(
  place: { readonly component: string; readonly id: string; readonly pointer: string },
  protocols: readonly number[],
  stop: Stop,
): Step {
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
