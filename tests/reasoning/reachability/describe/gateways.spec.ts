import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import { networkOf } from "./answers";

describe("gateways of descriptions", () => {
  it("are attached to one VPC, to none, or nobody knows", () => {
    const attachments = (State: string) => [{ VpcId: "vpc-1", State }];
    const { internetGateways, egressOnlyInternetGateways, vpnGateways } = networkOf({
      InternetGateways: [
        { InternetGatewayId: "igw-1", Attachments: attachments("available") },
        { InternetGatewayId: "igw-2", Attachments: [] },
        { InternetGatewayId: "igw-3", Attachments: attachments("detaching") },
        { InternetGatewayId: "igw-4", Attachments: attachments("attaching") },
      ],
      EgressOnlyInternetGateways: [
        { EgressOnlyInternetGatewayId: "eigw-1", Attachments: attachments("attached") },
        { EgressOnlyInternetGatewayId: "eigw-2", Attachments: [] },
      ],
      VpnGateways: [
        { VpnGatewayId: "vgw-1", VpcAttachments: attachments("attached") },
        { VpnGatewayId: "vgw-2", VpcAttachments: attachments("detached") },
      ],
    });
    assert.deepEqual(internetGateways, [
      { id: "igw-1", vpcId: "vpc-1" },
      { id: "igw-2" },
      { id: "igw-3", vpcId: new Unknown(["vpc-1 is detaching"]) },
      { id: "igw-4", vpcId: new Unknown(["vpc-1 is attaching"]) },
    ]);
    assert.deepEqual(egressOnlyInternetGateways, [
      { id: "eigw-1", vpcId: "vpc-1" },
      { id: "eigw-2", vpcId: new Unknown(["the VPC of eigw-2"]) },
    ]);
    assert.deepEqual(vpnGateways, [{ id: "vgw-1", vpcId: "vpc-1" }, { id: "vgw-2" }]);
  });
});

