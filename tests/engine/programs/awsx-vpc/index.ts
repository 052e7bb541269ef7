/** A VPC of `@pulumi/awsx`, whose provider constructs it in a process of its own. */
import * as awsx from "@pulumi/awsx";

const vpc = new awsx.ec2.Vpc("network", {
  cidrBlock: "10.30.0.0/16",
  numberOfAvailabilityZones: 2,
  natGateways: { strategy: "Single" },
  subnetStrategy: "Auto",
  tags: { team: "data" },
});

/** What others of the stack's outputs are compared with. */
export const vpcId = vpc.vpcId;
/** In the order of the zones. */
export const privateSubnetIds = vpc.privateSubnetIds;
/** From the resource that the component hands out. */
export const cidrBlock = vpc.vpc.cidrBlock;
