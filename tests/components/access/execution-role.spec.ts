import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ExecutionRole, type ExecutionRoleArgs } from "../../../components";
import { executionRolePolicy } from "../../../mwaa/documents/execution-role";
import { toJson } from "../../../mwaa/documents/statement";
import { executionRoleTrust } from "../../../mwaa/documents/trust";
import { record, type Recording, type RecordOptions, UNKNOWN } from "../../helpers/mocks";
import { isKnownOutput, valueOf } from "../../helpers/value-of";

const PLACE = { partition: "aws", region: "eu-west-1", account: "123456789012" } as const;
const NAMES = { environmentName: "airflow", bucketName: "airflow-dags" };

async function roleWith(
  args: Partial<ExecutionRoleArgs> = {},
  options: RecordOptions = { preview: true },
): Promise<{ recording: Recording; result: ExecutionRole }> {
  return record(() => new ExecutionRole("role", { ...NAMES, ...args }), options);
}

describe("ExecutionRole", () => {
  it("makes a role under the service's path, a managed policy and its attachment", async () => {
    const { recording } = await roleWith();
    assert.deepEqual(recording.counts(), {
      "aws:iam/policy:Policy": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": 1,
    });
    const role = recording.only("aws:iam/role:Role");
    assert.equal(role.inputs["path"], "/service-role/");
    assert.match(String(role.inputs["name"]), /^AmazonMWAA-airflow-[a-z2-7]{8}$/);
    const policy = recording.only("aws:iam/policy:Policy");
    assert.match(String(policy.inputs["name"]), /^MWAA-Execution-Policy-airflow-[a-z2-7]{8}$/);
    assert.equal(policy.inputs["path"], "/service-role/");
  });

  it("shows the canonical documents in a preview", async () => {
    const { recording } = await roleWith({ hardened: true });
    assert.equal(
      recording.only("aws:iam/role:Role").inputs["assumeRolePolicy"],
      toJson(executionRoleTrust({ place: PLACE, environmentName: "airflow" })),
    );
    assert.equal(
      recording.only("aws:iam/policy:Policy").inputs["policy"],
      toJson(
        executionRolePolicy({ ...NAMES, place: PLACE, encryption: "aws-owned", hardened: true }),
      ),
    );
  });

  it("puts the use of a known key into the same policy", async () => {
    const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234";
    const { recording } = await roleWith({ encryption: { keyArn } });
    assert.equal(
      recording.only("aws:iam/policy:Policy").inputs["policy"],
      toJson(executionRolePolicy({ ...NAMES, place: PLACE, encryption: { keyArn } })),
    );
  });

  it("makes a policy of its own of the grants", async () => {
    const { recording } = await roleWith({ grants: [{ service: "sqs", queues: ["orders"] }] });
    const policies = recording.ofType("aws:iam/policy:Policy");
    assert.deepEqual(
      policies.map((each) => each.name),
      ["role-grants", "role-policy"],
    );
    assert.match(
      String(policies[0]?.inputs["policy"]),
      /"arn:aws:sqs:eu-west-1:123456789012:orders"/,
    );
  });

  it("keeps what every environment needs readable when a grant is known only later", async () => {
    const { recording } = await record(
      () => {
        const other = new ExecutionRole("other", NAMES);
        // A resource's own id is unknown in a preview.
        const queue = pulumi.all([other.ready[0]?.urn, idOf(other.ready[0])]).apply(([, id]) => id);
        return new ExecutionRole("role", {
          ...NAMES,
          grants: [queue.apply((name) => ({ service: "sqs", queues: [name] }) as const)],
        });
      },
      { preview: true },
    );
    assert.equal(recording.only("aws:iam/policy:Policy", "role-grants").inputs["policy"], UNKNOWN);
    assert.match(
      String(recording.only("aws:iam/policy:Policy", "role-policy").inputs["policy"]),
      /^\{"Version":"2012-10-17"/,
    );
  });

  it("knows its ARN before it exists, and still makes others wait for it", async () => {
    const { result } = await roleWith();
    assert.ok(await isKnownOutput(result.arn));
    assert.match(
      await valueOf(result.arn),
      /^arn:aws:iam::123456789012:role\/service-role\/AmazonMWAA-airflow-/,
    );
  });

  it("takes a boundary, another path and another generation", async () => {
    const permissionsBoundary = "arn:aws:iam::123456789012:policy/boundary";
    const { recording } = await roleWith({ permissionsBoundary, path: "/data/", generation: 2 });
    const { inputs } = recording.only("aws:iam/role:Role");
    assert.equal(inputs["permissionsBoundary"], permissionsBoundary);
    assert.equal(inputs["path"], "/data/");
    const { recording: first } = await roleWith();
    assert.notEqual(inputs["name"], first.only("aws:iam/role:Role").inputs["name"]);
  });

  it("refuses all bad arguments at once", async () => {
    const bad = {
      environmentName: "1st",
      bucketName: "A",
      path: "data",
      grants: [{ service: "sqs", queues: [] } as const],
    };
    await assert.rejects(roleWith(bad), (error) => {
      assert.ok(pulumi.InputPropertiesError.isInstance(error));
      assert.deepEqual(error.errors.map((each) => each.propertyPath).sort(), [
        "bucketName",
        "environmentName",
        "grants[0].queues",
        "path",
      ]);
      return true;
    });
  });
});

function idOf(resource: pulumi.Resource | undefined): pulumi.Output<string> {
  assert.ok(pulumi.CustomResource.isInstance(resource));
  return resource.id;
}
