import assert from "node:assert/strict";
import type { Answer, Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import { ATTACHED, inside, main, TO_2 } from "./attached";
import type { Change } from "./documentation/guide";
import { ask, change, GUIDE, NEIGHBOUR, put, route, tcpRule } from "./documentation/guide";

const TO_NEIGHBOUR = ask("app", "2");

function answer(question: Question, ...changes: readonly Change[]): Answer {
  return reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    question,
  );
}

const shown = (way: Answer["forward"]) =>
  way?.map(({ component, direction, pointer }) =>
    [component, direction, pointer].filter((each) => each !== undefined).join(" "),
  );
const rules = (egress: readonly ReturnType<typeof tcpRule>[]): Change =>
  change("networkAcls", "acl-default", {
    ingress: [tcpRule(90, 22), tcpRule(100, 443), tcpRule(110, 1024, 65535)],
    egress,
  });

describe("the way of a packet", () => {
  it("names the very rules and routes that let it through", () => {
    const found = answer(
      ask("app", "db"),
      rules([tcpRule(200, 1024, 65535), tcpRule(100, 443)]),
      change("securityGroups", "sg-open", {
        ingress: [
          { protocol: "udp", peer: { cidr: "0.0.0.0/0" } },
          { protocol: "tcp", peer: { cidr: "10.0.0.0/24" } },
          { protocol: "tcp", peer: { securityGroup: "sg-open" } },
        ],
      }),
    );
    assert.deepEqual(shown(found.forward), [
      "networkInterface /networkInterfaces/1",
      "securityGroups egress /securityGroups/0/egress/0",
      "networkAcl egress /networkAcls/0/egress/1",
      "routeTable /vpcs/0/cidrBlocks/0",
      "networkAcl ingress /networkAcls/0/ingress/1",
      "securityGroups ingress /securityGroups/0/ingress/2",
      "networkInterface /networkInterfaces/3",
    ]);
    assert.deepEqual(shown(found.return), [
      "networkAcl egress /networkAcls/0/egress/0",
      "routeTable /vpcs/0/cidrBlocks/0",
      "networkAcl ingress /networkAcls/0/ingress/2",
    ]);
  });

  it("names the rules that let answers to a NAT gateway's own address and port through", () => {
    const found = answer(
      ask("app", "203.0.113.9"),
      rules([tcpRule(100, 443), tcpRule(200, 1024, 65535)]),
    );
    assert.deepEqual(
      shown(found.return)?.filter((each) => !each.startsWith("internetGateway")),
      [
        "networkAcl ingress /networkAcls/0/ingress/2",
        "natGateway /natGateways/0",
        "networkAcl egress /networkAcls/0/egress/1",
        "routeTable /vpcs/0/cidrBlocks/0",
        "networkAcl ingress /networkAcls/0/ingress/2",
      ],
    );
  });

  it("names the rules that let the internet in", () => {
    const found = answer(
      {
        ...ask("web", "db"),
        from: { kind: "internet" },
        to: { kind: "interface", interfaceId: "eni-web" },
      },
      rules([tcpRule(100, 1024, 65535)]),
    );
    assert.deepEqual(shown(found.forward), [
      "internetGateway /internetGateways/0",
      "networkAcl ingress /networkAcls/0/ingress/1",
      "securityGroups ingress /securityGroups/0/ingress/0",
      "networkInterface /networkInterfaces/0",
    ]);
    assert.deepEqual(shown(found.return), [
      "networkAcl egress /networkAcls/0/egress/0",
      "routeTable /routeTables/0/routes/0",
      "internetGateway /internetGateways/0",
    ]);
  });

  it("names the routes of transit gateways", () => {
    const attachment = (number: number, subnet: string) => ({
      id: `tgw-attach-${number}`,
      transitGatewayId: "tgw-1",
      vpcId: `vpc-${number}`,
      subnetIds: [subnet],
      routeTableId: "tgw-rtb-1",
    });
    const found = answer(
      ask("app", "2"),
      ...NEIGHBOUR,
      put("transitGateways", { id: "tgw-1" }),
      put("transitGatewayAttachments", attachment(1, "subnet-app"), attachment(2, "subnet-2")),
      put("transitGatewayRouteTables", {
        id: "tgw-rtb-1",
        transitGatewayId: "tgw-1",
        routes: [
          { destination: "10.1.0.0/16", attachmentId: "tgw-attach-1" },
          { destination: "10.1.0.0/20", attachmentId: "tgw-attach-2" },
          { destination: "10.0.0.0/16", attachmentId: "tgw-attach-1" },
        ],
      }),
      change("routeTables", "rtb-main", { routes: [route("10.1.0.0/16", "tgw-1")] }),
      change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "tgw-1")] }),
    );
    const tables = (way: Answer["forward"]) =>
      shown(way)?.filter((each) => each.startsWith("transitGatewayRouteTable"));
    assert.deepEqual(tables(found.forward), [
      "transitGatewayRouteTable /transitGatewayRouteTables/0/routes/1",
    ]);
    assert.deepEqual(tables(found.return), [
      "transitGatewayRouteTable /transitGatewayRouteTables/0/routes/2",
    ]);
  });

  it("names the routes that answers to a NAT gateway take, and not the sender's", () => {
    const found = answer(
      TO_NEIGHBOUR,
      ...ATTACHED,
      change("natGateways", "nat-1", { connectivity: "private", publicAddresses: [] }),
      main(route("10.1.0.0/16", "nat-1")),
      change("routeTables", "rtb-public", { routes: [route("10.1.0.0/16", "tgw-1")] }),
      inside(
        { destination: "10.0.1.0/24", attachmentId: "tgw-attach-1" },
        { destination: "10.0.0.0/24", attachmentId: "tgw-attach-1" },
        TO_2,
      ),
    );
    assert.equal(found.outcome, "reachable");
    assert.deepEqual(
      shown(found.return)?.filter((each) => each.startsWith("transitGatewayRouteTable")),
      ["transitGatewayRouteTable /transitGatewayRouteTables/0/routes/1"],
    );
  });

  it("names the very interface, of several that filters treat alike", () => {
    const both: Question = { ...ask("db", "app"), to: { kind: "cidr", cidr: "10.0.1.10/31" } };
    const last = ({ forward }: Answer) => forward?.at(-1);
    const app = { component: "networkInterface", id: "eni-app", pointer: "/networkInterfaces/1" };
    const app2 = {
      component: "networkInterface",
      id: "eni-app-2",
      pointer: "/networkInterfaces/2",
    };
    const deny = change("networkAcls", "acl-default", {
      ingress: [tcpRule(90, 0, 65535, "10.0.1.10/32"), tcpRule(100, 0, 65535)],
      egress: [tcpRule(90, 443, 443, "10.0.1.10/32", "deny"), tcpRule(100, 0, 65535)],
    });
    assert.deepEqual(last(answer(both)), app);
    assert.deepEqual(last(answer(ask("db", "10.0.1.11"))), app2);
    assert.deepEqual(last(answer({ ...both, quantifier: "any" }, deny)), app2);
  });

  it("names a rule only where it surely decides", () => {
    const unknown = new Unknown(["somebody's choice"]);
    const found = answer(
      ask("app", "db"),
      change("networkAcls", "acl-default", {
        ingress: [
          { ruleNumber: 90, action: "allow", protocol: unknown, cidr: "0.0.0.0/0" },
          tcpRule(100, 0, 65535),
        ],
      }),
    );
    assert.equal(found.outcome, "reachable");
    assert.equal(shown(found.forward)?.[4], "networkAcl ingress /networkAcls/0");
  });
});

