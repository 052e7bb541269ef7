import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import { faultsOf, networkOf } from "./answers";

const GATEWAY = { TransitGatewayId: "tgw-1", State: "available" };
const attachment = (id: string, more: object = {}) => ({
  TransitGatewayAttachmentId: id,
  TransitGatewayId: "tgw-1",
  ResourceType: "vpc",
  ResourceId: "vpc-1",
  State: "available",
  ...more,
});

describe("transit gateways of descriptions", () => {
  it("keep references to security groups if they say so", () => {
    const supportOf = (Options: object) =>
      networkOf({ TransitGateways: [{ ...GATEWAY, Options }] }).transitGateways.map((each) =>
        each instanceof Unknown ? each : each.securityGroupReferencingSupport,
      );
    assert.deepEqual(supportOf({ SecurityGroupReferencingSupport: "enable" }), [true]);
    assert.deepEqual(supportOf({ SecurityGroupReferencingSupport: "disable" }), [false]);
    const unsaid = [new Unknown(["security group referencing of tgw-1"])];
    assert.deepEqual(supportOf({}), unsaid);
    const { transitGateways } = networkOf({ TransitGateways: [GATEWAY] });
    assert.deepEqual(transitGateways, [
      { id: "tgw-1", securityGroupReferencingSupport: unsaid[0] },
    ]);
  });
});

describe("transit gateway attachments of descriptions", () => {
  it("of VPCs have the subnets that another answer tells", () => {
    const { transitGatewayAttachments } = networkOf({
      TransitGatewayAttachments: [
        attachment("tgw-attach-1", {
          Association: { State: "associated", TransitGatewayRouteTableId: "tgw-rtb-1" },
        }),
        attachment("tgw-attach-2", {
          Association: { State: "disassociating", TransitGatewayRouteTableId: "tgw-rtb-1" },
        }),
      ],
      TransitGatewayVpcAttachments: [
        {
          TransitGatewayAttachmentId: "tgw-attach-1",
          SubnetIds: ["subnet-1"],
          Options: { SecurityGroupReferencingSupport: "enable" },
        },
      ],
    });
    const common = { transitGatewayId: "tgw-1", vpcId: "vpc-1", state: "available" };
    assert.deepEqual(transitGatewayAttachments, [
      {
        ...common,
        id: "tgw-attach-1",
        subnetIds: ["subnet-1"],
        securityGroupReferencingSupport: true,
        routeTableId: "tgw-rtb-1",
      },
      {
        ...common,
        id: "tgw-attach-2",
        subnetIds: [new Unknown(["the subnets of tgw-attach-2"])],
        securityGroupReferencingSupport: new Unknown([
          "security group referencing of tgw-attach-2",
        ]),
        routeTableId: new Unknown(["tgw-rtb-1 is disassociating"]),
      },
    ]);
  });

  it("are associated with a table surely, perhaps or not at all", () => {
    const tableOf = (Association?: object) => {
      const [only] = networkOf({
        TransitGatewayAttachments: [
          attachment("tgw-attach-1", Association === undefined ? {} : { Association }),
        ],
      }).transitGatewayAttachments;
      return only instanceof Unknown ? only : only?.routeTableId;
    };
    const table = { TransitGatewayRouteTableId: "tgw-rtb-1" };
    assert.equal(tableOf({ ...table, State: "associated" }), "tgw-rtb-1");
    assert.deepEqual(
      tableOf({ ...table, State: "associating" }),
      new Unknown(["tgw-rtb-1 is associating"]),
    );
    assert.equal(tableOf({ ...table, State: "disassociated" }), undefined);
    assert.equal(tableOf({ State: "associating" }), undefined);
    assert.equal(tableOf(), undefined);
  });

  it("of a VPC that two answers describe in different ways are a fault", () => {
    const answers = ["available", "deleting"].map((State) => ({
      TransitGatewayAttachments: [attachment("tgw-attach-1", { State })],
    }));
    assert.deepEqual(faultsOf(answers), [
      {
        pointer: "",
        message: "describes tgw-attach-1 of transitGatewayAttachments twice, not alike",
      },
    ]);
  });

  it("of other things have no VPC, and a peering's two ends are one", () => {
    const peering = { ResourceType: "peering", ResourceId: "tgw-2" };
    const { transitGatewayAttachments } = networkOf({
      TransitGatewayAttachments: [
        attachment("tgw-attach-1", peering),
        attachment("tgw-attach-1", { ...peering, TransitGatewayId: "tgw-2", ResourceId: "tgw-1" }),
        attachment("tgw-attach-2", { ResourceType: "vpn", ResourceId: "vpn-1" }),
      ],
    });
    assert.deepEqual(transitGatewayAttachments, [
      { id: "tgw-attach-1", transitGatewayId: "tgw-1", state: "available" },
      { id: "tgw-attach-2", transitGatewayId: "tgw-1", state: "available" },
    ]);
  });
});

describe("transit gateway route tables of descriptions", () => {
  const TransitGatewayRouteTables = [
    { TransitGatewayRouteTableId: "tgw-rtb-1", TransitGatewayId: "tgw-1" },
  ];
  const routesOf = (...answers: readonly object[]) => {
    const only = networkOf({
      TransitGatewayRouteTables,
      TransitGatewayRoutes: answers.map((each) => ({
        TransitGatewayRouteTableId: "tgw-rtb-1",
        ...each,
      })),
    }).transitGatewayRouteTables[0];
    return only instanceof Unknown ? only : only?.routes;
  };

  it("hold the routes that were searched for, one for each attachment", () => {
    const to = (...ids: readonly string[]) => ({
      TransitGatewayAttachments: ids.map((id) => ({ TransitGatewayAttachmentId: id })),
    });
    assert.deepEqual(
      routesOf(
        {
          Routes: [
            {
              DestinationCidrBlock: "10.0.0.0/16",
              Type: "propagated",
              State: "active",
              ...to("a", "b"),
            },
            { DestinationCidrBlock: "10.1.0.0/16", Type: "static", State: "blackhole" },
          ],
        },
        {
          Routes: [
            { PrefixListId: "pl-1", Type: "static", State: "active", ...to("a") },
            { DestinationCidrBlock: "10.2.0.0/16", Type: "static", State: "deleted" },
            { DestinationCidrBlock: "10.3.0.0/16", Type: "static", State: "deleting" },
          ],
          AdditionalRoutesAvailable: true,
        },
      ),
      [
        { destination: "10.0.0.0/16", origin: "propagated", state: "active", attachmentId: "a" },
        { destination: "10.0.0.0/16", origin: "propagated", state: "active", attachmentId: "b" },
        { destination: "10.1.0.0/16", origin: "static", state: "blackhole" },
        { destination: "pl-1", origin: "static", state: "active", attachmentId: "a" },
        new Unknown(["further routes of tgw-rtb-1"]),
      ],
    );
  });

  it("may hold more where the search goes on, and a route whose destination is not told", () => {
    assert.deepEqual(
      routesOf({ Routes: [{ Type: "static", State: "active" }], NextToken: "eyJ2" }),
      [
        {
          destination: new Unknown(["the destination of /TransitGatewayRoutes/0/Routes/0"]),
          origin: "static",
          state: "active",
        },
        new Unknown(["further routes of tgw-rtb-1"]),
      ],
    );
  });

  it("may hold any route if nobody searched", () => {
    assert.deepEqual(routesOf(), [
      new Unknown(["the answer of search-transit-gateway-routes for tgw-rtb-1"]),
    ]);
  });
});
