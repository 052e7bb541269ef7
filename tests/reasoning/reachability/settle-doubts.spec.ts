import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import {
  ask,
  change,
  GUIDE,
  NEIGHBOUR,
  OPEN_RULES,
  put,
  route,
  tcpRule,
} from "./documentation/guide";

const unknown = new Unknown(["somebody's choice"]);

function answer(question: Question, ...changes: readonly Change[]) {
  const { outcome, blockers, blockedBy } = reach(
    changes.reduce<Network>((network, each) => each(network), GUIDE),
    question,
  );
  const [first] = blockers;
  return { outcome, stop: first && `${first.path} ${first.code} ${first.pointer}`, blockedBy };
}

const acl = (id: string, subnet: string, more: object): Change =>
  put("networkAcls", {
    id,
    vpcId: "vpc-1",
    subnetIds: [subnet],
    ingress: OPEN_RULES,
    egress: OPEN_RULES,
    ...more,
  });
/** The last ACL of the list, after the default one. */
const NO_ANSWERS = acl("acl-db", "subnet-db", { egress: [tcpRule(100, 0, 1023)] });

describe("what may arrive, and surely is not answered", () => {
  const cases: readonly [string, Question, readonly Change[], string][] = [
    [
      "does not arrive behind a security group that nobody knows",
      ask("app", "db"),
      [change("securityGroups", "sg-open", { ingress: [unknown] }), NO_ANSWERS],
      "return SUBNET_ACL_RESTRICTION /networkAcls/1/egress",
    ],
    [
      "does not arrive behind a network ACL with a rule that nobody knows",
      ask("app", "db"),
      [acl("acl-db", "subnet-db", { ingress: [unknown], egress: [tcpRule(100, 0, 1023)] })],
      "return SUBNET_ACL_RESTRICTION /networkAcls/1/egress",
    ],
    [
      "does not arrive behind a network ACL that nobody knows, where no route leads back",
      ask("app", "2"),
      [
        ...NEIGHBOUR,
        put("peeringConnections", {
          id: "pcx-1",
          requesterVpcId: "vpc-1",
          accepterVpcId: "vpc-2",
        }),
        change("routeTables", "rtb-main", { routes: [route("10.1.0.0/16", "pcx-1")] }),
        change("networkAcls", "acl-2", { ingress: [unknown] }),
      ],
      "return NO_ROUTE_TO_DESTINATION /routeTables/2",
    ],
    [
      "does not come back from NAT, wherever the NAT gateway sends it",
      ask("app", "203.0.113.9"),
      [
        change("routeTables", "rtb-public", { routes: [route("0.0.0.0/0", "vgw-9")] }),
        acl("acl-app", "subnet-app", { ingress: [tcpRule(100, 0, 1023)] }),
      ],
      "return SUBNET_ACL_RESTRICTION /networkAcls/1/ingress",
    ],
    [
      "does not come back from NAT, whoever may have a public address",
      ask("app", "203.0.113.9"),
      [
        change("natGateways", "nat-1", { publicAddresses: [], isPublic: unknown }),
        acl("acl-app", "subnet-app", { ingress: [tcpRule(100, 0, 1023)] }),
      ],
      "return SUBNET_ACL_RESTRICTION /networkAcls/1/ingress",
    ],
    [
      "does not get as far as a gateway behind which nobody knows the way",
      ask("2", "app"),
      [
        ...NEIGHBOUR,
        put("peeringConnections", {
          id: "pcx-1",
          requesterVpcId: "vpc-1",
          accepterVpcId: "vpc-2",
        }),
        put("vpnGateways", { id: "vgw-1", vpcId: "vpc-1" }),
        change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "pcx-1")] }),
        change("routeTables", "rtb-main", { routes: [route("10.1.0.0/16", "vgw-1")] }),
        acl("acl-app", "subnet-app", { egress: [tcpRule(100, 0, 1023)] }),
      ],
      "return SUBNET_ACL_RESTRICTION /networkAcls/2/egress",
    ],
  ];
  for (const [title, question, changes, stop] of cases) {
    it(title, () => {
      assert.deepEqual(answer(question, ...changes), {
        outcome: "unreachable",
        stop,
        blockedBy: [],
      });
    });
  }

  it("is open, where only some packets would not be answered", () => {
    const half = acl("acl-db", "subnet-db", { egress: [tcpRule(100, 1024, 40000)] });
    const open = change("securityGroups", "sg-open", { ingress: [unknown] });
    const any = ask("app", "db", 443, { quantifier: "any" });
    assert.deepEqual(answer(any, open, half), {
      outcome: "unknown",
      stop: undefined,
      blockedBy: ["somebody's choice"],
    });
    assert.equal(answer(ask("app", "db"), open, half).outcome, "unreachable");
  });

  it("is open, where nobody knows either whether it arrives or whether it is answered", () => {
    const blank = acl("acl-db", "subnet-db", { egress: [new Unknown(["another's choice"])] });
    const open = change("securityGroups", "sg-open", { ingress: [unknown] });
    assert.deepEqual(answer(ask("app", "db"), open, blank), {
      outcome: "unknown",
      stop: undefined,
      blockedBy: ["another's choice", "somebody's choice"],
    });
  });

  it("is stopped by NAT on the way back, however the way goes on behind it", () => {
    const back: readonly Change[] = [
      ...NEIGHBOUR,
      put("transitGateways", { id: "tgw-1" }),
      put(
        "transitGatewayAttachments",
        ...[1, 2].map((number) => ({
          id: `tgw-attach-${number}`,
          transitGatewayId: "tgw-1",
          vpcId: `vpc-${number}`,
          subnetIds: [number === 1 ? "subnet-app" : "subnet-2"],
          routeTableId: "tgw-rtb-1",
        })),
      ),
      put("transitGatewayRouteTables", {
        id: "tgw-rtb-1",
        transitGatewayId: "tgw-1",
        routes: [{ destination: "10.0.0.0/16", attachmentId: "tgw-attach-1" }],
      }),
      change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "tgw-1")] }),
      change("routeTables", "rtb-main", { routes: [route("10.1.0.0/16", "nat-1")] }),
      change("routeTables", "rtb-public", { routes: [route("10.1.0.0/16", "vgw-9")] }),
    ];
    assert.deepEqual(answer(ask("2", "app"), ...back), {
      outcome: "unreachable",
      stop: "return NGW_SOURCE_ADDRESS_REASSIGN /networkInterfaces/4",
      blockedBy: [],
    });
  });
});
