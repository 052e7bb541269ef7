import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NetworkIndex } from "../../../../reasoning/reachability";
import { networkOf } from "../describe/answers";

/** A snapshot's descriptions, as far as tests look into them. */
interface Snapshot {
  readonly Vpcs: readonly { readonly VpcId: string }[];
  readonly NetworkInterfaces: readonly {
    readonly NetworkInterfaceId: string;
    readonly Attachment?: { readonly InstanceId?: string };
  }[];
  readonly [list: string]: unknown;
}

/**
 * What all snapshots leave unsaid. VPC Block Public Access is younger than they are. Where they say
 * nothing of endpoints, their route tables, which are whole, have no route to any.
 */
const UNSAID = {
  VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: "off" },
  VpcEndpoints: [],
};

function load(name: string): Snapshot {
  const path = join(__dirname, "snapshots", `${name}.json`);
  return JSON.parse(readFileSync(path, "utf8")) as Snapshot;
}

/**
 * The network of a snapshot, with the network ACLs that VPCs have by default if that is asked for.
 *
 * @param left names of lists that are left out, as if nobody had asked for them.
 */
export function snapshotOf(
  name: string,
  defaultAcls = false,
  left: readonly string[] = [],
): NetworkIndex {
  const snapshot = load(name);
  const open = [true, false].map((Egress) => ({
    RuleNumber: 100,
    RuleAction: "allow",
    Protocol: "-1",
    CidrBlock: "0.0.0.0/0",
    Egress,
  }));
  const acls = snapshot.Vpcs.map(({ VpcId }) => ({
    NetworkAclId: `acl-of-${VpcId}`,
    VpcId,
    IsDefault: true,
    Associations: [],
    Entries: open,
  }));
  const added = defaultAcls ? { NetworkAcls: acls } : {};
  const lists = Object.entries({ ...UNSAID, ...snapshot, ...added });
  return new NetworkIndex(
    networkOf(Object.fromEntries(lists.filter(([list]) => !left.includes(list)))),
  );
}

/** The interface of an instance. */
export function interfaceOf(name: string, instanceId: string): string {
  const found = load(name).NetworkInterfaces.find(
    ({ Attachment }) => Attachment?.InstanceId === instanceId,
  );
  assert.ok(found, `${instanceId} has no interface in ${name}`);
  return found.NetworkInterfaceId;
}

/** The lists that a snapshot holds. */
export function listsOf(name: string): readonly string[] {
  return Object.keys({ ...UNSAID, ...load(name) });
}
