/**
 * What the interfaces of an interface endpoint take: TCP for sure. UDP is for services that are made
 * for it, and nobody tells of which. No page says what becomes of other protocols, echo requests among
 * them.
 *
 * Source: https://aws.amazon.com/blogs/networking-and-content-delivery/accelerate-ipv6-application-migration-with-aws-privatelink-and-dual-stack-network-load-balancers-udp-support,
 * read 2026-11-23.
 */
import { isKnown, Unknown } from "../known";
import { endpointBehind } from "./endpoint-interfaces";
import type { NetworkIndex } from "./network-index";
import { isEmpty, partition, PROTOCOL } from "./packet-set";
import { TCP } from "./protocol";
import type { Step } from "./road";

/** What an interface takes if it is an endpoint's; others take everything. */
export function endpointLimits(index: NetworkIndex, id: string): Pick<Step, "filter"> {
  const endpoint = endpointBehind(index, id);
  if (endpoint === undefined) return {};
  const why = isKnown(endpoint)
    ? new Unknown([`whether ${endpoint} takes anything but TCP`])
    : endpoint;
  const unknowns = [why];
  return {
    filter: (packets) => {
      const { inside, outside } = partition(packets, [[PROTOCOL, TCP, TCP]]);
      const unsettled = isEmpty(outside) ? [] : [{ packets: outside, unknowns }];
      return { passed: inside, stopped: [], unsettled };
    },
  };
}
