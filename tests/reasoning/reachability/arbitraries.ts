import * as fc from "fast-check";
import type {
  InterfaceAddress,
  Network,
  NetworkAclRule,
  Protocol,
  Question,
  Route,
  RulePeer,
  SecurityGroupRule,
} from "../../../reasoning/reachability";
import { isKnown, Unknown } from "../../../reasoning/known";
import { EVERYTHING, officeNetwork } from "./networks";

/** Blocks around the addresses of the office, from one address to all. */
const CIDRS = [
  "0.0.0.0/0",
  "10.0.0.0/16",
  "10.0.0.0/24",
  "10.0.1.0/24",
  "10.0.1.10/32",
  "10.0.2.0/24",
  "10.0.2.20/32",
  "10.1.0.0/16",
  "10.1.0.0/28",
  "8.8.0.0/16",
  "8.8.8.8/32",
  "::/0",
] as const;
const cidr = fc.constantFrom(...CIDRS);
const protocol = fc.constantFrom<Protocol>("all", "tcp", "udp", "icmp", 6, 47);
const ports = fc
  .tuple(
    fc.constantFrom(0, 80, 443, 1024, 32768, 60000),
    fc.constantFrom(0, 80, 443, 1024, 40000, 65535),
  )
  .map(([one, other]) => ({ first: Math.min(one, other), last: Math.max(one, other) }));

export const aclRule: fc.Arbitrary<NetworkAclRule> = fc.record(
  {
    ruleNumber: fc.integer({ min: 1, max: 200 }),
    action: fc.constantFrom("allow", "deny"),
    protocol,
    cidr,
    ports,
  },
  { requiredKeys: ["ruleNumber", "action", "protocol", "cidr"] },
);

/** Rules with a number each, mostly followed by one that allows everything. */
const aclRules = fc
  .tuple(
    fc.uniqueArray(aclRule, { selector: ({ ruleNumber }) => ruleNumber, maxLength: 3 }),
    fc.integer({ min: 0, max: 4 }),
  )
  .map(([rules, last]) => (last === 0 ? rules : [...rules, { ...EVERYTHING[0], ruleNumber: 300 }]))
  .map((rules) => rules as readonly NetworkAclRule[]);

export const groupRule: fc.Arbitrary<SecurityGroupRule> = fc.record(
  {
    protocol,
    peer: fc.oneof<fc.Arbitrary<RulePeer>[]>(
      cidr.map((each) => ({ cidr: each })),
      fc
        .constantFrom("sg-client", "sg-server", "111111111111/sg-client")
        .map((securityGroup) => ({ securityGroup })),
      fc.constant({ prefixList: "pl-dns" }),
    ),
    ports,
  },
  { requiredKeys: ["protocol", "peer"] },
);
const wideRule: SecurityGroupRule = { protocol: "all", peer: { cidr: "0.0.0.0/0" } };
const groupRules = fc
  .tuple(fc.array(groupRule, { maxLength: 3 }), fc.boolean())
  .map(([rules, isWide]) => (isWide ? [...rules, wideRule] : rules));

/** Gateway endpoints are targets for their prefix lists alone, and local routes are for blocks of the VPC. */
function isTaken({ destination, target, origin }: Route): boolean {
  if (!isKnown(target)) return true;
  if (target.kind === "vpcEndpoint") return destination === "pl-dns";
  return target.kind !== "local" || (destination === "10.0.2.0/24" && origin !== "propagated");
}

const route: fc.Arbitrary<Route> = fc
  .record(
    {
      destination: fc.constantFrom(
        "0.0.0.0/0",
        "8.8.0.0/16",
        "8.8.8.8/32",
        "10.1.0.0/16",
        "10.0.2.0/24",
        "pl-dns",
      ),
      target: fc.constantFrom(
        { kind: "natGateway", id: "nat-1" },
        { kind: "natGateway", id: "nat-regional" },
        { kind: "internetGateway", id: "igw-1" },
        { kind: "peeringConnection", id: "pcx-1" },
        { kind: "transitGateway", id: "tgw-1" },
        { kind: "networkInterface", id: "eni-server" },
        { kind: "vpcEndpoint", id: "vpce-dns" },
        { kind: "vpnGateway", id: "vgw-1" },
        { kind: "local" },
      ),
      origin: fc.constantFrom("static", "propagated"),
      state: fc.constantFrom("active", "active", "active", "blackhole"),
    },
    { requiredKeys: ["destination", "target"] },
  )
  .filter(isTaken);
