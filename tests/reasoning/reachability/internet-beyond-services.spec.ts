import assert from "node:assert/strict";
import type { Network, Question } from "../../../reasoning/reachability";
import { reach } from "../../../reasoning/reachability";
import { isKnown } from "../../../reasoning/known";
import { officeNetwork, TO_INTERNET } from "./networks";

const S3 = "com.amazonaws.eu-central-1.s3";
const TO_ALL: Question = { ...TO_INTERNET, to: { kind: "internet" }, quantifier: "all" };

/** The office with a gateway endpoint, the list of its service, and what else is told of both. */
function withEndpoint(more: Partial<Network>, isWritten: boolean): Network {
  const office = officeNetwork();
  const route = { destination: "pl-s3", target: { kind: "vpcEndpoint", id: "vpce-s3" } } as const;
  return {
    ...office,
    routeTables: office.routeTables.map((each) =>
      isKnown(each) && isWritten ? { ...each, routes: [...each.routes, route] } : each,
    ),
    vpcEndpoints: [
      {
        id: "vpce-s3",
        type: "gateway",
        vpcId: "vpc-1",
        serviceName: S3,
        routeTableIds: ["rtb-main", "rtb-public"],
      },
    ],
    prefixLists: [{ id: "pl-s3", entries: ["52.216.0.0/15"] }],
    ...more,
  };
}

describe("the internet beside gateway endpoints", () => {
  const services = [{ name: S3, prefixListId: "pl-s3" }];
  for (const [title, network] of [
    ["a route to it says the list", withEndpoint({}, true)],
    ["its service says the list", withEndpoint({ services }, false)],
    ["both say the list", withEndpoint({ services }, true)],
  ] as const) {
    it(`does not hold what an endpoint leads to, where ${title}`, () => {
      const { outcome, blockers } = reach(network, TO_ALL);
      assert.deepEqual({ outcome, blockers }, { outcome: "reachable", blockers: [] });
    });
  }
});
