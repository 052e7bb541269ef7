import { isKnown } from "../../../reasoning/known";
import {
  isCustomerManaged,
  wantedEndpoints,
  type WantedEndpoint,
} from "../../model/endpoints/customer-endpoints";
import type { Resource } from "../../model/resource";
import type { World } from "../../model/world";
import type { Outcome } from "../rule";
import { notApplicable, undecided } from "../rule";

/** An endpoint with what it may be for: one purpose if that is known. */
export interface Endpoint {
  readonly endpoint: Resource;
  readonly purposes: readonly WantedEndpoint["purpose"][];
}

/** Judges what an environment waits for, where the customer makes the endpoints. */
export function withWanted(
  environment: Resource,
  world: World,
  check: (wanted: readonly WantedEndpoint[]) => Outcome,
): Outcome {
  const managed = isCustomerManaged(world, environment);
  if (!isKnown(managed)) return undecided("endpointManagement is not known", managed.blockedBy);
  if (!managed) return notApplicable("MWAA makes the endpoints itself");
  const wanted = wantedEndpoints(world, environment);
  if (!isKnown(wanted)) return undecided("webserverAccessMode is not known", wanted.blockedBy);
  return check(wanted);
}

/** Judges the endpoints that are there; that some are missing another rule says. */
export function withEndpoints(
  environment: Resource,
  world: World,
  check: (endpoints: readonly Endpoint[]) => Outcome,
): Outcome {
  return withWanted(environment, world, (wanted) => {
    const purposes = new Map<Resource, WantedEndpoint["purpose"][]>();
    for (const { purpose, found, possible } of wanted)
      for (const endpoint of [...found, ...possible])
        purposes.set(endpoint, [...(purposes.get(endpoint) ?? []), purpose]);
    if (purposes.size === 0) return notApplicable("no stack makes the endpoints");
    return check([...purposes].map(([endpoint, each]) => ({ endpoint, purposes: each })));
  });
}
