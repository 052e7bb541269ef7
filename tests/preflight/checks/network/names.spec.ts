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

const home = [{ vpcId: "vpc-id" }];
const zone = (name: Value, vpcs: Value = home): Resource =>
  make("route53/zone:Zone", "zone", { name, vpcs });
const record = (name: Value): Resource =>
  make("route53/record:Record", "record", { zoneId: "zone-id", name, type: "A" });
const forward = (domainName: Value, ruleType = "FORWARD", name = "rule"): readonly Resource[] => [
  make("route53/resolverRule:ResolverRule", name, { domainName, ruleType }),
  make("route53/resolverRuleAssociation:ResolverRuleAssociation", `${name}-tie`, {
    resolverRuleId: `${name}-id`,
    vpcId: "vpc-id",
  }),
];
const FIREWALL = "route53/resolverFirewall";
const domains = (name: string, ...listed: string[]): Resource =>
  make(`${FIREWALL}DomainList:ResolverFirewallDomainList`, name, { domains: listed });
const firewallRule = (name: string, action: string, priority: number, list: string): Resource =>
  make(`${FIREWALL}Rule:ResolverFirewallRule`, name, {
    firewallRuleGroupId: "walls-id",
    firewallDomainListId: `${list}-id`,
    action,
    priority,
  });
const walls = (vpcId = "vpc-id"): readonly Resource[] => [
  make(`${FIREWALL}RuleGroup:ResolverFirewallRuleGroup`, "walls", {}),
  make(`${FIREWALL}RuleGroupAssociation:ResolverFirewallRuleGroupAssociation`, "walls-tie", {
    firewallRuleGroupId: "walls-id",
    vpcId,
    priority: 101,
  }),
  domains("everything", "*"),
  domains("ours", "*.amazonaws.com"),
];
const beside = (...resources: readonly Resource[]): Stack => plus(natStack(), ...resources);
const S3 = "s3.eu-west-1.amazonaws.com";

describe("aws-names-lead-to-aws", () => {
  itSays("aws-names-lead-to-aws", [
    { when: "a VPC with nothing of its own", stack: natStack, says: "pass" },
    { when: "endpoints with private DNS", stack: endpointStack, says: "pass" },
    {
      when: "a zone of one's own domain",
      stack: () => beside(zone("corp.internal")),
      says: "pass",
    },
    {
      when: "a zone that holds the services' names and has none",
      stack: () => beside(zone("eu-west-1.amazonaws.com.")),
      says: "fail",
      findings: [`zone: answers for ${S3} in the VPC, and has no record of it`],
    },
    {
      when: "a zone of the services' names in another VPC",
      stack: () => beside(zone("amazonaws.com", [{ vpcId: "vpc-0a" }])),
      says: "pass",
    },
    {
      when: "a zone of the services' names for everybody",
      stack: () => beside(zone("amazonaws.com", [])),
      says: "pass",
    },
    {
      when: "a zone with a record of a service, which may lead anywhere",
      stack: () => beside(zone(S3), record(S3)),
      says: "unknown",
      blockedBy: ["zone#name"],
    },
    { when: "a zone whose name is not known", stack: () => beside(zone(HIDDEN)), says: "unknown" },
    {
      when: "a rule that forwards every name",
      stack: () => beside(...forward(".")),
      says: "unknown",
      blockedBy: ["rule#targetIps"],
    },
    {
      when: "a rule that forwards a company's names",
      stack: () => beside(...forward("corp.example")),
      says: "pass",
    },
    {
      when: "a rule that forwards every name, and one that keeps AWS's",
      stack: () => beside(...forward("."), ...forward("amazonaws.com", "SYSTEM", "keep")),
      says: "pass",
    },
    {
      when: "a firewall that blocks every name",
      stack: () => beside(...walls(), firewallRule("wall", "BLOCK", 100, "everything")),
      says: "fail",
      findings: [`wall: blocks the names of AWS's services, such as ${S3}`],
    },
    {
      when: "a firewall that allows AWS's names first",
      stack: () =>
        beside(
          ...walls(),
          firewallRule("wall", "BLOCK", 200, "everything"),
          firewallRule("door", "ALLOW", 100, "ours"),
        ),
      says: "pass",
    },
    {
      when: "a firewall that allows AWS's names too late",
      stack: () =>
        beside(
          ...walls(),
          firewallRule("wall", "BLOCK", 100, "everything"),
          firewallRule("door", "ALLOW", 200, "ours"),
        ),
      says: "fail",
    },
    {
      when: "a firewall that blocks a list that nobody tells",
      stack: () => beside(...walls(), firewallRule("wall", "BLOCK", 100, "rslvr-fdl-0a")),
      says: "unknown",
    },
    {
      when: "a firewall of another VPC",
      stack: () => beside(...walls("vpc-0a"), firewallRule("wall", "BLOCK", 100, "everything")),
      says: "pass",
    },
  ]);
});
