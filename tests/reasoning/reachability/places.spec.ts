import assert from "node:assert/strict";
import type { InterfaceAddress, Listed } from "../../../reasoning/reachability";
import { EMPTY_NETWORK, NetworkIndex } from "../../../reasoning/reachability";
import { renderAddress } from "../../../reasoning/reachability/address";
import type { Intervals } from "../../../reasoning/reachability/intervals";
import type { Imagined, Places } from "../../../reasoning/reachability/places";
import { placesInSubnet, placesOfInterface } from "../../../reasoning/reachability/places";
import { Unknown } from "../../../reasoning/known";

const WHY = new Unknown(["why"]);

/** A place in words: its addresses, those that are public, why others may be, why nobody knows. */
function said(found: Places, family: "ipv4" | "ipv6" = "ipv4"): readonly string[] {
  if (found.kind === "unknown") {
    return [`? ${found.unknowns.flatMap((each) => each.blockedBy).join()}`];
  }
  assert.equal(found.kind, "places");
  const ranges = (addresses: Intervals) =>
    addresses
      .map(({ first, last }) => [first, last].map((each) => renderAddress(family, each)).join("-"))
      .join(" ");
  return found.places.map(({ station, oneOf, unsure }) => {
    const mayBe = station.mayBePublic.flatMap((each) => each.blockedBy).join();
    const one = oneOf === undefined ? "" : ` one of ${oneOf.blockedBy.join()}`;
    const perhaps = unsure === undefined ? "" : `, perhaps: ${unsure.blockedBy.join()}`;
    return `${ranges(station.addresses)} (${ranges(station.publicAddresses)}${mayBe === "" ? "" : `?${mayBe}`})${one}${perhaps}`;
  });
}

function network(addresses: Listed<InterfaceAddress>, blocks: Listed<string>): NetworkIndex {
  return new NetworkIndex({
    ...EMPTY_NETWORK,
    vpcs: [{ id: "vpc-1", cidrBlocks: ["10.0.0.0/16"] }],
    subnets: [
      { id: "subnet-1", vpcId: "vpc-1", cidrBlocks: blocks },
      { id: "subnet-lost", vpcId: "vpc-9", cidrBlocks: blocks },
    ],
    networkInterfaces: [
      { id: "eni-1", subnetId: "subnet-1", addresses, securityGroupIds: ["sg-1"] },
      { id: "eni-lost", subnetId: "subnet-9", addresses, securityGroupIds: [] },
      { id: "eni-far", subnetId: "subnet-lost", addresses, securityGroupIds: [] },
    ],
  });
}

