import type { NetworkAclRule, SecurityGroupRule } from "../../../../reasoning/reachability";
import type { Change, Vector } from "./guide";
import { ask, change, OPEN_PEERS, OPEN_RULES, put, tcpRule } from "./guide";

const CUSTOM = "vpc/latest/userguide/custom-network-acl.html";
const BASICS = "vpc/latest/userguide/nacl-basics.html";
const RULES = "vpc/latest/userguide/nacl-rules.html";
const GROUPS = "vpc/latest/userguide/vpc-security-groups.html";
const GROUP_RULES = "vpc/latest/userguide/security-group-rules.html";

const acl = (ingress: readonly NetworkAclRule[], egress: readonly NetworkAclRule[]): Change =>
  put("networkAcls", { id: "acl-db", vpcId: "vpc-1", subnetIds: ["subnet-db"], ingress, egress });
const group = (
  ingress: readonly SecurityGroupRule[],
  egress: readonly SecurityGroupRule[] = OPEN_PEERS,
): readonly Change[] => [
  put("securityGroups", { id: "sg-db", vpcId: "vpc-1", ingress, egress }),
  change("networkInterfaces", "eni-db", { securityGroupIds: ["sg-db"] }),
];
const https = (peer: SecurityGroupRule["peer"]): SecurityGroupRule => ({
  protocol: "tcp",
  ports: { first: 443, last: 443 },
  peer,
});

const HOME = "10.0.1.0/24";
/** The example of the guide, with the subnet of the application in the place of one's home network. */
const EXAMPLE = acl(
  [
    tcpRule(100, 80),
    tcpRule(110, 443),
    tcpRule(120, 22, 22, HOME),
    tcpRule(130, 3389, 3389, HOME),
    tcpRule(140, 32768, 65535),
  ],
  [
    tcpRule(100, 80),
    tcpRule(110, 443),
    tcpRule(120, 1024, 65535, HOME),
    tcpRule(140, 32768, 65535),
  ],
);
const LATE = { sourcePorts: [{ first: 32768, last: 65535 }] };