describe("what stops packets", () => {
  it("is each route of a transit gateway by itself that drops them", () => {
    const found = answer(
      { ...TO_NEIGHBOUR, to: { kind: "cidr", cidr: "10.1.0.0/16" } },
      ...ATTACHED,
      inside(
        { destination: "10.1.0.0/17", state: "blackhole" },
        { destination: "10.1.128.0/17", state: "blackhole" },
      ),
    );
    assert.deepEqual(
      found.blockers.map(({ code, pointer, witness }) => [code, pointer, witness.destination]),
      [
        ["TGW_RTB_BAD_STATE_ROUTE", "/transitGatewayRouteTables/0/routes/0", "10.1.0.0"],
        ["TGW_RTB_BAD_STATE_ROUTE", "/transitGatewayRouteTables/0/routes/1", "10.1.128.0"],
      ],
    );
  });

  it("may be an entry of a prefix list that nobody knows, which is told", () => {
    const { outcome, blockedBy } = answer(
      ask("app", "203.0.113.9"),
      put("prefixLists", { id: "pl-1", entries: [new Unknown(["the entry"])] }),
      main(route("0.0.0.0/0", "nat-1"), route("pl-1", "nat-9", { state: "blackhole" })),
    );
    assert.deepEqual([outcome, blockedBy], ["unknown", ["the entry"]]);
  });

  it("is each route by itself that leads to something that is gone", () => {
    const found = answer(
      { ...ask("web", "8.8.8.8"), to: { kind: "cidr", cidr: "8.8.8.0/23" } },
      change("routeTables", "rtb-public", {
        routes: [
          route("8.8.8.0/24", "nat-9", { state: "blackhole" }),
          route("8.8.9.0/24", "nat-9", { state: "blackhole" }),
        ],
      }),
    );
    assert.deepEqual(
      found.blockers.map(({ code, pointer, witness }) => [code, pointer, witness.destination]),
      [
        ["BAD_STATE_ROUTE", "/routeTables/0/routes/0", "8.8.8.0"],
        ["BAD_STATE_ROUTE", "/routeTables/0/routes/1", "8.8.9.0"],
      ],
    );
  });
});
