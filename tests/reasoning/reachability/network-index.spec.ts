import assert from "node:assert/strict";
import type {
  Listed,
  Network,
  NetworkAcl,
  RouteTable,
  Subnet,
} from "../../../reasoning/reachability";
import { EMPTY_NETWORK, NetworkIndex } from "../../../reasoning/reachability";
import { gapsOf, knownOf } from "../../../reasoning/reachability/network-index";
import type { Maybe } from "../../../reasoning/known";
import { Unknown } from "../../../reasoning/known";

const WHY = new Unknown(["why"]);
const VPC = { id: "vpc-1", cidrBlocks: ["10.0.0.0/16", WHY, "2001:db8::/56"] };
const subnet = (id: string, vpcId: Maybe<string> = "vpc-1"): Subnet => ({
  id,
  vpcId,
  cidrBlocks: ["10.0.1.0/24", "2001:db8::/64"],
});
const index = (network: Partial<Network>) => new NetworkIndex({ ...EMPTY_NETWORK, ...network });
const idsOf = (nodes: readonly { readonly value: { readonly id: string } }[]) =>
  nodes.map(({ value }) => value.id);

describe("a list of the network", () => {
  it("is what is known of it, and why there may be more", () => {
    const list: Listed<string> = ["a", WHY, "b"];
    assert.deepEqual([knownOf(list), gapsOf(list)], [["a", "b"], [WHY]]);
    assert.deepEqual([knownOf(undefined), gapsOf(undefined)], [[], []]);
  });
});

describe("a network that is looked things up in", () => {
  const networkOf = () =>
    index({
      vpcs: [VPC],
      subnets: [WHY, subnet("subnet-1"), subnet("subnet-2", new Unknown(["whose"]))],
      networkInterfaces: [
        { id: "eni-1", subnetId: "subnet-1", addresses: [], securityGroupIds: [] },
        { id: "eni-2", subnetId: new Unknown(["where"]), addresses: [], securityGroupIds: [] },
        new Unknown(["others"]),
      ],
      internetGateways: [
        { id: "igw-1", vpcId: "vpc-1" },
        { id: "igw-2" },
        { id: "igw-3", vpcId: "vpc-2" },
        { id: "igw-4", vpcId: WHY },
      ],
      services: [{ name: "s3" }],
    });

  it("finds things by id or name, with their place, and does not know what nobody told", () => {
    const network = networkOf();
    assert.deepEqual(network.find("subnets", "subnet-1"), {
      value: subnet("subnet-1"),
      pointer: "/subnets/1",
    });
    assert.deepEqual(network.find("services", "s3"), {
      value: { name: "s3" },
      pointer: "/services/0",
    });
    assert.deepEqual(network.find("subnets", "subnet-9"), new Unknown(["subnet-9"]));
    assert.equal(network.find("subnets", WHY), WHY);
  });

  it("knows what is in a VPC and in a subnet, and why there may be more", () => {
    const network = networkOf();
    assert.deepEqual(idsOf(network.subnetsOf(VPC)), ["subnet-1"]);
    assert.deepEqual(network.subnetsOf({ ...VPC, id: "vpc-2" }), []);
    assert.deepEqual(network.straySubnets, [WHY, new Unknown(["whose"])]);
    assert.deepEqual(idsOf(network.interfacesIn(subnet("subnet-1"))), ["eni-1"]);
    assert.deepEqual(network.interfacesIn(subnet("subnet-2")), []);
    assert.deepEqual(network.strayInterfaces, [new Unknown(["others"]), new Unknown(["where"])]);
  });

  it("takes a gateway of which nobody knows where it is for one that may be in any VPC", () => {
    const network = networkOf();
    const gatewaysOf = (vpc: string) => idsOf(network.inVpc("internetGateways", vpc));
    assert.deepEqual(gatewaysOf("vpc-1"), ["igw-1", "igw-4"]);
    assert.deepEqual(gatewaysOf("vpc-2"), ["igw-3", "igw-4"]);
    assert.deepEqual(gatewaysOf("vpc-3"), ["igw-4"]);
    assert.deepEqual(idsOf(network.inVpc("vpcEndpoints", "vpc-1")), []);
  });

  it("tells the addresses of VPCs and subnets by family, as far as they are known", () => {
    const network = networkOf();
    const v4 = [{ first: 0x0a000000n, last: 0x0a00ffffn }];
    const v6 = 0x2001_0db8_0000_0000_0000_0000_0000_0000n;
    assert.deepEqual(network.addressesOfVpc(VPC, "ipv4"), v4);
    assert.deepEqual(network.addressesOfVpc(VPC, "ipv6"), [
      { first: v6, last: v6 + (1n << 72n) - 1n },
    ]);
    const one = subnet("subnet-1");
    assert.deepEqual(network.addressesOfSubnet(one, "ipv4"), [
      { first: 0x0a000100n, last: 0x0a0001ffn },
    ]);
    assert.deepEqual(network.addressesOfSubnet(one, "ipv6"), [
      { first: v6, last: v6 + (1n << 64n) - 1n },
    ]);
    assert.deepEqual(network.addressesOfSubnet({ ...one, cidrBlocks: [] }, "ipv4"), []);
  });

  it("computes about a thing once, each matter for itself", () => {
    const network = networkOf();
    let computed = 0;
    const count = (what: string) => network.once(what, VPC, () => (computed += 1));
    assert.deepEqual([count("one"), count("one"), count("other"), count("one")], [1, 1, 2, 1]);
  });
});

