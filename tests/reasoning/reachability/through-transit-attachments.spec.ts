import assert from "node:assert/strict";
import type { Question, TransitGatewayRoute } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import { attach, ATTACHED, attachment, inside, main, THIRD, TO_1, TO_2 } from "./attached";
import type { Change } from "./documentation/guide";
import { ask, change, drop, OPEN_RULES, put, route } from "./documentation/guide";
import { changeOrLeaveOut } from "./left-out";
import { answered, passed, told } from "./told";

const WHY = new Unknown(["somebody's choice"]);
const OTHER = new Unknown(["somebody else's choice"]);
const zone = (name: "app" | "db", availabilityZone: string | Unknown | undefined): Change =>
  changeOrLeaveOut("subnets", `subnet-${name}`, { availabilityZone });

/** States of an attachment of which no page says whether it carries packets. */
const CHANGING = ["modifying", "rollingBack", "rolling-back", "Rolling back"];

type Row = readonly [string, Question, readonly Change[], readonly string[]];

function holds(rows: readonly Row[]): void {
  for (const [title, question, changes, expected] of rows) {
    it(title, () => {
      assert.deepEqual(told(question, [...ATTACHED, ...changes]), expected);
    });
  }
}

describe("the way into a transit gateway", () => {
  const FROM_APP = ask("app", "2");
  const FROM_DB = ask("db", "2");
  const detached =
    "BAD_STATE_ATTACHMENT forward: transitGateway tgw-1 at /transitGateways/0: tgw-1 is not attached to the VPC of subnet-app";
  holds([
    ["is an attachment", FROM_APP, [], ["reachable"]],
    [
      "is not there without one",
      FROM_APP,
      [drop("transitGatewayAttachments", "tgw-attach-1")],
      ["unreachable", detached],
    ],
    [
      "is no attachment to another gateway",
      FROM_APP,
      [attach(1, { transitGatewayId: "tgw-9" })],
      ["unreachable", detached],
    ],
    ["may be any attachment", FROM_APP, [attach(1, { vpcId: WHY })], ["unknown", ...WHY.blockedBy]],
    [
      "may be an attachment to any gateway",
      FROM_APP,
      [attach(1, { transitGatewayId: WHY })],
      ["unknown", ...WHY.blockedBy],
    ],
    ["may be ready or not", FROM_APP, [attach(1, { state: WHY })], ["unknown", ...WHY.blockedBy]],
    [
      "is an attachment that is Available",
      FROM_APP,
      [attach(1, { state: "Available" })],
      ["reachable"],
    ],
    ...["pending", "deleting", "deleted", "failed", "rejected"].map(
      (state) =>
        [
          `is no attachment that is ${state}`,
          FROM_APP,
          [attach(1, { state })],
          ["unreachable", detached],
        ] as const,
    ),
    ...CHANGING.map(
      (state) =>
        [
          `may be an attachment that is ${state}`,
          FROM_APP,
          [attach(1, { state })],
          ["unknown", `whether tgw-attach-1 carries packets while it is ${state}`],
        ] as const,
    ),
    [
      "is no attachment to another gateway, whatever its state is",
      FROM_APP,
      [attach(1, { transitGatewayId: "tgw-9", state: WHY })],
      ["unreachable", detached],
    ],
    [
      "is the attachment that is there, whatever others may be",
      FROM_APP,
      [put("transitGatewayAttachments", { ...attachment(1), id: "tgw-attach-3", vpcId: WHY })],
      ["reachable"],
    ],
    [
      "may be an attachment that is not told of",
      FROM_APP,
      [
        drop("transitGatewayAttachments", "tgw-attach-1"),
        (network) => ({
          ...network,
          transitGatewayAttachments: [...network.transitGatewayAttachments, WHY],
        }),
      ],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "is in the zone of the subnet",
      FROM_DB,
      [],
      [
        "unreachable",
        "TGW_ROUTE_AZ_RESTRICTION forward: transitGatewayAttachment tgw-attach-1 at /transitGatewayAttachments/0: tgw-attach-1 has no subnet in the Availability Zone of subnet-db",
      ],
    ],
    [
      "is in the subnet itself, whatever its zone",
      FROM_APP,
      [zone("app", undefined)],
      ["reachable"],
    ],
    [
      "is in a subnet that is told of",
      FROM_APP,
      [attach(1, { subnetIds: ["subnet-gone"] })],
      ["unknown", "subnet-gone"],
    ],
    [
      "is in one of several subnets, even if another is not told of",
      FROM_APP,
      [attach(1, { subnetIds: ["subnet-gone", "subnet-app"] }), inside(TO_1)],
      [
        "unreachable",
        "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT forward: transitGatewayRouteTable tgw-rtb-1 at /transitGatewayRouteTables/0: tgw-rtb-1 has no route for the address",
      ],
    ],
    [
      "may be in more subnets than are told",
      FROM_DB,
      [attach(1, { subnetIds: ["subnet-app", WHY] })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "needs the zone of the subnet",
      FROM_DB,
      [zone("db", undefined)],
      ["unknown", "subnet-db#availabilityZone"],
    ],
    [
      "needs the zone of the attachment's subnet",
      FROM_DB,
      [zone("app", undefined)],
      ["unknown", "subnet-app#availabilityZone"],
    ],
    [
      "is not found by comparing zones that nobody tells",
      FROM_DB,
      [zone("db", undefined), zone("app", undefined)],
      ["unknown", "subnet-db#availabilityZone"],
    ],
    ["may be in the subnet's zone", FROM_DB, [zone("db", WHY)], ["unknown", ...WHY.blockedBy]],
    [
      "may be in the zone of the attachment's subnet",
      FROM_DB,
      [zone("app", OTHER)],
      ["unknown", ...OTHER.blockedBy],
    ],
    [
      "is not found by comparing zones that nobody knows",
      FROM_DB,
      [zone("db", WHY), zone("app", WHY)],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "needs an association with a route table",
      FROM_APP,
      [attach(1, { routeTableId: undefined })],
      [
        "unreachable",
        "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION forward: transitGatewayAttachment tgw-attach-1 at /transitGatewayAttachments/1: tgw-attach-1 is not associated with a route table of tgw-1",
      ],
    ],
    [
      "may be associated with any table",
      FROM_APP,
      [attach(1, { routeTableId: WHY })],
      ["unknown", ...WHY.blockedBy],
    ],
  ]);
});

describe("the way out of a transit gateway", () => {
  const TO_NEIGHBOUR = ask("app", "2");
  holds([
    [
      "is an attachment that is ready",
      TO_NEIGHBOUR,
      [attach(2, { state: "pendingAcceptance" })],
      [
        "unreachable",
        "BAD_STATE_ATTACHMENT forward: transitGatewayAttachment tgw-attach-2 at /transitGatewayAttachments/1: tgw-attach-2 is pendingAcceptance",
      ],
    ],
    ...CHANGING.map(
      (state) =>
        [
          `may be an attachment that is ${state}`,
          TO_NEIGHBOUR,
          [attach(2, { state })],
          ["unknown", `whether tgw-attach-2 carries packets while it is ${state}`],
        ] as const,
    ),
    [
      "may be ready or not",
      TO_NEIGHBOUR,
      [attach(2, { state: WHY })],
      ["unknown", ...WHY.blockedBy],
    ],
    [
      "is an attachment that is told of",
      TO_NEIGHBOUR,
      [drop("transitGatewayAttachments", "tgw-attach-2")],
      ["unknown", "tgw-attach-2"],
    ],
    [
      "is in some subnet",
      TO_NEIGHBOUR,
      [attach(2, { subnetIds: undefined })],
      ["unknown", "the subnets of tgw-attach-2"],
    ],
    [
      "is in a subnet that is told of",
      TO_NEIGHBOUR,
      [attach(2, { subnetIds: ["subnet-gone"] })],
      ["unknown", "subnet-gone"],
    ],
    [
      "to what is no VPC is not followed",
      TO_NEIGHBOUR,
      [attach(2, { vpcId: undefined, subnetIds: undefined })],
      ["unknown", "what lies behind tgw-attach-2"],
    ],
    [
      "does not lead into it again",
      ask("app", "10.2.0.1"),
      [
        main(route("10.2.0.0/16", "tgw-1")),
        inside({ destination: "10.2.0.0/16", attachmentId: "tgw-attach-2" }),
        change("routeTables", "rtb-2", { routes: [route("10.2.0.0/16", "tgw-1")] }),
      ],
      [
        "unreachable",
        "CANNOT_ROUTE forward: transitGateway tgw-1 at /transitGateways/0: packets that come out of tgw-1 are sent into it again",
      ],
    ],
  ]);

  const HUB = "whether tgw-1 takes packets back from tgw-attach-2";
  const vpc3: readonly Change[] = [
    ...THIRD,
    put("routeTables", {
      id: "rtb-3",
      vpcId: "vpc-3",
      isMain: true,
      subnetIds: [],
      routes: [route("10.0.0.0/16", "tgw-1")],
    }),
    put("transitGatewayAttachments", {
      ...attachment(1),
      id: "tgw-attach-3",
      vpcId: "vpc-3",
      subnetIds: ["subnet-3"],
      routeTableId: "tgw-rtb-hub",
    }),
  ];
  const hubTable = (...routes: readonly TransitGatewayRoute[]): Change =>
    put("transitGatewayRouteTables", { id: "tgw-rtb-hub", transitGatewayId: "tgw-1", routes });
  /** Packets for the third VPC go by the second one, which sends them back. */
  const BY_HUB: readonly Change[] = [
    ...vpc3,
    attach(2, { routeTableId: "tgw-rtb-hub" }),
    main(route("10.2.0.0/16", "tgw-1")),
    inside({ destination: "10.2.0.0/16", attachmentId: "tgw-attach-2" }),
    hubTable(TO_1, { destination: "10.2.0.0/16", attachmentId: "tgw-attach-3" }),
    change("routeTables", "rtb-2", { routes: [route("10.2.0.0/16", "tgw-1")] }),
  ];
  holds([
    ["may lead into it again, by another attachment", ask("app", "3"), BY_HUB, ["unknown", HUB]],
    [
      "does not matter where the gateway has no route back",
      ask("app", "3"),
      [...BY_HUB, hubTable(TO_1)],
      [
        "unreachable",
        "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT forward: transitGatewayRouteTable tgw-rtb-hub at /transitGatewayRouteTables/1: tgw-rtb-hub has no route for the address",
      ],
    ],
    [
      "is followed into it twice, and then no more",
      ask("app", "3"),
      [
        ...BY_HUB,
        hubTable(TO_1, { destination: "10.2.0.0/16", attachmentId: "tgw-attach-4" }),
        put("vpcs", { id: "vpc-4", cidrBlocks: ["10.3.0.0/16"] }),
        put("subnets", {
          id: "subnet-4",
          vpcId: "vpc-4",
          availabilityZone: "us-east-1a",
          cidrBlocks: ["10.3.0.0/24"],
        }),
        put("networkAcls", {
          id: "acl-4",
          vpcId: "vpc-4",
          isDefault: true,
          subnetIds: [],
          ingress: OPEN_RULES,
          egress: OPEN_RULES,
        }),
        put("routeTables", {
          id: "rtb-4",
          vpcId: "vpc-4",
          isMain: true,
          subnetIds: [],
          routes: [route("10.2.0.0/16", "tgw-1")],
        }),
        put("transitGatewayAttachments", {
          ...attachment(1),
          id: "tgw-attach-4",
          vpcId: "vpc-4",
          subnetIds: ["subnet-4"],
        }),
      ],
      ["unknown", HUB, "whether tgw-1 takes packets back from tgw-attach-4"],
    ],
  ]);

  it("is shown with attachments, the gateway and its table", () => {
    const found = answered(TO_NEIGHBOUR, ATTACHED);
    const [one, gateway, table, two] = [
      "transitGatewayAttachment tgw-attach-1 /transitGatewayAttachments/0",
      "transitGateway tgw-1 /transitGateways/0",
      "transitGatewayRouteTable tgw-rtb-1 /transitGatewayRouteTables/0/routes",
      "transitGatewayAttachment tgw-attach-2 /transitGatewayAttachments/1",
    ];
    const transit = (way: typeof found.forward) =>
      passed(way).filter((each) => each.startsWith("transitGateway"));
    assert.deepEqual(transit(found.forward), [one, gateway, `${table}/1`, two]);
    assert.deepEqual(transit(found.return), [two, gateway, `${table}/0`, one]);
  });
});

describe("a customer's network behind a transit gateway", () => {
  const SITE = "192.168.0.0/16";
  const toSite = { destination: SITE, attachmentId: "tgw-attach-vpn" };
  const vpn = { id: "tgw-attach-vpn", transitGatewayId: "tgw-1", routeTableId: "tgw-rtb-1" };
  const joined: readonly Change[] = [
    ...ATTACHED,
    put("transitGatewayAttachments", vpn, { ...vpn, id: "tgw-attach-other" }),
    main(route(SITE, "tgw-1")),
  ];
  const from = {
    kind: "transitGatewayAttachment",
    attachmentId: "tgw-attach-vpn",
    addresses: [SITE],
  } as const;
  const question: Question = { ...ask("2", "app"), from };

  it("gets answers by its own attachment", () => {
    const found = answered(question, [...joined, inside(TO_1, TO_2, toSite)]);
    assert.equal(found.outcome, "reachable");
    assert.equal(
      passed(found.return).at(-1),
      "transitGatewayAttachment tgw-attach-vpn /transitGatewayAttachments/2",
    );
  });

  it("may get answers by another attachment, or not", () => {
    const astray = inside(TO_1, TO_2, { ...toSite, attachmentId: "tgw-attach-other" });
    assert.deepEqual(told(question, [...joined, astray]), [
      "unknown",
      "what lies behind tgw-attach-other",
    ]);
  });
});

describe("security groups behind a transit gateway", () => {
  const admitting: readonly Change[] = [
    ...ATTACHED,
    change("securityGroups", "sg-2", {
      ingress: [{ protocol: "tcp", peer: { securityGroup: "sg-open" } }],
    }),
  ];
  type Support = boolean | Unknown | undefined;
  const supporting = (gateway: Support, one: Support, two: Support): readonly Change[] => [
    changeOrLeaveOut("transitGateways", "tgw-1", { securityGroupReferencingSupport: gateway }),
    attach(1, { securityGroupReferencingSupport: one }),
    attach(2, { securityGroupReferencingSupport: two }),
  ];
  const lostAt = (id: string): readonly string[] => [
    "unreachable",
    `SG_REFERENCING_SUPPORT forward: securityGroups sg-2 at /securityGroups/1/ingress: a rule of sg-2 names a security group, and ${id} does not tell which groups packets come from`,
  ];
  const rows: readonly (readonly [Support, Support, Support, readonly string[]])[] = [
    [true, true, true, ["reachable"]],
    [undefined, true, true, lostAt("tgw-1")],
    [false, true, true, lostAt("tgw-1")],
    [true, false, true, lostAt("tgw-attach-1")],
    [true, true, false, lostAt("tgw-attach-2")],
    [WHY, false, true, lostAt("tgw-attach-1")],
    [WHY, true, true, ["unknown", ...WHY.blockedBy]],
    [true, WHY, true, ["unknown", ...WHY.blockedBy]],
    [true, true, WHY, ["unknown", ...WHY.blockedBy]],
    [true, undefined, true, ["unknown", "tgw-attach-1#securityGroupReferencingSupport"]],
    [true, true, undefined, ["unknown", "tgw-attach-2#securityGroupReferencingSupport"]],
  ];
  for (const [gateway, one, two, expected] of rows) {
    it(`are ${expected[0] ?? ""} with support ${String(gateway)}, ${String(one)} and ${String(two)}`, () => {
      const changes = [...admitting, ...supporting(gateway, one, two)];
      assert.deepEqual(told(ask("app", "2"), changes), expected);
    });
  }
});
