import assert from "node:assert/strict";
import type { Change } from "./documentation/guide";
import { put, route } from "./documentation/guide";
import { answered } from "./told";

const REGIONAL: Change = (network) => ({
  ...network,
  natGateways: [{ id: "nat-1", vpcId: "vpc-1", availability: "regional", isPublic: true }],
});
const EDGE = (...routes: readonly ReturnType<typeof route>[]): Change =>
  put("routeTables", {
    id: "rtb-edge",
    vpcId: "vpc-1",
    subnetIds: [],
    gatewayIds: ["igw-1"],
    routes,
  });
const ask = (...changes: readonly Change[]) => {
  const { outcome, blockedBy } = answered(
    {
      from: { kind: "interface", interfaceId: "eni-app" },
      to: { kind: "address", address: "203.0.113.9" },
      ports: [{ first: 443, last: 443 }],
    },
    [REGIONAL, ...changes],
  );
  return [outcome, ...blockedBy];
};

describe("answers to a regional NAT gateway", () => {
  it("come back where the internet gateway has no route table", () => {
    assert.deepEqual(ask(), ["reachable"]);
  });

  it("come back where the gateway's table leads nowhere else", () => {
    assert.deepEqual(ask(EDGE()), ["reachable"]);
  });

  it("may take another way where it does, since the NAT gateway is in no subnet", () => {
    assert.deepEqual(ask(EDGE(route("10.0.2.0/24", "eni-app"))), [
      "unknown",
      "how igw-1 sends answers to nat-1, which is in no subnet",
    ]);
  });
});
