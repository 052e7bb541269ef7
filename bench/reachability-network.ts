/** Networks for the benchmark: each environment has a VPC of its own, as a large organisation has. */
import type { Network, Question } from "../reasoning/reachability";
import { EMPTY_NETWORK } from "../reasoning/reachability";

/** Resources, rules and routes of one environment: a VPC with subnets, NAT, endpoints and groups. */
export const ENVIRONMENT_RESOURCES = 50;

const SERVICES = ["s3", "logs", "monitoring", "sqs", "kms"].map(
  (name) => `com.amazonaws.eu-central-1.${name}`,
);
const ZONES = ["a", "b"] as const;

function environment(number: number): Partial<Network> {
  const id = (name: string) => `${name}-${String(number)}`;
  const block = `10.${String(number % 256)}`;
  const allow = (ruleNumber: number, cidr: string) =>
    ({ ruleNumber, action: "allow", protocol: "all", cidr }) as const;
  const vpcId = id("vpc");
  const [s3 = "", ...interfaces] = SERVICES;
  return {
    vpcs: [{ id: vpcId, cidrBlocks: [`${block}.0.0/16`], enableDnsHostnames: true }],
    subnets: ZONES.flatMap((zone, at) => [
      {
        id: id(`public-${zone}`),
        vpcId,
        availabilityZone: zone,
        cidrBlocks: [`${block}.${String(at)}.0/24`],
      },
      {
        id: id(`private-${zone}`),
        vpcId,
        availabilityZone: zone,
        cidrBlocks: [`${block}.${String(at + 10)}.0/24`],
      },
    ]),
    internetGateways: [{ id: id("igw"), vpcId }],
    natGateways: ZONES.map((zone) => ({
      id: id(`nat-${zone}`),
      subnetId: id(`public-${zone}`),
      isPublic: true,
    })),
    routeTables: [
      {
        id: id("rtb-public"),
        vpcId,
        isMain: true,
        subnetIds: [],
        routes: [{ destination: "0.0.0.0/0", target: { kind: "internetGateway", id: id("igw") } }],
      },
      ...ZONES.map((zone) => ({
        id: id(`rtb-${zone}`),
        vpcId,
        subnetIds: [id(`private-${zone}`)],
        routes: [
          { destination: "0.0.0.0/0", target: { kind: "natGateway", id: id(`nat-${zone}`) } },
        ] as const,
      })),
    ],
    networkAcls: [
      {
        id: id("acl"),
        vpcId,
        isDefault: true,
        subnetIds: [],
        ingress: [allow(100, "0.0.0.0/0"), allow(101, "::/0")],
        egress: [allow(100, "0.0.0.0/0"), allow(101, "::/0")],
      },
    ],
    securityGroups: ["workers", "endpoints"].map((name) => ({
      id: id(name),
      vpcId,
      ingress: [
        { protocol: "all", peer: { securityGroup: id("workers") } },
        { protocol: "tcp", ports: { first: 443, last: 443 }, peer: { cidr: `${block}.0.0/16` } },
      ] as const,
      egress: [{ protocol: "all", peer: { cidr: "0.0.0.0/0" } }] as const,
    })),
    networkInterfaces: Array.from({ length: 8 }, (_, at) => ({
      id: id(`eni-${String(at)}`),
      subnetId: id(`private-${ZONES[at % 2] ?? "a"}`),
      addresses: [{ address: `${block}.${String(10 + (at % 2))}.${String(10 + at)}` }],
      securityGroupIds: [id("workers")],
    })),
    vpcEndpoints: [
      {
        id: id("vpce-s3"),
        type: "gateway",
        vpcId,
        serviceName: s3,
        routeTableIds: ZONES.map((zone) => id(`rtb-${zone}`)),
      },
      ...interfaces.map((serviceName, at) => ({
        id: id(`vpce-${String(at)}`),
        type: "interface" as const,
        vpcId,
        serviceName,
        subnetIds: ZONES.map((zone) => id(`private-${zone}`)),
        securityGroupIds: [id("endpoints")],
        privateDnsEnabled: true,
      })),
    ],
  };
}

/** That many environments side by side. */
export function environmentNetwork(environments: number): Network {
  const parts = Array.from({ length: environments }, (_, number) => environment(number));
  return Object.fromEntries(
    Object.keys(EMPTY_NETWORK).map((list) => [
      list,
      parts.flatMap((part): readonly unknown[] => part[list as keyof Network] ?? []),
    ]),
  ) as unknown as Network;
}

/** Ten questions an environment, each to be answered with yes. */
export function environmentQuestions(environments: number): readonly Question[] {
  const https = [{ first: 443, last: 443 }];
  return Array.from({ length: environments }, (_, number) => number).flatMap((number) => {
    const from = (zone: string) => ({
      kind: "subnet" as const,
      subnetId: `private-${zone}-${String(number)}`,
      securityGroupIds: [`workers-${String(number)}`],
    });
    const services = SERVICES.map((serviceName): Question => ({
      from: from("a"),
      to: { kind: "service", serviceName },
      ports: https,
    }));
    const others: readonly Question["to"][] = [
      { kind: "internet" },
      { kind: "interface", interfaceId: `eni-1-${String(number)}` },
      { ...from("a") },
      { ...from("b") },
      { kind: "address", address: "8.8.8.8" },
    ];
    return [...services, ...others.map((to): Question => ({ from: from("b"), to, ports: https }))];
  });
}
