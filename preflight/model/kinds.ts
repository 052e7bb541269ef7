/**
 * What a type token is, in one word. Several tokens can mean one thing: provider 7 kept the `V2`
 * spellings of the S3 resources beside the plain ones.
 */
const TOKENS = {
  environment: ["aws:mwaa/environment:Environment"],
  bucket: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
  bucketVersioning: [
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketVersioningV2:BucketVersioningV2",
  ],
  bucketPublicAccessBlock: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  bucketPolicy: ["aws:s3/bucketPolicy:BucketPolicy"],
  bucketEncryption: [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  ],
  bucketLifecycle: [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
  ],
  bucketObject: ["aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"],
  role: ["aws:iam/role:Role"],
  rolePolicy: ["aws:iam/rolePolicy:RolePolicy"],
  rolePolicyAttachment: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"],
  policyAttachment: ["aws:iam/policyAttachment:PolicyAttachment"],
  policy: ["aws:iam/policy:Policy"],
  key: ["aws:kms/key:Key"],
  keyPolicy: ["aws:kms/keyPolicy:KeyPolicy"],
  alias: ["aws:kms/alias:Alias"],
  logGroup: ["aws:cloudwatch/logGroup:LogGroup"],
  vpc: ["aws:ec2/vpc:Vpc"],
  subnet: ["aws:ec2/subnet:Subnet"],
  routeTable: ["aws:ec2/routeTable:RouteTable"],
  defaultRouteTable: ["aws:ec2/defaultRouteTable:DefaultRouteTable"],
  mainRouteTableAssociation: ["aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"],
  routeTableAssociation: ["aws:ec2/routeTableAssociation:RouteTableAssociation"],
  route: ["aws:ec2/route:Route"],
  internetGateway: ["aws:ec2/internetGateway:InternetGateway"],
  internetGatewayAttachment: ["aws:ec2/internetGatewayAttachment:InternetGatewayAttachment"],
  egressOnlyGateway: ["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"],
  natGateway: ["aws:ec2/natGateway:NatGateway"],
  elasticIp: ["aws:ec2/eip:Eip"],
  // Who adopts a VPC's own group takes its rules away and gives it those of the program.
  securityGroup: [
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  ],
  securityGroupRule: ["aws:ec2/securityGroupRule:SecurityGroupRule"],
  ingressRule: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
  egressRule: ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
  groupRulesExclusive: ["aws:ec2/vpcSecurityGroupRulesExclusive:VpcSecurityGroupRulesExclusive"],
  securityGroupVpcAssociation: ["aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation"],
  networkAcl: ["aws:ec2/networkAcl:NetworkAcl"],
  networkAclRule: ["aws:ec2/networkAclRule:NetworkAclRule"],
  networkAclAssociation: ["aws:ec2/networkAclAssociation:NetworkAclAssociation"],
  defaultNetworkAcl: ["aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"],
  vpnGateway: ["aws:ec2/vpnGateway:VpnGateway"],
  vpnRoutePropagation: ["aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation"],
  vpcCidrBlock: ["aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation"],
  vpcBlockPublicAccess: ["aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"],
  vpcBlockPublicAccessExclusion: [
    "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion",
  ],
  prefixList: ["aws:ec2/managedPrefixList:ManagedPrefixList"],
  prefixListEntry: ["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"],
  dhcpOptions: [
    "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
    "aws:ec2/defaultVpcDhcpOptions:DefaultVpcDhcpOptions",
  ],
  dhcpOptionsAssociation: ["aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation"],
  vpcIpv6CidrBlock: ["aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation"],
  vpcEndpoint: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  rolePolicyAttachmentsExclusive: [
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  ],
  rolePoliciesExclusive: ["aws:iam/rolePoliciesExclusive:RolePoliciesExclusive"],
  vpcEndpointSubnet: ["aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation"],
  vpcEndpointRouteTable: [
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  ],
  vpcEndpointSecurityGroup: ["aws:ec2/securityGroupAssociation:SecurityGroupAssociation"],
  vpcEndpointPolicy: ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"],
  resourceShare: ["aws:ram/resourceShare:ResourceShare"],
  resourceShareResource: ["aws:ram/resourceAssociation:ResourceAssociation"],
  resourceSharePrincipal: ["aws:ram/principalAssociation:PrincipalAssociation"],
  // No resource of AWS: what the owner of a VPC has said that it does.
  customerEndpointsPromise: ["mwaa:context:CustomerEndpoints"],
  // No resource of AWS either: by which way people are said to come into a VPC.
  wayIn: ["mwaa:context:WayIn"],
  resourceShareAccepter: ["aws:ram/resourceShareAccepter:ResourceShareAccepter"],
  keyGrant: ["aws:kms/grant:Grant"],
  lambdaFunction: ["aws:lambda/function:Function"],
  lambdaPermission: ["aws:lambda/permission:Permission"],
  lambdaAsyncConfiguration: ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"],
  eventBus: ["aws:cloudwatch/eventBus:EventBus"],
  eventBusPolicy: ["aws:cloudwatch/eventBusPolicy:EventBusPolicy"],
  eventPermission: ["aws:cloudwatch/eventPermission:EventPermission"],
  eventRule: ["aws:cloudwatch/eventRule:EventRule"],
  eventTarget: ["aws:cloudwatch/eventTarget:EventTarget"],
  schedule: ["aws:scheduler/schedule:Schedule"],
  metricAlarm: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  queue: ["aws:sqs/queue:Queue"],
  queuePolicy: ["aws:sqs/queuePolicy:QueuePolicy"],
  loadBalancer: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
  targetGroup: ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"],
  targetGroupAttachment: [
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    "aws:alb/targetGroupAttachment:TargetGroupAttachment",
  ],
  listener: ["aws:lb/listener:Listener", "aws:alb/listener:Listener"],
  listenerRule: ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"],
  certificate: ["aws:acm/certificate:Certificate"],
  hostedZone: ["aws:route53/zone:Zone"],
  resolverRule: ["aws:route53/resolverRule:ResolverRule"],
  resolverRuleAssociation: ["aws:route53/resolverRuleAssociation:ResolverRuleAssociation"],
  dnsFirewallGroup: ["aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup"],
  dnsFirewallRule: ["aws:route53/resolverFirewallRule:ResolverFirewallRule"],
  dnsFirewallDomains: ["aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList"],
  dnsFirewallAssociation: [
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
  ],
  hostedZoneVpc: ["aws:route53/zoneAssociation:ZoneAssociation"],
  dnsRecord: ["aws:route53/record:Record"],
  clientVpnEndpoint: ["aws:ec2clientvpn/endpoint:Endpoint"],
  clientVpnSubnet: ["aws:ec2clientvpn/networkAssociation:NetworkAssociation"],
} as const;

/** What a resource is, whatever spelling its type token has. */
export type Kind = keyof typeof TOKENS;

const KIND_OF: ReadonlyMap<string, Kind> = new Map(
  (Object.entries(TOKENS) as [Kind, readonly string[]][]).flatMap(([kind, tokens]) =>
    tokens.map((token): [string, Kind] => [token, kind]),
  ),
);

/** The kind behind a type token; undefined for types that no check looks at. */
export function kindOf(type: string): Kind | undefined {
  return KIND_OF.get(type);
}

/** Every type token that means one of the kinds. */
export function tokensOf(...kinds: readonly Kind[]): readonly string[] {
  return kinds.flatMap((kind) => TOKENS[kind]);
}
