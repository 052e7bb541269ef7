import { blockOf, contains } from "../cloud/ipv4";
import type { CloudRecord } from "../cloud/records";
import { isList, isObject, show, textOf, textsOf } from "../wire";
import type { JsonObject } from "../wire";
import { permits, rulesOf } from "./group-rules";
import type { Peer } from "./group-rules";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const ACL_ASSOCIATION = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

/** A port from which calls are made: answers come back to it. */
const EPHEMERAL = 40_000;

/** What an environment's interfaces talk to. */
export interface Talk {
  /** What it is, for messages. */
  readonly what: string;
  readonly peer: Peer;
  /** The port of the peer. */
  readonly port: number;
}

/** The environment's side of a conversation. */
export interface Speaker {
  readonly records: readonly CloudRecord[];
  readonly groups: readonly string[];
  readonly subnet: CloudRecord;
}

/** One entry of a network ACL, however it was written. */
interface Entry {
  readonly number: number;
  readonly allows: boolean;
  readonly protocol: string;
  readonly cidr: string;
  readonly from: number;
  readonly to: number;
}

function entryOf(bag: JsonObject): Entry {
  const protocol = show(bag["protocol"] ?? "-1");
  const every = protocol === "-1" || protocol === "all";
  return {
    number: Number(bag["ruleNumber"] ?? bag["ruleNo"]),
    allows: show(bag["ruleAction"] ?? bag["action"]) === "allow",
    protocol,
    cidr: textOf(bag, "cidrBlock") ?? "",
    from: every ? 0 : Number(bag["fromPort"] ?? 0),
    to: every ? 65_535 : Number(bag["toPort"] ?? 65_535),
  };
}

/** The network ACL that was put onto a subnet; undefined when it has its VPC's default one, which lets all through. */
function aclOf({ records, subnet }: Speaker): CloudRecord | undefined {
  const association = records.find(
    ({ token, inputs }) => token === ACL_ASSOCIATION && inputs["subnetId"] === subnet.id,
  );
  const id = textOf(association?.inputs, "networkAclId");
  return records.find(
    (record) =>
      record.token === ACL &&
      (id === undefined
        ? textsOf(record.inputs, "subnetIds").includes(subnet.id)
        : record.id === id),
  );
}

function entriesOf(
  records: readonly CloudRecord[],
  acl: CloudRecord,
  egress: boolean,
): readonly Entry[] {
  const inline = acl.inputs[egress ? "egress" : "ingress"];
  const apart = records
    .filter(({ token, inputs }) => token === ACL_RULE && inputs["networkAclId"] === acl.id)
    .filter(({ inputs }) => (inputs["egress"] === true) === egress)
    .map(({ inputs }) => inputs);
  return [...(isList(inline) ? inline.filter((entry) => isObject(entry)) : []), ...apart]
    .map(entryOf)
    .sort((a, b) => a.number - b.number);
}

function covers(cidr: string, address: string): boolean {
  const [outer, inner] = [blockOf(cidr), blockOf(address)];
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}

/** The entry of the lowest number that fits decides; where none does, nothing passes. */
function passes(entries: readonly Entry[], cidr: string, port: number): boolean {
  const first = entries.find(
    (entry) =>
      ["-1", "all", "6", "tcp"].includes(entry.protocol) &&
      entry.from <= port &&
      port <= entry.to &&
      covers(entry.cidr, cidr),
  );
  return first?.allows === true;
}

function whyAclStops(speaker: Speaker, { what, peer, port }: Talk): string | undefined {
  const acl = aclOf(speaker);
  if (acl === undefined) return undefined;
  const out = entriesOf(speaker.records, acl, true);
  const back = entriesOf(speaker.records, acl, false);
  const stopped = (way: string): string =>
    `the network ACL ${acl.id} of ${speaker.subnet.id} stops what goes ${way} ${what}`;
  if (!peer.cidrs.every((cidr) => passes(out, cidr, port))) return stopped("to");
  return peer.cidrs.every((cidr) => passes(back, cidr, EPHEMERAL))
    ? undefined
    : stopped("back from");
}

/** Why a conversation does not come about on the environment's side; undefined when it does. */
export function whySilent(speaker: Speaker, talk: Talk): string | undefined {
  const egress = rulesOf(speaker.records, speaker.groups, "egress");
  if (speaker.groups.length > 0 && !permits(egress, talk.peer, talk.port)) {
    return `no group lets traffic out to ${talk.what} on port ${String(talk.port)}`;
  }
  return whyAclStops(speaker, talk);
}
