import type { Truth } from "../../../reasoning/known";
import { all, any, isKnown, not, Unknown } from "../../../reasoning/known";
import { hasIpv6 } from "../network/address-family";
import type { Resource } from "../resource";
import { pointer } from "../resource";
import type { World } from "../world";
import { endpointSubnets } from "./endpoint-conditions";

/**
 * Whether callers in a subnet find addresses of an interface endpoint that they can use. What MWAA
 * calls over IPv6 nobody says, so that IPv6 addresses alone are of no certain use.
 */
export function answersCallers(world: World, subnet: Resource, endpoint: Resource): Truth {
  const ipv4 = answersOverIpv4(world, endpoint);
  return ipv4 === false ? overIpv6Alone(world, subnet, endpoint) : ipv4;
}

/**
 * Whether a gateway endpoint takes what callers in a subnet send over IPv4: one of the type `ipv6`
 * puts IPv6 addresses into the route tables alone.
 */
export function gatewayTakesIpv4(world: World, subnet: Resource, endpoint: Resource): Truth {
  const type = world.text(endpoint, "ipAddressType");
  if (!isKnown(type)) return any([not(hasIpv6(world, subnet)), type]);
  return type === "ipv6" ? overIpv6Alone(world, subnet, endpoint) : true;
}

function overIpv6Alone(world: World, subnet: Resource, endpoint: Resource): Truth {
  return all([hasIpv6(world, subnet), new Unknown([pointer(endpoint, ["ipAddressType"])])]);
}

/**
 * Whether the private names of an interface endpoint have IPv4 addresses.
 *
 * Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcEndpointDnsRecordIpType.html,
 * "Members", read 2026-11-22.
 */
export function answersOverIpv4(world: World, endpoint: Resource): Truth {
  const type = world.text(endpoint, "ipAddressType");
  const record = world.text(endpoint, "dnsOptions", "dnsRecordIpType");
  if (type === "ipv6" || record === "ipv6") return false;
  // Who has IPv4 addresses alone is told nothing else, whatever the other property says.
  if (type === "ipv4" || (isKnown(record) && record !== undefined)) return true;
  const hidden = [type, record].filter((each) => each instanceof Unknown);
  if (hidden.length === 0) return true;
  // Where there are no IPv6 addresses, EC2 makes no endpoint that has nothing else.
  return any([not(standsOnIpv6(world, endpoint)), ...hidden]);
}

/** Whether any of the subnets that an endpoint stands in has IPv6 addresses. */
function standsOnIpv6(world: World, endpoint: Resource): Truth {
  const subnets = endpointSubnets(world, endpoint);
  if (subnets.length === 0) return new Unknown([pointer(endpoint, ["subnetIds"])]);
  return any(
    subnets.map((each): Truth => {
      if (each.kind === "resource") return hasIpv6(world, each.resource);
      return each.kind === "unknown"
        ? each.unknown
        : new Unknown([pointer(endpoint, ["subnetIds"])]);
    }),
  );
}
