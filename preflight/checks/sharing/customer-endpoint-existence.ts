import { any, isKnown, Unknown } from "../../../reasoning/known";
import { automationFor } from "../../model/endpoints/automated-endpoints";
import { isPromised, type WantedEndpoint } from "../../model/endpoints/customer-endpoints";
import { subnetsOf } from "../../model/environment";
import type { Resource } from "../../model/resource";
import { pointer } from "../../model/resource";
import { isForeign } from "../../model/network/shared-subnets";
import type { World } from "../../model/world";
import { resourcesOf, unresolved } from "../network/network-subjects";
import type { Violation } from "../rule";

const NAMES = { database: "the database", webserver: "the web server" } as const;

/** Whether an endpoint that an environment waits for is made: here, by a function, or by its owner's word. */
export function judgeExistence(
  { purpose, certain, found, possible }: WantedEndpoint,
  environment: Resource,
  world: World,
  others: readonly WantedEndpoint[] = [],
): Violation | Unknown | undefined {
  if (found.length > 0) return judgeFound(found, environment, world);
  if (isPromised(world, environment)) return undefined;
  if (possible.length > 0)
    return new Unknown(possible.map((endpoint) => pointer(endpoint, ["serviceName"])));
  const automated = automationFor(world, environment);
  if (automated === true) return undefined;
  // Whoever makes one of the two makes the other one too, and in the same stack.
  const elsewhere = others.some((each) => each.found.length > 0)
    ? world.whatIsMissing(environment)
    : madeElsewhere(environment, purpose, world);
  if (!isKnown(automated)) return automated;
  if (elsewhere !== undefined) return elsewhere;
  if (!certain) return new Unknown([pointer(environment, ["webserverVpcEndpointService"])]);
  return {
    message: `waits for an endpoint of ${NAMES[purpose]}, and nothing here makes it`,
    fix: `make an interface endpoint for its ${purpose}VpcEndpointService in its two subnets, or set endpointManagement to "SERVICE"`,
  };
}

/** The services of MWAA take interface endpoints; EC2 makes gateways of those that say nothing. */
function judgeFound(
  found: readonly Resource[],
  environment: Resource,
  world: World,
): Violation | Unknown | undefined {
  const faults = found.map((endpoint): Violation | Unknown | undefined => {
    const type = world.text(endpoint, "vpcEndpointType");
    const [here, there] = [world.region(endpoint), world.region(environment)];
    if (!isKnown(type)) return type;
    const related = [environment];
    if (type !== "Interface")
      return {
        resource: endpoint,
        related,
        message: `vpcEndpointType is ${String(type)}, and the services of MWAA take interface endpoints alone`,
        fix: 'set vpcEndpointType to "Interface"',
      };
    // The name of the service, which is known, says the Region that providers may hide.
    if (!isKnown(here) || !isKnown(there) || here === there) return undefined;
    return {
      resource: endpoint,
      related,
      message: `is made in ${here}, and the environment that waits for it is in ${there}`,
      fix: `make the endpoint in ${there}`,
    };
  });
  // One that fits is enough.
  return faults.includes(undefined)
    ? undefined
    : (faults.find((each) => each instanceof Unknown) ?? faults[0]);
}

/** The owner of a shared VPC may make the endpoints in a stack that is not here. */
function madeElsewhere(
  environment: Resource,
  purpose: WantedEndpoint["purpose"],
  world: World,
): Unknown | undefined {
  const missing = world.whatIsMissing(environment);
  const hidden = new Unknown([
    `the endpoint of ${NAMES[purpose]} of ${environment.urn}, which the VPC's owner makes`,
  ]);
  const subnets = subnetsOf(world, environment);
  if (!isKnown(subnets)) return hidden;
  if (unresolved(environment, "subnetIds", subnets).length > 0) return hidden;
  const foreign = any(resourcesOf(subnets).map((each) => isForeign(world, environment, each)));
  return foreign === false ? missing : hidden;
}
