import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ExistingNetwork } from "../../../components/network/existing";
import { record } from "../../helpers/mocks";
import { valueOf } from "../../helpers/value-of";

describe("ExistingNetwork", () => {
  it("creates nothing and hands the ids on", async () => {
    const { recording, result } = await record(
      () =>
        new ExistingNetwork("net", {
          subnetIds: ["subnet-1", pulumi.output("subnet-2")],
          securityGroupIds: ["sg-1"],
        }),
    );
    assert.deepEqual(recording.counts(), {});
    assert.deepEqual(await valueOf(pulumi.all([...result.subnetIds])), ["subnet-1", "subnet-2"]);
    assert.deepEqual(await valueOf(pulumi.all([...result.securityGroupIds])), ["sg-1"]);
    assert.deepEqual(result.ready, []);
  });

  it("refuses subnets and security groups that no environment can take, all at once", async () => {
    await assert.rejects(
      record(
        () =>
          new ExistingNetwork("net", {
            subnetIds: ["subnet-1", "subnet-1"],
            securityGroupIds: ["sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "web"],
          }),
      ),
      (error) => {
        assert.ok(pulumi.InputPropertiesError.isInstance(error));
        assert.deepEqual(
          error.errors.map((each) => each.propertyPath),
          ["subnetIds[1]", "securityGroupIds", "securityGroupIds[5]"],
        );
        return true;
      },
    );
  });
});
