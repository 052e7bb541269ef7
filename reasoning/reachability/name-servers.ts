/**
 * Who answers queries for names in a VPC: the resolver of Amazon, or name servers of somebody else.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html, "Amazon DNS
 * server" and "DNS attributes in your VPC", read 2026-11-23.
 */
import { isKnown, Unknown } from "../known";
import type { Vpc } from "./network";
import type { NetworkIndex, Node } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Resolution } from "./resolution";

/** Why no name is resolved in a VPC by Amazon's resolver; undefined: it is there. */
export function withoutResolver({ value, pointer }: Node<Vpc>): Resolution | undefined {
  const { id, enableDnsSupport = true } = value;
  if (!isKnown(enableDnsSupport)) return { kind: "unknown", unknowns: [enableDnsSupport] };
  if (enableDnsSupport) return undefined;
  const message = `${id} has no resolver: enableDnsSupport is off`;
  const place = { component: "vpc", id, pointer };
  return { kind: "stopped", stop: { ...place, code: "NO_SOURCE_OR_DESTINATION", message } };
}

/** Name servers other than Amazon's answer as they please. */
export function foreignResolver(index: NetworkIndex, { dhcpOptionsId }: Vpc): Unknown | undefined {
  if (dhcpOptionsId === undefined) return undefined;
  const options = index.find("dhcpOptions", dhcpOptionsId);
  if (!isKnown(options)) return options;
  const servers = options.value.domainNameServers;
  const [gap] = gapsOf(servers);
  if (gap !== undefined) return gap;
  const others = knownOf(servers).filter((each) => each !== "AmazonProvidedDNS");
  return others.length === 0
    ? undefined
    : new Unknown([`what the name servers ${others.join(", ")} answer`]);
}
