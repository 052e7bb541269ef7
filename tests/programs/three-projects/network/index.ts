import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const owner = new aws.Provider("owner", {
  region: "eu-west-1",
  allowedAccountIds: ["222222222222"],
});
const vpc = new aws.ec2.Vpc("shared", { cidrBlock: "10.0.0.0/16" }, { provider: owner });
const subnets = ["a", "b"].map(
  (zone, index) =>
    new aws.ec2.Subnet(
      zone,
      {
        vpcId: vpc.id,
        cidrBlock: `10.0.${String(index)}.0/24`,
        availabilityZone: `eu-west-1${zone}`,
      },
      { provider: owner },
    ),
);

export const vpcId = vpc.id;
export const subnetIds = subnets.map(({ id }) => id);
/** Symbols, an unknown and a constant inside one value. */
export const layout = {
  zones: { a: subnets[0]?.id },
  dhcp: vpc.dhcpOptionsId,
  cidr: "10.0.0.0/16",
};
export const dhcpOptionsId = vpc.dhcpOptionsId;
export const password = pulumi.secret("correct horse");
export const token = { inside: pulumi.secret(vpc.id) };
export const whole = vpc;
