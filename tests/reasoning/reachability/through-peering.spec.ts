import { Unknown } from "../../../reasoning/known";
import type { Network, Vpc } from "../../../reasoning/reachability";
import type { Change } from "./documentation/guide";
import { ask, change, NEIGHBOUR, put, route } from "./documentation/guide";
import { itAnswers } from "./guide-answers";

const WHY = new Unknown(["somebody's choice"]);
const PCX = "peeringConnection pcx-1 /peeringConnections/0";

type Peering = Exclude<Network["peeringConnections"][number], Unknown>;
const peered = (more: Partial<Peering> = {}): Change =>
  put("peeringConnections", {
    id: "pcx-1",
    requesterVpcId: "vpc-1",
    accepterVpcId: "vpc-2",
    ...more,
  });
const PEERED: readonly Change[] = [
  ...NEIGHBOUR,
  peered(),
  change("routeTables", "rtb-main", { routes: [route("10.0.0.0/8", "pcx-1")] }),
  change("routeTables", "rtb-2", { routes: [route("10.0.0.0/8", "pcx-1")] }),
];
const THERE = ask("app", "10.1.0.10");

describe("packets across a peering connection", () => {
  itAnswers([
    ["arrive if it is active", THERE, PEERED, "reachable", []],
    ["arrive from the side that accepted it", ask("2", "app"), PEERED, "reachable", []],
    [
      "do not arrive if it is not active",
      THERE,
      [...PEERED, peered({ state: "pending-acceptance" })],
      "unreachable",
      [`forward BAD_STATE at ${PCX}: pcx-1 is pending-acceptance`],
    ],
    [
      "may arrive if its state is not told",
      THERE,
      [...PEERED, peered({ state: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "do not arrive if it joins other VPCs",
      THERE,
      [...PEERED, peered({ requesterVpcId: "vpc-2", accepterVpcId: "vpc-3" })],
      "unreachable",
      [`forward BAD_STATE_ATTACHMENT at ${PCX}: pcx-1 does not join vpc-1`],
    ],
    ...(["requesterVpcId", "accepterVpcId"] as const).map(
      (side) =>
        [
          `may arrive if its ${side} is not told`,
          THERE,
          [...PEERED, peered({ requesterVpcId: "vpc-2", accepterVpcId: "vpc-2", [side]: WHY })],
          "unknown",
          ["somebody's choice"],
        ] as const,
    ),
    ...(["requesterVpcId", "accepterVpcId"] as const).map(
      (side) =>
        [
          `may arrive if its ${side} is not told, though answers come back by another one`,
          THERE,
          [
            ...PEERED,
            peered({ requesterVpcId: "vpc-2", accepterVpcId: "vpc-2", [side]: WHY }),
            peered({ id: "pcx-2" }),
            change("routeTables", "rtb-2", { routes: [route("10.0.0.0/16", "pcx-2")] }),
          ],
          "unknown",
          ["somebody's choice"],
        ] as const,
    ),
    ...(["requesterVpcId", "accepterVpcId"] as const).map(
      (side) =>
        [
          `do not arrive beyond the end that is told, whatever its ${side} is`,
          ask("app", "10.9.0.10"),
          [...PEERED, peered({ requesterVpcId: "vpc-2", accepterVpcId: "vpc-2", [side]: WHY })],
          "unreachable",
          [
            `forward PCX_REQUIRES_ADDRESS_IN_VPC_CIDR at ${PCX}: pcx-1 leads to the addresses of vpc-2 and no further`,
          ],
        ] as const,
    ),
    ...(["requesterVpcId", "accepterVpcId"] as const).map(
      (side) =>
        [
          `may arrive anywhere if this VPC is one end and its ${side} is not told`,
          ask("app", "10.9.0.10"),
          [...PEERED, peered({ requesterVpcId: "vpc-1", accepterVpcId: "vpc-1", [side]: WHY })],
          "unknown",
          ["somebody's choice"],
        ] as const,
    ),
    [
      "may arrive anywhere if neither end is told",
      ask("app", "10.9.0.10"),
      [...PEERED, peered({ requesterVpcId: WHY, accepterVpcId: WHY })],
      "unknown",
      ["somebody's choice"],
    ],
    [
      "arrive at the other VPC's addresses only",
      ask("app", "10.9.0.10"),
      PEERED,
      "unreachable",
      [
        `forward PCX_REQUIRES_ADDRESS_IN_VPC_CIDR at ${PCX}: pcx-1 leads to the addresses of vpc-2 and no further`,
      ],
    ],
    [
      "may arrive if the other VPC may have more addresses",
      ask("app", "10.9.0.10"),
      [...PEERED, change("vpcs", "vpc-2", { cidrBlocks: ["10.1.0.0/16", WHY] })],
      "unknown",
      ["somebody's choice"],
    ],
  ]);

  const attached = (number: number, subnetId: string) => ({
    id: `tgw-attach-${number}`,
    transitGatewayId: "tgw-1",
    vpcId: `vpc-${number}`,
    subnetIds: [subnetId],
    routeTableId: "tgw-rtb-1",
  });
  itAnswers([
    [
      "do not come from other networks, by a transit gateway",
      ask("2", "10.3.0.10"),
      [
        ...NEIGHBOUR,
        put("vpcs", { id: "vpc-3", cidrBlocks: ["10.3.0.0/16"] }),
        peered({ accepterVpcId: "vpc-3" }),
        put("transitGateways", { id: "tgw-1" }),
        put("transitGatewayAttachments", attached(1, "subnet-app"), attached(2, "subnet-2")),
        put("transitGatewayRouteTables", {
          id: "tgw-rtb-1",
          transitGatewayId: "tgw-1",
          routes: [{ destination: "0.0.0.0/0", attachmentId: "tgw-attach-1" }],
        }),
        change("routeTables", "rtb-2", { routes: [route("0.0.0.0/0", "tgw-1")] }),
        change("routeTables", "rtb-main", { routes: [route("10.3.0.0/16", "pcx-1")] }),
      ],
      "unreachable",
      [
        `forward PCX_REQUIRES_ADDRESS_IN_VPC_CIDR at ${PCX}: pcx-1 takes packets of vpc-1 only, not those on their way through it`,
      ],
    ],
  ]);
});

describe("a security group of the other side of a peering connection", () => {
  const admits = change("securityGroups", "sg-2", {
    ingress: [{ protocol: "tcp", peer: { securityGroup: "sg-open" } }],
  });
  const vpc = (number: number, region: Vpc["region"]): Change =>
    put("vpcs", {
      id: `vpc-${number}`,
      cidrBlocks: [`10.${number - 1}.0.0/16`],
      ...(region === undefined ? {} : { region }),
    });
  const regions = (here: Vpc["region"], there: Vpc["region"]): readonly Change[] => [
    ...PEERED,
    admits,
    vpc(1, here),
    vpc(2, there),
  ];
  itAnswers([
    ["can be named in its Region", THERE, regions("us-east-1", "us-east-1"), "reachable", []],
    [
      "cannot be named in another Region",
      THERE,
      regions("us-east-1", "eu-west-1"),
      "unreachable",
      [
        "forward SG_REFERENCES_NOT_PRESERVED at securityGroups sg-2 /securityGroups/1/ingress: a rule of sg-2 names a security group, and pcx-1 does not tell which groups packets come from",
      ],
    ],
    [
      "may not be named if nobody says",
      THERE,
      regions("us-east-1", undefined),
      "unknown",
      ["vpc-2#region"],
    ],
    [
      "may be named if nobody says",
      THERE,
      regions(undefined, "us-east-1"),
      "unknown",
      ["vpc-1#region"],
    ],
    [
      "may be anywhere if nobody says a Region",
      THERE,
      regions(undefined, undefined),
      "unknown",
      ["vpc-1#region", "vpc-2#region"],
    ],
    [
      "may be in another Region",
      THERE,
      regions(WHY, "us-east-1"),
      "unknown",
      ["somebody's choice"],
    ],
    [
      "may be named from another Region",
      THERE,
      regions("us-east-1", WHY),
      "unknown",
      ["somebody's choice"],
    ],
    ["may be anywhere", THERE, regions(WHY, WHY), "unknown", ["somebody's choice"]],
    [
      "need not be known where a rule names addresses",
      THERE,
      [...PEERED, vpc(1, undefined), vpc(2, undefined)],
      "reachable",
      [],
    ],
  ]);
});