/** What network ACLs and security groups let through. */
export const FILTERS: readonly Vector[] = [
  {
    title: "the example's rule 110 lets HTTPS in, and rule 120 lets answers out",
    changes: [EXAMPLE],
    question: ask("app", "db"),
    outcome: "reachable",
    through: "acl-db",
    page: CUSTOM,
    section: "Example inbound rules",
  },
  {
    title: "a packet that no numbered rule matches is denied by the rule *",
    changes: [EXAMPLE],
    question: ask("app", "db", 139),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    path: "forward",
    page: CUSTOM,
    section: "Example inbound rules",
  },
  {
    title: "the example's SSH rule is for the home network only",
    changes: [EXAMPLE],
    question: ask("web", "db", 22),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    page: CUSTOM,
    section: "Example inbound rules",
  },
  {
    title: "answers to clients with early ephemeral ports are not let out",
    changes: [EXAMPLE],
    question: ask("web", "db"),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    path: "return",
    page: CUSTOM,
    section: "Ephemeral ports",
  },
  {
    title: "answers to clients with late ephemeral ports are let out",
    changes: [EXAMPLE],
    question: ask("web", "db", 443, LATE),
    outcome: "reachable",
    page: CUSTOM,
    section: "Ephemeral ports",
  },
  {
    title: "some client with some ephemeral port is answered",
    changes: [EXAMPLE],
    question: ask("web", "db", 443, { quantifier: "any" }),
    outcome: "reachable",
    page: CUSTOM,
    section: "Ephemeral ports",
  },
  {
    title: "what the subnet asks for comes back only to late ephemeral ports",
    changes: [EXAMPLE],
    question: ask("db", "web"),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    path: "return",
    page: CUSTOM,
    section: "Ephemeral ports",
  },
  {
    title: "what the subnet asks for from late ephemeral ports comes back",
    changes: [EXAMPLE],
    question: ask("db", "web", 443, LATE),
    outcome: "reachable",
    page: CUSTOM,
    section: "Ephemeral ports",
  },
  {
    title: "IPv4 rules do not apply to IPv6",
    changes: [
      change("networkInterfaces", "eni-db", {
        addresses: [{ address: "10.0.2.10" }, { address: "2001:db8:1234:1a02::10" }],
      }),
      EXAMPLE,
    ],
    question: ask("app", "db", 443, { family: "ipv6" }),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    page: CUSTOM,
    section: "Example inbound rules",
  },
  {
    title: "the lowest number that matches decides: deny before allow",
    changes: [acl([tcpRule(90, 443, 443, HOME, "deny"), ...OPEN_RULES], OPEN_RULES)],
    question: ask("app", "db"),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    page: RULES,
    section: "Network ACL rules",
  },
  {
    title: "a higher number that contradicts changes nothing, wherever it stands",
    changes: [acl([tcpRule(200, 443, 443, HOME, "deny"), ...OPEN_RULES], OPEN_RULES)],
    question: ask("app", "db"),
    outcome: "reachable",
    page: RULES,
    section: "Network ACL rules",
  },
  {
    title: "a network ACL is stateless: without a rule for answers there are none",
    changes: [acl(OPEN_RULES, [])],
    question: ask("app", "db"),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    path: "return",
    page: BASICS,
    section: "Network ACL basics",
  },
  {
    title: "a custom network ACL without rules denies everything",
    changes: [acl([], [])],
    question: ask("app", "db"),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    page: BASICS,
    section: "Network ACL basics",
  },
  {
    title: "a network ACL does not filter inside its subnet",
    changes: [
      put("networkAcls", {
        id: "acl-app",
        vpcId: "vpc-1",
        subnetIds: ["subnet-app"],
        ingress: [],
        egress: [],
      }),
    ],
    question: ask("app", "app-2"),
    outcome: "reachable",
    page: "vpc/latest/userguide/vpc-network-acls.html",
    section: "Control subnet traffic with network access control lists",
  },
  {
    title: "a rule for UDP lets no TCP in",
    changes: [acl([{ ...tcpRule(100, 443), protocol: "udp" }], OPEN_RULES)],
    question: ask("app", "db"),
    outcome: "unreachable",
    code: "SUBNET_ACL_RESTRICTION",
    page: RULES,
    section: "Network ACL rules",
  },
  {
    title: "a security group is stateful: answers need no rule",
    changes: group([https({ cidr: HOME })], []),
    question: ask("app", "db"),
    outcome: "reachable",
    through: "sg-db",
    page: GROUPS,
    section: "Security group basics",
  },
  {
    title: "a group without inbound rules lets nothing in",
    changes: group([]),
    question: ask("app", "db"),
    outcome: "unreachable",
    code: "SG_HAS_NO_RULES",
    page: GROUPS,
    section: "Security group basics",
  },
  {
    title: "a group whose outbound rules were removed lets nothing out",
    changes: group(OPEN_PEERS, []),
    question: ask("db", "app"),
    outcome: "unreachable",
    code: "SG_HAS_NO_RULES",
    page: GROUPS,
    section: "Security group basics",
  },
  {
    title: "rules that do not speak of the packet let it not in",
    changes: group([https({ cidr: "10.0.0.0/24" })]),
    question: ask("app", "db"),
    outcome: "unreachable",
    code: "ENI_SG_RULES_MISMATCH",
    page: GROUP_RULES,
    section: "Components of a security group rule",
  },
  {
    title: "the rules of several groups are one set",
    changes: [
      put("securityGroups", { id: "sg-none", vpcId: "vpc-1", ingress: [], egress: [] }),
      change("networkInterfaces", "eni-db", { securityGroupIds: ["sg-none", "sg-open"] }),
    ],
    question: ask("app", "db"),
    outcome: "reachable",
    page: GROUPS,
    section: "Security group basics",
  },
  {
    title: "a group as source admits the interfaces that have it",
    changes: group([https({ securityGroup: "sg-open" })]),
    question: ask("app", "db"),
    outcome: "reachable",
    page: GROUP_RULES,
    section: "Security group referencing",
  },
  {
    title: "a group as source admits nobody else, the group's own rules do not matter",
    changes: [
      put("securityGroups", { id: "sg-other", vpcId: "vpc-1", ingress: OPEN_PEERS, egress: [] }),
      ...group([https({ securityGroup: "sg-other" })]),
    ],
    question: ask("app", "db"),
    outcome: "unreachable",
    code: "ENI_SG_RULES_MISMATCH",
    page: GROUP_RULES,
    section: "Security group referencing",
  },
  {
    title: "a group that names itself lets its own members speak to each other",
    changes: [
      ...group([{ protocol: "all", peer: { securityGroup: "sg-db" } }]),
      change("networkInterfaces", "eni-app", { securityGroupIds: ["sg-db"] }),
    ],
    question: ask("app", "db"),
    outcome: "reachable",
    page: "vpc/latest/userguide/default-security-group.html",
    section: "Default security group basics",
  },
  {
    title: "a prefix list as source admits each of its entries",
    changes: [
      put("prefixLists", { id: "pl-1", entries: ["192.0.2.0/24", HOME] }),
      ...group([https({ prefixList: "pl-1" })]),
    ],
    question: ask("app", "db"),
    outcome: "reachable",
    page: GROUP_RULES,
    section: "Components of a security group rule",
  },
];
