import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EnvironmentKey, LogGroups } from "../../../components";
import { record } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

const GROUP = "aws:cloudwatch/logGroup:LogGroup";

describe("LogGroups", () => {
  it("makes the five groups under the names that MWAA writes to", async () => {
    const { recording, result } = await record(
      () => new LogGroups("logs", { environmentName: "airflow", retentionDays: 30 }),
      { preview: true },
    );
    assert.deepEqual(
      recording.ofType(GROUP).map((each) => each.inputs["name"]),
      [
        "airflow-airflow-DAGProcessing",
        "airflow-airflow-Scheduler",
        "airflow-airflow-Task",
        "airflow-airflow-WebServer",
        "airflow-airflow-Worker",
      ],
    );
    assert.ok(recording.ofType(GROUP).every((each) => each.inputs["retentionInDays"] === 30));
    assert.equal(await valueOf(result.names.webserverLogs), "airflow-airflow-WebServer");
  });

  it("encrypts them with the key, whose policy is then in place", async () => {
    const { recording } = await record(() => {
      const key = new EnvironmentKey("key", { environmentName: "airflow" });
      return new LogGroups("logs", { environmentName: "airflow", key });
    });
    for (const group of recording.ofType(GROUP)) {
      assert.equal(group.inputs["kmsKeyId"], "arn:made-up:key");
      assert.deepEqual(group.propertyDependencies["kmsKeyId"], ["key"]);
    }
  });

  it("stay behind when their stack is destroyed, unless they shall be deleted", async () => {
    for (const [whenDestroyed, kept] of [
      ["keep", true],
      ["delete", false],
    ] as const) {
      const { recording } = await record(
        () => new LogGroups("logs", { environmentName: "airflow", whenDestroyed }),
      );
      assert.ok(recording.ofType(GROUP).every((each) => each.retainOnDelete === kept));
    }
  });

  it("refuses a retention that CloudWatch Logs does not offer", async () => {
    await assert.rejects(
      record(() => new LogGroups("logs", { environmentName: "1st", retentionDays: 31 })),
      (error) => {
        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.deepEqual(
          error.errors.map((each) => each.propertyPath),
          ["retentionDays", "environmentName"],
        );
        return true;
      },
    );
  });
});
