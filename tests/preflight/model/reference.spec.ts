import assert from "node:assert/strict";
import type { Reference } from "../../../preflight/model/reference";
import type { Resource, Stack } from "../../../preflight/model/resource";
import { buildWorld } from "../../../preflight/model/world";
import { Unknown } from "../../../reasoning/known";
import { resource, stackOf } from "../../helpers/small-stacks";

const ARN = "arn:aws:iam::111122223333:role/service-role/etl";

function roleOf(environment: Resource, stacks: readonly Stack[]): Reference {
  return buildWorld(stacks).reference(environment, ["executionRoleArn"], "role");
}

function named(reference: Reference): string {
  return reference.kind === "resource" ? reference.resource.name : reference.kind;
}

describe("a reference", () => {
  const role = resource("role", "etl-role", { name: "etl" }, { outputs: { arn: ARN } });

  it("resolves by value", () => {
    const environment = resource("environment", "etl", { executionRoleArn: ARN });
    assert.equal(named(roleOf(environment, [stackOf([role, environment])])), "etl-role");
  });

  it("resolves a hidden value by the one edge that fits", () => {
    const environment = resource(
      "environment",
      "etl",
      { executionRoleArn: new Unknown(["etl#executionRoleArn"]) },
      { propertyDependencies: { executionRoleArn: [role.urn] } },
    );
    assert.equal(named(roleOf(environment, [stackOf([role, environment])])), "etl-role");
  });

  it("stays unknown where two edges fit", () => {
    const other = resource("role", "other-role", { name: "other" });
    const environment = resource(
      "environment",
      "etl",
      { executionRoleArn: new Unknown(["etl#executionRoleArn"]) },
      { propertyDependencies: { executionRoleArn: [role.urn, other.urn] } },
    );
    assert.equal(named(roleOf(environment, [stackOf([role, other, environment])])), "unknown");
  });

  it("points outside if only the name inside another ARN fits", () => {
    const environment = resource("environment", "etl", {
      executionRoleArn: "arn:aws:iam::999999999999:role/service-role/etl",
    });
    assert.equal(named(roleOf(environment, [stackOf([role, environment])])), "outside");
  });

  it("is not decided by a name alone while the ARN is not known, unless an edge confirms it", () => {
    const fresh = resource("role", "etl-role", { name: "etl" });
    const guessed = resource("environment", "etl", { executionRoleArn: ARN });
    assert.equal(named(roleOf(guessed, [stackOf([fresh, guessed])])), "unknown");
    const confirmed = { ...guessed, propertyDependencies: { executionRoleArn: [fresh.urn] } };
    assert.equal(named(roleOf(confirmed, [stackOf([fresh, confirmed])])), "etl-role");
  });

  it("prefers its own stack where two stacks make resources of one name", () => {
    const stacks = ["dev", "prod"].map((name) => {
      const bucket = resource("bucket", `${name}-bucket`, { bucket: "dags" });
      const versioning = resource("bucketVersioning", `${name}-versioning`, { bucket: "dags" });
      return stackOf([bucket, versioning], { name });
    });
    const world = buildWorld(stacks);
    for (const versioning of world.of("bucketVersioning")) {
      const reference = world.reference(versioning, ["bucket"], "bucket");
      assert.equal(named(reference), versioning.name.replace("versioning", "bucket"));
    }
  });

  it("resolves a list of hidden members as the set of the edges that fit, if they are as many", () => {
    const subnets = ["a", "b"].map((name) => resource("subnet", name));
    const hidden = new Unknown(["etl#networkConfiguration"]);
    const environment = (edges: readonly Resource[]): Resource =>
      resource(
        "environment",
        "etl",
        { networkConfiguration: { subnetIds: [hidden, hidden] } },
        { propertyDependencies: { networkConfiguration: edges.map(({ urn }) => urn) } },
      );
    const resolve = (subject: Resource): unknown => {
      const world = buildWorld([stackOf([...subnets, subject])]);
      const references = world.references(subject, ["networkConfiguration", "subnetIds"], "subnet");
      return references instanceof Unknown ? "unknown" : references.map(named);
    };
    assert.deepEqual(resolve(environment(subnets)), ["a", "b"]);
    assert.equal(resolve(environment(subnets.slice(1))), "unknown");
  });
});

describe("the World", () => {
  it("is closed over its stacks, unless one of them is incomplete", () => {
    const bucket = resource("bucket", "dags", { bucket: "dags" });
    const whole = buildWorld([stackOf([bucket])]).pointingAt(bucket, "bucketVersioning", "bucket");
    assert.deepEqual(whole, { resources: [] });
    const partial = buildWorld([
      stackOf([bucket], { incomplete: ["unchanged resources are left out"] }),
    ]);
    const pointing = partial.pointingAt(bucket, "bucketVersioning", "bucket");
    assert.deepEqual(pointing.more?.blockedBy, ["unchanged resources are left out"]);
  });

  it("counts everything that is finished before a resource starts, however far away", () => {
    const first = resource("bucket", "first");
    const second = resource("bucket", "second", {}, { dependencies: [first.urn] });
    const third = resource(
      "bucket",
      "third",
      {},
      { propertyDependencies: { bucket: [second.urn] } },
    );
    const world = buildWorld([stackOf([first, second, third])]);
    assert.deepEqual([...world.before(third)].sort(), [first.urn, second.urn].sort());
  });

  it("takes a value from the program, else from what is known, else from the provider's defaults", () => {
    const vpc = resource("vpc", "vpc", { cidrBlock: "10.0.0.0/16" }, { outputs: { id: "vpc-1" } });
    const world = buildWorld([stackOf([vpc])]);
    assert.equal(world.value(vpc, "cidrBlock"), "10.0.0.0/16");
    assert.equal(world.value(vpc, "id"), "vpc-1");
    assert.equal(world.value(vpc, "enableDnsSupport"), true);
    assert.equal(world.value(vpc, "tags"), undefined);
  });
});
