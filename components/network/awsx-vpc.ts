import type * as awsxEc2 from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";

/** The part of an `awsx.ec2.Vpc` that an environment's network takes. */
export interface AwsxVpc {
  readonly component: pulumi.Resource;
  readonly vpcId: pulumi.Output<string>;
  readonly privateSubnetIds: pulumi.Output<readonly string[]>;
}

/** What a VPC of awsx is asked for. */
export type AwsxVpcArgs = awsxEc2.VpcArgs;

/**
 * Makes a VPC of `@pulumi/awsx`, which only who wants one has to install: it is loaded here.
 *
 * @throws RunError if the package is not installed.
 */
export function createAwsxVpc(
  name: string,
  args: AwsxVpcArgs,
  opts: pulumi.ComponentResourceOptions,
): AwsxVpc {
  const { Vpc } = loadAwsx();
  const vpc = new Vpc(name, args, opts);
  return { component: vpc, vpcId: vpc.vpcId, privateSubnetIds: vpc.privateSubnetIds };
}

function loadAwsx(): typeof awsxEc2 {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- nobody else needs it
    return require("@pulumi/awsx/ec2") as typeof awsxEc2;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new pulumi.RunError(
      "AwsxNetwork makes its VPC with @pulumi/awsx, which is not installed; run `npm install @pulumi/awsx`, or take a PublicRoutingNetwork",
    );
  }
}

/** Whether the package itself is what was not found, as opposed to something that it needs. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND" &&
    error.message.includes("'@pulumi/awsx/ec2'")
  );
}
