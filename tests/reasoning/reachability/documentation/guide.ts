import type {
  Network,
  NetworkAclRule,
  Question,
  Route,
  SecurityGroupRule,
} from "../../../../reasoning/reachability";
import { EMPTY_NETWORK } from "../../../../reasoning/reachability";

/** One example of AWS's documentation: a network, a question, and what the page says of it. */
export interface Vector {
  readonly title: string;
  readonly changes: readonly Change[];
  readonly question: Question;
  readonly outcome: "reachable" | "unreachable" | "unknown";
  /** The reason, if packets do not arrive. */
  readonly code?: string;
  /** On which way they are stopped. */
  readonly path?: "forward" | "return";
  /** A component that the witness passes on its way. */
  readonly through?: string;
  /** A page of docs.aws.amazon.com, and its section; read 2026-11-22. */
  readonly page: string;
  readonly section: string;
}

/** A network with something changed. */
export type Change = (network: Network) => Network;

type Item<K extends keyof Network> = Exclude<Network[K][number], { readonly blockedBy: unknown }>;

/** Puts things into a list, each in the place of the one with its id. */
export function put<K extends keyof Network>(kind: K, ...items: readonly Item<K>[]): Change {
  const idOf = (item: object) => ("id" in item ? item.id : item);
  const replaced = new Set(items.map(idOf));
  return (network) => ({
    ...network,
    [kind]: [
      ...(network[kind] as readonly object[]).filter((each) => !replaced.has(idOf(each))),
      ...items,
    ],
  });
}

/** Changes one thing of a list. */
export function change<K extends keyof Network>(
  kind: K,
  id: string,
  more: Partial<Item<K>>,
): Change {
  return (network) => ({
    ...network,
    [kind]: (network[kind] as readonly object[]).map((each) =>
      "id" in each && each.id === id ? { ...each, ...more } : each,
    ),
  });
}

/** Leaves things out. */
export function drop(kind: keyof Network, ...ids: readonly string[]): Change {
  return (network) => ({
    ...network,
    [kind]: (network[kind] as readonly object[]).filter(
      (each) => !("id" in each) || !ids.includes(each.id as string),
    ),
  });
}

const KINDS = {
  igw: "internetGateway",
  nat: "natGateway",
  eigw: "egressOnlyInternetGateway",
  vpce: "vpcEndpoint",
  pcx: "peeringConnection",
  tgw: "transitGateway",
  eni: "networkInterface",
  vgw: "vpnGateway",
} as const;

/** A route, its target told by the letters before the id. */
export function route(destination: string, id: string, more: Partial<Route> = {}): Route {
  const kind = Object.entries(KINDS).find(([prefix]) => id.startsWith(`${prefix}-`))?.[1];
  return { destination, target: { kind: kind ?? "other", id }, ...more };
}

/** Rules of a network ACL that let all of both families through. */
export const OPEN_RULES: readonly NetworkAclRule[] = [
  { ruleNumber: 100, action: "allow", protocol: "all", cidr: "0.0.0.0/0" },
  { ruleNumber: 101, action: "allow", protocol: "all", cidr: "::/0" },
];

/** Rules of a security group that let all of both families through. */
export const OPEN_PEERS: readonly SecurityGroupRule[] = [
  { protocol: "all", peer: { cidr: "0.0.0.0/0" } },
  { protocol: "all", peer: { cidr: "::/0" } },
];

/** A rule of a network ACL for TCP ports. */
export function tcpRule(
  ruleNumber: number,
  first: number,
  last = first,
  cidr = "0.0.0.0/0",
  action: "allow" | "deny" = "allow",
): NetworkAclRule {
  return { ruleNumber, action, protocol: "tcp", cidr, ports: { first, last } };
}

const VPC = { id: "vpc-1", account: "111111111111", region: "us-east-1" } as const;
const eni = (
  name: string,
  subnet: string,
  addresses: readonly string[],
  publicAddress?: string,
) => ({
  id: `eni-${name}`,
  subnetId: `subnet-${subnet}`,
  addresses: addresses.map((address, index) => ({
    address,
    ...(index === 0 && publicAddress !== undefined ? { publicAddress } : {}),
  })),
  securityGroupIds: ["sg-open"],
});