describe("the route table and the network ACL of a subnet", () => {
  const table = (id: string, more: Partial<RouteTable> = {}): RouteTable => ({
    id,
    vpcId: "vpc-1",
    subnetIds: [],
    routes: [],
    ...more,
  });
  const main = (id: string, more: Partial<RouteTable> = {}) => table(id, { isMain: true, ...more });
  const own = (id: string) => table(id, { subnetIds: ["subnet-1"] });
  const cases: readonly [title: string, tables: Listed<RouteTable>, wanted: string, of?: Subnet][] =
    [
      ["are those that it is associated with", [main("rtb-1"), own("rtb-2"), WHY], "rtb-2"],
      ["are else those of its VPC", [table("rtb-2"), main("rtb-1")], "rtb-1"],
      [
        "are not those of another VPC",
        [main("rtb-1", { vpcId: "vpc-2" })],
        "main route table of vpc-1",
      ],
      ["are not known if nobody tells of any", [], "main route table of vpc-1"],
      [
        "are not known if two are the VPC's",
        [main("rtb-1"), main("rtb-2")],
        "main route table of vpc-1",
      ],
      [
        "are not known if two are its own",
        [own("rtb-1"), own("rtb-2")],
        "subnet-1 has several associations",
      ],
      ["are not known if there may be others", [main("rtb-1"), WHY], "why"],
      [
        "are not known if one's subnets are not",
        [main("rtb-1"), table("rtb-2", { subnetIds: [WHY] })],
        "why",
      ],
      [
        "are not known if those subnets may be of any VPC",
        [main("rtb-1"), table("rtb-2", { subnetIds: [WHY], vpcId: new Unknown(["whose"]) })],
        "why",
      ],
      [
        "do not depend on the subnets of a table in another VPC",
        [main("rtb-1"), table("rtb-2", { subnetIds: [WHY], vpcId: "vpc-2" })],
        "rtb-1",
      ],
      [
        "are not known if one may be the VPC's",
        [main("rtb-1"), table("rtb-2", { isMain: WHY })],
        "why",
      ],
      [
        "are not known if one may be this VPC's",
        [main("rtb-1"), main("rtb-2", { vpcId: WHY })],
        "why",
      ],
      [
        "do not depend on a table without a known VPC that is no VPC's",
        [main("rtb-1"), table("rtb-2", { vpcId: WHY })],
        "rtb-1",
      ],
      [
        "are not known for all that may decide, each named once",
        [
          WHY,
          table("rtb-1", { isMain: new Unknown(["main"]) }),
          table("rtb-2", { isMain: new Unknown(["main", "else"]) }),
        ],
        "why, main, else",
      ],
      [
        "are not known if its VPC is not",
        [main("rtb-1")],
        "whose",
        subnet("subnet-1", new Unknown(["whose"])),
      ],
      ["are its own, whatever its VPC is", [own("rtb-1")], "rtb-1", subnet("subnet-1", WHY)],
    ];
  const nameOf = (found: Maybe<{ readonly value: { readonly id: string } }>) =>
    found instanceof Unknown ? found.blockedBy.join(", ") : found.value.id;
  for (const [title, tables, wanted, of = subnet("subnet-1")] of cases) {
    it(title, () => {
      assert.equal(nameOf(index({ routeTables: tables }).tableOf(of)), wanted);
      const networkAcls = tables.map((each): Maybe<NetworkAcl> => {
        if (each instanceof Unknown) return each;
        const { id, vpcId, subnetIds, isMain } = each;
        const isDefault = isMain === undefined ? {} : { isDefault: isMain };
        return { id, vpcId, subnetIds, ingress: [], egress: [], ...isDefault };
      });
      const acl = wanted.replace("main route table", "default network ACL");
      assert.equal(nameOf(index({ networkAcls }).aclOf(of)), acl);
    });
  }
});
