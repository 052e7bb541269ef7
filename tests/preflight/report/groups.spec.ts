import assert from "node:assert/strict";
import { environmentsByUrn } from "../../../preflight/report/belongs";
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

describe("environmentsByUrn", () => {
  it("gives a bucket to its environment and the network to both", () => {
    assert.deepEqual(Object.fromEntries(environmentsByUrn(shared)), {
      [a.urn]: ["alpha"],
      [bucketA.urn]: ["alpha"],
      [b.urn]: ["beta"],
      [bucketB.urn]: ["beta"],
      [vpc.urn]: ["alpha", "beta"],
      [subnet.urn]: ["alpha", "beta"],
      // It waits for the VPC, and no environment waits for it.
      [gateway.urn]: ["alpha", "beta"],
    });
  });

  it("survives dependencies that lead in a circle or nowhere", () => {
    const one = resource("aws:s3/bucket:Bucket", "one", { dependencies: ["urn:nowhere"] });
    const two = resource("aws:s3/bucket:Bucket", "two", { dependencies: [one.urn] });
    const circle = { ...one, dependencies: [two.urn] };
    const environment = resource(ENVIRONMENT, "env", { dependencies: [two.urn] });
    assert.deepEqual(
      [...environmentsByUrn(stack([circle, two, environment])).keys()].sort(),
      [circle.urn, two.urn, environment.urn].sort(),
    );
  });
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
