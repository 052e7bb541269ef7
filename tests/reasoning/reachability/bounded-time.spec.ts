import assert from "node:assert/strict";
import type { Route } from "../../../reasoning/reachability";
import { answerInquiry } from "../../../reasoning/reachability";
import { officeNetwork, TO_INTERNET } from "./networks";

/** Bounds are generous: they tell linear from quadratic, not a fast machine from a slow one. */
describe("in bounded time, the reachability engine", () => {
  const everything = {
    ...TO_INTERNET,
    to: { kind: "internet" },
    protocol: "all",
    ports: [{ first: 0, last: 65535 }],
  } as const;

  it("answers about an ACL with ten thousand rules", () => {
    const ingress = Array.from({ length: 10_000 }, (_, at) => ({
      ruleNumber: at + 1,
      action: at % 2 === 0 ? ("allow" as const) : ("deny" as const),
      protocol: "tcp" as const,
      cidr: `${at % 223}.${at % 251}.${at % 241}.0/24`,
      ports: { first: at, last: at + 9 },
    }));
    const acl = {
      id: "acl-1",
      vpcId: "vpc-1",
      isDefault: true,
      subnetIds: [],
      egress: ingress,
      ingress,
    };
    const started = performance.now();
    const [answer] = answerInquiry({
      network: { ...officeNetwork(), networkAcls: [acl] },
      questions: [everything],
    });
    assert.ok(answer !== undefined && answer.outcome !== "reachable");
    assert.ok(performance.now() - started < 8000);
  });

  it("answers about a route table with ten thousand routes", () => {
    const office = officeNetwork();
    const routes = Array.from({ length: 10_000 }, (_, at) => ({
      destination: `${11 + (at >> 14)}.${(at >> 6) & 255}.${(at << 2) & 255}.0/24`,
      target: { kind: "natGateway" as const, id: "nat-1" },
    })) satisfies readonly Route[];
    const started = performance.now();
    const [answer] = answerInquiry({
      network: {
        ...office,
        routeTables: [{ id: "rtb-1", vpcId: "vpc-1", isMain: true, subnetIds: [], routes }],
      },
      questions: [everything],
    });
    assert.ok(answer !== undefined && answer.outcome !== "reachable");
    assert.ok(performance.now() - started < 8000);
  });
});