describe("the place of an interface", () => {
  const of = (addresses: Listed<InterfaceAddress>, family: "ipv4" | "ipv6" = "ipv4") =>
    said(placesOfInterface(network(addresses, ["10.0.0.0/24"]), "eni-1", family), family);
  const NOBODY = "10.0.0.4-10.0.0.254";
  const cases: readonly [string, Listed<InterfaceAddress>, readonly string[]][] = [
    [
      "is at its addresses of the family",
      [{ address: "10.0.0.9" }, { address: "::9" }, { address: "10.0.0.7" }],
      ["10.0.0.7-10.0.0.7 10.0.0.9-10.0.0.9 ()"],
    ],
    ["is nowhere without one", [{ address: "::9" }], []],
    ["is nowhere at what is no address", [{ address: "nowhere" }], []],
    [
      "is public where a public address is mapped",
      [
        { address: "10.0.0.7", publicAddress: "203.0.113.7" },
        { address: "10.0.0.9", isPublic: true },
        { address: "10.0.0.11", publicAddress: "203.0.113.11", isPublic: false },
      ],
      [
        "10.0.0.7-10.0.0.7 10.0.0.9-10.0.0.9 10.0.0.11-10.0.0.11 (10.0.0.7-10.0.0.7 10.0.0.9-10.0.0.9)",
      ],
    ],
    [
      "may be public where nobody knows",
      [{ address: "10.0.0.7", isPublic: WHY }],
      ["10.0.0.7-10.0.0.7 (?why)"],
    ],
    [
      "may be public by an address that nobody knows",
      [{ address: "10.0.0.7", publicAddress: WHY }],
      ["10.0.0.7-10.0.0.7 (?why)"],
    ],
    [
      "is somewhere in its subnet if nobody knows its address, but not where AWS is",
      [{ address: WHY }],
      [`${NOBODY} () one of why`],
    ],
    [
      "is public somewhere in its subnet",
      [{ address: WHY, isPublic: true }],
      [`${NOBODY} (${NOBODY}) one of why`],
    ],
    [
      "may be public somewhere in its subnet",
      [{ address: WHY, isPublic: new Unknown(["public"]) }],
      [`${NOBODY} (?public) one of why`],
    ],
    [
      "is somewhere, publicly or not, if nobody knows its addresses at all",
      [WHY],
      [`${NOBODY} (?why) one of why`],
    ],
    [
      "is where it is known to be, at another address, and perhaps at others",
      [{ address: WHY }, { address: "10.0.0.7" }, WHY],
      [
        "10.0.0.7-10.0.0.7 ()",
        `${NOBODY} () one of why`,
        `${NOBODY} (?why) one of why, perhaps: why`,
      ],
    ],
    [
      "is at as many places as there are kinds of addresses that nobody knows",
      [
        { address: WHY, isPublic: true },
        { address: new Unknown(["other"]), isPublic: true },
        { address: WHY, publicAddress: new Unknown(["mapped"]) },
      ],
      [`${NOBODY} (${NOBODY}) one of why,other`, `${NOBODY} (?mapped) one of why`],
    ],
  ];
  for (const [title, addresses, wanted] of cases) {
    it(title, () => {
      assert.deepEqual(of(addresses), wanted);
    });
  }

  const DUAL = ["10.0.0.0/24", "2001:db8::/64"];
  const SIX = "2001:db8::4-2001:db8::ffff:ffff:ffff:fffe";
  const families: readonly [
    title: string,
    blocks: Listed<string>,
    addresses: Listed<InterfaceAddress>,
    ipv4: readonly string[],
    ipv6: readonly string[],
  ][] = [
    [
      "has an IPv4 address in a subnet of both IP versions, and perhaps one of IPv6",
      DUAL,
      [{ address: WHY }],
      [`${NOBODY} () one of why`],
      [`${SIX} () one of why, perhaps: why`],
    ],
    [
      "may have an address of either IP version beside a known one",
      DUAL,
      [{ address: "10.0.0.7" }, { address: WHY, isPublic: false }],
      ["10.0.0.7-10.0.0.7 ()", `${NOBODY} () one of why, perhaps: why`],
      [`${SIX} () one of why, perhaps: why`],
    ],
    [
      "is public at an IPv4 address",
      DUAL,
      [{ address: WHY, publicAddress: "203.0.113.7" }],
      [`${NOBODY} (${NOBODY}) one of why`],
      [],
    ],
    [
      "has an IPv6 address in a subnet of IPv6 alone",
      ["2001:db8::/64"],
      [{ address: WHY }],
      [],
      [`${SIX} () one of why`],
    ],
    [
      "has an IPv6 address in such a subnet even if nobody knows how many",
      ["2001:db8::/64"],
      [WHY],
      [],
      [`${SIX} (?why) one of why`],
    ],
    [
      "has IPv6 addresses of several kinds in such a subnet",
      ["2001:db8::/64"],
      [{ address: WHY }, { address: WHY, isPublic: new Unknown(["mapped"]) }],
      [],
      [`${SIX} () one of why`, `${SIX} (?mapped) one of why`],
    ],
    [
      "may have an address of an IP version that the subnet may have",
      ["10.0.0.0/24", new Unknown(["block"])],
      [{ address: WHY }],
      [`${NOBODY} () one of why`],
      ["? block"],
    ],
    ["is nowhere in a subnet without blocks", [], [{ address: WHY }], [], []],
  ];
  for (const [title, blocks, addresses, ipv4, ipv6] of families) {
    it(title, () => {
      const index = network(addresses, blocks);
      const found = (family: "ipv4" | "ipv6") =>
        said(placesOfInterface(index, "eni-1", family), family);
      assert.deepEqual([found("ipv4"), found("ipv6")], [ipv4, ipv6]);
    });
  }

  it("is not known if its subnet is not, or its VPC, or itself", () => {
    const index = network([], ["10.0.0.0/24"]);
    for (const [id, wanted] of [
      ["eni-9", "? eni-9"],
      ["eni-lost", "? subnet-9"],
      ["eni-far", "? vpc-9"],
    ] as const) {
      assert.deepEqual(said(placesOfInterface(index, id, "ipv4")), [wanted]);
    }
  });

  it("says who it is, where, and with which groups", () => {
    const index = network([{ address: "10.0.0.7" }], ["10.0.0.0/24"]);
    const found = placesOfInterface(index, "eni-1", "ipv4");
    const [place] = found.kind === "places" ? found.places : [];
    assert.deepEqual(place?.station, {
      component: "networkInterface",
      id: "eni-1",
      pointer: "/networkInterfaces/0",
      subnet: index.find("subnets", "subnet-1"),
      vpc: index.find("vpcs", "vpc-1"),
      addresses: [{ first: 0x0a000007n, last: 0x0a000007n }],
      publicAddresses: [],
      mayBePublic: [],
      groupIds: ["sg-1"],
    });
  });
});

