import assert from "node:assert/strict";
import { EnvironmentKey, type EnvironmentKeyArgs, ExecutionRole } from "../../../components";
import { keyUsePolicy } from "../../../mwaa/documents/execution-role";
import { keyPolicy } from "../../../mwaa/documents/key-policy";
import { toJson } from "../../../mwaa/documents/statement";
import { record, type Recording, type RecordOptions } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const PLACE = { partition: "aws", region: "eu-west-1", account: "123456789012" } as const;

async function keyWith(
  args: Partial<EnvironmentKeyArgs> = {},
  options: RecordOptions = { preview: true },
): Promise<Recording> {
  const { recording } = await record(
    () => new EnvironmentKey("key", { environmentName: "airflow", ...args }),
    options,
  );
  return recording;
}

describe("EnvironmentKey", () => {
  it("makes a rotating key of this region with the canonical policy, and an alias", async () => {
    const key = await keyWith();
    assert.deepEqual(key.counts(), { "aws:kms/alias:Alias": 1, "aws:kms/key:Key": 1 });
    assert.deepEqual(key.only("aws:kms/key:Key").inputs, {
      description: "Airflow environment airflow",
      enableKeyRotation: true,
      multiRegion: false,
      deletionWindowInDays: 30,
      policy: toJson(keyPolicy({ place: PLACE, environmentName: "airflow" })),
      tags: { Name: "key" },
    });
    assert.equal(key.only("aws:kms/alias:Alias").inputs["name"], "alias/mwaa/airflow");
  });

  it("stays behind when its stack is destroyed, unless it shall be deleted", async () => {
    assert.equal((await keyWith()).only("aws:kms/key:Key").retainOnDelete, true);
    const deleted = await keyWith({ whenDestroyed: "schedule-deletion", deletionWindowDays: 7 });
    assert.equal(deleted.only("aws:kms/key:Key").retainOnDelete, false);
    assert.equal(deleted.only("aws:kms/key:Key").inputs["deletionWindowInDays"], 7);
    assert.equal((await keyWith()).only("aws:kms/alias:Alias").retainOnDelete, false);
  });

  it("admits a role that is made here by its policy, waits for it, and lets it use the key", async () => {
    const { recording, result } = await record(() => {
      const role = new ExecutionRole("role", {
        environmentName: "airflow",
        bucketName: "airflow-dags",
        encryption: "separate",
      });
      const key = new EnvironmentKey("key", { environmentName: "airflow", executionRole: role });
      return { role, key };
    });
    const executionRoleArn = await valueOf(result.role.arn);
    const key = recording.only("aws:kms/key:Key");
    assert.equal(
      key.inputs["policy"],
      toJson(keyPolicy({ place: PLACE, environmentName: "airflow", executionRoleArn })),
    );
    assert.deepEqual(key.dependencies, ["role"]);
    assert.equal(
      recording.only("aws:iam/policy:Policy", "key-use").inputs["policy"],
      toJson(keyUsePolicy({ place: PLACE, keyArn: "arn:made-up:key" })),
    );
    const attachment = recording.only(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "key-use-attachment",
    );
    assert.equal(attachment.inputs["role"], await valueOf(result.role.name));
  });

  it("admits an existing role by its policy alone", async () => {
    const executionRole = "arn:aws:iam::123456789012:role/existing";
    const key = await keyWith({
      executionRole,
      administrators: ["arn:aws:iam::123456789012:role/admin"],
    });
    assert.deepEqual(key.counts(), { "aws:kms/alias:Alias": 1, "aws:kms/key:Key": 1 });
    assert.equal(
      key.only("aws:kms/key:Key").inputs["policy"],
      toJson(
        keyPolicy({
          place: PLACE,
          environmentName: "airflow",
          administrators: ["arn:aws:iam::123456789012:role/admin"],
          executionRoleArn: executionRole,
        }),
      ),
    );
  });

  it("refuses a deletion window that KMS does not offer", async () => {
    await assert.rejects(keyWith({ deletionWindowDays: 6 }), /deletionWindowDays: .*got 6/);
  });
});
