import { createHash } from "node:crypto";
import { regional } from "./regional";
import { draw, knownText, type Subject, type SymbolTable } from "./template";

const EC2 = "arn:{partition}:ec2:{region}:{account}";

/** VPC networking: ids, ARNs and what comes with a new VPC. */
export const EC2_SYMBOLS: SymbolTable = regional({
  "aws:ec2/vpc:Vpc": {
    id: "vpc-0{hex16}",
    arn: `${EC2}:vpc/{id}`,
    ownerId: "{account}",
    defaultSecurityGroupId: "sg-0{hex16}",
    defaultRouteTableId: "rtb-0{hex16}",
    mainRouteTableId: "{defaultRouteTableId}",
    defaultNetworkAclId: "acl-0{hex16}",
    ipv6CidrBlock: generatedIpv6Block,
    ipv6AssociationId: ifIpv6("vpc-cidr-assoc-0"),
  },
  "aws:ec2/subnet:Subnet": {
    id: "subnet-0{hex16}",
    arn: `${EC2}:subnet/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/internetGateway:InternetGateway": {
    id: "igw-0{hex16}",
    arn: `${EC2}:internet-gateway/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": {
    id: "{internetGatewayId}:{vpcId}",
  },
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": { id: "eigw-0{hex16}" },
  "aws:ec2/eip:Eip": {
    id: "eipalloc-0{hex16}",
    allocationId: "{id}",
    arn: `${EC2}:elastic-ip/{id}`,
  },
  "aws:ec2/eipAssociation:EipAssociation": { id: "eipassoc-0{hex16}" },
  "aws:ec2/natGateway:NatGateway": {
    id: "nat-0{hex16}",
    networkInterfaceId: "eni-0{hex16}",
    associationId: "eipassoc-0{hex16}",
  },
  "aws:ec2/routeTable:RouteTable": {
    id: "rtb-0{hex16}",
    arn: `${EC2}:route-table/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/defaultRouteTable:DefaultRouteTable": {
    id: "{defaultRouteTableId}",
    arn: `${EC2}:route-table/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/route:Route": { id: "r-{routeTableId}{digits10}" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { id: "rtbassoc-0{hex16}" },
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": { id: "rtbassoc-0{hex16}" },
  "aws:ec2/securityGroup:SecurityGroup": {
    named: "name",
    id: "sg-0{hex16}",
    arn: `${EC2}:security-group/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: defaultSecurityGroupId,
    arn: `${EC2}:security-group/{id}`,
    name: "default",
    ownerId: "{account}",
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: "sgrule-{digits10}",
    securityGroupRuleId: "sgr-0{hex16}",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    id: "sgr-0{hex16}",
    securityGroupRuleId: "{id}",
    arn: `${EC2}:security-group-rule/{id}`,
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    id: "sgr-0{hex16}",
    securityGroupRuleId: "{id}",
    arn: `${EC2}:security-group-rule/{id}`,
  },
  "aws:ec2/networkAcl:NetworkAcl": {
    id: "acl-0{hex16}",
    arn: `${EC2}:network-acl/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": {
    id: "{defaultNetworkAclId}",
    arn: `${EC2}:network-acl/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/networkAclRule:NetworkAclRule": { id: "nacl-{digits10}" },
  "aws:ec2/networkAclAssociation:NetworkAclAssociation": { id: "aclassoc-0{hex16}" },
  "aws:vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation": {
    id: "{securityGroupId},{vpcId}",
  },
  "aws:ec2/vpnGateway:VpnGateway": { id: "vgw-0{hex16}", arn: `${EC2}:vpn-gateway/{id}` },
  "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment": { id: "vpn-attachment-{hex8}" },
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": {
    id: "{vpnGatewayId}_{routeTableId}",
  },
  "aws:ec2/flowLog:FlowLog": { id: "fl-0{hex16}", arn: `${EC2}:vpc-flow-log/{id}` },
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": {
    id: "dopt-0{hex16}",
    arn: `${EC2}:dhcp-options/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": { id: "{dhcpOptionsId}-{vpcId}" },
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": {
    id: "vpc-cidr-assoc-0{hex16}",
  },
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": { id: "pcx-0{hex16}" },
  "aws:ec2/managedPrefixList:ManagedPrefixList": {
    id: "pl-0{hex16}",
    arn: `${EC2}:prefix-list/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2transitgateway/transitGateway:TransitGateway": {
    id: "tgw-0{hex16}",
    arn: `${EC2}:transit-gateway/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": { id: "tgw-attach-0{hex16}" },
  "aws:ec2transitgateway/routeTable:RouteTable": { id: "tgw-rtb-0{hex16}" },
  "aws:ec2/networkInterface:NetworkInterface": {
    id: "eni-0{hex16}",
    arn: `${EC2}:network-interface/{id}`,
    ownerId: "{account}",
  },
  "aws:ec2/instance:Instance": { id: "i-0{hex16}", arn: `${EC2}:instance/{id}` },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    named: "name",
    id: "lt-0{hex16}",
    arn: `${EC2}:launch-template/{id}`,
  },
});

/** A /56 of the documentation prefix (RFC 3849), one for each VPC that asks Amazon for a block. */
function generatedIpv6Block({ urn, inputs }: Subject): string | undefined {
  if (inputs["assignGeneratedIpv6CidrBlock"] !== true) return undefined;
  const bytes = createHash("sha256").update(urn).digest();
  const group = (at: number): string => bytes.readUInt16BE(at).toString(16);
  // 24 bits of the hash follow the /32, the last group ends in two zeros: that is a /56.
  const last = (bytes.readUInt8(2) << 8).toString(16);
  return `2001:db8:${group(0)}:${last}::/56`;
}

function ifIpv6(prefix: string) {
  return ({ urn, inputs }: Subject): string | undefined =>
    inputs["assignGeneratedIpv6CidrBlock"] === true
      ? `${prefix}${draw(urn, "ipv6", "hex", 16)}`
      : undefined;
}

/** Adopting the default group of a VPC makes nothing new: it is the group that came with the VPC. */
function defaultSecurityGroupId({ inputs, byId }: Subject): string | undefined {
  const vpcId = knownText(inputs["vpcId"]);
  return vpcId === undefined ? undefined : knownText(byId(vpcId)?.["defaultSecurityGroupId"]);
}