const routes = fc.uniqueArray(route, {
  selector: ({ destination, origin = "static" }) => `${String(destination)} ${String(origin)}`,
  maxLength: 4,
});

/** Rules and routes at random. */
const parts = fc.record({
  acls: fc.array(fc.tuple(aclRules, aclRules), { minLength: 3, maxLength: 3 }),
  groups: fc.array(fc.tuple(groupRules, groupRules), { minLength: 2, maxLength: 2 }),
  tables: fc.array(routes, { minLength: 3, maxLength: 3 }),
  isRegionalHere: fc.boolean(),
  blocks: fc.constantFrom("off", "off", "block-ingress", "block-bidirectional"),
  supports: fc.boolean(),
});

type Parts = typeof parts extends fc.Arbitrary<infer T> ? T : never;

function networkOf(
  { acls, groups, tables, isRegionalHere, blocks, supports }: Parts,
  second: readonly InterfaceAddress[],
): Network {
  const office = officeNetwork();
  const acl = (at: number, id: string, vpcId: string, subnetIds: readonly string[]) => ({
    id,
    vpcId,
    isDefault: subnetIds.length === 0,
    subnetIds,
    ingress: acls[at]?.[0] ?? [],
    egress: acls[at]?.[1] ?? [],
  });
  const isGroup = (at: number) => ({
    ingress: groups[at]?.[0] ?? [],
    egress: groups[at]?.[1] ?? [],
  });
  const [main, ...tablesOf] = office.routeTables;
  return {
    ...office,
    vpcs: [...office.vpcs, { id: "vpc-2", region: "eu-central-1", cidrBlocks: ["10.1.0.0/16"] }],
    subnets: [
      ...office.subnets,
      { id: "subnet-far", vpcId: "vpc-2", availabilityZone: "a", cidrBlocks: ["10.1.0.0/24"] },
    ],
    routeTables: [
      { ...(main as object), routes: [...(tables[0] ?? []), ...DEFAULT_ROUTES] },
      ...tablesOf.map((each) => ({
        ...(each as object),
        routes: [
          ...(tables[1] ?? []),
          { destination: "10.1.0.0/20", target: { kind: "transitGateway", id: "tgw-1" } },
          { destination: "0.0.0.0/1", target: { kind: "internetGateway", id: "igw-1" } },
        ],
      })),
      {
        id: "rtb-far",
        vpcId: "vpc-2",
        isMain: true,
        subnetIds: [],
        routes: [
          ...(tables[2] ?? []),
          { destination: "10.0.0.0/20", target: { kind: "peeringConnection", id: "pcx-1" } },
        ],
      },
    ] as Network["routeTables"],
    networkAcls: [
      acl(0, "acl-1", "vpc-1", []),
      acl(1, "acl-public", "vpc-1", ["subnet-public"]),
      acl(2, "acl-far", "vpc-2", []),
    ],
    securityGroups: [
      { id: "sg-client", vpcId: "vpc-1", ...isGroup(0) },
      { id: "sg-server", vpcId: "vpc-1", ...isGroup(1) },
    ],
    networkInterfaces: [
      ...office.networkInterfaces.map((each) =>
        isKnown(each) && each.id === "eni-bastion"
          ? { ...each, addresses: [...each.addresses, ...second] }
          : each,
      ),
      {
        id: "eni-far",
        subnetId: "subnet-far",
        addresses: [{ address: "10.1.0.9" }],
        securityGroupIds: ["sg-server"],
      },
    ],
    natGateways: [
      ...office.natGateways,
      {
        id: "nat-regional",
        vpcId: "vpc-1",
        availability: "regional",
        isPublic: true,
        availabilityZones: [isRegionalHere ? "a" : "b"],
      },
    ],
    vpcEndpoints: [
      {
        id: "vpce-dns",
        type: "gateway",
        vpcId: "vpc-1",
        serviceName: "com.example.dns",
        prefixListId: "pl-dns",
        routeTableIds: [],
      },
    ],
    prefixLists: [{ id: "pl-dns", entries: ["8.8.8.0/24"] }],
    peeringConnections: [{ id: "pcx-1", requesterVpcId: "vpc-1", accepterVpcId: "vpc-2" }],
    transitGateways: [{ id: "tgw-1", securityGroupReferencingSupport: supports }],
    transitGatewayAttachments: [
      { id: "tgw-attach-1", vpcId: "vpc-1", subnetIds: ["subnet-a"], ...ATTACHED },
      { id: "tgw-attach-2", vpcId: "vpc-2", subnetIds: ["subnet-far"], ...ATTACHED },
    ],
    transitGatewayRouteTables: [
      {
        id: "tgw-rtb-1",
        transitGatewayId: "tgw-1",
        routes: [
          { destination: "10.0.0.0/16", attachmentId: "tgw-attach-1", origin: "propagated" },
          { destination: "10.1.0.0/16", attachmentId: "tgw-attach-2", origin: "propagated" },
        ],
      },
    ],
    vpnGateways: [{ id: "vgw-1", vpcId: "vpc-1" }],
    blockPublicAccess: [{ mode: blocks }],
  } satisfies Network;
}

