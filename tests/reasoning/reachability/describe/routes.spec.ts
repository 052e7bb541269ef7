import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import { faultsOf, networkOf } from "./answers";

const table = (more: object) => ({ RouteTableId: "rtb-1", VpcId: "vpc-1", ...more });
const read = (more: object) => networkOf({ RouteTables: [table(more)] }).routeTables[0];
const routeOf = (route: object) => {
  const only = read({ Routes: [route] });
  return only instanceof Unknown ? only : only?.routes[0];
};

describe("route tables of descriptions", () => {
  it("are associated with subnets, gateways or as main, as far as that is in force", () => {
    const associated = { AssociationState: { State: "associated" } };
    assert.deepEqual(
      read({
        Associations: [
          { Main: true, ...associated },
          { Main: false, SubnetId: "subnet-1", ...associated },
          { Main: false, SubnetId: "subnet-2" },
          { Main: false, SubnetId: "subnet-3", AssociationState: { State: "disassociated" } },
          { Main: false, SubnetId: "subnet-4", AssociationState: { State: "associating" } },
          { Main: false, SubnetId: "subnet-5", AssociationState: { State: "disassociating" } },
          { Main: false, GatewayId: "igw-1", ...associated },
        ],
        Routes: [],
      }),
      {
        id: "rtb-1",
        vpcId: "vpc-1",
        isMain: true,
        subnetIds: [
          "subnet-1",
          "subnet-2",
          new Unknown(["subnet-4 is associating"]),
          new Unknown(["subnet-5 is disassociating"]),
        ],
        gatewayIds: ["igw-1"],
        routes: [],
      },
    );
  });

  it("are main only if an association says so", () => {
    const only = read({ Associations: [{ Main: false, SubnetId: "subnet-1" }], Routes: [] });
    assert.equal(only instanceof Unknown ? only : only?.isMain, false);
  });

  it("lead to every kind of target", () => {
    const cases: readonly (readonly [object, unknown])[] = [
      [{ GatewayId: "local" }, { kind: "local" }],
      [{ GatewayId: "igw-1" }, { kind: "internetGateway", id: "igw-1" }],
      [{ GatewayId: "vgw-1" }, { kind: "vpnGateway", id: "vgw-1" }],
      [{ GatewayId: "vpce-1" }, { kind: "vpcEndpoint", id: "vpce-1" }],
      [{ GatewayId: "lgw-1" }, { kind: "other", id: "lgw-1" }],
      [{ NatGatewayId: "nat-1" }, { kind: "natGateway", id: "nat-1" }],
      [
        { EgressOnlyInternetGatewayId: "eigw-1" },
        { kind: "egressOnlyInternetGateway", id: "eigw-1" },
      ],
      [{ VpcPeeringConnectionId: "pcx-1" }, { kind: "peeringConnection", id: "pcx-1" }],
      [{ TransitGatewayId: "tgw-1" }, { kind: "transitGateway", id: "tgw-1" }],
      [
        { InstanceId: "i-1", InstanceOwnerId: "1", NetworkInterfaceId: "eni-1" },
        { kind: "networkInterface", id: "eni-1" },
      ],
      [{ CarrierGatewayId: "cagw-1" }, { kind: "other", id: "cagw-1" }],
      [{ CoreNetworkArn: "arn:x" }, { kind: "other", id: "arn:x" }],
      [{}, new Unknown(["the target of /RouteTables/0/Routes/0"])],
    ];
    for (const [target, expected] of cases) {
      assert.deepEqual(routeOf({ DestinationCidrBlock: "0.0.0.0/0", ...target }), {
        destination: "0.0.0.0/0",
        target: expected,
      });
    }
  });

  it("go to blocks of either family and to prefix lists, from anyone, in any state", () => {
    const local = { GatewayId: "local" };
    const target = { kind: "local" };
    assert.deepEqual(
      routeOf({ DestinationIpv6CidrBlock: "::/0", Origin: "CreateRoute", ...local }),
      { destination: "::/0", target, origin: "static" },
    );
    assert.deepEqual(
      routeOf({
        DestinationPrefixListId: "pl-1",
        Origin: "EnableVgwRoutePropagation",
        State: "blackhole",
        ...local,
      }),
      { destination: "pl-1", target, origin: "propagated", state: "blackhole" },
    );
    assert.deepEqual(routeOf(local), {
      destination: new Unknown(["the destination of /RouteTables/0/Routes/0"]),
      target,
    });
    assert.deepEqual(routeOf({ DestinationCidrBlock: "0.0.0.0/0", State: "filtered", ...local }), {
      destination: "0.0.0.0/0",
      target,
      state: new Unknown(["State filtered of /RouteTables/0/Routes/0"]),
    });
  });
});