describe("NAT gateways of descriptions", () => {
  const gateway = (more: object) => ({ NatGatewayId: "nat-1", VpcId: "vpc-1", ...more });

  it("are zonal with the addresses that work, the primary one first", () => {
    assert.deepEqual(
      networkOf({
        NatGateways: [
          gateway({
            SubnetId: "subnet-1",
            State: "available",
            ConnectivityType: "public",
            NatGatewayAddresses: [
              { PrivateIp: "10.0.0.8", PublicIp: "203.0.113.8", Status: "succeeded" },
              { PrivateIp: "10.0.0.9", PublicIp: "203.0.113.9", IsPrimary: true },
              { PrivateIp: "10.0.0.10", PublicIp: "203.0.113.10", Status: "disassociating" },
            ],
          }),
        ],
      }).natGateways,
      [
        {
          id: "nat-1",
          connectivity: "public",
          vpcId: "vpc-1",
          subnetId: "subnet-1",
          privateAddress: "10.0.0.9",
          secondaryAddresses: ["10.0.0.8", new Unknown(["10.0.0.10 is disassociating"])],
          publicAddresses: [
            "203.0.113.8",
            "203.0.113.9",
            new Unknown(["203.0.113.10 is disassociating"]),
          ],
          state: "available",
        },
      ],
    );
  });

  it("have the addresses that they have got, and may have those that come or go", () => {
    const NatGatewayAddresses = [
      "failed",
      "assigning",
      "succeeded",
      "associating",
      "unassigning",
      "mislaid",
    ].map((Status, at) => ({ PrivateIp: `10.0.0.${at}`, PublicIp: `203.0.113.${at}`, Status }));
    const [only] = networkOf({ NatGateways: [gateway({ NatGatewayAddresses })] }).natGateways;
    assert.ok(only !== undefined && !(only instanceof Unknown));
    assert.equal(only.privateAddress, "10.0.0.2");
    assert.deepEqual(only.secondaryAddresses, [
      new Unknown(["10.0.0.1 is assigning"]),
      new Unknown(["10.0.0.3 is associating"]),
      new Unknown(["10.0.0.4 is unassigning"]),
    ]);
    assert.deepEqual(only.publicAddresses, [
      new Unknown(["203.0.113.1 is assigning"]),
      "203.0.113.2",
      new Unknown(["203.0.113.3 is associating"]),
      new Unknown(["203.0.113.4 is unassigning"]),
    ]);
  });

  it("are regional with the zones of their addresses, named as the subnets' zones are", () => {
    const address = (zone: string, id: string, PublicIp: string) => ({
      AvailabilityZone: zone,
      AvailabilityZoneId: id,
      PublicIp,
      Status: "succeeded",
    });
    const NatGateways = [
      gateway({
        State: "available",
        AvailabilityMode: "regional",
        AutoProvisionZones: "disabled",
        NatGatewayAddresses: [
          address("us-east-1a", "use1-az2", "203.0.113.8"),
          address("us-east-1b", "use1-az4", "203.0.113.9"),
        ],
      }),
    ];
    const Subnets = [
      {
        SubnetId: "subnet-1",
        VpcId: "vpc-1",
        CidrBlock: "10.0.0.0/24",
        AvailabilityZone: "us-east-1a",
      },
    ];
    const zonesOf = (answers: unknown) =>
      networkOf(answers).natGateways.map((each) =>
        each instanceof Unknown ? each : each.availabilityZones,
      );
    assert.deepEqual(networkOf({ NatGateways }).natGateways, [
      {
        id: "nat-1",
        availability: "regional",
        vpcId: "vpc-1",
        publicAddresses: ["203.0.113.8", "203.0.113.9"],
        availabilityZones: ["use1-az2", "use1-az4"],
        state: "available",
      },
    ]);
    assert.deepEqual(zonesOf({ NatGateways, Subnets }), [["us-east-1a", "us-east-1b"]]);
  });

  it("may be in further zones unless somebody chooses their zones", () => {
    const NatGatewayAddresses = [
      { AvailabilityZoneId: "use1-az2", Status: "succeeded" },
      { AvailabilityZoneId: "use1-az4", Status: "associating" },
      { AvailabilityZoneId: "use1-az6", Status: "failed" },
    ];
    const zonesOf = (more: object) => {
      const regional = gateway({ AvailabilityMode: "regional", NatGatewayAddresses, ...more });
      const [only] = networkOf({ NatGateways: [regional] }).natGateways;
      return only instanceof Unknown ? only : only?.availabilityZones;
    };
    const told = ["use1-az2", new Unknown(["use1-az4 is associating"])];
    const open = [...told, new Unknown(["to which zones AWS expands nat-1"])];
    assert.deepEqual(zonesOf({ AutoProvisionZones: "disabled" }), told);
    assert.deepEqual(zonesOf({ AutoProvisionZones: "enabled" }), open);
    assert.deepEqual(zonesOf({}), open);
  });

  it("have a route table of their own, and the appliances that are attached", () => {
    const AttachedAppliances = [
      ...["attached", "attaching", "detaching"],
      ...["detached", "attach-failed", "detach-failed"],
    ].map((AttachmentState) => ({ ApplianceArn: `arn-${AttachmentState}`, AttachmentState }));
    const described = gateway({ RouteTableId: "rtb-1", AttachedAppliances });
    assert.deepEqual(networkOf({ NatGateways: [described] }).natGateways, [
      {
        id: "nat-1",
        vpcId: "vpc-1",
        publicAddresses: [],
        routeTableId: "rtb-1",
        appliances: [
          "arn-attached",
          new Unknown(["arn-attaching is attaching"]),
          new Unknown(["arn-detaching is detaching"]),
          new Unknown(["arn-detach-failed is detach-failed"]),
        ],
      },
    ]);
  });

  it("keep a word that is newer than this reader as unknown", () => {
    const only = networkOf({ NatGateways: [gateway({ ConnectivityType: "hybrid" })] })
      .natGateways[0];
    assert.deepEqual(
      only instanceof Unknown ? only : only?.connectivity,
      new Unknown(["ConnectivityType hybrid of /NatGateways/0"]),
    );
  });
});
