import type { Kind } from "./kinds";
import { kindOf } from "./kinds";
import { isTold } from "./accounts";
import type { Resource, Stack } from "./resource";

/** What adopts a thing is that thing. */
const ADOPTED: Partial<Record<Kind, Kind>> = {
  defaultRouteTable: "routeTable",
  defaultNetworkAcl: "networkAcl",
};

/** What a resource is, whether it makes it or adopts it. */
export function adoptedKind(kind: Kind | undefined): Kind | undefined {
  return kind === undefined ? undefined : (ADOPTED[kind] ?? kind);
}

/** Ids that EC2 gives are unique in all accounts and Regions. */
const UNIQUE_ID = /^[a-z]+-[0-9a-zA-Z]+$/;

/** The kinds whose ids EC2 gives. */
const OF_EC2: ReadonlySet<Kind> = new Set<Kind>([
  "vpc",
  "subnet",
  "routeTable",
  "internetGateway",
  "egressOnlyGateway",
  "natGateway",
  "elasticIp",
  "securityGroup",
  "networkAcl",
  "vpnGateway",
  "dhcpOptions",
  "vpcEndpoint",
]);

/**
 * What tells two resources of different stacks to be one thing. Ids of EC2 and names of buckets are
 * unique, and so are ARNs; names are not: two accounts may have roles of one name.
 */
export function namesOfThing(resource: Resource, stack: Stack): readonly string[] {
  const kind = adoptedKind(kindOf(resource.type));
  if (kind === undefined) return [];
  const { id, arn } = resource.outputs;
  const names: string[] = [];
  if (typeof arn === "string") names.push(`${kind} ${arn}`);
  if (typeof id !== "string" || id === "") return names;
  if (OF_EC2.has(kind) && UNIQUE_ID.test(id)) names.push(`${kind} ${id}`);
  if (kind === "bucket") names.push(`${kind} ${id}`);
  if (kind === "key") {
    const key = id.slice(id.lastIndexOf("/") + 1);
    // A multi-Region key has one id in all of its Regions.
    if (!key.startsWith("mrk-")) names.push(`${kind} ${key}`);
  }
  if (kind === "role") {
    const account = typeof arn === "string" ? arn.split(":")[4] : accountOfStack(resource, stack);
    if (account !== undefined) names.push(`${kind} ${account} ${id}`);
  }
  return names;
}

function accountOfStack({ provider }: Resource, { account }: Stack): string | undefined {
  return provider === undefined && isTold(account) ? account : undefined;
}
