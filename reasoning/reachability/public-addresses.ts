/**
 * What the public DNS says of a service's names: the addresses told of, else somewhere in the internet.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html,
 * "Access through public service endpoints", read 2026-11-23.
 */
import type { Maybe } from "../known";
import { isKnown, Unknown } from "../known";
import { internetBeyond } from "./internet-addresses";
import { addressesOf } from "./intervals";
import type { Listed, Service } from "./network";
import type { NetworkIndex } from "./network-index";
import { gapsOf, knownOf } from "./network-index";
import type { Family } from "./question";
import type { Resolution } from "./resolution";
import { prefixListNamedAfter } from "./subnet-routes";

/** What the public DNS says: the addresses told of, else somewhere in the internet. */
export function publicAddresses(
  index: NetworkIndex,
  name: string,
  service: string | undefined,
  family: Family,
): Resolution {
  if (service === undefined) return somewhere(index, name, family, []);
  const found = index.find("services", service);
  const told = isKnown(found) ? found : undefined;
  const ids = prefixListsOf(index, service, told?.value);
  // A service that is hidden may have other addresses than its list.
  const isHidden = told === undefined && gapsOf(index.network.services).length > 0;
  const blocks = isHidden ? [] : blocksOf(index, told?.value, ids);
  if (blocks.length === 0 || gapsOf(blocks).length > 0) return somewhere(index, name, family, ids);
  const addresses = addressesOf(family, knownOf(blocks));
  if (addresses.length > 0) return { kind: "addresses", addresses, prefixList: ids };
  // Its list may be of one IP version, and the service have addresses of both.
  if (told?.value.addresses === undefined) return somewhere(index, name, family, ids);
  const message = `${name} has no ${family} address`;
  const place = { component: "service", id: told.value.name, pointer: told.pointer };
  return { kind: "stopped", stop: { ...place, code: "NO_SOURCE_OR_DESTINATION", message } };
}

/** All names of the prefix list that holds a service's addresses. */
function prefixListsOf(
  index: NetworkIndex,
  service: string,
  told: Service | undefined,
): readonly string[] {
  const ids = new Set<string>([prefixListNamedAfter(service)]);
  const add = (id: Maybe<string> | undefined) => {
    if (id !== undefined && isKnown(id)) ids.add(id);
  };
  add(told?.prefixListId);
  const byService = index.once("prefix lists by service", index.network, () => {
    const found = new Map<string, string[]>();
    for (const { value } of index.all("vpcEndpoints")) {
      const { type, serviceName, prefixListId } = value;
      if (type !== "gateway" || !isKnown(serviceName)) continue;
      if (prefixListId === undefined || !isKnown(prefixListId)) continue;
      const lists = found.get(serviceName);
      if (lists === undefined) found.set(serviceName, [prefixListId]);
      else lists.push(prefixListId);
    }
    return found;
  });
  for (const id of byService.get(service) ?? []) ids.add(id);
  return [...ids];
}

function blocksOf(
  index: NetworkIndex,
  service: Service | undefined,
  ids: readonly string[],
): Listed<string> {
  if (service?.addresses !== undefined) return service.addresses;
  for (const id of ids) {
    const list = index.find("prefixLists", id);
    if (isKnown(list)) return list.value.entries;
  }
  return [];
}

function somewhere(
  index: NetworkIndex,
  name: string,
  family: Family,
  prefixList: readonly string[],
): Resolution {
  const oneOf = new Unknown([`public addresses of ${name}`]);
  return { kind: "addresses", addresses: internetBeyond(index, family), oneOf, prefixList };
}
