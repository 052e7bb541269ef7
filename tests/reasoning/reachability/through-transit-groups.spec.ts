import assert from "node:assert/strict";
import type { Question, VpcEndpoint } from "../../../reasoning/reachability";
import { NetworkIndex } from "../../../reasoning/reachability";
import { groupsLostInZone } from "../../../reasoning/reachability/through/transit-groups";
import { isKnown, Unknown } from "../../../reasoning/known";
import { attach, ATTACHED, attachment } from "./attached";
import type { Change } from "./documentation/guide";
import { ask, change, GUIDE, put } from "./documentation/guide";
import { itAnswers } from "./guide-answers";
import { changeOrLeaveOut } from "./left-out";

const WHY = new Unknown(["somebody's choice"]);

/** The neighbour admits who has the guide's group, which the gateway and both attachments tell it. */
const ADMITTING: readonly Change[] = [
  ...ATTACHED,
  put("transitGateways", { id: "tgw-1", securityGroupReferencingSupport: true }),
  attach(1, { securityGroupReferencingSupport: true }),
  attach(2, { securityGroupReferencingSupport: true }),
  change("securityGroups", "sg-2", {
    ingress: [{ protocol: "tcp", peer: { securityGroup: "sg-open" } }],
  }),
];
const TO_2 = ask("app", "2");
const lostAt = (id: string): readonly string[] => [
  `forward SG_REFERENCING_SUPPORT at securityGroups sg-2 /securityGroups/1/ingress: a rule of sg-2 names a security group, and ${id} does not tell which groups packets come from`,
];

describe("security groups across a transit gateway, to the interface of an endpoint", () => {
  /** An endpoint of the neighbour. */
  const endpoint = (more: Partial<VpcEndpoint> = {}): Change =>
    put("vpcEndpoints", {
      id: "vpce-2",
      type: "interface",
      vpcId: "vpc-2",
      serviceName: "com.amazonaws.us-east-1.sqs",
      subnetIds: ["subnet-2"],
      networkInterfaceIds: ["eni-2"],
      ...more,
    });
  /** A host with the same group as the endpoint's interface, next to it. */
  const host = put("networkInterfaces", {
    id: "eni-host",
    subnetId: "subnet-2",
    addresses: [{ address: "10.1.0.11" }],
    securityGroupIds: ["sg-2"],
  });
  const BOTH: Question = {
    ...ask("app", "2"),
    to: { kind: "cidr", cidr: "10.1.0.10/31" },
  };
  const byAddress = change("securityGroups", "sg-2", {
    ingress: [{ protocol: "tcp", peer: { cidr: "10.0.1.0/24" } }],
  });
  const subnetElsewhere = put("subnets", {
    id: "subnet-2b",
    vpcId: "vpc-2",
    availabilityZone: "us-east-1b",
    cidrBlocks: ["10.1.1.0/24"],
  });

  itAnswers([
    ["are not told", TO_2, [...ADMITTING, endpoint()], "unreachable", lostAt("vpce-2")],
    [
      "are not told, asked by address",
      ask("app", "10.1.0.10"),
      [...ADMITTING, endpoint()],
      "unreachable",
      lostAt("vpce-2"),
    ],
    [
      "are told to a host with the same group",
      ask("app", "host"),
      [...ADMITTING, host, endpoint()],
      "reachable",
      [],
    ],
    [
      "are told to the host and not to the endpoint",
      BOTH,
      [...ADMITTING, host, endpoint()],
      "unreachable",
      lostAt("vpce-2"),
    ],
    [
      "are told to the host at least",
      { ...BOTH, quantifier: "any" },
      [...ADMITTING, host, endpoint()],
      "reachable",
      [],
    ],
    [
      "do not matter to a rule that names addresses",
      TO_2,
      [...ADMITTING, byAddress, endpoint()],
      "reachable",
      [],
    ],
    [
      "are told past an endpoint with other interfaces",
      TO_2,
      [...ADMITTING, endpoint({ networkInterfaceIds: ["eni-other"] })],
      "reachable",
      [],
    ],
    [
      "are told past a gateway endpoint",
      TO_2,
      [...ADMITTING, endpoint({ type: "gateway", networkInterfaceIds: [] })],
      "reachable",
      [],
    ],
    [
      "may be lost if nobody knows the endpoint's interfaces",
      TO_2,
      [...ADMITTING, endpoint({ networkInterfaceIds: [WHY] })],
      "unknown",
      WHY.blockedBy,
    ],
    [
      "may be lost if nobody knows all of the endpoint's interfaces",
      TO_2,
      [...ADMITTING, endpoint({ networkInterfaceIds: ["eni-other", WHY] })],
      "unknown",
      WHY.blockedBy,
    ],
    [
      "may be lost if the endpoint's interfaces are not told",
      TO_2,
      [...ADMITTING, endpoint({ networkInterfaceIds: [] })],
      "unknown",
      ["the interfaces of vpce-2"],
    ],
    [
      "may be lost in any subnet if the endpoint's subnets are not known",
      TO_2,
      [...ADMITTING, endpoint({ networkInterfaceIds: [], subnetIds: [WHY] })],
      "unknown",
      ["the interfaces of vpce-2"],
    ],
    [
      "are told beside the subnets of an endpoint whose interfaces are not",
      TO_2,
      [
        ...ADMITTING,
        subnetElsewhere,
        endpoint({ networkInterfaceIds: [], subnetIds: ["subnet-2b"] }),
      ],
      "reachable",
      [],
    ],
    [
      "are told in another VPC than the one of an endpoint whose interfaces are not",
      TO_2,
      [
        ...ADMITTING,
        endpoint({ networkInterfaceIds: [], vpcId: "vpc-1", subnetIds: ["subnet-db"] }),
      ],
      "reachable",
      [],
    ],
    [
      "may be lost if the endpoint is of another kind",
      TO_2,
      [...ADMITTING, endpoint({ type: "other" })],
      "unknown",
      ["what kind of endpoint vpce-2 is"],
    ],
    [
      "may be lost if nobody knows the endpoint's kind",
      TO_2,
      [...ADMITTING, endpoint({ type: WHY })],
      "unknown",
      WHY.blockedBy,
    ],
    [
      "may be lost if there may be endpoints that nobody tells of",
      TO_2,
      [...ADMITTING, (network) => ({ ...network, vpcEndpoints: [WHY] })],
      "unknown",
      WHY.blockedBy,
    ],
    [
      "are not those of an endpoint's interface that packets are from",
      TO_2,
      [
        ...ADMITTING,
        endpoint({ vpcId: "vpc-1", subnetIds: ["subnet-app"], networkInterfaceIds: ["eni-app"] }),
      ],
      "unreachable",
      lostAt("vpce-2"),
    ],
  ]);

  const within: Change = put("networkInterfaces", {
    id: "eni-near",
    subnetId: "subnet-2",
    addresses: [{ address: "10.1.0.12" }],
    securityGroupIds: ["sg-open"],
  });
  itAnswers([
    [
      "are known where no gateway is crossed",
      ask("near", "2"),
      [...ADMITTING, within, endpoint()],
      "reachable",
      [],
    ],
  ]);
});

