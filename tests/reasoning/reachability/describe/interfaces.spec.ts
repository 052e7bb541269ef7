import assert from "node:assert/strict";
import { Unknown } from "../../../../reasoning/known";
import { networkOf } from "./answers";

const described = (more: object) => ({
  NetworkInterfaceId: "eni-1",
  SubnetId: "subnet-1",
  InterfaceType: "interface",
  PrivateIpAddresses: [{ PrivateIpAddress: "10.0.0.4", Primary: true }],
  Groups: [{ GroupId: "sg-1" }],
  ...more,
});
const read = (more: object) =>
  networkOf({ NetworkInterfaces: [described(more)] }).networkInterfaces;
const groupsOf = (more: object) =>
  read(more).map((each) => (each instanceof Unknown ? each : each.securityGroupIds));

describe("network interfaces of descriptions", () => {
  it("have every address of both families, with the public one in its place", () => {
    assert.deepEqual(
      read({
        OwnerId: "123456789012",
        SourceDestCheck: false,
        DenyAllIgwTraffic: true,
        PrivateIpAddress: "10.0.0.4",
        PrivateIpAddresses: [
          {
            PrivateIpAddress: "10.0.0.4",
            Primary: true,
            Association: { PublicIp: "203.0.113.7", IpOwnerId: "amazon" },
          },
          { PrivateIpAddress: "10.0.0.5", Primary: false },
        ],
        Ipv6Addresses: [{ Ipv6Address: "2001:db8::4" }],
        Ipv4Prefixes: [{ Ipv4Prefix: "10.0.0.16/28" }],
        Ipv6Prefixes: [{ Ipv6Prefix: "2001:db8::10:0/80" }],
      }),
      [
        {
          id: "eni-1",
          account: "123456789012",
          subnetId: "subnet-1",
          addresses: [
            { address: "10.0.0.4", publicAddress: "203.0.113.7" },
            { address: "10.0.0.5" },
            { address: "2001:db8::4" },
            new Unknown(["which addresses of 10.0.0.16/28 are in use"]),
            new Unknown(["which addresses of 2001:db8::10:0/80 are in use"]),
          ],
          securityGroupIds: ["sg-1"],
          sourceDestCheck: false,
          denyAllIgwTraffic: true,
        },
      ],
    );
  });

  it("have the one address that older tools write down", () => {
    const Association = { PublicIp: "203.0.113.7" };
    const older = {
      NetworkInterfaceId: "eni-1",
      SubnetId: "subnet-1",
      PrivateIpAddress: "10.0.0.4",
      Association,
    };
    const only = networkOf({ NetworkInterfaces: [older] }).networkInterfaces[0];
    assert.deepEqual(only instanceof Unknown ? only : only?.addresses, [
      { address: "10.0.0.4", publicAddress: "203.0.113.7" },
    ]);
  });

  it("of NAT gateways are left to the gateways, which answer nobody", () => {
    assert.deepEqual(read({ InterfaceType: "nat_gateway", Groups: [] }), []);
  });

  it("of transit gateways and open load balancers let through nobody knows what", () => {
    const unknown = (type: string) =>
      new Unknown([`what eni-1, of the type ${type}, lets through`]);
    assert.deepEqual(groupsOf({ InterfaceType: "transit_gateway", Groups: [] }), [
      [unknown("transit_gateway")],
    ]);
    assert.deepEqual(groupsOf({ InterfaceType: "network_load_balancer", Groups: [] }), [
      [unknown("network_load_balancer")],
    ]);
    assert.deepEqual(groupsOf({ InterfaceType: "network_load_balancer" }), [["sg-1"]]);
    assert.deepEqual(groupsOf({ InterfaceType: "vpc_endpoint" }), [["sg-1"]]);
    assert.deepEqual(groupsOf({ InterfaceType: "vpc_endpoint", Groups: [] }), [[]]);
  });
});