/** Two VPCs with everything between them and the world, rules and routes at random. */
export const network: fc.Arbitrary<Network> = parts.map((each) => networkOf(each, []));

/** The same, with another address at the interface that is public. */
export const twofoldNetwork: fc.Arbitrary<Network> = fc
  .tuple(
    parts,
    fc.constantFrom<readonly InterfaceAddress[]>(
      [],
      [{ address: "10.0.0.31" }],
      [{ address: "10.0.0.31", publicAddress: "203.0.113.31" }],
      [{ address: "2001:db8:1:0::30" }],
    ),
  )
  .map(([each, second]) => networkOf(each, second));

const DEFAULT_ROUTES = [
  { destination: "10.1.0.0/20", target: { kind: "peeringConnection", id: "pcx-1" } },
  { destination: "0.0.0.0/1", target: { kind: "natGateway", id: "nat-1" } },
];
const ATTACHED = {
  transitGatewayId: "tgw-1",
  routeTableId: "tgw-rtb-1",
  securityGroupReferencingSupport: true,
};

/** Questions about the places of that network. */
export const question: fc.Arbitrary<Question> = fc.record({
  from: fc.constantFrom<Question["from"]>(
    { kind: "interface", interfaceId: "eni-client" },
    { kind: "interface", interfaceId: "eni-bastion" },
    { kind: "subnet", subnetId: "subnet-a", securityGroupIds: ["sg-client"] },
    { kind: "interface", interfaceId: "eni-far" },
  ),
  to: fc.constantFrom<Question["to"]>(
    { kind: "interface", interfaceId: "eni-server" },
    { kind: "interface", interfaceId: "eni-far" },
    { kind: "address", address: "8.8.8.8" },
    { kind: "cidr", cidr: "10.0.2.16/28" },
    { kind: "cidr", cidr: "8.8.8.0/23" },
    { kind: "internet" },
    { kind: "service", serviceName: "com.example.dns" },
    { kind: "subnet", subnetId: "subnet-b", securityGroupIds: ["sg-server"] },
  ),
  protocol: fc.constantFrom("all", "tcp", "udp", "icmp"),
  ports: fc.constantFrom([{ first: 443, last: 443 }], [{ first: 0, last: 65535 }]),
  quantifier: fc.constantFrom("any", "all"),
});

/** The same questions, in either IP version. */
export const dualQuestion: fc.Arbitrary<Question> = fc
  .tuple(question, fc.constantFrom("ipv4", "ipv4", "ipv6"))
  .map(([asked, family]) => ({ ...asked, family }));

/** Properties that are always known, and things that are known or not as a whole. */
const ALWAYS_KNOWN = new Set(["id", "name"]);
const WHOLE = new Set(["target", "ports", "icmp", "peer"]);

/** Hides parts of a value: each `random` says whether the next part is hidden. */
export function hide<T>(value: T, random: () => boolean, key = ""): T {
  if (ALWAYS_KNOWN.has(key)) return value;
  if (key !== "" && random()) return new Unknown([`hidden ${key}`]) as T;
  if (WHOLE.has(key)) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => hide(each, random, "item")) as T;
  if (typeof value !== "object" || value === null || value instanceof Unknown) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      Array.isArray(each)
        ? hide(each, random)
        : (hide as (value: unknown, random: () => boolean, key: string) => unknown)(
            each,
            random,
            name,
          ),
    ]),
  ) as T;
}