/**
 * The VPC of the user guide: a public subnet with an internet gateway, a NAT gateway and a web server,
 * and private subnets in two zones with an application and a database.
 */
export const GUIDE: Network = {
  ...EMPTY_NETWORK,
  vpcs: [
    {
      ...VPC,
      cidrBlocks: ["10.0.0.0/16", "2001:db8:1234:1a00::/56"],
      enableDnsSupport: true,
      enableDnsHostnames: true,
    },
  ],
  subnets: [
    ["public", "us-east-1a", "10.0.0.0/24", "2001:db8:1234:1a00::/64"] as const,
    ["app", "us-east-1a", "10.0.1.0/24", "2001:db8:1234:1a01::/64"] as const,
    ["db", "us-east-1b", "10.0.2.0/24", "2001:db8:1234:1a02::/64"] as const,
  ].map(([name, availabilityZone, ...cidrBlocks]) => ({
    id: `subnet-${name}`,
    vpcId: "vpc-1",
    availabilityZone,
    cidrBlocks,
  })),
  routeTables: [
    {
      id: "rtb-public",
      vpcId: "vpc-1",
      subnetIds: ["subnet-public"],
      routes: [route("0.0.0.0/0", "igw-1"), route("::/0", "igw-1")],
    },
    {
      id: "rtb-main",
      vpcId: "vpc-1",
      isMain: true,
      subnetIds: [],
      routes: [route("0.0.0.0/0", "nat-1"), route("::/0", "eigw-1")],
    },
  ],
  networkAcls: [
    {
      id: "acl-default",
      vpcId: "vpc-1",
      isDefault: true,
      subnetIds: [],
      ingress: OPEN_RULES,
      egress: OPEN_RULES,
    },
  ],
  securityGroups: [{ id: "sg-open", vpcId: "vpc-1", ingress: OPEN_PEERS, egress: OPEN_PEERS }],
  networkInterfaces: [
    eni("web", "public", ["10.0.0.10", "2001:db8:1234:1a00::10"], "198.51.100.10"),
    eni("app", "app", ["10.0.1.10", "2001:db8:1234:1a01::10"]),
    eni("app-2", "app", ["10.0.1.11"]),
    eni("db", "db", ["10.0.2.10"]),
  ],
  internetGateways: [{ id: "igw-1", vpcId: "vpc-1" }],
  egressOnlyInternetGateways: [{ id: "eigw-1", vpcId: "vpc-1" }],
  natGateways: [
    {
      id: "nat-1",
      subnetId: "subnet-public",
      privateAddress: "10.0.0.5",
      publicAddresses: ["198.51.100.4"],
    },
  ],
};

/** A second VPC, with one subnet and one host that everyone may speak to. */
export const NEIGHBOUR: readonly Change[] = [
  put("vpcs", {
    id: "vpc-2",
    account: "111111111111",
    region: "us-east-1",
    cidrBlocks: ["10.1.0.0/16"],
  }),
  put("subnets", {
    id: "subnet-2",
    vpcId: "vpc-2",
    availabilityZone: "us-east-1a",
    cidrBlocks: ["10.1.0.0/24"],
  }),
  put("networkAcls", {
    id: "acl-2",
    vpcId: "vpc-2",
    isDefault: true,
    subnetIds: [],
    ingress: OPEN_RULES,
    egress: OPEN_RULES,
  }),
  put("securityGroups", { id: "sg-2", vpcId: "vpc-2", ingress: OPEN_PEERS, egress: OPEN_PEERS }),
  put("networkInterfaces", {
    id: "eni-2",
    subnetId: "subnet-2",
    addresses: [{ address: "10.1.0.10" }],
    securityGroupIds: ["sg-2"],
  }),
  put("routeTables", { id: "rtb-2", vpcId: "vpc-2", isMain: true, subnetIds: [], routes: [] }),
];

/** A question for TCP to one port, from an interface to an interface or an address. */
export function ask(from: string, to: string, port = 443, more: Partial<Question> = {}): Question {
  return {
    from: { kind: "interface", interfaceId: `eni-${from}` },
    to: /[.:]/.test(to)
      ? { kind: "address", address: to }
      : { kind: "interface", interfaceId: `eni-${to}` },
    ports: [{ first: port, last: port }],
    ...more,
  };
}
