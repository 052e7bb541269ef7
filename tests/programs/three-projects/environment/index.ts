import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const network = new pulumi.StackReference("network", {
  name: `${pulumi.getOrganization()}/network/${pulumi.getStack()}`,
});
const group = new aws.ec2.SecurityGroup("workers", { vpcId: network.requireOutput("vpcId") });
const environment = new aws.mwaa.Environment("airflow", {
  name: "etl",
  dagS3Path: "dags",
  executionRoleArn: "arn:aws:iam::111111111111:role/airflow",
  sourceBucketArn: "arn:aws:s3:::dags",
  networkConfiguration: {
    securityGroupIds: [group.id],
    subnetIds: network.requireOutput("subnetIds") as pulumi.Output<string[]>,
  },
});

const layout = network.getOutput("layout") as pulumi.Output<{
  zones: { a: string };
  dhcp: string;
  cidr: string;
}>;
export const zoneA = layout.zones.a;
export const dhcp = layout.dhcp;
export const cidr = layout.cidr;
export const unknown = network.getOutput("dhcpOptionsId");
export const absent = network.getOutput("nothing");
export const password = network.requireOutput("password");
export const token = network.getOutput("token");
export const whole = network.getOutput("whole");
export const details = network.getOutputDetails("vpcId");
export const secretDetails = network
  .getOutputDetails("password")
  .then(({ value, secretValue }) => [value === undefined, secretValue !== undefined]);
export const value = network.getOutputValue("vpcId");
export const environmentArn = environment.arn;
export const groupId = group.id;
