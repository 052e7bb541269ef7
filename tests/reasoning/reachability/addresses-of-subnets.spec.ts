import assert from "node:assert/strict";
import { change } from "./documentation/guide";
import { answered } from "./told";

describe("addresses of a subnet", () => {
  it("are its blocks' whatever their order", () => {
    const blocks = ["10.0.9.0/24", "10.0.1.0/24"];
    for (const cidrBlocks of [blocks, [...blocks].reverse()]) {
      const { outcome } = answered(
        {
          from: { kind: "subnet", subnetId: "subnet-app", securityGroupIds: ["sg-open"] },
          to: { kind: "interface", interfaceId: "eni-web" },
          ports: [{ first: 443, last: 443 }],
        },
        [change("subnets", "subnet-app", { cidrBlocks })],
      );
      assert.equal(outcome, "reachable");
    }
  });
});
