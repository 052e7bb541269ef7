import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ExecutionRole } from "../../../components/access/execution-role";
import { EnvironmentKey } from "../../../components/access/key";
import { KeyGrant, type KeyGrantArgs } from "../../../components/access/key-grant";
import { record, type Recording } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const READER = "arn:aws:iam::444455556666:role/data-reader";

async function grantWith(args: Partial<KeyGrantArgs> = {}): Promise<Recording> {
  const { recording } = await record(
    () => new KeyGrant("grant", { key: KEY, grantee: READER, operations: ["Decrypt"], ...args }),
  );
  return recording;
}

describe("KeyGrant", () => {
  it("grants what it is told, to whom it is told, and no more", async () => {
    const recording = await grantWith();
    assert.deepEqual(recording.counts(), { "aws:kms/grant:Grant": 1 });
    assert.deepEqual(recording.only("aws:kms/grant:Grant", "grant").inputs, {
      keyId: KEY,
      granteePrincipal: READER,
      operations: ["Decrypt"],
    });
  });

  it("passes context, retiring principal and name on", async () => {
    const { inputs } = (
      await grantWith({
        operations: ["Decrypt", "GenerateDataKey", "DescribeKey"],
        encryptionContext: { subset: { department: pulumi.output("orders") } },
        retiringPrincipal: "arn:aws:iam::444455556666:role/administrator",
        grantName: "orders-reader",
      })
    ).only("aws:kms/grant:Grant");
    assert.deepEqual(inputs, {
      keyId: KEY,
      granteePrincipal: READER,
      operations: ["Decrypt", "GenerateDataKey", "DescribeKey"],
      constraints: [{ encryptionContextSubset: { department: "orders" } }],
      retiringPrincipal: "arn:aws:iam::444455556666:role/administrator",
      name: "orders-reader",
    });
    const exact = await grantWith({ encryptionContext: { equals: { department: "orders" } } });
    assert.deepEqual(exact.only("aws:kms/grant:Grant").inputs["constraints"], [
      { encryptionContextEquals: { department: "orders" } },
    ]);
  });

  it("takes a key and a role that are made here, and waits for both", async () => {
    const { recording, result } = await record(
      () => {
        const role = new ExecutionRole("role", {
          environmentName: "other",
          bucketName: "other-dags",
        });
        // Outside a preview the engine's stand-in makes an ARN up that is none of KMS.
        const key = new EnvironmentKey("key", { environmentName: "airflow" });
        const grant = new KeyGrant("grant", { key, grantee: role, operations: ["Decrypt"] });
        return { role, grant };
      },
      { preview: true },
    );
    const grant = recording.only("aws:kms/grant:Grant");
    assert.deepEqual(grant.dependencies, ["key", "role"]);
    assert.equal(grant.inputs["granteePrincipal"], await valueOf(result.role.arn));
  });

  it("tells everything that is wrong at once", async () => {
    await assert.rejects(
      grantWith({
        key: "alias/airflow",
        grantee: "*",
        operations: ["Sign"],
        encryptionContext: { equals: {} },
      }),
      (error) => {
        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.deepEqual(
          error.errors.map(({ propertyPath }) => propertyPath),
          ["key", "grantee", "operations[0]", "encryptionContext", "encryptionContext"],
        );
        return true;
      },
    );
  });

  it("does not let a whole account in unless it is told to", async () => {
    const grantee = "arn:aws:iam::123456789012:root";
    await assert.rejects(grantWith({ grantee }), /grantee: is a whole account/);
    const told = await grantWith({ grantee, wholeAccount: true });
    assert.equal(told.only("aws:kms/grant:Grant").inputs["granteePrincipal"], grantee);
  });

  it("makes nothing of arguments that it refuses", async () => {
    let made: Recording | undefined;
    await assert.rejects(async () => {
      made = await grantWith({ grantee: "airflow.eu-west-1.amazonaws.com" });
    }, /grantee: is a service/);
    assert.equal(made, undefined);
  });
});
