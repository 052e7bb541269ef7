/**
 * What the interfaces of an interface endpoint take: TCP for sure. UDP is for services that are made
 * for it, and nobody tells of which. No page says what becomes of other protocols, echo requests among
 * them.
 *
 * Source: https://aws.amazon.com/blogs/networking-and-content-delivery/accelerate-ipv6-application-migration-with-aws-privatelink-and-dual-stack-network-load-balancers-udp-support,
 * read 2026-11-23.
 */
import { isKnown, Unknown } from "../known";
import type { VpcEndpoint } from "./network";
import type { NetworkIndex } from "./network-index";
import { knownOf } from "./network-index";
import { isEmpty, partition, PROTOCOL } from "./packet-set";
import { TCP } from "./protocol";
import type { Step } from "./road";

/** The interface endpoint that an interface is one of, or that stands for its interfaces itself. */
export function endpointBehind(index: NetworkIndex, id: string): VpcEndpoint | undefined {
  const endpoints = index.once("endpoints by interface", index.network, () => {
    const found = new Map<string, VpcEndpoint>();
    for (const { value } of index.all("vpcEndpoints")) {
      // Whoever does not know the type of an endpoint does not know what it takes either.
      if (isKnown(value.type) && value.type !== "interface") continue;
      for (const each of [value.id, ...knownOf(value.networkInterfaceIds)]) found.set(each, value);
    }
    return found;
  });
  return endpoints.get(id);
}

/** What an interface takes if it is an endpoint's; others take everything. */
export function endpointLimits(index: NetworkIndex, id: string): Pick<Step, "filter"> {
  const endpoint = endpointBehind(index, id);
  if (endpoint === undefined) return {};
  const unknowns = [new Unknown([`whether ${endpoint.id} takes anything but TCP`])];
  return {
    filter: (packets) => {
      const { inside, outside } = partition(packets, [[PROTOCOL, TCP, TCP]]);
      const unsettled = isEmpty(outside) ? [] : [{ packets: outside, unknowns }];
      return { passed: inside, stopped: [], unsettled };
    },
  };
}
