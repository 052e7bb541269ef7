import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A program that knows nothing of this package: endpoints, what is looked up through them, and more. */
const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
const subnets = ["a", "b"].map(
  (zone, index) =>
    new aws.ec2.Subnet(zone, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${String(index)}.0/24`,
      availabilityZone: `eu-west-1${zone}`,
    }),
);
const subnetIds = subnets.map(({ id }) => id);
const group = new aws.ec2.SecurityGroup("endpoints", { vpcId: vpc.id });

const s3 = new aws.ec2.VpcEndpoint("s3", {
  vpcId: vpc.id,
  serviceName: "com.amazonaws.eu-west-1.s3",
});
const listed = aws.ec2.getPrefixListOutput({ name: "com.amazonaws.eu-west-1.s3" });
export const prefixLists = [
  s3.prefixListId,
  listed.id,
  aws.ec2.getManagedPrefixListOutput({ name: "com.amazonaws.eu-west-1.s3" }).id,
  aws.ec2.getPrefixListOutput({ prefixListId: s3.prefixListId }).apply(({ id }) => id),
];
export const prefixListAddresses = listed.cidrBlocks;

const environment = (name: string, more: Partial<aws.mwaa.EnvironmentArgs>) =>
  new aws.mwaa.Environment(name, {
    name,
    dagS3Path: "dags",
    executionRoleArn: "arn:aws:iam::111111111111:role/airflow",
    sourceBucketArn: "arn:aws:s3:::dags",
    networkConfiguration: { subnetIds, securityGroupIds: [group.id] },
    ...more,
  });
const ours = environment("ours", {
  endpointManagement: "CUSTOMER",
  webserverAccessMode: "PRIVATE_ONLY",
});
const theirs = environment("theirs", { webserverAccessMode: "PRIVATE_ONLY" });
const open = environment("open", {});
const both = environment("both", { webserverAccessMode: "PUBLIC_AND_PRIVATE" });
export const services = [ours, theirs, open, both].map((each) => [
  each.databaseVpcEndpointService,
  each.webserverVpcEndpointService,
  each.status,
]);

const webserver = new aws.ec2.VpcEndpoint("webserver", {
  vpcId: vpc.id,
  vpcEndpointType: "Interface",
  serviceName: ours.webserverVpcEndpointService,
  subnetIds,
  securityGroupIds: [group.id],
});
export const endpoint = {
  interfaces: webserver.networkInterfaceIds,
  names: webserver.dnsEntries.apply((entries) => entries.map(({ dnsName }) => dnsName)),
};

const lookUp = (serviceName: pulumi.Input<string | undefined>) =>
  aws.ec2.getVpcEndpointOutput({ vpcId: vpc.id, serviceName });
// Through the endpoint's own output: a lookup waits for what it names.
const found = lookUp(webserver.serviceName);
const made = lookUp(theirs.webserverVpcEndpointService);
export const foundIds = [found.id, aws.ec2.getVpcEndpointOutput({ id: webserver.id }).id];
export const madeEndpoint = {
  id: made.id,
  interfaces: made.networkInterfaceIds,
  groups: made.securityGroupIds,
  managed: made.requesterManaged,
  policy: made.policy,
};
export const nobodys = lookUp("com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0").id;
export const addresses = [0, 1].map((index) => {
  const card = aws.ec2.getNetworkInterfaceOutput({
    id: made.networkInterfaceIds.apply((ids) => ids[index] ?? ""),
  });
  return { subnet: card.subnetId, address: card.privateIp };
});
const service = aws.ec2.getVpcEndpointServiceOutput({ service: "sqs" });
export const serviceName = service.serviceName;
export const serviceZones = service.availabilityZones;
export const zone = aws.route53.getZoneOutput({ name: "example.com" }).zoneId;

const balancer = new aws.lb.LoadBalancer("web", { internal: true, subnets: subnetIds });
const targets = new aws.lb.TargetGroup("web", { port: 443, protocol: "HTTPS", vpcId: vpc.id });
for (const [index, { address }] of addresses.entries()) {
  new aws.lb.TargetGroupAttachment(`web-${String(index)}`, {
    targetGroupArn: targets.arn,
    targetId: address,
  });
}
const hosted = new aws.route53.Zone("zone", { name: "airflow.example.com" });
const certificate = new aws.acm.Certificate("web", {
  domainName: "airflow.example.com",
  subjectAlternativeNames: ["*.airflow.example.com"],
  validationMethod: "DNS",
});
const proof = certificate.domainValidationOptions.apply(([first]) => first);
const record = new aws.route53.Record("proof", {
  zoneId: hosted.zoneId,
  name: proof.apply((each) => each?.resourceRecordName ?? ""),
  type: "CNAME",
  records: [proof.apply((each) => each?.resourceRecordValue ?? "")],
  ttl: 60,
});
const www = new aws.route53.Record("www", {
  zoneId: hosted.zoneId,
  name: "www",
  type: "CNAME",
  records: [balancer.dnsName],
  ttl: 60,
});
export const names = [record.fqdn, www.fqdn];

/** Its provider must not run: a plan creates nothing. */
class Waiting extends pulumi.dynamic.Resource {
  declare readonly result: pulumi.Output<string>;
  constructor(name: string, props: Record<string, pulumi.Input<unknown>>) {
    const provider: pulumi.dynamic.ResourceProvider = {
      check: () => Promise.reject(new Error("a plan must not check")),
      create: () => Promise.reject(new Error("a plan must not create")),
    };
    super(provider, name, { result: undefined, ...props });
  }
}
const waiting = new Waiting("available", { environment: ours.name, endpoint: webserver.id });
export const waited = waiting.result;