describe("the place of an interface that may be put into a subnet", () => {
  const put = (
    blocks: Listed<string>,
    more: Partial<Imagined> = {},
    family: "ipv4" | "ipv6" = "ipv4",
  ) => said(placesInSubnet(network([], blocks), { subnetId: "subnet-1", ...more }, family), family);

  it("is at any address but those of AWS: the first four and the last of each block", () => {
    assert.deepEqual(put(["10.0.0.0/24", "10.0.7.0/28", "::/64"]), [
      "10.0.0.4-10.0.0.254 10.0.7.4-10.0.7.14 ()",
    ]);
    assert.deepEqual(put(["10.0.0.0/24", "2001:db8::/64"], {}, "ipv6"), [
      "2001:db8::4-2001:db8::ffff:ffff:ffff:fffe ()",
    ]);
    // AWS makes no smaller ones, but tests of networks do.
    assert.deepEqual(put(["10.0.0.0/29"]), ["10.0.0.0-10.0.0.7 ()"]);
  });

  it("is where one says, as far as that is in the subnet, and public if one says so", () => {
    const addresses = ["10.0.0.2", "10.0.0.128/25", "10.9.0.0/16"];
    assert.deepEqual(put(["10.0.0.0/24"], { addresses }), [
      "10.0.0.2-10.0.0.2 10.0.0.128-10.0.0.255 ()",
    ]);
    assert.deepEqual(put(["10.0.0.0/24"], { addresses: ["10.0.0.9"], isPublic: true }), [
      "10.0.0.9-10.0.0.9 (10.0.0.9-10.0.0.9)",
    ]);
  });

  it("is nowhere in a subnet without addresses of the family, unless it may have some", () => {
    assert.deepEqual(put(["10.0.0.0/24"], {}, "ipv6"), []);
    assert.deepEqual(put(["10.0.0.0/24", WHY], {}, "ipv6"), ["? why"]);
    assert.deepEqual(put(["10.0.0.0/24", WHY]), ["10.0.0.4-10.0.0.254 ()"]);
    assert.deepEqual(put(["10.0.0.0/24"], { addresses: ["10.9.0.0/16"] }), []);
  });

  it("is not known if the subnet is not", () => {
    const index = network([], []);
    assert.deepEqual(said(placesInSubnet(index, { subnetId: "subnet-9" }, "ipv4")), ["? subnet-9"]);
    assert.deepEqual(said(placesInSubnet(index, { subnetId: "subnet-lost" }, "ipv4")), ["? vpc-9"]);
  });

  it("says where it is and with which groups", () => {
    const index = network([], ["10.0.0.0/29"]);
    const imagined = { subnetId: "subnet-1", securityGroupIds: ["sg-1"] };
    const found = placesInSubnet(index, imagined, "ipv4");
    const [place] = found.kind === "places" ? found.places : [];
    assert.ok(place !== undefined);
    const { component, id, pointer, groupIds } = place.station;
    assert.deepEqual(
      [component, id, pointer, groupIds],
      ["subnet", "subnet-1", "/subnets/0", ["sg-1"]],
    );
  });
});
