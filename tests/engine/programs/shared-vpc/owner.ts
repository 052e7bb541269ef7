import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

const ZONE_IDS = ["euc1-az1", "euc1-az2"] as const;
const INTERFACES = ["logs", "monitoring", "sqs", "kms"] as const;

/** A private network with service endpoints, two of whose subnets are shared. */
export interface OwnerNetwork {
  readonly vpcId: pulumi.Output<string>;
  readonly subnetIds: readonly pulumi.Output<string>[];
  /** What a participant's environment has to wait for. */
  readonly ready: readonly pulumi.Resource[];
}

/** Private routing in raw `@pulumi/aws`, shared with an account. */
export function ownerNetwork(
  region: string,
  shareWith: string,
  options: pulumi.CustomResourceOptions,
): OwnerNetwork {
  const vpc = new aws.ec2.Vpc(
    "vpc",
    { cidrBlock: "10.20.0.0/16", enableDnsHostnames: true },
    options,
  );
  const vpcId = vpc.id;
  const table = new aws.ec2.RouteTable("private", { vpcId }, options);
  const share = new aws.ram.ResourceShare("share", { name: "subnets" }, options);
  const resourceShareArn = share.arn;
  const ready: pulumi.Resource[] = [
    new aws.ram.PrincipalAssociation(
      "participant",
      { principal: shareWith, resourceShareArn },
      options,
    ),
  ];
  const subnets = ZONE_IDS.map((availabilityZoneId, i) => {
    const cidrBlock = `10.20.${String(i)}.0/24`;
    const subnet = new aws.ec2.Subnet(
      `private-${String(i)}`,
      { vpcId, availabilityZoneId, cidrBlock },
      options,
    );
    ready.push(
      new aws.ec2.RouteTableAssociation(
        `private-${String(i)}`,
        { subnetId: subnet.id, routeTableId: table.id },
        options,
      ),
      new aws.ram.ResourceAssociation(
        `private-${String(i)}`,
        { resourceArn: subnet.arn, resourceShareArn },
        options,
      ),
    );
    return subnet;
  });
  const subnetIds = subnets.map(({ id }) => id);
  const group = new aws.ec2.SecurityGroup("endpoints", { vpcId }, options);
  ready.push(
    new aws.vpc.SecurityGroupIngressRule(
      "endpoints",
      {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "10.20.0.0/16",
      },
      options,
    ),
    new aws.ec2.VpcEndpoint(
      "s3",
      { vpcId, serviceName: `com.amazonaws.${region}.s3`, routeTableIds: [table.id] },
      options,
    ),
    ...INTERFACES.map(
      (service) =>
        new aws.ec2.VpcEndpoint(
          service,
          {
            vpcId,
            serviceName: `com.amazonaws.${region}.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds,
            securityGroupIds: [group.id],
          },
          options,
        ),
    ),
  );
  return { vpcId, subnetIds, ready };
}

/** What the owner makes for a participant's environment. */
export interface Wanted {
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** `account/group` of the environment. */
  readonly admitted: pulumi.Input<string>;
  readonly services: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Interface endpoints to an environment's services. */
export function customerEndpoints(
  wanted: Wanted,
  options: pulumi.CustomResourceOptions,
): readonly aws.ec2.VpcEndpoint[] {
  const { vpcId, subnetIds } = wanted;
  const group = new aws.ec2.SecurityGroup("customer", { vpcId }, options);
  const rule = new aws.vpc.SecurityGroupIngressRule(
    "customer",
    {
      securityGroupId: group.id,
      ipProtocol: "-1",
      referencedSecurityGroupId: wanted.admitted,
    },
    options,
  );
  return Object.entries(wanted.services).map(
    ([part, serviceName]) =>
      new aws.ec2.VpcEndpoint(
        part,
        {
          vpcId,
          serviceName,
          vpcEndpointType: "Interface",
          privateDnsEnabled: false,
          subnetIds,
          securityGroupIds: [group.id],
        },
        { ...options, dependsOn: [rule] },
      ),
  );
}
