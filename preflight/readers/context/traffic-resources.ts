import type { Properties, Value } from "../../model/resource";
import { identity, type InVpc } from "./in-vpc";
import type { NetworkAclFacts, SecurityGroupFacts, SubnetFacts } from "./network-schema";
import type { Peer, Ports } from "./traffic";

/** A security group with its rules. */
export function addSecurityGroup(inVpc: InVpc, group: SecurityGroupFacts): void {
  inVpc.maker.add({
    kind: "securityGroup",
    name: group.id,
    account: inVpc.account,
    inputs: {
      vpcId: inVpc.vpcId,
      ingress: group.ingress?.map(({ from, ...rule }) => groupRule(from, rule)),
      egress: group.egress?.map(({ to, ...rule }) => groupRule(to, rule)),
    },
    outputs: identity(inVpc, group.id, "security-group"),
    // A group that works in several VPCs is described under none of the others.
    complete: ["securityGroupVpcAssociation"],
  });
}

/** Which packets a rule or an entry speaks of. */
interface Matched {
  readonly protocol?: string;
  readonly ports?: Ports;
}

function groupRule(peer: Peer, matched: Matched): Properties {
  const protocol = protocolOf(matched);
  const { from, to } = matched.ports ?? (protocol === "-1" ? NO_PORTS : EVERY_PORT);
  return { protocol, fromPort: from, toPort: to, ...peerOf(peer) };
}

const NO_PORTS: Ports = { from: 0, to: 0 };
const EVERY_PORT: Ports = { from: 0, to: 65535 };

function protocolOf({ protocol, ports }: Matched): string {
  const given = protocol ?? (ports === undefined ? "all" : "tcp");
  return given === "all" ? "-1" : given;
}

function peerOf(peer: Peer): Readonly<Record<string, Value>> {
  switch (peer.kind) {
    case "self":
      return { self: true };
    case "group":
      return { securityGroups: [peer.value] };
    case "prefix-list":
      return { prefixListIds: [peer.value] };
    case "ipv4":
      return { cidrBlocks: [peer.value] };
    case "ipv6":
      return { ipv6CidrBlocks: [peer.value] };
  }
}

/** A network ACL with its entries, on the subnets that name it. */
export function addNetworkAcl(
  inVpc: InVpc,
  acl: NetworkAclFacts,
  subnets: readonly SubnetFacts[],
): void {
  inVpc.maker.add({
    kind: "networkAcl",
    name: acl.id,
    account: inVpc.account,
    inputs: {
      vpcId: inVpc.vpcId,
      subnetIds: subnets.filter(({ networkAcl }) => networkAcl === acl.id).map(({ id }) => id),
      ingress: acl.ingress?.map(({ from, ...entry }) => aclEntry(from, entry)),
      egress: acl.egress?.map(({ to, ...entry }) => aclEntry(to, entry)),
    },
    outputs: identity(inVpc, acl.id, "network-acl"),
  });
}

interface Entry extends Matched {
  readonly rule: number;
  readonly action: "allow" | "deny";
}

function aclEntry(block: string, entry: Entry): Properties {
  const protocol = protocolOf(entry);
  const { from, to } = entry.ports ?? (protocol === "-1" ? NO_PORTS : EVERY_PORT);
  return {
    ruleNo: entry.rule,
    action: entry.action,
    protocol,
    fromPort: from,
    toPort: to,
    ...(block.includes(":") ? { ipv6CidrBlock: block } : { cidrBlock: block }),
  };
}
