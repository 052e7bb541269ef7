import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { SUBNETS_PER_ENVIRONMENT } from "../../mwaa/service/network-arguments";
import type { ArgumentGate } from "../argument-gate";
import type { WebserverLoadBalancerArgs } from "./arguments";
import { countFaults, endpointAddressFaults, endpointServiceFaults } from "./faults";

/**
 * The addresses of the web server's endpoint, one in each of the environment's subnets. Those of an
 * endpoint that MWAA made are looked up by the name of its service, once the environment exists.
 *
 * Source: https://docs.aws.amazon.com/mwaa/latest/userguide/configuring-custom-domain.html, "Set up
 * the networking infrastructure", read 2026-11-22.
 */
export function endpointAddresses(
  args: WebserverLoadBalancerArgs,
  component: pulumi.ComponentResource,
  gate: ArgumentGate,
): readonly pulumi.Output<string>[] {
  const zones = Array.from({ length: SUBNETS_PER_ENVIRONMENT }, (_, zone) => zone);
  if (args.endpointAddresses !== undefined) {
    const given = gate.admit(args.endpointAddresses, endpointAddressFaults);
    return zones.map((zone) => given.apply((all) => at(all, zone)));
  }
  const { environment, webserverVpcEndpointService = "" } = args;
  const serviceName = gate.admit(
    environment?.environment.webserverVpcEndpointService ?? webserverVpcEndpointService,
    endpointServiceFaults,
  );
  const options = { parent: component };
  const endpoint = ec2.getVpcEndpointOutput({ vpcId: args.vpcId, serviceName }, options);
  const interfaces = gate.admit(
    // The API gives them in no particular order, and a target should keep its place.
    endpoint.networkInterfaceIds.apply((ids) => [...ids].sort()),
    (ids) => countFaults(ids),
  );
  return zones.map(
    (zone) =>
      ec2.getNetworkInterfaceOutput({ id: interfaces.apply((ids) => at(ids, zone)) }, options)
        .privateIp,
  );
}

function at(values: readonly string[], index: number): string {
  return values[index] ?? "";
}
