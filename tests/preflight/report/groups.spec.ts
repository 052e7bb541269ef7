import assert from "node:assert/strict";
import type { Finding } from "../../../preflight/findings/finding";
import { concernedEnvironments } from "../../../preflight/report/belongs";
import { groupFindings, titleOf } from "../../../preflight/report/groups";
import { finding, report, resource, stack } from "./reports";

const ENVIRONMENT = "aws:mwaa/environment:Environment";
const vpc = resource("aws:ec2/vpc:Vpc", "vpc");
const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { dependencies: [vpc.urn] });
const gateway = resource("aws:ec2/internetGateway:InternetGateway", "igw", {
  dependencies: [vpc.urn],
});
const bucketA = resource("aws:s3/bucket:Bucket", "bucket-a");
const bucketB = resource("aws:s3/bucket:Bucket", "bucket-b");
const stray = resource("aws:s3/bucket:Bucket", "stray");
const a = resource(ENVIRONMENT, "env-a", {
  inputs: { name: "alpha" },
  dependencies: [subnet.urn, bucketA.urn],
});
const b = resource(ENVIRONMENT, "env-b", {
  inputs: { name: "beta" },
  dependencies: [subnet.urn, bucketB.urn],
});
const shared = stack([vpc, subnet, gateway, bucketA, bucketB, stray, a, b]);

describe("concernedEnvironments", () => {
  const concerned = concernedEnvironments([shared]);
  const cases: readonly (readonly [string, Partial<Finding>, readonly string[]])[] = [
    ["a bucket's finding to its environment", { resource: bucketA.urn }, ["alpha"]],
    ["a shared network's finding to both", { resource: vpc.urn }, ["alpha", "beta"]],
    ["an environment's own finding to itself", { resource: b.urn }, ["beta"]],
    [
      "a finding on a resource that nothing waits for to the environment it was judged for",
      { resource: gateway.urn, related: [a.urn] },
      ["alpha"],
    ],
    ["a stray resource's finding to none", { resource: stray.urn }, []],
  ];
  for (const [title, changes, expected] of cases) {
    it(`gives ${title}`, () => {
      assert.deepEqual(concerned(finding(changes)), expected);
    });
  }
});

describe("groupFindings", () => {
  it("puts single environments first, then what several share, then the rest", () => {
    const judged = report(
      [stray, vpc, bucketB, bucketA].map((each) => finding({ resource: each.urn })),
      {
        stacks: [
          {
            name: "shop/dev",
            verdict: "fail",
            environments: [
              { name: "alpha", verdict: "fail" },
              { name: "beta", verdict: "pass" },
            ],
          },
        ],
      },
    );
    assert.deepEqual(
      groupFindings(judged, [shared]).map((group) => [titleOf(group), group.verdict]),
      [
        ["alpha", "fail"],
        ["beta", "pass"],
        ["alpha and beta", undefined],
        ["elsewhere in shop/dev", undefined],
      ],
    );
  });

  it("falls back to the stack of the URN when the stacks are not at hand", () => {
    assert.deepEqual(
      groupFindings(report([finding({ resource: bucketA.urn })]), []).map((group) => group.stack),
      ["shop/dev"],
    );
  });
});
