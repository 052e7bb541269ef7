import * as fs from "node:fs";
import * as path from "node:path";

import { readContext } from "../../preflight/readers/context/read";
import type { Resource, Value } from "../../preflight/model/resource";
import { Unknown } from "../../reasoning/known";
import { REPOSITORY } from "./paths";
import { placeOf, zonesOf } from "./provider/cloud/place";
import type { CloudRecord } from "./provider/cloud/records";
import { textOf } from "./provider/wire";
import type { Json, JsonObject } from "./provider/wire";

/** A value as it is in the cloud: what the file does not tell is left out. */
function asJson(value: Value): Json | undefined {
  if (value instanceof Unknown || value === null) return undefined;
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((item) => asJson(item) ?? []);
  }
  if (typeof value !== "object") return value;
  return asObject(value as Readonly<Record<string, Value>>);
}

function asObject(bag: Readonly<Record<string, Value>>): JsonObject {
  return Object.fromEntries(
    Object.entries(bag).flatMap(([key, value]) => {
      const json = asJson(value);
      return json === undefined ? [] : [[key, json] as const];
    }),
  );
}

const VPC = "aws:ec2/vpc:Vpc";
const DHCP_OPTIONS = "aws:ec2/vpcDhcpOptions:VpcDhcpOptions";
const DHCP_ASSOCIATION = "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation";

/** The id of the DHCP options that a VPC has; the file tells what is in them and not what they are called. */
function dhcpOptionsIdOf(vpcId: string): string {
  return vpcId.replace(/^vpc-/, "dopt-");
}

/** The file tells a VPC's name servers by an association; in the cloud they stand in options of a name. */
function dhcpOptionsOf(
  vpc: CloudRecord,
  resources: readonly Resource[],
  account: string,
): CloudRecord {
  const association = resources.find(
    ({ type, inputs }) => type === DHCP_ASSOCIATION && inputs["vpcId"] === vpc.id,
  );
  const told = resources.find(
    ({ type, name }) => type === DHCP_OPTIONS && name === association?.name,
  );
  // What a VPC has that nobody gave options to.
  const inputs =
    told === undefined ? { domainNameServers: ["AmazonProvidedDNS"] } : asObject(told.inputs);
  const id = dhcpOptionsIdOf(vpc.id);
  return { token: DHCP_OPTIONS, id, account, inputs, state: { ...inputs, ownerId: account } };
}

/** What EC2 adds of its own. */
function completed(type: string, state: JsonObject, account: string): JsonObject {
  if (type === VPC) return { ...state, dhcpOptionsId: dhcpOptionsIdOf(textOf(state, "id") ?? "") };
  if (type !== "aws:ec2/subnet:Subnet") return state;
  const region = (textOf(state, "arn") ?? "").split(":")[3] ?? "";
  const zone = zonesOf(region, account).find(({ id }) => id === state["availabilityZoneId"]);
  return { ...state, region, ...(zone === undefined ? {} : { availabilityZone: zone.name }) };
}

function recordOf(resource: Resource, account: string): CloudRecord {
  const inputs = asObject(resource.inputs);
  const outputs = asObject(resource.outputs);
  const state = completed(resource.type, { ...inputs, ...outputs }, account);
  const id = textOf(outputs, "id") ?? resource.name;
  return { token: resource.type, id, account, inputs, state };
}

/**
 * What a context file of the product describes, as it exists in the cloud: the file and the cloud that a stack is
 * judged against cannot come apart. `file`: a path from the repository's root.
 */
export function existingThings(file: string): readonly CloudRecord[] {
  const text = fs.readFileSync(path.resolve(REPOSITORY, file), "utf8");
  const context = readContext(text, { file });
  if ("faults" in context) {
    throw new Error(context.faults.map(({ problem, key }) => `${key} ${problem}`).join("\n"));
  }
  const { resources } = context.stack;
  const arns = resources.map(({ outputs }) => asObject(outputs));
  const account = arns.map((bag) => textOf(bag, "ownerId")).find((id) => id !== undefined);
  if (account === undefined) throw new Error(`${file} names no account`);
  const records = resources
    .filter(({ type }) => type !== DHCP_OPTIONS && type !== DHCP_ASSOCIATION)
    .map((resource) => recordOf(resource, account));
  const vpcs = records.filter(({ token }) => token === VPC);
  return [...records, ...vpcs.map((vpc) => dhcpOptionsOf(vpc, resources, account))];
}

/** A public hosted zone that a stack puts records into. */
export function hostedZone(account: string, id: string, name: string): CloudRecord {
  const { partition } = placeOf(account, "us-east-1");
  const arn = `arn:${partition}:route53:::hostedzone/${id}`;
  return {
    token: "aws:route53/zone:Zone",
    id,
    account,
    inputs: { name },
    state: { name, zoneId: id, arn, comment: "", nameServers: [], primaryNameServer: "" },
  };
}
