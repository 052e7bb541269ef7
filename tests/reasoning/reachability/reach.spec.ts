import assert from "node:assert/strict";
import type { Answer, ExplanationCode, Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { isKnown, Unknown } from "../../../reasoning/known";
import { ALL_OUT, EVERYTHING, officeNetwork, TO_INTERNET, TO_SERVER } from "./networks";

type List = Exclude<keyof Network, never>;

/** The office with one thing changed. */
function changed(list: List, id: string, change: object): Network {
  const office = officeNetwork();
  return {
    ...office,
    [list]: office[list].map((each) =>
      isKnown(each) && "id" in each && each.id === id ? { ...each, ...change } : each,
    ),
  };
}

/** The office with more in it. */
function enlarged(more: Partial<Network>, base: Network = officeNetwork()): Network {
  return Object.entries(more).reduce<Network>(
    (network, [list, items]) => ({
      ...network,
      [list]: [...network[list as List], ...items],
    }),
    base,
  );
}

function outcome(network: Network, question: Question): Answer["outcome"] {
  return reach(network, question).outcome;
}

/** Asserts that one thing stops packets, and where. */
function assertStopped(
  answer: Answer,
  code: ExplanationCode,
  pointer: string,
  path: "forward" | "return" = "forward",
): void {
  assert.equal(answer.outcome, "unreachable");
  const [first] = answer.blockers;
  assert.deepEqual(
    { code: first?.code, pointer: first?.pointer, path: first?.path },
    { code, pointer, path },
  );
}

const route = (
  destination: string,
  kind: "natGateway" | "internetGateway" | "networkInterface",
  id: string,
) => ({
  destination,
  target: { kind, id } as const,
});
const deny = (ruleNumber: number, more: object = {}) => ({
  ruleNumber,
  action: "deny",
  protocol: "all",
  cidr: "0.0.0.0/0",
  ...more,
});

describe("reach: within a VPC", () => {
  it("shows the way of a packet and of its answer, hop by hop", () => {
    const answer = reach(officeNetwork(), TO_SERVER);
    assert.equal(answer.outcome, "reachable");
    assert.deepEqual(answer.witness, {
      family: "ipv4",
      source: "10.0.1.10",
      destination: "10.0.2.20",
      protocol: 6,
      sourcePort: 1024,
      destinationPort: 443,
    });
    const names = (hops: Answer["forward"]) =>
      hops?.map(({ component, id }) => `${component} ${id}`);
    assert.deepEqual(names(answer.forward), [
      "networkInterface eni-client",
      "securityGroups sg-client",
      "networkAcl acl-1",
      "routeTable rtb-main",
      "networkAcl acl-1",
      "securityGroups sg-server",
      "networkInterface eni-server",
    ]);
    assert.deepEqual(names(answer.return), [
      "networkAcl acl-1",
      "routeTable rtb-main",
      "networkAcl acl-1",
    ]);
  });

  it("names exactly the ports that no rule allows", () => {
    const answer = reach(officeNetwork(), { ...TO_SERVER, ports: [{ first: 440, last: 450 }] });
    assertStopped(answer, "ENI_SG_RULES_MISMATCH", "/securityGroups/1/ingress");
    assert.deepEqual(
      answer.failing.map(({ destinationPorts }) => destinationPorts),
      [
        [440, 442],
        [444, 450],
      ],
    );
    assert.equal(
      outcome(officeNetwork(), {
        ...TO_SERVER,
        ports: [{ first: 440, last: 450 }],
        quantifier: "any",
      }),
      "reachable",
    );
  });

  it("does not let a network ACL filter what stays in a subnet", () => {
    const closed = changed("networkAcls", "acl-1", { ingress: [], egress: [] });
    const inside: Question = {
      from: { kind: "subnet", subnetId: "subnet-b", securityGroupIds: ["sg-client"] },
      to: { kind: "interface", interfaceId: "eni-server" },
      ports: [{ first: 443, last: 443 }],
    };
    assert.equal(outcome(closed, inside), "reachable");
    assertStopped(reach(closed, TO_SERVER), "SUBNET_ACL_RESTRICTION", "/networkAcls/0/egress");
  });

  it("lets the lowest matching rule number decide, wherever it is written", () => {
    const egress = [...EVERYTHING, deny(50)];
    const answer = reach(changed("networkAcls", "acl-1", { egress }), TO_SERVER);
    assertStopped(answer, "SUBNET_ACL_RESTRICTION", "/networkAcls/0/egress/2");
    const later = [deny(150), ...EVERYTHING];
    assert.equal(
      outcome(changed("networkAcls", "acl-1", { egress: later }), TO_SERVER),
      "reachable",
    );
  });

  it("asks a network ACL about answers, which go to the client's port", () => {
    const ingress = [
      { ...deny(100), action: "allow", protocol: "tcp", ports: { first: 443, last: 443 } },
    ];
    const network = changed("networkAcls", "acl-1", { ingress });
    const answer = reach(network, TO_SERVER);
    assertStopped(answer, "SUBNET_ACL_RESTRICTION", "/networkAcls/0/ingress", "return");
    const fixed = { ...TO_SERVER, sourcePorts: [{ first: 443, last: 443 }] };
    assert.equal(outcome(network, fixed), "reachable");
  });

  it("keeps the IP versions apart in ACLs and groups", () => {
    const v6: Question = { ...TO_SERVER, family: "ipv6" };
    assert.equal(outcome(officeNetwork(), v6), "reachable");
    const onlyV4 = changed("networkAcls", "acl-1", { egress: EVERYTHING.slice(0, 1) });
    assert.equal(outcome(onlyV4, TO_SERVER), "reachable");
    assertStopped(reach(onlyV4, v6), "SUBNET_ACL_RESTRICTION", "/networkAcls/0/egress");
  });

  it("takes a group without rules for closed", () => {
    const network = changed("securityGroups", "sg-server", { ingress: [] });
    assertStopped(reach(network, TO_SERVER), "SG_HAS_NO_RULES", "/securityGroups/1/ingress");
  });

  it("says that nobody has an address, and that somebody may if the list is not complete", () => {
    const asked: Question = { ...TO_SERVER, to: { kind: "address", address: "10.0.2.99" } };
    assertStopped(reach(officeNetwork(), asked), "NO_POSSIBLE_DESTINATION", "/subnets/2");
    const more = enlarged({ networkInterfaces: [new Unknown(["interfaces nobody listed"])] });
    assert.deepEqual(reach(more, asked).blockedBy, ["interfaces nobody listed"]);
  });

  it("knows answers of echo requests from other ICMP", () => {
    const rule = { protocol: "icmp", peer: { cidr: "10.0.0.0/8" } } as const;
    const ping: Question = { ...TO_SERVER, protocol: "icmp" };
    const server = (icmp: object) =>
      changed("securityGroups", "sg-server", { ingress: [{ ...rule, ...icmp }] });
    assert.equal(outcome(server({}), ping), "reachable");
    assert.equal(outcome(server({ icmp: { type: 8 } }), ping), "reachable");
    assert.equal(outcome(server({ icmp: { type: 0 } }), ping), "unreachable");
  });
});

describe("reach: the internet", () => {
  it("goes through a NAT gateway and back", () => {
    const answer = reach(officeNetwork(), TO_INTERNET);
    assert.equal(answer.outcome, "reachable");
    assert.deepEqual(
      answer.forward?.filter(({ component }) => /Gateway|routeTable/.test(component)),
      [
        { component: "routeTable", id: "rtb-main", pointer: "/routeTables/0/routes/0" },
        { component: "natGateway", id: "nat-1", pointer: "/natGateways/0" },
        { component: "routeTable", id: "rtb-public", pointer: "/routeTables/1/routes/0" },
        { component: "internetGateway", id: "igw-1", pointer: "/internetGateways/0" },
      ],
    );
  });

  const NAT_CASES: readonly [string, object, ExplanationCode][] = [
    ["is not available", { state: "failed" }, "BAD_STATE"],
    ["has no Elastic IP address", { publicAddresses: [] }, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"],
    ["is private", { connectivity: "private" }, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS"],
    ["is in the subnet that it should serve", { subnetId: "subnet-a" }, "CANNOT_ROUTE"],
  ];
  for (const [title, change, code] of NAT_CASES) {
    it(`does not get out if the NAT gateway ${title}`, () => {
      const answer = reach(changed("natGateways", "nat-1", change), TO_INTERNET);
      const pointer = code.startsWith("IGW") ? "/internetGateways/0" : "/natGateways/0";
      assertStopped(answer, code, pointer);
    });
  }

  it("takes TCP, UDP and ICMP through NAT, and nothing else", () => {
    for (const protocol of ["tcp", "udp", "icmp"] as const) {
      assert.equal(outcome(officeNetwork(), { ...TO_INTERNET, protocol }), "reachable");
    }
    const esp = reach(officeNetwork(), { ...TO_INTERNET, protocol: 50 });
    assertStopped(esp, "PROTOCOL_RESTRICTION", "/natGateways/0");
  });

  it("asks the ACL of the NAT gateway's subnet for all ports that the gateway may choose", () => {
    const acl = (last: number) =>
      enlarged({
        networkAcls: [
          {
            id: "acl-nat",
            vpcId: "vpc-1",
            subnetIds: ["subnet-public"],
            egress: EVERYTHING,
            ingress: [
              { ruleNumber: 1, action: "allow", protocol: "all", cidr: "10.0.0.0/16" },
              {
                ruleNumber: 2,
                action: "allow",
                protocol: "tcp",
                cidr: "0.0.0.0/0",
                ports: { first: 1024, last },
              },
            ],
          },
        ],
      });
    assert.equal(outcome(acl(65535), TO_INTERNET), "reachable");
    const narrow = reach(acl(50000), TO_INTERNET);
    assertStopped(narrow, "SUBNET_ACL_RESTRICTION", "/networkAcls/1/ingress", "return");
    assert.equal(narrow.witness?.translatedPort, 50001);
    assert.equal(outcome(acl(50000), { ...TO_INTERNET, quantifier: "any" }), "reachable");
  });

  it("needs a public address at an internet gateway, and the gateway at the VPC", () => {
    const from = {
      kind: "subnet",
      subnetId: "subnet-public",
      securityGroupIds: ["sg-client"],
    } as const;
    const plain = reach(officeNetwork(), { ...TO_INTERNET, from });
    assertStopped(plain, "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", "/internetGateways/0");
    assert.equal(
      outcome(officeNetwork(), { ...TO_INTERNET, from: { ...from, isPublic: true } }),
      "reachable",
    );
    const away = changed("internetGateways", "igw-1", { vpcId: "vpc-2" });
    assertStopped(reach(away, TO_INTERNET), "BAD_STATE_ATTACHMENT", "/internetGateways/0");
  });

  it("reaches exactly what is left of everything when two ranges go elsewhere", () => {
    const routes = [
      route("0.0.0.0/0", "natGateway", "nat-1"),
      { ...route("8.0.0.0/8", "natGateway", "nat-1"), state: "blackhole" },
      { ...route("9.9.9.9/32", "natGateway", "nat-1"), state: "blackhole" },
    ];
    const answer = reach(changed("routeTables", "rtb-main", { routes }), {
      ...TO_INTERNET,
      to: { kind: "internet" },
    });
    assertStopped(answer, "BAD_STATE_ROUTE", "/routeTables/0/routes/1");
    assert.deepEqual(
      answer.failing.map(({ destinations }) => destinations),
      [
        ["8.0.0.0", "8.255.255.255"],
        ["9.9.9.9", "9.9.9.9"],
      ],
    );
  });

  it("lets IPv6 out by an egress-only gateway, and nothing else by it", () => {
    const routes = [
      { destination: "::/0", target: { kind: "egressOnlyInternetGateway", id: "eigw-1" } },
      { destination: "0.0.0.0/0", target: { kind: "egressOnlyInternetGateway", id: "eigw-1" } },
    ];
    const network = enlarged(
      { egressOnlyInternetGateways: [{ id: "eigw-1", vpcId: "vpc-1" }] },
      changed("routeTables", "rtb-main", { routes }),
    );
    const v6: Question = { ...TO_INTERNET, to: { kind: "address", address: "2606:4700::1" } };
    assert.equal(outcome(network, v6), "reachable");
    assertStopped(reach(network, TO_INTERNET), "CANNOT_ROUTE", "/egressOnlyInternetGateways/0");
  });

  it("finds a regional NAT gateway in its zones only", () => {
    const regional = (zone: string) =>
      changed("natGateways", "nat-1", {
        availability: "regional",
        vpcId: "vpc-1",
        subnetId: undefined,
        availabilityZones: [zone],
      });
    assert.equal(outcome(regional("a"), TO_INTERNET), "reachable");
    const elsewhere = reach(regional("b"), TO_INTERNET);
    assertStopped(elsewhere, "REGIONAL_NGW_ROUTE_AZ_RESTRICTION", "/natGateways/0");
  });

  it("obeys Block Public Access and its exclusions", () => {
    const bastion: Question = {
      ...TO_INTERNET,
      from: { kind: "interface", interfaceId: "eni-bastion" },
    };
    const blocked = (mode: "block-bidirectional" | "block-ingress", resourceId?: string) =>
      enlarged({
        blockPublicAccess: [
          {
            mode,
            exclusions:
              resourceId === undefined
                ? []
                : [{ resourceId, mode: "allow-bidirectional" as const }],
          },
        ],
      });
    const code = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED";
    assertStopped(reach(blocked("block-ingress"), bastion), code, "/blockPublicAccess/0");
    assert.equal(outcome(blocked("block-ingress"), TO_INTERNET), "reachable");
    assertStopped(reach(blocked("block-bidirectional"), TO_INTERNET), code, "/blockPublicAccess/0");
    assert.equal(outcome(blocked("block-bidirectional", "vpc-1"), TO_INTERNET), "reachable");
    assert.equal(outcome(blocked("block-bidirectional", "subnet-public"), bastion), "reachable");
  });

  it("stops at an interface that checks destinations, and does not guess what one that does not will do", () => {
    const routes = [route("0.0.0.0/0", "networkInterface", "eni-server")];
    const network = changed("routeTables", "rtb-main", { routes });
    const code = "ENI_SOURCE_DEST_CHECK_RESTRICTION";
    assertStopped(reach(network, TO_INTERNET), code, "/networkInterfaces/1");
    const open = {
      ...network,
      networkInterfaces: network.networkInterfaces.map((each) =>
        isKnown(each) ? { ...each, sourceDestCheck: false } : each,
      ),
    };
    assert.equal(outcome(open, TO_INTERNET), "unknown");
  });
});

describe("reach: services", () => {
  const S3 = "com.amazonaws.eu-central-1.s3";
  const TO_S3: Question = { ...TO_INTERNET, to: { kind: "service", serviceName: S3 } };
  const isolated = changed("routeTables", "rtb-main", { routes: [] });
  const gateway = (more: object = {}) => ({
    vpcEndpoints: [
      {
        id: "vpce-s3",
        type: "gateway" as const,
        vpcId: "vpc-1",
        serviceName: S3,
        routeTableIds: ["rtb-main"],
        ...more,
      },
    ],
  });
  const SQS = "com.amazonaws.eu-central-1.sqs";
  const TO_SQS: Question = { ...TO_INTERNET, to: { kind: "service", serviceName: SQS } };
  const endpoint = (more: object = {}) => ({
    vpcEndpoints: [
      {
        id: "vpce-sqs",
        type: "interface" as const,
        vpcId: "vpc-1",
        serviceName: SQS,
        subnetIds: ["subnet-b"],
        securityGroupIds: ["sg-server"],
        privateDnsEnabled: true,
        ...more,
      },
    ],
  });

  it("reaches a service by a gateway endpoint even if nobody knows its prefix list", () => {
    assertStopped(reach(isolated, TO_S3), "NO_ROUTE_TO_DESTINATION", "/routeTables/0");
    assert.equal(outcome(enlarged(gateway(), isolated), TO_S3), "reachable");
    const elsewhere = enlarged(gateway({ routeTableIds: ["rtb-public"] }), isolated);
    assertStopped(reach(elsewhere, TO_S3), "NO_ROUTE_TO_DESTINATION", "/routeTables/0");
  });

  it("may reach a service by a gateway endpoint if nobody knows its route tables", () => {
    const somewhere = gateway({ routeTableIds: [new Unknown(["which tables"])] });
    assert.equal(outcome(enlarged(somewhere, isolated), TO_S3), "unknown");
  });

  it("does not take addresses inside the VPC for the service's, whose prefix list nobody knows", () => {
    assert.equal(outcome(enlarged(gateway(), isolated), TO_SERVER), "reachable");
  });

  it("takes TCP and echo requests to a gateway endpoint only, and does not call it internet", () => {
    const network = enlarged(gateway(), isolated);
    assert.equal(outcome(network, { ...TO_S3, protocol: "icmp" }), "reachable");
    const udp = reach(network, { ...TO_S3, protocol: "udp" });
    assertStopped(udp, "VPCE_GATEWAY_PROTOCOL_RESTRICTION", "/vpcEndpoints/0");
    const internet = reach(network, {
      ...TO_INTERNET,
      to: { kind: "internet" },
      quantifier: "any",
    });
    assertStopped(internet, "NO_ROUTE_TO_DESTINATION", "/routeTables/0");
  });

  it("needs rules for the service's addresses: without knowing them it knows only wide ones", () => {
    const network = enlarged(gateway({ prefixListId: "pl-s3" }), isolated);
    const withEgress = (peer: object): Network => ({
      ...network,
      securityGroups: network.securityGroups.map((each) =>
        isKnown(each) && each.id === "sg-client"
          ? { ...each, egress: [{ protocol: "all", peer } as (typeof ALL_OUT)[number]] }
          : each,
      ),
    });
    assert.equal(outcome(withEgress({ prefixList: "pl-s3" }), TO_S3), "reachable");
    assert.equal(outcome(withEgress({ cidr: "10.0.0.0/16" }), TO_S3), "unreachable");
    const narrow = reach(withEgress({ cidr: "52.0.0.0/8" }), TO_S3);
    assert.equal(narrow.outcome, "unknown");
    assert.deepEqual(narrow.blockedBy, [`public addresses of ${S3}`]);
  });

  it("reaches an interface endpoint from any subnet of the VPC, if its group lets it in", () => {
    const network = enlarged(endpoint(), isolated);
    const answer = reach(network, TO_SQS);
    assert.equal(answer.outcome, "reachable");
    assert.equal(answer.forward?.at(-1)?.id, "vpce-sqs");
    const closed = enlarged(endpoint({ securityGroupIds: ["sg-client"] }), isolated);
    assertStopped(reach(closed, TO_SQS), "SG_HAS_NO_RULES", "/securityGroups/0/ingress");
  });

  it("goes to the internet if private DNS does not act", () => {
    for (const network of [
      enlarged(endpoint({ privateDnsEnabled: false }), isolated),
      enlarged(endpoint({ state: "pending" }), isolated),
      enlarged(endpoint({ privateDnsOnlyForInboundResolverEndpoint: true }), isolated),
      { ...enlarged(endpoint(), isolated), vpcs: [{ id: "vpc-1", cidrBlocks: ["10.0.0.0/16"] }] },
    ]) {
      assertStopped(reach(network, TO_SQS), "NO_ROUTE_TO_DESTINATION", "/routeTables/0");
    }
  });

  it("does not resolve names without the resolver, nor guess what other name servers say", () => {
    const vpc = { id: "vpc-1", cidrBlocks: ["10.0.0.0/16"], enableDnsHostnames: true };
    const network = enlarged(endpoint(), isolated);
    const mute = { ...network, vpcs: [{ ...vpc, enableDnsSupport: false }] };
    assertStopped(reach(mute, TO_SQS), "NO_SOURCE_OR_DESTINATION", "/vpcs/0");
    const foreign = {
      ...network,
      vpcs: [{ ...vpc, dhcpOptionsId: "dopt-1" }],
      dhcpOptions: [{ id: "dopt-1", domainNameServers: ["10.0.0.53"] }],
    };
    assert.equal(outcome(foreign, TO_SQS), "unknown");
  });

  it("resolves names that a service or an endpoint has, wildcards too", () => {
    const services = [
      { name: SQS, dnsNames: ["sqs.eu-central-1.amazonaws.com", "*.queue.example"] },
    ];
    const network = enlarged({ ...endpoint(), services }, isolated);
    const named = (name: string) => outcome(network, { ...TO_SQS, to: { kind: "name", name } });
    assert.equal(named("SQS.eu-central-1.amazonaws.com."), "reachable");
    assert.equal(named("a.b.queue.example"), "reachable");
    assert.equal(named("queue.example"), "unknown");
  });
});

describe("reach: other VPCs", () => {
  const far = (region = "eu-central-1"): Partial<Network> => ({
    vpcs: [{ id: "vpc-2", region, cidrBlocks: ["10.1.0.0/16"] }],
    subnets: [
      { id: "subnet-far", vpcId: "vpc-2", availabilityZone: "a", cidrBlocks: ["10.1.0.0/24"] },
    ],
    networkAcls: [
      {
        id: "acl-far",
        vpcId: "vpc-2",
        isDefault: true,
        subnetIds: [],
        ingress: EVERYTHING,
        egress: EVERYTHING,
      },
    ],
    networkInterfaces: [
      {
        id: "eni-far",
        subnetId: "subnet-far",
        addresses: [{ address: "10.1.0.9" }],
        securityGroupIds: ["sg-server"],
      },
    ],
  });
  const TO_FAR: Question = { ...TO_SERVER, to: { kind: "interface", interfaceId: "eni-far" } };
  const joined = (
    kind: "peeringConnection" | "transitGateway",
    id: string,
    back = "10.0.0.0/16",
  ) => {
    const routes = [{ destination: "10.1.0.0/16", target: { kind, id } }];
    const table = {
      id: "rtb-far",
      vpcId: "vpc-2",
      isMain: true,
      subnetIds: [],
      routes: [{ destination: back, target: { kind, id } as const }],
    };
    return (region?: string) =>
      enlarged(
        { ...far(region), routeTables: [table] },
        changed("routeTables", "rtb-main", { routes }),
      );
  };
  const peered =
    (back?: string) =>
    (region?: string, state = "active") =>
      enlarged(
        {
          peeringConnections: [
            { id: "pcx-1", requesterVpcId: "vpc-1", accepterVpcId: "vpc-2", state },
          ],
        },
        joined("peeringConnection", "pcx-1", back)(region),
      );

  it("crosses a peering connection, with groups named on the other side", () => {
    assert.equal(outcome(peered()(), TO_FAR), "reachable");
    const code = "SG_REFERENCES_NOT_PRESERVED";
    assertStopped(reach(peered()("us-east-1"), TO_FAR), code, "/securityGroups/1/ingress");
    const pending = reach(peered()(undefined, "pending-acceptance"), TO_FAR);
    assertStopped(pending, "BAD_STATE", "/peeringConnections/0");
  });

  it("needs a route back", () => {
    const answer = reach(peered("10.9.0.0/16")(), TO_FAR);
    assertStopped(answer, "NO_ROUTE_TO_DESTINATION", "/routeTables/2", "return");
  });

  it("does not go through the other VPC", () => {
    const network = peered()();
    const asked: Question = { ...TO_SERVER, to: { kind: "address", address: "10.1.0.200" } };
    assertStopped(reach(network, asked), "NO_POSSIBLE_DESTINATION", "/subnets/3");
    const routes = [
      { destination: "0.0.0.0/0", target: { kind: "peeringConnection", id: "pcx-1" } },
    ];
    const table = network.routeTables.map((each) =>
      isKnown(each) && each.id === "rtb-main" ? { ...each, routes } : each,
    ) as Network["routeTables"];
    const out = reach({ ...network, routeTables: table }, TO_INTERNET);
    assertStopped(out, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", "/peeringConnections/0");
  });

  const transit = (attachment: object = {}, gateway: object = {}) =>
    enlarged(
      {
        transitGateways: [{ id: "tgw-1", securityGroupReferencingSupport: true, ...gateway }],
        transitGatewayAttachments: [
          ["tgw-attach-1", "vpc-1", "subnet-a"] as const,
          ["tgw-attach-2", "vpc-2", "subnet-far"] as const,
        ].map(([id, vpcId, subnetId]) => ({
          id,
          transitGatewayId: "tgw-1",
          vpcId,
          subnetIds: [subnetId],
          routeTableId: "tgw-rtb-1",
          securityGroupReferencingSupport: true,
          ...(id === "tgw-attach-1" ? attachment : {}),
        })),
        transitGatewayRouteTables: [
          {
            id: "tgw-rtb-1",
            transitGatewayId: "tgw-1",
            routes: [
              { destination: "10.0.0.0/16", attachmentId: "tgw-attach-1" },
              { destination: "10.1.0.0/16", attachmentId: "tgw-attach-2" },
            ],
          },
        ],
      },
      joined("transitGateway", "tgw-1")(),
    );

  it("crosses a transit gateway, and names groups behind it only where that is supported", () => {
    assert.equal(outcome(transit(), TO_FAR), "reachable");
    const without = reach(transit({}, { securityGroupReferencingSupport: false }), TO_FAR);
    assertStopped(without, "SG_REFERENCING_SUPPORT", "/securityGroups/1/ingress");
  });

  const TRANSIT_CASES: readonly [object, ExplanationCode, string][] = [
    [{ subnetIds: ["subnet-b"] }, "TGW_ROUTE_AZ_RESTRICTION", "/transitGatewayAttachments/0"],
    [
      { routeTableId: undefined },
      "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
      "/transitGatewayAttachments/0",
    ],
    [{ state: "deleted" }, "BAD_STATE_ATTACHMENT", "/transitGateways/0"],
  ];
  for (const [change, code, pointer] of TRANSIT_CASES) {
    it(`says ${code} of an attachment with ${JSON.stringify(change)}`, () => {
      assertStopped(reach(transit(change), TO_FAR), code, pointer);
    });
  }
});

describe("reach: what is not known", () => {
  it("names what blocks it, and only if it matters", () => {
    const hidden = { unknownTo: new Unknown(["sg-client#egress"]) };
    const egress = [hidden.unknownTo, ...ALL_OUT];
    assert.equal(
      outcome(changed("securityGroups", "sg-client", { egress }), TO_SERVER),
      "reachable",
    );
    const open = reach(
      changed("securityGroups", "sg-client", { egress: [hidden.unknownTo] }),
      TO_SERVER,
    );
    assert.equal(open.outcome, "unknown");
    assert.deepEqual(open.blockedBy, ["sg-client#egress"]);
  });

  it("takes a route that may be there for possible, not for there", () => {
    const why = new Unknown(["routes of rtb-main"]);
    const answer = reach(changed("routeTables", "rtb-main", { routes: [why] }), TO_INTERNET);
    assert.deepEqual([answer.outcome, answer.blockedBy], ["unknown", ["routes of rtb-main"]]);
  });

  it("does not mind what the address of a NAT gateway is, unless a rule is about it", () => {
    const network = changed("natGateways", "nat-1", { privateAddress: new Unknown(["nat-1#ip"]) });
    assert.equal(outcome(network, TO_INTERNET), "reachable");
    const picky = {
      ...network,
      networkAcls: network.networkAcls.map((each) =>
        isKnown(each)
          ? { ...each, egress: [...EVERYTHING, deny(1, { cidr: "10.0.0.5/32" })] }
          : each,
      ),
    } as Network;
    assert.equal(outcome(picky, TO_INTERNET), "reachable");
    const cruel = {
      ...network,
      networkAcls: network.networkAcls.map((each) =>
        isKnown(each)
          ? { ...each, ingress: [...EVERYTHING, deny(1, { cidr: "8.8.8.8/32" })] }
          : each,
      ),
    } as Network;
    assert.equal(outcome(cruel, TO_INTERNET), "unreachable");
  });

  it("does not know a table or an ACL that nobody told of", () => {
    for (const list of ["routeTables", "networkAcls"] as const) {
      assert.equal(outcome({ ...officeNetwork(), [list]: [] }, TO_SERVER), "unknown");
    }
  });
});
