import assert from "node:assert/strict";
import { ruleOf } from "../../../../preflight/checks/catalogue";
import { applyRule } from "../../../../preflight/checks/run";
import type { Stack } from "../../../../preflight/model/resource";
import { buildWorld } from "../../../../preflight/model/world";
import { change, endpointStack, HIDDEN, make, natStack, plus, without } from "../network-stack";

/** The witness of a rule's first finding, and what takes part. */
function shown(id: string, stack: Stack): readonly [string | undefined, readonly string[]] {
  const rule = ruleOf(id);
  assert.ok(rule, `no rule ${id}`);
  const [finding] = applyRule(rule, buildWorld([stack])).flatMap(({ findings }) => findings);
  assert.ok(finding, `${id} finds nothing`);
  return [finding.witness, finding.related];
}

describe("the packet that shows a fault of the network", () => {
  it("is stopped where the table has no route", () => {
    assert.deepEqual(shown("subnets-reach-aws-services", without(endpointStack(), "sqs")), [
      "sqs on port 443 from private-1: no route; TCP 10.0.10.4:32768 to sqs:443: NO_ROUTE_TO_DESTINATION at private-table",
      ["environment", "private-table"],
    ]);
  });

  it("is stopped by the gateway that has no address to give it", () => {
    const stack = change(natStack(), "nat", { allocationId: undefined });
    const [witness, related] = shown("nat-gateways-lead-out", stack);
    assert.equal(
      witness,
      "TCP 10.0.10.4:32768 to the internet:443: IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS at igw",
    );
    assert.ok(related.includes("igw"));
  });

  it("is stopped by the groups that have no rule for it, in their own direction", () => {
    const closed = change(natStack(), "group", {
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, self: true }],
      egress: [],
    });
    const [inside] = shown("security-groups-admit-themselves", closed);
    const [outside] = shown("security-groups-let-own-traffic-out", closed);
    assert.equal(inside, "TCP 5432 between group, for the metadata database: no rule");
    assert.match(
      outside ?? "",
      /TCP 10\.0\.10\.4:32768 to 10\.0\.11\.4:443: SG_HAS_NO_RULES at group$/,
    );
  });

  it("is told of the fault itself, not of an ACL that stops it too", () => {
    const acl = make("ec2/networkAcl:NetworkAcl", "acl", {
      vpcId: "vpc-id",
      subnetIds: ["private-1-id", "private-2-id"],
      ingress: [],
      egress: [],
    });
    const [witness] = shown(
      "subnets-reach-aws-services",
      plus(without(endpointStack(), "sqs"), acl),
    );
    assert.equal(witness, "sqs on port 443 from private-1: no route");
  });

  it("is left away where something hidden keeps the engine from a sure answer", () => {
    const stack = change(without(endpointStack(), "sqs"), "private-1", { cidrBlock: HIDDEN });
    const [witness] = shown("subnets-reach-aws-services", stack);
    assert.equal(witness, "sqs on port 443 from private-1: no route");
  });
});
