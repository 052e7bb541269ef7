import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import { networkOf } from "./answers";

const S3 = "com.amazonaws.eu-central-1.s3";

describe("VPC endpoints of descriptions", () => {
  it("are gateways in route tables", () => {
    assert.deepEqual(
      networkOf({
        VpcEndpoints: [
          {
            VpcEndpointId: "vpce-1",
            VpcEndpointType: "Gateway",
            VpcId: "vpc-1",
            ServiceName: S3,
            State: "available",
            RouteTableIds: ["rtb-1"],
            PrivateDnsEnabled: false,
          },
        ],
      }).vpcEndpoints,
      [
        {
          id: "vpce-1",
          type: "gateway",
          vpcId: "vpc-1",
          serviceName: S3,
          state: "available",
          routeTableIds: ["rtb-1"],
          subnetIds: [],
          networkInterfaceIds: [],
          securityGroupIds: [],
          privateDnsEnabled: false,
          privateDnsNames: [],
        },
      ],
    );
  });

  it("are interfaces with private names, of which their own public names are none", () => {
    assert.deepEqual(
      networkOf({
        VpcEndpoints: [
          {
            VpcEndpointId: "vpce-1",
            VpcEndpointType: "Interface",
            VpcId: "vpc-1",
            ServiceName: S3,
            State: "Available",
            SubnetIds: ["subnet-1"],
            IpAddressType: "dualstack",
            Groups: [{ GroupId: "sg-1", GroupName: "endpoints" }],
            NetworkInterfaceIds: ["eni-1"],
            PrivateDnsEnabled: true,
            DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true },
            DnsEntries: [
              { DnsName: "*.vpce-1-abc.s3.eu-central-1.vpce.amazonaws.com" },
              { DnsName: "vpce-1-abc-eu-central-1a.s3.eu-central-1.vpce.amazonaws.com" },
              { DnsName: "s3.eu-central-1.amazonaws.com" },
              { DnsName: "*.s3.eu-central-1.amazonaws.com" },
            ],
          },
        ],
      }).vpcEndpoints,
      [
        {
          id: "vpce-1",
          type: "interface",
          vpcId: "vpc-1",
          serviceName: S3,
          state: "available",
          routeTableIds: [],
          subnetIds: ["subnet-1"],
          ipAddressType: "dualstack",
          networkInterfaceIds: ["eni-1"],
          securityGroupIds: ["sg-1"],
          privateDnsEnabled: true,
          privateDnsOnlyForInboundResolverEndpoint: true,
          privateDnsNames: ["s3.eu-central-1.amazonaws.com", "*.s3.eu-central-1.amazonaws.com"],
        },
      ],
    );
  });

  it("of types that are not followed are others, and of newer types unknown", () => {
    const typeOf = (VpcEndpointType: string | null) => {
      const only = networkOf({
        VpcEndpoints: [
          { VpcEndpointId: "vpce-1", VpcEndpointType, VpcId: "vpc-1", ServiceName: "any" },
        ],
      }).vpcEndpoints[0];
      return only instanceof Unknown ? only : only?.type;
    };
    assert.equal(typeOf("GatewayLoadBalancer"), "other");
    assert.equal(typeOf("Resource"), "other");
    assert.deepEqual(typeOf("Tunnel"), new Unknown(["VpcEndpointType Tunnel of /VpcEndpoints/0"]));
    assert.deepEqual(typeOf(null), new Unknown(["the type of vpce-1"]));
  });
});

describe("peering connections of descriptions", () => {
  it("join two VPCs in a state", () => {
    assert.deepEqual(
      networkOf({
        VpcPeeringConnections: [
          {
            VpcPeeringConnectionId: "pcx-1",
            Status: { Code: "active", Message: "Active" },
            RequesterVpcInfo: { VpcId: "vpc-1", OwnerId: "1", Region: "eu-central-1" },
            AccepterVpcInfo: { VpcId: "vpc-2", OwnerId: "2", Region: "eu-west-1" },
          },
          { VpcPeeringConnectionId: "pcx-2", Status: { Code: "expired" } },
          { VpcPeeringConnectionId: "pcx-3" },
        ],
      }).peeringConnections,
      [
        { id: "pcx-1", requesterVpcId: "vpc-1", accepterVpcId: "vpc-2", state: "active" },
        {
          id: "pcx-2",
          requesterVpcId: new Unknown(["a VPC of pcx-2"]),
          accepterVpcId: new Unknown(["a VPC of pcx-2"]),
          state: "expired",
        },
        {
          id: "pcx-3",
          requesterVpcId: new Unknown(["a VPC of pcx-3"]),
          accepterVpcId: new Unknown(["a VPC of pcx-3"]),
        },
      ],
    );
  });
});
