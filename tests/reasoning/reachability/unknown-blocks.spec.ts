import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { isKnown, Unknown } from "../../../reasoning/known";
import { officeNetwork } from "./networks";

const WHY = new Unknown(["another block of subnet-b"]);

/**
 * The office with an ACL that lets nothing pass. Of its second subnet not all is known, and a server
 * in it has addresses that are in none of the known blocks.
 */
function halfKnown(vpcBlocks: readonly (string | Unknown)[]): Network {
  const office = officeNetwork();
  return {
    ...office,
    vpcs: office.vpcs.map((each) => (isKnown(each) ? { ...each, cidrBlocks: vpcBlocks } : each)),
    subnets: office.subnets.map((each) =>
      isKnown(each) && each.id === "subnet-b"
        ? { ...each, cidrBlocks: ["10.0.2.0/25", WHY] }
        : each,
    ),
    networkInterfaces: [
      {
        id: "eni-hidden",
        subnetId: "subnet-b",
        addresses: [{ address: "10.0.77.1" }, { address: "10.9.0.1" }],
        securityGroupIds: ["sg-server"],
      },
    ],
    networkAcls: office.networkAcls.map((each) =>
      isKnown(each) ? { ...each, ingress: [], egress: [] } : each,
    ),
  };
}

const ask = (address: string, vpcBlocks: readonly (string | Unknown)[] = ["10.0.0.0/16"]) => {
  const question: Question = {
    from: {
      kind: "subnet",
      subnetId: "subnet-b",
      securityGroupIds: ["sg-client"],
      addresses: ["10.0.2.20"],
    },
    to: { kind: "address", address },
    ports: [{ first: 443, last: 443 }],
  };
  return reach(halfKnown(vpcBlocks), question);
};

describe("a subnet of which not all blocks are known", () => {
  it("may hold any other address of its VPC, which no ACL would keep from it then", () => {
    const { outcome, blockedBy } = ask("10.0.77.1");
    assert.deepEqual({ outcome, blockedBy }, { outcome: "unknown", blockedBy: WHY.blockedBy });
  });

  it("holds none that is known to be another subnet's, nor one outside the VPC", () => {
    for (const address of ["10.0.1.10", "8.8.8.8"]) {
      const { outcome, blockers } = ask(address);
      assert.equal(outcome, "unreachable");
      assert.equal(blockers[0]?.code, "SUBNET_ACL_RESTRICTION");
    }
  });

  it("may hold any address where the blocks of its VPC are not known either", () => {
    const { outcome, blockedBy } = ask("10.9.0.1", ["10.0.0.0/16", new Unknown(["a block"])]);
    assert.deepEqual({ outcome, blockedBy }, { outcome: "unknown", blockedBy: WHY.blockedBy });
  });
});
