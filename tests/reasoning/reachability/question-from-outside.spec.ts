import assert from "node:assert/strict";
import type { Answer, Network, Question } from "../../../reasoning/reachability";
import { reach, readInquiry } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { change, GUIDE, put, route } from "./documentation/guide";

const HTTPS = [{ first: 443, last: 443 }];
const web: Question["to"] = { kind: "interface", interfaceId: "eni-web" };

function come(to: Question["to"], more: Partial<Question> = {}): Question {
  return { from: { kind: "internet" }, to, ports: HTTPS, ...more };
}

function answer(question: Question, ...changes: readonly Change[]): Answer {
  return reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    question,
  );
}

const hops = (way: Answer["forward"]) => way?.map(({ id, pointer }) => `${id} ${pointer ?? ""}`);

describe("a question from the internet", () => {
  it("shows the way in by the public address, and the answer's way out", () => {
    const { outcome, witness, forward, return: back } = answer(come(web));
    assert.equal(outcome, "reachable");
    assert.deepEqual(witness, {
      family: "ipv4",
      source: "1.0.0.0",
      destination: "198.51.100.10",
      protocol: 6,
      sourcePort: 1024,
      destinationPort: 443,
    });
    assert.deepEqual(hops(forward)?.[0], "igw-1 /internetGateways/0");
    assert.deepEqual(forward?.at(-1)?.id, "eni-web");
    assert.deepEqual(hops(back)?.slice(-2), [
      "rtb-public /routeTables/0/routes/0",
      "igw-1 /internetGateways/0",
    ]);
  });

  it("leaves out the addresses of the internet that the network has itself", () => {
    const { outcome, failing } = answer(
      come(web),
      change("securityGroups", "sg-open", {
        ingress: [{ protocol: "all", peer: { cidr: "64.0.0.0/2" } }],
      }),
    );
    assert.equal(outcome, "unreachable");
    const sources = failing.map((each) => each.sources);
    assert.deepEqual(sources[0], ["1.0.0.0", "9.255.255.255"]);
    assert.ok(sources.every(([first]) => !first.startsWith("10.")));
    assert.ok(failing.every(({ destinations }) => destinations[0] === "198.51.100.10"));
  });

  it("asks for each address of an interface by itself", () => {
    const two = change("networkInterfaces", "eni-web", {
      addresses: [
        { address: "10.0.0.10" },
        { address: "10.0.0.11", publicAddress: "198.51.100.11" },
      ],
    });
    assert.equal(answer(come(web, { quantifier: "any" }), two).outcome, "reachable");
    const all = answer(come(web), two);
    assert.equal(all.outcome, "unreachable");
    assert.deepEqual(
      all.blockers.map(({ code, pointer, witness }) => [code, pointer, witness.destination]),
      [["IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", "/networkInterfaces/0", "10.0.0.10"]],
    );
  });

  it("finds all interfaces with public addresses of a block, and says which addresses are nobody's", () => {
    const block = come({ kind: "cidr", cidr: "198.51.100.8/30" });
    const { outcome, blockers, failing } = answer(block);
    assert.equal(outcome, "unreachable");
    assert.deepEqual(
      [...new Set(failing.map(({ destinations }) => destinations.join("-")))],
      ["198.51.100.8-198.51.100.9", "198.51.100.11-198.51.100.11"],
    );
    assert.equal(blockers[0]?.code, "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
    assert.equal(answer({ ...block, quantifier: "any" }).outcome, "reachable");
  });

  it("does not find the interface of a NAT gateway", () => {
    const own = put("networkInterfaces", {
      id: "eni-nat",
      subnetId: "subnet-public",
      addresses: [{ address: "10.0.0.5", publicAddress: "198.51.100.4" }],
      securityGroupIds: [],
    });
    for (const to of [
      { kind: "interface", interfaceId: "eni-nat" },
      { kind: "address", address: "198.51.100.4" },
    ] as const) {
      const { outcome, blockers } = answer(come(to), own);
      assert.equal(outcome, "unreachable");
      assert.equal(blockers[0]?.id, "nat-1");
    }
  });

  it("takes a place of a subnet for public only if it is said to be", () => {
    const to = {
      kind: "subnet",
      subnetId: "subnet-public",
      securityGroupIds: ["sg-open"],
    } as const;
    assert.equal(answer(come(to)).outcome, "unreachable");
    assert.equal(answer(come({ ...to, isPublic: true })).outcome, "reachable");
  });

  it("takes the IP version of the hosts, where nothing else tells it", () => {
    const from = { kind: "internet", addresses: ["2606:4700::/32"] } as const;
    const { outcome, witness } = answer(come(web, { from }));
    assert.deepEqual([outcome, witness?.family], ["reachable", "ipv6"]);
  });

  it("lets nothing in to IPv6 addresses that are not global", () => {
    const { outcome, blockers } = answer(
      come(web, { family: "ipv6" }),
      change("networkInterfaces", "eni-web", { addresses: [{ address: "fd00::10" }] }),
      change("vpcs", "vpc-1", { cidrBlocks: ["10.0.0.0/16", "fd00::/56"] }),
      change("subnets", "subnet-public", { cidrBlocks: ["10.0.0.0/24", "fd00::/64"] }),
    );
    assert.equal(outcome, "unreachable");
    assert.equal(blockers[0]?.code, "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS");
  });

  it("finds nothing in a VPC without an internet gateway", () => {
    const { outcome, blockers } = answer(come(web), put("internetGateways", { id: "igw-1" }));
    assert.equal(outcome, "unreachable");
    assert.deepEqual(
      blockers.map(({ code, pointer, path }) => [code, pointer, path]),
      [["NO_SOURCE_OR_DESTINATION", "/vpcs/0", "forward"]],
    );
  });

  it("brings answers to services behind a gateway endpoint nowhere, if it is asked for their addresses", () => {
    const endpoint = put("vpcEndpoints", {
      id: "vpce-1",
      type: "gateway",
      vpcId: "vpc-1",
      serviceName: "com.amazonaws.us-east-1.s3",
      prefixListId: "pl-1",
      routeTableIds: ["rtb-public"],
    });
    const list = put("prefixLists", { id: "pl-1", entries: ["52.216.0.0/15"] });
    assert.equal(answer(come(web), endpoint, list).outcome, "reachable");
    const from = { kind: "internet", addresses: ["52.216.0.0/16"] } as const;
    const { outcome, blockers } = answer(come(web, { from }), endpoint, list);
    assert.deepEqual([outcome, blockers[0]?.path], ["unreachable", "return"]);
  });

  describe("is not decided by what is not known", () => {
    const unknown = new Unknown(["somebody's choice"]);
    const cases: readonly [string, Question, readonly Change[], readonly string[]][] = [
      [
        "whether the interface has a public address",
        come(web),
        [
          change("networkInterfaces", "eni-web", {
            addresses: [{ address: "10.0.0.10", isPublic: unknown }],
          }),
        ],
        ["somebody's choice"],
      ],
      [
        "whose public address it is",
        come({ kind: "address", address: "198.51.100.77" }),
        [
          change("networkInterfaces", "eni-web", {
            addresses: [{ address: "10.0.0.10", isPublic: true }],
          }),
        ],
        ["public address of eni-web"],
      ],
      [
        "which VPC the internet gateway is attached to",
        come(web),
        [put("internetGateways", { id: "igw-1", vpcId: unknown })],
        ["somebody's choice"],
      ],
      [
        "whether the gateway has a route table of its own",
        come(web),
        [(network) => ({ ...network, routeTables: [...network.routeTables, unknown] })],
        ["somebody's choice"],
      ],
      [
        "which gateways a table that leads elsewhere routes for",
        come(web),
        [
          put("routeTables", {
            id: "rtb-edge",
            vpcId: "vpc-1",
            subnetIds: [],
            gatewayIds: [unknown],
            routes: [route("10.0.0.0/24", "eni-app")],
          }),
        ],
        ["somebody's choice"],
      ],
      [
        "whether a second address of the interface can be reached",
        come(web),
        [
          change("networkInterfaces", "eni-web", {
            addresses: [{ address: "10.0.0.10", publicAddress: "198.51.100.10" }, unknown],
          }),
        ],
        ["somebody's choice"],
      ],
      [
        "how far public access is blocked",
        come(web),
        [put("blockPublicAccess", { mode: unknown })],
        ["somebody's choice"],
      ],
    ];
    for (const [title, question, changes, blockedBy] of cases) {
      it(title, () => {
        const found = answer(question, ...changes);
        assert.deepEqual([found.outcome, found.blockedBy], ["unknown", blockedBy]);
      });
    }

    it("but surely not reached without a public address, whatever the gateway is", () => {
      const found = answer(
        come({ kind: "interface", interfaceId: "eni-db" }),
        put("internetGateways", { id: "igw-1", vpcId: unknown }),
      );
      assert.equal(found.outcome, "unreachable");
    });

    it("for names and services, which resolve inside a VPC", () => {
      const found = answer(come({ kind: "name", name: "example.com" }));
      assert.deepEqual(
        [found.outcome, found.blockedBy],
        ["unknown", ["what name is from outside"]],
      );
    });
  });

  it("finds one of many interfaces", () => {
    const many = Array.from({ length: 5_000 }, (_, at) => ({
      id: `eni-${at}`,
      subnetId: "subnet-wide",
      addresses: [
        {
          address: `10.${16 + (at >> 14)}.${(at >> 6) & 255}.${(at & 63) + 10}`,
          publicAddress: `52.${at >> 14}.${(at >> 6) & 255}.${at & 63}`,
        },
      ],
      securityGroupIds: ["sg-open"],
    }));
    const wide: Network = {
      ...GUIDE,
      vpcs: [{ id: "vpc-1", cidrBlocks: ["10.0.0.0/8"] }],
      subnets: [{ id: "subnet-wide", vpcId: "vpc-1", cidrBlocks: ["10.0.0.0/8"] }],
      networkInterfaces: many,
      routeTables: [
        {
          id: "rtb-1",
          vpcId: "vpc-1",
          isMain: true,
          subnetIds: [],
          routes: [route("0.0.0.0/0", "igw-1")],
        },
      ],
    };
    const found = reach(wide, come({ kind: "cidr", cidr: "52.0.0.0/8" }, { quantifier: "any" }));
    assert.equal(found.outcome, "reachable");
    assert.equal(found.witness?.destination, "52.0.0.0");
  });
});

describe("a question from behind a gateway", () => {
  const SITE = "192.168.0.0/16";
  const vpn = put("vpnGateways", { id: "vgw-1", vpcId: "vpc-1" });
  const back = change("routeTables", "rtb-main", { routes: [route(SITE, "vgw-1")] });
  const fromSite = (to: Question["to"], addresses = [SITE]): Question => ({
    from: { kind: "vpnGateway", gatewayId: "vgw-1", addresses },
    to,
    ports: HTTPS,
  });
  const app = { kind: "interface", interfaceId: "eni-app" } as const;

  it("ends where it came in", () => {
    const found = answer(fromSite(app), vpn, back);
    assert.equal(found.outcome, "reachable");
    assert.equal(found.forward?.[0]?.id, "vgw-1");
    assert.equal(found.return?.at(-1)?.id, "vgw-1");
  });

  it("is not answered by another gateway", () => {
    const other = change("routeTables", "rtb-main", { routes: [route(SITE, "vgw-2")] });
    const found = answer(
      fromSite(app),
      vpn,
      put("vpnGateways", { id: "vgw-2", vpcId: "vpc-1" }),
      other,
    );
    assert.deepEqual([found.outcome, found.blockedBy], ["unknown", ["what lies behind vgw-2"]]);
  });

  it("is only answered as far as routes lead back", () => {
    const half = change("routeTables", "rtb-main", { routes: [route("192.168.0.0/17", "vgw-1")] });
    const found = answer(fromSite(app), vpn, half);
    assert.equal(found.outcome, "unreachable");
    assert.deepEqual(
      found.failing.map(({ sources }) => sources),
      [["192.168.128.0", "192.168.255.255"]],
    );
  });

  it("finds no other VPC across a peering connection", () => {
    const to = { kind: "address", address: "10.1.0.10" } as const;
    const found = answer(fromSite(to), vpn, back);
    assert.deepEqual(
      [found.outcome, found.blockers[0]?.code],
      ["unreachable", "NO_POSSIBLE_DESTINATION"],
    );
  });

  it("is not decided if the gateway or the attachment is not told of", () => {
    assert.deepEqual(answer(fromSite(app)).blockedBy, ["vgw-1"]);
    const from = {
      kind: "transitGatewayAttachment",
      attachmentId: "tgw-attach-1",
      addresses: [SITE],
    } as const;
    assert.deepEqual(answer({ from, to: app }).blockedBy, ["tgw-attach-1"]);
  });
});

describe("reading a question from outside", () => {
  const read = (question: object) => readInquiry({ network: {}, questions: [question] });

  it("takes it as it is", () => {
    for (const from of [
      { kind: "internet" },
      { kind: "internet", addresses: ["8.8.8.0/24"] },
      { kind: "vpnGateway", gatewayId: "vgw-1", addresses: ["10.0.0.0/8"] },
      { kind: "transitGatewayAttachment", attachmentId: "tgw-attach-1", addresses: ["10.0.0.0/8"] },
    ]) {
      const reading = read({ from, to: { kind: "subnet", subnetId: "subnet-1", isPublic: true } });
      assert.ok(reading.kind === "inquiry");
      assert.deepEqual(reading.inquiry.questions[0]?.from, from);
    }
  });

  it("refuses what cannot be asked from there", () => {
    const reading = read({ from: { kind: "internet" }, to: { kind: "internet" } });
    assert.ok(reading.kind === "faults");
    assert.deepEqual(reading.faults, [
      {
        pointer: "/questions/0/to/kind",
        message:
          'is "internet", and packets start outside; one of address, cidr, interface, subnet is wanted',
      },
    ]);
  });

  it("wants the addresses behind a gateway", () => {
    const reading = read({
      from: { kind: "vpnGateway", gatewayId: "vgw-1" },
      to: { kind: "address", address: "10.0.0.1" },
    });
    assert.ok(reading.kind === "faults");
    assert.deepEqual(reading.faults, [
      { pointer: "/questions/0/from/addresses", message: "is missing" },
    ]);
  });
});
