import { Unknown } from "../../reasoning/known";
import type { Kind } from "./kinds";
import { kindOf } from "./kinds";
import type { Properties, Resource, Stack, Value } from "./resource";
import { pointer } from "./resource";

/** Components that make nothing: whatever stands beneath one exists already. */
const LOOKING_UP = "mwaa:index:ExistingNetwork$";

/**
 * Whether a resource is a fact instead of a plan: a program reads it, or a context file tells of it.
 * CrossGuard does not say which resources are only read, but shows beneath which component they are.
 */
export function isExisting({ change, urn }: Resource): boolean {
  return change === "read" || urn.includes(LOOKING_UP);
}

/** What is known of something that exists. */
export interface Facts {
  readonly stated: Properties;
  readonly outputs: Properties;
  /** Whether what is not stated is unknown, as opposed to unset. */
  readonly open: boolean;
}

/**
 * The facts that a door brings. A provider that looked answers in full: what it leaves out is not
 * set. A symbolic plan asks nobody, so that all it knows is how the thing is called, and a context
 * file tells what it tells.
 */
export function factsOf(resource: Resource, stack: Stack): Facts {
  const { inputs, outputs } = resource;
  if (stack.door === "context") return { stated: inputs, outputs, open: true };
  const named = namesIn(outputs);
  if (stack.door === "symbolic-plan") return { stated: {}, outputs: named, open: true };
  const rest = Object.entries(outputs).filter(([property]) => !IDENTITY.has(property));
  // A preview shows of what it reads for the first time how it is called, and nothing else.
  return rest.every(([property]) => Object.hasOwn(named, property))
    ? { stated: {}, outputs, open: true }
    : { stated: Object.fromEntries(rest), outputs, open: false };
}

/** What a resource is, as opposed to how it is configured: only ever the provider's answer. */
const IDENTITY: ReadonlySet<string> = new Set(["id", "arn", "ownerId", "region"]);

/** What the World finds things by: where nobody told it, other ways are gone. */
const ADDRESS: ReadonlySet<string> = new Set(["id", "arn", "region"]);

/** The id, and the names that it is made of. */
function namesIn(outputs: Properties): Properties {
  const { id } = outputs;
  return id === undefined || id instanceof Unknown
    ? {}
    : Object.fromEntries(Object.entries(outputs).filter(([, value]) => value === id));
}

/** Properties that are never asked of an open thing, since other resources tell the same. */
const TOLD_ELSEWHERE: Partial<Record<Kind, (property: string) => boolean>> = {
  // Each side of a bucket is configured by a resource of its own.
  bucket: () => true,
  // The subnets tell which network ACL is theirs.
  networkAcl: (property) => property === "subnetIds",
  defaultNetworkAcl: (property) => property === "subnetIds",
  // What a VPN gateway propagates stands among the routes.
  routeTable: (property) => property === "propagatingVgws",
  // What was asked for when it was made; its blocks are what came of that.
  vpc: isRequestForBlock,
  subnet: isRequestForBlock,
};

function isRequestForBlock(property: string): boolean {
  return /^(ipv[46](IpamPoolId|NetmaskLength)|assignGeneratedIpv6CidrBlock)$/.test(property);
}

/** Facts as inputs: a property that nobody told of is unknown, whichever a check asks for. */
export function asInputs(resource: Resource, stated: Properties): Properties {
  const kind = kindOf(resource.type);
  const elsewhere = kind === undefined ? undefined : TOLD_ELSEWHERE[kind];
  return new Proxy(stated, {
    get: (facts, property): Value | undefined => {
      if (typeof property !== "string" || property in Object.prototype) return undefined;
      if (Object.hasOwn(facts, property)) return facts[property];
      if (ADDRESS.has(property) || elsewhere?.(property) === true) return undefined;
      return new Unknown([pointer(resource, [property])]);
    },
  });
}

/** What a thing's own properties tell, so that no resource that points at it adds anything unknown. */
const TOLD_BY_ITSELF: Partial<Record<Kind, readonly Kind[]>> = {
  vpc: ["mainRouteTableAssociation"],
  subnet: ["securityGroupVpcAssociation"],
  routeTable: ["route", "vpnRoutePropagation"],
  securityGroup: ["ingressRule", "egressRule", "securityGroupRule", "groupRulesExclusive"],
  networkAcl: ["networkAclRule"],
  defaultNetworkAcl: ["networkAclRule"],
  internetGateway: ["internetGatewayAttachment"],
  vpcEndpoint: [
    "vpcEndpointSubnet",
    "vpcEndpointRouteTable",
    "vpcEndpointSecurityGroup",
    "vpcEndpointPolicy",
  ],
  role: [
    "rolePolicy",
    "rolePolicyAttachment",
    "rolePolicyAttachmentsExclusive",
    "rolePoliciesExclusive",
  ],
  key: ["keyPolicy"],
};

/** What a provider that looked at a thing tells besides. */
const TOLD_WHEN_READ: Partial<Record<Kind, readonly Kind[]>> = {
  bucket: ["bucketVersioning", "bucketEncryption", "bucketPolicy", "bucketLifecycle"],
};

/** The kinds of resources of which a thing has no more than the World holds. */
export function completeFor(resource: Resource, open: boolean): readonly Kind[] {
  const kind = kindOf(resource.type);
  if (kind === undefined) return [];
  return [
    ...(resource.complete ?? []),
    ...(TOLD_BY_ITSELF[kind] ?? []),
    ...(open ? [] : (TOLD_WHEN_READ[kind] ?? [])),
  ];
}

/** What belongs to a thing, in words. */
const RELATIONS: Partial<Record<Kind, string>> = {
  vpcEndpoint: "endpoints",
  vpcCidrBlock: "further IPv4 blocks",
  dhcpOptionsAssociation: "name servers",
  internetGateway: "internet gateway",
  prefixListEntry: "entries",
  wayIn: "ways in",
  routeTableAssociation: "route table",
  networkAclAssociation: "network ACL",
  securityGroupVpcAssociation: "further VPCs",
  bucketVersioning: "versioning",
  bucketPublicAccessBlock: "public access block",
  bucketEncryption: "encryption",
  bucketPolicy: "policy",
  bucketLifecycle: "lifecycle rules",
  bucketObject: "objects",
  resourceShareResource: "shared resources",
  resourceSharePrincipal: "principals",
  keyGrant: "grants",
};

/** What a thing that exists may have beyond what the World holds; undefined if nothing. */
export function mayHaveMore(target: Resource, kind: Kind): Unknown | undefined {
  if (!isExisting(target) || kind === "environment") return undefined;
  if (target.complete?.includes(kind) === true) return undefined;
  return missingFact(target, RELATIONS[kind] ?? `${kind} resources`);
}

/** A fact that nobody told: `the endpoints of vpc-0abc`. */
export function missingFact(target: Resource, what: string): Unknown {
  const { id } = target.outputs;
  return new Unknown([`the ${what} of ${typeof id === "string" ? id : target.name}`]);
}
