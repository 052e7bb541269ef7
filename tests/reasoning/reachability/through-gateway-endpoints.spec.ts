import assert from "node:assert/strict";
import { Unknown } from "../../../reasoning/known";
import type { VpcEndpoint } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { ask, change, NEIGHBOUR, put, route } from "./documentation/guide";
import { answerOf, hopsOf, itAnswers } from "./guide-answers";

const WHY = new Unknown(["somebody's choice"]);
const VPCE = "vpcEndpoint vpce-1 /vpcEndpoints/0";

const endpoint = (more: Partial<VpcEndpoint> = {}): Change =>
  put("vpcEndpoints", {
    id: "vpce-1",
    type: "gateway",
    vpcId: "vpc-1",
    serviceName: "com.amazonaws.us-east-1.s3",
    prefixListId: "pl-1",
    ...more,
  });
const SERVED: readonly Change[] = [
  put("prefixLists", { id: "pl-1", entries: ["52.216.0.0/15"] }),
  endpoint(),
  change("routeTables", "rtb-main", { routes: [route("pl-1", "vpce-1")] }),
];
const SERVICE = ask("app", "52.216.0.1");

describe("packets through a gateway endpoint", () => {
  itAnswers([
    ["arrive", SERVICE, SERVED, "reachable", []],
    [
      "may arrive if nobody says what it is",
      SERVICE,
      [...SERVED, endpoint({ type: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "may arrive through an endpoint of another kind",
      SERVICE,
      [...SERVED, endpoint({ type: "other" })],
      "unknown",
      ["what lies behind vpce-1"],
    ],
    [
      "may arrive if nobody knows its state",
      SERVICE,
      [...SERVED, endpoint({ state: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "do not arrive while it is created",
      SERVICE,
      [...SERVED, endpoint({ state: "pending" })],
      "unreachable",
      [`forward BAD_STATE at ${VPCE}: vpce-1 is pending`],
    ],
    [
      "do not arrive once it is deleted, by a route that is still there",
      SERVICE,
      [...SERVED, endpoint({ state: "Deleted" })],
      "unreachable",
      [`forward BAD_STATE at ${VPCE}: vpce-1 is deleted`],
    ],
    [
      "arrive however its state is written",
      SERVICE,
      [...SERVED, endpoint({ state: "Available" })],
      "reachable",
      [],
    ],
    [
      "may arrive if nobody knows its VPC",
      SERVICE,
      [...SERVED, endpoint({ vpcId: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "do not arrive through one of another VPC",
      SERVICE,
      [...SERVED, endpoint({ vpcId: "vpc-2" })],
      "unreachable",
      [`forward BAD_STATE_ATTACHMENT at ${VPCE}: vpce-1 is not in vpc-1`],
    ],
    [
      "are TCP's or echo requests",
      { ...SERVICE, protocol: "udp" },
      SERVED,
      "unreachable",
      [
        `forward VPCE_GATEWAY_PROTOCOL_RESTRICTION at ${VPCE}: vpce-1 takes TCP and ICMP echo requests only`,
      ],
    ],
    [
      "do not come from other networks, by a transit gateway",
      ask("2", "52.216.0.1"),
      [
        ...SERVED,
        ...NEIGHBOUR,
        put("transitGateways", { id: "tgw-1" }),
        put(
          "transitGatewayAttachments",
          ...["subnet-app", "subnet-2"].map((subnetId, at) => ({
            id: `tgw-attach-${at + 1}`,
            transitGatewayId: "tgw-1",
            vpcId: `vpc-${at + 1}`,
            subnetIds: [subnetId],
            routeTableId: "tgw-rtb-1",
          })),
        ),
        put("transitGatewayRouteTables", {
          id: "tgw-rtb-1",
          transitGatewayId: "tgw-1",
          routes: [{ destination: "0.0.0.0/0", attachmentId: "tgw-attach-1" }],
        }),
        change("routeTables", "rtb-2", { routes: [route("0.0.0.0/0", "tgw-1")] }),
      ],
      "unreachable",
      [`forward NO_POSSIBLE_DESTINATION at ${VPCE}: vpce-1 serves vpc-1 only, not other networks`],
    ],
  ]);

  const writes = (state: VpcEndpoint["state"]): readonly Change[] => [
    put("prefixLists", { id: "pl-1", entries: ["52.216.0.0/15"] }),
    endpoint({ routeTableIds: ["rtb-main"], ...(state === undefined ? {} : { state }) }),
  ];
  const toNat = change("routeTables", "rtb-main", { routes: [route("0.0.0.0/0", "nat-1")] });
  const toNothing = change("routeTables", "rtb-main", { routes: [] });
  const UDP = { ...SERVICE, protocol: "udp" } as const;
  const limited = [
    `forward VPCE_GATEWAY_PROTOCOL_RESTRICTION at ${VPCE}: vpce-1 takes TCP and ICMP echo requests only`,
  ];
  itAnswers([
    [
      "go there by the route that it writes",
      UDP,
      [...writes(undefined), toNat],
      "unreachable",
      limited,
    ],
    [
      "go there by the route of one that is Available",
      UDP,
      [...writes("Available"), toNat],
      "unreachable",
      limited,
    ],
    ...["deleted", "Deleted"].flatMap((state) => [
      [
        `take the next route once it is ${state}`,
        UDP,
        [...writes(state), toNat],
        "reachable",
        [],
      ] as const,
      [
        `have no route left once it is ${state}`,
        SERVICE,
        [...writes(state), toNothing],
        "unreachable",
        [
          "forward NO_ROUTE_TO_DESTINATION at routeTable rtb-main /routeTables/1: rtb-main, which subnet-app uses, has no route for the address",
        ],
      ] as const,
    ]),
    ...["pending", "deleting", "failed"].flatMap((state) => [
      [
        `may take its route or the next while it is ${state}`,
        SERVICE,
        [...writes(state), toNat],
        "unknown",
        [`whether vpce-1, which is ${state}, has routes`],
      ] as const,
      [
        `go nowhere while it is ${state} and there is no other route`,
        SERVICE,
        [...writes(state), toNothing],
        "unreachable",
        [`forward BAD_STATE at ${VPCE}: vpce-1 is ${state}`],
      ] as const,
      [
        `may take a route that nobody knows while it is ${state}`,
        SERVICE,
        [...writes(state), change("routeTables", "rtb-main", { routes: [WHY] })],
        "unknown",
        ["somebody's choice", `whether vpce-1, which is ${state}, has routes`],
      ] as const,
      [
        `may take a route to nobody knows what while it is ${state}`,
        SERVICE,
        [
          ...writes(state),
          change("routeTables", "rtb-main", {
            routes: [{ destination: "0.0.0.0/0", target: WHY }],
          }),
        ],
        "unknown",
        [`whether vpce-1, which is ${state}, has routes`],
      ] as const,
      [
        `go nowhere while it is ${state} and the other route is local`,
        SERVICE,
        [
          ...writes(state),
          change("routeTables", "rtb-main", {
            routes: [{ destination: "10.0.0.0/16", target: { kind: "local" } }],
          }),
        ],
        "unreachable",
        [`forward BAD_STATE at ${VPCE}: vpce-1 is ${state}`],
      ] as const,
      [
        `for others do not mind that it is ${state}`,
        ask("app", "8.8.8.8"),
        [...writes(state), toNat],
        "reachable",
        [],
      ] as const,
    ]),
    [
      "may take its route or the next if nobody knows its state",
      SERVICE,
      [...writes(WHY), toNat],
      "unknown",
      ["somebody's choice"],
    ],
  ]);

  it("are answered from there, past the network ACL", () => {
    const { forward, return: back } = answerOf(SERVICE, ...SERVED);
    assert.deepEqual(hopsOf(forward).slice(-2), [
      "routeTable rtb-main /routeTables/1/routes/0",
      VPCE,
    ]);
    assert.deepEqual(hopsOf(back), [VPCE, "networkAcl acl-default /networkAcls/0/ingress/0"]);
  });
});
