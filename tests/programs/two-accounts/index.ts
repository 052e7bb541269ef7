import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A program that knows nothing of this package: a VPC's owner and a participant in one stack. */
const owner = new aws.Provider("owner", {
  region: "cn-north-1",
  allowedAccountIds: ["222222222222"],
  assumeRoles: [{ roleArn: "arn:aws-cn:iam::222222222222:role/deploy" }],
});
const stranger = new aws.Provider("stranger", { region: "eu-west-1", profile: "stranger" });
const abroad = new aws.Provider("abroad", { region: "us-east-1" });
const nowhere = new aws.Provider("nowhere", { allowedAccountIds: ["333333333333"] });

class Network extends pulumi.ComponentResource {
  readonly vpcArn: pulumi.Output<string>;
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("foreign:index:Network", name, {}, opts);
    const vpc = new aws.ec2.Vpc(name, { cidrBlock: "10.0.0.0/16" }, { parent: this });
    this.vpcArn = vpc.arn;
    this.registerOutputs({});
  }
}

export const vpcArn = new Network("lent", { providers: [owner] }).vpcArn;
export const roles = pulumi.all(
  [undefined, owner, stranger, abroad, nowhere].map((provider, index) => {
    const role = new aws.iam.Role(
      `role-${String(index)}`,
      { name: "same", assumeRolePolicy: "{}" },
      provider === undefined ? {} : { provider },
    );
    return role.arn;
  }),
);

const asked = [owner, stranger].map((provider) => ({
  account: aws.getCallerIdentityOutput({}, { provider }).accountId,
  region: aws.getRegionOutput({}, { provider }).region,
  partition: aws.getPartitionOutput({}, { provider }).partition,
}));
export const answers = asked;
export const account = aws.getCallerIdentityOutput().accountId;
export const parts = aws.getArnOutput({ arn: vpcArn }, { provider: owner });
