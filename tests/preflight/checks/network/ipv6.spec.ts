import type { Properties, Stack, Value } from "../../../../preflight/model/resource";
import { HIDDEN, change, endpointStack, itSays, make, natStack, plus } from "../network-stack";

const SUBNETS = ["private-1", "private-2"];
/** The stack with IPv6 blocks on both subnets, each with other inputs. */
function dual(stack: Stack, inputs: Readonly<Record<string, Value | undefined>> = {}): Stack {
  return SUBNETS.reduce(
    (each, name, i) =>
      change(each, name, {
        ipv6CidrBlock: `2001:db8:0:${i}::/64`,
        assignIpv6AddressOnCreation: true,
        ...inputs,
      }),
    stack,
  );
}
const NAT = { cidrBlock: "0.0.0.0/0", natGatewayId: "nat-id" };
const out = (inputs: Properties = {}): Properties => ({
  ipv6CidrBlock: "::/0",
  egressOnlyGatewayId: "egress-id",
  ...inputs,
});
const led = (...routes: readonly Value[]): Stack =>
  plus(
    change(dual(natStack()), "private-table", { routes: [NAT, ...routes] }),
    make("ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "egress", { vpcId: "vpc-id" }),
  );

describe("ipv6-subnets-assign-addresses", () => {
  itSays("ipv6-subnets-assign-addresses", [
    { when: "IPv4 alone", stack: natStack, says: "notApplicable" },
    { when: "blocks whose addresses are assigned", stack: () => dual(natStack()), says: "pass" },
    {
      when: "blocks whose addresses are not assigned",
      stack: () => dual(natStack(), { assignIpv6AddressOnCreation: undefined }),
      says: "fail",
      findings: SUBNETS.map(
        (name) => `${name}: has an IPv6 block, and assignIpv6AddressOnCreation is not true`,
      ),
    },
    {
      when: "a block of a pool",
      stack: () =>
        dual(natStack(), {
          ipv6CidrBlock: undefined,
          ipv6IpamPoolId: "ipam-pool-0a",
          assignIpv6AddressOnCreation: false,
        }),
      says: "fail",
    },
    {
      when: "subnets of IPv6 alone",
      stack: () =>
        dual(natStack(), {
          ipv6CidrBlock: undefined,
          ipv6Native: true,
          assignIpv6AddressOnCreation: false,
        }),
      says: "fail",
    },
    {
      when: "a switch that is not known",
      stack: () => dual(natStack(), { assignIpv6AddressOnCreation: HIDDEN }),
      says: "unknown",
    },
    {
      when: "blocks that are not known, and no switch",
      stack: () =>
        dual(natStack(), { ipv6CidrBlock: HIDDEN, assignIpv6AddressOnCreation: undefined }),
      says: "unknown",
    },
    {
      when: "blocks that are not known, whose addresses are assigned",
      stack: () => dual(natStack(), { ipv6CidrBlock: HIDDEN }),
      says: "pass",
    },
  ]);
});

describe("subnets-of-one-address-family", () => {
  const half = (value: Value | undefined): Stack =>
    change(dual(natStack()), "private-2", { ipv6CidrBlock: value });
  itSays("subnets-of-one-address-family", [
    { when: "IPv4 alone", stack: natStack, says: "notApplicable" },
    { when: "IPv6 on both", stack: () => dual(natStack()), says: "pass" },
    {
      when: "IPv6 on one",
      stack: () => half(undefined),
      says: "fail",
      findings: ["private-1: has an IPv6 block, and private-2 has none"],
    },
    { when: "IPv6 on one, and perhaps on the other", stack: () => half(HIDDEN), says: "unknown" },
  ]);
});

describe("ipv6-routes-lead-out", () => {
  itSays("ipv6-routes-lead-out", [
    { when: "IPv4 alone", stack: natStack, says: "notApplicable" },
    { when: "a network that nothing leaves", stack: () => dual(endpointStack()), says: "pass" },
    {
      when: "no route",
      stack: () => led(),
      says: "fail",
      findings: SUBNETS.map(
        (name) => `${name}: has an IPv6 block, and its table has no route for ::/0`,
      ),
    },
    { when: "an egress-only gateway", stack: () => led(out()), says: "pass" },
    {
      when: "an egress-only gateway for every address that was given out",
      stack: () => led(out({ ipv6CidrBlock: "2000::/3" })),
      says: "pass",
    },
    {
      when: "an egress-only gateway for some addresses",
      stack: () => led(out({ ipv6CidrBlock: "2600::/16" })),
      says: "fail",
    },
    {
      when: "an egress-only gateway of another VPC",
      stack: () => change(led(out()), "egress", { vpcId: "vpc-0a" }),
      says: "fail",
    },
    {
      when: "a gateway that no stack holds",
      stack: () => led(out({ egressOnlyGatewayId: "eigw-0a" })),
      says: "unknown",
      blockedBy: ["private-table#routes.1.egressOnlyGatewayId"],
    },
    {
      when: "a destination that is not known",
      stack: () => led(out({ ipv6CidrBlock: HIDDEN })),
      says: "unknown",
    },
    {
      when: "blocks that are not known, without a route",
      stack: () =>
        SUBNETS.reduce((each, name) => change(each, name, { ipv6CidrBlock: HIDDEN }), led()),
      says: "unknown",
    },
  ]);
});

describe("subnets-private over IPv6", () => {
  itSays("subnets-private", [
    {
      when: "every address that was given out, to the internet gateway",
      stack: () =>
        change(dual(natStack()), "private-table", {
          routes: [NAT, { ipv6CidrBlock: "2000::/3", gatewayId: "igw-id" }],
        }),
      says: "fail",
    },
    {
      when: "::/0 to the internet gateway, and what was given out to an egress-only one",
      stack: () =>
        change(led(), "private-table", {
          routes: [
            NAT,
            { ipv6CidrBlock: "::/0", gatewayId: "igw-id" },
            out({ ipv6CidrBlock: "2000::/3" }),
          ],
        }),
      says: "pass",
    },
  ]);
});
