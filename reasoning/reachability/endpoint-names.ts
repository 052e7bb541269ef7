/**
 * The own names of interface endpoints. They are in the public DNS, and lead to the private addresses
 * of the endpoint's interfaces from wherever they are asked for, private DNS or not.
 *
 * Source: https://docs.aws.amazon.com/neptune-analytics/latest/userguide/gettingStarted-connecting-private-link-access.html,
 * "Accessing Neptune Analytics interface endpoints" (Regional and zonal names), and
 * https://aws.amazon.com/blogs/storage/introducing-private-dns-support-for-amazon-s3-with-aws-privatelink/
 * ("globally unique public DNS names for these private IPs"), read 2026-11-23.
 */
import type { Maybe, Truth } from "../known";
import { all, isKnown, Unknown } from "../known";
import { endpointPlaces } from "./endpoint-places";
import { isAvailable } from "./endpoint-state";
import type { NetworkIndex } from "./network-index";
import type { Place } from "./places";
import type { Family } from "./question";
import type { Resolution } from "./resolution";

/** The own name of an endpoint, taken apart. */
export interface OwnName {
  readonly endpointId: string;
  /** The Availability Zone of a zonal name. */
  readonly zone: string | undefined;
}

/** Id and a word of its own, perhaps a zone; then the service, the Region and PrivateLink's domain. */
const OWN_NAME =
  /^(vpce-[0-9a-z]+)-[0-9a-z]+(?:-([0-9a-z-]+))?\.[0-9a-z.-]+\.[0-9a-z-]+\.vpce\.amazonaws\.com\.?$/;

/** Takes an own name apart; undefined for names of other kinds. */
export function ownName(name: string): OwnName | undefined {
  const [, endpointId, zone] = OWN_NAME.exec(name.toLowerCase()) ?? [];
  return endpointId === undefined ? undefined : { endpointId, zone };
}

/** The interfaces that an own name leads to: all of the endpoint's, or the one in the zone. */
export function resolveOwnName(
  index: NetworkIndex,
  name: string,
  { endpointId, zone }: OwnName,
  family: Family,
): Resolution {
  const endpoint = index.find("vpcEndpoints", endpointId);
  if (!isKnown(endpoint)) return { kind: "unknown", unknowns: [endpoint] };
  const isUsual = all([is(endpoint.value.type, "interface"), isAvailable(endpoint.value)]);
  if (!isKnown(isUsual)) return { kind: "unknown", unknowns: [isUsual] };
  // No page says what is left of the names of an endpoint that is not, or no longer, available.
  if (!isUsual) return { kind: "unknown", unknowns: [unresolved(name)] };
  const found = endpointPlaces(index, endpoint, family);
  if (zone === undefined || found.kind !== "places") return found;
  return inZone(
    found.places,
    zone,
    new Unknown([`which interface of ${endpointId} is in ${zone}`]),
  );
}

/** Zones have names and ids, and a network tells one of them: where none is alike, any may be meant. */
function inZone(places: readonly Place[], zone: string, open: Unknown): Resolution {
  const here: Place[] = [];
  const unknowns: Unknown[] = [];
  for (const place of places) {
    const at = place.station.subnet?.value.availabilityZone ?? open;
    if (!isKnown(at)) unknowns.push(at);
    else if (at === zone) here.push(place);
  }
  if (unknowns.length > 0) return { kind: "unknown", unknowns };
  return here.length > 0 ? { kind: "places", places: here } : { kind: "unknown", unknowns: [open] };
}

/** A name that nobody tells of: even in the public DNS it may hold private addresses, or not exist. */
export function unresolved(name: string): Unknown {
  return new Unknown([`what ${name} resolves to`]);
}

/** Whether a value is the wanted one. */
export function is<T>(value: Maybe<T>, wanted: T): Truth {
  return isKnown(value) ? value === wanted : value;
}
