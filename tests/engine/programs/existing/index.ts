/** Looks up a network that is there already: by function, and by reading resources with their ids. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const vpcId = config.require("vpcId");
const subnetId = config.require("subnetId");

const vpc = aws.ec2.Vpc.get("vpc", vpcId);
const subnet = aws.ec2.getSubnetOutput({ id: subnetId });
const table = aws.ec2.getRouteTableOutput({ subnetId });

/** Of the VPC that was read. */
export const cidrBlock = vpc.cidrBlock;
/** Of the subnet that was looked up. */
export const zoneId = subnet.availabilityZoneId;
/** Of the table that is in force for it. */
export const natGatewayIds = table.routes.apply((routes) =>
  routes.flatMap(({ natGatewayId }) => (natGatewayId === "" ? [] : [natGatewayId])),
);
