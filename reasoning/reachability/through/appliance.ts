/**
 * Through an interface that a route leads to.
 *
 * Source: https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html, "Path is not
 * reachable", read 2026-11-22.
 */
import { isKnown, Unknown } from "../../known";
import type { Intervals } from "../intervals";
import { addressesOf, meetIntervals, withoutIntervals } from "../intervals";
import type { Road, Trail, Walk } from "../road";
import { stopAt, unsettledAt } from "../road";

/** An interface that a route leads to drops what is not for itself, unless it may forward. */
export function throughAppliance(
  { index, family }: Walk,
  trail: Trail,
  id: string,
  addresses: Intervals,
): readonly Road[] {
  const node = index.find("networkInterfaces", id);
  const forwards = new Unknown([`what ${id} does with packets that are not for itself`]);
  if (!isKnown(node)) return unsettledAt(trail, addresses, node);
  const { sourceDestCheck = true } = node.value;
  if (!isKnown(sourceDestCheck)) return unsettledAt(trail, addresses, [sourceDestCheck, forwards]);
  if (!sourceDestCheck) return unsettledAt(trail, addresses, forwards);
  const told = node.value.addresses.map((each) => (isKnown(each) ? each.address : each));
  if (!told.every(isKnown)) return unsettledAt(trail, addresses, forwards);
  const own = meetIntervals(addresses, addressesOf(family, told));
  const others = withoutIntervals(addresses, own);
  return [
    ...unsettledAt(trail, own, forwards),
    ...stopAt(trail, others, {
      component: "networkInterface",
      id,
      pointer: node.pointer,
      code: "ENI_SOURCE_DEST_CHECK_RESTRICTION",
      message: `${id} checks destinations and drops packets that are not for itself`,
    }),
  ];
}
