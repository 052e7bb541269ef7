import assert from "node:assert/strict";
import type { Listed, NetworkInterface, VpcEndpoint } from "../../../reasoning/reachability";
import { EMPTY_NETWORK, NetworkIndex } from "../../../reasoning/reachability";
import { renderAddress } from "../../../reasoning/reachability/address";
import { addressesOf } from "../../../reasoning/reachability/intervals";
import { stationFor, stationsIn } from "../../../reasoning/reachability/stations";
import { isKnown, Unknown } from "../../../reasoning/known";

const WHY = new Unknown(["why"]);
const eni = (
  id: string,
  address: string,
  securityGroupIds: Listed<string> = ["sg-1"],
): NetworkInterface => ({ id, subnetId: "subnet-1", addresses: [{ address }], securityGroupIds });

/** The stations of a subnet with these interfaces. */
function stations(
  networkInterfaces: readonly NetworkInterface[],
  endpoints: readonly VpcEndpoint[] = [],
  family: "ipv4" | "ipv6" = "ipv4",
) {
  const index = new NetworkIndex({
    ...EMPTY_NETWORK,
    vpcs: [{ id: "vpc-1", cidrBlocks: ["10.0.0.0/16"] }],
    subnets: [{ id: "subnet-1", vpcId: "vpc-1", cidrBlocks: ["10.0.0.0/24", "2001:db8::/64"] }],
    networkInterfaces,
    vpcEndpoints: endpoints,
  });
  const [vpc, subnet] = [index.find("vpcs", "vpc-1"), index.find("subnets", "subnet-1")];
  assert.ok(isKnown(vpc) && isKnown(subnet));
  return stationsIn(index, vpc, subnet, family);
}

/** The stations in words: whose, and at which addresses. */
const told = (...given: Parameters<typeof stations>): readonly string[] =>
  stations(...given).stations.map(({ id, addresses }) => {
    const family = given[2] ?? "ipv4";
    return `${id} ${addresses.map(({ first, last }) => `${renderAddress(family, first)}-${renderAddress(family, last)}`).join(" ")}`;
  });

describe("the interfaces of a subnet", () => {
  it("are one station where they have the same security groups, in whatever order", () => {
    assert.deepEqual(
      told([
        eni("eni-1", "10.0.0.4", ["sg-1", "sg-2"]),
        eni("eni-2", "10.0.0.6"),
        eni("eni-3", "10.0.0.5", ["sg-2", "sg-1"]),
      ]),
      ["eni-1 10.0.0.4-10.0.0.5", "eni-2 10.0.0.6-10.0.0.6"],
    );
  });

  it("are told apart where groups are others, though their names run together", () => {
    assert.deepEqual(
      told([eni("eni-1", "10.0.0.4", ["sg-1", "2"]), eni("eni-2", "10.0.0.6", ["sg-12"])]),
      ["eni-1 10.0.0.4-10.0.0.4", "eni-2 10.0.0.6-10.0.0.6"],
    );
  });

  it("stand alone where nobody knows their groups, or they have none", () => {
    for (const groups of [[], [WHY], ["sg-1", WHY]]) {
      assert.deepEqual(told([eni("eni-1", "10.0.0.4", groups), eni("eni-2", "10.0.0.6", groups)]), [
        "eni-1 10.0.0.4-10.0.0.4",
        "eni-2 10.0.0.6-10.0.0.6",
      ]);
    }
  });

  it("stand alone where they are an endpoint's", () => {
    const endpoint = {
      id: "vpce-1",
      type: "interface",
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.us-east-1.sqs",
      networkInterfaceIds: ["eni-1", "eni-2"],
    } as const;
    assert.deepEqual(
      told(
        [
          eni("eni-1", "10.0.0.4"),
          eni("eni-2", "10.0.0.6"),
          eni("eni-3", "10.0.0.8"),
          eni("eni-4", "10.0.0.9"),
        ],
        [endpoint],
      ),
      ["eni-1 10.0.0.4-10.0.0.4", "eni-2 10.0.0.6-10.0.0.6", "eni-3 10.0.0.8-10.0.0.9"],
    );
  });

  it("have addresses of one IP version, and none at what is no address", () => {
    const both = [eni("eni-1", "10.0.0.4"), eni("eni-2", "2001:db8::4"), eni("eni-3", "nowhere")];
    assert.deepEqual(told(both), ["eni-1 10.0.0.4-10.0.0.4"]);
    assert.deepEqual(told(both, [], "ipv6"), ["eni-1 2001:db8::4-2001:db8::4"]);
  });

  it("may be at addresses that nobody knows", () => {
    const hidden: NetworkInterface = {
      ...eni("eni-1", "10.0.0.4"),
      addresses: [{ address: WHY }, WHY],
    };
    assert.deepEqual(stations([hidden]).unknowns, [WHY, WHY]);
  });
});

describe("one of several interfaces that are one station", () => {
  const [station] = stations([eni("eni-1", "10.0.0.4"), eni("eni-2", "10.0.0.5")]).stations;
  assert.ok(station);
  const idFor = (...blocks: readonly string[]) =>
    stationFor(station, blocks.length === 0 ? [] : addressesOf("ipv4", blocks)).id;

  it("is named where packets are for its address alone", () => {
    assert.deepEqual([idFor("10.0.0.5"), idFor("10.0.0.4")], ["eni-2", "eni-1"]);
  });

  it("is not named where packets are for others, too, or for nobody", () => {
    assert.deepEqual(
      [idFor("10.0.0.4/31"), idFor("10.0.0.5", "10.0.0.9"), idFor("10.0.0.9"), idFor()],
      ["eni-1", "eni-1", "eni-1", "eni-1"],
    );
  });
});
