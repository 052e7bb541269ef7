import type { Properties, Stack, Value } from "../../../../preflight/model/resource";
import { HIDDEN, change, itSays, make, natStack, plus } from "../network-stack";

const SELF = { protocol: "-1", fromPort: 0, toPort: 0, self: true };
const https = (source: Properties): Properties => ({
  protocol: "tcp",
  fromPort: 443,
  toPort: 443,
  ...source,
});
const admitting = (...rules: readonly Value[]): Stack =>
  change(natStack(), "group", { ingress: [SELF, ...rules] });
const routed = (route: Value): Stack =>
  change(natStack(), "private-table", {
    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-id" }, route],
  });
const NOBODY =
  "environment: webserverAccessMode is PRIVATE_ONLY, and nothing in these stacks leads users into the VPC";

describe("web-interface-has-a-way-in", () => {
  itSays("web-interface-has-a-way-in", [
    { when: "nothing that leads in", stack: natStack, says: "fail", findings: [NOBODY] },
    {
      when: "a public web interface",
      stack: () => change(natStack(), "environment", { webserverAccessMode: "PUBLIC_ONLY" }),
      says: "notApplicable",
    },
    {
      when: "a mode that is not known",
      stack: () => change(natStack(), "environment", { webserverAccessMode: HIDDEN }),
      says: "unknown",
    },
    {
      when: "a bastion's group that is admitted",
      stack: () => admitting(https({ securityGroups: ["sg-bastion"] })),
      says: "pass",
    },
    {
      when: "a bastion's group that is admitted to another port",
      stack: () =>
        admitting({ ...https({ securityGroups: ["sg-bastion"] }), fromPort: 22, toPort: 22 }),
      says: "fail",
    },
    {
      when: "an office's addresses",
      stack: () => admitting(https({ cidrBlocks: ["203.0.113.0/24"] })),
      says: "pass",
    },
    { when: "rules that are not known", stack: () => admitting(HIDDEN), says: "unknown" },
    {
      when: "a client VPN of the VPC",
      stack: () =>
        plus(natStack(), make("ec2clientvpn/endpoint:Endpoint", "vpn", { vpcId: "vpc-id" })),
      says: "pass",
    },
    {
      when: "a client VPN in one of the subnets",
      stack: () =>
        plus(
          natStack(),
          make("ec2clientvpn/endpoint:Endpoint", "vpn", {}),
          make("ec2clientvpn/networkAssociation:NetworkAssociation", "tie", {
            clientVpnEndpointId: "vpn-id",
            subnetId: "private-1-id",
          }),
        ),
      says: "pass",
    },
    {
      when: "a client VPN of another VPC",
      stack: () =>
        plus(natStack(), make("ec2clientvpn/endpoint:Endpoint", "vpn", { vpcId: "vpc-0a" })),
      says: "fail",
    },
    {
      when: "a client VPN of a VPC that is not known",
      stack: () =>
        plus(natStack(), make("ec2clientvpn/endpoint:Endpoint", "vpn", { vpcId: HIDDEN })),
      says: "unknown",
    },
    {
      when: "a load balancer",
      stack: () =>
        plus(natStack(), make("lb/loadBalancer:LoadBalancer", "lb", { subnets: ["public-id"] })),
      says: "pass",
    },
    {
      when: "a load balancer of another VPC",
      stack: () =>
        plus(natStack(), make("lb/loadBalancer:LoadBalancer", "lb", { subnets: ["subnet-0a"] })),
      says: "fail",
    },
    {
      when: "a peering connection",
      stack: () => routed({ cidrBlock: "10.9.0.0/16", vpcPeeringConnectionId: "pcx-0a" }),
      says: "pass",
    },
    {
      when: "a transit gateway",
      stack: () => routed({ cidrBlock: "10.0.0.0/8", transitGatewayId: "tgw-0a" }),
      says: "pass",
    },
    {
      when: "routes that a VPN gateway learns",
      stack: () => change(natStack(), "private-table", { propagatingVgws: ["vgw-0a"] }),
      says: "pass",
    },
    {
      when: "an endpoint of the web server whose own group admits users",
      stack: () =>
        plus(
          natStack(),
          make("ec2/securityGroup:SecurityGroup", "doors", {
            vpcId: "vpc-id",
            ingress: [https({ cidrBlocks: ["10.0.0.0/16"] })],
          }),
          make("ec2/vpcEndpoint:VpcEndpoint", "webserver", {
            vpcId: "vpc-id",
            serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0a",
            vpcEndpointType: "Interface",
            subnetIds: ["private-1-id"],
            securityGroupIds: ["doors-id"],
          }),
        ),
      says: "pass",
    },
  ]);
});