describe("security groups across a transit gateway, in the zone use1-az3", () => {
  const zone = (subnetId: string, availabilityZone: string | Unknown | undefined): Change =>
    changeOrLeaveOut("subnets", subnetId, { availabilityZone });
  /** A second subnet by which the gateway takes packets of another zone. */
  const alsoIn = attach(1, {
    subnetIds: ["subnet-app", "subnet-db"],
    securityGroupReferencingSupport: true,
  });

  itAnswers([
    [
      "are lost on the way in",
      TO_2,
      [...ADMITTING, zone("subnet-app", "use1-az3")],
      "unreachable",
      lostAt("tgw-attach-1"),
    ],
    [
      "are lost on the way out",
      TO_2,
      [...ADMITTING, zone("subnet-2", "use1-az3")],
      "unreachable",
      lostAt("tgw-attach-2"),
    ],
    [
      "are kept in another zone",
      TO_2,
      [...ADMITTING, zone("subnet-app", "use1-az2"), zone("subnet-2", "use1-az2")],
      "reachable",
      [],
    ],
    [
      "may be lost if nobody knows the zone",
      TO_2,
      [...ADMITTING, zone("subnet-app", WHY)],
      "unknown",
      WHY.blockedBy,
    ],
    [
      "may be lost if the attachment has another subnet there",
      TO_2,
      [...ADMITTING, alsoIn, zone("subnet-app", "use1-az2"), zone("subnet-db", "use1-az3")],
      "unknown",
      ["whether tgw-attach-1 carries security groups beside use1-az3"],
    ],
    [
      "are kept where zones are told by name, which is not the zone's id",
      TO_2,
      ADMITTING,
      "reachable",
      [],
    ],
  ]);
});

describe("the groups that an attachment loses by its zones", () => {
  const index = new NetworkIndex(
    change("subnets", "subnet-db", { availabilityZone: "use1-az3" })(GUIDE),
  );
  const code = "SG_REFERENCING_SUPPORT";
  const beside = new Unknown(["whether tgw-attach-1 carries security groups beside use1-az3"]);
  for (const [title, subnetIds, expected] of [
    ["are none without a subnet", undefined, []],
    ["are none in other zones", ["subnet-app"], []],
    ["may be all beside that zone", ["subnet-app", "subnet-db"], [beside]],
    ["may be all where a subnet is not told of", ["subnet-9"], [new Unknown(["subnet-9"])]],
  ] as const) {
    it(title, () => {
      const by = index.find("subnets", "subnet-app");
      assert.ok(isKnown(by));
      const value = attachment(1, { subnetIds });
      const lost = groupsLostInZone(index, { value, pointer: "/transitGatewayAttachments/0" }, by);
      assert.deepEqual(
        lost,
        expected.map((perhaps) => ({ code, id: "tgw-attach-1", perhaps })),
      );
    });
  }
});
