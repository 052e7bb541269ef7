import assert from "node:assert/strict";
import { ATTACHED, attachment, inside, THIRD, TO_1, TO_2 } from "./attached";
import type { Change } from "./documentation/guide";
import { ask, change, put, route } from "./documentation/guide";
import { answered, passed, told } from "./told";

/** The way through the neighbour to a third VPC, which a second transit gateway joins to it. */
const TO_3: readonly Change[] = [
  ...ATTACHED,
  ...THIRD,
  put("transitGateways", { id: "tgw-2" }),
  put(
    "transitGatewayAttachments",
    attachment(2, { id: "tgw-attach-3", transitGatewayId: "tgw-2", routeTableId: "tgw-rtb-2" }),
    attachment(2, {
      id: "tgw-attach-4",
      transitGatewayId: "tgw-2",
      vpcId: "vpc-3",
      subnetIds: ["subnet-3"],
      routeTableId: "tgw-rtb-2",
    }),
  ),
  put("transitGatewayRouteTables", {
    id: "tgw-rtb-2",
    transitGatewayId: "tgw-2",
    routes: [
      { destination: "10.0.0.0/16", attachmentId: "tgw-attach-3" },
      { destination: "10.2.0.0/16", attachmentId: "tgw-attach-4" },
    ],
  }),
  inside(TO_1, TO_2, { destination: "10.2.0.0/16", attachmentId: "tgw-attach-2" }),
  change("routeTables", "rtb-main", { routes: [route("10.2.0.0/16", "tgw-1")] }),
  change("routeTables", "rtb-2", {
    routes: [route("10.0.0.0/16", "tgw-1"), route("10.2.0.0/16", "tgw-2")],
  }),
  put("routeTables", {
    id: "rtb-3",
    vpcId: "vpc-3",
    isMain: true,
    subnetIds: [],
    routes: [route("10.0.0.0/16", "tgw-2")],
  }),
];

describe("packets that come out of one transit gateway", () => {
  it("go on into another one, and answers come back through both", () => {
    assert.deepEqual(told(ask("app", "3"), TO_3), ["reachable"]);
    const { forward, return: back } = answered(ask("app", "3"), TO_3);
    const gateways = (way: typeof forward) =>
      passed(way).filter((each) => each.startsWith("transitGateway "));
    const one = "transitGateway tgw-1 /transitGateways/0";
    const other = "transitGateway tgw-2 /transitGateways/1";
    assert.deepEqual(gateways(forward), [one, other]);
    assert.deepEqual(gateways(back), [other, one]);
  });

  it("are not taken back by the same one", () => {
    const round = change("routeTables", "rtb-2", {
      routes: [route("10.0.0.0/16", "tgw-1"), route("10.2.0.0/16", "tgw-1")],
    });
    assert.deepEqual(told(ask("app", "3"), [...TO_3, round]), [
      "unreachable",
      "CANNOT_ROUTE forward: transitGateway tgw-1 at /transitGateways/0: packets that come out of tgw-1 are sent into it again",
    ]);
  });
});
