import assert from "node:assert/strict";
import type { Listed, VpcEndpoint } from "../../../reasoning/reachability";
import { EMPTY_NETWORK, NetworkIndex } from "../../../reasoning/reachability";
import { endpointBehind, endpointOf } from "../../../reasoning/reachability/endpoint-interfaces";
import type { Station } from "../../../reasoning/reachability/road";
import { isKnown, Unknown } from "../../../reasoning/known";

const WHY = new Unknown(["why"]);

function endpoint(id: string, more: Partial<VpcEndpoint> = {}): VpcEndpoint {
  return {
    id,
    type: "interface",
    vpcId: "vpc-1",
    serviceName: "com.amazonaws.us-east-1.sqs",
    subnetIds: ["subnet-1"],
    ...more,
  };
}

/** What is told of the endpoint that a place in a subnet is an interface of. */
function told(
  vpcEndpoints: Listed<VpcEndpoint>,
  place: Partial<Pick<Station, "component" | "id">> & { readonly subnetId?: string } = {},
): string | undefined {
  const { component = "networkInterface", id = "eni-1", subnetId = "subnet-1" } = place;
  const index = new NetworkIndex({
    ...EMPTY_NETWORK,
    vpcs: [{ id: "vpc-1", cidrBlocks: ["10.0.0.0/16"] }],
    subnets: [
      { id: "subnet-1", vpcId: "vpc-1", cidrBlocks: ["10.0.0.0/24"] },
      { id: "subnet-hidden", vpcId: WHY, cidrBlocks: ["10.0.1.0/24"] },
    ],
    vpcEndpoints,
  });
  const [vpc, subnet] = [index.find("vpcs", "vpc-1"), index.find("subnets", subnetId)];
  assert.ok(isKnown(vpc));
  const found = endpointOf(index, {
    component,
    id,
    pointer: "",
    vpc,
    subnet: isKnown(subnet) ? subnet : undefined,
    addresses: [],
    publicAddresses: [],
    mayBePublic: [],
    groupIds: [],
  });
  return found === undefined || isKnown(found) ? found : `? ${found.blockedBy.join()}`;
}

const UNTOLD = "? the interfaces of vpce-1";

describe("an interface in a subnet", () => {
  const cases: readonly (readonly [
    title: string,
    endpoints: Listed<VpcEndpoint>,
    expected: string | undefined,
    place?: Parameters<typeof told>[1],
  ])[] = [
    ["is nobody's without endpoints", [], undefined],
    [
      "is the endpoint's that tells it",
      [endpoint("vpce-1", { networkInterfaceIds: ["eni-1"] })],
      "vpce-1",
    ],
    [
      "is not that of an endpoint that tells others",
      [endpoint("vpce-1", { networkInterfaceIds: ["eni-2"] })],
      undefined,
    ],
    ["may be that of one that tells none", [endpoint("vpce-1")], UNTOLD],
    [
      "may be that of one with others that nobody knows",
      [endpoint("vpce-1", { networkInterfaceIds: ["eni-2", WHY] })],
      "? why",
    ],
    ["may be that of an endpoint that nobody knows", [WHY], "? why"],
    [
      "is no gateway endpoint's",
      [endpoint("vpce-1", { type: "gateway", networkInterfaceIds: ["eni-1"] })],
      undefined,
    ],
    [
      "is of an endpoint whose kind nobody knows",
      [endpoint("vpce-1", { type: WHY, networkInterfaceIds: ["eni-1"] })],
      "? why",
    ],
    [
      "is of an endpoint of another kind",
      [endpoint("vpce-1", { type: "other", networkInterfaceIds: ["eni-1"] })],
      "? what kind of endpoint vpce-1 is",
    ],
    [
      "is surely that of one of two that tell it",
      [
        endpoint("vpce-1", { networkInterfaceIds: ["eni-1"] }),
        endpoint("vpce-2", { type: WHY, networkInterfaceIds: ["eni-1"] }),
      ],
      "vpce-1",
    ],
    [
      "is surely that of the other of two that tell it",
      [
        endpoint("vpce-2", { type: WHY, networkInterfaceIds: ["eni-1"] }),
        endpoint("vpce-1", { networkInterfaceIds: ["eni-1"] }),
      ],
      "vpce-1",
    ],
    [
      "is nobody's where it stands for one that may be put there",
      [endpoint("vpce-1")],
      undefined,
      { component: "subnet", id: "subnet-1" },
    ],
    [
      "is nobody's where it is in no subnet that is told",
      [endpoint("vpce-1")],
      undefined,
      { subnetId: "subnet-9" },
    ],
    ["is not in another subnet", [endpoint("vpce-1", { subnetIds: ["subnet-2"] })], undefined],
    ["may be in any subnet of the VPC", [endpoint("vpce-1", { subnetIds: [WHY] })], UNTOLD],
    [
      "is not in another VPC, wherever there",
      [endpoint("vpce-1", { vpcId: "vpc-2", subnetIds: [WHY] })],
      undefined,
    ],
    [
      "may be in a VPC that nobody knows",
      [endpoint("vpce-1", { vpcId: WHY, subnetIds: [WHY] })],
      UNTOLD,
    ],
    [
      "may be in a subnet whose VPC nobody knows",
      [endpoint("vpce-1", { subnetIds: [WHY] })],
      UNTOLD,
      { subnetId: "subnet-hidden" },
    ],
  ];
  for (const [title, endpoints, expected, place] of cases) {
    it(title, () => {
      assert.equal(told(endpoints, place), expected);
    });
  }

  it("may be anywhere if the endpoint's subnets are left out", () => {
    const { subnetIds, ...rest } = endpoint("vpce-1");
    assert.deepEqual(subnetIds, ["subnet-1"]);
    assert.equal(told([rest]), UNTOLD);
  });
});

describe("an endpoint whose interfaces nobody tells", () => {
  it("stands for them itself", () => {
    const index = new NetworkIndex({ ...EMPTY_NETWORK, vpcEndpoints: [endpoint("vpce-1")] });
    assert.equal(endpointBehind(index, "vpce-1"), "vpce-1");
    assert.equal(endpointBehind(index, "vpce-2"), undefined);
  });
});
