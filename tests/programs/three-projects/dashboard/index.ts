import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const environment = new pulumi.StackReference("environment", { name: "acme/environment/dev" });
const network = new pulumi.StackReference("network/dev");
const nobody = new pulumi.StackReference("acme/nobody/dev");
new aws.iam.Policy("reader", {
  policy: environment.requireOutput("environmentArn").apply((arn) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "airflow:GetEnvironment", Resource: arn as string }],
    }),
  ),
});
new aws.vpc.SecurityGroupIngressRule("from-workers", {
  securityGroupId: "sg-12345678",
  ipProtocol: "-1",
  referencedSecurityGroupId: environment.requireOutput("groupId"),
});

export const vpcId = network.requireOutput("vpcId");
export const nothing = nobody.requireOutput("vpcId");