describe("prefix lists of descriptions", () => {
  it("of AWS hold their blocks, and a customer's those of get-managed-prefix-list-entries", () => {
    const { prefixLists } = networkOf({
      PrefixLists: [
        {
          PrefixListId: "pl-1",
          PrefixListName: "com.amazonaws.eu-central-1.s3",
          Cidrs: ["3.5.0.0/20"],
        },
        { PrefixListId: "pl-2", PrefixListName: "offices", OwnerId: "123456789012" },
        { PrefixListId: "pl-3", PrefixListName: "others", OwnerId: "123456789012" },
      ],
      ManagedPrefixListEntries: [{ PrefixListId: "pl-2", Entries: [{ Cidr: "192.0.2.0/24" }] }],
    });
    assert.deepEqual(prefixLists, [
      { id: "pl-2", entries: ["192.0.2.0/24"] },
      { id: "pl-1", entries: ["3.5.0.0/20"] },
      { id: "pl-3", entries: [new Unknown(["the entries of pl-3"])] },
    ]);
  });

  it("may hold more where their entries go on", () => {
    const page = (Cidr: string, more: object = {}) => ({
      PrefixListId: "pl-1",
      Entries: [{ Cidr }],
      ...more,
    });
    const ManagedPrefixListEntries = [
      page("192.0.2.0/25"),
      page("192.0.2.128/25", { NextToken: "x" }),
    ];
    assert.deepEqual(networkOf({ PrefixLists: [], ManagedPrefixListEntries }).prefixLists, [
      {
        id: "pl-1",
        entries: ["192.0.2.0/25", "192.0.2.128/25", new Unknown(["further entries of pl-1"])],
      },
    ]);
  });

  it("hold nothing but CIDR blocks", () => {
    assert.deepEqual(
      faultsOf({ PrefixLists: [{ PrefixListId: "pl-1", Cidrs: ["3.5.0.0/20", "x"] }] }),
      [{ pointer: "/PrefixLists/0/Cidrs/1", message: 'is "x"; a CIDR block is wanted' }],
    );
  });
});

describe("services of descriptions", () => {
  it("have AWS's prefix list of their name, and the private names that they tell", () => {
    const { services } = networkOf({
      PrefixLists: [
        { PrefixListId: "pl-1", PrefixListName: "com.amazonaws.eu-central-1.s3", Cidrs: [] },
        { PrefixListId: "pl-2", PrefixListName: "offices" },
      ],
      ServiceDetails: [
        {
          ServiceName: "com.amazonaws.eu-central-1.s3",
          PrivateDnsNames: [{ PrivateDnsName: "s3.eu-central-1.amazonaws.com" }],
        },
        { ServiceName: "com.amazonaws.eu-central-1.sqs", PrivateDnsNames: [] },
      ],
    });
    assert.deepEqual(services, [
      {
        name: "com.amazonaws.eu-central-1.s3",
        dnsNames: ["s3.eu-central-1.amazonaws.com"],
        prefixListId: "pl-1",
      },
      { name: "com.amazonaws.eu-central-1.sqs", dnsNames: [] },
    ]);
  });
});
