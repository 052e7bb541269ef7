import type { AccessMode, MwaaEndpoint } from "../../../mwaa/service/access-modes";
import {
  DEFAULT_ACCESS_MODE,
  isAccessMode,
  mwaaEndpointsFor,
} from "../../../mwaa/service/access-modes";
import type { Maybe } from "../../../reasoning/known";
import { isKnown, Unknown } from "../../../reasoning/known";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";

/** Where an environment says which service an endpoint of a purpose has to be for. */
const SERVICE_PROPERTY: Readonly<Record<MwaaEndpoint, string>> = {
  database: "databaseVpcEndpointService",
  webserver: "webserverVpcEndpointService",
};

/** The port on which MWAA answers behind an endpoint. */
export const PORT_OF: Readonly<Record<MwaaEndpoint, number>> = { database: 5432, webserver: 443 };

/** An endpoint that an environment waits for, and those that may be it. */
export interface WantedEndpoint {
  readonly purpose: MwaaEndpoint;
  /** False if the service may leave it out: it says so by naming no service. */
  readonly certain: boolean;
  /** Endpoints for just this service. */
  readonly found: readonly Resource[];
  /** Endpoints whose service comes from the environment, where one or the other is not known. */
  readonly possible: readonly Resource[];
}

/** Whether the customer makes the endpoints between an environment and MWAA. */
export function isCustomerManaged(world: World, environment: Resource): Maybe<boolean> {
  const management = world.text(environment, "endpointManagement");
  return isKnown(management) ? management === "CUSTOMER" : management;
}

/** The access mode; unknown also if it is none that MWAA has. */
export function accessModeOf(world: World, environment: Resource): Maybe<AccessMode> {
  const mode = world.text(environment, "webserverAccessMode") ?? DEFAULT_ACCESS_MODE;
  if (!isKnown(mode)) return mode;
  return isAccessMode(mode) ? mode : new Unknown([pointer(environment, ["webserverAccessMode"])]);
}

/** The endpoints that an environment with endpoints of the customer waits for. */
export function wantedEndpoints(
  world: World,
  environment: Resource,
): Maybe<readonly WantedEndpoint[]> {
  return world.once("wanted endpoints", environment, () => {
    const mode = accessModeOf(world, environment);
    if (!isKnown(mode)) return mode;
    return mwaaEndpointsFor(mode).map((purpose): WantedEndpoint => {
      const service = world.text(environment, SERVICE_PROPERTY[purpose]);
      const named = world.of("vpcEndpoint").map((endpoint) => ({
        endpoint,
        name: world.text(endpoint, "serviceName"),
      }));
      const found = named.filter(({ name }) => typeof service === "string" && name === service);
      const possible = named.filter(
        ({ endpoint, name }) =>
          (name instanceof Unknown || typeof service !== "string") &&
          (endpoint.propertyDependencies["serviceName"] ?? []).includes(environment.urn),
      );
      return {
        purpose,
        // In this mode it is the service that says whether there is one.
        certain: purpose === "database" || mode === "PRIVATE_ONLY" || typeof service === "string",
        found: found.map(({ endpoint }) => endpoint),
        possible: possible.map(({ endpoint }) => endpoint),
      };
    });
  });
}

/** Whether the owner of the VPC has promised to make an environment's endpoints. */
export function isPromised(world: World, environment: Resource): boolean {
  const name = world.text(environment, "name");
  const account = world.account(environment);
  if (typeof name !== "string" || !isKnown(account)) return false;
  return world
    .of("customerEndpointsPromise")
    .some(
      (each) => world.text(each, "environment") === name && world.text(each, "account") === account,
    );
}
