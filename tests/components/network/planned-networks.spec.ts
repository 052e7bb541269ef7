import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../../preflight/findings/finding";
import { judge } from "../../../preflight/preflight";
import type { Stack } from "../../../preflight/model/resource";
import type { Context } from "../../../preflight/readers/context/read";
import { readContext } from "../../../preflight/readers/context/read";
import type { PlanRequest } from "../../../preflight/readers/symbolic-plan/plan";
import { PATIENCE_SECONDS, planFixture, planned } from "../../programs/run";

const EXAMPLE = readFileSync(join(__dirname, "../../../stacks/context/existing-vpc.yaml"), "utf8");

function contextFrom(text: string): Context {
  const read = readContext(text, { file: "existing-vpc.yaml" });
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read;
}

async function plan(program: string, request: Partial<PlanRequest> = {}): Promise<Stack> {
  return planned(await planFixture(program, { account: "123456789012", ...request })).stack;
}

/** Rules of severity error that do not hold, or are not decided. */
function open(findings: readonly Finding[]): readonly string[] {
  return findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
}

describe("a planned environment", function () {
  this.timeout(PATIENCE_SECONDS * 1000);
  const context = contextFrom(EXAMPLE);

  describe("in a network that exists", () => {
    it("is undecided while nobody tells of the network, and each missing fact is named", async () => {
      const stack = await plan("existing-network");
      const { verdict, findings } = judge([stack]);
      assert.equal(verdict, "unknown");
      assert.ok(
        findings.every(({ outcome, severity }) => severity !== "error" || outcome !== "fail"),
      );
      const blockers = new Set(findings.flatMap((each) => each.blockedBy ?? []));
      const ends = [
        "network-subnet-1#availabilityZoneId",
        "network-subnet-1-route-table#routes",
        "network-security-group-1#ingress",
        "network-vpc#enableDnsSupport",
        "network-subnet-1-network-acl#ingress",
        "the endpoints of network-vpc",
      ];
      for (const end of ends)
        assert.ok(
          [...blockers].some((each) => each.endsWith(end)),
          `${end} is not among\n${[...blockers].join("\n")}`,
        );
    });

    it("passes with a context file that describes the network", async () => {
      const { verdict, findings } = judge([await plan("existing-network"), context.stack]);
      assert.deepEqual(open(findings), []);
      assert.equal(verdict, "pass");
    });

    it("fails where the context tells of a route to nowhere", async () => {
      const lost = EXAMPLE.replace(
        / {10}- \{ to: 0\.0\.0\.0\/0, via: nat-0aa1b2c3d4e5f6071 \}\n/,
        "",
      ).replace(
        "- id: rtb-0a11b22c33d44e55f\n        routes:\n",
        "- id: rtb-0a11b22c33d44e55f\n        routes: []\n",
      );
      assert.notEqual(lost, EXAMPLE);
      const { verdict, findings } = judge([
        await plan("existing-network"),
        contextFrom(lost).stack,
      ]);
      assert.equal(verdict, "fail");
      assert.ok(open(findings).includes("subnets-reach-aws-services"));
    });
  });

  describe("in a network that another stack gives out", () => {
    it("is undecided while nobody tells what that stack gives out", async () => {
      const { verdict, findings } = judge([await plan("network-of-another-stack")]);
      assert.equal(verdict, "unknown");
      const zones = findings.find(({ rule }) => rule === "subnets-in-two-zones");
      assert.deepEqual(
        zones?.blockedBy?.map((each) => each.split("::").at(-1)),
        ["network-subnet-1#availabilityZone", "network-subnet-2#availabilityZone"],
      );
    });

    it("passes where the context tells that, and what the network is", async () => {
      const described = contextFrom(
        `${EXAMPLE}stackOutputs:
  acme/network/prod:
    subnetIds: [subnet-0e1f2a3b4c5d6e7f8, subnet-0e1f9a8b7c6d5e4f3]
    securityGroupIds: [sg-05a6b7c8d9e0f1a2b]
`,
      );
      const references = described.stackOutputs;
      const stack = await plan("network-of-another-stack", { references });
      const { verdict, findings } = judge([stack, described.stack]);
      assert.deepEqual(open(findings), []);
      assert.equal(verdict, "pass");
    });
  });

  describe("in a VPC of awsx", () => {
    it("is judged in full where the VPC is made in the program's own process", async () => {
      const stack = await plan("awsx-classic");
      assert.deepEqual(stack.incomplete, []);
      const { verdict, findings } = judge([stack]);
      assert.deepEqual(open(findings), []);
      assert.equal(verdict, "pass");
    });

    it("is undecided where another process makes it, which is named", async () => {
      const { verdict, findings } = judge([await plan("awsx-network")]);
      assert.equal(verdict, "unknown");
      const waits = findings.find(({ rule }) => rule === "environment-waits-for-network");
      assert.ok(
        waits?.blockedBy?.some((each) => each.includes("awsx:ec2:Vpc::network-vpc is a component")),
      );
    });

    it("passes where the context tells what that component gives out, and what is in it", async () => {
      const described = contextFrom(
        `${EXAMPLE}components:
  awsx:ec2:Vpc:
    network-vpc:
      vpcId: vpc-0d2a7c1b9e4f60853
      privateSubnetIds: [subnet-0e1f2a3b4c5d6e7f8, subnet-0e1f9a8b7c6d5e4f3]
`,
      );
      const { components } = described;
      const stack = await plan("awsx-network", { components });
      assert.deepEqual(stack.incomplete, []);
      const { verdict, findings } = judge([stack, described.stack]);
      assert.deepEqual(open(findings), []);
      assert.equal(verdict, "pass");
    });
  });
});
