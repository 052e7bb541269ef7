import assert from "node:assert/strict";
import type { Network } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { ask, change, GUIDE, NEIGHBOUR, OPEN_RULES, put, route } from "./documentation/guide";

const table = put("transitGatewayRouteTables", {
  id: "tgw-rtb-1",
  transitGatewayId: "tgw-1",
  routes: [
    { destination: "10.0.0.0/16", attachmentId: "tgw-attach-1" },
    { destination: "10.1.0.0/16", attachmentId: "tgw-attach-2" },
  ],
});
const attached = (number: number, ...subnetIds: readonly string[]) => ({
  id: `tgw-attach-${number}`,
  transitGatewayId: "tgw-1",
  vpcId: `vpc-${number}`,
  subnetIds,
  routeTableId: "tgw-rtb-1",
  securityGroupReferencingSupport: true,
});
/** A second subnet of the neighbour, in another zone, that the gateway may let packets out in. */
const TWO_WAYS_OUT: readonly Change[] = [
  ...NEIGHBOUR,
  put("subnets", {
    id: "subnet-2b",
    vpcId: "vpc-2",
    availabilityZone: "us-east-1b",
    cidrBlocks: ["10.1.1.0/24"],
  }),
  put("transitGateways", { id: "tgw-1" }),
  put(
    "transitGatewayAttachments",
    attached(1, "subnet-app", "subnet-db"),
    attached(2, "subnet-2", "subnet-2b"),
  ),
  table,
  change("routeTables", "rtb-main", { routes: [route("10.1.0.0/16", "tgw-1")] }),
  change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "tgw-1")] }),
];
const shut = (...subnetIds: readonly string[]): Change =>
  put("networkAcls", {
    id: "acl-shut",
    vpcId: "vpc-2",
    subnetIds,
    ingress: OPEN_RULES,
    egress: [],
  });

function outcome(...changes: readonly Change[]) {
  const network = [...TWO_WAYS_OUT, ...changes].reduce<Network>((one, each) => each(one), GUIDE);
  const { outcome: found, blockers, blockedBy } = reach(network, ask("app", "2"));
  return [found, blockers[0]?.code, blockedBy];
}

describe("through a transit gateway, into one of several zones", () => {
  it("reaches what each zone lets through", () => {
    assert.deepEqual(outcome(), ["reachable", undefined, []]);
  });

  it("is not decided by one zone, whichever appliance mode there is", () => {
    assert.deepEqual(outcome(shut("subnet-2b")), [
      "unknown",
      undefined,
      ["through which subnet tgw-attach-2 lets packets out"],
    ]);
  });

  it("knows no security groups behind a gateway that is not told to carry them", () => {
    const byGroup = change("securityGroups", "sg-2", {
      ingress: [{ protocol: "tcp", peer: { securityGroup: "sg-open" } }],
    });
    assert.deepEqual(outcome(byGroup), ["unreachable", "SG_REFERENCING_SUPPORT", []]);
    const carrying = put("transitGateways", { id: "tgw-1", securityGroupReferencingSupport: true });
    assert.deepEqual(outcome(byGroup, carrying), ["reachable", undefined, []]);
  });
});
