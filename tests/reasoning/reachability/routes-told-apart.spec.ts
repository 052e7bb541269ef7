import assert from "node:assert/strict";
import type { Question, VpcEndpoint } from "../../../reasoning/reachability";
import { Unknown } from "../../../reasoning/known";
import type { Change } from "./documentation/guide";
import { ask, change, put, route } from "./documentation/guide";
import { answered, told } from "./told";

const TWO: Question = { ...ask("app", "8.8.8.0"), to: { kind: "cidr", cidr: "8.8.8.0/23" } };
const routes = (...more: readonly ReturnType<typeof route>[]): Change =>
  change("routeTables", "rtb-main", { routes: more });
const [ONE, OTHER] = ["8.8.8.0/24", "8.8.9.0/24"];

function failing(question: Question, ...changes: readonly Change[]) {
  const { outcome, blockers, failing: ranges } = answered(question, changes);
  return [
    outcome,
    blockers.map(({ code, pointer }) => `${code} ${pointer}`),
    ranges.map(({ destinations }) => destinations.join("-")),
  ];
}

describe("routes for several blocks of one question", () => {
  it("are one where they lead to the same target", () => {
    const same = routes(route(ONE, "nat-1"), route(OTHER, "nat-1", { state: "active" }));
    const down = change("natGateways", "nat-1", { state: "failed" });
    assert.deepEqual(failing(TWO, same, down), [
      "unreachable",
      ["BAD_STATE /natGateways/0"],
      ["8.8.8.0-8.8.9.255"],
    ]);
  });

  it("lead each to its own target of one kind", () => {
    const two = routes(route(ONE, "nat-1"), route(OTHER, "nat-2"));
    const second = put("natGateways", {
      id: "nat-2",
      subnetId: "subnet-public",
      publicAddresses: ["198.51.100.5"],
      state: "failed",
    });
    assert.deepEqual(failing(TWO, two, second), [
      "unreachable",
      ["BAD_STATE /natGateways/1"],
      ["8.8.9.0-8.8.9.255"],
    ]);
  });

  it("are each unknown for a reason of its own", () => {
    const unknown = (destination: string, ...reasons: readonly string[]) => ({
      destination,
      target: new Unknown(reasons),
    });
    for (const reasons of [
      [["one"], ["other"]],
      [["one", "other"], ["oneother"]],
    ] as const) {
      const [first, second] = reasons;
      const two = routes(unknown(ONE, ...first), unknown(OTHER, ...second));
      assert.deepEqual(told(TWO, [two]), ["unknown", ...[...first, ...second].sort()]);
    }
  });

  it("may be active or not, each by itself", () => {
    const two = routes(
      route(ONE, "nat-1"),
      route(OTHER, "nat-1", { state: new Unknown(["whether it is there"]) }),
    );
    assert.deepEqual(told(TWO, [two]), ["unknown", "whether it is there"]);
  });

  it("do not matter where nobody knows which of two with the same target applies", () => {
    const two = routes(route("0.0.0.0/0", "nat-1"), {
      destination: new Unknown(["the block"]),
      target: { kind: "natGateway", id: "nat-1" },
    });
    assert.deepEqual(told(TWO, [two]), ["reachable"]);
  });

  it("of gateway endpoints lead each to its own", () => {
    const endpoint = (name: string, prefixListId: string, more: Partial<VpcEndpoint>): Change =>
      put("vpcEndpoints", {
        id: `vpce-${name}`,
        type: "gateway",
        vpcId: "vpc-1",
        serviceName: `com.amazonaws.us-east-1.${name}`,
        prefixListId,
        routeTableIds: ["rtb-main"],
        ...more,
      });
    assert.deepEqual(
      failing(
        TWO,
        put("prefixLists", { id: "pl-1", entries: [ONE] }, { id: "pl-2", entries: [OTHER] }),
        endpoint("s3", "pl-1", {}),
        endpoint("dynamodb", "pl-2", { vpcId: "vpc-9" }),
      ),
      ["unreachable", ["BAD_STATE_ATTACHMENT /vpcEndpoints/1"], ["8.8.9.0-8.8.9.255"]],
    );
  });
});
