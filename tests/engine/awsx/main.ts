/**
 * A stand-in for the provider of `@pulumi/awsx`: it constructs `awsx:ec2:Vpc` with the raw types of `@pulumi/aws`,
 * in a process of its own as the real one does.
 */
import * as pulumi from "@pulumi/pulumi";

import { Vpc, requireObeyed } from "./vpc";
import type { VpcInputs } from "./vpc";

const VPC = "awsx:ec2:Vpc";

function idsOf(resources: readonly pulumi.CustomResource[]): pulumi.Output<string>[] {
  return resources.map(({ id }) => id);
}

async function construct(
  name: string,
  type: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): Promise<pulumi.provider.ConstructResult> {
  if (type !== VPC) throw new Error(`the stand-in for awsx does not make ${type}`);
  requireObeyed(inputs);
  // Counts and zones are plain in the real component, too.
  const plain = inputs as VpcInputs;
  const made = new Vpc(name, plain, await Vpc.zones(plain, options), options);
  const subnets = (kind: "Public" | "Private" | "Isolated"): readonly pulumi.CustomResource[] =>
    made.of(kind);
  return {
    urn: made.urn,
    state: {
      eips: made.eips,
      internetGateway: made.internetGateway,
      isolatedSubnetIds: idsOf(subnets("Isolated")),
      isolatedSubnets: [...subnets("Isolated")],
      natGateways: made.natGateways,
      privateSubnetIds: idsOf(subnets("Private")),
      privateSubnets: [...subnets("Private")],
      publicSubnetIds: idsOf(subnets("Public")),
      publicSubnets: [...subnets("Public")],
      routeTableAssociations: made.associations,
      routeTables: made.subnets.map(({ table }) => table),
      routes: made.routes,
      subnetLayout: [],
      subnets: made.subnets.map(({ subnet }) => subnet),
      vpc: made.vpc,
      vpcEndpoints: [],
      vpcId: made.vpc.id,
    },
  };
}

const provider: pulumi.provider.Provider = {
  version: process.env["MWAA_TEST_AWSX_VERSION"] ?? "0.0.0",
  construct,
};

void pulumi.provider.main(provider, process.argv.slice(2));
