import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ExecutionRole } from "../../../components/access/execution-role";
import { EnvironmentKey, type EnvironmentKeyArgs } from "../../../components/access/key";
import { keyUsePolicy } from "../../../mwaa/documents/execution-role";
import { keyPolicy } from "../../../mwaa/documents/key-policy";
import { toJson } from "../../../mwaa/documents/statement";
import { record, type Recording, type RecordOptions } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const PLACE = { partition: "aws", region: "eu-west-1", account: "123456789012" } as const;

async function keyWith(
  args: EnvironmentKeyArgs = {},
  options: RecordOptions = { preview: true },
): Promise<Recording> {
  const named = args.environmentNames === undefined ? { environmentName: "airflow" } : {};
  return keyOf({ ...named, ...args }, options);
}

async function keyOf(
  args: EnvironmentKeyArgs,
  options: RecordOptions = { preview: true },
): Promise<Recording> {
  const { recording } = await record(() => new EnvironmentKey("key", args), options);
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

  it("encrypts several environments, under an alias of its own name", async () => {
    const key = await keyWith({
      environmentNames: ["orders", "billing"],
    });
    const { inputs } = key.only("aws:kms/key:Key");
    assert.equal(inputs["description"], "Airflow environments orders, billing");
    assert.equal(
      inputs["policy"],
      toJson(keyPolicy({ place: PLACE, environmentName: ["orders", "billing"] })),
    );
    assert.equal(key.only("aws:kms/alias:Alias").inputs["name"], "alias/mwaa/key");
  });

  it("lets each role that is made here use it, by a policy named after the role", async () => {
    const { recording, result } = await record(() => {
      const roleOf = (environmentName: string): ExecutionRole =>
        new ExecutionRole(`${environmentName}-role`, {
          environmentName,
          bucketName: `${environmentName}-dags`,
          encryption: "separate",
        });
      const roles = [roleOf("orders"), roleOf("billing")];
      const key = new EnvironmentKey("key", {
        environmentNames: ["orders", "billing"],
        executionRoles: [...roles, "arn:aws:iam::123456789012:role/existing"],
      });
      return { roles, key };
    });
    const arns = await Promise.all(result.roles.map((role) => valueOf(role.arn)));
    assert.equal(
      recording.only("aws:kms/key:Key").inputs["policy"],
      toJson(
        keyPolicy({
          place: PLACE,
          environmentName: ["orders", "billing"],
          executionRoleArn: [...arns, "arn:aws:iam::123456789012:role/existing"],
        }),
      ),
    );
    const attachments = recording
      .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ name }) => name.startsWith("key-use"));
    assert.deepEqual(
      attachments.map(({ name, parent }) => [name, parent]),
      [
        ["key-use-billing-role-attachment", "key"],
        ["key-use-orders-role-attachment", "key"],
      ],
    );
    assert.equal(result.key.ready.length, 3);
  });

  it("is made in another account, and the permission to use it in the role's", async () => {
    const { recording } = await record(() => {
      const here = new aws.Provider("here", { region: "eu-west-1" });
      const there = new aws.Provider("there", { region: "eu-west-1" });
      const role = new ExecutionRole(
        "role",
        {
          environmentName: "airflow",
          bucketName: "airflow-dags",
          encryption: "separate",
          account: "123456789012",
        },
        { provider: here },
      );
      return new EnvironmentKey(
        "key",
        {
          environmentName: "airflow",
          executionRole: role,
          account: "444455556666",
          usedFrom: ["123456789012"],
        },
        { provider: there },
      );
    });
    const key = recording.only("aws:kms/key:Key");
    assert.match(key.provider, /::there::/);
    assert.match(String(key.inputs["policy"]), /arn:aws:iam::444455556666:root/);
    assert.match(
      String(key.inputs["policy"]),
      /arn:aws:logs:eu-west-1:123456789012:log-group:airflow-airflow-\*/,
    );
    const policy = recording.only("aws:iam/policy:Policy", "key-use");
    assert.equal(policy.parent, "role");
    assert.match(policy.provider, /::here::/);
    assert.equal(
      policy.inputs["policy"],
      toJson(keyUsePolicy({ place: PLACE, keyArn: "arn:made-up:key" })),
    );
  });

  const refused: readonly (readonly [EnvironmentKeyArgs, RegExp])[] = [
    [{ environmentNames: [] }, /environmentNames: names no environment/],
    [
      { environmentName: "airflow", environmentNames: ["orders"] },
      /environmentNames: is given, and so is environmentName/,
    ],
    [
      { environmentNames: ["orders", "orders"] },
      /environmentNames\[1\]: is named a second time: got "orders"/,
    ],
    [{ environmentNames: ["orders", "1st"] }, /environmentNames\[1\]: .* got "1st"/],
    [
      {
        executionRole: "arn:aws:iam::123456789012:role/a",
        executionRoles: ["arn:aws:iam::123456789012:role/b"],
      },
      /executionRoles: is given, and so is executionRole/,
    ],
    [{ usedFrom: [] }, /usedFrom: names no account/],
    [{ usedFrom: ["*"] }, /usedFrom\[0\]: is not the number of an account: got "\*"/],
    [
      { usedFrom: ["444455556666", "444455556666"] },
      /usedFrom\[1\]: is named a second time: got "444455556666"/,
    ],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${JSON.stringify(args)}`, async () => {
      await assert.rejects(keyWith(args), message);
    });
  }

  it("refuses to be made for no environment at all", async () => {
    await assert.rejects(keyOf({}), /environmentName: names no environment/);
  });

  it("refuses a deletion window that KMS does not offer", async () => {
    await assert.rejects(keyWith({ deletionWindowDays: 6 }), /deletionWindowDays: .*got 6/);
  });
});
