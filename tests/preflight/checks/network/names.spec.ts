import type { Properties, Resource, Stack, Value } from "../../../../preflight/model/resource";
import { HIDDEN, endpointStack, itSays, make, natStack, plus } from "../network-stack";

const options = (domainNameServers: Value | undefined, type = "VpcDhcpOptions"): Resource =>
  make(
    `ec2/${type.slice(0, 1).toLowerCase()}${type.slice(1)}:${type}`,
    "options",
    domainNameServers === undefined ? { domainName: "corp.example" } : { domainNameServers },
  );
const tie = (inputs: Properties = {}, name = "tie"): Resource =>
  make("ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation", name, {
    vpcId: "vpc-id",
    dhcpOptionsId: "options-id",
    ...inputs,
  });
const served = (servers: Value | undefined, stack = natStack()): Stack =>
  plus(stack, options(servers), tie());

describe("vpc-resolves-names with a set of DHCP options", () => {
  itSays("vpc-resolves-names", [
    { when: "Amazon's resolver by name", stack: () => served(["AmazonProvidedDNS"]), says: "pass" },
    {
      when: "Amazon's resolver by its address in the VPC's first block",
      stack: () => served(["10.0.0.2"]),
      says: "pass",
    },
    {
      when: "Amazon's resolver by its addresses in every VPC",
      stack: () => served(["169.254.169.253", "fd00:ec2::253"]),
      says: "pass",
    },
    {
      when: "a name server of one's own",
      stack: () => served(["10.0.5.53"]),
      says: "unknown",
      blockedBy: ["options#domainNameServers (10.0.5.53)"],
    },
    {
      when: "a name server of one's own beside Amazon's",
      stack: () => served(["AmazonProvidedDNS", "8.8.8.8"]),
      says: "unknown",
    },
    { when: "servers that are not known", stack: () => served(HIDDEN), says: "unknown" },
    { when: "a set that names no server", stack: () => served(undefined), says: "unknown" },
    {
      when: "a set of another VPC",
      stack: () => plus(natStack(), options(["10.0.5.53"]), tie({ vpcId: "vpc-0a" })),
      says: "pass",
    },
    {
      when: "a set of a VPC that is not known",
      stack: () => plus(natStack(), options(["10.0.5.53"]), tie({ vpcId: HIDDEN })),
      says: "unknown",
    },
    {
      when: "a set that no stack holds",
      stack: () => plus(natStack(), tie({ dhcpOptionsId: "dopt-0a" })),
      says: "unknown",
      blockedBy: ["the name servers of dopt-0a"],
    },
    {
      when: "two sets, of which nobody knows which is written last",
      stack: () => plus(served(["AmazonProvidedDNS"]), tie({}, "again")),
      says: "unknown",
    },
    {
      when: "the set that comes with the Region, adopted",
      stack: () => plus(natStack(), options(undefined, "DefaultVpcDhcpOptions"), tie()),
      says: "pass",
    },
  ]);
});

describe("endpoints behind a set of DHCP options", () => {
  itSays("subnets-reach-aws-services", [
    {
      when: "Amazon's resolver",
      stack: () => served(["AmazonProvidedDNS"], endpointStack()),
      says: "pass",
    },
    {
      when: "a name server of one's own, which may not know the private names",
      stack: () => served(["10.0.5.53"], endpointStack()),
      says: "unknown",
    },
    {
      when: "a name server of one's own, in front of a NAT gateway",
      stack: () => served(["10.0.5.53"]),
      says: "pass",
    },
  ]);
});
